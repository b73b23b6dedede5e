"""Arrays of floats, and a division that knows zero."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def divide(numerator: ArrayLike, denominator: ArrayLike, otherwise: float = np.nan) -> Floats:
    """Numerator over denominator, and ``otherwise`` (without a warning) where the denominator is 0 or NaN."""
    above, below = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    usable = ~((below == 0) | np.isnan(below))
    quotient = np.full(above.shape, otherwise)
    np.divide(above, below, out=quotient, where=usable)
    return quotient
