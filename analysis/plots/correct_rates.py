"""Figure: rates as counted and as corrected, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.axes import (
    check_one_tier,
    grouping_columns,
    panel_title,
    panels,
    rate_scale,
    zero_based,
)
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, counted, isolated, phrase
from analysis.rendering.typeface import GREY

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_LINE_INCHES, _GAP_LINES, _PANEL_INCHES, _APART = 0.15, 0.9, 0.5, 0.16


@styled
def plot_correct_rates(
    corrected: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """One panel a frame, one place a group: above, in grey, the rate as counted; below, in colour, as corrected.

    Parameters
    ----------
    corrected : a table of `correct_rates`, for one tier, split by one column at most.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_correct_rates(correct_rates(hits, annotations, codings), labels="en").get_suptitle()
    'Rates of the frames, as counted and corrected, per 1,000 words'
    """
    by = grouping_columns(corrected)
    if "raw" not in corrected.columns or len(by) > 1:
        raise KhitabError(
            "plot_correct_rates draws a table of correct_rates, split by one column at most; call correct_rates first."
        )
    check_one_tier(corrected)
    look = frame_look(corrected["frame"], lexicon, labels)
    rows = corrected.assign(_group=corrected[by[0]] if by else phrase("correction/all", labels))
    groups = list(dict.fromkeys(rows["_group"]))
    names = [_group_name(rows[rows["_group"] == group], group, labels) for group in groups]
    lines = sum(name.count("\n") + 1 + _GAP_LINES for name in names)
    fig = new_figure(height=1.9 + -(-len(look.ids) // 2) * (_PANEL_INCHES + _LINE_INCHES * lines))
    axes = panels(fig, len(look.ids), labels)
    highest = _scale_end(rows)
    for ax, frame in zip(axes, look.ids, strict=True):
        _draw_panel(ax, rows[rows["frame"] == frame], groups, look.colours[frame], highest, labels)
        panel_title(ax, look.names[frame], labels)
        ax.tick_params(axis="y", length=0, labelsize=8)
        ax.grid(axis="x")
    axes[0].set_yticks(range(len(groups)), names)
    axes[0].set_ylim(len(groups) - 0.5, -0.5)
    zero_based(axes[0], highest / 1.12, labels)
    heading = title or phrase("correction/title", labels)
    return finish(
        fig,
        f"{heading}{phrase('comma', labels)} {rate_scale(corrected.assign(rate=corrected['raw']), labels)}",
        corrected.attrs.get("provenance", {}),
        labels=labels,
        notes=_notes(rows, highest, labels),
    )


def _group_name(rows: pd.DataFrame, group: object, labels: Labels) -> str:
    documents = counted(int(rows["documents"].max()), "document", labels)
    coded = phrase("correction/coded", labels, coded=counted(int(rows["coded"].max()), "paragraph", labels))
    return f"{wrapped(isolated(group, labels), 22)}\n{documents}\n{coded}"


def _scale_end(rows: pd.DataFrame) -> float:
    """Room for every rate and for most intervals: one that is very long is cut, and drawn with an arrow."""
    rates = float(rows[["raw", "rate"]].max().max())
    ends = float(rows[["raw_high", "high"]].max().max())
    return float(np.nanmin([np.nanmax([rates, ends]), 2.2 * rates])) * 1.12 or 1.0


def _draw_panel(
    ax: Axes, rows: pd.DataFrame, groups: list[object], colour: str, highest: float, labels: Labels
) -> None:
    for row in rows.to_dict("records"):
        place = groups.index(row["_group"])
        _draw_rate(ax, place - _APART, (row["raw"], row["raw_low"], row["raw_high"]), GREY, "s", highest, labels)
        _draw_rate(ax, place + _APART, (row["rate"], row["low"], row["high"]), colour, "o", highest, labels)


def _draw_rate(
    ax: Axes,
    place: float,
    values: tuple[float, float, float],
    colour: str,
    marker: str,
    highest: float,
    labels: Labels,
) -> None:
    rate, low, high = values
    if np.isnan(rate):
        return
    if not np.isnan(low):
        ax.hlines(place, low, min(high, highest), colors=colour, linewidth=1.4, zorder=3)
        if high > highest:
            arrow = "<" if labels == "ar" else ">"
            ax.plot(highest, place, arrow, color=colour, markersize=5, clip_on=False, zorder=3)
    filled = colour if marker == "o" and not np.isnan(low) else "white"
    ax.plot(rate, place, marker, markersize=6, markeredgecolor=colour, markerfacecolor=filled, zorder=4)


def _notes(rows: pd.DataFrame, highest: float, labels: Labels) -> list[str]:
    notes = [phrase("correction/marks", labels), phrase("correction/method", labels)]
    if rows["low"].isna().any():
        notes.append(phrase("correction/missing", labels))
    if (rows[["raw_high", "high"]] > highest).any().any():
        notes.append(phrase("correction/cut", labels))
    return notes
