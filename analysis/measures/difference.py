"""Difference: how far apart are the rates of two groups of documents, and how sure is that?"""

import numpy as np
from numpy.typing import ArrayLike

from analysis.measures.arrays import Floats
from analysis.measures.resampling import resampled_rates, summed_by_cluster
from analysis.measures.uncertainty import MIN_DOCUMENTS, NO_WIDTH, Interval


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
    of the documents of both groups: documents of one label are drawn together, within their group.

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
    small = min(len(sizes) for _, sizes in groups)
    if small < MIN_DOCUMENTS:
        number = f"{small} {unit}{'' if small == 1 else 's'} with words"
        note = f"a group has {number}; an interval needs at least {MIN_DOCUMENTS}"
        return tuple(Interval(np.nan, np.nan, name, note) for _ in range(groups[0][0].shape[1]))
    seeds = np.random.SeedSequence(seed).generate_state(2)
    first, second = (
        resampled_rates(counts, sizes, n_resamples=n_resamples, seed=int(own_seed))
        for (counts, sizes), own_seed in zip(groups, seeds, strict=True)
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


def _with_words(counts: ArrayLike, sizes: ArrayLike, clusters: ArrayLike | None) -> tuple[Floats, Floats]:
    table, size = np.asarray(counts, float), np.asarray(sizes, float)
    if table.ndim != 2 or size.shape != table.shape[:1]:
        raise ValueError(f"counts of shape {table.shape} do not match sizes of shape {size.shape}")
    if clusters is not None and len(size):
        table, size, _ = summed_by_cluster(table, size, clusters)
    return table[size > 0], size[size > 0]
