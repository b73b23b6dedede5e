"""Precision, recall and F1 with intervals: how right is what was found, and how much of what is there was found?

Source: the measures as in Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, chapter 8.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from analysis.measures.arrays import Floats, divide
from analysis.measures.proportion import certain_interval, exact_interval

SCORE_COLUMNS = ("field", "value", "measure", "score", "low", "high", "n", "method")
EXACT = "exact binomial (Clopper-Pearson)"


def precision_recall_f1(correct: ArrayLike, found: ArrayLike, coded: ArrayLike) -> Floats:
    """(…, 3) precision, recall and F1; NaN where there is no case.

    Parameters
    ----------
    correct : (…,) what was found and is coded; counts or sums of weights.
    found, coded : (…,) what was found, and what is coded.

    Examples
    --------
    >>> precision_recall_f1(6, 8, 12).round(2).tolist()
    [0.75, 0.5, 0.6]
    """
    return np.stack([divide(correct, found), divide(correct, coded), f1(correct, found, coded)], axis=-1)


def f1(correct: ArrayLike, found: ArrayLike, coded: ArrayLike) -> Floats:
    """(…,) the harmonic mean of precision and recall: 2 · correct / (found + coded)."""
    return divide(2 * np.asarray(correct, float), np.asarray(found, float) + np.asarray(coded, float))


def percentile_interval(
    value: float, draws: ArrayLike, cases: int, confidence: float = 0.95, *, proportion: bool = True
) -> tuple[float, float]:
    """Give the bootstrap's percentile interval of a score.

    Parameters
    ----------
    value : the score.
    draws : (n_resamples,) the score in each resample; those without cases (NaN) are left out.
    cases : units with cases. Where a proportion is 0 or 1 every resample is alike, and the exact binomial interval over
        these units takes the place of the percentiles.

    Returns
    -------
    (low, high), NaN where the score is or no resample has cases.
    """
    known = np.asarray(draws, float)
    known = known[np.isfinite(known)]
    if not np.isfinite(value) or not len(known):
        return float("nan"), float("nan")
    if proportion and value in (0, 1):
        return certain_interval(value, cases, confidence)
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def share(field: str, value: str, measure: str, right: int, cases: int) -> dict[str, object]:
    """Give one row of a table of scores: `right` of `cases`, with the exact interval; NaN where there is no case."""
    low, high = exact_interval(right, cases) if cases else (float("nan"), float("nan"))
    score = right / cases if cases else float("nan")
    return dict(zip(SCORE_COLUMNS, (field, value, measure, score, low, high, cases, EXACT), strict=True))


def found_and_coded(field: str, value: str, both: int, found: int, coded: int) -> list[dict[str, object]]:
    """Give the rows of precision, recall and F1 of cases that are independent.

    F1 is 2J / (1 + J), where J is the share of what was found or coded that is both; the exact interval of J, carried
    over, is that of F1. Its `n` is the number of what was found or coded.
    """
    either = found + coded - both
    jaccard = share(field, value, "f1", both, either)
    carried: Mapping[str, float] = {name: _f1(float(str(jaccard[name]))) for name in ("score", "low", "high")}
    return [
        share(field, value, "precision", both, found),
        share(field, value, "recall", both, coded),
        {**jaccard, **carried},
    ]


def _f1(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)
