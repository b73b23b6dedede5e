"""Keyness: is an item more frequent in the target than in the reference, by how much, and on what evidence?

All functions take ``target`` and ``reference`` (occurrences, arrays that broadcast together) and
``target_size`` and ``reference_size`` (all words on each side), and return one number for each item.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.measures import contingency
from analysis.measures.arrays import Floats
from analysis.measures.contingency import p_value

__all__ = [
    "bic",
    "chi_square",
    "conservative_log_ratio",
    "log_likelihood",
    "log_likelihood_two_terms",
    "log_ratio",
    "log_ratio_interval",
    "odds_ratio",
    "p_value",
    "percent_difference",
]


def log_ratio(target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Floats:
    """Binary logarithm of the ratio of relative frequencies: +1 = twice as frequent in the target.

    A frequency of zero counts as 0.5, so that the ratio stays finite; NaN where both are zero or a side is empty.

    Source: Hardie (2014), Log Ratio: an informal introduction, CASS Lancaster.
    """
    a, b, n1, n2 = _sides(target, reference, target_size, reference_size)
    usable = (a + b > 0) & (n1 > 0) & (n2 > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(np.where(a > 0, a, 0.5) / n1) - np.log2(np.where(b > 0, b, 0.5) / n2)
    return np.where(usable, ratio, np.nan)


def log_likelihood(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Floats:
    """G² of the full table, all four terms; never negative, whichever side the item prefers.

    Source: Dunning (1993), Computational Linguistics 19(1).
    """
    return contingency.log_likelihood(*_table(target, reference, target_size, reference_size))


def log_likelihood_two_terms(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Floats:
    """G² of the item's own two cells alone: the figure of the UCREL calculator, WordSmith, AntConc and Conc.

    Never larger than `log_likelihood`, and close to it for rare items: the words that are not the item, which
    make the difference, are left out here.

    Source: Rayson & Garside (2000), Comparing corpora using frequency profiling.
    """
    a, b, n1, n2 = _sides(target, reference, target_size, reference_size)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (a + b) / (n1 + n2)
        terms = special.xlogy(a, a / (n1 * expected)), special.xlogy(b, b / (n2 * expected))
    return np.where(a + b > 0, 2 * (np.where(a > 0, terms[0], 0) + np.where(b > 0, terms[1], 0)), np.nan)


def chi_square(target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Floats:
    """Pearson's chi-square of the full table, uncorrected. Source: Hofland & Johansson (1982)."""
    return contingency.chi_square(*_table(target, reference, target_size, reference_size))


def bic(target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Floats:
    """Approximate Bayes factor: G² − ln N. Above 2 positive, above 6 strong, above 10 very strong evidence.

    Source: Wilson (2013), Embracing Bayes factors for key item analysis in corpus linguistics.
    """
    *_, n1, n2 = _sides(target, reference, target_size, reference_size)
    size = np.where(n1 + n2 > 0, n1 + n2, np.nan)
    return log_likelihood(target, reference, target_size, reference_size) - np.log(size)


def percent_difference(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Floats:
    """%DIFF: by how many per cent the target's relative frequency exceeds the reference's; −100 = absent.

    NaN where the reference has none: there is no percentage of nothing.

    Source: Gabrielatos & Marchi (2011), Keyness: matching metrics to definitions.
    """
    a, b, n1, n2 = _sides(target, reference, target_size, reference_size)
    usable = (b > 0) & (n1 > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = 100 * ((a / n1) / (b / n2) - 1)
    return np.where(usable, difference, np.nan)


def odds_ratio(target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Floats:
    """Odds of the item in the target over its odds in the reference; 1 = no difference.

    Tables with an empty cell get 0.5 added to every cell (Haldane 1956), so that the ratio stays finite.

    Source: Pojanapunya & Watson Todd (2016), doi:10.1515/cllt-2015-0030.
    """
    a, b, c, d = _table(target, reference, target_size, reference_size)
    patch = np.where((a == 0) | (b == 0) | (c == 0) | (d == 0), 0.5, 0.0)
    ratio = ((a + patch) * (d + patch)) / ((b + patch) * (c + patch))
    return np.where((a + b > 0) & (a + c > 0) & (b + d > 0), ratio, np.nan)


def log_ratio_interval(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    confidence: float = 0.95,
    tests: int = 1,
) -> tuple[Floats, Floats]:
    """Exact interval of the log ratio by the conditional Poisson test (Clopper & Pearson), word by word.

    ``tests`` is the number of items compared (Bonferroni). An end is infinite where one side has none of the
    item: no bound follows from the data. Words count as independent here, which they are not; for a claim
    about usage read it together with a test over documents.

    Source: Evert (2022), Measuring keyness (Digital Humanities 2022); R package corpora, function keyness.
    """
    sides = _sides(target, reference, target_size, reference_size)
    low, high = (_bound(sides, confidence, tests, upper=upper) for upper in (False, True))
    return low, high


def _bound(sides: tuple[Floats, ...], confidence: float, tests: int, *, upper: bool) -> Floats:
    """One end of the interval of the log ratio."""
    a, b, n1, n2 = sides
    tail = (1 - confidence) / 2 / tests
    with np.errstate(divide="ignore", invalid="ignore"):
        if upper:
            share = np.where(b > 0, special.betainccinv(a + 1, b, tail), 1.0)
        else:
            share = np.where(a > 0, special.betaincinv(a, b + 1, tail), 0.0)
        end = np.log2((n2 / n1) * share / (1 - share))
    return np.where((a + b > 0) & (n1 > 0) & (n2 > 0), end, np.nan)


def conservative_log_ratio(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    confidence: float = 0.95,
    tests: int = 1,
) -> Floats:
    """LRC: the end of `log_ratio_interval` nearer to zero, or 0 where the interval contains zero.

    A ranking by LRC needs no frequency threshold: rare items have wide intervals. Always finite.

    Source: Evert (2022), Measuring keyness (Digital Humanities 2022).
    """
    sides = _sides(target, reference, target_size, reference_size)
    ahead = sides[0] * sides[3] >= sides[1] * sides[2]
    lrc = np.empty(ahead.shape)
    # of each item only the end on zero's side is needed
    for chosen, upper, clamp in ((ahead, False, np.maximum), (~ahead, True, np.minimum)):
        part = tuple(side[chosen] for side in sides)
        lrc[chosen] = clamp(_bound(part, confidence, tests, upper=upper), 0)
    return lrc


def _sides(*sides: ArrayLike) -> tuple[Floats, ...]:
    arrays = tuple(np.broadcast_arrays(*(np.asarray(side, float) for side in sides)))
    if any((array < 0).any() for array in arrays):
        raise ValueError("counts and sizes must not be negative")
    return arrays


def _table(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    a, b, n1, n2 = _sides(target, reference, target_size, reference_size)
    return a, b, n1 - a, n2 - b
