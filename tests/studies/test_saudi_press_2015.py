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
def test_the_five_days_after_are_the_five_highest_in_all_articles(frame):
    assert one("day_tests", counted="printed", frame=frame)["apart"]
    row = one("whole_window", frame=frame)
    assert row["low"] > 0 < row["low_days"]
    assert one("two_phase", frame=frame)["low"] > 0


def test_in_the_sample_of_security_they_are_not():
    assert not one("day_tests", counted="sample", frame="security")["apart"]


def test_corrected_p_are_the_same_for_the_three_frames_and_the_sample_has_none_below():
    assert table("whole_window")["p_days_adjusted"].nunique() == 1
    assert table("sample_holm")["p_days_adjusted"].min() >= 0.05


def test_a_pilot_showed_a_fall_and_the_first_1500_almost_no_change():
    rows = table("sizes").query("frame == 'terrorism'").set_index("sample")
    assert rows.loc["pilot", "difference"] < -1
    assert abs(rows.loc["first 1,500", "difference"]) < 0.2
    assert rows.loc["first 4,000", "low"] > 0


def test_against_july_terrorism_and_security_rise_less_and_cooperation_does_not_fall():
    rows = table("earlier").set_index("frame")
    for frame in ("terrorism", "security"):
        assert 0 < rows.loc[frame, "since_earlier"] < rows.loc[frame, "since_before"]
    assert rows.loc["cooperation", "since_earlier"] > 0 > rows.loc["cooperation", "since_before"]


def test_in_the_rest_nothing_like_the_rise_is_seen_and_the_intervals_hold_nought():
    rest = table("whole_without_story").query("frame in ('terrorism', 'security')")
    assert rest["rule"].nunique() == 4
    assert ((rest["low_days"] < 0) & (rest["high_days"] > 0)).all()
    whole = one("whole_window", frame="terrorism")["difference"]
    of_terrorism = rest.query("frame == 'terrorism'")["difference"]
    assert of_terrorism.abs().max() < whole / 2
    assert of_terrorism.min() < 0 < of_terrorism.max()


def test_within_papers_and_topics_a_rise_stays():
    for frame in ("terrorism", "security"):
        assert one("within", strata_of="source and topic", frame=frame)["low_within"] > 0


def test_intervals_of_the_controls_do_not_exclude_a_fifth():
    for frame in ("economy", "humanitarian"):
        row = one("controls", frame=frame)
        assert row["low_days"] < -0.2 * row["rate_before"] or row["high_days"] > 0.2 * row["rate_before"]


def test_some_papers_pass_papers_differ_and_asharq_alawsat_shows_no_rise():
    papers = table("whole_groups").query("frame == 'terrorism'").set_index("source")
    assert (papers["p_adjusted"] <= 0.05).any()
    assert (papers["p_adjusted"] > 0.05).any()
    assert papers["rate_before"].idxmax() == "aawsat"
    assert papers.loc["aawsat", "low"] < 0 < papers.loc["aawsat", "high"]
    assert one("papers", frame="terrorism")["p"] < 0.05


def test_the_last_day_is_within_what_july_shows():
    batches = table("batches")
    earlier = batches.query("period == 'earlier'")["terrorism"]
    assert earlier.min() < batches.set_index("day").loc["2015-08-11", "terrorism"] < earlier.max()


def test_quoted_words_name_terrorism_more_often():
    rates = table("story_voices").query("frame == 'terrorism'").set_index("voice")
    assert rates.loc["narrator", "rate"] < rates.loc["person", "rate"] < rates.loc["institution", "rate"]


def test_whose_words_it_stands_in_did_not_change():
    shares = table("voices_sides").query("frame == 'terrorism' and voice == 'narrator'").set_index("side")["share"]
    assert abs(shares["after"] - shares["before"]) < 5


def test_choices_that_change_the_answer_are_told():
    rows = table("choices").set_index(["frame", "choice"])["p_days"]
    terrorism = rows["terrorism"]
    assert set(terrorism.index[terrorism > 0.05]) == {"without the story", "day of the event after"}
    assert rows["security", "related terms, too"] > 0.05


def test_corrected_regression_keeps_the_rise_and_corrected_rates_of_security_do_not_tell():
    points = table("points").query("design == 'after'").set_index("frame")
    assert (points.loc[["terrorism", "security"], "low"] > 0).all()
    assert points.loc["cooperation", "low"] < 0 < points.loc["cooperation", "high"]
    differences = table("corrected_differences").set_index("frame")
    assert differences.loc["security", "low"] < 0 < differences.loc["terrorism", "low"]
    scores = one("scores", frame="terrorism")
    assert scores["precision"] == scores["recall"] == 1


def test_no_paper_and_frame_of_the_sample_alone_stands():
    assert one("found", what="found")["number"] == 0


def test_choosing_what_to_code_saves_more_after_random_codings_than_after_those_by_the_frame_found():
    saved = table("saved").set_index(["frame", "against"])["percent"]
    assert saved["all", "random"] > saved["all", "found"] > 15
    rows = table("coding_saved").set_index(["frame", "design"])["saved_found"]
    for frame in ("terrorism", "security", "cooperation"):
        assert rows[frame, "random, then chosen"] > rows[frame, "found, then chosen"]


def test_intervals_after_a_choice_hold_the_truth_about_as_often_as_they_say():
    rows = table("coding_saved").query("design.str.contains('chosen')")
    assert rows["coverage"].between(90, 99).all()
    assert rows["bias"].abs().max() < 4
    assert (rows["none"] == 0).all()


def test_published_counts_of_newspapers_agree():
    published = table("published")
    assert set(published.loc[~published["agrees"], "what"]) == {"all words"}
