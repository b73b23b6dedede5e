"""Permutation: would dealing the documents into groups at random give so large a difference?

Source: Fisher (1935), The Design of Experiments; Phipson & Smyth (2010), doi:10.2202/1544-6115.1585: where deals are
drawn rather than all tried, the observed one counts among them, so that a p-value is never zero.
"""

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.measures.arrays import Floats
from analysis.measures.resampling import CELLS_AT_A_TIME, summed_by_cluster

_TIE = 1e-12  # a deal below the observed difference by so small a share of the rate is a tie that rounding hid


def permutation_tests(
    counts: ArrayLike,
    sizes: ArrayLike,
    first: ArrayLike,
    *,
    n_resamples: int = 9999,
    seed: int = 1,
    clusters: ArrayLike | None = None,
) -> Floats:
    """(n_items,) two-sided p-values for the difference between two groups' rates.

    Every deal is tried where there are at most ``n_resamples``; otherwise that many are drawn.

    Parameters
    ----------
    counts : (n_documents, n_items); sizes : (n_documents,) words, positive; first : (n_documents,) True for the
        documents of the first group; clusters : (n_documents,) labels, whose documents in a group are dealt together;
        where a label stands in both groups, its two halves change places or stay.

    Returns
    -------
    NaN for items that never occur, and throughout where a group has fewer than two documents.
    """
    member = np.asarray(first, bool)
    summed, size = np.asarray(counts, float), np.asarray(sizes, float)
    pairs = np.empty((0, 2), dtype=np.int64)
    if clusters is not None:
        labels = np.char.add(np.where(member, "1 ", "2 "), np.asarray(clusters).astype(str))
        names = np.asarray(clusters)
        summed, size, of = summed_by_cluster(summed, size, labels)
        member, names = member[of], names[of]
        pairs = _halves(names, member) if len(names) else pairs
    table = np.column_stack([summed, size])
    n, k = len(member), int(member.sum())
    if min(k, n - k) < 2:
        return np.full(table.shape[1] - 1, np.nan)
    observed = np.abs(_differences(member[None, :], table))[0]
    bar = observed - _TIE * table[:, :-1].sum(axis=0) / table[:, -1].sum()
    n_pairs = len(pairs)
    exact = math.comb(n - 2 * n_pairs, k - n_pairs) * 2**n_pairs <= n_resamples
    deals = _all_deals(member, pairs) if exact else _drawn_deals(member, pairs, n_resamples, seed)
    as_large, dealt = np.zeros_like(observed), 0
    for block in deals:
        as_large += (np.abs(_differences(block, table)) >= bar).sum(axis=0)
        dealt += len(block)
    p = as_large / dealt if exact else (as_large + 1) / (dealt + 1)
    return np.where(table[:, :-1].sum(axis=0) > 0, p, np.nan)


def permutation_method(n_resamples: int, seed: int, *, clustered: bool = False) -> str:
    """How the p-values were found, in words."""
    unit = "clusters" if clustered else "documents"
    return f"permutation of {unit}, two-sided, at most {n_resamples:,} deals, seed {seed}"


def _differences(members: NDArray[np.bool_], table: Floats) -> Floats:
    """(n_deals, n_items) rate of the first group less the rate of the second."""
    inside = members.astype(float) @ table
    outside = table.sum(axis=0) - inside
    differences: Floats = inside[:, :-1] / inside[:, -1:] - outside[:, :-1] / outside[:, -1:]
    return differences


def _halves(names: NDArray[Any], member: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(n_pairs, 2) the places of the halves of labels that stand in both groups, that of the first group first."""
    _, code = np.unique(names, return_inverse=True)
    place = np.full((code.max() + 1, 2), -1, dtype=np.int64)
    place[code[member], 0] = np.flatnonzero(member)
    place[code[~member], 1] = np.flatnonzero(~member)
    return place[(place >= 0).all(axis=1)]


def _alone(n: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.setdiff1d(np.arange(n), pairs.ravel())


def _all_deals(member: NDArray[np.bool_], pairs: NDArray[np.int64]) -> Iterator[NDArray[np.bool_]]:
    alone = _alone(len(member), pairs)
    chosen = np.array(list(itertools.combinations(range(len(alone)), int(member[alone].sum()))), dtype=np.int64)
    dealt = np.zeros((len(chosen), len(alone)), dtype=bool)
    np.put_along_axis(dealt, chosen, True, axis=1)
    for stays in itertools.product((True, False), repeat=len(pairs)):
        yield _laid_out(
            len(member), alone, dealt, pairs, np.broadcast_to(np.array(stays, bool), (len(dealt), len(stays)))
        )


def _drawn_deals(
    member: NDArray[np.bool_], pairs: NDArray[np.int64], n_resamples: int, seed: int
) -> Iterator[NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    alone = _alone(len(member), pairs)
    step = max(1, CELLS_AT_A_TIME // len(member))
    for start in range(0, n_resamples, step):
        rows = min(step, n_resamples - start)
        dealt = rng.permuted(np.broadcast_to(member[alone], (rows, len(alone))), axis=1)
        yield _laid_out(len(member), alone, dealt, pairs, rng.integers(0, 2, size=(rows, len(pairs))).astype(bool))


def _laid_out(
    n: int, alone: NDArray[np.int64], dealt: NDArray[np.bool_], pairs: NDArray[np.int64], stays: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n_deals, n) who is in the first group, of the units dealt and of the pairs that stay or change places."""
    members = np.zeros((len(dealt), n), dtype=bool)
    members[:, alone] = dealt
    members[:, pairs[:, 0]], members[:, pairs[:, 1]] = stays, ~stays
    return members
