"""Resampling: draws of whole documents with replacement, as weights, many items at once.

Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 6; the number of times each of
n documents is drawn is multinomial, so a resample is a row of weights and its counts are a matrix product.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats

CELLS_AT_A_TIME = 4_000_000
"""Bounds the memory of one block of resamples to some 100 MB."""


def resampled_rates(
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    n_resamples: int = 2000,
    seed: int = 1,
    strata: ArrayLike | None = None,
) -> Floats:
    """(n_resamples, n_items) rates, each from as many documents drawn with replacement.

    The draws depend on the number of documents, ``seed`` and ``strata`` alone, so two calls over the same
    documents give paired resamples. ``counts`` is (n_documents, n_items), ``sizes`` (n_documents,) and
    positive.
    """
    table, size = np.asarray(counts, float), np.asarray(sizes, float)
    sums = np.column_stack([table, size])
    groups = [np.arange(len(size))] if strata is None else _members(np.asarray(strata))
    totals = np.zeros((n_resamples, sums.shape[1]))
    rng = np.random.default_rng(seed)
    for group in groups:
        for rows, weights in _weights(len(group), n_resamples, rng):
            totals[rows] += weights @ sums[group]
    rates: Floats = totals[:, :-1] / totals[:, -1:]
    return rates


def _weights(n: int, n_resamples: int, rng: np.random.Generator) -> Iterator[tuple[slice, Floats]]:
    """Blocks of multinomial weights: how often each of ``n`` documents is drawn in each resample."""
    step = max(1, CELLS_AT_A_TIME // n)
    for start in range(0, n_resamples, step):
        k = min(step, n_resamples - start)
        drawn = rng.integers(0, n, size=(k, n)) + n * np.arange(k)[:, None]
        yield slice(start, start + k), np.bincount(drawn.ravel(), minlength=k * n).reshape(k, n).astype(float)


def _members(labels: NDArray[np.generic]) -> list[NDArray[np.intp]]:
    """The positions of each label, labels in sorted order."""
    _, code = np.unique(labels, return_inverse=True)
    return [np.flatnonzero(code == c) for c in range(code.max() + 1)]
