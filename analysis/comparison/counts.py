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

    def on(self, items: pd.Index) -> DocumentCounts:
        """The same documents with the columns of ``items``, in that order; items unknown here count nothing."""
        where = self.items.get_indexer(items)
        known = np.flatnonzero(where >= 0)
        picked = self.table[:, where[known]].tocoo()
        shape = (len(self.sizes), len(items))
        table = sparse.csc_array((picked.data, (picked.row, known[picked.col])), shape=shape)
        return DocumentCounts(items, table, self.sizes, self.doc_ids)


def document_counts(annotations: Annotations, unit: Unit = "key") -> DocumentCounts:
    """Count the items of ``unit`` in each document, punctuation and symbols aside.

    "key" is the lemma in folded spelling, "lemma" and "form" as the parser gives them, one for each syntactic word;
    "surface" is the printed token with its clitics, in folded spelling.
    """
    check_unit(unit)
    words = annotations.words
    kept = is_word(words)
    documents = words["doc_id"].cat.categories
    if unit == "surface":
        rows, values = _surfaces(annotations, kept)
        item, items = pd.factorize(pd.Index(values, dtype="str"), sort=True)
    else:
        rows = np.flatnonzero(kept)
        item, items = words[unit].cat.codes.to_numpy()[rows], words[unit].cat.categories
    document = words["doc_id"].cat.codes.to_numpy()[rows]
    ones = np.ones(len(item), dtype=np.int64)
    table = sparse.csc_array(sparse.coo_array((ones, (document, item)), shape=(len(documents), len(items))))
    sizes = np.bincount(document, minlength=len(documents)).astype(float)
    return DocumentCounts(items, table, sizes, documents)


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
