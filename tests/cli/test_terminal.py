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


MANY = pd.DataFrame(
    {
        "source": ["الأفق", "المدى"],
        "frame": ["cooperation", "security"],
        **{f"documents_{name}": [number, 12] for number, name in enumerate(("target", "reference", "with", "other"))},
        "note": ["كلمة " * 20, ""],
    }
)


def test_headings_are_broken_before_texts_are_cut():
    side_by_side = as_text(MANY.drop(columns="note"))
    assert cells_of(side_by_side.split("\n")[0]) > 80
    first, second, *rows = as_text(MANY.drop(columns="note"), width=80).split("\n")
    assert first.split() == ["documents_"] * 4
    assert second.split() == ["source", "frame", "target", "reference", "with", "other"]
    assert "cooperation" in rows[0]
    assert len({cells_of(line) for line in (second, *rows)}) == 1


def test_columns_without_room_follow_below_behind_the_texts_that_tell_rows_apart():
    text = as_text(MANY, width=48)
    assert all(cells_of(line) <= 48 for line in text.split("\n"))
    blocks = [block.split("\n") for block in text.split("\n\n")]
    assert len(blocks) > 1
    assert [name for block in blocks for name in block[1].split()[2:]] == [
        "target",
        "reference",
        "with",
        "other",
        "note",
    ]
    for block in blocks:
        assert [line.split()[1] for line in block[2:]] == ["cooperation", "security"]


def test_small_p_values_are_not_nought():
    table = pd.DataFrame({"p": [0.0002, 0.5], "p_documents_adjusted": [float("nan"), 0.0314], "per": [0.0002, 1.0]})
    assert [line.split() for line in as_text(table).split("\n")[1:]] == [["<0.001", "0.0002"], ["0.500", "0.031", "1"]]


def test_nothing_is_said():
    assert as_text(TABLE.head(0)) == "(no rows)"
