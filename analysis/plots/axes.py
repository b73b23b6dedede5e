"""What the figures of rates share: reading direction, the unit on the axis, intervals and the notes on them."""

import re
from collections.abc import Callable
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.errors import KhitabError
from analysis.plots.style import Figure
from analysis.rendering.labels import Labels, counted, per_units, phrase
from analysis.rendering.typeface import INK

RATE_COLUMNS = ("frame", "tier", "n", "denominator", "denominator_name", "documents", "documents_with", "rate")
_INTERVAL_COLUMNS = ("low", "high", "interval", "note")


def grouping_columns(rates: pd.DataFrame) -> list[str]:
    """The columns by which a table of rates was made; refuses a table that is none."""
    missing = [name for name in (*RATE_COLUMNS, *_INTERVAL_COLUMNS) if name not in rates.columns]
    if missing:
        raise KhitabError(
            f"a figure of rates needs the column {missing[0]!r}, which this table lacks; draw from the table "
            "that frame_rates gave."
        )
    if rates.empty:
        raise KhitabError("the table of rates has no rows, so there is nothing to draw; widen what you select.")
    return list(rates.columns[: list(rates.columns).index("frame")])


def one_grouping(rates: pd.DataFrame) -> str:
    """The one column by which the rates are split; refuses tables with none or several."""
    by = grouping_columns(rates)
    if len(by) != 1:
        found = ", ".join(by) or "none"
        raise KhitabError(
            f"this figure needs rates split by exactly one column, but the table has {found}; call frame_rates "
            'with one name, as in by="source".'
        )
    return by[0]


def check_one_tier(rates: pd.DataFrame) -> None:
    """Refuse tables that hold several tiers, which these figures would draw on top of each other."""
    tiers = sorted(set(rates["tier"].astype(str)))
    if len(tiers) > 1:
        raise KhitabError(
            f"this figure draws one tier, but the table holds {', '.join(tiers)}; select one, "
            f'as in rates.query("tier == {tiers[0]!r}").'
        )


def names_at_start(ax: Axes, labels: Labels) -> None:
    """Names stand where reading begins: at the right edge in Arabic, at the left in English."""
    if labels == "en":
        ax.spines.right.set_visible(False)
        return
    ax.spines.left.set_visible(False)
    ax.yaxis.tick_right()


def rate_scale(rates: pd.DataFrame, labels: Labels) -> str:
    """The unit of the rates, `per 1,000 words`, as the table says or, where it was put together, as its numbers do."""
    found = rates[rates["n"] > 0]
    ratio = (found["rate"] * found["denominator"] / found["n"]).median() if len(found) else 1000
    ratio = rates.attrs.get("per", ratio)
    return per_units(ratio, str(rates["denominator_name"].iloc[0]), labels)


def zero_based(ax: Axes, highest: float, labels: Labels, axis: Literal["x", "y"] = "x") -> None:
    """Let the scale start at nought (at the right in Arabic), leave room at its end, and keep its numbers few."""
    end = highest * 1.12 if highest > 0 else 1
    if axis == "y":
        ax.set_ylim(0, end)
        ax.yaxis.set_major_locator(MaxNLocator(4))
    else:
        ax.set_xlim((end, 0) if labels == "ar" else (0, end))
        ax.xaxis.set_major_locator(MaxNLocator(5))


def highest_value(rates: pd.DataFrame) -> float:
    """The highest rate or interval end, for scales shared by several panels."""
    return float(rates[["rate", "high"]].max().max())


def draw_interval(ax: Axes, place: float, row: pd.Series, *, vertical: bool = False) -> None:
    """The row's interval as a line across its place; dashed where rough, nothing where there is none."""
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return
    line: Callable[..., object] = ax.vlines if vertical else ax.hlines
    dashes = (0, (2, 1.5)) if _is_rough(row["note"]) else "-"
    line(place, row["low"], row["high"], colors=INK, linewidth=1.3, linestyles=dashes, zorder=3)


def interval_notes(rates: pd.DataFrame, labels: Labels) -> list[str]:
    """Which method made the intervals, and where and why there are none."""
    missing = rates["low"].isna() & (rates["n"] > 0)
    if rates["low"].isna().all():
        few = f"{rates['documents'].max():,}"
        return [phrase("all missing", labels, documents=few)]
    notes = [_method(str(rates.loc[rates["low"].notna(), "interval"].iloc[0]), labels)]
    if missing.any():
        notes.append(phrase("some missing", labels))
    if rates["note"].map(_is_rough).any():
        notes.append(phrase("rough", labels))
    return notes


def panels(fig: Figure, number: int, labels: Labels, *, columns: int = 2, free: bool = False) -> list[Axes]:
    """A grid of panels, filled in reading order; places stay empty. Scales are shared; upright ones not if `free`."""
    columns = min(columns, number)
    grid = fig.subplots(-(-number // columns), columns, sharex=True, sharey=not free, squeeze=False)
    ordered: list[Axes] = [ax for row in grid for ax in (row[::-1] if labels == "ar" else row)]
    for place, ax in enumerate(ordered[:number]):
        names_at_start(ax, labels)
        first_in_row, last_in_column = place % columns == 0, place + columns >= number
        left, right = (side and (free or first_in_row) for side in (labels == "en", labels == "ar"))
        ax.tick_params(labelleft=left, labelright=right, labelbottom=last_in_column)
    for ax in ordered[number:]:
        ax.remove()
    return ordered[:number]


def panel_title(ax: Axes, name: str, labels: Labels) -> None:
    """The frame's name above its panel, at the side where reading begins."""
    ax.set_title(name, loc="right" if labels == "ar" else "left", weight="bold")


def _is_rough(note: object) -> bool:
    return "rough" in str(note)


def _method(name: str, labels: Labels) -> str:
    """The method's name in the reader's language; one that is not known is quoted as it stands."""
    known = re.fullmatch(r"(document|cluster) bootstrap, \w+, ([\d.]+) %, ([\d,]+) resamples, seed \d+", name)
    if known is None:
        return phrase("other method", labels, method=name)
    units = {"document": "documents resampled", "cluster": "clusters resampled"}[known[1]]
    times = counted(int(known[3].replace(",", "")), "time", labels)
    return phrase(units, labels, confidence=known[2], resamples=times)
