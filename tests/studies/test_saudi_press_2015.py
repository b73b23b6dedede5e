"""What the report on the Saudi press says in words is so in its tables."""

from pathlib import Path

import pandas as pd
import pytest

TABLES = Path(__file__).parents[2] / "studies" / "saudi-press-2015" / "tables"


def table(name):
    return pd.read_csv(TABLES / f"{name}.csv")


def one(name, **values):
    rows = table(name)
    for column, value in values.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_numbers_of_the_window_agree_with_those_of_the_days():
    for whole, daily in (("window", "days"), ("whole_window", "whole_days")):
        window, days = table(whole), table(daily)
        window = window[window["group"] == "(all)"] if "group" in window else window
        for row in window.to_dict("records"):
            own = days[days["frame"] == row["frame"]]
            for side in ("before", "after"):
                of_side = own[own["side"] == side]
                assert of_side["n"].sum() == row[f"n_{side}"]
                assert of_side["documents"].sum() == row[f"documents_{side}"]


@pytest.mark.parametrize("frame", ["terrorism", "security"])
def test_every_day_after_stands_above_every_day_before(frame):
    days = table("whole_days").query("frame == @frame")
    assert days.query("side == 'after'")["rate"].min() > days.query("side == 'before'")["rate"].max()
    row = one("whole_window", frame=frame)
    assert row["low"] > 0 < row["low_days"]
    assert one("two_phase", frame=frame)["low"] > 0


def test_cooperation_does_not_rise_and_its_fall_is_not_certain():
    row = one("whole_window", frame="cooperation")
    assert row["difference"] < 0
    assert row["low_days"] < 0 < row["high_days"]


def test_the_rest_of_the_press_speaks_no_more_of_terrorism():
    for rule in ("place", "blast"):
        assert one("whole_without_story", frame="terrorism", rule=rule)["difference"] < 0
        security = one("whole_without_story", frame="security", rule=rule)
        assert security["low"] < 0 < security["high"]


def test_about_a_quarter_goes_with_papers_and_topics():
    row = one("within", strata_of="source and topic", frame="terrorism")
    assert 0.2 < 1 - row["difference_within"] / row["difference"] < 0.3
    assert row["low_within"] > 0


def test_other_frames_stay():
    controls = table("controls")
    assert len(controls) == 6
    assert controls["p_days"].min() == one("controls", frame="economy")["p_days"] > 0.05


def test_three_papers_pass_and_asharq_alawsat_shows_no_rise():
    papers = table("whole_groups").query("frame == 'terrorism'")
    assert set(papers.loc[papers["p_adjusted"] <= 0.05, "source"]) == {"alriyadh", "aljazirah", "alwatan"}
    assert papers.set_index("source")["rate_before"].idxmax() == "aawsat"
    contrast = one("contrast", frame="terrorism")
    assert -0.1 < contrast["low"] < 0 < contrast["high"]


def test_july_reaches_the_last_day_and_not_the_first_four():
    batches = table("batches")
    highest = batches.query("period == 'earlier'")["terrorism"].max()
    after = batches.query("period == 'after'").sort_values("day")["terrorism"].tolist()
    assert min(after[:4]) > highest > after[4]


def test_quoted_words_name_terrorism_more_often():
    rates = table("story_voices").query("frame == 'terrorism'").set_index("voice")
    assert rates.loc["narrator", "rate"] < rates.loc["person", "rate"] < rates.loc["institution", "rate"]


def test_choices_that_change_the_answer_are_told():
    rows = table("choices").query("frame == 'terrorism'").set_index("choice")
    assert set(rows.index[rows["p_days"] > 0.05]) == {"without the story", "day of the event after"}


def test_corrected_regression_keeps_the_rise_and_corrected_rates_do_not_tell():
    points = table("points").query("design == 'after'").set_index("frame")
    assert (points.loc[["terrorism", "security"], "low"] > 0).all()
    assert points.loc["cooperation", "low"] < 0 < points.loc["cooperation", "high"]
    assert (table("corrected_differences")["low"] < 0).all()


def test_published_counts_of_newspapers_agree():
    published = table("published")
    assert set(published.loc[~published["agrees"], "what"]) == {"all words"}
