"""Overlaps: of spans that compete for the same places, the best stay."""

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


def settle(first: IntArray, last: IntArray, order: IntArray) -> IntArray:
    """Choose spans as if one went through them from the best to the worst, taking each that overlaps none taken before.

    Parameters
    ----------
    first, last : (n,) the first and the last place of each span, both its own.
    order : (n,) the spans from the best to the worst.

    Returns
    -------
    (n_chosen,) the spans taken, in no particular order.
    """
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    left = np.argsort(first, kind="stable")
    chosen = [np.empty(0, dtype=np.int64)]
    while len(left):
        # Spans that overlap, directly or by way of others, form a cluster, and nothing beats the best of a cluster.
        reach = np.maximum.accumulate(last[left])
        begins = np.append(True, first[left[1:]] > reach[:-1])
        borders = np.append(np.flatnonzero(begins), len(left))
        best = order[np.minimum.reduceat(place[left], borders[:-1])]
        chosen.append(best)
        winner = np.repeat(best, np.diff(borders))
        left = left[(first[left] > last[winner]) | (last[left] < first[winner])]
    return np.concatenate(chosen)
