"""Texts that many share a length or an end with were cut; few, or of many lengths, were not."""

import pytest

from analysis.corpus.cut_texts import MOST_IN_CELL, Lengths

LONG = "وصلت القافلة إلى المخيم مساء الخميس. " * 20


def notes(*texts, by=3):
    lengths = Lengths()
    for first in range(0, len(texts), by):
        lengths.add(texts[first : first + by])
    return lengths.notes("t.csv")


def of_length(size, number):
    return [f"{n} {LONG}"[:size] for n in range(number)]


@pytest.mark.parametrize("by", [1, 4, 100])
def test_many_texts_of_the_greatest_length_were_cut_there(by):
    (note,) = notes("قصير", *of_length(255, 6), by=by)
    assert "6 of 7 texts have 255 characters and none has more" in note


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(of_length(255, 4), id="too few"),
        pytest.param([LONG[:255]] * 9, id="copies of one text"),
        pytest.param([f"{n} {LONG}"[: 200 + n] for n in range(30)], id="many lengths"),
        pytest.param(of_length(40, 9), id="short ones, as headlines are"),
        pytest.param(["", " "], id="none"),
        pytest.param([*("نهاية مفتوحة…" + str(n) for n in range(9)), "ثم…"], id="dots within"),
    ],
)
def test_others_are_left_in_peace(texts):
    assert notes(*texts) == []


def test_texts_that_end_in_dots_are_beginnings_where_most_do():
    dotted = [f"{LONG[: 90 + n]}{end}" for n, end in enumerate(("…", "...", " [...]", "…)", "... "))]
    assert "5 of 6 texts end in dots" in notes(*dotted, LONG)[0]
    assert notes(*dotted, *(LONG[: 200 + n] for n in range(5))) == []


def test_a_cell_cuts_at_its_own_length():
    assert "1 text has the 32,767 characters" in notes("ا" * MOST_IN_CELL)[0]
