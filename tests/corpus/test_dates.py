import datetime

import pandas as pd
import pytest

from analysis.corpus.dates import parse_date
from analysis.corpus.written_dates import month_words, read_written


@pytest.mark.parametrize(
    "value",
    [
        "2025-11-22",
        "20251122",
        "٢٠٢٥-١١-٢٢",
        " 2025-11-22 ",
        datetime.date(2025, 11, 22),
        pd.Timestamp("2025-11-22", tz="Asia/Riyadh"),
    ],
)
def test_full_iso_dates_are_read(value):
    assert parse_date(value) == pd.Timestamp("2025-11-22")


def test_the_day_is_the_one_the_source_gives():
    assert parse_date("2025-11-22T01:30:00+03:00") == pd.Timestamp("2025-11-22 01:30")


@pytest.mark.parametrize("value", ["", None, float("nan"), pd.NaT])
def test_no_date_is_no_date(value):
    assert parse_date(value) is pd.NaT


@pytest.mark.parametrize(
    "value",
    ["03/04/2025", "03-04-2025", "2025", "2025-11", "نوفمبر 2025", "2025-13-40", "2025-02-30", "22/11/25", "أمس"],
)
def test_nothing_is_guessed(value):
    assert parse_date(value) is None


def test_words_of_months_are_those_of_all_countries_but_common_words_are_not():
    assert {"يناير", "ايلول", "تشرين", "كانون", "جويليه", "غشت"} <= month_words()
    assert not {"ناصر", "الصيف", "الفاتح", "january"} & month_words()
    assert read_written("5 الفاتح 1986") == read_written("5 سبتمبر 1986")
