"""Annotations as documents, sentences and printed tokens, in the order in which files that others read write them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.imported import BREAK
from analysis.annotation.source import AnnotationSource
from analysis.annotation.words import COLUMNS, Annotations

OWN = ("doc_id", "n_words", "n_tokens")


@dataclass(frozen=True)
class ExportedToken:
    """A printed token: its words as mappings of the columns, their places in the sentence, and what follows it."""

    surface: str
    first: int
    words: Sequence[Mapping[str, Any]]
    after: str
    ner: str


@dataclass(frozen=True)
class ExportedSentence:
    """A sentence; `first_word` is the place in the document of its first word, `paragraph` the number of its line."""

    tokens: Sequence[ExportedToken]
    first_word: int
    paragraph: int


@dataclass(frozen=True)
class ExportedDocument:
    """A document; `before` is what its text holds ahead of the first token."""

    doc_id: str
    metadata: Mapping[str, str]
    sentences: Sequence[ExportedSentence]
    before: str


def exported(annotations: AnnotationSource) -> Iterator[ExportedDocument]:
    """Yield the documents one by one; of stored annotations, part by part."""
    for piece in annotations.pieces():
        columns = {name: _spelt_out(piece.words[name]) for name in COLUMNS if name != "doc_id"}
        sizes = piece.words["doc_id"].value_counts(sort=False)
        rows = dict(zip(sizes.index, zip(sizes.cumsum() - sizes, sizes.cumsum(), strict=True), strict=True))
        for row in piece.documents.to_dict("records"):
            first, last = rows.get(row["doc_id"], (0, 0))
            yield _document(row, {name: values[first:last] for name, values in columns.items()}, piece)


def _spelt_out(column: "pd.Series[Any]") -> NDArray[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(column.cat.categories.to_numpy(dtype=object)[column.cat.codes.to_numpy()])
    return column.to_numpy()


def _document(row: dict[Any, Any], words: Mapping[str, NDArray[Any]], piece: Annotations) -> ExportedDocument:
    text = piece.text(row["doc_id"])
    metadata = {str(name): _cell(value) for name, value in row.items() if name not in OWN}
    starts, ends = words["start"].tolist(), words["end"].tolist()
    firsts = _first_words(words["token"].tolist(), starts, ends)
    sentences: list[ExportedSentence] = []
    tokens: list[ExportedToken] = []
    sentence_start = 0
    for number, first in enumerate(firsts):
        last = firsts[number + 1] if number + 1 < len(firsts) else len(starts)
        following = starts[last] if last < len(starts) else len(text)
        if not tokens:
            sentence_start = first
        held = [{name: values[place] for name, values in words.items()} for place in range(first, last)]
        tokens.append(
            ExportedToken(
                text[starts[first] : ends[last - 1]], first - sentence_start, held, text[ends[last - 1] : following],
                held[0]["ner"],
            )
        )  # fmt: skip
        if last == len(starts) or words["sentence"][last] != words["sentence"][first]:
            sentences.append(ExportedSentence(tokens, sentence_start, int(words["paragraph"][first])))
            tokens = []
    kept = {name: value for name, value in metadata.items() if value}
    return ExportedDocument(row["doc_id"], kept, sentences, text[: starts[0]] if starts else text)


def _first_words(tokens: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The places of the first words of printed tokens; what one character stands for (ﷺ) is one printed token."""
    return [n for n, token in enumerate(tokens) if not n or (token != tokens[n - 1] and starts[n] >= ends[n - 1])]


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value)) or value is False:
        return ""
    return BREAK.sub(" ", str(value)).replace("\t", " ").strip()
