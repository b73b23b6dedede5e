"""A document as the rules read it: plain lists over its words, and where its sentences end on paper."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key

STOPS = frozenset({".", "؟", "?", "!", "…", "..", "...", "؟!", "!!"})
MARKS = '“”„‟"«»‹›'
NOMINAL = frozenset({"NOUN", "PROPN", "X", "ADJ", "NUM", "SYM"})


def whole_word_start(text: str, start: int) -> int:
    """Go back to the start of the printed word, of which the tokeniser may have cut a clitic: لـ|ISPR."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "ـ"):
        start -= 1
    return start


@dataclass(frozen=True)
class Reading:
    """One document, word by word; every list has one entry a word, and positions are those of the words table.

    `keys` are of the printed word, `lemmas` keys of the lemma, `ner` the class of a name (B-PER), `heads` -1 for roots,
    `starts` and `ends` spans of the surface token. `stops[i]` is the first position at or after i where a sentence ends
    **by punctuation or line**: the
    parser's own sentences are too often a whole paragraph, or half a quotation, to bound what somebody said.
    """

    doc_id: str
    text: str
    forms: Sequence[str]
    keys: Sequence[str]
    lemmas: Sequence[str]
    upos: Sequence[str]
    feats: Sequence[str]
    deprel: Sequence[str]
    ner: Sequence[str]
    heads: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    tokens: Sequence[int]
    paragraphs: Sequence[int]
    sentences: Sequence[int]
    stops: Sequence[int]
    begins: Sequence[int]

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the character span of the words `first:last`, whole surface tokens."""
        return self.starts[first], self.ends[last - 1]

    def places_of(self, *keys: str) -> list[int]:
        """The positions of the words that have one of these keys, in order."""
        return sorted(place for one in dict.fromkeys(keys) for place in self._places.get(one, ()))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.keys):
            found.setdefault(word, []).append(place)
        return found

    @cached_property
    def _token_bounds(self) -> tuple[list[int], list[int]]:
        """The first word of each word's surface token, and the first word after it."""
        size = len(self.tokens)
        firsts, ends = list(range(size)), list(range(1, size + 1))
        for position in range(1, size):
            if self.tokens[position] == self.tokens[position - 1]:
                firsts[position] = firsts[position - 1]
        for position in range(size - 2, -1, -1):
            if self.tokens[position] == self.tokens[position + 1]:
                ends[position] = ends[position + 1]
        return firsts, ends

    def next_token(self, position: int) -> int:
        """Give the first word of the surface token after that of `position`."""
        return self._token_bounds[1][position]

    def token_start(self, position: int) -> int:
        """Give the first word of the surface token of `position`."""
        return self._token_bounds[0][position]

    def token_key(self, position: int) -> str:
        """Give the key of the whole surface token, without a conjunction glued on."""
        token = key(self.text[self.starts[position] : self.ends[position]])
        return token[1:] if len(token) > 4 and token[0] in "وف" else token

    def paragraph_end(self, position: int) -> int:
        """Give the position after the last word of the paragraph of `position`."""
        return bisect_right(self.paragraphs, self.paragraphs[position], position)

    def paragraph_start(self, position: int) -> int:
        """Give the first word of the paragraph of `position`."""
        return bisect_left(self.paragraphs, self.paragraphs[position], 0, position)

    def is_nominal(self, position: int) -> bool:
        """Say whether a word can stand in a noun phrase (quotation marks are often tagged as nouns; they cannot)."""
        return self.upos[position] in NOMINAL and self.forms[position][0] not in MARKS


def read(annotations: AnnotationSource) -> Iterator[Reading]:
    """Make one reading per document that has words, in the order of the corpus."""
    for piece in annotations.pieces(NEEDED):
        yield from _read(piece)


_COLUMNS = ("form", "key", "upos", "feats", "deprel", "ner", "head", "start", "end", "token", "paragraph", "sentence")
NEEDED = ("doc_id", *_COLUMNS)


def _read(annotations: Annotations) -> Iterator[Reading]:
    words = annotations.words
    if words.empty:
        return
    of_form = {form: key(form) for form in words["form"].cat.categories}
    columns = {name: words[name].tolist() for name in _COLUMNS}
    codes = words["doc_id"].cat.codes.to_numpy()
    firsts = [0, *((codes[1:] != codes[:-1]).nonzero()[0] + 1).tolist(), len(codes)]
    for first, last in pairwise(firsts):
        doc_id = str(words["doc_id"].cat.categories[codes[first]])
        part = {name: values[first:last] for name, values in columns.items()}
        stops, begins = _sentences(part["form"], part["paragraph"], part["token"])
        yield Reading(
            doc_id, annotations.text(doc_id), part["form"], [of_form[form] for form in part["form"]], part["key"],
            part["upos"], part["feats"], part["deprel"], part["ner"], part["head"], part["start"], part["end"],
            part["token"], part["paragraph"], part["sentence"], stops, begins,
        )  # fmt: skip


def _sentences(forms: Sequence[str], paragraphs: Sequence[int], tokens: Sequence[int]) -> tuple[list[int], list[int]]:
    """Find where the sentence of each word ends (its full stop, or the next paragraph) and begins."""
    size = len(forms)
    stops, begins = [size] * size, [0] * size
    following = size
    for position in range(size - 1, -1, -1):
        if position + 1 < size and paragraphs[position + 1] != paragraphs[position]:
            following = position + 1
        stop = forms[position] in STOPS
        if stop and not _abbreviates(forms, tokens, position) and not _pauses(forms, position, following):
            following = position
        stops[position] = following
    for position in range(1, size):
        fresh = stops[position - 1] == position - 1 or paragraphs[position - 1] != paragraphs[position]
        begins[position] = position if fresh else begins[position - 1]
    return stops, begins


def _pauses(forms: Sequence[str], position: int, following: int) -> bool:
    """Say whether dots only mark a pause (… الحب .. ولكن الحب قدر), or a question mark is followed by a comma."""
    if position + 1 >= following:
        return False
    if forms[position] == "." and "." in (forms[position - 1], forms[position + 1]):
        return any(form not in STOPS for form in forms[position + 1 : following])
    if forms[position] in "؟?!" and position + 2 < following and forms[position + 1] in ("»", "”", '"'):
        return forms[position + 2] in ("،", ",", "؛")  # عنوان «كيف يؤثر الاتفاق؟»، وهل
    return forms[position] in ("..", "...", "…") or (forms[position] in "؟?!" and forms[position + 1] in ("،", ","))


def _abbreviates(forms: Sequence[str], tokens: Sequence[int], position: int) -> bool:
    """Say whether a full stop belongs to an abbreviated title, as in د.اليامي; not so of the pronoun of في يده."""
    if forms[position] != "." or position == 0 or len(forms[position - 1]) > 1 or not forms[position - 1].isalpha():
        return False
    return position < 2 or tokens[position - 2] != tokens[position - 1]
