"""What can be compared: the column that groups documents, the periods they fall into, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.counting.periods import PERIODS, periods_between, with_groups
from analysis.errors import KhitabError
from analysis.passages.citations import UNKNOWN

NONE = "none"
MOST_GROUPS = 40
"""More groups than this are compared two by two by no reader; nor would anything be left after correction."""
SHOWN_GROUPS = 12
MOST_PERIODS = 120
_AIM = 24  # periods that a chart shows well
_LEAST_DOCUMENTS = 3  # in a period, on average, for it to say anything


@dataclass(frozen=True)
class Choice:
    """A column and its values in order; or, without a column, the sentence of `prose.toml` that says why."""

    column: str = ""
    values: tuple[str, ...] = ()
    reason: str = ""
    parts: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.column)


def grouping(documents: pd.DataFrame, by: str | None) -> Choice:
    """By what the documents are grouped: the column asked for, or the source where there are several.

    Raises KhitabError for a column that there is not.
    """
    if by == NONE:
        return Choice(reason="by none")
    column = by or "source"
    values = group_values(documents, column)
    known = sorted(values.dropna().unique())
    if not known and by is None and (place := _place_with_groups(documents)):
        return Choice(reason=f"no source but {place}")
    if not known:
        return Choice(reason="no group" if by else "no source", parts={"by": column})
    if len(known) == 1:
        return Choice(reason="one group", parts={"by": column, "name": known[0]})
    if len(known) > MOST_GROUPS:
        return Choice(reason="many groups", parts={"by": column, "groups": len(known)})
    return Choice(column, tuple(known))


def _place_with_groups(documents: pd.DataFrame) -> str:
    """`folder` or `file`, by which `check` groups documents without a source, where there are several to compare."""
    for place in ("folder", "file"):
        groups = group_values(documents, place).nunique() if place in documents else 0
        if 1 < groups <= MOST_GROUPS and groups < len(documents):  # not each document a file of its own
            return place
    return ""


def group_values(documents: pd.DataFrame, column: str) -> pd.Series[str]:
    """(n_documents,) each document's group as text, missing where it is not known."""
    values = with_groups(documents, [column], "report")[column]
    texts = values.astype("str").str.strip()
    return texts.mask(values.isna() | texts.isin(UNKNOWN))


def course(documents: pd.DataFrame, over: str | None) -> Choice:
    """By which period the documents are dealt: the one asked for, or one that suits their dates."""
    if over == NONE:
        return Choice(reason="over none")
    if over is not None and over not in PERIODS:
        raise KhitabError(f"report: over={over!r} is no period; use one of {', '.join(PERIODS)}, or {NONE}.")
    dates = documents["date"].dropna()
    if dates.empty:
        return Choice(reason="no dates")
    period = over or _suitable(dates)
    periods = _periods(dates, period)
    if len(periods) == 1:
        return Choice(reason="one period", parts={"over": period, "name": periods[0]})
    if len(periods) > MOST_PERIODS:
        return Choice(reason="many periods", parts={"over": period, "periods": len(periods)})
    return Choice(period, tuple(periods))


def _periods(dates: pd.Series[pd.Timestamp], period: str) -> list[str]:
    """All periods from the first date to the last, those without documents included."""
    return periods_between(dates.min(), dates.max(), period)


def _suitable(dates: pd.Series[pd.Timestamp]) -> str:
    """The shortest period of which there are not too many and which has some documents each."""
    for period in ("day", "week", "month", "quarter"):
        number = len(_periods(dates, period))
        if number <= _AIM and (number == 1 or number * _LEAST_DOCUMENTS <= len(dates)):
            return period
    return "year"
