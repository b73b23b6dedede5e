"""What a report gives to take away: its tables as CSV and workbooks, and figures for a paper."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.passages.readable import with_passages
from analysis.plots.described import link_marks
from analysis.plots.groups import plot_groups
from analysis.plots.periods import plot_periods
from analysis.plots.rates import plot_rates
from analysis.plots.style import Figure, save_figure
from analysis.plots.tables import save_table
from analysis.rendering.labels import Labels, phrase
from analysis.reporting.prose import has_sentence
from analysis.reporting.results import Results
from analysis.reporting.story import Section, Story

TABLES, FIGURES = "tables", "figures"
MOST_ROWS = 20_000
"""A longer table is written as CSV alone: as a workbook it would take minutes to write and to open."""
_DRAWN_GROUPS = 12
_PLAIN = re.compile(r"\w{1,60}", re.ASCII)
_PLACES = ("hits", "excluded", "attributions")
"""Tables whose rows are places in the texts: they are written with source, date, title and sentence."""


def file_of(name: str) -> str:
    """The name of a table's files."""
    return name.replace(" ", "_")


def write_tables(found: Results, folder: Path, labels: Labels) -> list[Path]:
    """Each table as CSV and, unless it is very long, as a workbook from right to left; gives their paths."""
    written: list[Path] = []
    for name, table in found.tables.items():
        readable = _plain(with_passages(table, found.annotations) if name in _PLACES else table)
        written += save_table(readable, file_of(name), folder / TABLES, kinds=("csv",))
        if len(table) <= MOST_ROWS:
            named = _with_names(readable, found, labels)
            written += save_table(named, file_of(name), folder / TABLES, kinds=("xlsx",))
    return list(dict.fromkeys(written))


def _with_names(table: pd.DataFrame, found: Results, labels: Labels) -> pd.DataFrame:
    """The table with the names of frames beside their ids, which lead to the passages and therefore stay."""
    if "frame" not in table:
        return table
    names = {frame.id: frame.label(labels) for frame in found.lexicon.frames}
    named = table.copy()
    shown = [names.get(str(frame), str(frame)) for frame in table["frame"]]
    named.insert(int(table.columns.get_loc("frame")) + 1, "frame_label", pd.array(shown, dtype="str"))  # type: ignore[arg-type]
    named.attrs = dict(table.attrs)
    return named


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table as files hold it: dates without a time."""
    plain = table.copy()
    for place, kind in enumerate(plain.dtypes):
        if pd.api.types.is_datetime64_any_dtype(kind):
            days = plain.iloc[:, place].dt.strftime("%Y-%m-%d")
            plain.isetitem(place, days.where(days.notna(), ""))
    plain.attrs = dict(table.attrs)
    return plain


def figure_names(story: Story) -> list[str]:
    """Which figures this corpus has."""
    found = story.found
    if found.nothing:
        return []
    few = found.by and len(found.by.values) <= _DRAWN_GROUPS
    return ["rates", *(["groups"] if few else []), *(["periods"] if found.over else [])]


def figure_file(story: Story, name: str) -> str:
    """The name of a figure's files, which says what is drawn: `rates`, `rates_by_source`, `rates_by_month`."""
    by = {"groups": story.found.by.column, "periods": story.found.over.column}.get(name)
    if by is None:
        return name
    return f"rates_by_{by}" if _PLAIN.fullmatch(by) else f"rates_by_{name}"


def write_figures(story: Story, names: list[str], folder: Path, title: str | None = None) -> list[Path]:
    """The frames, also by group and over time, as figures of a paper; gives their paths. `title` opens their titles."""
    return [
        path
        for name in names
        for path in save_figure(_figure(story, name, title), figure_file(story, name), folder / FIGURES)
    ]


def _figure(story: Story, name: str, title: str | None) -> Figure:
    """A figure whose marks lead to their passages."""
    fig = _drawn(story, name, title)
    rows = story.found.tables[name]
    column = {"groups": story.found.by.column, "periods": story.found.over.column}.get(name, "")

    def address(row: int) -> str:
        known = rows.loc[row]
        if not known["n"]:
            return ""
        chosen = {"tier": str(known["tier"])} if name == "rates" else {name[:-1]: str(known[column])}
        return f"../{story.links.hits(str(known['frame']), **chosen)}"

    link_marks(fig, address)
    return fig


def _drawn(story: Story, name: str, title: str | None) -> Figure:
    table = story.found.tables[name]
    look: dict[str, Any] = {"labels": story.teller.labels, "lexicon": story.found.lexicon}
    if title:
        usual = {"rates": "rates", "groups": "rates by", "periods": "rates over"}[name]
        look["title"] = (
            f"{title}: {phrase(usual, story.teller.labels, **({'by': story.by} if name == 'groups' else {}))}"
        )
    if name == "rates":
        return plot_rates(table, **look)
    if name == "groups":
        return plot_groups(table, **look)
    drawn = table[table["documents"] > 0]
    drawn.attrs = dict(table.attrs)
    return plot_periods(drawn, **look)


def downloads(story: Story, figures: list[str]) -> Section:
    """The section that lists them."""
    teller = story.teller
    items = ""
    for name, table in story.found.tables.items():
        kinds = ["csv"] if len(table) > MOST_ROWS else ["csv", "xlsx"]
        links = " · ".join(f'<a href="{TABLES}/{file_of(name)}.{kind}">{kind}</a>' for kind in kinds)
        long = "" if len(kinds) > 1 else f" {teller.say('downloads/too long')}"
        what = teller.say(f"table/{name}") if has_sentence(f"table/{name}") else escape(name)
        items += f'<li>{what}: <bdi dir="ltr">{links}</bdi>{long}</li>'
    body = f'<p>{teller.say("downloads/tables")}</p><ul class="files">{items}</ul>'
    if figures:
        drawn = ""
        for name in figures:
            links = " · ".join(
                f'<a href="{FIGURES}/{figure_file(story, name)}.{kind}">{kind}</a>' for kind in ("svg", "png", "pdf")
            )
            drawn += f'<li>{teller.say(f"table/{name}")}: <bdi dir="ltr">{links}</bdi></li>'
        body += f'<h3>{teller.say("downloads/figures")}</h3><ul class="files">{drawn}</ul>'
    return Section("downloads", teller.say("downloads/heading"), body)
