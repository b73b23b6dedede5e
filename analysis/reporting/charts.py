"""Charts as tables: bars, dots and columns that are HTML, so that each is a link and fits any width.

Lengths are shares of the largest value, set on elements by custom properties that `report.css` draws with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd


@dataclass(frozen=True)
class Bar:
    """A value with its interval, as numbers to draw and as HTML to read.

    Attributes
    ----------
    said : the value in HTML, with its links.
    address, label : where the bar leads, and what is said of that to those who do not see it.
    rough : whether the interval is dashed; faint : a related thing, drawn hatched.
    """

    value: float
    low: float
    high: float
    said: str
    address: str = ""
    label: str = ""
    colour: str = "#0072B2"
    rough: bool = False
    faint: bool = False


def highest(bars: Sequence[Bar]) -> float:
    """The largest value or end of an interval: what is as long as the room for it."""
    ends = [end for bar in bars for end in (bar.value, bar.high) if not pd.isna(end)]
    return max(ends, default=0.0) or 1.0


def bar(one: Bar, top: float) -> str:
    """A bar with its interval, and its numbers beside or beneath it."""
    size = 0.0 if pd.isna(one.value) else one.value / top
    drawn = f'<span class="fill{" faint" if one.faint else ""}"></span>'
    style = f"--c:{escape(one.colour)};--v:{size:.4f}"
    if not pd.isna(one.low) and not pd.isna(one.high):
        style += f";--l:{one.low / top:.4f};--h:{one.high / top:.4f}"
        drawn += f'<span class="whisker{" rough" if one.rough else ""}"></span>'
    track = f'<span class="track" style="{style}">{drawn}</span>'
    if one.address:  # a second way to where the number leads, which the keyboard need not stop at
        track = f'<a class="bar" href="{escape(one.address)}" tabindex="-1" aria-hidden="true">{track}</a>'
    return f'<div class="cell">{track}<span class="said">{one.said}</span></div>'


def bars(rows: Sequence[tuple[str, Sequence[Bar]]], caption: str, head: tuple[str, str], top: float = 0.0) -> str:
    """A table of bars: a row for each name, of one bar or several under each other; names are HTML."""
    top = top or highest([one for _, several in rows for one in several])
    body = "".join(
        f'<tr><th scope="row">{name}</th><td>{"".join(bar(one, top) for one in several)}</td></tr>'
        for name, several in rows
    )
    return (
        f'<table class="bars"><caption>{caption}</caption><thead class="unseen"><tr><th scope="col">{head[0]}</th>'
        f'<th scope="col">{head[1]}</th></tr></thead><tbody>{body}</tbody></table>'
    )


def columns(title: str, several: Sequence[tuple[str, Bar | None]], top: float, ends: tuple[str, str]) -> str:
    """Columns from period to period, in the direction of reading; None where there are no documents.

    They repeat for the eye what the table beneath says in numbers, so they are one picture to those who do not see.
    """
    drawn = "".join(_column(label, one, top) for label, one in several)
    return (
        f'<figure class="columns"><figcaption>{title}</figcaption>'
        f'<div class="plot" aria-hidden="true">{drawn}</div>'
        f'<div class="ends" aria-hidden="true"><bdi dir="ltr">{escape(ends[0])}</bdi>'
        f'<bdi dir="ltr">{escape(ends[1])}</bdi></div></figure>'
    )


def _column(label: str, one: Bar | None, top: float) -> str:
    if one is None:
        return f'<span class="none" title="{escape(label)}"></span>'
    style = f"--c:{escape(one.colour)};--v:{one.value / top:.4f}"
    whisker = ""
    if not pd.isna(one.low) and not pd.isna(one.high):
        style += f";--l:{one.low / top:.4f};--h:{one.high / top:.4f}"
        whisker = f'<span class="whisker{" rough" if one.rough else ""}"></span>'
    inside = f'<span class="fill"></span>{whisker}'
    return (
        f'<a href="{escape(one.address)}" tabindex="-1" title="{escape(one.label)}" style="{style}">{inside}</a>'
        if one.address
        else f'<span title="{escape(one.label)}" style="{style}">{inside}</span>'
    )


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading as HTML, and whether it holds numbers."""

    heading: str
    number: bool = True


def table(
    head: Sequence[Column], rows: Sequence[Sequence[str]], caption: str, *, label: str = "", css: str = ""
) -> str:
    """A table whose cells are HTML; the first of each row names it. `label` lets it scroll where it is wide."""
    heading = "".join(f'<th scope="col"{_number(column)}>{column.heading}</th>' for column in head)
    body = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{cell}</th>' if place == 0 else f"<td{_number(column)}>{cell}</td>"
            for place, (column, cell) in enumerate(zip(head, row, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    name = f' class="{css}"' if css else ""
    drawn = f"<table{name}><caption>{caption}</caption><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>"
    if not label:
        return drawn
    return f'<div class="scrolling" role="region" tabindex="0" aria-label="{escape(label)}">{drawn}</div>'


def _number(column: Column) -> str:
    return ' class="number"' if column.number else ""


def shaded(content: str, share: float, colour: str) -> str:
    """A cell's content over a tint that grows with its share of the largest."""
    return f'<span class="shade" style="--c:{escape(colour)};--s:{share:.3f}">{content}</span>'
