"""Where a thing said begins, as found, and the quotations of a document by their first word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.discourse.parsed import Reading
from analysis.discourse.voices.quotes import Quote

How = Literal["that", "quote", "colon", "preposition", "object"]


@dataclass(frozen=True)
class Complement:
    """Where a thing said begins.

    `stop` is the first word after the speaker's place, `first` the first word of the thing said (past complementiser,
    colon or mark), `quote` the quotation that is the whole of it.
    """

    how: How
    stop: int
    first: int
    quote: Quote | None = None


@dataclass(frozen=True)
class Quotes:
    """The outer quotations of a document by the word that their opening mark, or first word, is."""

    at: dict[int, Quote]

    @classmethod
    def of(cls, reading: Reading, quotes: Sequence[Quote]) -> "Quotes":
        """Place quotations on words."""
        at: dict[int, Quote] = {}
        position = 0
        for quote in sorted(quotes, key=lambda quote: quote.start):
            while position < len(reading) and reading.ends[position] <= quote.start:
                position += 1
            if position < len(reading):
                at.setdefault(position, quote)
        return cls(at)


def word_after(reading: Reading, position: int, character: int) -> int:
    """Give the first word, from `position` on, that starts at a character or after it."""
    while position < len(reading) and reading.starts[position] < character:
        position += 1
    return position
