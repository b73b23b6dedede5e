"""The steps that the studies share, on small tables made by hand."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from press_events import care, checks, draw, story, whole
from press_events.settings import Event, Settings, read_settings

STUDIES = Path(__file__).parents[2] / "studies"


@pytest.fixture
def settings():
    return Settings(
        folder=Path(), corpus="c", first="2015-08-01", last="2015-08-04", articles=3, seed=1, period="day",
        group="source", frames=("terrorism",), events=(Event("blast", "2015-08-02", 1, 2, "out"),), topics={}, apart=(),
        node="",
        printed={"terrorism": re.compile(r"(?<!\w)(?:ال)?إرهاب(?!\w)")},
        printed_not={"terrorism": re.compile("لا إرهاب")},
        stories={"place": (re.compile("المسجد"),)},
    )  # fmt: skip


@pytest.fixture
def table():
    days = ["2015-07-30", "2015-08-01", "2015-08-01", "2015-08-02", "2015-08-03", "2015-08-04", "2015-08-04"]
    texts = ["خبر", "الإرهاب خبر", " ", "خبر المسجد", "خبر المسجد الإرهاب إرهاب", "خبر عن الإرهابي", "خبر عن الإرهابي"]
    return pd.DataFrame(
        {"doc_id": list("abcdefg"), "source": "س", "date": days, "text": texts, "title": "", "author": "", "day": days}
    )


def test_the_draw_leaves_out_blanks_and_other_dates_and_is_the_same_for_every_number(table, settings):
    assert set(draw.in_dates(table, settings)["doc_id"]) == set("bdefg")
    assert draw.draw(table, settings)["doc_id"].tolist() == draw.draw(table, settings, 5)["doc_id"].tolist()[:3]
    assert draw.draw(table, settings, 0)["doc_id"].tolist() == list("bdefg")


def test_each_step_of_the_flow_says_what_it_left_out(table, settings):
    written = draw.with_clusters(draw.in_dates(table, settings))
    flow = draw.flow(table, written, written, settings).set_index("step")
    assert flow["articles"].tolist() == [7, 6, 5, 5, 4]
    assert flow["left_out"].tolist() == [0, 1, 1, 0, 1]


def test_days_without_articles_are_counted_as_none(table, settings):
    written = draw.in_dates(table, settings)
    found = draw.by_day(written[written["day"] != "2015-08-03"], written.head(1), "source")
    assert found["day"].tolist() == ["2015-08-01", "2015-08-02", "2015-08-03", "2015-08-04"]
    assert found["articles"].tolist() == [1, 1, 0, 2]


def test_words_set_aside_keep_their_rows_and_are_counted_no_more():
    made = made_annotations({"a": "خبر عاجل\nرابط الخبر"})
    spans = pd.DataFrame({"doc_id": ["a"], "start": [9], "end": [19]})
    left = care.set_aside(made, spans)
    assert len(left.words) == len(made.words)
    assert left.documents["n_words"].tolist() == [2]
    assert left.words["start"].tolist() == made.words["start"].tolist()
    assert care.is_aside(made.words, spans.iloc[:0]).sum() == 0


def test_printed_words_are_counted_whole_and_the_day_of_the_event_is_on_no_side(table, settings):
    counts = whole.printed_counts(
        draw.with_clusters(draw.in_dates(table, settings)), settings.printed, settings.printed_not
    )
    assert counts["terrorism"].tolist() == [1, 0, 2, 0, 0]
    assert counts["size"].tolist() == [2, 2, 4, 3, 3]
    assert whole.side_of(counts["day"], settings.event).tolist() == ["before", "", "after", "after", "after"]


def test_the_story_is_told_from_the_event_on(table, settings):
    written = draw.in_dates(table, settings)
    assert story.story_ids(written, settings)["place"].tolist() == ["d", "e"]


def test_both_counts_together_are_the_printed_one_where_the_sample_shows_no_error(settings):
    rng = np.random.default_rng(1)
    n = 400
    counts = pd.DataFrame(
        {"doc_id": [f"d{i}" for i in range(n)], "day": np.where(np.arange(n) < 200, "2015-08-01", "2015-08-03"),
         "source": "س", "cluster": [f"d{i}" for i in range(n)], "size": 100, "terrorism": rng.poisson(1.0, n)}
    )  # fmt: skip
    sample = counts["doc_id"].iloc[::4]
    rows = counts[counts["doc_id"].isin(sample)]
    hits = rows.loc[rows.index.repeat(rows["terrorism"]), ["doc_id"]].assign(frame="terrorism", tier="core")
    found = whole.two_phase(counts, hits, sample, settings).iloc[0]
    assert found["r"] == pytest.approx(1)
    assert found["rate_before"] == pytest.approx(found["printed_before"], rel=0.05)
    assert found["low_before"] < found["printed_before"] < found["high_before"]


def test_what_only_looks_like_a_frame_is_taken_from_it_again(settings):
    written = pd.DataFrame(
        {"doc_id": ["a"], "day": "2015-08-01", "source": "س", "cluster": "a", "text": ["إرهاب لا إرهاب إرهاب"]}
    )
    assert whole.printed_counts(written, settings.printed, settings.printed_not)["terrorism"].tolist() == [2]


def test_days_alone_are_dealt_in_all_ways_and_shifted_round(settings):
    days = pd.DataFrame(
        {"day": ["2015-08-01", "2015-08-03", "2015-08-04"], "frame": "terrorism", "rate": [1.0, 3.0, 4.0]}
    )
    found = checks.day_tests({"printed": days}, settings).iloc[0]
    assert found["difference"] == 2.5
    assert found["apart"]
    assert found["p_deals"] == pytest.approx(1 / 3)
    assert found["p_shifts"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in STUDIES.glob("*/study.toml")))
def test_a_study_says_what_it_asks(name):
    settings = read_settings(STUDIES / name)
    assert all(settings.first <= event.date <= settings.last for event in settings.events)
    assert set(settings.printed) <= set(settings.frames)
