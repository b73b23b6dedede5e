"""Change point: does a rate move from one level to another somewhere along a series of documents?

Source: the largest standardised cumulative sum of deviations (Page 1954, doi:10.1093/biomet/41.1-2.100), tested by
permuting the documents (Antoch & Hušková 2001, Statistics & Probability Letters 53(1)). The maximum is taken in every
permutation, so that the search for the place is paid for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import CELLS_AT_A_TIME

MIN_SIDE = 5
"""No change is sought that leaves fewer documents than this before or after it."""


@dataclass(frozen=True)
class ChangePoint:
    """The likeliest place of a change: `position` documents stand before it. NaN for ``p`` where none can be sought."""

    position: int
    p: float
    method: str
    note: str = ""


def change_point(
    counts: ArrayLike, sizes: ArrayLike, order: ArrayLike, *, n_resamples: int = 1999, seed: int = 1
) -> ChangePoint:
    """The likeliest single change of an item's rate, and how often chance would show as marked a one.

    Parameters
    ----------
    counts, sizes : (n_documents,) occurrences and words of each document; sizes positive.
    order : (n_documents,) sorted dates or numbers; documents of one date are never parted.

    Returns
    -------
    ChangePoint; position −1 and NaN with a note where fewer than 5 documents would stand on a side, or the rates do
    not vary.
    """
    column = np.asarray(counts, float)[:, None]
    return item_change_points(column, sizes, order, n_resamples=n_resamples, seed=seed)[0]


def item_change_points(
    counts: ArrayLike, sizes: ArrayLike, order: ArrayLike, *, n_resamples: int = 1999, seed: int = 1
) -> tuple[ChangePoint, ...]:
    """The change points of many items counted in the same documents: as `change_point`, with one set of permutations.

    ``counts`` is (n_documents, n_items). The answer for an item does not depend on the other items.
    """
    table, size, date = np.asarray(counts, float), np.asarray(sizes, float), np.asarray(order)
    method = f"largest cumulative sum, {n_resamples:,} permutations of documents, seed {seed}"
    if (date[1:] < date[:-1]).any():
        raise ValueError("the documents are not in order of time; sort counts, sizes and order by it")
    places = np.arange(MIN_SIDE, len(size) - MIN_SIDE + 1)
    places = places[date[places] > date[places - 1]] if len(places) else places
    if not len(places):
        note = f"a change needs at least {MIN_SIDE} documents before and after it"
        return tuple(ChangePoint(-1, np.nan, method, note) for _ in table.T)
    found = [ChangePoint(-1, np.nan, method, "the rate is the same in all documents") for _ in table.T]
    scale = _scale(size[None, :], places)
    deviations, observed = {}, {}
    for item, count in enumerate(table.T):
        deviation = count - size * count.sum() / size.sum()
        if not np.allclose(deviation, 0, atol=1e-12 * max(count.sum(), 1)):
            deviations[item] = deviation
            observed[item] = _sums(deviation[None, :], scale, places)[0]
    as_marked = dict.fromkeys(deviations, 0)
    for index in _shuffles(len(size), n_resamples, seed) if deviations else ():
        scale = _scale(size[index], places)
        for item, deviation in deviations.items():
            largest = _sums(deviation[index], scale, places).max(axis=1)
            as_marked[item] += int((largest >= observed[item].max() * (1 - 1e-12)).sum())
    for item, sums in observed.items():
        p = (as_marked[item] + 1) / (n_resamples + 1)
        found[item] = ChangePoint(int(places[sums.argmax()]), p, method)
    return tuple(found)


def _sums(deviation: Floats, scale: Floats, places: NDArray[np.int64]) -> Floats:
    """(n_series, n_places) absolute sums of deviations before each place, on one scale along the series."""
    before = np.cumsum(deviation, axis=1)[:, places - 1]
    return divide(np.abs(before), scale, otherwise=0.0)


def _scale(size: Floats, places: NDArray[np.int64]) -> Floats:
    """(n_series, n_places) what sums before each place are measured by, from the share of words that stand there."""
    share = np.cumsum(size, axis=1)[:, places - 1] / size.sum(axis=1, keepdims=True)
    scale: Floats = np.sqrt(share * (1 - share))
    return scale


def _shuffles(n: int, n_resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    step = max(1, CELLS_AT_A_TIME // n)
    for start in range(0, n_resamples, step):
        rows = min(step, n_resamples - start)
        yield rng.permuted(np.broadcast_to(np.arange(n), (rows, n)), axis=1)
