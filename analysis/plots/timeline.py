"""Figure: one frame over time, its change of level where a test supports one, and the documents beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.axes import interval_notes
from analysis.plots.over_time import draw_points, one_frame, rates_and_documents, settle_axes
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import Labels, counted, isolating, small_p
from analysis.rendering.typeface import GREY, INK
from analysis.wording import how_many

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
    rows, name = _of_frame(timeline, frame)
    by = timeline.columns[0]
    look = frame_look([name], lexicon, labels)
    fig = new_figure(height=4.4)
    rates, documents = rates_and_documents(fig)
    _draw_rates(rates, rows, look.colours[name])
    settle_axes(rates, documents, rows, [str(period) for period in rows[by]], labels, most_names=_PERIOD_LABELS)
    return finish(
        fig,
        title or isolating("comparison/change", labels, frame=look.names[name]),
        timeline.attrs.get("provenance", {}),
        labels=labels,
        notes=[*interval_notes(rows[rows["documents"] > 0], labels), *_notes(rows, labels)],
    )


def _of_frame(timeline: pd.DataFrame, frame: str | None) -> tuple[pd.DataFrame, str]:
    if not {"change", "change_p", "documents", "rate"} <= set(timeline.columns):
        raise KhitabError("plot_timeline draws a table of timeline; pass the table as timeline gave it.")
    rows, name = one_frame(timeline, frame, "plot_timeline")
    documents = int(rows["documents"].sum())
    if len(rows) < MIN_PERIODS or documents < MIN_DOCUMENTS:
        raise KhitabError(
            f"plot_timeline: {how_many(documents, 'document')} in {how_many(len(rows), 'period')}; a line over time "
            f"needs at least {MIN_DOCUMENTS} documents in {MIN_PERIODS} periods; choose shorter periods or add "
            "documents."
        )
    return rows, name


def _draw_rates(ax: Axes, rows: pd.DataFrame, colour: str) -> None:
    ax.plot(range(len(rows)), rows["rate"], "-", color=colour, linewidth=1, alpha=0.6)
    draw_points(ax, rows, colour)
    if "smoothed" in rows:
        ax.plot(range(len(rows)), rows["smoothed"], "--", color=GREY, linewidth=1.4)
    for place in rows.index[rows["change"] != ""]:
        ax.axvline(place - 0.5, color=INK, linewidth=1)


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
        periods = counted(int(width), "period", labels, "oblique")
        how = isolating("comparison/rate over", labels, periods=periods)
        notes.append(isolating("comparison/smoothed", labels, how=how))
    return notes
