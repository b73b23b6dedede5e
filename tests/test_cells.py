"""Cells of spreadsheets are shown and never run, and count as people count."""

import openpyxl
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.cells import DANGEROUS, counted_from_one, counted_from_zero, guarded, shown, unguarded

texts = st.text(st.sampled_from("=+-@\t\r\n'＝كلمة أمن،") | st.characters(), max_size=30)


@given(texts)
def test_guarding_is_reversible_and_leaves_no_formula(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


@given(texts)
def test_workbooks_can_hold_what_is_shown(text):
    book = openpyxl.Workbook()
    book.active["A1"] = shown(guarded(text))


def test_paragraphs_and_sentences_are_counted_from_one_for_people_and_back():
    table = pd.DataFrame({"paragraph": [0, 1], "sentence": [0, 3], "word": [0, 9], "text": ["a", "b"]})
    read = counted_from_one(table)
    assert (read["paragraph"].tolist(), read["sentence"].tolist(), read["word"].tolist()) == ([1, 2], [1, 4], [0, 9])
    pd.testing.assert_frame_equal(counted_from_zero(read), table)
    assert table["paragraph"].tolist() == [0, 1]


def test_what_is_called_paragraph_and_is_no_number_stays():
    table = pd.DataFrame({"paragraph": ["Word count", "x"]})
    assert counted_from_one(table).equals(table)
