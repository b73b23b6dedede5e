"""Correction for multiplicity: a list of a thousand words holds fifty "significant" ones by chance alone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

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


@dataclass(frozen=True)
class Families:
    """For each test: its family's Simes p-value, whether the family is selected, and the p-value within it."""

    simes: Floats
    selected: NDArray[np.bool_]
    within: Floats


def selected_families(p: ArrayLike, families: ArrayLike, level: float = 0.05) -> Families:
    """Select families by Benjamini–Hochberg on their Simes p-values, then correct within those selected.

    Of m families R are selected; within one a test is found where its Benjamini–Hochberg p-value, times m / R, is at
    most ``level``. NaN does not count as a test.

    Source: Benjamini & Bogomolov (2014), doi:10.1111/rssb.12028, procedure 1; Simes (1986).
    """
    raw, labels = np.asarray(p, float), np.asarray(families)
    names, place = np.unique(labels, return_inverse=True)
    within, simes = np.full(raw.shape, np.nan), np.full(len(names), np.nan)
    for k in range(len(names)):
        within[place == k] = adjust(raw[place == k])
        if (~np.isnan(within[place == k])).any():
            simes[k] = np.nanmin(within[place == k])  # the least corrected p-value is Simes' p-value
    tested = ~np.isnan(simes)
    selected = np.zeros(len(names), bool)
    selected[tested] = adjust(simes[tested]) <= level
    times = tested.sum() / max(selected.sum(), 1)
    return Families(simes[place], selected[place], np.where(selected[place], np.minimum(within * times, 1.0), np.nan))
