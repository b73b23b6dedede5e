r"""Queries: words and phrases as they are printed, or a small part of CQL, read into plain objects.

**As printed.** Plain words, with or without quotation marks, are sought as they stand in the text: `الإرهاب`,
`مجلس الأمن`, `"الأمم المتحدة"`. Vowel signs, tatweel, hamzas on alef, kinds of digits and upper case do not count;
everything else does: without the article, أمن is not الأمن. و ف and ب ك ل may be glued before the first word (وللأمن),
nothing after the last. Words stand side by side with white space between, a line's end included. `إرهاب*` is a word
that begins so.

**The lemma**, in all its forms: `[lemma="إرهاب"]`.

**CQL**, the corpus query language of CQP and Sketch Engine:

    [lemma="تعاون" & upos="NOUN"] []{0,2} [word="الأمن"]

A query is a sequence of words, clitics counting as words of their own. A word is `[conditions]`; `[]` is any word, and
`"x"` or x short for `[word="x"]`. Conditions compare an attribute with a regular expression that must fit all of it:
`=` or `!=`, joined by `&` and `|`, turned round by `!`, grouped by brackets. The attributes are

- word (or form): the word as printed, with its article, without what is glued to it; token: the printed token, with it;
- lemma; key: the lemma in the folded spelling of lexicons; upos, xpos, feats, deprel.

Those of the word it depends on are `head.lemma`, `head.upos` … A word may be repeated: `?` (0 or 1), `*`, `+`, `{2}`,
`{0,3}`, `{1,}`; the open ones reach 100 words. Matches stay within a sentence.

Source: Evert & Hardie (2011), Twenty-first century Corpus Workbench; `head.` and plain phrases are Khitab's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from analysis.context.printed import Phrase
from analysis.errors import KhitabError

ATTRIBUTES = ("word", "token", "form", "lemma", "key", "upos", "xpos", "feats", "deprel")
_USE = f"use {', '.join(ATTRIBUTES)}, or one of them with head. before it, such as head.lemma"
OPEN_END = 100
"""How many words `*`, `+` and `{n,}` reach at most."""
MOST_ELEMENTS = 100
"""How many words a query may name."""


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


# What makes a query one of CQL: brackets, signs, a repeated word, and a regular expression in quotation marks.
_CQL = re.compile(r"""[\[\]{}|=]|[\w"'][+]|\?\s*[^\s?]|["']\s*[*?]""")
_QUOTED = re.compile(r"""(["'])(.*?)\1""")
_EXPRESSION = re.compile(r"[\\^$*+?{}\[\]()|]|\.(?!\s|$)")


def read_query(query: str) -> Phrase | tuple[Element, ...]:
    """Read a query: a phrase as printed where it has nothing of CQL, else the words of `parse_query`."""
    expressions = any(_EXPRESSION.search(quoted[2].strip()) for quoted in _QUOTED.finditer(query))
    if not query.strip() or expressions or _CQL.search(query):
        return parse_query(query)
    return Phrase.of(_QUOTED.sub(r" \2 ", query))


def parse_query(query: str) -> tuple[Element, ...]:
    """Read a query in CQL.

    Raises
    ------
    KhitabError that names the place in the query (counted from 1), what is wrong there and what could stand there.
    """
    elements = tuple(_Reader(query).elements())
    if not elements:
        raise KhitabError('query: it is empty; write a word, such as الأمن or [lemma="أمن"].')
    if len(elements) > MOST_ELEMENTS:
        raise KhitabError(f"query {query[:40]!r} …: it names {len(elements)} words; {MOST_ELEMENTS} are the most.")
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
                *before, last = self._pattern().split() or [""]
                yield from (Element(Comparison("form", word)) for word in before)
                condition: Condition | None = Comparison("form", last)
            elif self._next_is("word"):
                condition = Comparison("form", self._take("word", "write a word").text)
            elif self._next_is("name") and not self._compares(self.at + 1):
                condition = Comparison("form", self._take("name", "write a word").text)
            else:
                self._take("[", 'begin a word with [ or ", or write the word alone')
                condition = None if self._next_is("]") else self._either()
                self._take("]", "close the word with ]")
            yield Element(condition, *self._repeat())

    def _compares(self, place: int) -> bool:
        return place < len(self.pieces) and self.pieces[place].text in ("=", "!=")

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
        return Comparison("form" if attribute == "word" else attribute, self._pattern(), of_head, differs)

    def _pattern(self) -> str:
        piece = self._take("string", 'put the value in quotation marks, as in [lemma="أمن"]')
        pattern = piece.text[1:-1].replace(f"\\{piece.text[0]}", piece.text[0])
        try:
            regex.compile(pattern)
        except regex.error as error:
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
