"""Corrected rates: what a dictionary counted everywhere, put right by what people coded in a sample.

For every unit (a paragraph) there is the machine's count m; for the coded ones there is the truth y as well. The
total is estimated by λ Σ m over all units plus the weighted sum of y - λ m over the coded ones. This is unbiased
whatever the machine does, because the errors are measured where units were drawn with known probability; a good
machine makes it precise. λ is tuned from the data, so that a useless machine does no harm.

Source: Angelopoulos, Bates, Fannjiang, Jordan & Zrnic (2023), doi:10.1126/science.adi6000; Angelopoulos, Duchi &
Zrnic (2023), arXiv:2311.01453 (PPI++, the tuning of λ); Egami, Hinck, Stewart & Wei (2023), arXiv:2306.04746
(design-based supervised learning, known inclusion probabilities); Fisch et al. (2024), arXiv:2406.04291 (strata);
Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, section 6.3 (the difference estimator).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.measures.arrays import Floats, divide

MIN_CODED = 2
"""Units that a stratum must have coded, for its errors to vary."""

MOST_REACH = 1000
"""An interval from a thousandth of the rate to a thousandfold of it bounds nothing, and is not given."""


@dataclass(frozen=True)
class Estimate:
    """A rate, its standard error, and what they rest on.

    Attributes
    ----------
    influence : (n_clusters,) what each cluster adds to the error of the rate; sums to 0.
    freedom : degrees of freedom, low where a few clusters make up most of the variance.
    tuning : λ; 0 leaves the machine aside.
    """

    value: float
    error: float
    freedom: float
    tuning: float
    influence: Floats


def corrected_rate(
    truth: ArrayLike,
    machine: ArrayLike,
    sizes: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    tuning: float | None = None,
    small_sample: bool = True,
) -> Estimate:
    """Estimate the true total over the total size.

    Parameters
    ----------
    truth : (n_units,) true counts; NaN where the unit was not coded.
    machine : (n_units,) the machine's counts.
    sizes : (n_units,) words of each unit.
    weights : (n_units,) one over the probability of being coded; equal if omitted. Only those of coded units count,
        and only relative to others of the stratum: in each stratum they are scaled to its number of units.
    strata : (n_units,) labels; units of one label were drawn at random within it. One stratum if omitted.
    clusters : (n_units,) labels of units that vary together (their documents); each unit alone if omitted.
    tuning : λ; chosen to make the variance least if omitted.
    small_sample : widen by n / (n - 1) for coded units of a stratum and for clusters.

    Returns
    -------
    Estimate. Without strata and clusters, with ``small_sample=False`` and sizes of 1, value and error are those of
    PPI++ for a mean.

    Errors: ValueError where a stratum has fewer than 2 coded units (unless all of them are coded).
    """
    y, m, size = (np.asarray(values, float) for values in (truth, machine, sizes))
    w = np.ones(len(y)) if weights is None else np.asarray(weights, float)
    cells = list(_cells(y, strata))
    lam = power_tuning(y, m, strata) if tuning is None else tuning
    parts = [_cell_total(y[cell], lam * m[cell], w[cell], small_sample) for cell in cells]
    rate = sum(total for total, _ in parts) / size.sum()
    deviation = -rate * size
    for cell, (total, inner) in zip(cells, parts, strict=True):
        deviation[cell] += total / len(cell) + inner
    influence = _by_cluster(deviation, clusters) / size.sum()
    n = len(influence)
    scale = n / (n - 1) if small_sample and n > 1 else 1.0
    squares = influence**2
    error = np.sqrt(scale * squares.sum())
    return Estimate(float(rate), float(error), _freedom(squares), float(lam), influence)


def power_tuning(truth: ArrayLike, machine: ArrayLike, strata: ArrayLike | None = None) -> float:
    """λ that makes the variance of the corrected total least: one number for all strata, at least 0.

    In one stratum it is the covariance of truth and machine over the variance of the machine (that of all units);
    strata count by what their coded units add to the variance. It is held to what PPI++ allows.
    """
    y, m = np.asarray(truth, float), np.asarray(machine, float)
    together = alone = 0.0
    for cell in _cells(y, strata):
        coded = cell[~np.isnan(y[cell])]
        share = len(cell) ** 2 * (1 / len(coded) - 1 / len(cell))
        together += share * np.cov(y[coded], m[coded], ddof=0)[0, 1]
        alone += share * np.var(m[cell], ddof=min(1, len(cell) - 1))
    uncoded = np.isnan(y).sum()
    most = len(y) / uncoded if uncoded else 1.0
    return float(np.clip(divide(together, alone, otherwise=0.0), 0, most))


def rate_interval(value: float, error: float, freedom: float, confidence: float = 0.95) -> tuple[float, float]:
    """Interval for a rate on the logarithmic scale, which keeps it above 0 and lets it reach further up than down.

    (NaN, NaN) for a rate that is not above 0, whose logarithm does not exist, and where the interval would reach over
    more than a thousandfold of the rate, which says nothing.
    """
    if not (value > 0 and np.isfinite(error)):
        return float("nan"), float("nan")
    reach = special.stdtrit(freedom, (1 + confidence) / 2) * error / value
    if reach > np.log(MOST_REACH):
        return float("nan"), float("nan")
    return float(value / np.exp(reach)), float(value * np.exp(reach))


def difference_interval(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float]:
    """Interval for the first rate minus the second, from (rate, low, high) of two independent estimates.

    Source: Zou & Donner (2008), doi:10.1002/sim.3095 (the method of variance estimates recovery).
    """
    (one, one_low, one_high), (other, other_low, other_high) = first, second
    low = one - other - np.hypot(one - one_low, other_high - other)
    high = one - other + np.hypot(one_high - one, other - other_low)
    return float(low), float(high)


def _cells(y: Floats, strata: ArrayLike | None) -> Iterator[NDArray[np.intp]]:
    """The positions of each stratum's units; refuses one that was coded too little."""
    labels = np.zeros(len(y)) if strata is None else np.asarray(strata)
    for label in np.unique(labels):
        cell = np.flatnonzero(labels == label)
        coded = int((~np.isnan(y[cell])).sum())
        if coded < min(MIN_CODED, len(cell)):
            raise ValueError(f"stratum {label} has {coded} coded units of {len(cell)}; it needs {MIN_CODED}")
        yield cell


def _cell_total(y: Floats, predicted: Floats, w: Floats, small_sample: bool) -> tuple[float, Floats]:
    """A stratum's corrected total, and each unit's deviation within the stratum."""
    coded = ~np.isnan(y)
    n, units = int(coded.sum()), len(y)
    weight = w[coded] * units / w[coded].sum()
    errors = y[coded] - predicted[coded]
    mean_error = float(np.average(errors, weights=weight))
    deviation = predicted.copy()
    for group in (coded, ~coded):
        if group.any():
            deviation[group] -= predicted[group].mean()
    # Of a coded unit, one share in `weight` speaks for itself, the others for the units that were not coded.
    widening = np.sqrt(n / (n - 1)) if small_sample and 1 < n < units else 1.0
    deviation[coded] += widening * weight * (errors - mean_error)
    return float(predicted.sum() + units * mean_error), deviation


def _by_cluster(deviation: Floats, clusters: ArrayLike | None) -> Floats:
    if clusters is None:
        return deviation
    _, code = np.unique(np.asarray(clusters), return_inverse=True)
    return np.asarray(np.bincount(code, weights=deviation), dtype=np.float64)


def _freedom(squares: Floats) -> float:
    """Degrees of freedom of a sum of squares, by how unequal they are: n for normal deviations, fewer for heavy tails.

    Source: Satterthwaite (1946), with the variance of the sum estimated from the squares themselves.
    """
    n, total = len(squares), squares.sum()
    spread = (squares**2).sum() - total**2 / n
    return float(np.clip(divide(2 * total**2, spread, otherwise=float(n - 1)), 1, max(n - 1, 1)))
