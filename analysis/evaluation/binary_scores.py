"""Precision, recall, F1 and accuracy from counts, each with an exact interval."""

from collections.abc import Mapping

from analysis.measures.proportion import exact_interval

COLUMNS = ("field", "value", "measure", "score", "low", "high", "n", "method")
METHOD = "exact binomial (Clopper-Pearson)"


def share(field: str, value: str, measure: str, right: int, cases: int) -> dict[str, object]:
    """Give one row of a table of scores: `right` of `cases`, NaN where there is no case."""
    low, high = exact_interval(right, cases) if cases else (float("nan"), float("nan"))
    score = right / cases if cases else float("nan")
    return dict(zip(COLUMNS, (field, value, measure, score, low, high, cases, METHOD), strict=True))


def found_and_coded(field: str, value: str, both: int, found: int, coded: int) -> list[dict[str, object]]:
    """Give the rows of precision, recall and F1.

    F1 is 2J / (1 + J), where J is the share of what was found or coded that is both; the exact interval of J, carried
    over, is that of F1. Its `n` is the number of what was found or coded.
    """
    either = found + coded - both
    jaccard = share(field, value, "f1", both, either)
    f1: Mapping[str, float] = {name: _f1(float(str(jaccard[name]))) for name in ("score", "low", "high")}
    return [
        share(field, value, "precision", both, found),
        share(field, value, "recall", both, coded),
        {**jaccard, **f1},
    ]


def _f1(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)
