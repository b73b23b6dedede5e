"""Names of calendar periods."""

import pandas as pd
import pytest

from analysis.counting.periods import period_labels, without_gaps


@pytest.mark.parametrize(
    ("period", "expected"),
    [("year", "2026"), ("quarter", "2026-Q1"), ("month", "2026-03"), ("week", "2026-03-16")],
)
def test_a_sunday_belongs_to_the_week_of_the_monday_before(period, expected):
    labels = period_labels(pd.Series(pd.to_datetime(["2026-03-22", None])), period)
    assert labels[0] == expected
    assert pd.isna(labels[1])


def test_labels_sort_in_the_order_of_time():
    dates = pd.Series(pd.date_range("2025-11-01", "2026-12-31", freq="D"))
    for period in ("year", "quarter", "month", "week"):
        assert period_labels(dates, period).is_monotonic_increasing


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("week", ["2026-03-16", "2026-03-16", "2026-03-23"]),
        ("week-saturday", ["2026-03-21", "2026-03-21", "2026-03-21"]),
        ("week-sunday", ["2026-03-15", "2026-03-22", "2026-03-22"]),
    ],
)
def test_a_week_begins_on_the_day_that_is_asked_for(period, days):
    saturday_to_monday = pd.Series(pd.to_datetime(["2026-03-21", "2026-03-22", "2026-03-23"]))
    assert period_labels(saturday_to_monday, period).tolist() == days


def test_periods_between_labels_have_their_places():
    assert without_gaps(["2015-08-04", "2015-08-06"], "day") == ["2015-08-04", "2015-08-05", "2015-08-06"]
    assert without_gaps(["2015-Q4", "2016-Q2"], "quarter") == ["2015-Q4", "2016-Q1", "2016-Q2"]
    assert without_gaps(["2015-08-03", "2015-08-17"], "week")[1] == "2015-08-10"
    assert without_gaps([2015, 2017], "year") == [2015, "2016", 2017]
    assert without_gaps(["spring", "summer"], "year") == ["spring", "summer"]
