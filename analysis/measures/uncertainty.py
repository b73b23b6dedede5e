"""Uncertainty: how far might a rate move if other documents of the same kind had been collected?

Words of one text are not independent: a document that says "security" once is likely to say it again. So intervals
here resample whole documents (or whole clusters of documents), never single words. How often they hold the true rate
is measured in `benchmarks/coverage.py`, and told in `docs/measures.md`.

Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14; for word counts, Lijffijt,
Nevalainen, Säily, Papapetrou, Puolamäki & Mannila (2016), doi:10.1093/llc/fqu064. With few documents every such
interval is too narrow; its tails are widened after Hesterberg (2015), doi:10.1080/00031305.2015.1089789.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import resampled_rates, summed_by_cluster

MIN_DOCUMENTS = 8
"""With fewer documents a resampled interval is not worth its name, and none is given."""

RARE_DOCUMENTS = 3
"""An item found in fewer documents than this gets an interval, but one marked as rough."""

NO_WIDTH = "all {} have the same rate, so the interval has no width; they may be copies of one text"
"""The note on an interval of width zero."""

Method = Literal["percentile", "BCa"]


@dataclass(frozen=True)
class Interval:
    """An interval for one figure; its ends are NaN where none can be given, and ``note`` says why."""

    low: float
    high: float
    method: str
    note: str = ""


def bootstrap_rate(
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
    method: Method | None = None,
    clusters: ArrayLike | None = None,
    strata: ArrayLike | None = None,
) -> Interval:
    """Interval for a rate (all counts over all sizes) by resampling documents with replacement.

    Parameters
    ----------
    counts : (n_documents,) non-negative; occurrences in each document.
    sizes : (n_documents,) non-negative; words in each document. Documents of size 0 are left out.
    per : the interval is in occurrences per this many words.
    method : "BCa" (bias-corrected and accelerated: rates of bursty words are skewed) or "percentile". BCa if
        omitted; within ``strata``, where only "percentile" is to be had, percentile.
    clusters : (n_documents,) labels; documents of one label (an author, a day, a wire story) are drawn
        together.
    strata : (n_documents,) labels; each label keeps its number of documents in every resample.

    Returns
    -------
    Interval; NaN ends and a note with fewer than 8 documents (or clusters) that have words, or when nothing
    occurs.
    """
    column = np.atleast_1d(np.asarray(counts, float))
    if column.ndim != 1:
        raise ValueError(f"counts have {column.ndim} dimensions; give one number for each document")
    return bootstrap_rates(
        column[:, None],
        sizes,
        per=per,
        confidence=confidence,
        n_resamples=n_resamples,
        seed=seed,
        method=method,
        clusters=clusters,
        strata=strata,
    )[0]


def bootstrap_rates(
    counts: ArrayLike,
    sizes: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
    method: Method | None = None,
    clusters: ArrayLike | None = None,
    strata: ArrayLike | None = None,
) -> tuple[Interval, ...]:
    """Intervals for many items counted in the same documents: as `bootstrap_rate`, with one set of resamples.

    ``counts`` is (n_documents, n_items). The answer for an item does not depend on the other items.
    """
    table, size, stratum = _units(counts, sizes, clusters, strata)
    chosen = method or ("BCa" if stratum is None else "percentile")
    if chosen not in ("BCa", "percentile"):
        raise ValueError(f'method {chosen!r} is unknown; use "percentile" or "BCa"')
    if chosen == "BCa" and stratum is not None:
        raise ValueError('method "BCa" does not resample within strata; use method="percentile"')
    name = _method_name(chosen, confidence, n_resamples, seed, clusters is not None, strata is not None)
    unit = "clusters" if clusters is not None else "documents"
    if len(size) < MIN_DOCUMENTS:
        found = f"{len(size)} {unit if len(size) != 1 else unit[:-1]}"
        note = f"{found} with words; an interval needs at least {MIN_DOCUMENTS}"
        return tuple(Interval(np.nan, np.nan, name, note) for _ in range(table.shape[1]))
    rates = resampled_rates(table, size, n_resamples=n_resamples, seed=seed, strata=stratum)
    tail = widened_tail(confidence, len(size))
    ends = _bca(table, size, rates, tail) if chosen == "BCa" else np.quantile(rates, [tail, 1 - tail], axis=0)
    present = (table > 0).sum(axis=0)
    return tuple(
        _interval(low * per, high * per, name, int(k), unit) for low, high, k in zip(*ends, present, strict=True)
    )


def _units(
    counts: ArrayLike, sizes: ArrayLike, clusters: ArrayLike | None, strata: ArrayLike | None
) -> tuple[Floats, Floats, NDArray[np.generic] | None]:
    """What is drawn: documents with words, or their sums by cluster, each with its stratum."""
    table, size = np.asarray(counts, float), np.atleast_1d(np.asarray(sizes, float))
    if table.ndim != 2 or size.shape != table.shape[:1]:
        raise ValueError(f"counts of shape {table.shape} do not match sizes of shape {size.shape}")
    if not (np.isfinite(table).all() and np.isfinite(size).all() and (table >= 0).all() and (size >= 0).all()):
        raise ValueError("counts and sizes must be finite and not negative")
    stratum = None if strata is None else np.asarray(strata)
    if clusters is not None:
        if stratum is not None and len(set(zip(np.asarray(clusters), stratum, strict=True))) > len(np.unique(clusters)):
            raise ValueError("a cluster lies in two strata; a cluster must lie in one")
        table, size, first = summed_by_cluster(table, size, clusters)
        stratum = None if stratum is None else stratum[first]
    kept = size > 0
    return table[kept], size[kept], None if stratum is None else stratum[kept]


def widened_tail(confidence: float, n: int) -> float:
    """The tail to cut off each side of a bootstrap distribution of a figure from ``n`` units.

    Smaller than (1 − confidence) / 2, by as much as Student's t exceeds the normal and n / (n − 1) exceeds 1.

    Source: Hesterberg (2015), section 5.3 ("expanded percentile").
    """
    tail: float = special.ndtr(np.sqrt(n / (n - 1)) * special.stdtrit(n - 1, (1 - confidence) / 2))
    return tail


def _bca(table: Floats, size: Floats, rates: Floats, tail: float) -> Floats:
    """BCa ends, (2, n_items); the common rate for items whose documents all have it.

    Source: Efron & Tibshirani (1993), chapter 14; the same numbers as scipy.stats.bootstrap.
    """
    total, words = table.sum(axis=0), size.sum()
    rate = total / words
    shifted = (rates < rate).mean(axis=0) / 2 + (rates <= rate).mean(axis=0) / 2
    without = (total - table) / (words - size)[:, None]  # each document left out in turn
    gap = without.mean(axis=0) - without
    spread = (gap**2).sum(axis=0)
    varies = spread > (1e-12 * rate) ** 2
    acceleration = divide((gap**3).sum(axis=0), 6 * np.where(varies, spread, 0.0) ** 1.5, otherwise=0.0)
    ends = np.empty((2, len(rate)))
    for item in range(len(rate)):
        middle = special.ndtri(shifted[item])
        if not varies[item] or not np.isfinite(middle):
            ends[:, item] = rate[item]
            continue
        reach = middle + special.ndtri([tail, 1 - tail])
        cut = special.ndtr(middle + reach / (1 - acceleration[item] * reach))
        ends[:, item] = np.quantile(rates[:, item], cut)
    return ends


def _interval(low: float, high: float, method: str, present: int, unit: str) -> Interval:
    if present == 0:
        return Interval(np.nan, np.nan, method, f"occurs in no {unit[:-1]}; resampling cannot say how rare it is")
    note = NO_WIDTH.format(unit) if low == high else ""
    if present < RARE_DOCUMENTS:
        where = f"{present} {unit}" if present > 1 else f"1 {unit[:-1]}"
        note = f"occurs in only {where}; the interval is rough"
    return Interval(float(low), float(high), method, note)


def _method_name(method: str, confidence: float, n_resamples: int, seed: int, clustered: bool, stratified: bool) -> str:
    unit = "cluster" if clustered else "document"
    within = " within strata" if stratified else ""
    return f"{unit} bootstrap{within}, {method}, {confidence * 100:g} %, {n_resamples:,} resamples, seed {seed}"
