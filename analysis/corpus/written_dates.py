"""Dates as people write them: what a single cell says, before it is known what the column means by it.

A cell names a year, a month and a day, in one of three calendars; or it leaves open which number is the day. Which of
the two is meant is settled by the whole column, in `analysis.corpus.dates`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from analysis.arabic.orthography import fold, key, normal

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
HIJRI_YEARS = range(1300, 1501)
HIJRI_MARK = re.compile(
    r"(?<=\d)\s*(?:هـ|ه(?!\w)|A\.?H\b\.?)(?:\s*\.?\s*ق(?!\w)\.?)?|\bA\.?H\.?\b|\b(?:هجري[ةه]?\s+)?قمري[ةه]?(?!\w)",
    re.IGNORECASE,
)
SOLAR_MARK = re.compile(
    r"(?<=\d)\s*(?:هـ|ه|هجري[ةه]?)?\s*\.?\s*ش(?!\w)\.?|(?<!\w)(?:هجري[ةه]?\s+)?شمسي[ةه]?(?!\w)|(?<=\d)\s*(?:S\.?H|A\.?P)\b\.?",
    re.IGNORECASE,
)
COMMON_MARK = re.compile(r"(?<=\d)\s*(?:م(?!\w)|A\.?D\b\.?|C\.?E\b\.?)", re.IGNORECASE)
CLOCK = re.compile(
    r"(?:(?<=\d)T|[\s,،\-–|]*\b)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\b\.?|ص(?!\w)|م(?!\w)|صباحا|مساء)?"
    r"\s*(?:Z\b|غرينتش\s*[+-]\d{1,2}|UTC|GMT|[+-]\d{2}:?\d{2}|\b[A-Z]{3,4}\b)?",
    re.IGNORECASE,
)
SEPARATED = re.compile(r"(\d{1,4})\s*[-‐‑‒–—−/.\\،_]\s*(\d{1,2})\s*[-‐‑‒–—−/.\\،_]\s*(\d{1,4})")
BARE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(?:[01]\d|2[0-4])[0-5]\d(?:[0-5]\d)?Z?)?")
BETWEEN = re.compile(r"الموافقة?|\s+[-–/|]\s+|[()\[\]]|(?<=هـ)\s*[-–/،,]")
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[^\W\d_]|-(?=[^\W\d_]))*")
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Written:
    """A date as written: `first` and `second` are month and day, where `open` in either order."""

    year: int
    first: int
    second: int
    open: bool = False
    hijri: bool = False
    marked: bool = False
    solar: bool = False

    @property
    def ambiguous(self) -> bool:
        """Could both numbers be the month, and does it matter?"""
        return self.open and self.first <= 12 and self.second <= 12 and self.first != self.second


@lru_cache(100_000)
def read_written(text: str) -> Written | None:
    """Read what a cell says of a day; None where it does not name one (أمس, 2025, نوفمبر 2025)."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(DIGITS).strip()
    plain = CLOCK.sub(" ", plain, count=1).strip(" \t,،")
    if SOLAR_MARK.search(plain):
        return _solar(SOLAR_MARK.sub(" ", plain))
    hijri, common = bool(HIJRI_MARK.search(plain)), bool(COMMON_MARK.search(plain))
    if hijri and (common or BETWEEN.search(plain)) and (both := _of_both_calendars(plain)):
        return both
    if hijri and common:
        return None  # one day in both calendars: the first need not be the first written
    plain = COMMON_MARK.sub("", HIJRI_MARK.sub("", plain)).strip()
    bare = BARE.fullmatch(plain)
    if bare:
        year, month, day = map(int, bare.groups())
        return _checked(Written(year, month, day, hijri=hijri or year in HIJRI_YEARS, marked=hijri or common))
    digits, rest = _without_passed_over(plain)
    if digits:
        return _checked(_separated(digits, hijri, common))
    named = _named(rest, hijri)
    return None if common and named is not None and named.solar else named


def _solar(plain: str) -> Written | None:
    """A date that says that it is of the Iranian calendar, if it says no more."""
    if HIJRI_MARK.search(plain) or COMMON_MARK.search(plain) or BETWEEN.search(plain):
        return None
    date = read_written(plain.strip())
    if date is None or not (date.solar or (date.hijri and not date.marked)):
        return None
    return replace(date, hijri=False, marked=True, solar=True)


def _of_both_calendars(plain: str) -> Written | None:
    """The common day of «21 شوال 1436هـ الموافق 6 أغسطس 2015م»: each calendar's day stands in a part of its own."""
    parts = [part for part in BETWEEN.split(plain) if re.search(r"\d", part)]
    if len(parts) != 2 or sum(bool(HIJRI_MARK.search(part)) for part in parts) != 1:
        return None
    hijri, common = sorted((read_written(part) for part in parts), key=lambda date: date is None or not date.hijri)
    if hijri is None or common is None or common.hijri or not hijri.hijri:
        return None
    near = 0 <= common.year - hijri.year * 0.970224 - 621.5774 + 1 <= 2.5  # the mean length of the years
    return common if near else None


def _without_passed_over(plain: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """The three numbers of a date in figures, or else the words and numbers of one in words."""
    found = SEPARATED.search(plain)
    if found:
        outside = TOKEN.findall(plain[: found.start()] + " " + plain[found.end() :])
        if all(_folded(word) in _passed_over() for word in outside):
            return found.groups(), []
    return None, [word for word in TOKEN.findall(plain) if _folded(word) not in _passed_over()]


def _separated(digits: tuple[str, ...], hijri: bool, common: bool) -> Written | None:
    lengths, (a, b, c) = [len(part) for part in digits], map(int, digits)
    if lengths[0] == 4 and lengths[2] <= 2:  # year first: no habit puts the day second
        return Written(a, b, c, hijri=hijri or (a in HIJRI_YEARS and not common), marked=hijri or common)
    if lengths[2] == 4 and lengths[0] <= 2:
        return Written(c, b, a, open=True, hijri=hijri or (c in HIJRI_YEARS and not common), marked=hijri or common)
    return None  # a year of two figures could be any of the three


def _named(words: list[str], hijri: bool) -> Written | None:
    """A date whose month is a word, once or twice over (تشرين الثاني / نوفمبر)."""
    numbers = [int(word) for word in words if word.isdigit()]
    years = [number for number in numbers if number >= 1000]
    days = [number for number in numbers if number <= 31]
    if len(numbers) != 2 or len(years) != 1 or len(days) != 1:
        return None
    name = " ".join(_folded(word) if not word.isdigit() else "|" for word in words)
    months = {found for part in name.split("|") if part.strip() for found in _months_in(part.strip())}
    if len(months) != 1:
        return None
    calendar, month = next(iter(months))
    if hijri and calendar != "hijri":
        return None
    kind = {"hijri": calendar == "hijri", "solar": calendar == "solar"}
    return _checked(Written(years[0], month, days[0], marked=True, **kind))


def _months_in(words: str) -> list[tuple[str, int]]:
    """The months that these words name, one after the other; something else among them is no month."""
    names, parts, found = _months(), words.split(), []
    while parts:
        length = next((n for n in (2, 1) if " ".join(parts[:n]) in names and len(parts) >= n), 0)
        if not length:
            return [("", 0), ("", -1)]
        found.append(names[" ".join(parts[:length])])
        parts = parts[length:]
    return found


def _checked(date: Written | None) -> Written | None:
    """Nothing where no order of the numbers makes a day."""
    if date is None:
        return None
    if date.open and date.first > 12 >= date.second:
        date = replace(date, first=date.second, second=date.first, open=False)
    elif date.open and date.second > 12:
        date = replace(date, open=False)
    return date if 1 <= date.first <= 12 and 1 <= date.second <= 31 else None


def _folded(word: str) -> str:
    return fold(normal(word.casefold()))


_CALENDARS = {"gregorian": "gregorian", "libyan": "gregorian", "hijri": "hijri", "solar": "solar"}


@cache
def month_words() -> frozenset[str]:
    """Words, as keys, with which Arabic names of the twelve Gregorian months begin, in any country's press."""
    names = (name for names in _data()["gregorian"].values() for name in names)
    return frozenset(key(name.split()[0]) for name in names if "ء" <= name[0] <= "ي")


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "months.toml").read_text("utf-8"))


@cache
def _months() -> dict[str, tuple[str, int]]:
    return {
        " ".join(_folded(word) for word in re.split(r"[\s-]+", name)): (_CALENDARS[calendar], int(number))
        for calendar in _CALENDARS
        for number, names in _data()[calendar].items()
        for name in names
    }


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(map(_folded, _data()["passed_over"]["words"]))
