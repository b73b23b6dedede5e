"""Proportions at their bounds: thirty right of thirty is not certainty."""


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
