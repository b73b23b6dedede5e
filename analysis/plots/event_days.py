"""Figure: the days around an event, the two rates that they make, and the documents beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import KhitabError
from analysis.plots.axes import interval_notes
from analysis.plots.over_time import draw_points, one_frame, rates_and_documents, settle_axes
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import Labels, isolating
from analysis.rendering.typeface import GREY

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_DAY_LABELS = 16


@styled
def plot_event_days(
    days: pd.DataFrame,
    frame: str | None = None,
    *,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """The rate of each day with its interval, the event as an upright line, both sides' rates as level lines.

    Parameters
    ----------
    days : a table of `event_days`, of one group.
    frame : which frame; may be left out where the table has one.
    labels, lexicon, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when the frame is not in the table, or several groups are.

    Examples
    --------
    >>> days = event_days(hits, annotations, "2026-06-01", before=9, after=9, frames=["security"], n_resamples=50)
    >>> plot_event_days(days, labels="en").get_suptitle()
    'Security: the days before and after 2026-06-01'
    """
    if not {"day", "offset", "side", "rate", "documents"} <= set(days.columns):
        raise KhitabError("plot_event_days draws a table of event_days; pass the table as event_days gave it.")
    rows, name = one_frame(days, frame, "plot_event_days")
    if rows["day"].duplicated().any():
        raise KhitabError(f"plot_event_days draws one group; select one of the column {days.columns[0]!r}.")
    look = frame_look([name], lexicon, labels)
    fig = new_figure(height=4.4)
    rates, documents = rates_and_documents(fig)
    draw_points(rates, rows, look.colours[name])
    for side in ("before", "after"):
        own = rows[rows["side"] == side]
        if words := own["denominator"].sum():
            level = float(days.attrs.get("per", 1000)) * own["n"].sum() / words
            rates.hlines(level, own.index[0] - 0.4, own.index[-1] + 0.4, colors=look.colours[name], linewidth=1.6)
    # Between the last day before and the first day after; on the event's own day where it is on neither side.
    # Grey and behind, so that it hides no interval of the event's own day.
    rates.axvline(_place_of_event(rows), color=GREY, linewidth=1, zorder=0)
    settle_axes(rates, documents, rows, [str(day)[5:] for day in rows["day"]], labels, most_names=_DAY_LABELS)
    date = pd.Timestamp(rows["event"].iloc[0]).strftime("%Y-%m-%d")
    return finish(
        fig,
        title or isolating("comparison/event days", labels, frame=look.names[name], date=date),
        days.attrs.get("provenance", {}),
        labels=labels,
        notes=[
            *interval_notes(rows[rows["documents"] > 0], labels),
            isolating("comparison/event days notes", labels),
        ],
    )


def _place_of_event(rows: pd.DataFrame) -> float:
    own = rows[rows["offset"] == 0]
    place = float(own.index[0])
    return {"after": place - 0.5, "before": place + 0.5}.get(str(own["side"].iloc[0]), place)
