"""Tests over documents, for many items at once: does an item differ between two groups of documents?

``first`` and ``second`` are sparse counts, (n_documents, n_items), with the documents' sizes in words; documents
of size 0 are left out. The document is the unit: a word said forty times in one text is one observation.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, special

from analysis.measures.arrays import Floats, divide

MIN_PRESENT = 3
"""An interval needs the item in as many documents of each group: a variance over fewer is no estimate."""


def welch_over_documents(
    first: sparse.csc_array, first_sizes: ArrayLike, second: sparse.csc_array, second_sizes: ArrayLike
) -> Floats:
    """(n_items,) two-sided p-values of Welch's t test on documents' relative frequencies.

    Each document weighs the same, whatever its length. NaN for items whose rates do not vary, and throughout where
    a group has fewer than two documents.

    Source: Welch (1947); for word frequencies, Lijffijt et al. (2016), doi:10.1093/llc/fqu064.
    """
    one, other = _rates(first, first_sizes), _rates(second, second_sizes)
    if min(one.shape[0], other.shape[0]) < 2:
        return np.full(first.shape[1], np.nan)
    means, variances = zip(_moments(one), _moments(other), strict=True)
    parts = variances[0] / one.shape[0], variances[1] / other.shape[0]
    t = divide(means[0] - means[1], np.sqrt(parts[0] + parts[1]))
    return _two_sided(t, _freedom(parts, (one.shape[0], other.shape[0])))


def paired_over_documents(
    first: sparse.csc_array, first_sizes: ArrayLike, second: sparse.csc_array, second_sizes: ArrayLike
) -> Floats:
    """(n_items,) two-sided p-values of the paired t test, for two parts of the same documents, row by row.

    Only documents with words in both parts are compared. NaN as in `welch_over_documents`.

    Source: Student (1908).
    """
    both = (np.asarray(first_sizes, float) > 0) & (np.asarray(second_sizes, float) > 0)
    n = int(both.sum())
    if n < 2:
        return np.full(first.shape[1], np.nan)
    rates = (
        _rates(counts.tocsr()[both].tocsc(), np.asarray(sizes, float)[both])
        for counts, sizes in ((first, first_sizes), (second, second_sizes))
    )
    mean, variance = _moments(sparse.csc_array(next(rates) - next(rates)))
    return _two_sided(divide(mean, np.sqrt(variance / n)), np.full(len(mean), n - 1.0))


def effective_shares(counts: sparse.csc_array, sizes: ArrayLike) -> Floats:
    """(n_items,) what share of each item's occurrences there would be, were they independent and as telling.

    The inverse of the design effect: the variance of an item's rate over documents (or clusters of them), as in
    `log_ratio_over_documents`, over what it would be if the words were drawn one by one; 1 at most, and for items that
    do not occur. Counts and sizes times this share keep the rate and have its variance. Twelve copies of one text
    count as one.

    Source: Rao & Scott (1992), A simple method for the analysis of clustered binary data, Biometrics 48.
    """
    _, variance, _ = _log_rate(counts, np.asarray(sizes, float), fewest=1)
    totals = np.asarray(counts.sum(axis=0), float).ravel()
    effects = np.where(totals > 0, totals * variance, 1)
    shares: Floats = 1 / np.maximum(np.nan_to_num(effects, nan=1), 1)
    return shares


def log_ratio_over_documents(
    first: sparse.csc_array,
    first_sizes: ArrayLike,
    second: sparse.csc_array,
    second_sizes: ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """(n_items,) low and high ends of an interval for log2 of the ratio of the two groups' rates.

    The variance is that of a ratio estimated from clusters, linearised (what a Poisson regression with
    document-robust errors gives), with Welch–Satterthwaite degrees of freedom. NaN for items found in fewer than
    3 documents of either group, where a variance over documents means nothing.

    Source: Cochran (1977), Sampling Techniques, sections 6.3 and 9A; Satterthwaite (1946).
    """
    rate, variance, n = _log_rate(first, np.asarray(first_sizes, float))
    other_rate, other_variance, other_n = _log_rate(second, np.asarray(second_sizes, float))
    parts = variance, other_variance
    freedom = _freedom(parts, (n, other_n))
    reach = special.stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(parts[0] + parts[1]) / np.log(2)
    middle = (rate - other_rate) / np.log(2)
    return middle - reach, middle + reach


def _log_rate(counts: sparse.csc_array, sizes: Floats, fewest: int = MIN_PRESENT) -> tuple[Floats, Floats, int]:
    """Natural logarithm of each item's rate, its variance over documents, and the number of documents."""
    n = int((sizes > 0).sum())
    table = sparse.csc_array(counts.astype(float))
    totals = np.asarray(table.sum(axis=0)).ravel()
    present = np.diff(table.indptr)
    item = np.repeat(np.arange(len(totals)), present)
    rate = divide(totals, sizes.sum())
    # Σ (c − r s)² over all documents, of which those without the item give (r s)² each
    residual = table.data - rate[item] * sizes[table.indices]
    absent = (sizes**2).sum() - np.bincount(item, weights=sizes[table.indices] ** 2, minlength=len(totals))
    squares = np.bincount(item, weights=residual**2, minlength=len(totals)) + rate**2 * np.maximum(absent, 0)
    scale = n / (n - 1) if n > 1 else np.nan
    variance = scale * divide(squares, totals**2)
    enough = present >= fewest
    logarithm = np.log(np.where(enough, rate, np.nan))
    return logarithm, np.where(enough, variance, np.nan), n


def _rates(counts: sparse.csc_array, sizes: ArrayLike) -> sparse.csc_array:
    """Relative frequencies in the documents that have words."""
    size = np.asarray(sizes, float)
    kept = size > 0
    table = sparse.csr_array(counts.astype(float))[kept] if not kept.all() else counts.astype(float)
    return sparse.csc_array(sparse.diags_array(1 / size[kept]) @ table)


def _moments(rates: sparse.csc_array) -> tuple[Floats, Floats]:
    """Each column's mean and variance (n − 1), zeros included without being visited."""
    n, items = rates.shape
    item = np.repeat(np.arange(items), np.diff(rates.indptr))
    mean = np.bincount(item, weights=rates.data, minlength=items) / n
    present = np.bincount(item, minlength=items)
    squares = np.bincount(item, weights=(rates.data - mean[item]) ** 2, minlength=items) + (n - present) * mean**2
    return mean, squares / (n - 1)


def _freedom(parts: tuple[Floats, ...], numbers: tuple[int, int]) -> Floats:
    below = parts[0] ** 2 / max(numbers[0] - 1, 1) + parts[1] ** 2 / max(numbers[1] - 1, 1)
    return divide((parts[0] + parts[1]) ** 2, below)


def _two_sided(t: Floats, freedom: Floats) -> Floats:
    p: Floats = 2 * special.stdtr(freedom, -np.abs(t))
    return p
