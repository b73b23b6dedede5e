"""Lexical diversity: how varied is a text's vocabulary, whatever its length?

The plain type–token ratio falls as texts grow, so it compares nothing but texts of one length. These two do not.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd


def mattr(items: Sequence[Hashable], window: int = 50) -> float:
    """Moving-average type–token ratio: the mean ratio over all windows of ``window`` running words.

    NaN for texts shorter than the window, whose ratio would not be comparable.

    Source: Covington & McFall (2010), doi:10.1080/09296171003643098.
    """
    n = len(items)
    if window < 1:
        raise ValueError("window must be at least 1 word")
    if n < window:
        return float("nan")
    code, _ = pd.factorize(np.asarray(items), use_na_sentinel=False)
    order = np.argsort(code, kind="stable")
    previous = np.full(n, -1)
    repeated = code[order[1:]] == code[order[:-1]]
    previous[order[1:][repeated]] = order[:-1][repeated]
    # a word is a window's first of its type if the window starts after the type's previous place; so each word
    # adds one type to the windows that start after that place, contain it, and fit into the text
    place = np.arange(n)
    first = np.maximum(np.maximum(previous, place - window) + 1, 0)
    last = np.minimum(place, n - window)
    types = np.maximum(last - first + 1, 0).sum()
    return float(types / (window * (n - window + 1)))


def mtld(items: Sequence[Hashable], threshold: float = 0.72, min_words: int = 100) -> float:
    """Mean number of running words over which the type–token ratio stays above ``threshold``.

    Read forwards and backwards, and averaged. NaN for texts under ``min_words`` words, where it is not stable.

    Source: McCarthy & Jarvis (2010), doi:10.3758/BRM.42.2.381; the minimum length is theirs.
    """
    if len(items) < max(min_words, 1):
        return float("nan")
    return (_mean_factor_length(items, threshold) + _mean_factor_length(items[::-1], threshold)) / 2


def _mean_factor_length(items: Sequence[Hashable], threshold: float) -> float:
    factors, seen, length, ratio = 0.0, set[Hashable](), 0, 1.0
    for item in items:
        seen.add(item)
        length += 1
        ratio = len(seen) / length
        if ratio < threshold:
            factors, seen, length, ratio = factors + 1, set(), 0, 1.0
    factors += (1 - ratio) / (1 - threshold)
    return len(items) / factors if factors > 0 else float("nan")  # no word repeated: no factor to measure
