"""Dates of documents: what a column of dates says, without guessing past what it proves.

03/04/2025 is 3 April in Cairo and 4 March in New York. Such a date is read only where the rest of its column, or the
scholar, says which; what stays open is unknown, and counted in a note.

Source of the Hijri calendar: the Umm al-Qura tables of the package hijridate (1343 to 1500 AH).
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.corpus.solar_dates import LATEST_YEAR, from_solar
from analysis.corpus.written_dates import BARE, DIGITS, SEPARATED, Written, read_written
from analysis.wording import how_many

Calendar = Literal["hijri", "solar", "gregorian"]
NO_DATE: Any = pd.NaT  # stands where a Timestamp would
SERIAL_START = pd.Timestamp("1899-12-30")  # spreadsheets count days from here
SERIALS = range(20_000, 80_000)  # 1954 to 2119
SECONDS = (300_000_000, 4_000_000_000)  # of Unix time: 1979 to 2096


@dataclass(frozen=True)
class DateOptions:
    """What the scholar knows of the dates: whether days come first, and in which calendar they are."""

    dayfirst: bool | None = None
    calendar: Calendar | None = None


UNSAID = DateOptions()


def is_absent(value: object) -> bool:
    """Is there no value: None, NaN, NaT or an empty string?"""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, str) and not value):
        return True
    return isinstance(value, (float, np.floating, np.datetime64)) and bool(np.isnan(value))


def parse_date(value: object) -> pd.Timestamp | None:
    """Read one date that stands alone: NaT for an empty value, None for one that is no day or leaves open which.

    Time zones are dropped, the day being the one that the source gives. A Hijri year is read where the date says that
    it is one (by هـ or the name of a month).

    >>> parse_date("22 تشرين الثاني 2025")
    Timestamp('2025-11-22 00:00:00')
    >>> parse_date("03/04/2025") is None
    True
    """
    dates, _ = read_dates([value], whole_column=False)
    return None if dates[0] is None else dates[0]


def read_dates(
    values: Iterable[object], options: DateOptions = UNSAID, *, whole_column: bool = True
) -> tuple[list[pd.Timestamp | None], list[str]]:
    """Read a column of dates.

    Returns
    -------
    For each value a Timestamp, NaT where there is none, None where it could not be read; and what had to be settled for
    the whole column, in words. `whole_column=False`: each value stands alone.
    """
    given = list(values)
    plain = [_as_written(value) for value in given]
    if whole_column and (numbers := _numbers(plain)) is not None:
        return numbers
    written = [read_written(value) if isinstance(value, str) else None for value in plain]
    swapped = _swapped(plain, options.dayfirst) if whole_column else ""
    notes = [swapped] if swapped else []
    dayfirst = options.dayfirst if options.dayfirst is not None else _dayfirst(plain, whole_column, notes)
    hijri = options.calendar == "hijri"
    if whole_column and options.calendar is None:
        hijri = _plainly_hijri(plain, written, notes)
    return [_settled(value, date, dayfirst, hijri, options) for value, date in zip(plain, written, strict=True)], notes


def _swapped(plain: Sequence[object], dayfirst: bool | None) -> str:
    """A word on dates of which a spreadsheet probably took the day for the month, leaving as text what it could not.

    A table of days such as 13/04/2025, opened where months come first, keeps them as text, and makes of 03/04/2025 the
    fourth of March. So no date that it made has a day after the twelfth, and each that is text has.
    """
    stamps = [value for value in plain if isinstance(value, pd.Timestamp)]
    proofs = [_proof(value) for value in plain if isinstance(value, str)]
    if len(stamps) < 2 or not proofs or len(set(proofs)) != 1 or proofs[0] is None or dayfirst is not None:
        return ""
    if any(stamp.day > 12 for stamp in stamps):
        return ""
    kept = "days" if proofs[0] else "months"
    return (
        f"{how_many(len(proofs), 'date is', 'dates are')} text with {kept} first, and the {len(stamps):,} that are "
        "dates have no day after the twelfth: a spreadsheet probably took their days for months; look them up where "
        "the table came from"
    )


def _as_written(value: object) -> object:
    """A Timestamp, NaT, or the string that is to be read."""
    if value is pd.NaT:
        return pd.NaT
    if isinstance(value, datetime.date):  # a datetime and a Timestamp are dates as well
        try:
            return pd.Timestamp(value).tz_localize(None)
        except (ValueError, OverflowError):
            return str(value)
    if isinstance(value, np.datetime64):
        return pd.Timestamp(value)
    if is_absent(value):
        return pd.NaT
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or pd.NaT


def _numbers(plain: Sequence[object]) -> tuple[list[pd.Timestamp | None], list[str]] | None:
    """A column of numbers alone: days as spreadsheets count them, or seconds of Unix time."""
    there = [value for value in plain if value is not pd.NaT]
    if not there or not all(isinstance(value, str) and value.replace(".", "", 1).isdecimal() for value in there):
        return None
    numbers = [float(str(value)) for value in there]
    if all(SERIALS[0] <= number <= SERIALS[-1] for number in numbers):
        start, unit, what = SERIAL_START, 86_400.0, "days as spreadsheets count them"
    elif all(SECONDS[0] <= number <= SECONDS[1] for number in numbers) and not _all_days(there):
        start, unit, what = pd.Timestamp(0), 1.0, "seconds since 1970"
    elif all(SECONDS[0] <= number / 1000 <= SECONDS[1] for number in numbers):
        start, unit, what = pd.Timestamp(0), 0.001, "milliseconds since 1970"
    else:
        return None
    dates: list[pd.Timestamp | None] = [
        NO_DATE if value is pd.NaT else start + pd.Timedelta(seconds=round(float(str(value)) * unit)) for value in plain
    ]
    return dates, [f"the numbers are read as {what}"]


def _all_days(there: Sequence[object]) -> bool:
    return all(read_written(str(value)) is not None for value in there)


def _dayfirst(plain: Sequence[object], whole_column: bool, notes: list[str]) -> bool | None:
    """Whether the day comes first in this column, where one of its dates proves it and none the contrary."""
    if not whole_column:
        return None
    proofs = {_proof(value) for value in plain if isinstance(value, str)} - {None}
    if len(proofs) != 1:
        if len(proofs) == 2:
            notes.append("some dates have the day first and some the month, so those that could be either stay unknown")
        return None
    first = bool(proofs.pop())
    if any(isinstance(value, str) and (date := read_written(value)) and date.ambiguous for value in plain):
        notes.append(f"the {'day' if first else 'month'} is read first, as dates of the column prove")
    return first


def _proof(value: str) -> bool | None:
    """True for 22/11/2025, False for 11/22/2025, None for what proves neither."""
    text = value.translate(DIGITS)
    found = SEPARATED.search(text)
    if found is None or BARE.fullmatch(text) or len(found[3]) != 4 or len(found[1]) > 2:
        return None
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None


def _plainly_hijri(plain: Sequence[object], written: Sequence[Written | None], notes: list[str]) -> bool:
    """Are all dates of the column in years 1300 to 1500?"""
    found = [date for date in written if date is not None]
    if any(date.solar for date in found):
        notes.append("dates of the Iranian calendar (solar Hijri) are converted")
    stamps = sum(isinstance(value, pd.Timestamp) for value in plain)
    plainly = len(found) > 1 and not stamps and all(date.hijri for date in found)
    unmarked = [date.year for date in found if date.hijri and not date.marked]
    if unmarked and max(unmarked) <= LATEST_YEAR:
        notes.append(
            f'years up to {LATEST_YEAR} may be Hijri of the moon or of the sun (Iran); calendar="hijri" or "solar" '
            "converts them"
        )
        return False
    if any(date.hijri for date in found):
        if plainly or all(date.marked for date in found if date.hijri):
            notes.append("Hijri dates are converted by the Umm al-Qura calendar")
        else:
            notes.append('years before 1500 may be Hijri; calendar="hijri" converts them')
    return plainly


def _settled(
    value: object, date: Written | None, dayfirst: bool | None, hijri: bool, options: DateOptions
) -> pd.Timestamp | None:
    if not isinstance(value, str):
        return value  # type: ignore[return-value]
    if date is None or (date.ambiguous and dayfirst is None):
        return None
    month, day = date.first, date.second
    if date.ambiguous and dayfirst is False:
        month, day = day, month
    if date.solar or (date.hijri and not date.marked and options.calendar == "solar"):
        return from_solar(date.year, month, day)
    if date.hijri and options.calendar != "gregorian":
        return _from_hijri(date.year, month, day) if hijri or date.marked else None
    if date.year < 1500 and options.calendar != "gregorian":
        return None
    try:
        return _with_clock(value, pd.Timestamp(datetime.date(date.year, month, day)))
    except ValueError:
        return None


def _with_clock(value: str, day: pd.Timestamp) -> pd.Timestamp:
    """Keep the time of day of an ISO date, without its zone."""
    try:
        exact = pd.Timestamp(value).tz_localize(None) if value[:4].isdecimal() and ":" in value else day
    except ValueError:
        return day
    return exact if exact.normalize() == day else day


def _from_hijri(year: int, month: int, day: int) -> pd.Timestamp | None:
    from hijridate import Hijri

    try:
        return pd.Timestamp(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None
