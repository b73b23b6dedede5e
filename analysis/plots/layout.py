"""Layout of a network: places that follow from distances along the edges, the same on every run.

Source: Kamada & Kawai (1989), doi:10.1016/0020-0190(89)90102-6, as networkx has it.
"""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def network_layout(lengths: Floats) -> Floats:
    """(n, 2) places for n points.

    ``lengths`` is (n, n), symmetric: the wanted length of each edge, 0 where there is none. Points without a path
    between them are kept apart by the longest distance there is.
    """
    graph = nx.from_numpy_array(lengths)
    wanted = dict(nx.all_pairs_dijkstra_path_length(graph))
    apart = 1.2 * (max(max(row.values()) for row in wanted.values()) or 1.0)
    distances = {i: {j: wanted[i].get(j, apart) for j in graph} for i in graph}
    found = nx.kamada_kawai_layout(graph, dist=distances, pos=nx.circular_layout(graph))
    places = np.array([found[i] for i in graph]).reshape(-1, 2)
    edges = np.array(graph.edges, dtype=int).reshape(-1, 2)
    drawn = np.linalg.norm(places[edges[:, 0]] - places[edges[:, 1]], axis=1).sum()
    return places * lengths[edges[:, 0], edges[:, 1]].sum() / drawn if drawn else places


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
