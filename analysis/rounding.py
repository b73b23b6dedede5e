"""How precision, recall and the like are shown: one rule for terminals, notebooks, figures, reports and documents.

Two decimals, to the nearest hundredth. Files hold the values as they were computed.
"""

DECIMALS = 2
_MEASURES = ("precision", "recall", "f1", "accuracy")
ACCURACY_COLUMNS = frozenset(f"{name}{end}" for name in _MEASURES for end in ("", "_low", "_high"))
"""Columns of tables that hold such figures."""


def two_decimals(share: float) -> float:
    """The figure as it is shown.

    Examples
    --------
    >>> two_decimals(0.9574), two_decimals(0.995)
    (0.96, 1.0)
    """
    return round(share + 1e-9, DECIMALS)  # 0.995 is a little less than itself, as computers keep it


def as_measure(share: float) -> str:
    """The figure as text, with both decimals: 0.90, not 0.9."""
    return f"{two_decimals(share):.{DECIMALS}f}"
