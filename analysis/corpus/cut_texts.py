"""Texts that were cut where they were kept: by a cell, a database, an interface that gives beginnings.

One text tells nothing of it; many that end at one length do, or many that end in dots.
"""

from collections import Counter
from collections.abc import Iterable

from analysis.wording import how_many

MOST_IN_CELL = 32_767  # characters that a cell of a spreadsheet holds
FEWEST = 5  # texts that tell of a custom
SHORTEST = 100  # characters: no column of texts holds fewer
SHARE = 0.2  # of the texts that end at one length
DOTS = ("\u2026", "...", "[..]")


class Lengths:
    """How long the texts of a table are and how they end, seen a batch at a time."""

    def __init__(self) -> None:
        self.at: Counter[int] = Counter()
        self.different: set[int] = set()
        self.longest = self.dotted = 0

    def add(self, texts: Iterable[str]) -> None:
        """Take note of further texts."""
        for text in texts:
            if not text.strip():
                continue
            self.at[len(text)] += 1
            self.dotted += text.rstrip(" \n])").endswith(DOTS)
            if len(text) > self.longest:
                self.longest, self.different = len(text), set()
            if len(text) == self.longest and len(self.different) < FEWEST:
                self.different.add(hash(text))

    def notes(self, label: str) -> list[str]:
        """Say what looks cut, and where."""
        texts, most = sum(self.at.values()), self.at[self.longest]
        in_cell = self.at[MOST_IN_CELL] + self.at[MOST_IN_CELL - 1]
        said = []
        if in_cell:
            have = how_many(in_cell, "text has", "texts have")
            said.append(f"{label}: {have} the {MOST_IN_CELL:,} characters at which a spreadsheet cuts a cell")
        elif self.longest >= SHORTEST and len(self.different) >= FEWEST and most >= SHARE * texts:
            said.append(
                f"{label}: {most:,} of {texts:,} texts have {self.longest:,} characters and none has more, so they "
                "were probably cut there; take the whole texts from where they came"
            )
        if self.dotted >= FEWEST and 2 * self.dotted > texts:
            said.append(
                f"{label}: {self.dotted:,} of {texts:,} texts end in dots (\u2026), as beginnings of texts do that a "
                "feed or a search gives; take the whole texts from where they came"
            )
        return said
