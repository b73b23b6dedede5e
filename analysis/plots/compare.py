"""Figure: differences between groups as a forest plot, each with its interval and its p-value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.labels import Labels, isolated, isolating, per_units, percent, phrase, small_p
from analysis.rendering.typeface import FAINT, GREY, INK
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_LINE_INCHES, _HEADING_INCHES = 0.27, 0.34
_REST = "(rest)"

SUPPORTED = 0.05  # p above it supports no difference


@styled
def plot_compare(
    comparison: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """One line a comparison, frame by frame: the difference of rates, its interval, and the corrected p-value.

    Parameters
    ----------
    comparison : a table of `compare`.
    labels, lexicon, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when no comparison has an interval: every one has a group of fewer than 8 documents.

    Examples
    --------
    >>> plot_compare(compare(hits, annotations, "source"), labels="en").get_suptitle()
    'Differences in the rates of the frames'
    """
    _check(comparison)
    look = frame_look(comparison["frame"], lexicon, labels)
    lines = _lines(comparison, look)
    fig = new_figure(height=1.6 + sum(_HEADING_INCHES if row is None else _LINE_INCHES for _, row in lines))
    ax = fig.add_subplot()
    names = []
    for place, (name, row) in enumerate(lines):
        names.append(name if row is None else _versus(row, labels))
        if row is not None:
            _draw(ax, place, row, look.colours[str(row["frame"])], labels)
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_yticks(range(len(lines)), names, size=8)
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    reach = 1.3 * float(comparison[["difference", "low", "high"]].abs().max().max()) or 1.0
    ax.set_xlim((reach, -reach) if labels == "ar" else (-reach, reach))
    ax.grid(axis="x", color=FAINT)
    names_at_start(ax, labels)
    for text, (_, row) in zip(ax.get_yticklabels(), lines, strict=True):
        text.set_fontweight("bold" if row is None else "normal")
    scale = per_units(float(comparison.attrs.get("per", 1000)), str(comparison["denominator_name"].iloc[0]), labels)
    ax.set_xlabel(isolating("comparison/difference", labels, scale=scale))
    reconciled = [phrase("comparison/both answers", labels)] if _disagree(comparison) else []
    missing = [isolating("comparison/hollow no interval", labels)] if comparison["low"].isna().any() else []
    return finish(
        fig,
        title or isolating("comparison/comparison", labels),
        comparison.attrs.get("provenance", {}),
        labels=labels,
        notes=[isolating("comparison/comparison notes", labels, confidence=percent(comparison)), *reconciled, *missing],
    )


def _disagree(comparison: pd.DataFrame) -> bool:
    """Whether an interval leaves out 0 where p, corrected for all comparisons, supports no difference."""
    beyond = (comparison["low"] > 0) | (comparison["high"] < 0)
    return bool((beyond & (comparison["p_adjusted"] > SUPPORTED)).any())


def _check(comparison: pd.DataFrame) -> None:
    if not {"group", "other", "difference", "p_adjusted"} <= set(comparison.columns):
        raise KhitabError("plot_compare draws a table of compare; pass the table as compare gave it.")
    if comparison["low"].isna().all():
        few = int(comparison[["documents", "documents_other"]].min().min())
        raise KhitabError(
            f"plot_compare: no comparison has an interval (the smallest group has {how_many(few, 'document')}, and "
            "8 are needed); join groups, add documents, or read the table itself."
        )


def _lines(comparison: pd.DataFrame, look: FrameLook) -> list[tuple[str, pd.Series | None]]:
    """Headings, one for each frame that is found, with its comparisons below."""
    lines: list[tuple[str, pd.Series | None]] = []
    for frame in look.ids:
        rows = comparison[(comparison["frame"].astype("str") == frame) & (comparison["n"] + comparison["n_other"] > 0)]
        if len(rows):
            lines.append((look.names[frame], None))
            lines += [(frame, row) for _, row in rows.iterrows()]
    return lines


def _versus(row: pd.Series, labels: Labels) -> str:
    other = isolating("comparison/rest", labels) if row["other"] == _REST else isolated(row["other"], labels)
    return f"{isolated(row['group'], labels)} – {other}"


def _draw(ax: Axes, place: int, row: pd.Series, colour: str, labels: Labels) -> None:
    known = pd.notna(row["low"])
    if known:
        ax.hlines(place, row["low"], row["high"], colors=INK, linewidth=1.3, zorder=3)
    ax.plot(
        row["difference"], place, "o", markersize=6.5, markeredgecolor=colour,
        markerfacecolor=colour if known else "white", zorder=4,
    )  # fmt: skip
    if pd.notna(row["p_adjusted"]):
        ax.annotate(
            isolating("comparison/p value", labels, p=small_p(float(row["p_adjusted"]))),
            (1 if labels == "en" else 0, place),
            xycoords=("axes fraction", "data"),
            xytext=(-2 if labels == "en" else 2, 0),
            textcoords="offset points",
            ha="right" if labels == "en" else "left",
            va="center",
            size=7.5,
            color=GREY,
        )
