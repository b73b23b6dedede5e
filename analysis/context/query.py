r"""Queries: a small part of CQL, the corpus query language of CQP and Sketch Engine, read into plain objects.

    [lemma="تعاون" & upos="NOUN"] []{0,2} [key="امن"]

A query is a sequence of words. A word is `[conditions]`; `[]` is any word, and `"x"` short for `[form="x"]`. An Arabic
word without brackets and quotation marks is short for `[key="x"]`: the lemma in any spelling, as `collocates` takes it;
several words stand side by side: `تعاون وثيق`.
Conditions compare an attribute with a regular expression that must fit all of it: `=` or `!=`, joined by `&` and
`|`, turned round by `!`, grouped by brackets. The attributes are form, lemma, key, upos, xpos, feats and deprel of the
word, and the same of the word it depends on: `head.key`, `head.upos` … A word may be repeated: `?` (0 or 1), `*`, `+`,
`{2}`, `{0,3}`, `{1,}`; the open ones reach 100 words. Matches stay within a sentence.

Source: Evert & Hardie (2011), Twenty-first century Corpus Workbench; `head.` is an addition of Khitab's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.errors import KhitabError

ATTRIBUTES = ("form", "lemma", "key", "upos", "xpos", "feats", "deprel")
_USE = f"use {', '.join(ATTRIBUTES)}, or one of them with head. before it, such as head.key"
OPEN_END = 100
"""How many words `*`, `+` and `{n,}` reach at most."""


@dataclass(frozen=True)
class Comparison:
    """An attribute of the word, or of its head, that fits a regular expression (or does not)."""

    attribute: str
    pattern: str
    of_head: bool = False
    differs: bool = False


@dataclass(frozen=True)
class Not:
    """The condition does not hold."""

    condition: "Condition"


@dataclass(frozen=True)
class Both:
    """All of the conditions hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True)
class Either:
    """At least one of the conditions holds."""

    conditions: tuple["Condition", ...]


Condition = Comparison | Not | Both | Either


@dataclass(frozen=True)
class Element:
    """A word of the query: what must hold of it (None: nothing), and how often it may stand in a row."""

    condition: Condition | None
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class _Piece:
    kind: str
    text: str
    place: int


_PIECES = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<repeat>\{\s*\d+\s*(?:,\s*\d*\s*)?\}|[?*+])
      | (?P<name>[A-Za-z_]+(?:\.[A-Za-z_]+)?)
      | (?P<word>\w[\w\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f]*)
      | (?P<sign>!=|[\[\]()&|!=])""",
    re.VERBOSE,
)


def parse_query(query: str) -> tuple[Element, ...]:
    """Read a query.

    Raises
    ------
    KhitabError that names the place in the query (counted from 1), what is wrong there and what could stand there.
    """
    elements = tuple(_Reader(query).elements())
    if not elements:
        raise KhitabError('query: it is empty; write a word such as [key="امن"].')
    if all(element.least == 0 for element in elements):
        raise KhitabError(f"query {query!r}: every word may be absent; let at least one be required.")
    return elements


class _Reader:
    """Recursive descent over the pieces of one query."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.pieces = list(self._split())
        self.at = 0

    def _split(self) -> Iterator[_Piece]:
        place = 0
        while place < len(self.query):
            found = _PIECES.match(self.query, place)
            if found is None:
                raise self._error(place, f"{self.query[place]!r} has no meaning", "close every quotation mark")
            if found.lastgroup != "space":
                yield _Piece(str(found.lastgroup), found.group(), place)
            place = found.end()

    def elements(self) -> Iterator[Element]:
        while self.at < len(self.pieces):
            if self._next_is("string"):
                condition: Condition | None = Comparison("form", self._pattern())
            elif self._next_is("word"):
                condition = Comparison("key", self._take("word", "write a word").text)
            else:
                self._take("[", 'begin a word with [ or ", or write an Arabic word alone')
                condition = None if self._next_is("]") else self._either()
                self._take("]", "close the word with ]")
            yield Element(condition, *self._repeat())

    def _either(self) -> Condition:
        conditions = [self._both()]
        while self._next_is("|"):
            self.at += 1
            conditions.append(self._both())
        return conditions[0] if len(conditions) == 1 else Either(tuple(conditions))

    def _both(self) -> Condition:
        conditions = [self._one()]
        while self._next_is("&"):
            self.at += 1
            conditions.append(self._one())
        return conditions[0] if len(conditions) == 1 else Both(tuple(conditions))

    def _one(self) -> Condition:
        if self._next_is("!"):
            self.at += 1
            return Not(self._one())
        if self._next_is("("):
            self.at += 1
            condition = self._either()
            self._take(")", "close the bracket with )")
            return condition
        return self._comparison()

    def _comparison(self) -> Comparison:
        name = self._take("name", f"name an attribute; {_USE}")
        of_head, attribute = name.text.startswith("head."), name.text.removeprefix("head.")
        if attribute not in ATTRIBUTES:
            raise self._error(name.place, f"the attribute {name.text!r} is unknown", _USE)
        differs = self._next_is("!=")
        if differs:
            self.at += 1
        else:
            self._take("=", "compare with = or !=")
        return Comparison(attribute, self._pattern(), of_head, differs)

    def _pattern(self) -> str:
        piece = self._take("string", 'put the value in quotation marks, as in [key="امن"]')
        pattern = piece.text[1:-1].replace(f"\\{piece.text[0]}", piece.text[0])
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._error(piece.place, f"{pattern!r} is no regular expression ({error})", "correct it") from error
        return pattern

    def _repeat(self) -> tuple[int, int]:
        if not self._next_is("repeat"):
            return 1, 1
        piece = self.pieces[self.at]
        self.at += 1
        if piece.text in "?*+":
            return {"?": (0, 1), "*": (0, OPEN_END), "+": (1, OPEN_END)}[piece.text]
        numbers = [part.strip() for part in piece.text[1:-1].split(",")]
        least = int(numbers[0])
        most = least if len(numbers) == 1 else int(numbers[1] or OPEN_END)
        if not least <= most <= OPEN_END:
            raise self._error(piece.place, f"{piece.text} is no range", f"write {{n,m}} with n ≤ m ≤ {OPEN_END}")
        return least, most

    def _next_is(self, kind: str) -> bool:
        if self.at >= len(self.pieces):
            return False
        piece = self.pieces[self.at]
        return kind == (piece.text if piece.kind == "sign" else piece.kind)

    def _take(self, kind: str, mend: str) -> _Piece:
        if not self._next_is(kind):
            found = self.pieces[self.at] if self.at < len(self.pieces) else None
            place = found.place if found else len(self.query)
            raise self._error(place, f"{found.text!r} cannot stand here" if found else "it ends too early", mend)
        self.at += 1
        return self.pieces[self.at - 1]

    def _error(self, place: int, wrong: str, mend: str) -> KhitabError:
        return KhitabError(f"query {self.query!r}, character {place + 1}: {wrong}; {mend}.")
