"""Correction for multiplicity: a list of a thousand words holds fifty "significant" ones by chance alone."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.measures.arrays import Floats

_NAMES = {"benjamini-hochberg": "fdr_bh", "holm": "holm"}


def adjust(p: ArrayLike, method: Literal["benjamini-hochberg", "holm"] = "benjamini-hochberg") -> Floats:
    """p-values corrected for their number; NaN stays NaN and does not count as a test.

    "benjamini-hochberg" bounds the share of false findings among the findings; "holm" the chance of any at all.

    Source: Benjamini & Hochberg (1995); Holm (1979); computed by statsmodels.
    """
    if method not in _NAMES:
        raise ValueError(f"correction {method!r} is unknown; use one of {', '.join(_NAMES)}")
    raw = np.asarray(p, float)
    tested = ~np.isnan(raw)
    adjusted = np.full(raw.shape, np.nan)
    if tested.any():
        from statsmodels.stats.multitest import multipletests  # slow to import, and few runs need it

        adjusted[tested] = multipletests(raw[tested], method=_NAMES[method])[1]
    return adjusted
