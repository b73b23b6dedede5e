"""The study of the Saudi press: every number of its report comes from a table, and no text is in the repository."""

import importlib.util
import re
from pathlib import Path

import pandas as pd
import pytest

STUDY = Path(__file__).parents[2] / "studies" / "saudi-press-2015"
_SPEC = importlib.util.spec_from_file_location("saudi_report", STUDY / "report.py")
report = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(report)

FIXED = re.compile(
    r"\b(1|2|4|5|6|7|11)( to \d+)? August( 2015)?|August 2015|\b2015\b|\b(19|20)\d\d\b|[0-9]+ أغسطس|BY-NC-SA 4\.0|"
    r"95 %|1,000 words|1,500|ألف|١٬٠٠٠|1,000|below 0\.05|[a-z]+-(en|ar)\.png"
)
"""Dates, names and what the study set itself; everything else with a digit must be a cell."""


def test_the_report_is_the_template_filled_from_the_tables():
    assert (STUDY / "report.md").read_text("utf-8") == report.render(), "run `python report.py` in the study"


def test_no_number_of_the_report_was_typed():
    template = (STUDY / "report.template.md").read_text("utf-8")
    left = FIXED.sub("", report.CELL.sub("", template))
    lines = [line for line in left.splitlines() if re.search(r"[0-9٠-٩]", line)]
    assert lines == []


@pytest.mark.parametrize("path", sorted((STUDY / "tables").glob("*.csv")), ids=lambda path: path.stem)
def test_tables_hold_names_and_counts_and_no_texts(path):
    table = pd.read_csv(path)
    assert not {"text", "title", "url", "author", "sentence"} & set(table.columns)
    arabic = table.select_dtypes(exclude=["number", "bool"]).stack().astype(str)
    longest = arabic[arabic.str.contains("[\u0600-\u06ff]")].str.split().str.len().max()
    assert not longest > 6


def test_numbers_of_the_window_agree_with_those_of_the_days():
    window, days = (pd.read_csv(STUDY / "tables" / f"{name}.csv") for name in ("window", "days"))
    for row in window[window["group"] == "(all)"].to_dict("records"):
        own = days[days["frame"] == row["frame"]]
        for side in ("before", "after"):
            of_side = own[own["side"] == side]
            assert of_side["n"].sum() == row[f"n_{side}"]
            assert of_side["documents"].sum() == row[f"documents_{side}"]


def test_what_the_report_says_in_words_is_so():
    window, days = (pd.read_csv(STUDY / "tables" / f"{name}.csv") for name in ("window", "days"))
    every = window[window["group"] == "(all)"].set_index("frame")
    terrorism = every.loc["terrorism"]
    assert terrorism["difference"] < 0
    assert terrorism["p_documents"] < 0.05 < terrorism["p_days"]
    assert terrorism["low_days"] < 0 < terrorism["high_days"]
    assert every.loc["security", "difference"] > 0
    assert ((every["low"] < 0) & (every["high"] > 0)).all()
    of_frame = days[days["frame"] == "terrorism"]
    assert of_frame.loc[of_frame["rate"].idxmax(), "day"] == "2015-08-02"
    assert not pd.read_csv(STUDY / "tables" / "families.csv")["found"].any()
