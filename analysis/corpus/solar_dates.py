"""The Iranian calendar (solar Hijri), in which newspapers of Iran date: 15 مرداد 1394 is 6 August 2015.

Its first six months have 31 days, the next five 30, the last 29, or 30 in leap years, which follow each other in
a round of 33 years.

Source: Borkowski (1996), The Persian calendar for 3000 years, Earth, Moon, and Planets 74, doi:10.1007/BF00055188.
"""

import datetime

import pandas as pd

SOLAR_YEARS = range(1304, 1501)  # the months have had these lengths since 1304 (1925)
LATEST_YEAR = 1410
"""Years up to this one, 2031, may be solar or lunar; later ones are lunar."""
_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_ANCHOR = (1394, datetime.date(2015, 3, 21).toordinal())


def from_solar(year: int, month: int, day: int) -> pd.Timestamp | None:
    """The common day; None where the month has no such day, or the year is before the calendar.

    >>> from_solar(1394, 5, 15)
    Timestamp('2015-08-06 00:00:00')
    """
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return None
    start, anchor = _ANCHOR
    between = range(min(year, start), max(year, start))
    days = sum(365 + _is_leap(one) for one in between) * (1 if year >= start else -1)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return pd.Timestamp(datetime.date.fromordinal(anchor + days + before + day - 1))


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP
