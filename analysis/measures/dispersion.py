"""Dispersion: how evenly is an item spread over the parts of a corpus?

Parts are documents unless you choose otherwise. ``counts`` are the item's occurrences in each part, ``sizes``
the words in each part; parts of size 0 are left out.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from analysis.measures.arrays import Floats


def dp(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Gries' deviation of proportions: 0 = spread exactly as the parts' sizes; NaN if the item never occurs.

    Source: Gries (2008), doi:10.1075/ijcl.13.4.02gri.
    """
    v, s = _parts(counts, sizes)
    if v.sum() == 0:
        return float("nan")
    return float(np.abs(v / v.sum() - s / s.sum()).sum() / 2)


def dp_norm(counts: ArrayLike, sizes: ArrayLike) -> float:
    """DP scaled to [0, 1]: 0 = spread as the parts' sizes, 1 = all in the smallest part.

    NaN if the item never occurs or there is one part only, where nothing can be spread.

    Source: Lijffijt & Gries (2012), doi:10.1075/ijcl.17.1.08lij.
    """
    _, s = _parts(counts, sizes)
    if len(s) < 2:
        return float("nan")
    return float(dp(counts, sizes) / (1 - s.min() / s.sum()))


def dp_norms(counts: sparse.csc_array, sizes: ArrayLike) -> Floats:
    """`dp_norm` of many items at once: ``counts`` is sparse, (n_parts, n_items); returns (n_items,)."""
    size = np.asarray(sizes, float)
    table = sparse.csc_array(counts[size > 0].astype(float))
    size = size[size > 0]
    share = size / size.sum() if len(size) else size
    totals = np.asarray(table.sum(axis=0)).ravel()
    if len(size) < 2:
        return np.full(len(totals), np.nan)
    item = np.repeat(np.arange(len(totals)), np.diff(table.indptr))
    here = share[table.indices]
    # parts without the item deviate by their whole share, so only the others are visited
    change = np.abs(table.data / totals[item] - here) - here
    deviation = (1 + np.bincount(item, weights=change, minlength=len(totals))) / 2
    return np.where(totals > 0, deviation / (1 - share.min()), np.nan)


def juilland_d(counts: ArrayLike, sizes: ArrayLike) -> float:
    """Juilland's D on relative frequencies: 1 = even, 0 = all in one part (of equal parts).

    NaN if the item never occurs or there is one part only. Loses its power with many parts (Biber et al. 2016,
    doi:10.1075/ijcl.21.4.01bib): given for comparison with older work; prefer `dp_norm`.

    Source: Juilland, Brodin & Davidovitch (1970); Carroll (1970), doi:10.1002/j.2333-8504.1970.tb00778.x.
    """
    v, s = _parts(counts, sizes)
    if v.sum() == 0 or len(v) < 2:
        return float("nan")
    rates = v / s
    return float(1 - rates.std() / rates.mean() / np.sqrt(len(rates) - 1))


def document_range(counts: ArrayLike) -> int:
    """In how many parts the item occurs."""
    return int((np.asarray(counts) > 0).sum())


def arf(positions: ArrayLike, size: int) -> float:
    """Average reduced frequency: about the item's frequency if spread evenly, about 1 if all in one place.

    ``positions`` are its places in the corpus read as one running text of ``size`` words, from 0. The text
    counts as a ring, so that the answer does not depend on where it begins. 0 if the item never occurs.

    Source: Savický & Hlaváčová (2002), Measures of word commonness, Journal of Quantitative Linguistics 9(3).
    """
    place = np.sort(np.asarray(positions, dtype=np.int64))
    if place.size == 0:
        return 0.0
    if place[0] < 0 or place[-1] >= size:
        raise ValueError(f"a position lies outside the corpus of {size} words")
    gaps = np.diff(place, append=place[0] + size)
    chunk = size / place.size
    return float(np.minimum(gaps, chunk).sum() / chunk)


def _parts(counts: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    v, s = np.asarray(counts, float), np.asarray(sizes, float)
    if v.ndim != 1 or v.shape != s.shape:
        raise ValueError(f"counts of shape {v.shape} do not match sizes of shape {s.shape}")
    if (v < 0).any() or (s < 0).any() or (v[s == 0] > 0).any():
        raise ValueError("counts and sizes must not be negative, and an empty part cannot hold the item")
    return v[s > 0], s[s > 0]
