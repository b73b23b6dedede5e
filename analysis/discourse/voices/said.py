"""Where a thing said begins, as found, and the quotations of a document by their first word."""

from bisect import bisect_left
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
    outer: tuple[Quote, ...] = ()

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
        return cls(at, tuple(at.values()))

    def end_of_holding(self, character: int) -> int:
        """Where the quotation ends that holds a character; 0 if none does."""
        number = bisect_left(self.outer, character, key=lambda quote: quote.start)
        for quote in reversed(self.outer[max(0, number - 3) : number]):
            if quote.end > character:
                return quote.end
        return 0

    def ending_at(self, character: int, within: int) -> Quote | None:
        """The closed quotation that ends at most `within` characters before a character."""
        number = bisect_left(self.outer, character, key=lambda quote: quote.start)
        near = (q for q in reversed(self.outer[max(0, number - 3) : number]) if q.closed and q.depth == 0)
        return next((q for q in near if 0 <= character - q.end <= within), None)


def word_after(reading: Reading, position: int, character: int) -> int:
    """Give the first word, from `position` on, that starts at a character or after it."""
    while position < len(reading) and reading.starts[position] < character:
        position += 1
    return position
