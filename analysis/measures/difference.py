"""Difference: how far apart are the rates of two groups of documents, and how sure is that?"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats
from analysis.measures.resampling import resampled_rates, resampled_sums, summed_by_cluster
from analysis.measures.uncertainty import MIN_DOCUMENTS, NO_WIDTH, Interval
from analysis.wording import how_many


def bootstrap_differences(
    first_counts: ArrayLike,
    first_sizes: ArrayLike,
    second_counts: ArrayLike,
    second_sizes: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
    clusters: tuple[ArrayLike, ArrayLike] | None = None,
) -> tuple[Interval, ...]:
    """Percentile intervals for the first group's rates minus the second's, resampling documents in each group.

    Counts are (n_documents, n_items), sizes (n_documents,); documents of size 0 are left out. ``clusters`` are labels
    of the documents of both groups: documents of one label are drawn together, also where they stand in both groups,
    as when two papers print one report.

    Returns
    -------
    One Interval for each item; NaN and a note where a group has fewer than 8 documents with words, or neither has
    the item.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 8.
    """
    unit = "document" if clusters is None else "cluster"
    name = f"{unit} bootstrap of the difference, percentile, {confidence * 100:g} %, "
    name += f"{n_resamples:,} resamples, seed {seed}"
    groups = tuple(
        _with_words(counts, sizes, None if clusters is None else clusters[number])
        for number, (counts, sizes) in enumerate(((first_counts, first_sizes), (second_counts, second_sizes)))
    )
    small = min(len(sizes) for _, sizes, _ in groups)
    if small < MIN_DOCUMENTS:
        number = f"{how_many(small, unit)} with words"
        note = f"a group has {number}; an interval needs at least {MIN_DOCUMENTS}"
        return tuple(Interval(np.nan, np.nan, name, note) for _ in range(groups[0][0].shape[1]))
    if clusters is not None and (shared := np.intersect1d(groups[0][2], groups[1][2])).size:
        first, second = _drawn_jointly(groups, shared, n_resamples, seed)
    else:
        seeds = np.random.SeedSequence(seed).generate_state(2)
        first, second = (
            resampled_rates(counts, sizes, n_resamples=n_resamples, seed=int(own_seed))
            for (counts, sizes, _), own_seed in zip(groups, seeds, strict=True)
        )
    tail = (1 - confidence) / 2
    lows, highs = per * np.quantile(first - second, [tail, 1 - tail], axis=0)
    found = np.vstack([groups[0][0], groups[1][0]]).sum(axis=0) > 0
    nowhere = Interval(np.nan, np.nan, name, "occurs in no document of either group")
    return tuple(
        Interval(float(low), float(high), name, NO_WIDTH.format(f"{unit}s of a group") if low == high else "")
        if present
        else nowhere
        for low, high, present in zip(lows, highs, found, strict=True)
    )


Side = tuple[Floats, Floats, NDArray[Any]]


def _drawn_jointly(groups: tuple[Side, ...], shared: NDArray[Any], n_resamples: int, seed: int) -> tuple[Floats, ...]:
    """Draw units that stand in both groups for both at once, those of one group for it alone."""
    width = groups[0][0].shape[1] + 1
    names = np.unique(np.concatenate([labels for _, _, labels in groups]))
    table = np.zeros((len(names), 2 * width))
    for number, (counts, sizes, labels) in enumerate(groups):
        rows = np.searchsorted(names, labels)
        table[rows, number * width : (number + 1) * width] = np.column_stack([counts, sizes])
    strata = np.where(np.isin(names, shared), 2, np.isin(names, groups[1][2]).astype(int))
    sums = resampled_sums(table, n_resamples=n_resamples, seed=seed, strata=strata)
    halves = sums[:, :width], sums[:, width:]
    return tuple(half[:, :-1] / half[:, -1:] for half in halves)


def _with_words(counts: ArrayLike, sizes: ArrayLike, clusters: ArrayLike | None) -> Side:
    table, size = np.asarray(counts, float), np.asarray(sizes, float)
    if table.ndim != 2 or size.shape != table.shape[:1]:
        raise ValueError(f"counts of shape {table.shape} do not match sizes of shape {size.shape}")
    labels = np.arange(len(size)) if clusters is None else np.asarray(clusters)
    if clusters is not None and len(size):
        table, size, first = summed_by_cluster(table, size, labels)
        labels = labels[first]
    return table[size > 0], size[size > 0], labels[size > 0]
