"""Figures: a network of nodes and their collocates, and a word sketch as bars by relation."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from analysis.context.relations import RELATIONS
from analysis.counting import word_list
from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start, panel_title, panels
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.labels import Labels, counted, isolating
from analysis.rendering.typeface import FAINT, GREY, INK, PALETTE, text_width

MIN_DOCUMENTS = 3
_SIZE = 7.2, 5.6
_LABEL, _NODE_LABEL = 9.0, 11.0


@styled
def plot_collocates(
    collocates: pd.DataFrame,
    *,
    top: int = 15,
    function_words: bool = False,
    labels: Labels = "ar",
    title: str | None = None,
) -> Figure:
    """Each node with its ``top`` collocates; those that nodes share stand between them.

    Parameters
    ----------
    collocates : a table of `collocates`, or several joined by `pandas.concat` for several nodes.
    function_words : whether particles, prepositions and pronouns are drawn, which stand beside everything.
    labels, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when no collocate is found with its node in 3 documents.

    Examples
    --------
    >>> plot_collocates(collocates(annotations, "الأمن"), labels="en").get_suptitle()
    'Collocation network'
    """
    left_out = collocates["collocate"].isin(list(word_list.function_words())) & (not function_words)
    shown = _shown(collocates[~left_out], top, "plot_collocates")
    names, lengths = _edges(shown)
    nodes = set(shown["node"])
    sizes = np.array([_label_size(names[point], point in nodes) for point in names])
    places = spread_labels(_fitted(network_layout(lengths), sizes), sizes)
    fig = new_figure(*_SIZE)
    ax = fig.add_subplot()
    ax.set_axis_off()
    at = dict(zip(names, places, strict=True))
    for row in shown.to_dict("records"):
        (x0, y0), (x1, y1) = at[row["node"]], at[row["collocate"]]
        ax.plot([x0, x1], [y0, y1], color=PALETTE[4], linewidth=_width(row["log_dice"], shown), alpha=0.55, zorder=1)
    together = shown.groupby("collocate")["n"].sum()
    middle = float(np.mean([at[node][1] for node in nodes]))
    for point, (x, y) in at.items():
        if point in nodes:
            _draw_node(ax, x, y, names[point])
        else:
            size = 3 + 8 * np.sqrt(together[point] / together.max())
            _draw_collocate(ax, x, y, names[point], size, above=y > middle)
    reach = np.abs(places).max(axis=0) + sizes.max(axis=0) / 2
    ax.set_xlim(-reach[0], reach[0])
    ax.set_ylim(-reach[1], reach[1])
    ax.set_aspect("equal", adjustable="box")
    return finish(
        fig,
        title or isolating("comparison/network", labels),
        collocates.attrs.get("provenance") or {},
        labels=labels,
        notes=[
            isolating(
                "comparison/network notes", labels, relation=_relation_name(str(shown["relation"].iloc[0]), labels)
            ),
            *([isolating("comparison/no function words", labels)] if left_out.any() else []),
        ],
    )


@styled
def plot_word_sketch(sketch: pd.DataFrame, *, top: int = 8, labels: Labels = "ar", title: str | None = None) -> Figure:
    """One panel a relation: the ``top`` collocates as bars of logDice, with their joint occurrences.

    Parameters
    ----------
    sketch : a table of `word_sketch`.
    labels, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when no collocate is found with its node in 3 documents.

    Examples
    --------
    >>> plot_word_sketch(word_sketch(annotations, "[lemma='قال']"), labels="en").get_suptitle()
    "Word sketch: [lemma='قال']"
    """
    shown = _shown(sketch, top, "plot_word_sketch", by="relation")
    relations = list(dict.fromkeys(shown["relation"]))
    fig = new_figure(height=1.3 + -(-len(relations) // 3) * (0.45 + 0.19 * top))
    axes = panels(fig, len(relations), labels, columns=3)
    for ax, relation in zip(axes, relations, strict=True):
        _draw_relation(ax, shown[shown["relation"] == relation], top, labels)
        panel_title(ax, _relation_name(relation, labels), labels)
    return finish(
        fig,
        title or isolating("comparison/sketch", labels, node=shown["node"].iloc[0]),
        sketch.attrs.get("provenance") or {},
        labels=labels,
        notes=[isolating("comparison/sketch notes", labels)],
    )


def _shown(table: pd.DataFrame, top: int, place: str, by: str = "node") -> pd.DataFrame:
    if not {"node", "collocate", "log_dice"} <= set(table.columns):
        raise KhitabError(f"{place} draws a table of collocates; pass the table as collocates or word_sketch gave it.")
    spread = table[table["documents"] >= MIN_DOCUMENTS]
    if spread.empty:
        most = int(table["documents"].max()) if len(table) else 0
        raise KhitabError(
            f"{place}: no collocate is found with its node in {MIN_DOCUMENTS} documents (at most in {most}); add "
            "documents, widen the window, or read the table itself."
        )
    return spread.groupby(by, sort=False).head(top)


def _edges(shown: pd.DataFrame) -> tuple[dict[str, str], np.ndarray]:
    """The points by key with the words to write, nodes first, and the wanted lengths: short where logDice is high."""
    names = {node: node for node in shown["node"]}
    names |= {row["collocate"]: row["spelling"] for row in shown.to_dict("records") if row["collocate"] not in names}
    place = {point: number for number, point in enumerate(names)}
    lengths = np.zeros((len(place), len(place)))
    best = shown["log_dice"].max()
    for row in shown.to_dict("records"):
        one, other = place[row["node"]], place[row["collocate"]]
        if one != other:
            lengths[one, other] = lengths[other, one] = 1 + 0.15 * (best - row["log_dice"])
    return names, lengths


def _label_size(word: str, is_node: bool) -> tuple[float, float]:
    """Width and height in inches of a word with the dot above it."""
    size = _NODE_LABEL if is_node else _LABEL
    return text_width(word, size, "bold" if is_node else "normal") + 0.12, size / 72 + 0.26


def _fitted(places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Places in inches around the middle of the figure, as large as fits; lengths keep their proportions."""
    places = places - (places.max(axis=0) + places.min(axis=0)) / 2
    room = np.array(_SIZE) / 2 - sizes.max(axis=0) / 2 - np.array([0.15, 0.6])
    fitted: np.ndarray = places * np.min(room / np.maximum(np.abs(places).max(axis=0), 1e-9))
    return fitted


def _draw_node(ax: Axes, x: float, y: float, word: str) -> None:
    ax.text(
        x, y, word, size=_NODE_LABEL, weight="bold", ha="center", va="center", color="white", zorder=4,
        bbox={"boxstyle": "round,pad=0.35", "facecolor": PALETTE[0], "edgecolor": "none"},
    )  # fmt: skip


def _draw_collocate(ax: Axes, x: float, y: float, word: str, size: float, *, above: bool) -> None:
    """A dot, its word on the side away from the middle, where no line runs."""
    ax.plot(x, y, "o", markersize=size, color=PALETTE[1], zorder=3)
    ax.annotate(
        word, (x, y), xytext=(0, 8 if above else -8), textcoords="offset points", size=_LABEL, color=INK,
        ha="center", va="bottom" if above else "top", zorder=4,
    )  # fmt: skip


def _width(log_dice: float, shown: pd.DataFrame) -> float:
    low, high = shown["log_dice"].min(), shown["log_dice"].max()
    return 0.8 + 3.2 * (log_dice - low) / (high - low) if high > low else 2.0


def _draw_relation(ax: Axes, rows: pd.DataFrame, top: int, labels: Labels) -> None:
    for place, row in enumerate(rows.to_dict("records")):
        ax.barh(place, max(row["log_dice"], 0), height=0.72, color=PALETTE[4])
        ax.annotate(
            str(row["spelling"]), (0, place), xytext=(-4 if labels == "ar" else 4, 0), textcoords="offset points",
            ha="right" if labels == "ar" else "left", va="center", size=8.5, color=INK,
        )  # fmt: skip
        ax.annotate(
            f"{row['n']:,}", (14, place), ha="left" if labels == "ar" else "right", va="center", size=7.5, color=GREY
        )
    ax.set_xlim((14.3, 0) if labels == "ar" else (0, 14.3))
    ax.set_ylim(top - 0.4, -0.6)
    ax.set_yticks([])
    ax.set_xticks([0, 7, 14])
    ax.tick_params(axis="x", labelsize=7, colors=GREY)
    ax.grid(axis="x", color=FAINT)
    names_at_start(ax, labels)


def _relation_name(relation: str, labels: Labels) -> str:
    if relation.startswith("window of "):
        words = counted(int(relation.removeprefix("window of ")), "word", labels, "oblique")
        return isolating("comparison/window of", labels, words=words)
    named = {known.name: known.label_ar for known in RELATIONS}
    return named.get(relation, relation) if labels == "ar" else relation


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
