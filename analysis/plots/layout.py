"""Layout of a network: places that follow from distances along the edges, the same on every run.

Source: distances as in Kamada & Kawai (1989), doi:10.1016/0020-0190(89)90102-6, reached by stress majorization
(Gansner, Koren & North 2005, doi:10.1007/978-3-540-31843-9_25), which needs no random start.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

Floats = NDArray[np.float64]

_ROUNDS = 300


def network_layout(lengths: Floats) -> Floats:
    """(n, 2) places for n points.

    ``lengths`` is (n, n), symmetric: the wanted length of each edge, 0 where there is none. Points without a path
    between them are kept apart by the longest distance there is.
    """
    n = len(lengths)
    if n == 1:
        return np.zeros((1, 2))
    wanted = csgraph.shortest_path(lengths, directed=False)
    wanted[~np.isfinite(wanted)] = 1.2 * (wanted[np.isfinite(wanted)].max() or 1.0)
    np.fill_diagonal(wanted, 1)
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0)
    angles = np.arange(n) * np.pi * (3 - np.sqrt(5))  # the golden angle: no two points start in one place or line
    places = np.column_stack([np.cos(angles), np.sin(angles)]) * np.sqrt(np.arange(1, n + 1))[:, None]
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-9)
        pull = weights * wanted / distance
        np.fill_diagonal(pull, 0)
        places = inverse @ (np.diag(pull.sum(axis=1)) - pull) @ places
    return places


def spread_labels(places: Floats, sizes: Floats, *, rounds: int = 200) -> Floats:
    """Move points as little as needed for their labels, boxes of ``sizes`` (n, 2), not to overlap."""
    places = places.copy()
    for _ in range(rounds):
        apart = places[:, None, :] - places[None, :, :]
        overlap = (sizes[:, None, :] + sizes[None, :, :]) / 2 - np.abs(apart)
        clash: NDArray[np.bool_] = np.logical_and.reduce(overlap > 0, axis=2)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        # move along the axis that needs the smaller move, both points by half of it
        sideways = overlap[:, :, 0] < overlap[:, :, 1]
        for axis, chosen in ((0, clash & sideways), (1, clash & ~sideways)):
            sign = np.where(apart[:, :, axis] != 0, np.sign(apart[:, :, axis]), np.sign(_order(len(places))))
            places[:, axis] += np.where(chosen, sign * overlap[:, :, axis] * 0.5, 0).sum(axis=1) / np.maximum(
                chosen.sum(axis=1), 1
            )
    return places


def _order(n: int) -> Floats:
    """Which of two points in one place goes which way."""
    return np.subtract.outer(np.arange(n), np.arange(n)).astype(float)
