"""Cells of spreadsheets are shown and never run."""

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from analysis.cells import DANGEROUS, guarded, shown, unguarded

texts = st.text(st.sampled_from("=+-@\t\r\n'＝كلمة أمن،") | st.characters(), max_size=30)


@given(texts)
def test_guarding_is_reversible_and_leaves_no_formula(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


@given(texts)
def test_workbooks_can_hold_what_is_shown(text):
    book = openpyxl.Workbook()
    book.active["A1"] = shown(guarded(text))
