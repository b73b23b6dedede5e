"""Lines of a file that holds several articles, with their places, and the fields that some of them are."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LABEL = re.compile(r"([^\W\d_][^:\n]{0,40}?)\s*[:：]\s*(.*)\Z", re.DOTALL)
_RIGHTS = re.compile(
    r"(?:copyright\b|\(c\)\s|©|all rights reserved\b|جميع الحقوق|حقوق (?:النشر|الطبع)|كل الحقوق)", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d٠-٩][\d٠-٩,٬.]*")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789", ",٬.")


@dataclass(frozen=True)
class Line:
    """A line without the spaces and invisible signs around it, and its place in the file's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Article:
    """An article of a file: the place of its text, what the archive says of it, and spans inside the text to leave out.

    `known` : was a header found? Without one all of the piece is its text.
    """

    start: int
    end: int
    fields: dict[str, str]
    aside: tuple[tuple[int, int], ...] = ()
    known: bool = True

    def text(self, whole: str) -> str:
        """The article's text; what is left out is spaces, so that each character keeps its place."""
        if not self.aside:
            return whole[self.start : self.end]
        parts, at = [], self.start
        for start, end in self.aside:
            parts += [whole[at:start], re.sub(r"[^\n]", " ", whole[start:end])]
            at = end
        return "".join([*parts, whole[at : self.end]])


@dataclass(frozen=True)
class Piece:
    """A stretch of a file that holds one article, and the fields that its mark gives.

    `number` and `of` : "1 of 20"; `mark` : the place of the mark, before the stretch or behind it.
    """

    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)
    number: int = 0
    of: int = 0
    mark: tuple[int, int] | None = None

    @property
    def first(self) -> int:
        """Where it begins, its mark with it."""
        return min(self.start, *self.mark) if self.mark else self.start

    @property
    def last(self) -> int:
        """Where it ends, its mark with it."""
        return max(self.end, *self.mark) if self.mark else self.end


def lines_in(text: str, start: int, end: int) -> list[Line]:
    """The lines of a stretch of text."""
    found, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        found.append(Line(at, at + len(line), _UNSEEN.sub("", line).strip()))
        at += len(line)
    return found


def body(text: str, lines: Sequence[Line], at: int) -> tuple[int, int]:
    """The place of the text of these lines, without blank lines and spaces at either end; `at`, empty, without any."""
    filled = [line for line in lines if line.text]
    if not filled:
        return at, at
    start, end = filled[0].start, filled[-1].end
    found = text[start:end]
    return start + len(found) - len(found.lstrip()), start + len(found.rstrip())


def is_rights(line: str) -> bool:
    """Is it a line on copyright?"""
    return len(line) < 200 and _RIGHTS.match(line) is not None


def label(line: str) -> tuple[str, str] | None:
    """The field that a line is, as the column of metadata, and its value."""
    found = _LABEL.match(line)
    role = _roles().get(" ".join(found[1].casefold().split())) if found else None
    if found is None or role is None or (role == "length" and not _NUMBER.search(found[2])):
        return None
    return role, found[2]


@cache
def labels() -> dict[str, dict[str, list[str]]]:
    """The lists of `labels.toml`."""
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text("utf-8"))


@cache
def _roles() -> dict[str, str]:
    return {name.casefold(): role for role, names in labels()["fields"].items() for name in names}


def fields_of(lines: Iterable[Line], roles: Iterable[str]) -> dict[str, str]:
    """The fields that lines give, those on the lines below a label with it; lines on copyright are one field."""
    wanted, found, current = set(roles), dict[str, list[str]](), ""
    for line in lines:
        named = label(line.text)
        if not line.text:
            current = ""
        elif named and named[0] in wanted:
            current = named[0] if named[0] not in found else ""
            if current:
                found[current] = [named[1]]
        elif is_rights(line.text):
            found.setdefault("copyright", []).append(line.text)
            current = ""
        elif current:
            found[current].append(line.text)
    return {role: " ".join(" ".join(parts).split()) for role, parts in found.items() if any(parts)}


def tail_start(lines: Sequence[Line], below: Iterable[str], closing: Iterable[str] = ()) -> int:
    """The number of the line from which on nothing but fields, copyright and marks of the archive stand."""
    roles, marks = set(below), set(closing)
    first = last = len(lines)
    while last > 0:
        above = lines[last - 1]
        named = label(above.text)
        if not above.text:
            last -= 1
        elif (named and named[0] in roles) or is_rights(above.text) or above.text.casefold() in marks:
            first = last = last - 1
        elif (start := _label_above(lines, last - 1, roles)) is not None:
            first = last = start
        else:
            break
    return next((n for n in range(first, len(lines)) if _is_of_archive(lines[n].text, marks)), len(lines))


def _is_of_archive(line: str, marks: set[str]) -> bool:
    """Is it a field, or a mark, that no text ends in?"""
    if is_rights(line) or line.casefold() in marks:
        return True
    return label(line) is not None and line.partition(":")[0].strip().casefold() not in labels()["own"]["names"]


def _label_above(lines: Sequence[Line], at: int, roles: set[str]) -> int | None:
    """The line of a label whose value goes on to this line, without a blank one between."""
    for number in range(at - 1, max(at - 8, -1), -1):
        if not lines[number].text:
            return None
        if named := label(lines[number].text):
            return number if named[0] in roles else None
    return None


def number_in(value: str) -> int | None:
    """The number that "453 words" gives."""
    found = _NUMBER.search(value)
    return int(found.group().translate(_DIGITS)) if found else None
