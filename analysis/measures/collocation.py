"""Collocation: do two words keep company more than their frequencies alone would have it?

All functions take, as arrays that broadcast together:

``together`` : how often the pair was seen (the collocate within the node's windows, or in the relation);
``node`` : all chances the node had (words within its windows, or its pairs in that relation);
``collocate`` : all occurrences of the collocate;
``total`` : all chances (words outside the nodes themselves, or all pairs in that relation).

Association scores favour the rare; give ``min_frequency`` to the scores that suffer most from it.
"""

import numpy as np
from numpy.typing import ArrayLike

from analysis.measures import contingency
from analysis.measures.arrays import Floats, divide


def expected(node: ArrayLike, collocate: ArrayLike, total: ArrayLike) -> Floats:
    """How often the pair would be seen if neither word cared for the other; NaN in an empty corpus."""
    return divide(np.asarray(node, float) * np.asarray(collocate, float), total)


def mi(
    together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike, *, min_frequency: int = 1
) -> Floats:
    """Pointwise mutual information log2(O / E); NaN where seen fewer than ``min_frequency`` times.

    Source: Church & Hanks (1990), Computational Linguistics 16(1).
    """
    return _log2_power(together, node, collocate, total, 1, min_frequency)


def mi3(
    together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike, *, min_frequency: int = 1
) -> Floats:
    """MI³: log2(O³ / E), which weighs frequency more; NaN where seen fewer than ``min_frequency`` times.

    Source: Daille (1994), Approche mixte pour l'extraction de terminologie; Oakes (1998), p. 171.
    """
    return _log2_power(together, node, collocate, total, 3, min_frequency)


def npmi(
    together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike, *, min_frequency: int = 0
) -> Floats:
    """Normalised MI in [−1, 1]: 1 = only ever together, 0 = independent, −1 = never together.

    Source: Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.
    """
    o, n = np.asarray(together, float), np.asarray(total, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = mi(together, node, collocate, total) / -np.log2(o / n)
    score = np.where(o == n, 1.0, score)  # a corpus of this pair alone: the limit of the formula
    score = np.where(o == 0, -1.0, score)
    return np.where((o >= min_frequency) & (n > 0), score, np.nan)


def log_dice(together: ArrayLike, node: ArrayLike, collocate: ArrayLike) -> Floats:
    """logDice: 14 + log2 of Dice's coefficient; at most 14, and comparable between corpora of any size.

    ``node`` is here the number of occurrences of the node itself. NaN where the pair was never seen.

    Source: Rychlý (2008), A lexicographer-friendly association score.
    """
    o, f1, f2 = np.broadcast_arrays(*(np.asarray(x, float) for x in (together, node, collocate)))
    return 14 + np.log2(divide(2 * np.where(o > 0, o, np.nan), f1 + f2))


def t_score(together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike) -> Floats:
    """(O − E) / √O; NaN where the pair was never seen.

    Source: Church, Gale, Hanks & Hindle (1991), Using statistics in lexical analysis.
    """
    o = np.asarray(together, float)
    gap = o - expected(node, collocate, total)
    return divide(gap, np.sqrt(o))


def log_likelihood(together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike) -> Floats:
    """G² of the two-by-two table, all four terms; never negative, for attraction as for repulsion.

    Source: Dunning (1993), Computational Linguistics 19(1).
    """
    return contingency.log_likelihood(*_table(together, node, collocate, total))


def delta_p(together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike) -> tuple[Floats, Floats]:
    """ΔP both ways, each in [−1, 1]: (collocate given node, node given collocate).

    The first says how much likelier the collocate is where the node is than elsewhere; the second the reverse.
    NaN where a row or column of the table is empty.

    Source: Gries (2013), 50-something years of work on collocations, doi:10.1075/ijcl.18.1.09gri.
    """
    o11, o12, o21, o22 = _table(together, node, collocate, total)
    return _share(o11, o12) - _share(o21, o22), _share(o11, o21) - _share(o12, o22)


def _log2_power(
    together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike, power: int, min_frequency: int
) -> Floats:
    o = np.asarray(together, float)
    seen = np.where(o >= max(min_frequency, 1), o, np.nan)
    score: Floats = np.log2(divide(seen**power, expected(node, collocate, total)))
    return score


def _table(
    together: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    o11, r1, c1, n = np.broadcast_arrays(*(np.asarray(x, float) for x in (together, node, collocate, total)))
    return o11, r1 - o11, c1 - o11, n - r1 - c1 + o11


def _share(part: Floats, rest: Floats) -> Floats:
    return divide(part, part + rest)
