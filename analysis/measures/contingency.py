"""Two-by-two tables: the statistics that keyness and collocation share.

A table is four arrays of cells that broadcast together: o11, o12 in the first row, o21, o22 in the second.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.measures.arrays import Floats, divide


def log_likelihood(o11: ArrayLike, o12: ArrayLike, o21: ArrayLike, o22: ArrayLike) -> Floats:
    """G², all four terms: 2 Σ O ln(O / E). Never negative; NaN where the table is empty.

    Source: Dunning (1993), Computational Linguistics 19(1); Evert (2004), The Statistics of Word Cooccurrences.
    """
    o11, o12, o21, o22 = _cells(o11, o12, o21, o22)
    total = o11 + o12 + o21 + o22
    # every cell lies equally far from its expectation; starting from that distance loses no digits in a corpus
    # of many millions, where O ln(O / E) would
    distance = divide(o11 * o22 - o12 * o21, total)
    g2 = np.zeros(total.shape)
    for observed, sign in ((o11, 1), (o12, -1), (o21, -1), (o22, 1)):
        g2 += 2 * special.xlog1py(observed, divide(sign * distance, observed - sign * distance, otherwise=0.0))
    return np.where(total > 0, np.maximum(g2, 0.0), np.nan)


def chi_square(
    o11: ArrayLike, o12: ArrayLike, o21: ArrayLike, o22: ArrayLike, *, correction: Literal["none", "yates"] = "none"
) -> Floats:
    """Pearson's chi-square, with Yates' continuity correction if asked; NaN where a row or column is empty.

    Source: Pearson (1900); Yates (1934), Supplement to the Journal of the Royal Statistical Society 1(2).
    """
    o11, o12, o21, o22 = _cells(o11, o12, o21, o22)
    margins = (o11 + o12) * (o21 + o22) * (o11 + o21) * (o12 + o22)
    total = o11 + o12 + o21 + o22
    distance = np.abs(o11 * o22 - o12 * o21)
    if correction == "yates":
        distance = np.maximum(distance - total / 2, 0.0)
    return divide(total * distance**2, margins)


def p_value(statistic: ArrayLike) -> Floats:
    """Upper tail of the chi-square distribution with one degree of freedom."""
    p: Floats = special.erfc(np.sqrt(np.asarray(statistic, float) / 2))
    return p


def _cells(*cells: ArrayLike) -> tuple[Floats, ...]:
    table = np.broadcast_arrays(*(np.asarray(cell, float) for cell in cells))
    if any((cell < 0).any() for cell in table):
        raise ValueError("a cell of a two-by-two table is negative; check that no count exceeds its total")
    return tuple(table)
