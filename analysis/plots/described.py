"""Figures for those who do not see them: title and numbers as text in the SVG, and marks as links to passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from analysis.rendering.frame_style import FrameLook
from analysis.rendering.labels import Labels, counted, isolated, per_units, phrase
from analysis.rendering.numerals import in_numerals

MOST_SPOKEN = 40
"""Rows that are put into the short text that stands in for a picture; the SVG itself has all."""
_MARK = "row-{}"


def mark_of(row: object, artist: Artist) -> None:
    """Let the artist be known as the mark of this row of the table."""
    artist.set_gid(_MARK.format(row))


def rates_in_words(rates: pd.DataFrame, look: FrameLook, labels: Labels) -> dict[str, str]:
    """Each row of a table of rates, by its index, as a line: where, which frame, how often, with its interval."""
    groups = list(rates.columns[: list(rates.columns).index("frame")])
    comma = f"{phrase('comma', labels)} "
    several = rates["tier"].nunique() > 1
    lines = {}
    for index, row in rates.iterrows():
        named = [isolated(row[group], labels) for group in groups]
        named.append(look.names[str(row["frame"])])
        named += [phrase(str(row["tier"]), labels)] if several else []
        if pd.isna(row["rate"]):
            said = "–"
        else:
            unit = per_units(float(rates.attrs.get("per", 1000)), str(row["denominator_name"]), labels)
            said = f"{counted(int(row['n']), 'hit', labels)}{comma}{row['rate']:.2f} {unit}"
            if pd.notna(row["low"]) and pd.notna(row["high"]):
                ends = {"low": f"{row['low']:.2f}", "high": f"{row['high']:.2f}"}
                said += f" ({phrase('from to', labels, **ends)})"
        lines[str(index)] = in_numerals(f"{comma.join(named)}: {said}", labels)
    return lines


def link_marks(fig: Figure, address: Callable[[int], str]) -> None:
    """Make the mark of each row a link, where `address` gives one for the row's index."""
    for artist in fig.findobj(lambda one: str(one.get_gid() or "").startswith("row-")):
        found = address(int(str(artist.get_gid()).removeprefix("row-")))
        if found:
            artist.set_url(found)


def svg_with_text(svg: str, title: str, lines: Mapping[str, str], notes: str) -> str:
    """The SVG with its title, its numbers and notes as elements for screen readers, and a name on each link."""
    linked = "<a xlink:href" in svg
    told = "\n".join([*lines.values(), notes]).strip()
    role = "group" if linked else "img"  # what is within an image is not read, and links are to be
    head = f'role="{role}" aria-labelledby="khitab-title" aria-describedby="khitab-desc" '
    text = f'<title id="khitab-title">{escape(title)}</title>\n<desc id="khitab-desc">{escape(told)}</desc>\n'
    svg = re.sub(r"<svg ([^>]*)>", lambda found: f"<svg {head}{found[1]}>\n {text}", svg, count=1)

    return "".join(_named(part, lines) for part in re.split('(?=<g id="row-)', svg))


def _named(part: str, lines: Mapping[str, str]) -> str:
    """A stretch of the SVG that begins with a mark; where the mark is a link, it says in words where it leads."""
    mark = re.match(r'<g id="row-([^"]*)">', part)
    if mark is None:
        return part
    said = escape(lines.get(mark[1], ""))
    return re.sub(
        r'<a (xlink:href="[^"]*")[^>]*>',
        lambda found: f'<a {found[1]} aria-label="{said}">\n<title>{said}</title>',
        part,
        count=1,
    )
