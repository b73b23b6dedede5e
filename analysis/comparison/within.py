"""Within strata: do groups differ in how they write of the same things, or only in what they write of?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import Denominator, Tier, hit_counts
from analysis.counting.periods import with_groups
from analysis.counting.strata import Strata, stratum_labels
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats
from analysis.measures.correction import adjust
from analysis.measures.event import rates_of
from analysis.measures.stratified import (
    Weights,
    cells,
    mantel_haenszel_ratios,
    permutation_within,
    resampled_within,
    stratified_differences,
)
from analysis.measures.uncertainty import MIN_DOCUMENTS, widened_tail
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


@dataclass(frozen=True)
class Within:
    """Differences within strata, each (n_items,), and how much of the words lies in strata of both groups."""

    difference: Floats
    low: Floats
    high: Floats
    ratio: Floats
    p: Floats
    shared: float
    strata: int
    method: str
    note: str = ""


def difference_within(
    counts: Floats,
    sizes: Floats,
    first: NDArray[np.bool_],
    labels: pd.Series,
    *,
    weights: Weights,
    clusters: NDArray[np.str_] | None,
    per: float,
    confidence: float,
    n_resamples: int,
    n_permutations: int,
    seed: int,
) -> Within:
    """The stratified difference of two groups of documents that have words, with interval and test."""
    place, _ = pd.factorize(labels)
    n_strata = int(place.max()) + 1 if len(place) else 0
    spread = cells(counts, sizes, place, n_strata)
    one, other = spread[first].sum(axis=0), spread[~first].sum(axis=0)
    sides = one[:, :-1], one[:, -1], other[:, :-1], other[:, -1]
    both = (one[:, -1] > 0) & (other[:, -1] > 0)
    words = one[:, -1] + other[:, -1]
    unit = "document" if clusters is None else "cluster"
    name = f"{weights} over strata; {unit} bootstrap, percentile with widened tails, {confidence * 100:g} %, "
    name += f"{n_resamples:,} resamples, seed {seed}"
    least = min(_units(clusters, first), _units(clusters, ~first))
    empty = np.full(counts.shape[1], np.nan)
    low, high, note = empty, empty, ""
    given = {"weights": weights, "clusters": clusters, "seed": seed}
    if least < MIN_DOCUMENTS:
        found = how_many(least, unit)
        note = f"a side has {found}; an interval needs at least {MIN_DOCUMENTS}"
    elif not both.any():
        note = "the two sides have no stratum in common"
    else:
        drawn = resampled_within(counts, sizes, first, place, n_resamples=n_resamples, **given)  # type: ignore[arg-type]
        tail = widened_tail(confidence, least)
        low, high = per * np.nanquantile(drawn, [tail, 1 - tail], axis=0)
    p = permutation_within(counts, sizes, first, place, n_resamples=n_permutations, **given) if both.any() else empty  # type: ignore[arg-type]
    return Within(
        per * stratified_differences(*sides, weights),
        low,
        high,
        mantel_haenszel_ratios(*sides),
        p,
        float(words[both].sum() / words.sum()) if words.sum() else float("nan"),
        int(both.sum()),
        name,
        note,
    )


def compare_within(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    by: str,
    strata: Strata,
    *,
    group: object = None,
    other: object = None,
    weights: Weights = "mantel-haenszel",
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
    """The difference between two groups' rates within topics or stories, beside the plain one.

    Strata in which only one group has words are left out of the difference within; `shared` says how much is left.

    Parameters
    ----------
    by : a metadata column or a period; group, other : two of its values, needed where there are more than two.
    strata : a metadata column, or a table of doc_id and stratum (`topics_by_words`; `duplicates` with its column
        cluster renamed, for stories).
    weights : "mantel-haenszel" weighs strata by what they can tell, "standardised" by their words in both groups.
    clusters : as for `frame_rates`. The others are as for `compare`.

    Returns
    -------
    One row for each frame: group, other, frame, tier; n, n_other; documents, documents_other; rate, rate_other and
    difference (plain); difference_within, low, high, interval; ratio_within (Mantel–Haenszel); p, p_adjusted, test
    (documents dealt anew within strata); strata (in common), shared (their share of the words); note.

    Raises
    ------
    KhitabError where there are not two groups, or no such column.

    Source: Mantel & Haenszel (1959); Greenland & Robins (1985), doi:10.2307/2530643.

    Examples
    --------
    >>> topics = topics_by_words(annotations, {"water": ["المياه"], "army": ["الجيش", "العسكري"]})
    >>> table = compare_within(hits, annotations, "source", topics, group="anwa", other="bayariq", n_resamples=100)
    >>> list(table.columns[10:13])
    ['difference', 'difference_within', 'low']
    """
    place = "compare_within"
    counts = hit_counts(hits, annotations, frames=frames, tier=tier, denominator=denominator, place=place)
    groups = with_groups(counts.documents, [by], place)[by]
    one, two = _two_groups(groups, group, other, by)
    member = groups.isin([one, two]).to_numpy(dtype=bool) & (counts.sizes > 0)
    first = (groups == one).to_numpy(dtype=bool, na_value=False)[member]
    labels = cluster_labels(counts.documents, clusters, place)
    table, sizes = counts.table[member], counts.sizes[member]
    found = difference_within(
        table,
        sizes,
        first,
        stratum_labels(counts.documents, strata, place)[member],
        weights=weights,
        clusters=None if labels is None else labels.to_numpy(str)[member],
        per=per,
        confidence=confidence,
        n_resamples=n_resamples,
        n_permutations=n_permutations,
        seed=seed,
    )
    rate_other, rate = rates_of(table, sizes, first, per)
    unit = "documents" if labels is None else "clusters"
    rows = pd.DataFrame(
        {
            "group": one, "other": two, "frame": pd.array(list(counts.frames), dtype="str"), "tier": tier,
            "n": table[first].sum(axis=0).astype(int), "n_other": table[~first].sum(axis=0).astype(int),
            "documents": int(first.sum()), "documents_other": int((~first).sum()),
            "rate": rate, "rate_other": rate_other, "difference": rate - rate_other,
            "difference_within": found.difference, "low": found.low, "high": found.high, "interval": found.method,
            "ratio_within": found.ratio, "p": found.p, "p_adjusted": adjust(found.p, correction),
            "test": f"permutation of {unit} within strata, two-sided, {n_permutations:,} deals, seed {seed}; "
            + correction,
            "strata": found.strata, "shared": found.shared, "note": found.note,
        }
    )  # fmt: skip
    rows.attrs = {
        "provenance": joint_provenance(hits, annotations),
        "per": per, "by": by, "confidence": confidence,
    }  # fmt: skip
    return Trace("sides", by=(by,)).on(rows)


def _two_groups(groups: pd.Series, group: object, other: object, by: str) -> tuple[object, object]:
    values = sorted(groups.dropna().unique())
    if group is None and other is None and len(values) == 2:
        return values[0], values[1]
    if group not in values or other not in values or group == other:
        known = ", ".join(map(str, values[:8]))
        raise KhitabError(f"compare_within: name two groups of {by!r} as group= and other=; there are {known}.")
    return group, other


def _units(clusters: NDArray[np.str_] | None, side: NDArray[np.bool_]) -> int:
    return int(side.sum()) if clusters is None else len(np.unique(clusters[side]))
