"""Prose: the sentences of a report in two languages, and numbers that know the cell they come from.

A number is written as `<data value="0.989…" data-at="rates/3/rate" data-as="rate">0.99</data>`: the cell of the table
that lies beside the report, and the form it is shown in. So a reader, or a test, can hold each number to its table.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.rendering.html import direction
from analysis.rendering.labels import Labels, counted, phrase, small_p
from analysis.rendering.numerals import in_numerals, percent_sign
from analysis.rounding import as_measure

_STORE: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "prose.toml").read_text(encoding="utf-8")
)
MINUS = "\u2212"
FORMS = ("count", "rate", "share", "measure", "p", "date", "plain")


def sentence(name: str, labels: Labels, /, **parts: str) -> str:
    """The sentence "section/name" of `prose.toml`, its gaps filled with HTML."""
    section, _, own = name.partition("/")
    return _STORE[section][own][labels].replace("%", percent_sign(labels)).format(**parts)


def has_sentence(name: str) -> bool:
    """Whether there is a sentence of that name."""
    section, _, own = name.partition("/")
    return own in _STORE.get(section, {})


def as_shown(value: Any, form: str, labels: Labels = "en", noun: str = "") -> str:
    """A value as text: a count, a rate of two decimals, a share in per cent, a p-value, a date."""
    if value is None or pd.isna(value):
        return "–"
    if noun:
        return counted(int(value), noun, labels)
    return in_numerals(_as_written(value, form), labels)


def _as_written(value: Any, form: str) -> str:
    if form == "count":
        return f"{int(value):,}"
    if form == "rate":
        return f"{float(value):.2f}".replace("-", MINUS)
    if form == "share":
        return f"{100 * float(value):.1f}"
    if form == "measure":
        return as_measure(float(value))
    if form == "p":
        return small_p(float(value))
    if form == "date":
        return f"{pd.Timestamp(value):%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def name(text: object) -> str:
    """A name of the corpus or the lexicon, in its own direction."""
    return f'<bdi class="name">{escape(str(text))}</bdi>'


@dataclass(frozen=True)
class Teller:
    """Speaks one language about the tables of one report."""

    labels: Labels
    tables: Mapping[str, pd.DataFrame]

    def say(self, sentence_name: str, /, **parts: str) -> str:
        """A sentence; `parts` are HTML."""
        return sentence(sentence_name, self.labels, **parts)

    def phrase(self, phrase_name: str, /, **parts: object) -> str:
        """A phrase that figures use, too, escaped."""
        return escape(phrase(phrase_name, self.labels, **parts))

    def cell(self, table: str, row: int, column: str, form: str = "count", noun: str = "") -> str:
        """The number of a cell, which is named by its table, its row from 0 and its column."""
        value = self.tables[table][column].iloc[row]
        shown = escape(as_shown(value, form, self.labels, noun))
        exact = "" if pd.isna(value) else as_exact(value)
        attributes = f'value="{escape(exact)}" data-at="{escape(f"{table}/{row}/{column}")}" data-as="{form}"'
        counted_noun = f' data-noun="{noun}"' if noun else ""
        # A noun within Arabic runs as the sentence does; a bare number keeps its own order.
        turned = "" if noun else ' dir="ltr"'
        return f"<data {attributes}{counted_noun}{turned}>{shown}</data>"

    def fact(self, fact_name: str, form: str = "count", noun: str = "") -> str:
        """A number of the table `summary`, by its name."""
        names = self.tables["summary"]["name"].tolist()
        return self.cell("summary", names.index(fact_name), "value", form, noun)

    def listed(self, items: Iterable[str]) -> str:
        """Items of HTML with commas, or Arabic commas, between them."""
        return ("، " if self.labels == "ar" else ", ").join(items)

    def span(self, table: str, row: int, low: str, high: str, form: str = "rate", joint: str = "–") -> str:
        """An interval as "low–high", kept in its order; a dash where there is none."""
        if self.tables[table][[low, high]].iloc[row].isna().any():
            return "–"
        ends = (self.cell(table, row, end, form) for end in (low, high))
        return f'<bdi dir="ltr" class="span">{joint.join(ends)}</bdi>'

    @property
    def attributes(self) -> str:
        """The attributes of an element in this language."""
        return direction(self.labels)


def as_exact(value: Any) -> str:
    """A value as the cell of a CSV file has it."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return repr(float(value)) if isinstance(value, float) else str(value)
