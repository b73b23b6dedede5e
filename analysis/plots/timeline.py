"""Figure: one frame over time, its change of level where a test supports one, and the documents beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.errors import KhitabError
from analysis.plots.axes import draw_interval, interval_notes, names_at_start, rate_scale
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import Labels, isolating, small_p
from analysis.rendering.typeface import FAINT, GREY, INK

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

MIN_PERIODS = 3
MIN_DOCUMENTS = 8
_PERIOD_LABELS = 8


@styled
def plot_timeline(
    timeline: pd.DataFrame,
    frame: str | None = None,
    *,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """The rate in each period with its interval; an upright line where a new level begins; documents as bars beneath.

    Parameters
    ----------
    timeline : a table of `timeline`; its smoothed rates, where it has some, are drawn dashed and named as such.
    frame : which frame; may be left out where the table has one.
    labels, lexicon, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when the frame is not in the table, or there are fewer than 3 periods or 8 documents.

    Examples
    --------
    >>> plot_timeline(timeline(hits, annotations), "security", labels="en").get_suptitle()
    'Change over time: Security'
    """
    rows, name = _one_frame(timeline, frame)
    by = timeline.columns[0]
    look = frame_look([name], lexicon, labels)
    fig = new_figure(height=4.4)
    rates, documents = fig.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    _draw_rates(rates, rows, look.colours[name])
    documents.bar(range(len(rows)), rows["documents"], width=0.7, color=FAINT)
    documents.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    documents.set_ylabel(isolating("comparison/documents", labels), size=8)
    for ax in (rates, documents):
        names_at_start(ax, labels)
        ax.tick_params(labelsize=8)
        if labels == "ar":
            ax.yaxis.set_label_position("right")
    rates.set_ylabel(rate_scale(rows, labels), size=8)
    rates.tick_params(labelbottom=False)
    step = -(-len(rows) // _PERIOD_LABELS)
    documents.set_xticks(range(0, len(rows), step), [str(period) for period in rows[by]][::step])
    documents.set_xlim((len(rows) - 0.5, -0.5) if labels == "ar" else (-0.5, len(rows) - 0.5))
    return finish(
        fig,
        title or isolating("comparison/change", labels, frame=look.names[name]),
        timeline.attrs.get("provenance", {}),
        labels=labels,
        notes=[*interval_notes(rows[rows["documents"] > 0], labels), *_notes(rows, labels)],
    )


def _one_frame(timeline: pd.DataFrame, frame: str | None) -> tuple[pd.DataFrame, str]:
    if not {"change", "change_p", "documents", "rate"} <= set(timeline.columns):
        raise KhitabError("plot_timeline draws a table of timeline; pass the table as timeline gave it.")
    frames = list(dict.fromkeys(timeline["frame"].astype("str")))
    if (frame or frames[0]) not in frames or (frame is None and len(frames) > 1):
        raise KhitabError(f"plot_timeline draws one frame; name one of {', '.join(frames)}.")
    rows = timeline[timeline["frame"].astype("str") == (frame or frames[0])].reset_index(drop=True)
    documents = int(rows["documents"].sum())
    if len(rows) < MIN_PERIODS or documents < MIN_DOCUMENTS:
        raise KhitabError(
            f"plot_timeline: {documents} documents in {len(rows)} periods; a line over time needs at least "
            f"{MIN_DOCUMENTS} documents in {MIN_PERIODS} periods; choose shorter periods or add documents."
        )
    return rows, frame or frames[0]


def _draw_rates(ax: Axes, rows: pd.DataFrame, colour: str) -> None:
    ax.plot(range(len(rows)), rows["rate"], "-", color=colour, linewidth=1, alpha=0.6)
    for place, (_, row) in enumerate(rows.iterrows()):
        draw_interval(ax, place, row, vertical=True)
        face = "white" if pd.isna(row["low"]) else colour
        ax.plot(place, row["rate"], "o", markersize=6, markeredgecolor=colour, markerfacecolor=face, zorder=4)
    if "smoothed" in rows:
        ax.plot(range(len(rows)), rows["smoothed"], "--", color=GREY, linewidth=1.4)
    for place in rows.index[rows["change"] != ""]:
        ax.axvline(place - 0.5, color=INK, linewidth=1)
    highest = float(rows[["rate", "high"]].max().max())
    ax.set_ylim(0, 1.12 * highest if highest > 0 else 1)
    ax.grid(axis="y")


def _notes(rows: pd.DataFrame, labels: Labels) -> list[str]:
    p = rows["change_p"].iloc[0]
    if pd.isna(p):
        notes = [isolating("comparison/not tested", labels)]
    else:
        notes = [
            isolating(
                "comparison/new level" if (rows["change"] != "").any() else "comparison/no new level",
                labels,
                p=small_p(float(p)),
            )
        ]
    if "smoothed" in rows:
        width = str(rows["smoothing"].iloc[0]).split(" periods")[0].removeprefix("rate over ")
        notes.append(isolating("comparison/smoothed", labels, how=isolating("comparison/rate over", labels, n=width)))
    return notes
