"""Figure: where in a text, from its first word to its last, each frame is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.counting.hit_checks import check_hits
from analysis.counting.pieces import positions_in
from analysis.counting.trace import joint_provenance
from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start, panel_title, panels
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import FrameLook, frame_look, wrapped
from analysis.rendering.labels import Labels, phrase
from analysis.rendering.typeface import FAINT, GREY

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

_TENTHS = 10


@styled
def plot_positions(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """Each hit at its place: marks in the paragraphs of one document, or counts in tenths of many documents.

    Parameters
    ----------
    hits : a table of `find_frames`.
    annotations : the annotations the hits were found in; `annotations.select([doc_id])` shows one document.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_positions(hits, annotations, labels="en").get_suptitle()
    'Where in the texts each frame is spoken of: hits in each tenth'
    """
    lengths = positions_in(annotations)["token"]
    lengths = lengths[lengths > 0]
    here = hits[hits["doc_id"].isin(lengths.index)]
    if here.empty:
        raise KhitabError(
            "none of the hits lies in the documents given, so there is no position to draw; pass the annotations "
            "in which the hits were found."
        )
    check_hits(here, annotations, "plot_positions", whole=False)
    look = frame_look(here["frame"], lexicon, labels)
    alone = len(lengths) == 1
    share = here["token"] / here["doc_id"].astype(str).map(lengths)
    placed = here.assign(position=share.to_numpy(float))
    if alone:
        fig = _strips(placed, annotations.select(lengths.index).words, look, labels)
    else:
        fig = _tenths(placed, look, labels)
    notes = [phrase("tall and short" if alone else "filled and hatched", labels)]
    return finish(
        fig,
        title or phrase("positions" if alone else "positions many", labels),
        joint_provenance(hits, annotations),
        labels=labels,
        notes=[*notes, phrase("no interval", labels)],
    )


def _strips(placed: pd.DataFrame, words: pd.DataFrame, look: FrameLook, labels: Labels) -> Figure:
    """One strip a frame for a single document, its paragraphs as bands; related terms are the shorter marks."""
    fig = new_figure(height=1.9 + 0.36 * len(look.ids))
    ax = fig.add_subplot()
    _paragraph_bands(ax, words[words["doc_id"] == placed["doc_id"].iloc[0]], labels)
    for row, frame in enumerate(look.ids):
        ax.axhline(row, color=FAINT, linewidth=0.8, zorder=1)
        of_frame = placed[placed["frame"] == frame]
        for tier, half in (("core", 0.36), ("related", 0.17)):
            at = of_frame.loc[of_frame["tier"] == tier, "position"]
            ax.vlines(at, row - half, row + half, colors=look.colours[frame], linewidth=2.2, zorder=3)
    ax.set_yticks(range(len(look.ids)), [wrapped(name) for name in look.names.values()])
    ax.set_ylim(len(look.ids) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    names_at_start(ax, labels)
    _text_scale([ax], labels)
    return fig


def _paragraph_bands(ax: Axes, words: pd.DataFrame, labels: Labels) -> None:
    """Every second paragraph shaded; the paragraphs' numbers above, as many as have room."""
    tokens = words["token"].max() + 1
    starts = words.groupby("paragraph", observed=True)["token"].min() / tokens
    ends = [*starts.iloc[1:], 1.0]
    numbered, last = [], -1.0
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if number % 2 == 1:
            ax.axvspan(start, end, color="#f1f1f1", linewidth=0, zorder=0)
        if (start + end) / 2 - last >= 0.025:
            last = (start + end) / 2
            numbered.append((last, str(starts.index[number] + 1)))
    top = ax.secondary_xaxis("top")
    top.set_xticks([place for place, _ in numbered], [number for _, number in numbered], size=7.5, color=GREY)
    top.tick_params(length=0)
    top.spines.top.set_visible(False)
    top.set_xlabel(phrase("paragraph", labels), size=8, color=GREY)


def _tenths(placed: pd.DataFrame, look: FrameLook, labels: Labels) -> Figure:
    """One panel a frame for many documents: hits counted in each tenth of the documents, related over core."""
    fig = new_figure(height=1.5 + -(-len(look.ids) // 2) * 1.15)
    axes = panels(fig, len(look.ids), labels)
    edges = np.linspace(0, 1, _TENTHS + 1)
    for ax, frame in zip(axes, look.ids, strict=True):
        of_frame, base = placed[placed["frame"] == frame], np.zeros(_TENTHS)
        for tier in ("core", "related"):
            counts, _ = np.histogram(of_frame.loc[of_frame["tier"] == tier, "position"], edges)
            fill = look.colours[frame] if tier == "core" else "white"
            style: dict[str, Any] = {
                "facecolor": fill,
                "edgecolor": look.colours[frame],
                "hatch": None if tier == "core" else "////",
            }
            ax.bar(edges[:-1], counts, 0.09, bottom=base, align="edge", linewidth=0.8, **style)
            base = base + counts
        panel_title(ax, look.names[frame], labels)
        ax.tick_params(labelsize=8)
        ax.grid(axis="y")
    _text_scale(axes, labels, shares=(50,))
    axes[0].yaxis.set_major_locator(MaxNLocator(4, integer=True))
    return fig


def _text_scale(axes: Sequence[Axes], labels: Labels, shares: Sequence[int] = (25, 50, 75)) -> None:
    """From the text's beginning to its end; the beginning stands at the right in Arabic."""
    axes[0].set_xlim((1, 0) if labels == "ar" else (0, 1))
    names = [phrase("start", labels), *(f"{share} %" for share in shares), phrase("end", labels)]
    axes[0].set_xticks([0, *(share / 100 for share in shares), 1], names)
    for ax in axes:
        if written := ax.get_xticklabels():
            written[0].set_horizontalalignment("right" if labels == "ar" else "left")
            written[-1].set_horizontalalignment("left" if labels == "ar" else "right")
