"""Event: how far does a rate after a date stand from the rate before it, and is that more than days differ anyway?

Two units answer. Documents (or clusters of copies) say how sure the two rates are for documents drawn at random within
each window. Days say more than that: what happens on one day fills many documents of that day at once, so a difference
of some days against some others is only as sure as days are alike. Where both can be had, the wider one is the safer.

Source: Efron & Tibshirani (1993), chapter 8 (resampling); Cochran (1977), Sampling Techniques, sections 2.11 and 6.4
(the ratio of sums of days and its variance); Welch (1947), doi:10.1093/biomet/34.1-2.28 (degrees of freedom).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import resampled_rates, summed_by_cluster
from analysis.measures.stratified import Weights, cells, stratified_differences
from analysis.measures.uncertainty import MIN_DOCUMENTS, widened_tail
from analysis.wording import how_many

MIN_DAYS = 3
"""With fewer days on a side, how much days differ is not known, and no interval over days is given."""


@dataclass(frozen=True)
class Shift:
    """Intervals for the rates of one side less (or over) those of the other; each (n_items,), NaN where none."""

    low: Floats
    high: Floats
    ratio_low: Floats
    ratio_high: Floats
    method: str
    note: str = ""


def rates_of(counts: ArrayLike, sizes: ArrayLike, side: ArrayLike, per: float = 1000) -> tuple[Floats, Floats]:
    """(n_items,) rates of the documents that are not on the side, and of those that are; NaN without words."""
    table, size, after = np.asarray(counts, float), np.asarray(sizes, float), np.asarray(side, bool)
    before, behind = (
        per * divide(table[chosen].sum(axis=0), size[chosen].sum(), otherwise=np.nan) for chosen in (~after, after)
    )
    return before, behind


def shift_over_documents(
    counts: ArrayLike,
    sizes: ArrayLike,
    after: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> Shift:
    """Intervals by drawing documents (or clusters) anew on each side: percentile, tails widened for few documents.

    Parameters
    ----------
    counts : (n_documents, n_items); sizes : (n_documents,) words, positive; after : (n_documents,) True on the side
        whose rate is set against the other's; clusters : (n_documents,) labels drawn together within their side.

    Returns
    -------
    Shift; NaN with a note where a side has fewer than 8 documents (or clusters).
    """
    table, size, side = np.asarray(counts, float), np.asarray(sizes, float), np.asarray(after, bool)
    unit = "document" if clusters is None else "cluster"
    name = f"{unit} bootstrap, percentile with widened tails, {confidence * 100:g} %, {n_resamples:,} resamples, "
    name += f"seed {seed}"
    groups = []
    for chosen in (side, ~side):
        own, own_size = table[chosen], size[chosen]
        if clusters is not None and len(own):
            own, own_size, _ = summed_by_cluster(own, own_size, np.asarray(clusters)[chosen])
        groups.append((own, own_size))
    least = min(len(own_size) for _, own_size in groups)
    if least < MIN_DOCUMENTS:
        found = f"a side has {how_many(least, unit)}; an interval needs at least {MIN_DOCUMENTS}"
        return _none(table.shape[1], name, found)
    seeds = np.random.SeedSequence(seed).generate_state(2)
    first, second = (
        resampled_rates(own, own_size, n_resamples=n_resamples, seed=int(s))
        for (own, own_size), s in zip(groups, seeds, strict=True)
    )
    tail = widened_tail(confidence, least)
    low, high = per * np.quantile(first - second, [tail, 1 - tail], axis=0)
    ratios = divide(first, second, otherwise=np.inf)
    # A value that was drawn, not one between two: next to an infinite ratio there is no between.
    ratio_low, ratio_high = np.quantile(ratios, [tail, 1 - tail], axis=0, method="inverted_cdf")
    absent = table.sum(axis=0) == 0
    low, high, ratio_low, ratio_high = (np.where(absent, np.nan, end) for end in (low, high, ratio_low, ratio_high))
    return Shift(low, high, ratio_low, ratio_high, name)


def shift_over_days(
    counts: ArrayLike,
    sizes: ArrayLike,
    after: ArrayLike,
    days: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
) -> Shift:
    """Intervals with the day as the unit: Welch's, each side's rate being a ratio of sums of its days.

    The variance of a rate is that of its days' deviations from it, D / (D − 1) · Σ (y − R x)² / (Σ x)². Days are taken
    to be independent; where a high day follows a high one, the interval is too narrow.

    Parameters
    ----------
    days : (n_documents,) labels. The others as for `shift_over_documents`.

    Returns
    -------
    Shift; NaN with a note where a side has fewer than 3 days. The ratio's interval is made on the logarithmic scale.
    """
    table, size, side = np.asarray(counts, float), np.asarray(sizes, float), np.asarray(after, bool)
    name = f"days as units, Welch, {confidence * 100:g} %"
    labels = np.asarray(days)
    groups = [summed_by_cluster(table[chosen], size[chosen], labels[chosen])[:2] for chosen in (side, ~side)]
    least = min(len(words) for _, words in groups)
    if least < MIN_DAYS:
        few = f"a side has {how_many(least, 'day')}; an interval over days needs at least {MIN_DAYS}"
        return _none(table.shape[1], name, few)
    (rate, variance), (other, other_variance) = (_ratio_of_sums(y, x) for y, x in groups)
    freedoms = [len(words) - 1 for _, words in groups]
    both = variance, other_variance
    error, reach = _welch(both, freedoms, confidence)
    relative = divide(both[0], rate**2), divide(both[1], other**2)
    log_error, log_reach = _welch(relative, freedoms, confidence)
    known = (rate > 0) & (other > 0)
    width = np.exp(np.where(known, log_error * log_reach, np.nan))
    ratio = divide(rate, other, otherwise=np.nan)
    some = table.sum(axis=0) > 0
    low, high = (np.where(some, per * (rate - other + sign * error * reach), np.nan) for sign in (-1, 1))
    return Shift(low, high, ratio / width, ratio * width, name)


def within_over_days(
    counts: ArrayLike,
    sizes: ArrayLike,
    after: ArrayLike,
    days: ArrayLike,
    strata: ArrayLike,
    *,
    weights: Weights = "mantel-haenszel",
    per: float = 1000,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """Interval for the difference within strata with the day as the unit; with one stratum that of `shift_over_days`.

    What a day adds to the difference is Σ w (y − r x) / X over its strata, with r and X the rate and the words of its
    side in the stratum and w the stratum's weight; the variance of a side is D / (D − 1) times the sum of squares over
    its days. Weights are functions of the words and taken as given. Days are taken to be independent.

    Parameters
    ----------
    strata : (n_documents,) labels; those on one side alone have no weight. The others as for `shift_over_days`.

    Returns
    -------
    (n_items,) low and high; NaN where a side has fewer than 3 days, or the sides have no stratum in common.

    Source: the linearised variance of a sum of ratios, Cochran (1977), section 6.10 (separate ratio estimate).
    """
    table, size, side = np.asarray(counts, float), np.asarray(sizes, float), np.asarray(after, bool)
    _, place = np.unique(np.asarray(strata), return_inverse=True)
    labels, n_strata = np.asarray(days), int(place.max()) + 1
    nothing = np.full(table.shape[1], np.nan)
    spread = cells(table, size, place, n_strata)
    sums = [spread[chosen].sum(axis=0) for chosen in (side, ~side)]
    one, other = (own[:, -1] for own in sums)
    both = (one > 0) & (other > 0)
    least = min(len(np.unique(labels[chosen])) for chosen in (side, ~side))
    if least < MIN_DAYS or not both.any():
        return nothing, nothing
    weight = np.where(both, divide(one * other, one + other) if weights == "mantel-haenszel" else one + other, 0.0)
    weight = weight / weight.sum()
    variances, freedoms = [], []
    for chosen, total in zip((side, ~side), sums, strict=True):
        rate = divide(total[:, :-1], total[:, -1:], otherwise=0.0)
        flat, _, _ = summed_by_cluster(
            spread[chosen].reshape(int(chosen.sum()), -1), np.ones(int(chosen.sum())), labels[chosen]
        )
        daily = flat.reshape(len(flat), n_strata, -1)
        off = daily[..., :-1] - rate * daily[..., -1:]
        added = (off * divide(weight, total[:, -1], otherwise=0.0)[:, None]).sum(axis=1)
        variances.append(len(added) / (len(added) - 1) * (added**2).sum(axis=0))
        freedoms.append(len(added) - 1)
    error, reach = _welch((variances[0], variances[1]), freedoms, confidence)
    difference = stratified_differences(sums[0][:, :-1], one, sums[1][:, :-1], other, weights)
    return per * (difference - error * reach), per * (difference + error * reach)


def rank_among(observed: float, others: ArrayLike) -> tuple[int, float]:
    """How many of the others are at least as large in size as the observed one, and its p-value among them.

    Source: Phipson & Smyth (2010), doi:10.2202/1544-6115.1585: the observed one counts as one of them.
    """
    sizes = np.abs(np.asarray(others, float))
    sizes = sizes[np.isfinite(sizes)]
    as_large = int((sizes >= abs(observed) * (1 - 1e-12)).sum())
    return as_large, (as_large + 1) / (len(sizes) + 1) if len(sizes) and np.isfinite(observed) else float("nan")


def _ratio_of_sums(y: Floats, x: Floats) -> tuple[Floats, Floats]:
    """(n_items,) a ratio of sums over days, and its variance."""
    rate = y.sum(axis=0) / x.sum()
    squares = ((y - rate * x[:, None]) ** 2).sum(axis=0)
    return rate, len(x) / (len(x) - 1) * squares / x.sum() ** 2


def _welch(
    variances: tuple[Floats, Floats], freedoms: list[int], confidence: float
) -> tuple[Floats, NDArray[np.float64]]:
    """The error of a difference, and how many of it an interval reaches to each side."""
    total = variances[0] + variances[1]
    parts = sum(variance**2 / freedom for variance, freedom in zip(variances, freedoms, strict=True))
    freedom = divide(total**2, parts, otherwise=float(sum(freedoms)))
    return np.sqrt(total), np.asarray(special.stdtrit(freedom, (1 + confidence) / 2), dtype=np.float64)


def _none(items: int, method: str, note: str) -> Shift:
    empty = np.full(items, np.nan)
    return Shift(empty, empty, empty, empty, method, note)
