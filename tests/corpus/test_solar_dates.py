"""Days of the Iranian calendar, and that they are not taken for days of the moon's."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.corpus.dates import parse_date, read_dates
from analysis.corpus.solar_dates import from_solar

# Days that history books give in both calendars, and first days of the year.
KNOWN = {
    (1304, 1, 11): "1925-03-31",
    (1357, 11, 22): "1979-02-11",
    (1376, 3, 2): "1997-05-23",
    (1387, 1, 1): "2008-03-20",
    (1395, 12, 30): "2017-03-20",
    (1399, 1, 1): "2020-03-20",
    (1400, 1, 1): "2021-03-21",
}


@pytest.mark.parametrize(("solar", "day"), KNOWN.items())
def test_days_are_those_that_are_known(solar, day):
    assert from_solar(*solar) == pd.Timestamp(day)


def test_days_follow_each_other_without_a_gap():
    days = [
        day
        for year in range(1304, 1501)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := from_solar(year, month, number)) is not None
    ]
    assert pd.DatetimeIndex(days).equals(pd.date_range(days[0], days[-1]))
    assert len(days) == 197 * 365 + 48


@pytest.mark.parametrize(
    "given", [(1394, 7, 31), (1394, 12, 30), (1394, 13, 1), (1394, 1, 0), (1303, 1, 1), (1501, 1, 1)]
)
def test_there_is_no_such_day(given):
    assert from_solar(*given) is None


@pytest.mark.parametrize(
    "value",
    [
        "15 مرداد 1394",
        "1394/05/15 هـ.ش",
        "١٥ مرداد ١٣٩٤ هـ ش",
        "1394/5/15 ه.ش.",
        "15-05-1394 هجري شمسي",
        "15 Mordad 1394",
        "1394/05/15 شمسية",
    ],
)
def test_a_date_that_says_so_is_of_the_iranian_calendar(value):
    assert parse_date(value) == pd.Timestamp("2015-08-06")


@pytest.mark.parametrize("value", ["15 مرداد 1394 هـ.ق", "15 مرداد 1394 م", "1394 شمسي", "15 مرداد 2015 هـ.ش هـ.ق"])
def test_a_date_that_contradicts_itself_is_unknown(value):
    assert parse_date(value) is None


def test_the_moon_is_the_moon():
    assert parse_date("20/10/1436 هـ.ق") == parse_date("20 شوال 1436 هجرية قمرية") == pd.Timestamp("2015-08-05")


@pytest.fixture
def dates(tmp_path):
    def dates(*days, **options):
        path = tmp_path / "t.csv"
        path.write_text("id,text,date\n" + "".join(f"{n},وصل الوفد رقم {n},{day}\n" for n, day in enumerate(days)))
        corpus = read_corpus(path, **options)
        return [None if pd.isna(day) else str(day.date()) for day in corpus.metadata.date], corpus.notes

    return dates


def test_years_that_may_be_of_either_are_unknown_until_it_is_said(dates):
    found, notes = dates("1394-05-15", "1394-05-16")
    assert found == [None, None]
    assert any('calendar="hijri" or "solar"' in note for note in notes)
    assert any("2 of 2 dates" in note for note in notes)
    assert dates("1394-05-15", "1394-05-16", calendar="solar")[0] == ["2015-08-06", "2015-08-07"]
    assert dates("1394-05-15", "1394-05-16", calendar="hijri")[0] == ["1974-06-05", "1974-06-06"]
    assert dates("1394-05-15", "2015-08-07", calendar="solar")[0] == ["2015-08-06", "2015-08-07"]


def test_a_later_year_in_the_column_proves_the_moon():
    found, notes = read_dates(["1404-01-02", "1436-10-20"])
    assert [str(day.date()) for day in found] == ["1983-10-08", "2015-08-05"]
    assert notes == ["Hijri dates are converted by the Umm al-Qura calendar"]
