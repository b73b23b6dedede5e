"""Tables in a terminal."""

import pandas as pd

from analysis.cli.terminal import LEFT_TO_RIGHT, as_text, cells_of

TABLE = pd.DataFrame(
    {
        "word": ["الأمن", "سلامٌ", "NATO"],
        "n": [12, 3, 105],
        "rate": [0.5, float("nan"), 1.25],
        "text": ["قال", "2 أو 3", ""],
    }
)


def ends_of_column(text, number):
    """The cells at which a column of numbers ends, in each line."""
    return {
        cells_of(line[: line.index(value) + len(value)])
        for line, value in zip(text.split("\n")[1:], number, strict=True)
    }


def test_columns_stand_below_each_other_whatever_the_letters():
    text = as_text(TABLE)
    assert text.split("\n")[0].split() == ["word", "n", "rate", "text"]
    assert len(ends_of_column(text, ["12", "  3", "105"])) == 1


def test_arabic_cells_end_with_a_mark_so_that_numbers_stay_in_their_columns():
    first, second, third = as_text(TABLE).split("\n")[1:]
    assert f"الأمن{LEFT_TO_RIGHT} " in first
    assert first.startswith(LEFT_TO_RIGHT)
    assert f"2 أو 3{LEFT_TO_RIGHT}" in second
    assert LEFT_TO_RIGHT not in third


def test_long_texts_are_cut_where_a_reader_can_spare_them():
    lines = pd.DataFrame({"after": ["بعد " * 30], "keyword": ["الأمن"], "before": ["قبل " * 30 + "مباشرة"]})
    text = as_text(lines, width=60)
    assert all(cells_of(line) <= 60 for line in text.split("\n"))
    assert "مباشرة" in text
    assert "الأمن" in text
    assert text.count("…") == 2


def test_nothing_is_said():
    assert as_text(TABLE.head(0)) == "(no rows)"
