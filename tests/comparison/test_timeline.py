"""Timelines and changes of level."""

import numpy as np
import pandas as pd
import pytest
from made_hits import made_documents, made_hits

from analysis.comparison.timeline import change_points, timeline
from analysis.errors import KhitabError

DATES = [pd.Timestamp("2026-01-03") + pd.Timedelta(days=4 * k) for k in range(40)]
COUNTS = [1, 2, 0, 1, 2, 1, 1, 0, 2, 1] * 2 + [6, 5, 7, 4, 6, 8, 5, 6, 7, 5] * 2
ANNOTATIONS = made_documents(COUNTS, dates=DATES)
HITS = made_hits(ANNOTATIONS)
TABLE = timeline(HITS, ANNOTATIONS, "month")


def test_rates_are_those_of_the_periods():
    january = TABLE.iloc[0]
    inside = [count for count, date in zip(COUNTS, DATES, strict=True) if date.month == 1]
    assert january["month"] == "2026-01"
    assert (january["n"], january["documents"]) == (sum(inside), len(inside))
    assert january["rate"] == pytest.approx(1000 * sum(inside) / (50 * len(inside)))


def test_a_supported_change_is_named_in_its_month_alone():
    assert list(TABLE["change"]) == ["", "", "up", "", "", ""]
    assert (TABLE["change_p"] <= 0.005).all()


def test_changes_can_be_tested_by_whole_weeks_or_months():
    weeks = timeline(HITS, ANNOTATIONS, "month", change_clusters="week")
    assert list(weeks["change"]) == list(TABLE["change"])
    pd.testing.assert_series_equal(weeks["rate"], TABLE["rate"])
    months = timeline(HITS, ANNOTATIONS, "month", change_clusters="month")  # three months on a side are too few
    assert (months["change"] == "").all()


def test_the_change_has_its_date_levels_and_interval():
    (row,) = change_points(HITS, ANNOTATIONS).to_dict("records")
    assert row["date"] == DATES[20]
    assert (row["documents_before"], row["documents_after"]) == (20, 20)
    assert row["rate_before"] == pytest.approx(1000 * sum(COUNTS[:20]) / 1000)
    assert row["low"] < row["difference"] < row["high"]
    assert row["test"] == "largest cumulative sum, 1,999 permutations of documents, seed 1; holm"


def test_no_change_is_named_where_none_is():
    even = made_documents([2, 1, 3, 2, 2] * 8, dates=DATES)
    assert (timeline(made_hits(even), even)["change"] == "").all()


def test_periods_without_documents_are_rows_of_their_own():
    dates = ["2026-01-10"] * 9 + ["2026-04-10"] * 9
    annotations = made_documents([2] * 18, dates=dates)
    table = timeline(made_hits(annotations), annotations)
    assert list(table["month"]) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert table["rate"].isna().tolist() == [False, True, True, False]
    assert table.loc[1, "note"] == "no documents in this period"
    assert list(timeline(made_hits(annotations), annotations, "week")["week"].iloc[[0, -1]]) == [
        "2026-01-05",
        "2026-04-06",
    ]
    assert list(timeline(made_hits(annotations), annotations, "quarter")["quarter"]) == ["2026-Q1", "2026-Q2"]


def test_smoothing_is_off_unless_asked_for_and_says_what_it_is():
    assert "smoothed" not in TABLE
    smooth = timeline(HITS, ANNOTATIONS, smooth=3)
    three = smooth.iloc[1:4]
    assert smooth.loc[2, "smoothed"] == pytest.approx(1000 * three["n"].sum() / three["denominator"].sum())
    assert smooth.loc[0, "smoothing"] == "rate over 3 periods, the period in the middle"
    with pytest.raises(KhitabError, match="no period in the middle"):
        timeline(HITS, ANNOTATIONS, smooth=4)


def test_documents_without_dates_are_left_out_and_counted(recwarn):
    annotations = made_documents(COUNTS, dates=[*DATES[:-2], "NaT", "NaT"])
    hits = made_hits(annotations)
    assert change_points(hits, annotations).loc[0, "note"] == "2 documents without date or words left out"
    assert "2 documents" in timeline(hits, annotations).loc[0, "note"]
    assert not recwarn.list


def test_few_documents_have_no_change_to_test(recwarn):
    annotations = made_documents(COUNTS[:6], dates=DATES[:6])
    (row,) = change_points(made_hits(annotations), annotations).to_dict("records")
    assert pd.isna(row["date"])
    assert np.isnan(row["p"])
    assert row["note"] == "a change needs at least 5 documents before and after it"
    assert (timeline(made_hits(annotations), annotations)["change"] == "").all()
    assert not recwarn.list


def test_unknown_periods_and_undated_corpora_are_refused():
    with pytest.raises(KhitabError, match="by='hour' is no period; use one of year, quarter, month, week, "):
        timeline(HITS, ANNOTATIONS, "hour")
    undated = made_documents(COUNTS)
    with pytest.raises(KhitabError, match="no document has a date"):
        timeline(made_hits(undated), undated)


def test_whole_days_are_permuted_on_request():
    # One news day of forty documents among sixteen days: sure over documents, chance over days.
    dates = [day for day in pd.date_range("2026-01-01", periods=16) for _ in range(5)] + ["2026-01-09"] * 40
    annotations = made_documents([1] * 80 + [4] * 40, dates=dates)
    hits = made_hits(annotations)
    over_documents, over_days = (
        change_points(hits, annotations, n_permutations=199, clusters=clusters).iloc[0] for clusters in (None, "day")
    )
    assert over_documents["p"] <= 0.01
    assert over_days["p"] > 0.05
    assert "permutations of clusters" in over_days["test"]
