"""Groups: do outlets, authors or topics differ in a frame's rate, by how much, and is it more than chance?"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import Denominator, HitCounts, Tier, hit_counts
from analysis.counting.periods import with_groups
from analysis.counting.trace import REST, Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.measures.arrays import divide
from analysis.measures.correction import adjust
from analysis.measures.difference import bootstrap_differences
from analysis.measures.keyness import log_ratio
from analysis.measures.permutation import permutation_method, permutation_tests
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


def compare(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    by: str,
    *,
    against: object = None,
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    n_permutations: int = 1999,
    correction: Literal["benjamini-hochberg", "holm"] = "holm",
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Differences of frames' rates between groups of documents.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches` on the same annotations.
    by : a metadata column, or "year", "quarter", "month", "week" (from Monday; "week-saturday", "week-sunday"), "day".
    against : a group to set all others against; "pairs" for every pair; if omitted, each group against the rest of
        the documents (with two groups: the first against the second).
    tier : "core", "related", or "all" for both together.
    clusters : as for `frame_rates`. Their documents in a group are drawn, and dealt to the groups, together; a cluster
        that stands in both groups is drawn for both at once, and its halves change places or stay.

    Returns
    -------
    DataFrame, one row for each comparison and frame: group, other, frame, tier; n, n_other (hits); denominator,
    denominator_other, denominator_name; documents, documents_other; rate, rate_other (per ``per``); difference =
    rate − rate_other, low, high, interval (documents resampled); log_ratio; p, p_adjusted (for the rows of the
    table), test; note: why cells are empty, and how many documents without a group were left out.

    Raises
    ------
    KhitabError when there is no such column, fewer than two groups, or no group of the name ``against``.

    Examples
    --------
    >>> table = compare(hits, annotations, "source", frames=["security"])
    >>> table[["group", "other", "difference", "p_adjusted"]].round(2).head(2)
         group   other  difference  p_adjusted
    0     anwa  (rest)       -3.48        0.16
    1  bayariq  (rest)        7.02        0.00
    """
    counts = hit_counts(hits, annotations, frames=frames, tier=tier, denominator=denominator, place="compare")
    groups = with_groups(counts.documents, [by], str(annotations.provenance["corpus"]))[by]
    values = sorted(groups.dropna().unique())
    if taken := [value for value in values if value in (REST, "pairs")]:
        raise KhitabError(
            f"compare: a group of {by!r} is called {taken[0]!r}, which has another meaning here; rename it."
        )
    if len(values) < 2:
        raise KhitabError(f"compare: {by!r} has {how_many(len(values), 'group')}; a comparison needs two or more.")
    labels = cluster_labels(counts.documents, clusters, "compare")
    of_cluster = None if labels is None else labels.to_numpy(str)
    settings = _Settings(per, confidence, n_resamples, n_permutations, seed, of_cluster)
    rows = [row for group, other in _pairs(values, against) for row in _rows(counts, groups, group, other, settings)]
    table = pd.DataFrame(rows)
    table["p_adjusted"] = adjust(table["p"], correction)
    table["tier"], table["denominator_name"] = tier, denominator
    table["test"] = f"{permutation_method(n_permutations, seed, clustered=labels is not None)}; {correction}"
    table["note"] = _notes(table, int(groups.isna().sum()), by)
    table = table[_COLUMNS]
    provenance = joint_provenance(hits, annotations)
    table.attrs = {"provenance": provenance, "per": per, "by": by, "confidence": confidence}
    return Trace("sides", by=(by,)).on(table)


_COLUMNS = [
    *("group", "other", "frame", "tier", "n", "n_other", "denominator", "denominator_other", "denominator_name"),
    *("documents", "documents_other", "rate", "rate_other", "difference", "low", "high", "interval", "log_ratio"),
    *("p", "p_adjusted", "test", "note"),
]


@dataclass(frozen=True)
class _Settings:
    per: float
    confidence: float
    n_resamples: int
    n_permutations: int
    seed: int
    clusters: NDArray[np.str_] | None


def _pairs(values: list[object], against: object) -> Iterator[tuple[object, object]]:
    """Which group is set against which."""
    if against == "pairs" or (against is None and len(values) == 2):
        yield from itertools.combinations(values, 2)
    elif against is None:
        yield from ((value, REST) for value in values)
    elif against in values:
        yield from ((value, against) for value in values if value != against)
    else:
        known = ", ".join(map(str, values[:8]))
        raise KhitabError(f"compare: there is no group {against!r}; use one of {known}, or 'pairs'.")


def _rows(
    counts: HitCounts, groups: pd.Series, group: object, other: object, settings: _Settings
) -> Iterator[dict[str, object]]:
    """One row for each frame."""
    inside = (groups == group).to_numpy(dtype=bool, na_value=False)
    outside = (groups.notna() & (groups != group)).to_numpy() if other == REST else (groups == other).to_numpy(bool)
    sides = [(counts.table[side], counts.sizes[side]) for side in (inside, outside)]
    (first, first_sizes), (second, second_sizes) = sides
    intervals = bootstrap_differences(
        *sides[0],
        *sides[1],
        per=settings.per,
        confidence=settings.confidence,
        n_resamples=settings.n_resamples,
        seed=settings.seed,
        clusters=None if settings.clusters is None else (settings.clusters[inside], settings.clusters[outside]),
    )
    read = (inside | outside) & (counts.sizes > 0)
    deals = {"n_resamples": settings.n_permutations, "seed": settings.seed}
    of_read = None if settings.clusters is None else settings.clusters[read]
    p = permutation_tests(counts.table[read], counts.sizes[read], inside[read], clusters=of_read, **deals)
    totals = first.sum(axis=0), second.sum(axis=0)
    sizes = first_sizes.sum(), second_sizes.sum()
    rates = [settings.per * divide(total, size) for total, size in zip(totals, sizes, strict=True)]
    ratios = log_ratio(*totals, *sizes)
    for item, (frame, interval) in enumerate(zip(counts.frames, intervals, strict=True)):
        yield {
            "group": group, "other": other, "frame": frame,
            "n": int(totals[0][item]), "n_other": int(totals[1][item]),
            "denominator": int(sizes[0]), "denominator_other": int(sizes[1]),
            "documents": int(inside.sum()), "documents_other": int(outside.sum()),
            "rate": rates[0][item], "rate_other": rates[1][item], "difference": rates[0][item] - rates[1][item],
            "low": interval.low, "high": interval.high, "interval": interval.method,
            "log_ratio": ratios[item], "p": p[item], "note": interval.note,
        }  # fmt: skip


def _notes(table: pd.DataFrame, without_group: int, by: str) -> pd.Series:
    notes = table["note"].astype("str")
    if without_group:
        left_out = f"{how_many(without_group, 'document')} without {by} left out"
        notes = notes.where(notes == "", notes + "; ") + left_out
    absent = (table["n"] == 0) ^ (table["n_other"] == 0)
    return notes.where(~absent, notes.where(notes == "", notes + "; ") + "the log ratio counts 0 as 0.5")
