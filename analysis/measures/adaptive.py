"""Adaptive sampling: which units should be coded next, judged by what the coded ones have shown?

From the errors seen so far every unit gets an expected error, with its variance. Units of like expectation form strata;
strata are drawn in proportion to their units times the spread of errors that is to be expected in them, mixed with an
even part, so that every unit keeps a chance and a wrong expectation costs precision and not truth.

Source: Neyman (1934), doi:10.2307/2342192 (allocation by spread); Dalenius & Hodges (1959),
doi:10.1080/01621459.1959.10501501 (where to cut strata); Zrnic & Candès (2024), arXiv:2403.03208 (active inference: a
rule that is mixed with an even one); Gligorić et al. (2025), arXiv:2408.15204 (confidence-driven inference).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats, divide

MOST_STRATA = 6
"""More strata than this gain little (Cochran 1977, section 5A.8), and each must be coded enough."""

LEAST_IN_STRATUM = 2
"""Coded units that a stratum needs for its errors to vary."""

PRIOR = 4.0
"""A term is taken to err as its frame does on the whole, until some such number of its hits have been read."""

PRIOR_MISSES = 2.0
"""As much is borrowed for the rate of misses, in missed words."""


@dataclass(frozen=True)
class Expected:
    """(n_units,) the expected difference of truth from the machine's count, and its variance."""

    mean: Floats
    variance: Floats

    def __truediv__(self, scale: float) -> "Expected":
        return Expected(self.mean / scale, self.variance / scale**2)


def expected_errors(
    found: ArrayLike,
    read: ArrayLike,
    wrong: ArrayLike,
    missed: ArrayLike,
    sizes: ArrayLike,
    nearby: ArrayLike,
    coded: ArrayLike,
) -> Expected:
    """What errors are to be expected in each unit: hits that are false, at the rate of their terms, and missed words.

    Misses are expected by length, at one rate for units with hits, one for units without that lie in a document that
    has some, and one for the others. All rates are drawn towards the common one while little has been read.

    Parameters
    ----------
    found : (n_units, n_terms) hits of each term; read, wrong : (n_terms,) those of coded units, and those of them that
        were false; missed : (n_units,) missed words, 0 where not coded; sizes : (n_units,) words; nearby : (n_units,)
        whether the unit's document has hits; coded : (n_units,) whether it was coded.
    """
    table, seen, false = np.asarray(found, float), np.asarray(read, float), np.asarray(wrong, float)
    overall = (false.sum() + 1) / (seen.sum() + 2)
    rate = (false + PRIOR * overall) / (seen + PRIOR)
    miss, size, was_read = np.asarray(missed, float), np.asarray(sizes, float), np.asarray(coded, bool)
    kind = np.where(table.sum(axis=1) > 0, 2, np.asarray(nearby, int))
    common = (miss[was_read].sum() + 0.5) / max(size[was_read].sum(), 1)
    of_kind = np.array(
        [
            (miss[was_read & (kind == k)].sum() + PRIOR_MISSES)
            / (size[was_read & (kind == k)].sum() + PRIOR_MISSES / common)
            for k in range(3)
        ]
    )
    to_miss = of_kind[kind] * size
    return Expected(to_miss - table @ rate, to_miss + table @ (rate * (1 - rate)))


def cut_strata(expected: list[Expected], within: ArrayLike, codings: int) -> NDArray[np.int64]:
    """(n_units,) numbers of strata, cut where the expected errors add up to like sums, within given strata.

    Parameters
    ----------
    expected : one for each frame, on one scale; within : (n_units,) labels of strata that must not be joined; codings :
        how many units will have been coded, which bounds the number of strata.
    """
    score = np.sqrt(np.sum([one.mean**2 + one.variance for one in expected], axis=0))
    _, outer = np.unique(np.asarray(within), return_inverse=True)
    most = int(np.clip(codings // 10, 1, MOST_STRATA))
    numbers = np.empty(len(score), dtype=np.int64)
    for name in range(outer.max() + 1):
        cell = np.flatnonzero(outer == name)
        parts = max(1, round(most * score[cell].sum() / score.sum()))
        order = cell[np.argsort(score[cell], kind="stable")]
        own, reached = score[order], np.cumsum(score[order])
        part = np.minimum((parts * (reached - own / 2) / reached[-1]).astype(np.int64), parts - 1)
        # Units of one expectation are not parted.
        first = np.flatnonzero(np.r_[True, own[1:] > own[:-1]])
        numbers[order] = MOST_STRATA * name + part[first][np.searchsorted(first, np.arange(len(own)), side="right") - 1]
    return numbers


def draw_next(
    expected: list[Expected],
    strata: ArrayLike,
    coded: ArrayLike,
    n: int,
    rng: np.random.Generator,
    share_even: float = 0.2,
) -> NDArray[np.int64]:
    """(n,) positions of units not yet coded, as many of each stratum as bring all codings nearest to their aim."""
    _, place = np.unique(np.asarray(strata), return_inverse=True)
    was_read, size = np.asarray(coded, bool), np.bincount(place)
    # Within a stratum errors differ by chance, and because the units' expectations do.
    squares = np.sum(
        [
            np.bincount(place, weights=one.variance + one.mean**2) / size
            - (np.bincount(place, weights=one.mean) / size) ** 2
            for one in expected
        ],
        axis=0,
    )
    sums = size * np.sqrt(np.maximum(squares, 0))
    share = (1 - share_even) * divide(sums, sums.sum(), otherwise=0.0) + share_even * size / size.sum()
    read = np.bincount(place[was_read], minlength=len(size))
    taken = np.clip(np.minimum(LEAST_IN_STRATUM, size) - read, 0, None)
    while taken.sum() < n:
        behind = np.where(read + taken < size, share / (read + taken + 1), -1.0)
        taken[int(behind.argmax())] += 1
    chosen = [
        rng.choice(np.flatnonzero(~was_read & (place == k)), number, replace=False) for k, number in enumerate(taken)
    ]
    return np.asarray(rng.permutation(np.concatenate(chosen))[:n], dtype=np.int64)
