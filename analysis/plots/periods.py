"""Figure: each frame's rate from period to period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.counting.periods import PERIODS, without_gaps
from analysis.errors import KhitabError
from analysis.plots.axes import (
    check_one_tier,
    draw_interval,
    highest_value,
    interval_notes,
    one_grouping,
    panel_title,
    panels,
    rate_scale,
    zero_based,
)
from analysis.plots.described import mark_of, rates_in_words
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import Labels, phrase

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_PERIOD_LABELS = 6


@styled
def plot_periods(
    rates: pd.DataFrame,
    *,
    free_scales: bool = False,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """One panel a frame: the rate in each period, intervals as upright lines, all on one scale.

    In Arabic time runs from right to left, as everything else in the figure does. A period without documents has its
    place, without a point, and the line is broken there.

    Parameters
    ----------
    rates : a table of `frame_rates(…, by="month")` or another period, in order of time, for one tier.
    free_scales : whether each panel has a scale of its own, so that the course of a rare frame is seen.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_periods(frame_rates(hits, annotations, by="month"), labels="en").get_suptitle()
    'Rates of the frames over time, per 1,000 words'
    """
    by = one_grouping(rates)
    if by not in PERIODS:
        raise KhitabError(
            f"plot_periods draws a course of time, and {by!r} is none; draw these rates with plot_groups, or call "
            f"frame_rates with by= one of {', '.join(PERIODS)}."
        )
    check_one_tier(rates)
    look = frame_look(rates["frame"], lexicon, labels)
    documents = rates.groupby(by, observed=True, sort=True)["documents"].max()
    periods = without_gaps(list(documents.index), by)
    documents = documents.reindex(periods, fill_value=0)
    fig = new_figure(height=1.6 + -(-len(look.ids) // 2) * 1.25)
    fig.spoken = rates_in_words(rates, look, labels)
    axes = panels(fig, len(look.ids), labels, free=free_scales)
    for ax, frame in zip(axes, look.ids, strict=True):
        _draw_panel(ax, rates[rates["frame"] == frame], by, periods, look.colours[frame])
        panel_title(ax, look.names[frame], labels)
        ax.tick_params(labelsize=7.5)
        ax.grid(axis="y")
        if free_scales:
            zero_based(ax, highest_value(rates[rates["frame"] == frame]), labels, axis="y")
    shown = range(0, len(periods), -(-len(periods) // _PERIOD_LABELS))
    axes[0].set_xticks(shown, [f"{periods[k]}\nn = {int(documents.iloc[k]):,}" for k in shown])
    axes[0].set_xlim((len(periods) - 0.5, -0.5) if labels == "ar" else (-0.5, len(periods) - 0.5))
    if not free_scales:
        zero_based(axes[0], highest_value(rates), labels, axis="y")
    return finish(
        fig,
        f"{title or phrase('rates over', labels)}{phrase('comma', labels)} {rate_scale(rates, labels)}",
        rates.attrs.get("provenance", {}),
        labels=labels,
        notes=[
            *([phrase("own scales", labels)] if free_scales else []),
            phrase("documents of a period", labels),
            *interval_notes(rates, labels),
        ],
    )


def _draw_panel(ax: Axes, rows: pd.DataFrame, by: str, periods: list[object], colour: str) -> None:
    """A line through the periods, broken where one has no documents; points are hollow without an interval."""
    ordered = rows.assign(place=rows[by].map(periods.index)).sort_values("place")
    course = ordered.set_index("place")["rate"].reindex(range(len(periods)))
    ax.plot(course.index, course, "-", color=colour, linewidth=1, alpha=0.6)
    for index, row in ordered.iterrows():
        draw_interval(ax, row["place"], row, vertical=True)
        hollow = pd.isna(row["low"])
        (point,) = ax.plot(
            row["place"],
            row["rate"],
            "o",
            markersize=5.5,
            markeredgecolor=colour,
            markerfacecolor="white" if hollow else colour,
            zorder=4,
            clip_on=False,
        )
        mark_of(index, point)
