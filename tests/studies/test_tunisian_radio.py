"""What the report on the Tunisian radio says in words is so in its tables."""

from pathlib import Path

import pandas as pd

TABLES = Path(__file__).parents[2] / "studies" / "tunisian-radio-2013-2017" / "tables"


def every(name, frame="terrorism"):
    window = pd.read_csv(TABLES / "window.csv")
    rows = window[(window["name"] == name) & (window["group"] == "(all)") & (window["frame"] == frame)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_the_interval_alone_would_claim_a_rise_after_sousse_and_other_dates_do_not():
    row = every("Sousse")
    assert row["low"] > 0
    assert row["p_placebo"] > 0.1


def test_no_rise_is_seen_after_bardo():
    row = every("Bardo")
    assert row["difference"] < 0 < row["high"]
    assert row["p_placebo"] > 0.1


def test_the_search_over_months_finds_no_change_of_terrorism_and_a_fall_of_security_when_the_collection_grows():
    changes = pd.read_csv(TABLES / "changes.csv").set_index("frame")
    assert changes.loc["terrorism", "difference"] < 0
    assert changes.loc["terrorism", "p_adjusted"] > 0.1
    assert changes.loc["security", "difference"] < 0
    assert changes.loc["security", "p_adjusted"] < 0.05
    months = pd.read_csv(TABLES / "periods.csv").query("frame == 'security'").set_index("month")["documents"]
    start = changes.loc["security", "date"][:7]
    assert months[months.index >= start].mean() > 5 * months[months.index < start].mean()


def test_intervals_and_tests_part_at_the_edge_after_sousse():
    row = every("Sousse")
    assert row["low"] > 0 < row["low_days"]
    assert row["p_documents"] > 0.05 < row["p_days"]


def test_published_numbers_of_articles_agree_and_those_of_words_do_not():
    published = pd.read_csv(TABLES / "published.csv")
    assert set(published.loc[~published["agrees"], "what"]) == {"all words", "all words, titles and abstracts too"}
