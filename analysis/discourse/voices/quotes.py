"""Quotation marks: which opens, which closes, and what stands between, over sentences and paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.discourse.parsed import Reading

_MARK = re.compile(r"[“”„‟\"«»‹›]")
_FAMILY = {mark: "guillemet" if mark in "«»‹›" else "curly" for mark in '“”„‟"«»‹›'}
_PAIRED = {"«": "open", "‹": "open", "»": "close", "›": "close"}
_LETTER = re.compile(r"\w")
_LINE = re.compile(r"\s*([^\n]*)")
MAX_PARAGRAPHS = 6


@dataclass(frozen=True)
class Quote:
    """A quotation: `start:end` with its marks, `inner_start:inner_end` without; `depth` 0 unless inside another.

    `closed` is false where the newspaper forgot the closing mark: the quotation then ends with its paragraph.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Pair the quotation marks of a text, in order of their opening.

    “ ” and " are used in Arabic papers in either direction, so what stands beside a mark decides whether it opens
    (space before, letter after) or closes; a mark that could do both closes what is open. A quotation goes on over a
    paragraph's end only if the next paragraph repeats the opening mark or closes it before opening another.
    """
    found: list[Quote] = []
    opened: list[re.Match[str]] = []
    ends = [match.start() for match in re.finditer(r"\n", text)] + [len(text)]
    bounds = iter(ends)
    bound = next(bounds)
    for mark in _MARK.finditer(text):
        while mark.start() > bound:
            if opened and not _goes_on(text, opened, bound):
                found += _unclosed(text, opened, bound)
                opened = []
            bound = next(bounds)
        side = _side(text, mark, opened)
        if side == "open":
            opened.append(mark)
        elif side == "close":
            while _FAMILY[opened[-1].group()] != _FAMILY[mark.group()]:
                opened.pop()
            start = opened.pop()
            found.append(_quote(start, mark.start(), mark.end(), len(opened), closed=True))
    end = text.find("\n", opened[-1].start()) if opened else -1
    end = len(text) if end < 0 else end
    found += _unclosed(text, opened, end)
    return tuple(sorted((q for q in found if q.inner_end > q.inner_start), key=lambda quote: quote.start))


def _unclosed(text: str, opened: list[re.Match[str]], end: int) -> list[Quote]:
    """End forgotten quotations at the full stop before the next opening mark, the last at the paragraph's end."""
    quotes = []
    for index, mark in enumerate(opened):
        following = opened[index + 1].start() if index + 1 < len(opened) else end
        stop = text.rfind(".", mark.end(), following)
        last = following if following == end or stop < 0 else stop
        quotes.append(_quote(mark, last, last, 0, closed=False))
    return quotes


def _quote(mark: re.Match[str], inner_end: int, end: int, depth: int, *, closed: bool) -> Quote:
    text = mark.string
    first, last = mark.end(), inner_end
    while first < last and text[first].isspace():
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in ".،"):
        last -= 1
    return Quote(mark.start(), end, first, last, depth, closed)


def _side(text: str, mark: re.Match[str], opened: list[re.Match[str]]) -> str:
    """Say whether a mark opens, closes, or repeats an opening at a paragraph's head (and so does neither)."""
    family = _FAMILY[mark.group()]
    is_open = any(_FAMILY[m.group()] == family for m in opened)
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    paired = _PAIRED.get(mark.group())
    if paired:
        if paired == "open" and is_open and before in ("", "\n"):
            return "repeat"
        return paired if paired == "open" or is_open else "stray"
    if is_open and before in ("", "\n"):
        return "repeat"
    opens = (
        not (before and (_LETTER.match(before) or before in ".؟!،,)"))
        and bool(after)
        and not after.isspace()
        and after not in ".،,؛"
    )
    # A one-letter preposition is glued to the mark: ب"ولد حيا".
    glued = bool(re.search(r"(?:^|[\s(])[وف]?[بلك]ـ?$", text[max(0, mark.start() - 5) : mark.start()])) and bool(
        _LETTER.match(after or " ")
    )
    if (opens or glued) and not (is_open and len(opened) > 1):
        return "open"
    if not is_open and before.isspace() and after in ".،,":
        return "stray"
    return "close" if is_open else "open"


def _goes_on(text: str, opened: list[re.Match[str]], end: int) -> bool:
    """Say whether an open quotation goes on in the paragraph that begins after `end`."""
    if text.count("\n", opened[0].start(), end) >= MAX_PARAGRAPHS:
        return False
    family = _FAMILY[opened[0].group()]
    line = _LINE.match(text, end)
    content = line.group(1) if line else ""
    mark = next((m for m in _MARK.finditer(content) if _FAMILY[m.group()] == family), None)
    if mark is None:
        return False
    if mark.start() == 0:
        return True
    after = content[mark.end() : mark.end() + 1]
    return _PAIRED.get(mark.group(), "close" if not _LETTER.match(after or " ") else "open") == "close"


How = Literal["that", "quote", "colon", "preposition", "object"]


@dataclass(frozen=True)
class Complement:
    """Where a thing said begins.

    `stop` is the first word after the speaker's place, `first` the first word of the thing said (past complementiser,
    colon or mark), `quote` the quotation that is the whole of it; `called`: it is what something is called.
    """

    how: How
    stop: int
    first: int
    quote: Quote | None = None
    called: bool = False


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

    def holding(self, character: int) -> Quote | None:
        """The quotation that holds a character."""
        number = bisect_left(self.outer, character, key=lambda quote: quote.start)
        near = reversed(self.outer[max(0, number - 3) : number])
        return next((quote for quote in near if quote.end > character), None)

    def end_of_holding(self, character: int) -> int:
        """Where the quotation ends that holds a character; 0 if none does."""
        quote = self.holding(character)
        return quote.end if quote else 0

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
