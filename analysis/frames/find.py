"""Frames: where in the texts does the vocabulary of each frame stand?

One row per hit. Within a frame the longest match wins and a token counts once; `exclude` phrases come first and are
reported apart (`find_excluded`). Strings are compared once per type (`analysis.frames.spellings`), so the time
taken depends on the number of hits rather than of words.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource, expect_annotations
from analysis.annotation.stored.annotations import StoredAnnotations
from analysis.annotation.stored.on_dask import each_part_on
from analysis.annotation.words import Coded
from analysis.counting.hit_checks import COUNTED
from analysis.counting.token_index import Codes, IntArray, Places, Types, among
from analysis.errors import KhitabError
from analysis.frames.clitics import Attached
from analysis.frames.conditions import Company, asked_by_relation, condition_elements
from analysis.frames.names import is_name
from analysis.frames.overlaps import settle
from analysis.frames.phrases import Contexts, Roles, asks_behind, context_elements, find_contexts, phrase_candidates
from analysis.frames.printed import Printed
from analysis.frames.spellings import NO_READING, Spellings
from analysis.lexicon import Element, Lexicon, Term, as_lexicon

if TYPE_CHECKING:
    from distributed import Client

COLUMNS = (
    "doc_id", "frame", "tier", "term", "rule", "surface", "clitics", "match",
    "start", "end", "paragraph", "sentence", "token", "word",
)  # fmt: skip

_TIERS = ("exclude", "core", "related")
_RULES = ("phrase", "lemma", "form", "pattern")
_PHRASE, _LEMMA, _FORM, _PATTERN = range(len(_RULES))
# The columns of the words table that finding frames needs.
NEEDED = (
    "doc_id", "paragraph", "sentence", "token", "word", "form", "key", "upos", "deprel", "head", "start", "end",
    "ner",
)  # fmt: skip


def find_frames(
    annotations: AnnotationSource, lexicon: Lexicon | str | Path | None = None, *, client: "Client | None" = None
) -> pd.DataFrame:
    """Find the vocabulary of a lexicon's frames.

    Parameters
    ----------
    lexicon : from `read_lexicon`, or the path of a lexicon's file; the default lexicon if omitted.
    client : a client of `cluster`, whose workers search the parts of a stored folder; here if omitted.

    Returns
    -------
    One row per counted token (per counted phrase, for phrases), in the order of the texts:

    doc_id, frame, tier, term : where, and which entry of the lexicon matched.
    rule : how it matched: "lemma" (the parser's lemma), "form" (the spelling, once clitics and endings are off),
        "phrase" or "pattern".
    surface : the token as printed, `text[start:end]`; match : the word inside it; clitics : what is glued to it,
        hyphens showing the side ("و-ب-", "-ها").
    start, end : character span in the source text.
    paragraph, sentence, token, word : positions in the document, from 0.

    Examples
    --------
    >>> hits = find_frames(annotations)
    >>> hits[["doc_id", "frame", "surface", "clitics"]].head(3)
               doc_id         frame surface clitics
    0  anwa-2026-01-a  humanitarian  إنساني
    1  anwa-2026-01-a  humanitarian  لإغاثة      ل-
    2  anwa-2026-01-a  humanitarian   نازحي
    """
    lexicon = as_lexicon(lexicon)
    if client is not None:
        return on_workers(client, annotations, lexicon, find_frames)
    return _find(annotations, lexicon, excluded=False)


def on_workers(
    client: "Client",
    annotations: AnnotationSource,
    lexicon: Lexicon,
    find: Callable[[AnnotationSource, Lexicon], pd.DataFrame],
) -> pd.DataFrame:
    """Lay together what ``find`` makes of each stored part on the workers of a cluster."""
    if not isinstance(annotations, StoredAnnotations):
        raise KhitabError("find_frames: client= needs annotations stored in a folder; make them with annotate_into.")
    tables = each_part_on(client, annotations, find, lexicon)
    found = pd.concat(tables, ignore_index=True) if tables else find(annotations, lexicon)
    found.attrs = _attributes(annotations, lexicon)
    found.attrs["found"] = _hits_of_frames(found)
    return found


def find_excluded(annotations: AnnotationSource, lexicon: Lexicon | str | Path | None = None) -> pd.DataFrame:
    """Find what the lexicon's `exclude` phrases set aside: the columns of `find_frames`, with tier "exclude".

    Examples
    --------
    >>> len(find_excluded(annotations)) > 0
    True
    """
    return _find(annotations, as_lexicon(lexicon), excluded=True)


def _find(annotations: AnnotationSource, lexicon: Lexicon, *, excluded: bool) -> pd.DataFrame:
    expect_annotations(annotations, "find_excluded" if excluded else "find_frames")
    search = _search(lexicon)
    hits = _table([_find_in(piece, search, excluded) for piece in annotations.pieces(NEEDED)], search)
    hits.attrs = _attributes(annotations, lexicon) | {"found": _hits_of_frames(hits)}
    return hits


def _hits_of_frames(hits: pd.DataFrame) -> dict[str, int]:
    """How many hits each frame has, in a table of hits or of counted hits."""
    counts = (
        hits["frame"].value_counts() if COUNTED not in hits else hits.groupby("frame", observed=True)[COUNTED].sum()
    )
    return {str(frame): int(n) for frame, n in counts.items()}


def _attributes(annotations: AnnotationSource, lexicon: Lexicon) -> dict[Hashable | None, object]:
    """What a table of hits knows of itself: what it rests on, which frames were sought, and how right they are."""
    measured = lexicon.accuracy.frames if lexicon.accuracy else {}
    return {
        "provenance": {**annotations.provenance, **lexicon.provenance},
        "frames": lexicon.frame_ids,
        "accuracy": {frame: (one.precision, one.recall) for frame, one in measured.items()},
    }


@dataclass(frozen=True)
class _Search:
    """A lexicon made ready: its terms as numbers, and the spellings that can be them."""

    lexicon: Lexicon
    terms: Sequence[Term]
    elements: Sequence[Element]
    roles: Roles
    spellings: Spellings
    frame: IntArray
    tier: IntArray
    is_pattern: NDArray[np.bool_]
    asks_behind: NDArray[np.bool_]
    numbers: dict[Element, int]
    asked: dict[str, NDArray[np.bool_]]
    attached: Attached = field(default_factory=Attached)
    _admitting: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    @classmethod
    def of(cls, lexicon: Lexicon) -> "_Search":
        entries = [(lexicon.frame_ids.index(frame.id), term) for frame, term in lexicon.terms()]
        terms = [term for _, term in entries]
        elements = list(dict.fromkeys([*context_elements(terms), *condition_elements(terms)]))
        numbers = {element: number for number, element in enumerate(elements)}
        return cls(
            lexicon, terms, elements, Roles.of(terms, elements), Spellings(terms, elements),
            frame=np.array([frame for frame, _ in entries], dtype=np.int64),
            tier=np.array([_TIERS.index(term.tier) for term in terms], dtype=np.int64),
            is_pattern=np.array([term.pattern is not None for term in terms], dtype=bool),
            asks_behind=np.array([asks_behind(term) for term in terms], dtype=bool),
            numbers=numbers,
            asked=asked_by_relation(terms, numbers),
        )  # fmt: skip

    def admitting(self, tag: str) -> NDArray[np.bool_]:
        """(n_terms,) whether a word with this part of speech can be the term."""
        if tag not in self._admitting:
            self._admitting[tag] = np.array([_admits(term, tag) for term in self.terms], dtype=bool)
        return self._admitting[tag]


@lru_cache(maxsize=4)
def _search(lexicon: Lexicon) -> _Search:
    """Make a lexicon ready, or take what was made ready for one that says the same."""
    return _Search.of(lexicon)


@dataclass(frozen=True)
class _Candidates:
    """Places where a term may stand, all (n,): the matching row, the term, the tokens it spans, and how it matched."""

    row: IntArray
    term: IntArray
    token: IntArray
    last: IntArray
    rule: IntArray
    reading: IntArray

    def __getitem__(self, chosen: NDArray[np.bool_] | IntArray) -> "_Candidates":
        return _Candidates(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    @classmethod
    def together(cls, one: "_Candidates", two: "_Candidates") -> "_Candidates":
        pairs = ((getattr(one, name), getattr(two, name)) for name in cls.__dataclass_fields__)
        return cls(*(np.concatenate(pair) for pair in pairs))


@dataclass(frozen=True)
class _Hits:
    """The hits of a piece, all (n,): term and rule as numbers, strings that recur as (values, numbers)."""

    term: IntArray
    rule: IntArray
    doc_id: tuple[Sequence[str], Codes]
    clitics: tuple[Sequence[str], IntArray]
    match: tuple[Sequence[str], IntArray]
    surface: pd.api.extensions.ExtensionArray
    places: dict[str, NDArray[np.int32]]


def _find_in(piece: Annotations, search: _Search, excluded: bool) -> _Hits:
    places, types, spellings = Places.of(piece), Types.of(piece), search.spellings
    forms, lemmas = types.forms.codes, types.lemmas.codes
    by_form, elements_by_form = spellings.of_forms(types.forms.values)
    by_lemma, elements_by_lemma = spellings.of_lemmas(types.lemmas.values)
    printed = Printed.of(piece, places, types, spellings)
    singles = _singles(by_form.of_column(forms), by_lemma.of_column(lemmas), piece.strings("upos"), search, places)
    asking = singles.last[search.asks_behind[singles.term]]
    kinds = (forms, elements_by_form), (lemmas, elements_by_lemma), (printed.codes, printed.elements)
    contexts = find_contexts(search.elements, search.roles, kinds, asking, spellings.clitics, types, places)
    singles = singles[_fitting(search.terms, singles, contexts)]
    if not search.lexicon.names:
        readings = spellings.readings.values
        prefixed = np.array([r is not None and bool(r.proclitics) for r in readings], dtype=bool)[singles.reading]
        singles = singles[~is_name(piece, places, types, singles.row, prefixed)]
    candidates = _Candidates.together(_phrases(search.terms, contexts), singles)
    company = Company(piece, places, kinds, search.numbers, search.asked)
    candidates = candidates[company.fitting(search.terms, candidates.term, candidates.row, candidates.last)]
    chosen = candidates[_choose(candidates, search)]
    chosen = chosen[(search.tier[chosen.term] == _TIERS.index("exclude")) == excluded]
    chosen = chosen[np.lexsort((search.frame[chosen.term], chosen.row))]
    return _describe(chosen, piece, places, types, search)


def _phrases(terms: Sequence[Term], contexts: Contexts) -> _Candidates:
    row, term, token, last = phrase_candidates(terms, contexts).T
    return _Candidates(row, term, token, last, np.full_like(row, _PHRASE), np.full_like(row, NO_READING))


def _singles(
    spelled: tuple[IntArray, IntArray], lemmatised: tuple[IntArray, IntArray], upos: Coded, search: _Search,
    places: Places,
) -> _Candidates:  # fmt: skip
    """Candidates of one token: by lemma, or by form or pattern where the lemma does not tell."""
    n_terms = len(search.terms)
    by_form, by_lemma = (rows * n_terms + matches[0] for rows, matches in (spelled, lemmatised))
    only_lemma = ~among(by_lemma, by_form)
    row, term = np.divmod(np.concatenate([by_form, by_lemma[only_lemma]]), max(n_terms, 1))
    reading = np.concatenate([spelled[1][1], lemmatised[1][1][only_lemma]])
    rule = np.full(len(row), _LEMMA)
    rule[: len(by_form)][~among(by_form, by_lemma)] = _FORM
    rule[search.is_pattern[term]] = _PATTERN
    tags = upos.values.to_pylist()
    admitted = np.array([search.admitting(tag) for tag in tags], dtype=bool)
    fits = admitted.reshape(len(tags), n_terms)[upos.codes[row], term]
    row, term, rule, reading = row[fits], term[fits], rule[fits], reading[fits]
    token = places.token_of(row)
    return _Candidates(row, term, token, token, rule, reading)


def _fitting(terms: Sequence[Term], singles: _Candidates, contexts: Contexts) -> NDArray[np.bool_]:
    """Say which candidates stand in the context that their terms ask for."""
    fits = np.ones(len(singles.term), dtype=bool)
    for number, term in enumerate(terms):
        if not term.phrases and (term.next or term.unless_next or term.near):
            of_term = np.flatnonzero(singles.term == number)
            fits[of_term] = contexts.fit(term, singles.last[of_term])
    return fits


def _admits(term: Term, tag: str) -> bool:
    """Whether a word with this part of speech can be the term."""
    if term.pos:
        return tag in term.pos
    if term.inflection == "verb":
        return tag == "VERB"
    # Nouns and adjectives are often tagged X, PROPN or each other, but a verb is another word: آمن "he believed".
    return tag != "VERB" or term.inflection == "none"


def _choose(candidates: _Candidates, search: _Search) -> IntArray:
    """Settle overlaps within each frame."""
    order = np.lexsort((candidates.row, *_preferences(candidates, search)))
    # The frames' tokens are laid one behind the other, so that spans of different frames never overlap.
    shift = search.frame[candidates.term] * (int(candidates.last.max(initial=0)) + 1)
    return settle(candidates.token + shift, candidates.last + shift, order)


def _preferences(candidates: _Candidates, search: _Search) -> tuple[NDArray[np.generic], ...]:
    """What decides between candidates that overlap, the weightiest last: excludes, longer spans, core before related.

    A noun with ya at its end gives way to an adjective that is spelt so: تنسيقي is rather the adjective, where the
    lexicon has it, than تنسيق.
    """
    readings = search.spellings.readings.values
    with_ya = np.array([r is not None and r.ending + r.enclitic == "ي" for r in readings], dtype=bool)
    tier = search.tier[candidates.term]
    loose = with_ya[candidates.reading] & (candidates.rule == _FORM)
    length = candidates.token - candidates.last
    return candidates.term, candidates.rule, tier, loose, length, tier != _TIERS.index("exclude")


def _describe(chosen: _Candidates, piece: Annotations, places: Places, types: Types, search: _Search) -> _Hits:
    """Look up what is said of hits, in the columns that nothing else is looked up in."""
    document = places.document[chosen.row]
    doc_ids = piece.strings("doc_id").values.to_pylist()
    texts = {code: piece.text(doc_ids[code]) for code in np.unique(document).tolist()}
    positions = ("start", "end", "paragraph", "sentence", "token", "word")
    where = {name: piece.numbers(name)[chosen.row] for name in positions}
    where["end"] = piece.numbers("end")[places.last_row(chosen.last)]
    spans = zip(document.tolist(), where["start"].tolist(), where["end"].tolist(), strict=True)
    readings = search.spellings.readings.values
    glued, parts = search.attached.separate(chosen.row, chosen.token, readings, chosen.reading, places, types)
    return _Hits(
        chosen.term,
        chosen.rule,
        doc_id=(doc_ids, document),
        clitics=([clitics for clitics, _ in parts], glued),
        match=([match for _, match in parts], glued),
        surface=pd.array([texts[code][start:end] for code, start, end in spans], dtype="str"),
        places=where,
    )


def _table(found: Sequence[_Hits], search: _Search) -> pd.DataFrame:
    """Make the hits of all pieces the table that users see."""
    term, rule = (np.concatenate([getattr(hits, name) for hits in found]) for name in ("term", "rule"))
    columns = {
        "doc_id": _spelled([hits.doc_id for hits in found]),
        "frame": _strings(search.lexicon.frame_ids, search.frame[term]),
        "tier": _strings(_TIERS, search.tier[term]),
        "term": _strings([term.text for term in search.terms], term),
        "rule": _strings(_RULES, rule),
        "surface": pd.concat([pd.Series(hits.surface) for hits in found], ignore_index=True).array,
        "clitics": _spelled([hits.clitics for hits in found]),
        "match": _spelled([hits.match for hits in found]),
        **{name: np.concatenate([hits.places[name] for hits in found]) for name in found[0].places},
    }
    return pd.DataFrame(columns, columns=list(COLUMNS))


def _spelled(found: Sequence[tuple[Sequence[str], Codes]]) -> pd.api.extensions.ExtensionArray:
    """Spell out numbers that count anew in each piece."""
    before = np.cumsum([0, *(len(values) for values, _ in found)])
    numbers = [numbers + first for first, (_, numbers) in zip(before, found, strict=False)]
    return _strings([value for values, _ in found for value in values], np.concatenate(numbers))


def _strings(values: Sequence[str], numbers: Codes) -> pd.api.extensions.ExtensionArray:
    """Spell numbers out, each value being turned into a string of the table once."""
    return pd.array(list(values), dtype="str").take(numbers)
