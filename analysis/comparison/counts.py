"""Counts: how often each item occurs in each document, from the words table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.errors import KhitabError
from analysis.measures.arrays import Floats
from analysis.orthography import key

if TYPE_CHECKING:
    from analysis.annotation import Annotations

Unit = Literal["key", "lemma", "form", "surface"]
UNITS = ("key", "lemma", "form", "surface")

NOT_WORDS = ("PUNCT", "SYM")
"""Parts of speech that are left out of items and of sizes alike."""


@dataclass(frozen=True)
class DocumentCounts:
    """Occurrences of each item in each document, (documents, items), with the documents' sizes in words."""

    items: pd.Index
    table: sparse.csc_array
    sizes: Floats
    doc_ids: pd.Index

    @property
    def totals(self) -> Floats:
        """(items,) occurrences in all documents."""
        totals: Floats = np.asarray(self.table.sum(axis=0), float).ravel()
        return totals

    @property
    def documents(self) -> Floats:
        """(items,) documents that have the item."""
        documents: Floats = np.diff(self.table.indptr).astype(float)
        return documents

    @property
    def size(self) -> float:
        """Words in all documents."""
        return float(self.sizes.sum())


@dataclass(frozen=True)
class Occurrences:
    """Every word of a corpus as a document and an item, both by number."""

    document: np.ndarray
    item: np.ndarray
    items: pd.Index
    doc_ids: pd.Index

    @property
    def totals(self) -> Floats:
        """(items,) how often each item occurs."""
        totals: Floats = np.bincount(self.item, minlength=len(self.items)).astype(float)
        return totals

    def counts(self, items: pd.Index | None = None, columns: np.ndarray | None = None) -> DocumentCounts:
        """Count ``items`` (all if omitted) in each document; sizes are those of all words.

        ``columns`` may give, for each of the corpus's own items, its place among ``items`` (−1: none), if known.
        """
        sizes = np.bincount(self.document, minlength=len(self.doc_ids)).astype(float)
        document, column, chosen = self.document, self.item, self.items
        if items is not None:
            column, chosen = (items.get_indexer(self.items) if columns is None else columns)[self.item], items
            document, column = document[column >= 0], column[column >= 0]
        shape = len(self.doc_ids), len(chosen)
        ones = np.ones(len(column), dtype=np.int64)
        table = sparse.csc_array(sparse.coo_array((ones, (document, column)), shape=shape))
        return DocumentCounts(chosen, table, sizes, self.doc_ids)


def document_counts(annotations: Annotations, unit: Unit = "key", items: pd.Index | None = None) -> DocumentCounts:
    """Count the items of ``unit`` (all, or those given) in each document, punctuation and symbols aside."""
    return occurrences(annotations, unit).counts(items)


def occurrences(annotations: Annotations, unit: Unit = "key") -> Occurrences:
    """The words of a corpus in ``unit``, punctuation and symbols aside.

    "key" is the lemma in folded spelling, "lemma" and "form" as the parser gives them, one for each syntactic word;
    "surface" is the printed token with its clitics, in folded spelling.
    """
    check_unit(unit)
    words = annotations.words
    kept = is_word(words)
    if unit == "surface":
        rows, values = _surfaces(annotations, kept)
        item, items = pd.factorize(pd.Index(values, dtype="str"), sort=True)
    else:
        rows = np.flatnonzero(kept)
        item, items = words[unit].cat.codes.to_numpy()[rows], words[unit].cat.categories
    return Occurrences(words["doc_id"].cat.codes.to_numpy()[rows], item, items, words["doc_id"].cat.categories)


def _surfaces(annotations: Annotations, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each printed token, and the token's key."""
    words = annotations.words
    document, token = words["doc_id"].cat.codes.to_numpy(), words["token"].to_numpy()
    new = np.r_[True, (document[1:] != document[:-1]) | (token[1:] != token[:-1])][: len(words)]
    rows = np.flatnonzero(new & kept)
    texts = [annotations.text(doc_id) for doc_id in words["doc_id"].cat.categories]
    spans = zip(document[rows], words["start"].to_numpy()[rows], words["end"].to_numpy()[rows], strict=True)
    return rows, np.array([key(texts[d][start:end]) for d, start, end in spans], dtype=str)


def is_word(words: pd.DataFrame) -> np.ndarray:
    """(words,) whether the row is a word, and no punctuation mark or symbol."""
    upos = words["upos"].cat
    return ~np.isin(upos.categories, NOT_WORDS)[upos.codes.to_numpy()]


def check_unit(unit: str) -> None:
    """Refuse units that the words table does not have."""
    if unit not in UNITS:
        raise KhitabError(f"unit {unit!r} is unknown; use one of {', '.join(UNITS)}.")
