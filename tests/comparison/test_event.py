"""Event windows: before and after a date."""

import numpy as np
import pandas as pd
import pytest
from made_hits import made_documents, made_hits

import analysis
from analysis.comparison import compare_within, event_days, event_placebos, event_window
from analysis.errors import KhitabError

EVENT = "2026-03-11"
DAYS = [pd.Timestamp("2026-03-01") + pd.Timedelta(days=k) for k in range(20) if k != 3]
RNG = np.random.default_rng(5)
ROWS = [(day, source) for day in DAYS for source in ("المدى", "الأفق") for _ in range(3)]
DATES = [day for day, _ in ROWS]
SOURCES = [source for _, source in ROWS]
COUNTS = [int(RNG.poisson(4 if day >= pd.Timestamp(EVENT) and source == "المدى" else 1)) for day, source in ROWS]
ANNOTATIONS = made_documents(COUNTS, dates=DATES, sources=SOURCES)
HITS = made_hits(ANNOTATIONS)
FEW = {"n_resamples": 200, "n_permutations": 199}


def test_counts_rates_and_days_by_hand():
    (row,) = event_window(HITS, ANNOTATIONS, EVENT, before=9, after=9, **FEW).to_dict("records")
    first, event, last = pd.Timestamp("2026-03-02"), pd.Timestamp(EVENT), pd.Timestamp("2026-03-19")
    before = [n for n, day in zip(COUNTS, DATES, strict=True) if first <= day < event]
    after = [n for n, day in zip(COUNTS, DATES, strict=True) if event <= day <= last]
    assert (row["before_from"], row["after_to"]) == (first, last)
    assert (row["n_before"], row["n_after"]) == (sum(before), sum(after))
    assert (row["documents_before"], row["days_before"], row["days_after"]) == (48, 8, 9)
    assert row["difference"] == pytest.approx(1000 * (sum(after) / len(after) - sum(before) / len(before)) / 50)
    assert row["ratio"] == pytest.approx(row["rate_after"] / row["rate_before"])
    assert row["low"] < row["difference"] < row["high"]
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]
    assert "no documents on 2026-03-04" in row["note"]


def test_the_day_of_the_event_lies_where_it_is_said_to():
    ends = {
        side: event_window(HITS, ANNOTATIONS, EVENT, before=2, after=2, event_day=side, **FEW).iloc[0]
        for side in ("after", "before", "out")
    }
    assert [str(row["before_to"].date()) for row in ends.values()] == ["2026-03-10", "2026-03-11", "2026-03-10"]
    assert [str(row["after_from"].date()) for row in ends.values()] == ["2026-03-11", "2026-03-12", "2026-03-12"]


def test_each_newspaper_has_its_own_effect_and_the_family_is_corrected():
    table = event_window(HITS, ANNOTATIONS, EVENT, before=9, after=9, by="source", **FEW).set_index("group")
    assert list(table.index) == ["(all)", "الأفق", "المدى"]
    assert table.loc["المدى", "p_days"] == 1 / 200
    assert table.loc["الأفق", "p_documents"] > 0.05
    assert (table["p_days_adjusted"] >= table["p_days"]).all()
    assert table.loc["(all)", "n_after"] == table.loc[["الأفق", "المدى"], "n_after"].sum()


def test_a_newspaper_without_articles_in_the_window_says_so(recwarn):
    dates, sources = [*DATES, *[pd.Timestamp("2026-05-01")] * 3], [*SOURCES, *["الغد"] * 3]
    annotations = made_documents([*COUNTS, 1, 1, 1], dates=dates, sources=sources)
    table = event_window(made_hits(annotations), annotations, EVENT, before=9, after=9, by="source", **FEW)
    (row,) = table[table["group"] == "الغد"].to_dict("records")
    assert (row["documents_before"], row["documents_after"]) == (0, 0)
    assert np.isnan([row["difference"], row["low"], row["p_documents"], row["p_days"]]).all()
    assert "a side has 0 documents" in row["note"]
    within = event_window(made_hits(annotations), annotations, EVENT, by="source", strata="source", **FEW)
    assert within.loc[within["group"] == "الغد", "difference_within"].isna().all()
    assert not recwarn.list


def test_placebo_dates_do_not_reach_over_the_event():
    placebos = event_placebos(HITS, ANNOTATIONS, EVENT, before=3, after=3)
    others = placebos[~placebos["is_event"]]
    event = pd.Timestamp(EVENT)
    assert ((others["after_to"] < event) | (others["before_from"] >= event)).all()
    assert placebos["is_event"].tolist() == [True] + [False] * len(others)
    (row,) = event_window(HITS, ANNOTATIONS, EVENT, before=3, after=3, **FEW).to_dict("records")
    # Two of the dates would have the day without documents alone on a side only if the windows had one day.
    assert row["placebos"] == len(others)
    as_large = (others["difference"].abs() >= abs(row["difference"])).sum()
    assert (row["placebos_as_large"], row["p_placebo"]) == (as_large, (as_large + 1) / (len(others) + 1))
    assert "too few for a p-value below 0.05" in row["note"]


def test_a_frame_that_comes_on_single_days_is_sure_by_documents_and_not_by_days():
    # All of the difference is one day of many documents.
    days = np.repeat(pd.date_range("2026-03-01", periods=10), 12)
    counts = np.where(days == np.datetime64("2026-03-08"), 6, 1)
    annotations = made_documents(counts, dates=list(days))
    (row,) = event_window(made_hits(annotations), annotations, "2026-03-06", before=5, after=5, **FEW).to_dict(
        "records"
    )
    assert row["p_documents"] < 0.02
    assert row["p_days"] == 1
    assert row["low"] > 0 > row["low_days"]


def test_what_is_more_crime_stories_is_no_difference_within_topics():
    crime = np.array([k % 6 < (4 if day >= pd.Timestamp(EVENT) else 2) for k, day in enumerate(DATES)])
    counts = np.where(crime, 5, 1)
    annotations = made_documents(counts, dates=DATES, sources=["جريمة" if c else "رياضة" for c in crime])
    hits = made_hits(annotations)
    (row,) = event_window(hits, annotations, EVENT, before=9, after=9, strata="source", **FEW).to_dict("records")
    assert row["difference"] > 10
    assert row["difference_within"] == pytest.approx(0)
    assert (row["strata"], row["shared"]) == (2, 1)
    assert row["p_within"] == 1


def test_passages_behind_rows_are_the_hits_of_both_sides():
    table = event_window(HITS, ANNOTATIONS, EVENT, before=4, after=4, by="source", **FEW)
    row = table.iloc[[1]]
    assert len(analysis.evidence(row, ANNOTATIONS, HITS).table) == int(row["n_before"].iloc[0] + row["n_after"].iloc[0])
    with pytest.raises(KhitabError, match="before the event"):
        analysis.evidence(row.assign(n_before=0), ANNOTATIONS, HITS)


def test_days_have_rows_sides_and_offsets_also_where_nothing_was_written():
    table = event_days(HITS, ANNOTATIONS, "2026-03-05", before=2, after=2, event_day="out")
    assert list(table["day"]) == [f"2026-03-{k:02}" for k in range(3, 8)]
    assert list(table["side"]) == ["before", "before", "", "after", "after"]
    assert list(table["offset"]) == [-2, -1, 0, 1, 2]
    assert list(table["documents"]) == [6, 0, 6, 6, 6]
    assert table.loc[1, "note"] == "no documents on this day"
    by = event_days(HITS, ANNOTATIONS, EVENT, before=2, after=2, by="source")
    assert len(by) == 8


def test_faults_are_named():
    with pytest.raises(KhitabError, match="is no date"):
        event_window(HITS, ANNOTATIONS, "sixth of August of some year")
    with pytest.raises(KhitabError, match="no documents with words in the days after 2027-01-01"):
        event_window(HITS, ANNOTATIONS, "2027-01-01", before=400)
    with pytest.raises(KhitabError, match="at least 1 day"):
        event_window(HITS, ANNOTATIONS, EVENT, before=0)
    undated = made_documents([1] * 20)
    with pytest.raises(KhitabError, match="no document has a date"):
        event_window(made_hits(undated), undated, EVENT)
    with pytest.raises(KhitabError, match="no column 'topic' to take as strata"):
        event_window(HITS, ANNOTATIONS, EVENT, strata="topic")


def test_groups_are_compared_within_strata_given_as_a_table():
    topics = pd.DataFrame({"doc_id": ANNOTATIONS.documents["doc_id"], "stratum": ["أ", "ب"] * 57})
    table = compare_within(HITS, ANNOTATIONS, "source", topics, n_resamples=200, n_permutations=99)
    (row,) = table.to_dict("records")
    assert (row["group"], row["other"], row["strata"], row["shared"]) == ("الأفق", "المدى", 2, 1)
    assert row["low"] < row["difference_within"] < row["high"] < 0
    with pytest.raises(KhitabError, match="name two groups"):
        compare_within(HITS, ANNOTATIONS, "day", topics)
