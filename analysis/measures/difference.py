"""Differences between two groups of documents: how large, how sure, and could chance have made them?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.measures.arrays import Floats
from analysis.measures.resampling import CELLS_AT_A_TIME, resampled_rates
from analysis.measures.uncertainty import MIN_DOCUMENTS, Interval


@dataclass(frozen=True)
class PermutationTest:
    """A two-sided p-value, how it was found, and why there is none where there is none (NaN)."""

    p: float
    method: str
    note: str = ""


def bootstrap_difference(
    first_counts: ArrayLike,
    first_sizes: ArrayLike,
    second_counts: ArrayLike,
    second_sizes: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> Interval:
    """Percentile interval for the first group's rate minus the second's, resampling documents in each group.

    Arrays are (n_documents,), as in `bootstrap_rate`. NaN and a note where a group has fewer than 8 documents
    with words, or neither has the item.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 8.
    """
    name = f"document bootstrap of the difference, percentile, {confidence * 100:g} %, "
    name += f"{n_resamples:,} resamples, seed {seed}"
    groups = _with_words(first_counts, first_sizes), _with_words(second_counts, second_sizes)
    small = min(len(sizes) for _, sizes in groups)
    if small < MIN_DOCUMENTS:
        note = f"a group has {small} documents with words; an interval needs at least {MIN_DOCUMENTS}"
        return Interval(np.nan, np.nan, name, note)
    if not any(counts.any() for counts, _ in groups):
        return Interval(np.nan, np.nan, name, "occurs in no document of either group")
    seeds = np.random.SeedSequence(seed).generate_state(2)
    first, second = (
        resampled_rates(counts[:, None], sizes, n_resamples=n_resamples, seed=int(s))[:, 0]
        for (counts, sizes), s in zip(groups, seeds, strict=True)
    )
    tail = (1 - confidence) / 2
    low, high = per * np.quantile(first - second, [tail, 1 - tail])
    return Interval(float(low), float(high), name)


def permutation_test(
    first_counts: ArrayLike,
    first_sizes: ArrayLike,
    second_counts: ArrayLike,
    second_sizes: ArrayLike,
    *,
    n_resamples: int = 9999,
    seed: int = 1,
) -> PermutationTest:
    """Would dealing the documents into two such groups at random give so large a difference of rates?

    Every deal is tried where there are at most ``n_resamples`` of them, otherwise that many are drawn; computed
    by scipy. NaN and a note where a group has fewer than two documents with words or neither has the item.

    Source: Phipson & Smyth (2010), doi:10.2202/1544-6115.1585 (a drawn p-value is never zero).
    """
    groups = _with_words(first_counts, first_sizes), _with_words(second_counts, second_sizes)
    name = f"permutation of documents, two-sided, at most {n_resamples:,} deals, seed {seed}"
    if min(len(sizes) for _, sizes in groups) < 2:
        return PermutationTest(np.nan, name, "a group has fewer than 2 documents with words")
    counts, sizes = (np.concatenate(parts) for parts in zip(*groups, strict=True))
    if not counts.any():
        return PermutationTest(np.nan, name, "occurs in no document of either group")

    def difference(first: Floats, second: Floats, axis: int = -1) -> Floats:
        a, b = first.astype(int), second.astype(int)
        rates: Floats = counts[a].sum(axis=axis) / sizes[a].sum(axis=axis)
        others: Floats = counts[b].sum(axis=axis) / sizes[b].sum(axis=axis)
        return rates - others

    border = len(groups[0][1])
    place = np.arange(len(sizes))
    found = stats.permutation_test(
        (place[:border], place[border:]),
        difference,
        vectorized=True,
        n_resamples=n_resamples,
        batch=max(1, CELLS_AT_A_TIME // len(sizes)),
        rng=np.random.default_rng(seed),
    )
    return PermutationTest(float(found.pvalue), name)


def _with_words(counts: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    count, size = np.asarray(counts, float), np.asarray(sizes, float)
    if count.shape != size.shape or count.ndim != 1:
        raise ValueError(f"counts of shape {count.shape} do not match sizes of shape {size.shape}")
    return count[size > 0], size[size > 0]
