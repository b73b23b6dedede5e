"""Parts: the words of some documents as an Arrow table, the form in which annotation is made, stored and joined."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import TypeVar

import pyarrow as pa

from analysis.errors import KhitabError
from analysis.memory import is_memory, told_as_memory
from analysis.parsing.engine import Engine, Word, load_engine
from analysis.parsing.model import ModelInfo
from analysis.parsing.paragraphs import SourceParagraph, split_paragraphs
from analysis.parsing.sentences import MAX_WORDS, STRONG
from analysis.parsing.settled import per_cent

NUMBERS = ("paragraph", "sentence", "token", "word", "head", "start", "end")
STRINGS = ("form", "lemma", "upos", "xpos", "feats", "deprel", "ner")
SCHEMA = pa.schema(
    [pa.field(name, pa.int32()) for name in NUMBERS]
    + [pa.field(name, pa.dictionary(pa.int32(), pa.string())) for name in STRINGS]
)


@dataclass(frozen=True)
class Part:
    """Words of documents that are named by the hash of their text: `rows[hash]` is (first row, number of rows).

    `notes[hash]` counts what there is to be told of a document, by the names in `analysis.annotation.notes`.
    """

    rows: Mapping[str, tuple[int, int]]
    table: pa.Table
    notes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Paragraph:
    """An annotated paragraph: its number in the document, and its sentences with spans in the document's text."""

    number: int
    sentences: Sequence[Sequence[Word]]


def build_part(
    documents: Mapping[str, Sequence[Paragraph]], notes: Mapping[str, Mapping[str, int]] | None = None
) -> Part:
    """Lay out annotated documents (by the hash of their text) as one part."""
    columns: dict[str, list[object]] = {name: [] for name in SCHEMA.names}
    rows: dict[str, tuple[int, int]] = {}
    for key, paragraphs in documents.items():
        first = len(columns["word"])
        for row in _rows(paragraphs):
            for name, value in zip(SCHEMA.names, row, strict=True):
                columns[name].append(value)
        rows[key] = (first, len(columns["word"]) - first)
    arrays = [pa.array(columns[name], pa.int32()) for name in NUMBERS]
    # What a model leaves out is "": a missing value would be met by all who count, long after.
    strings = {name: ["" if value is None else value for value in columns[name]] for name in STRINGS}
    arrays += [pa.array(strings[name], pa.string()).dictionary_encode() for name in STRINGS]
    return Part(rows, pa.Table.from_arrays(arrays, schema=SCHEMA), dict(notes or {}))


def _rows(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[object, ...]]:
    """Yield a document's rows in the order of SCHEMA, turning positions in the sentence into ones in the document."""
    sentence = first_token = first_word = 0
    for paragraph in paragraphs:
        for words in paragraph.sentences:
            for index, word in enumerate(words):
                head = -1 if word.head < 0 else first_word + word.head
                yield (
                    *(paragraph.number, sentence, first_token + word.token, first_word + index),
                    *(head, word.start, word.end),
                    *(word.form, word.lemma, word.upos, word.xpos, word.feats, word.deprel, word.ner),
                )
            sentence += 1
            first_token += words[-1].token + 1
            first_word += len(words)


BATCH_CHARACTERS = 40_000  # bounds memory
LOADING = 1_000_000_000  # bytes of addresses that the model takes, and some to parse with
UNPARSED, CUT = "unparsed", "cut"  # notes on documents: paragraphs without words, sentences cut for their length

Item = TypeVar("Item")


def parser(model: ModelInfo) -> Callable[[dict[str, str]], Part]:
    """Load the model and give the function that parses a group of texts here, with one thread."""
    with told_as_memory(LOADING):
        engine = load_engine(model)

    def parse(texts: dict[str, str]) -> Part:
        with told_as_memory(), one_thread():
            return parse_part(texts, engine)

    return parse


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute with one thread."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def parse_part(texts: dict[str, str], engine: Engine) -> Part:
    """Parse documents, batching the paragraphs of all of them."""
    sources = [(key, paragraph) for key, text in texts.items() for paragraph in split_paragraphs(text)]
    finished: dict[str, list[Paragraph]] = {key: [] for key in texts}
    notes: dict[str, Counter[str]] = {}
    for batch in by_size(sources, [len(paragraph.text) for _, paragraph in sources], BATCH_CHARACTERS):
        parsed = _as_far_as_possible([paragraph for _, paragraph in batch], engine)
        for (key, paragraph), sentences in zip(batch, parsed, strict=True):
            if sentences is None:
                notes.setdefault(key, Counter())[UNPARSED] += 1
                continue
            finished[key].append(Paragraph(paragraph.number, sentences))
            if cut := _cuts(sentences):
                notes.setdefault(key, Counter())[CUT] += cut
    return build_part(finished, notes)


def _as_far_as_possible(paragraphs: Sequence[SourceParagraph], engine: Engine) -> list[list[list[Word]] | None]:
    """Parse paragraphs; None for one that no model can parse."""
    try:
        return list(parse_paragraphs(paragraphs, engine))
    except (KhitabError, MemoryError):
        raise
    except Exception as error:  # whatever it is, it is the paragraph's, unless memory lacks
        if is_memory(error):
            raise
        if len(paragraphs) == 1:
            return [None]
    half = len(paragraphs) // 2
    return [*_as_far_as_possible(paragraphs[:half], engine), *_as_far_as_possible(paragraphs[half:], engine)]


def _cuts(sentences: Sequence[Sequence[Word]]) -> int:
    """How many sentences of a paragraph end where `split_long` cut them."""
    return sum(len(words) > MAX_WORDS // 2 and words[-1].form not in STRONG for words in sentences[:-1])


def parse_paragraphs(paragraphs: Sequence[SourceParagraph], engine: Engine) -> list[list[list[Word]]]:
    """Parse paragraphs as the parser is shown them; forms and spans are those of the source."""
    parsed = engine.parse([paragraph.text for paragraph in paragraphs])
    return [_in_source(sentences, paragraph) for paragraph, sentences in zip(paragraphs, parsed, strict=True)]


def _in_source(sentences: Sequence[Sequence[Word]], paragraph: SourceParagraph) -> list[list[Word]]:
    result = []
    for words in sentences:
        moved = []
        for _, token in groupby(words, key=lambda word: word.token):
            members = list(token)
            span = members[0].start, members[0].end
            start, end = paragraph.source_span(*span)
            for word, own in zip(members, _own_spans(members, paragraph.text), strict=True):
                form, lemma = paragraph.form(word.form, *own), paragraph.form(word.lemma, *own)
                moved.append(_moved(word, start, end, form, lemma))
        result.append(moved)
    return result


def _moved(word: Word, start: int, end: int, form: str, lemma: str) -> Word:
    """The word with another span, form and lemma; `replace` takes several times as long."""
    return Word(word.token, start, end, form, lemma, word.upos, word.xpos, word.feats, word.head, word.deprel, word.ner)


def _own_spans(members: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Where each word of a token stands: the parts of a percentage each in its place, others all over the token."""
    start, end = members[0].start, members[0].end
    if len(members) == 1 or per_cent(text[start:end]) is None:
        return [(start, end)] * len(members)
    ends = list(accumulate((len(word.form) for word in members), initial=start))
    return list(pairwise(ends))


def by_size(items: Sequence[Item], sizes: Sequence[int], limit: int) -> Iterator[list[Item]]:
    """Group items in order, each group as large as `limit` allows but never empty."""
    group: list[Item] = []
    total = 0
    for item, size in zip(items, sizes, strict=True):
        if group and total + size > limit:
            yield group
            group, total = [], 0
        group.append(item)
        total += size
    if group:
        yield group
