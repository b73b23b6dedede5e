"""Stratified: how do two groups differ within strata (topics, stories), so that what they write of does not count?

A group may speak of security more often because it prints more crime stories, not because it tells any story
otherwise. Within a stratum both groups write of the same; the differences within strata are averaged. Strata that only
one group has say nothing and get no weight.

Source: Mantel & Haenszel (1959), doi:10.1093/jnci/22.4.719; for rates, Greenland & Robins (1985),
doi:10.2307/2530643, and Rothman, Greenland & Lash (2008), Modern Epidemiology, chapter 15; direct standardisation,
ibid., chapter 3; permutation within strata, Good (2005), Permutation, Parametric and Bootstrap Tests, section 3.6.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import CELLS_AT_A_TIME, resampled_sums, summed_by_cluster

Weights = Literal["mantel-haenszel", "standardised"]


def stratified_differences(
    first_counts: ArrayLike,
    first_sizes: ArrayLike,
    second_counts: ArrayLike,
    second_sizes: ArrayLike,
    weights: Weights = "mantel-haenszel",
) -> Floats:
    """(…, n_items) differences of rates within strata, averaged.

    Parameters
    ----------
    first_counts, second_counts : (…, n_strata, n_items) occurrences in each stratum; sizes : (…, n_strata) words.
    weights : "mantel-haenszel", by what a stratum's two groups can tell together, T₁ T₀ / (T₁ + T₀), which is precise;
        or "standardised", by the stratum's words in both groups, T₁ + T₀: what the difference were if both wrote of all
        strata in common parts.

    Returns
    -------
    NaN where the groups have no stratum in common.
    """
    y1, x1, y0, x0 = (np.asarray(a, float) for a in (first_counts, first_sizes, second_counts, second_sizes))
    weight = divide(x1 * x0, x1 + x0) if weights == "mantel-haenszel" else (x1 + x0) * (x1 > 0) * (x0 > 0)
    weight = np.where((x1 > 0) & (x0 > 0), weight, 0.0)[..., None]
    within = divide(y1, x1[..., None], otherwise=0.0) - divide(y0, x0[..., None], otherwise=0.0)
    return divide((weight * within).sum(axis=-2), weight.sum(axis=-2), otherwise=np.nan)


def mantel_haenszel_ratios(
    first_counts: ArrayLike, first_sizes: ArrayLike, second_counts: ArrayLike, second_sizes: ArrayLike
) -> Floats:
    """(…, n_items) Mantel–Haenszel ratio of rates: Σ y₁ T₀ / T over Σ y₀ T₁ / T; arguments as above."""
    y1, x1, y0, x0 = (np.asarray(a, float) for a in (first_counts, first_sizes, second_counts, second_sizes))
    share_first, share_second = divide(x1, x1 + x0, otherwise=0.0), divide(x0, x1 + x0, otherwise=0.0)
    above, below = (y1 * share_second[..., None]).sum(axis=-2), (y0 * share_first[..., None]).sum(axis=-2)
    return divide(above, below, otherwise=np.nan)


def cells(counts: ArrayLike, sizes: ArrayLike, strata: ArrayLike, n_strata: int) -> Floats:
    """(n_documents, n_strata, n_items + 1) a document's counts and its size, in its own stratum's place."""
    both = np.column_stack([np.asarray(counts, float), np.asarray(sizes, float)])
    spread = np.zeros((len(both), n_strata, both.shape[1]))
    spread[np.arange(len(both)), np.asarray(strata, int)] = both
    return spread


def resampled_within(
    counts: ArrayLike,
    sizes: ArrayLike,
    first: ArrayLike,
    strata: ArrayLike,
    *,
    weights: Weights = "mantel-haenszel",
    clusters: ArrayLike | None = None,
    n_resamples: int = 2000,
    seed: int = 1,
) -> Floats:
    """(n_resamples, n_items) stratified differences, documents (or clusters) of each group drawn with replacement.

    Parameters
    ----------
    counts : (n_documents, n_items); sizes : (n_documents,) positive; first : (n_documents,) True in the first group;
        strata : (n_documents,) numbers from 0; clusters : (n_documents,) labels drawn together within their group.
    """
    member, place = np.asarray(first, bool), np.asarray(strata, int)
    n_strata = int(place.max()) + 1
    spread = cells(counts, sizes, place, n_strata)
    seeds = np.random.SeedSequence(seed).generate_state(2)
    sums = []
    for chosen, own_seed in zip((member, ~member), seeds, strict=True):
        flat = spread[chosen].reshape(int(chosen.sum()), -1)
        if clusters is not None:
            flat, _, _ = summed_by_cluster(flat, np.ones(len(flat)), np.asarray(clusters)[chosen])
        drawn = resampled_sums(flat, n_resamples=n_resamples, seed=int(own_seed))
        sums.append(drawn.reshape(n_resamples, n_strata, -1))
    one, other = sums
    return stratified_differences(one[..., :-1], one[..., -1], other[..., :-1], other[..., -1], weights)


def permutation_within(
    counts: ArrayLike,
    sizes: ArrayLike,
    first: ArrayLike,
    strata: ArrayLike,
    *,
    weights: Weights = "mantel-haenszel",
    clusters: ArrayLike | None = None,
    n_resamples: int = 1999,
    seed: int = 1,
) -> Floats:
    """(n_items,) two-sided p-values: documents dealt into the two groups anew, each within its stratum.

    Arguments as for `resampled_within`; documents of one cluster, group and stratum are dealt together.
    """
    member, place = np.asarray(first, bool), np.asarray(strata, int)
    table, size = np.asarray(counts, float), np.asarray(sizes, float)
    if clusters is not None:
        names = np.char.add(np.where(member, "1 ", "2 "), np.char.add(place.astype(str), " "))
        table, size, at = summed_by_cluster(table, size, np.char.add(names, np.asarray(clusters).astype(str)))
        member, place = member[at], place[at]
    order = np.argsort(place, kind="stable")
    member, place = member[order], place[order]
    both = np.column_stack([table, size])[order]
    edges = np.flatnonzero(np.r_[True, place[1:] != place[:-1]])
    total = np.add.reduceat(both, edges, axis=0)
    observed = np.abs(_dealt(member[None, :], both, edges, total, weights))[0]
    as_large, dealt = np.zeros_like(observed), 0
    for block in _deals(member, place, n_resamples, seed):
        found = np.abs(_dealt(block, both, edges, total, weights))
        as_large += (found >= observed * (1 - 1e-12)).sum(axis=0)
        dealt += len(block)
    return np.where(np.isfinite(observed) & (table.sum(axis=0) > 0), (as_large + 1) / (dealt + 1), np.nan)


def _dealt(
    members: NDArray[np.bool_], both: Floats, edges: NDArray[np.intp], total: Floats, weights: Weights
) -> Floats:
    inside = np.add.reduceat(members[..., None] * both, edges, axis=1)
    outside = total - inside
    return stratified_differences(inside[..., :-1], inside[..., -1], outside[..., :-1], outside[..., -1], weights)


def _deals(
    member: NDArray[np.bool_], place: NDArray[np.intp], n_resamples: int, seed: int
) -> Iterator[NDArray[np.bool_]]:
    """Blocks of deals that keep each stratum's number in each group; `place` is sorted, so that strata are runs."""
    rng = np.random.default_rng(seed)
    edges = np.r_[np.flatnonzero(np.r_[True, place[1:] != place[:-1]]), len(place)]
    step = max(1, CELLS_AT_A_TIME // (8 * len(member)))
    for start in range(0, n_resamples, step):
        dealt = np.tile(member, (min(step, n_resamples - start), 1))
        for first, last in pairwise(edges):
            own = member[first:last]
            if own.any() and not own.all():
                dealt[:, first:last] = rng.permuted(dealt[:, first:last], axis=1)
        yield dealt
