"""MinHash: what share of their members two sets have in common, estimated from 128 numbers of each.

The least of a set's members under some order is the same in two sets with the probability that both have it, their
Jaccard similarity; so the share of equal minima, under many orders, estimates it. Sets that may be alike are found by
bands of minima that are equal as a whole.

Source: Broder (1997), "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900; bands by
Leskovec, Rajaraman & Ullman (2014), Mining of Massive Datasets, chapter 3; mixing by the finalizer of MurmurHash3.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]

HASHES = 128
_MEMBERS_AT_A_TIME = 8192  # 4 MB of numbers
_draws = np.random.RandomState(1)
# Each order of the numbers below 2³² is that of a × number + b, a odd.
_A = _draws.randint(0, 1 << 31, HASHES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_B = _draws.randint(0, 1 << 32, HASHES, dtype=np.uint32)


def sketch(members: Numbers) -> Numbers:
    """(128,) the least of a set's members, which are numbers, under each of 128 orders; at least one is needed."""
    mixed = _mixed(members)
    least = np.full(HASHES, 0xFFFFFFFF, dtype=np.uint32)
    for start in range(0, len(mixed), _MEMBERS_AT_A_TIME):
        ordered = _A[:, None] * mixed[start : start + _MEMBERS_AT_A_TIME] + _B[:, None]
        np.minimum(least, ordered.min(axis=1), out=least)
    return least


def similarity(one: Numbers, other: Numbers) -> float:
    """The estimated share of members that two sets have in common, of all that either has."""
    return float(np.count_nonzero(one == other) / HASHES)


def _mixed(numbers: Numbers) -> Numbers:
    """Other numbers for these, one for each, so that orders of near numbers have nothing in common."""
    numbers = numbers ^ (numbers >> np.uint32(16))
    numbers = numbers * np.uint32(0x85EBCA6B)
    numbers = numbers ^ (numbers >> np.uint32(13))
    numbers = numbers * np.uint32(0xC2B2AE35)
    return numbers ^ (numbers >> np.uint32(16))


@lru_cache(maxsize=8)
def bands_for(threshold: float) -> tuple[int, int]:
    """How many bands of how many minima find sets that are alike by this much, with the fewest errors of both kinds.

    Sets of similarity s have a band in common with the probability 1 − (1 − sʳ)ᵇ; errors are what lies under this curve
    below the threshold, and over it above, as if all similarities were as frequent.
    """
    pairs = np.array([(b, r) for b in range(1, HASHES + 1) for r in range(1, HASHES // b + 1)])
    bands, minima = pairs[:, :1], pairs[:, 1:]
    nodes, weights = np.polynomial.legendre.leggauss(64)
    below, above = (nodes + 1) / 2 * threshold, threshold + (nodes + 1) / 2 * (1 - threshold)
    wrong = (1 - (1 - below**minima) ** bands) @ weights * threshold
    missed = ((1 - above**minima) ** bands) @ weights * (1 - threshold)
    best = pairs[np.argmin(wrong + missed)]
    return int(best[0]), int(best[1])


class Search:
    """Finds sets that are likely alike, among those that were added."""

    def __init__(self, threshold: float) -> None:
        self._bands, self._minima = bands_for(threshold)
        self._names: list[str] = []
        self._having: list[dict[bytes, list[int]]] = [{} for _ in range(self._bands)]

    def add(self, name: str, numbers: Numbers) -> None:
        """Add the sketch of a set."""
        for having, band in zip(self._having, self._cut(numbers), strict=True):
            having.setdefault(band, []).append(len(self._names))
        self._names.append(name)

    def like(self, numbers: Numbers) -> list[str]:
        """The names of sets that have a band in common with this sketch, in the order in which they were added."""
        found = (having.get(band, ()) for having, band in zip(self._having, self._cut(numbers), strict=True))
        return [self._names[number] for number in sorted({number for some in found for number in some})]

    def _cut(self, numbers: Numbers) -> list[bytes]:
        return [numbers[k * self._minima : (k + 1) * self._minima].tobytes() for k in range(self._bands)]
