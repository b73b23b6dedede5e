"""Exact intervals of proportions: thirty right of thirty is not certainty."""

from scipy import special


def exact_interval(successes: int, cases: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact binomial interval of a proportion.

    Parameters
    ----------
    successes : how many of the cases agree.
    cases : independent cases; none gives (0, 1).
    confidence : the share of samples whose interval holds the true proportion, at least.

    Returns
    -------
    (low, high), each in [0, 1].

    Examples
    --------
    >>> [round(bound, 3) for bound in exact_interval(9, 10)]
    [0.555, 0.997]

    Source: Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404: the equal-tailed interval, by the beta distribution.
    """
    tail = (1 - confidence) / 2
    low = float(special.betaincinv(successes, cases - successes + 1, tail)) if successes else 0.0
    high = float(special.betaincinv(successes + 1, cases - successes, 1 - tail)) if successes < cases else 1.0
    return low, high


def certain_interval(value: float, cases: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact binomial interval of a proportion that is 0 or 1.

    Resampling knows no doubt where all cases agree: every resample is alike. The exact interval does.

    Parameters
    ----------
    value : 0 or 1.
    cases : independent cases that agree (paragraphs or documents, not the tokens within them); none gives (0, 1).

    Source: Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404; at the bounds their equal-tailed interval is closed.
    """
    edge = ((1 - confidence) / 2) ** (1 / cases) if cases else 0.0
    return (edge, 1.0) if value == 1 else (0.0, 1 - edge)
