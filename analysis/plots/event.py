"""Figure: what changed at an event, by frame and newspaper, with documents and with days as units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.counting.trace import EVERYTHING
from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.labels import Labels, isolated, isolating, per_units, percent, small_p
from analysis.rendering.typeface import FAINT, GREY, INK

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_LINE_INCHES, _HEADING_INCHES = 0.27, 0.34


@styled
def plot_event_window(
    window: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """One line a row, frame by frame: the difference after the event, its two intervals, and the p-value over days.

    Parameters
    ----------
    window : a table of `event_window`.
    labels, lexicon, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when no row has an interval.

    Examples
    --------
    >>> table = event_window(hits, annotations, "2026-06-01", before=30, after=30, n_resamples=50, n_permutations=99)
    >>> plot_event_window(table, labels="en").get_suptitle()
    'Rates of the frames before and after 2026-06-01'
    """
    if not {"low_days", "high_days", "p_days_adjusted", "rate_after"} <= set(window.columns):
        raise KhitabError("plot_event_window draws a table of event_window; pass the table as event_window gave it.")
    if window[["low", "low_days"]].isna().all(axis=None):
        raise KhitabError("plot_event_window: no row has an interval; widen the window or read the table itself.")
    look = frame_look(window["frame"], lexicon, labels)
    lines = _lines(window, look)
    fig = new_figure(height=1.6 + sum(_HEADING_INCHES if row is None else _LINE_INCHES for _, row in lines))
    ax = fig.add_subplot()
    names = []
    for place, (name, row) in enumerate(lines):
        if row is None:
            names.append(name)
            continue
        names.append(_group(row["group"], labels))
        _draw(ax, place, row, look.colours[str(row["frame"])], labels)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_yticks(range(len(lines)), names, size=8)
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ends = ["difference", "low", "high", "low_days", "high_days"]
    reach = 1.25 * float(window[ends].abs().max().max()) or 1.0
    ax.set_xlim((reach, -reach) if labels == "ar" else (-reach, reach))
    ax.grid(axis="x", color=FAINT)
    names_at_start(ax, labels)
    for text, (_, row) in zip(ax.get_yticklabels(), lines, strict=True):
        text.set_fontweight("bold" if row is None else "normal")
    scale = per_units(float(window.attrs.get("per", 1000)), str(window.attrs.get("denominator", "words")), labels)
    ax.set_xlabel(isolating("comparison/event difference", labels, scale=scale))
    date = pd.Timestamp(window["event"].iloc[0]).strftime("%Y-%m-%d")
    return finish(
        fig,
        title or isolating("comparison/event", labels, date=date),
        window.attrs.get("provenance", {}),
        labels=labels,
        notes=[isolating("comparison/event notes", labels, confidence=percent(window))],
    )


def _lines(window: pd.DataFrame, look: FrameLook) -> list[tuple[str, pd.Series | None]]:
    """Headings, one for each frame that is found, with its rows below."""
    lines: list[tuple[str, pd.Series | None]] = []
    for frame in look.ids:
        rows = window[(window["frame"].astype("str") == frame) & (window["n_before"] + window["n_after"] > 0)]
        if len(rows):
            lines.append((look.names[frame], None))
            lines += [(frame, row) for _, row in rows.iterrows()]
    return lines


def _group(group: object, labels: Labels) -> str:
    return isolating("comparison/everything", labels) if group == EVERYTHING else isolated(group, labels)


def _draw(ax: Axes, place: int, row: pd.Series, colour: str, labels: Labels) -> None:
    if pd.notna(row["low_days"]):
        ax.hlines(place, row["low_days"], row["high_days"], colors=INK, linewidth=0.7, zorder=2)
    if pd.notna(row["low"]):
        ax.hlines(place, row["low"], row["high"], colors=INK, linewidth=2.4, zorder=3)
    if pd.isna(row["difference"]):
        return
    face = colour if pd.notna(row["low"]) else "white"
    ax.plot(row["difference"], place, "o", markersize=6, markeredgecolor=colour, markerfacecolor=face, zorder=4)
    if pd.notna(row["p_days_adjusted"]):
        ax.annotate(
            isolating("comparison/p value", labels, p=small_p(float(row["p_days_adjusted"]))),
            (1 if labels == "en" else 0, place), xycoords=("axes fraction", "data"),
            xytext=(-2 if labels == "en" else 2, 0), textcoords="offset points",
            ha="right" if labels == "en" else "left", va="center", size=7.5, color=GREY,
        )  # fmt: skip
