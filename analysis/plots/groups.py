"""Figure: each frame's rate in each group of documents (an outlet, a section, an author)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

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
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, counted, isolated, phrase

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_PANEL_INCHES, _LINE_INCHES, _GAP_LINES = 0.5, 0.15, 0.4


@styled
def plot_groups(
    rates: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """One panel a frame, one line a group: the rate as a point, its interval as a line, all on one scale.

    Parameters
    ----------
    rates : a table of `frame_rates(…, by="…")` with one grouping column, for one tier.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_groups(frame_rates(hits, annotations, by="source"), labels="en").get_suptitle()
    'Rates of the frames by source, per 1,000 words'
    """
    by = one_grouping(rates)
    check_one_tier(rates)
    look = frame_look(rates["frame"], lexicon, labels)
    documents = rates.groupby(by, observed=True, sort=False)["documents"].max()
    groups = list(documents.index)
    names = [f"{wrapped(group, 22)}\n{counted(int(n), 'document', labels)}" for group, n in documents.items()]
    lines = sum(name.count("\n") + 1 + _GAP_LINES for name in names)
    fig = new_figure(height=1.4 + -(-len(look.ids) // 2) * (_PANEL_INCHES + _LINE_INCHES * lines))
    fig.spoken = rates_in_words(rates, look, labels)
    axes = panels(fig, len(look.ids), labels)
    for ax, frame in zip(axes, look.ids, strict=True):
        _draw_panel(ax, rates[rates["frame"] == frame], by, groups, look.colours[frame])
        panel_title(ax, look.names[frame], labels)
        ax.tick_params(axis="y", length=0, labelsize=8)
        ax.grid(axis="x")
    axes[0].set_yticks(range(len(groups)), names)
    axes[0].set_ylim(len(groups) - 0.5, -0.5)
    zero_based(axes[0], highest_value(rates), labels)
    heading = title or phrase("rates by", labels, by=isolated(phrase(by, labels), labels))
    return finish(
        fig,
        f"{heading}{phrase('comma', labels)} {rate_scale(rates, labels)}",
        rates.attrs.get("provenance", {}),
        labels=labels,
        notes=interval_notes(rates, labels),
    )


def _draw_panel(ax: Axes, rows: pd.DataFrame, by: str, groups: list[object], colour: str) -> None:
    """The points of one frame; hollow where there is no interval to draw, and whole where the rate is nought."""
    for index, row in rows.iterrows():
        place = groups.index(row[by])
        draw_interval(ax, place, row)
        hollow = pd.isna(row["low"])
        (point,) = ax.plot(
            row["rate"],
            place,
            "o",
            markersize=6.5,
            markeredgecolor=colour,
            markerfacecolor="white" if hollow else colour,
            zorder=4,
            clip_on=False,
        )
        mark_of(index, point)
