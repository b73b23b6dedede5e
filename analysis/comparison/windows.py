"""Windows: the days before and after an event, and which documents lie in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import KhitabError
from analysis.wording import how_many

EventDay = Literal["after", "before", "out"]
Event = str | pd.Timestamp

DAY = pd.Timedelta(days=1)
NAMED = 6
"""So many missing days are named in a note; of more, their number is given."""


@dataclass(frozen=True)
class Window:
    """Two runs of whole days, both ends included, on either side of an event."""

    event: pd.Timestamp
    before_from: pd.Timestamp
    before_to: pd.Timestamp
    after_from: pd.Timestamp
    after_to: pd.Timestamp

    @property
    def columns(self) -> dict[str, pd.Timestamp]:
        """The event and the four ends, by which a row of a table says what it counted."""
        names = ("before_from", "before_to", "after_from", "after_to")
        return {"event": self.event, **{name: getattr(self, name) for name in names}}

    def is_before(self, days: pd.Series) -> NDArray[np.bool_]:
        """(n_documents,) whether the day of each lies before the event, in the window."""
        return np.asarray((days >= self.before_from) & (days <= self.before_to), dtype=bool)

    def is_after(self, days: pd.Series) -> NDArray[np.bool_]:
        """(n_documents,) whether the day of each lies after the event, in the window."""
        return np.asarray((days >= self.after_from) & (days <= self.after_to), dtype=bool)

    def days(self) -> list[pd.Timestamp]:
        """Every day of both sides, in the order of time."""
        return [
            *pd.date_range(self.before_from, self.before_to),
            *pd.date_range(self.after_from, self.after_to),
        ]

    def is_apart(self, event: pd.Timestamp) -> bool:
        """Whether the window lies on one side of another event, so that it does not compare before with after it."""
        return self.after_to < event or self.before_from >= event


def window_of(event: Event, before: int, after: int, event_day: EventDay, place: str) -> Window:
    """The window of so many days before an event and so many after it.

    Parameters
    ----------
    event_day : the side to which the day of the event belongs, or "out" for neither.
    place : names the function that asks, in errors.

    Raises KhitabError for a date that cannot be read, a window without days, an unknown side.
    """
    if before < 1 or after < 1:
        raise KhitabError(f"{place}: before={before} and after={after} must both be at least 1 day.")
    if event_day not in ("after", "before", "out"):
        raise KhitabError(f"{place}: event_day={event_day!r} is unknown; use after, before or out.")
    try:
        date = pd.Timestamp(event).tz_localize(None).normalize()
    except (ValueError, TypeError) as error:
        raise KhitabError(f"{place}: the event {event!r} is no date; write it as 2015-08-06.") from error
    first_after = date if event_day == "after" else date + DAY
    last_before = date if event_day == "before" else date - DAY
    return Window(date, last_before - (before - 1) * DAY, last_before, first_after, first_after + (after - 1) * DAY)


def days_of(documents: pd.DataFrame, place: str) -> pd.Series:
    """(n_documents,) the day of each document, NaT where it has no date."""
    if "date" not in documents or not documents["date"].notna().any():
        raise KhitabError(f"{place}: no document has a date, so there is no before and after; add a date column.")
    days: pd.Series = documents["date"].dt.normalize()
    return days


def missing_days(days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> list[str]:
    """The days from the first to the last on which no document stands."""
    there = set(days.dropna())
    return [day.strftime("%Y-%m-%d") for day in pd.date_range(first, last) if day not in there]


def missing_note(days: pd.Series, window: Window) -> str:
    """A sentence on the days of a window that have no documents; "" where all have some."""
    absent = [
        *missing_days(days, window.before_from, window.before_to),
        *missing_days(days, window.after_from, window.after_to),
    ]
    if not absent:
        return ""
    named = ", ".join(absent) if len(absent) <= NAMED else how_many(len(absent), "day")
    return f"no documents on {named}"


def placebo_windows(window: Window, days: pd.Series, before: int, after: int, event_day: EventDay) -> list[Window]:
    """Windows of the same size at all other dates of the data, of which none compares before with after the event."""
    known = days.dropna()
    first, last = known.min(), known.max()
    every = (window_of(date, before, after, event_day, "placebo") for date in pd.date_range(first, last))
    return [
        other
        for other in every
        if other.before_from >= first and other.after_to <= last and other.is_apart(window.event)
    ]
