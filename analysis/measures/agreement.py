"""Agreement: do coders who read the same units say the same, beyond what chance would give?

``codes`` is (n_units, n_coders): one row for each unit, one column for each coder, any labels; None or NaN where
a coder did not code the unit. Labels are names without an order (nominal).
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.measures.arrays import Floats, divide
from analysis.measures.resampling import resampled_sums
from analysis.measures.uncertainty import MIN_DOCUMENTS, Interval
from analysis.wording import how_many


def krippendorff_alpha(codes: ArrayLike) -> float:
    """Krippendorff's alpha for nominal codes, any number of coders, with gaps: 1 = agreement, 0 = chance.

    Units coded once are left out. NaN where no unit has two codes, or all codes are one label, so that nothing
    could have been disagreed on.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
    """
    return float(_alpha(_unit_sums(codes).sum(axis=0, keepdims=True))[0])


def alpha_interval(
    codes: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> Interval:
    """Percentile interval for alpha by resampling units, or whole ``clusters`` of units (their documents).

    NaN and a note with fewer than 8 units (or clusters) coded twice. Resamples in which all codes are one label
    say nothing of agreement and are left out; the note says how many.

    Source: Hayes & Krippendorff (2007), doi:10.1080/19312450709336664; Efron & Tibshirani (1993), chapter 13.
    """
    sums = _unit_sums(codes)
    unit = "units"
    twice = sums[:, 0] > 0
    sums = sums[twice]
    if clusters is not None:
        labels, unit = pd.factorize(np.asarray(clusters)[twice])[0], "clusters"
        sums = pd.DataFrame(sums).groupby(labels).sum().to_numpy()
    name = f"{unit[:-1]} bootstrap, percentile, {confidence * 100:g} %, {n_resamples:,} resamples, seed {seed}"
    if len(sums) < MIN_DOCUMENTS:
        note = f"{len(sums)} {unit} coded twice; an interval needs at least {MIN_DOCUMENTS}"
        return Interval(np.nan, np.nan, name, note)
    alphas = _alpha(resampled_sums(sums, n_resamples=n_resamples, seed=seed))
    told = alphas[~np.isnan(alphas)]
    if not len(told):
        return Interval(np.nan, np.nan, name, "all codes are one label; nothing could have been disagreed on")
    tail = (1 - confidence) / 2
    low, high = np.quantile(told, [tail, 1 - tail])
    silent = len(alphas) - len(told)
    note = f"{how_many(silent, 'resample')} with a single label left out" if silent else ""
    return Interval(float(low), float(high), name, note)


def percent_agreement(codes: ArrayLike) -> float:
    """Share of pairs of codes on the same unit that are equal, in [0, 1]; NaN where no unit has two codes."""
    codings, disagreements = _unit_sums(codes)[:, :2].sum(axis=0)
    return float(1 - divide(disagreements, codings))


def cohen_kappa(first: ArrayLike, second: ArrayLike) -> float:
    """Cohen's kappa of two coders, on the units that both coded; NaN where none, or where all is one label.

    Source: Cohen (1960), doi:10.1177/001316446002000104.
    """
    counts = _label_counts(np.column_stack([np.asarray(first, object), np.asarray(second, object)]), each=True)
    both = counts.sum(axis=2).min(axis=1) > 0
    pairs = counts[both, 0].T @ counts[both, 1]
    if np.count_nonzero(pairs.sum(axis=0) + pairs.sum(axis=1)) < 2:
        return float("nan")
    from statsmodels.stats import inter_rater  # slow to import, and few runs need it

    return float(inter_rater.cohens_kappa(pairs, return_results=False))


def fleiss_kappa(codes: ArrayLike) -> float:
    """Fleiss' kappa of any number of coders, on the units that all coded; NaN where none, or all is one label.

    Source: Fleiss (1971), doi:10.1037/h0031619.
    """
    counts = _label_counts(np.asarray(codes, object))
    coders = np.asarray(codes, object).shape[1]
    counts = counts[counts.sum(axis=1) == coders]
    if coders < 2 or np.count_nonzero(counts.sum(axis=0)) < 2:
        return float("nan")
    from statsmodels.stats import inter_rater

    return float(inter_rater.fleiss_kappa(counts, method="fleiss"))


def _unit_sums(codes: ArrayLike) -> Floats:
    """What alpha adds up over units: codes, disagreeing pairs per further code, and codes of each label."""
    table = np.asarray(codes, object)
    if table.ndim != 2:
        raise ValueError(f"codes have {table.ndim} dimensions; give one row for each unit, one column for each coder")
    counts = _label_counts(table)
    codings = counts.sum(axis=1)
    counts[codings < 2] = 0
    codings = counts.sum(axis=1)
    disagreeing = divide(codings**2 - (counts**2).sum(axis=1), codings - 1, otherwise=0.0)
    return np.column_stack([codings, disagreeing, counts])


def _alpha(sums: Floats) -> Floats:
    codings, disagreeing, labels = sums[:, 0], sums[:, 1], sums[:, 2:]
    by_chance = divide(codings**2 - (labels**2).sum(axis=1), codings - 1)
    return 1 - divide(disagreeing, by_chance)


def _label_counts(table: np.ndarray, *, each: bool = False) -> Floats:
    """(n_units, n_labels) codes of each label; with ``each``, (n_units, n_coders, n_labels)."""
    code, labels = pd.factorize(table.ravel())
    one_hot = np.zeros((code.size, len(labels)))
    given = code >= 0
    one_hot[np.flatnonzero(given), code[given]] = 1
    by_coder = one_hot.reshape(*table.shape, len(labels))
    return by_coder if each else by_coder.sum(axis=1)
