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


def test_the_rise_since_july_has_an_interval_and_all_days_after_stand_above_july():
    rows = table("earlier").set_index("frame")
    batches = table("kept_batches")
    for frame in ("terrorism", "security"):
        assert rows.loc[frame, "low_earlier"] > 0
    assert rows.loc["cooperation", "low_earlier"] < 0 < rows.loc["cooperation", "high_earlier"]
    after = batches.query("period == 'after'")["terrorism"]
    assert after.min() > batches.query("period == 'earlier'")["terrorism"].max()
    assert rows.loc["terrorism", "days_above"] == len(after) == 5


def test_the_rest_does_not_rise_and_falls_the_more_the_more_of_the_story_a_rule_finds():
    rest = table("whole_without_story").query("frame == 'terrorism'").set_index("rule")
    whole = one("whole_window", frame="terrorism")["difference"]
    assert len(rest) == 6
    assert rest["high_days"].max() < whole / 2
    assert (rest["low_days"] < 0).all()
    found = table("story_rules_read").set_index("rule")["recall"]
    order = ["blast", "place", "wide"]
    assert found[order].is_monotonic_increasing
    assert rest.loc[order, "difference"].is_monotonic_decreasing
    for rule in ("wide", "wide, both sides"):
        assert rest.loc[rule, "high_days"] < 0
        assert rest.loc[rule, "high"] < 0
    assert rest.loc["place", "high"] < 0 < rest.loc["place", "high_days"]
    assert rest["high_days"].idxmax() == "reports alone"


def test_the_rest_is_lowest_at_once_and_comes_back_and_stands_no_higher_than_july():
    days = table("rest_days").query("rule == 'place' and frame == 'terrorism'").set_index("day")["rate"]
    after = days.loc["2015-08-07":]
    assert after.idxmin() == "2015-08-07"
    assert after.idxmax() > "2015-08-08"
    assert after.max() < one("whole_window", frame="terrorism")["rate_before"]
    assert (table("rest_earlier").query("frame == 'terrorism'")["since_earlier"] < 0).all()


def test_what_a_reader_found_of_the_rule():
    strata = table("story_read").set_index("stratum")
    assert strata["read"].sum() == 100
    assert strata.loc["rule", ["about", "names"]].sum() == strata.loc["rule", "read"]
    assert strata.loc["other", "words"] == 0
    rules = table("story_rules_read").set_index("rule")
    assert rules.loc["wide", "recall"] > rules.loc["place", "recall"] > rules.loc["blast", "recall"]


def test_within_papers_and_topics_a_rise_stays():
    for frame in ("terrorism", "security"):
        row = one("within", strata_of="source and topic", frame=frame)
        assert row["low_within"] > 0
        assert row["low_within_days"] > 0
        assert one("whole_window", frame=frame)["low_within_days"] > 0


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


def test_quoted_words_name_terrorism_more_often():
    rates = table("story_voices").query("frame == 'terrorism'").set_index("voice")
    assert rates.loc["narrator", "rate"] < rates.loc["person", "rate"] < rates.loc["institution", "rate"]


def test_no_change_of_voices_is_seen_for_terrorism_and_cooperation_and_words_of_security_move_to_persons():
    rows = table("voices_shift").query("voice in ('narrator', 'person')").set_index(["frame", "voice"])
    for frame in ("terrorism", "cooperation"):
        assert (rows.loc[frame, "low"] < 0).all()
        assert (rows.loc[frame, "high"] > 0).all()
    assert rows.loc[("security", "person"), "low"] > 0 < rows.loc[("security", "person"), "low_days"]
    narrator = rows.loc[("security", "narrator")]
    assert narrator["high"] < 0 < narrator["high_days"]
    shares = (
        table("voices_sides").query("voice in ('narrator', 'person')").set_index(["frame", "voice", "side"])["share"]
    )
    for frame, voice in rows.index:
        assert shares[frame, voice, "before"] == pytest.approx(rows.loc[(frame, voice), "before"], abs=0.2)
        assert shares[frame, voice, "after"] == pytest.approx(rows.loc[(frame, voice), "after"], abs=0.2)


def test_other_dates_of_both_counts_are_told_alike():
    rows = table("two_days_ranks").set_index(["counted", "frame"])
    assert (rows["others"] == 3).all()
    assert rows["p"].min() == 0.25
    assert (rows.loc[[("printed", "terrorism"), ("sample", "terrorism")], "as_large"] == 0).all()


def test_combating_is_the_commonest_company_on_both_sides_and_the_rest_as_told():
    rows = table("company")
    first = rows[rows["rank"] == 1].set_index("side")["collocate"]
    assert first["before"] == first["after"] == "مكافحه"
    before, after = (rows[rows["side"] == side].set_index("rank")["collocate"] for side in ("before", "after"))
    assert set(before.loc[2:4]) == {"حرب", "تمويل", "جريمه"}
    assert after.loc[2:4].tolist() == ["محاربه", "مواجهه", "حرب"]


def test_two_corrections_of_security_part_by_the_weight_of_the_lexicon():
    chosen, full = one("corrected_differences", frame="security"), one("corrected_at_one", frame="security")
    assert chosen["low"] < 0 < full["low"]
    assert full["difference"] > 2 * chosen["difference"]
    sides = table("corrected_sides").query("frame == 'security'").set_index("side")["tuning"]
    assert sides["before"] == 1
    assert sides["after"] < 0.5
    assert full["missed_before"] == full["wrong_before"] == 0


def test_where_nothing_was_corrected_the_tables_say_so():
    rows = table("regression").query("frame == 'terrorism'")
    assert rows["note"].str.contains("nothing is corrected").all()
    assert (rows["estimate"] == rows["raw"]).all()
    bound = one("bounds", frame="terrorism")
    assert bound["left_wrong"] > 0 > bound["left_missed"]


def test_the_search_finds_the_date_for_all_three_frames():
    rows = table("changes")
    assert set(rows["date"]) == {"2015-08-07"}
    assert (
        rows.set_index("frame").loc["cooperation", "p_adjusted"]
        == rows.set_index("frame").loc["security", "p_adjusted"]
    )


def test_look_alikes_make_the_fall_of_cooperation_larger():
    rows = table("whole_choices").query("frame == 'cooperation'").set_index("choice")["difference"]
    assert rows["look-alikes counted"] < rows["as chosen"] < 0


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


def test_hardly_a_paper_and_frame_of_the_sample_alone_stands():
    assert one("found", what="found")["number"] <= 1
    # What stands is near the edge, where the draw of permutations decides.
    assert table("families")["p_selective"].min() > 0.01


def test_choosing_what_to_code_saves_more_after_random_codings_than_after_those_by_the_frame_found():
    saved = table("saved").set_index(["after", "frame", "against"])
    percent = saved["percent"]
    assert percent["random", "all", "random"] > percent["random", "all", "found"] > 15
    of_own = saved.loc["found"].loc[[("security", "found"), ("cooperation", "found")]]
    assert (of_own["percent"].abs() < 2 * of_own["error"]).all()
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
