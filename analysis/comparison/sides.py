"""Two sides of a comparison, counted on the same items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.context.search import find_quietly
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.item_counts import DocumentCounts, Unit, document_counts, merged
from analysis.counting.pieces import document_index
from analysis.counting.word_list import items_of
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.annotation.source import AnnotationSource
    from analysis.comparison.reference import FrequencyList
    from analysis.counting.word_choice import Choice


@dataclass(frozen=True)
class Sides:
    """Target and reference with the same items; of a frequency list only totals are known, and no documents."""

    unit: Unit | Literal["query"]
    target: DocumentCounts
    reference: DocumentCounts | None
    reference_totals: Floats
    reference_size: float
    spellings: list[str]

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


def two_corpora(
    target: AnnotationSource, reference: AnnotationSource, unit: Unit, min_frequency: int, choice: Choice
) -> Sides:
    """Count both; keep the items that occur ``min_frequency`` times on both sides together."""
    mine, other = (document_counts(side, unit, of=choice.counted) for side in (target, reference))
    _check_words(mine.size, other.size)
    known = items_of(target, reference, unit)
    mine, other = (merged(side, known.of(side.items)) for side in (mine, other))
    items = mine.items.union(other.items)
    items = items[choice.kept(items, known)]
    together = mine.of(items).totals + other.of(items).totals
    items = items[together >= max(min_frequency, 1)]
    mine, other = mine.of(items), other.of(items)
    return Sides(unit, mine, other, other.totals, other.size, known.spellings(items))


def against_list(target: AnnotationSource, reference: FrequencyList, min_frequency: int, choice: Choice) -> Sides:
    """Count the target and look its items up in the list; items that only the list has are no keywords."""
    mine = document_counts(target, reference.unit, of=choice.counted)
    _check_words(mine.size, reference.size)
    known = items_of(target, target, reference.unit)
    mine = merged(mine, known.of(mine.items))
    mine = mine.of(mine.items[choice.kept(mine.items, known) & (mine.totals >= max(min_frequency, 1))])
    totals = reference.counts.reindex(mine.items, fill_value=0).to_numpy(float)
    return Sides(reference.unit, mine, None, totals, reference.size, known.spellings(mine.items))


def of_queries(target: AnnotationSource, reference: AnnotationSource, queries: Sequence[str]) -> Sides:
    """Count the matches of queries in both, also of those that have none."""
    items = list(dict.fromkeys(queries))
    mine, other = (_query_counts(side, items) for side in (target, reference))
    _check_words(mine.size, other.size)
    return Sides("query", mine, other, other.totals, other.size, items)


def _query_counts(annotations: AnnotationSource, queries: Sequence[str]) -> DocumentCounts:
    doc_ids = document_index(annotations)
    sizes = annotations.documents["n_words"].to_numpy(float)
    counts = []
    for query in queries:
        hits = find_quietly(annotations, query)
        where = doc_ids.get_indexer(pd.Index(hits["doc_id"].astype("str")))
        counts.append(np.bincount(where, minlength=len(doc_ids)))
    table = sparse.csc_array(np.column_stack(counts))
    return DocumentCounts(pd.Index(list(queries), dtype="str"), table, sizes, doc_ids)


def by_cluster(sides: Sides, read: Sequence[AnnotationSource], clusters: Clusters | None) -> Sides:
    """Both sides with the clusters of their documents in the place of these."""
    if clusters is None:
        return sides
    target, *others = (
        _summed(side, source, clusters)
        for side, source in zip((sides.target, sides.reference), read, strict=False)
        if side is not None
    )
    return replace(sides, target=target, reference=others[0] if others else None)


def _summed(counts: DocumentCounts, source: AnnotationSource, clusters: Clusters) -> DocumentCounts:
    documents = source.documents
    if not isinstance(clusters, str):
        clusters = clusters[clusters["doc_id"].isin(documents["doc_id"])]
    labels = cluster_labels(documents, clusters, "keyness")
    assert labels is not None
    of_rows = pd.Series(labels.to_numpy(str), index=documents["doc_id"].to_numpy(str)).reindex(counts.doc_ids)
    names, code = np.unique(of_rows.to_numpy(str), return_inverse=True)
    members = sparse.csr_array((np.ones(len(code)), (code, np.arange(len(code)))), shape=(len(names), len(code)))
    return DocumentCounts(counts.items, (members @ counts.table).tocsc(), members @ counts.sizes, pd.Index(names))


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
