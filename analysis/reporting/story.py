"""Story: what each section is given: the results, the words to speak of them, the links and the frames' look."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.discourse.placing import NARRATOR
from analysis.measures.uncertainty import RARE_DOCUMENTS
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.labels import Labels
from analysis.rendering.numerals import in_numerals
from analysis.reporting.charts import Bar
from analysis.reporting.links import Links, link
from analysis.reporting.prose import Teller, as_shown, name
from analysis.reporting.results import Results

SPEAKERS = 15
"""Speakers who are shown by name."""


@dataclass(frozen=True)
class Section:
    """A part of the report under a heading of its own; `body` is HTML."""

    id: str
    heading: str
    body: str


@dataclass(frozen=True)
class Story:
    """One report in one language."""

    found: Results
    teller: Teller
    links: Links
    look: FrameLook

    def name_of(self, frame: str) -> str:
        """A frame's name."""
        return name(self.look.names[frame])

    def chip(self, frame: str) -> str:
        """A frame's name beside its colour."""
        style = f'style="--c:{escape(self.look.colours[frame])}"'
        return f'<span class="chip" {style} aria-hidden="true"></span>{self.name_of(frame)}'

    def group(self, group: str) -> str:
        """The name of a group, or what stands for one that is not named."""
        return name(group) if group != "unknown" else self.teller.say("passages/unknown")

    def period(self, period: str) -> str:
        """A period as it is written, in the numerals of the report."""
        return in_numerals(period, self.teller.labels)

    def kind(self, kind: str) -> str:
        """What a kind of speaker is called."""
        return self.teller.say("voices/narrator") if kind == NARRATOR else self.teller.phrase(f"discourse/{kind}")

    @property
    def by(self) -> str:
        """What the groups are called: source, or a column of the corpus."""
        column = self.found.by.column or str(self.found.by.parts.get("by", ""))
        return self.teller.phrase(column)

    @property
    def over(self) -> str:
        """What the periods are called."""
        return self.teller.phrase(self.found.over.column or str(self.found.over.parts.get("over", "")))

    def rate(self, table: str, row: int, address: str, *, faint: bool = False) -> Bar:
        """A row of a table of rates as a bar: hits, rate and interval, each number leading to the passages."""
        rows = self.found.tables[table]
        values = rows.iloc[row]
        frame, n = str(values["frame"]), int(values["n"])
        said = f'<span class="n">{self.linked(table, row, "n", address, "hit", n)}</span>'
        said += f' <span class="rate">{self.teller.cell(table, row, "rate", "rate")}</span>'
        span = self.teller.span(table, row, "low", "high")
        said += f' <span class="ci">{span}</span>' if span != "–" else ""
        label = f"{self.look.names[frame]}: {as_shown(n, 'count', self.teller.labels)}"
        return Bar(
            float(values["rate"]), float(values["low"]), float(values["high"]), said, address if n else "", label,
            self.look.colours[frame], int(values["documents_with"]) < RARE_DOCUMENTS, faint,
        )  # fmt: skip

    def linked(self, table: str, row: int, column: str, address: str, noun: str, number: int) -> str:
        """A number that leads to its passages; nought leads nowhere."""
        said = self.teller.cell(table, row, column, "count", noun)
        return link(address, said) if number else said


def story_of(found: Results, labels: Labels) -> Story:
    """Make ready what the sections need."""
    frames = found.lexicon.frame_ids
    speakers = tuple(found.tables["speakers"]["speaker"].head(SPEAKERS)) if "speakers" in found.tables else ()
    links = Links(tuple(frames), found.groups, found.over.values, tuple(map(str, speakers)))
    return Story(found, Teller(labels, found.tables), links, frame_look(frames, found.lexicon, labels))


def paragraph(*sentences: str) -> str:
    """Sentences as a paragraph of prose; empty ones are left out."""
    said = " ".join(one for one in sentences if one)
    return f'<p class="prose">{said}</p>' if said else ""


def points(items: list[str]) -> str:
    """Sentences as a list."""
    return f'<ul class="prose">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""


def period_noun(period: str) -> str:
    """What periods are counted as; a week is a week on whichever day it begins."""
    return period.partition("-")[0]


def missing(value: object) -> bool:
    """Whether a cell holds nothing."""
    return bool(pd.isna(value))  # type: ignore[call-overload]
