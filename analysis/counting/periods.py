"""Calendar periods: grouping documents by the year, quarter, month, week or day of their date."""

import pandas as pd

from analysis.corpus.metadata import own_name
from analysis.errors import KhitabError

PERIODS = {
    "year": "Y",
    "quarter": "Q",
    "month": "M",
    "week": "W-SUN",
    "week-saturday": "W-FRI",
    "week-sunday": "W-SAT",
    "day": "D",
}
"""Names of periods, and pandas' names for them, which tell the last day of a week."""


def period_labels(dates: pd.Series, period: str) -> pd.Series:
    """Name the calendar period of each date.

    Parameters
    ----------
    dates : (n,) datetimes; NaT for unknown.
    period : "year", "quarter", "month", "week" (Monday to Sunday), "week-saturday", "week-sunday" (which begin
        on these days) or "day".

    Returns
    -------
    (n,) strings that sort in the order of time: "2026", "2026-Q1", "2026-01", the first day of the week
    "2026-01-05", or the day; missing where the date is.
    """
    periods = dates.dt.to_period(PERIODS[period])
    if period == "day" or period.startswith("week"):
        labels = periods.dt.start_time.dt.strftime("%Y-%m-%d")
    else:
        labels = periods.dt.strftime({"year": "%Y", "quarter": "%Y-Q%q", "month": "%Y-%m"}[period])
    named: pd.Series = labels.astype("str").where(dates.notna())
    return named


def periods_between(first: pd.Timestamp, last: pd.Timestamp, period: str) -> list[str]:
    """Name every calendar period from that of the first date to that of the last, as `period_labels` does."""
    span = pd.period_range(first, last, freq=PERIODS[period])
    return [str(label) for label in period_labels(pd.Series(span.start_time), period)]


def without_gaps(labels: list[object], period: str) -> list[object]:
    """The periods of these ordered labels and those between them; as they are where a column has values of its own."""
    try:
        first, last = (pd.Period(str(label), freq=PERIODS[period]).start_time for label in (labels[0], labels[-1]))
    except ValueError:
        return labels
    known = {str(label): label for label in labels}
    every = periods_between(first, last, period)
    return [known.get(label, label) for label in every] if set(known) <= set(every) else labels


def with_groups(documents: pd.DataFrame, by: list[str], place: str) -> pd.DataFrame:
    """Add the period columns that are asked for, and known columns under the name that the corpus's table had.

    A period is always that of the documents' dates, whatever a metadata column of its name may hold; only where no
    document has a date is such a column taken.

    Raises
    ------
    KhitabError : a column is neither metadata nor a period; the message names those there are.
    """
    table = documents.copy()
    for column in by:
        dated = column in PERIODS and documents["date"].notna().any()
        if column in table.columns and not dated:
            continue
        if column not in PERIODS and (known_as := own_name(column, documents)) != column:
            table[column] = table[known_as]
            continue
        if column not in PERIODS:
            known = [name for name in documents.columns if name not in ("n_words", "n_tokens")]
            raise KhitabError(
                f"{place}: the documents have no column {column!r} to group by; "
                f"use one of {', '.join([*known, *PERIODS])}."
            )
        if not dated:
            raise KhitabError(
                f"{place}: no document has a date, so there is nothing to group by {column}; add a date column."
            )
        table[column] = period_labels(documents["date"], column)
    return table
