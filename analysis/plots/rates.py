"""Figure: how often each frame occurs, by tier, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.counting.periods import PERIODS
from analysis.plots.axes import (
    draw_interval,
    grouping_columns,
    highest_value,
    interval_notes,
    names_at_start,
    rate_scale,
    zero_based,
)
from analysis.plots.described import mark_of, rates_in_words
from analysis.plots.groups import plot_groups
from analysis.plots.periods import plot_periods
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import FrameLook, frame_look, wrapped
from analysis.rendering.labels import Labels, phrase
from analysis.rendering.typeface import GREY

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_ROW_INCHES = 0.3


@styled
def plot_rates(
    rates: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """Bars of the frames' rates: core terms filled, related terms hatched, intervals as lines across the ends.

    Rates by a metadata column are drawn as `plot_groups` does, rates by month or another period as `plot_periods`.

    Parameters
    ----------
    rates : a table of `frame_rates`, without `by` for one tier or each, by one column for one tier.
    labels : "ar" or "en", the language of everything but the corpus' own names.
    lexicon : gives the frames' names and colours; the default lexicon if omitted.
    title : in place of the usual one.

    Examples
    --------
    >>> plot_rates(rates, labels="en").get_suptitle()
    'Rates of the frames'
    """
    by = grouping_columns(rates)
    if by:
        draw = plot_periods if by[0] in PERIODS else plot_groups
        return draw(rates, labels=labels, lexicon=lexicon, title=title)
    look = frame_look(rates["frame"], lexicon, labels)
    tiers = list(dict.fromkeys(rates["tier"].astype(str)))
    fig = new_figure(height=1.6 + _ROW_INCHES * len(look.ids) * max(len(tiers), 1.5))
    fig.spoken = rates_in_words(rates, look, labels)
    ax = fig.add_subplot()
    for tier_place, tier in enumerate(tiers):
        _draw_tier(ax, rates[rates["tier"] == tier], look, tier_place, len(tiers), labels)
    ax.set_yticks(range(len(look.ids)), [wrapped(name) for name in look.names.values()])
    ax.set_ylim(len(look.ids) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    zero_based(ax, highest_value(rates), labels)
    ax.grid(axis="x")
    names_at_start(ax, labels)
    ax.set_xlabel(rate_scale(rates, labels))
    if len(tiers) > 1:
        _tier_legend(ax, tiers, labels)
    return finish(
        fig,
        title or phrase("rates", labels),
        rates.attrs.get("provenance", {}),
        labels=labels,
        notes=[*interval_notes(rates, labels), phrase("hits", labels)],
    )


def _draw_tier(ax: Axes, rows: pd.DataFrame, look: FrameLook, place: int, of: int, labels: Labels) -> None:
    """One bar for each frame, with its number of hits beyond the end of the bar and of its interval."""
    height = 0.8 / of
    for index, row in rows.iterrows():
        y = look.ids.index(str(row["frame"])) - 0.4 + height * (place + 0.5)
        (bar,) = ax.barh(y, row["rate"], height * 0.86, **_fill(str(row["tier"]), look.colours[str(row["frame"])]))
        mark_of(index, bar)
        draw_interval(ax, y, row)
        end = max(row["rate"], row["high"]) if pd.notna(row["high"]) else row["rate"]
        ax.annotate(
            f"{int(row['n']):,}",
            (end, y),
            xytext=(-4 if labels == "ar" else 4, 0),
            textcoords="offset points",
            ha="right" if labels == "ar" else "left",
            va="center",
            size=7.5,
            color=GREY,
        )


def _fill(tier: str, colour: str) -> dict[str, Any]:
    """Filled for core terms and for both together; white with hatching for related terms."""
    if tier == "related":
        return {"facecolor": "white", "edgecolor": colour, "hatch": "////", "linewidth": 0.8}
    return {"facecolor": colour, "edgecolor": colour, "linewidth": 0.8}


def _tier_legend(ax: Axes, tiers: list[str], labels: Labels) -> None:
    """Say above the bars what filled and hatched mean, in a colour that belongs to no frame."""
    entries: list[tuple[Artist, str]] = [(Patch(**_fill(tier, GREY)), phrase(tier, labels)) for tier in tiers]
    arabic = labels == "ar"
    patches, names = zip(*(entries[::-1] if arabic else entries), strict=True)
    ax.legend(
        patches,
        names,
        loc="lower left" if arabic else "lower right",
        bbox_to_anchor=(0.0 if arabic else 1.0, 1.0),
        ncols=len(tiers),
        fontsize=8,
        borderaxespad=0.2,
        markerfirst=not arabic,
    )
