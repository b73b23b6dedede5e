"""Parts: the words of some documents as an Arrow table, the form in which annotation is made, stored and joined."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from analysis.parsing.engine import Word

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
