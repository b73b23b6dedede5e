"""Correction for multiplicity: a list of a thousand words holds fifty "significant" ones by chance alone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats

METHODS = ("benjamini-hochberg", "holm")


def adjust(p: ArrayLike, method: Literal["benjamini-hochberg", "holm"] = "benjamini-hochberg") -> Floats:
    """p-values corrected for their number; NaN stays NaN and does not count as a test.

    "benjamini-hochberg" bounds the share of false findings among the findings; "holm" the chance of any at all.

    Source: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x; Holm (1979), jstor.org/stable/4615733.
    """
    if method not in METHODS:
        raise ValueError(f"correction {method!r} is unknown; use one of {', '.join(METHODS)}")
    raw = np.asarray(p, float)
    places = np.flatnonzero(~np.isnan(raw))
    places = places[np.argsort(raw[places], kind="stable")]
    rank, n = np.arange(1, len(places) + 1), len(places)
    if method == "holm":
        stepped = np.maximum.accumulate(raw[places] * (n + 1 - rank))
    else:
        stepped = np.minimum.accumulate((raw[places] * n / rank)[::-1])[::-1]
    adjusted = np.full(raw.shape, np.nan)
    adjusted[places] = np.minimum(stepped, 1.0)
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
