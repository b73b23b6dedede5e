"""Resampling: draws of whole documents with replacement, as weights, many items at once.

Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 6; the number of times each of
n documents is drawn is multinomial, so a resample is a row of weights and its counts are a matrix product.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats

CELLS_AT_A_TIME = 500_000
"""Bounds one block of resamples to some 10 MB, which processors keep near at hand."""


def resampled_rates(
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    n_resamples: int = 2000,
    seed: int = 1,
    strata: ArrayLike | None = None,
) -> Floats:
    """(n_resamples, n_items) rates, each from as many documents drawn with replacement.

    ``counts`` is (n_documents, n_items), ``sizes`` (n_documents,) and positive; draws as in `resampled_sums`.
    """
    table = np.column_stack([np.asarray(counts, float), np.asarray(sizes, float)])
    sums = resampled_sums(table, n_resamples=n_resamples, seed=seed, strata=strata)
    rates: Floats = sums[:, :-1] / sums[:, -1:]
    return rates


def resampled_sums(
    table: ArrayLike, *, n_resamples: int = 2000, seed: int = 1, strata: ArrayLike | None = None
) -> Floats:
    """(n_resamples, n_columns) sums over rows of ``table`` (n_units, n_columns) drawn with replacement.

    The draws depend on the number of units, ``seed`` and ``strata`` alone, so two calls over the same units give
    paired resamples. With ``strata`` (n_units,), each label keeps its number of units.
    """
    values = np.asarray(table, float)
    groups = [np.arange(len(values))] if strata is None else _members(np.asarray(strata))
    totals = np.zeros((n_resamples, values.shape[1]))
    rng = np.random.default_rng(seed)
    for group in groups:
        for rows, weights in _weights(len(group), n_resamples, rng):
            totals[rows] += weights @ values[group]
    return totals


def summed_by_cluster(counts: ArrayLike, sizes: ArrayLike, clusters: ArrayLike) -> tuple[Floats, Floats, NDArray[Any]]:
    """Counts and sizes of clusters, in the order of their labels, and the first document of each.

    ``counts`` is (n_documents, n_items), ``sizes`` and ``clusters`` (n_documents,).
    """
    table, size = np.asarray(counts, float), np.asarray(sizes, float)
    _, first, code = np.unique(np.asarray(clusters), return_index=True, return_inverse=True)
    summed = np.zeros((len(first), table.shape[1]))
    np.add.at(summed, code, table)
    return summed, np.bincount(code, weights=size, minlength=len(first)).astype(float), first


def _weights(n: int, n_resamples: int, rng: np.random.Generator) -> Iterator[tuple[slice, Floats]]:
    """Blocks of multinomial weights: how often each of ``n`` documents is drawn in each resample."""
    step = max(1, CELLS_AT_A_TIME // n)
    for start in range(0, n_resamples, step):
        k = min(step, n_resamples - start)
        drawn = rng.integers(0, n, size=(k, n)) + n * np.arange(k)[:, None]
        yield slice(start, start + k), np.bincount(drawn.ravel(), minlength=k * n).reshape(k, n).astype(float)


def _members(labels: NDArray[np.generic]) -> list[NDArray[Any]]:
    """The positions of each label, labels in sorted order."""
    _, code = np.unique(labels, return_inverse=True)
    return [np.flatnonzero(code == c) for c in range(code.max() + 1)]
