"""Paragraphs that JSON gives in pieces are lines; pieces of a line are put together."""

import pytest

from analysis.corpus.text_pieces import DEEPEST, joined


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["أولا", "ثانيا"], "أولا\nثانيا"),
        ([["أولا"], ["ثانيا"]], "أولا\nثانيا"),
        (["أولا ", {"type": "bold", "text": "وثانيا"}, "."], "أولا وثانيا."),
        (["أولا ", {"href": "x", "text": "وثانيا"}], "أولا وثانيا"),
        (["أولا", {"text": "ثانيا"}, {"caption": "صورة"}], "أولا\nثانيا"),
        ([{"type": "h2", "text": "أولا"}, {"type": "p", "content": "ثانيا"}], "أولا\nثانيا"),
        ({"blocks": [{"data": {"text": "أولا"}}, {"data": {"text": "ثانيا"}}]}, "أولا\nثانيا"),
        (
            {"type": "doc", "content": [
                {"type": "paragraph", "content": [{"type": "text", "text": "أو"}, {"type": "text", "text": "لا"}]},
                {"type": "paragraph", "content": [{"type": "text", "text": "ثانيا"}]},
            ]},
            "أولا\nثانيا",
        ),
        (7, ""), (None, ""), ({"ar": "نص", "en": "text"}, ""), ([], ""), ([{}, 3], ""),
    ],
)  # fmt: skip
def test_pieces_are_joined_as_they_were_written(value, text):
    assert joined(value) == text


def test_pieces_in_pieces_without_end_are_no_text():
    value = "نص"
    for _ in range(DEEPEST + 2):
        value = [value]
    assert joined(value) == ""
