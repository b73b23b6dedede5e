"""Two sides of a comparison, counted on the same items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.comparison.counts import DocumentCounts, Unit, occurrences
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.comparison.reference import FrequencyList


@dataclass(frozen=True)
class Sides:
    """Target and reference with the same items; of a frequency list only totals are known, and no documents."""

    unit: Unit
    target: DocumentCounts
    reference: DocumentCounts | None
    reference_totals: Floats
    reference_size: float

    @property
    def items(self) -> pd.Index:
        """The items, one for each column of the counts."""
        return self.target.items

    @property
    def share_documents(self) -> bool:
        """Whether some document has words on both sides, as when sentences are compared with the rest."""
        if self.reference is None:
            return False
        mine, other = (side.doc_ids[side.sizes > 0] for side in (self.target, self.reference))
        return bool(mine.isin(other).any())


def two_corpora(target: Annotations, reference: Annotations, unit: Unit, min_frequency: int) -> Sides:
    """Count both; keep the items that occur ``min_frequency`` times on both sides together."""
    sides = occurrences(target, unit), occurrences(reference, unit)
    _check_words(*(len(side.item) for side in sides))
    items = sides[0].items.union(sides[1].items)
    places = [items.get_indexer(side.items) for side in sides]
    together = np.zeros(len(items))
    for side, place in zip(sides, places, strict=True):
        together[place] += side.totals
    kept = together >= max(min_frequency, 1)
    column = np.where(kept, np.cumsum(kept) - 1, -1)
    items = items[kept]
    mine, other = (side.counts(items, column[place]) for side, place in zip(sides, places, strict=True))
    return Sides(unit, mine, other, other.totals, other.size)


def against_list(target: Annotations, reference: FrequencyList, min_frequency: int) -> Sides:
    """Count the target and look its items up in the list; items that only the list has are no keywords."""
    words = occurrences(target, reference.unit)
    _check_words(len(words.item), reference.size)
    mine = words.counts(words.items[words.totals >= max(min_frequency, 1)])
    totals = reference.counts.reindex(mine.items, fill_value=0).to_numpy(float)
    return Sides(reference.unit, mine, None, totals, reference.size)


def row_by_row(sides: Sides) -> tuple[DocumentCounts, DocumentCounts]:
    """Both sides on the documents they share, in one order, for a paired test."""
    assert sides.reference is not None
    shared = sides.target.doc_ids.intersection(sides.reference.doc_ids)
    return _rows(sides.target, shared), _rows(sides.reference, shared)


def _rows(counts: DocumentCounts, doc_ids: pd.Index) -> DocumentCounts:
    where = counts.doc_ids.get_indexer(doc_ids)
    return DocumentCounts(counts.items, counts.table.tocsr()[where].tocsc(), counts.sizes[where], doc_ids)


def _check_words(target: float, reference: float) -> None:
    for name, size in (("target", target), ("reference", reference)):
        if np.equal(size, 0):
            raise KhitabError(f"keyness: the {name} has no words; select documents or sentences that have some.")
