"""What the figures of one frame over time share: rates above, their documents beneath, one axis of time."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.errors import KhitabError
from analysis.plots.axes import draw_interval, highest_value, names_at_start, rate_scale
from analysis.plots.style import Figure
from analysis.rendering.labels import Labels, isolating
from analysis.rendering.typeface import FAINT


def one_frame(table: pd.DataFrame, frame: str | None, function: str) -> tuple[pd.DataFrame, str]:
    """The rows of the frame asked for, or of the only one, and its name; refuses to choose among several."""
    frames = list(dict.fromkeys(table["frame"].astype("str")))
    if (frame or frames[0]) not in frames or (frame is None and len(frames) > 1):
        raise KhitabError(f"{function} draws one frame; name one of {', '.join(frames)}.")
    name = frame or frames[0]
    return table[table["frame"].astype("str") == name].reset_index(drop=True), name


def rates_and_documents(fig: Figure) -> tuple[Axes, Axes]:
    """Two panels over one axis of time: a high one for rates, a low one for documents."""
    rates, documents = fig.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    return rates, documents


def draw_points(ax: Axes, rows: pd.DataFrame, colour: str) -> None:
    """The rate of each place with its interval; hollow where there is none to draw."""
    for place, (_, row) in enumerate(rows.iterrows()):
        draw_interval(ax, place, row, vertical=True)
        face = "white" if pd.isna(row["low"]) else colour
        ax.plot(place, row["rate"], "o", markersize=6, markeredgecolor=colour, markerfacecolor=face, zorder=4)


def settle_axes(
    rates: Axes, documents: Axes, rows: pd.DataFrame, names: Sequence[str], labels: Labels, *, most_names: int
) -> None:
    """Draw the documents as bars, name the places (at most so many), and let time run as the language reads."""
    rates.set_ylim(0, 1.12 * highest_value(rows) if highest_value(rows) > 0 else 1)
    rates.grid(axis="y")
    rates.set_ylabel(rate_scale(rows, labels), size=8)
    rates.tick_params(labelbottom=False)
    documents.bar(range(len(rows)), rows["documents"], width=0.7, color=FAINT)
    documents.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    documents.set_ylabel(isolating("comparison/documents", labels), size=8)
    step = -(-len(rows) // most_names)
    documents.set_xticks(range(0, len(rows), step), names[::step])
    documents.set_xlim((len(rows) - 0.5, -0.5) if labels == "ar" else (-0.5, len(rows) - 0.5))
    for ax in (rates, documents):
        names_at_start(ax, labels)
        ax.tick_params(labelsize=8)
        if labels == "ar":
            ax.yaxis.set_label_position("right")
