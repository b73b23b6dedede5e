"""The steps that the studies share, on small tables made by hand."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from press_events import care, checks, draw, said, story, story_read, whole
from press_events.settings import Event, Settings, read_settings
from scipy import stats

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
    flow = draw.flow(table, written, written.iloc[1:], settings).set_index("step")
    assert flow["articles"].tolist() == [7, 6, 5, 4, 3, 2]
    assert flow["left_out"].tolist() == [0, 1, 1, 1, 1, 1]
    assert flow.loc["on a side of the event", "why"] == "dated on the day of the event"


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
    counts = whole.printed_counts(draw.with_clusters(draw.in_dates(table, settings)), settings)
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
    counts = whole.printed_counts(written, settings)
    assert counts["terrorism"].tolist() == [2]
    assert counts["loose_terrorism"].tolist() == [3]


def test_what_is_a_name_in_articles_on_a_topic_is_taken_out_there_alone(settings):
    settings = replace(
        settings,
        topics={"sport": ["مباراة", "لاعب"]},
        printed_not_in={"terrorism": ("sport", re.compile("فريق الإرهاب"))},
    )
    texts = ["فريق الإرهاب في مباراة", "فريق الإرهاب في مباراة واللاعب", "فريق الإرهاب"]
    written = pd.DataFrame(
        {"doc_id": list("abc"), "day": "2015-08-01", "source": "س", "cluster": list("abc"), "text": texts}
    )
    assert whole.printed_counts(written, settings)["terrorism"].tolist() == [1, 0, 1]


def test_days_alone_are_dealt_in_all_ways_and_shifted_round(settings):
    days = pd.DataFrame(
        {"day": ["2015-08-01", "2015-08-03", "2015-08-04"], "frame": "terrorism", "rate": [1.0, 3.0, 4.0]}
    )
    found = checks.day_tests({"printed": days}, settings).iloc[0]
    assert found["difference"] == 2.5
    assert found["apart"]
    assert found["p_deals"] == pytest.approx(1 / 3)
    assert found["p_shifts"] == pytest.approx(1 / 3)


def days_of(rates, frame="terrorism"):
    """Days with these rates, of 1,000 words each."""
    return pd.DataFrame({"day": list(rates), "frame": frame, "n": list(rates.values()), "denominator": 1000})


def test_two_days_against_two_leave_out_the_day_of_the_event_and_do_not_reach_over_it(settings):
    event = Event("blast", "2015-08-05", 4, 4, "out")
    rates = {f"2015-08-{day:02}": n for day, n in zip(range(1, 10), [1, 1, 2, 2, 99, 6, 6, 5, 5], strict=True)}
    found = whole.two_days({"printed": days_of(rates)}, replace(settings, events=(event,)))
    assert found["difference"].tolist() == [1, -1, 4]
    assert found["is_event"].tolist() == [False, False, True]
    ranks = said._ranks(found).iloc[0]
    assert (ranks["as_large"], ranks["others"], ranks["p"]) == (0, 2, pytest.approx(1 / 3))


def test_earlier_batches_are_set_beside_the_days_in_papers_that_are_in_all(settings):
    days = [
        "2015-07-29",
        "2015-07-30",
        "2015-07-31",
        "2015-08-01",
        "2015-08-02",
        "2015-08-03",
        "2015-08-04",
        "2015-08-05",
    ]
    settings = replace(settings, events=(Event("blast", "2015-08-02", 1, 3, "out"),))
    rows = [(day, source, n, 1000) for source, add in (("a", 0), ("b", 9)) for day, n in
            zip(days, [1, 2, 3, 1, 9, 5, 6, 7], strict=True) for n in [n + add]]  # fmt: skip
    every = pd.DataFrame(rows, columns=["day", "source", "terrorism", "size"]).assign(doc_id="x")
    every = every[~((every["source"] == "b") & (every["day"] == "2015-07-30"))]
    papers = checks.kept_papers(every, settings)
    assert papers == {"a"}
    row = checks.earlier(every, papers, settings).iloc[0]
    assert (row["earlier"], row["lowest"], row["highest"], row["after"]) == (2, 1, 3, 6)
    assert row["since_earlier"] == 4
    assert row["days_above"] == 3
    welch = stats.ttest_ind([5, 6, 7], [1, 2, 3], equal_var=False).confidence_interval()
    assert (row["low_earlier"], row["high_earlier"]) == pytest.approx((welch.low, welch.high))


def test_shares_of_articles_read_are_weighted_to_all(settings, tmp_path):
    (tmp_path / "coding").mkdir()
    late = pd.DataFrame({"doc_id": [f"d{i}" for i in range(200)], "title": "", "text": "خبر"})
    late.loc[:9, "text"], late.loc[10:109, "text"] = "خبر المسجد", "خبر أبها"
    read = [(f"d{i}", "rule", "about") for i in range(5)] + [(f"d{i}", "near", "about" if i == 20 else "no") for i in
            range(20, 30)]  # fmt: skip
    pd.DataFrame(read, columns=["doc_id", "stratum", "label"]).to_csv(
        tmp_path / "coding" / "story-read.csv", index=False
    )
    counts = pd.DataFrame({"terrorism": [1] * 110 + [0] * 90})
    settings = replace(settings, folder=tmp_path, maybe_story=re.compile("أبها"))
    found = story_read.story_read(late, counts, {"place": {f"d{i}" for i in range(10)}}, settings)
    score = found["story_rules_read"].iloc[0]
    assert score["precision"] == 1
    assert score["recall"] == pytest.approx(0.5)  # ten are taken, and a tenth of a hundred is missed
    assert score["recall_low"] < 0.5 < score["recall_high"]
    assert found["story_left"].iloc[0].tolist() == [100, pytest.approx(10), 0]


def test_articles_to_read_come_from_all_strata_and_their_order_does_not_tell(settings):
    late = pd.DataFrame({"doc_id": [f"d{i:03}" for i in range(400)]})
    strata = pd.Series(np.repeat(["rule", "near", "words", "other"], 100))
    drawn = story_read.draw_to_read(late, strata, 3)
    assert drawn["stratum"].value_counts().to_dict() == story_read.DRAWN
    assert drawn["stratum"].head(20).nunique() > 2
    assert drawn.equals(story_read.draw_to_read(late, strata, 3))


def test_where_no_error_was_seen_the_bound_is_exact_and_errors_on_one_side_are_taken_from_the_rise():
    sides = pd.DataFrame(
        {"frame": ["t", "t", "s", "s"], "side": ["before", "after"] * 2, "coded_tokens": [7, 20, 9, 9],
         "note": ["no error in 9", "no error in 9", "", "no error in 9"]}
    )  # fmt: skip
    window = pd.DataFrame({"frame": ["t", "s"], "rate_before": [1.0, 1.0], "rate_after": [2.0, 2.0]})
    found = said._bounds(sides, window)
    assert found["frame"].tolist() == ["t"]
    row = found.iloc[0]
    assert row["wrong_after"] == pytest.approx(100 * (1 - 0.025 ** (1 / 20)))
    assert row["left_wrong"] == pytest.approx(2 * 0.025 ** (1 / 20) - 1)
    assert row["left_missed"] == pytest.approx(2 - 1 / 0.025 ** (1 / 7))


@pytest.mark.parametrize("name", sorted(path.parent.name for path in STUDIES.glob("*/study.toml")))
def test_a_study_says_what_it_asks(name):
    settings = read_settings(STUDIES / name)
    assert all(settings.first <= event.date <= settings.last for event in settings.events)
    assert set(settings.printed) <= set(settings.frames)
