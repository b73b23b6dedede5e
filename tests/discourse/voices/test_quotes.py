import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.discourse.voices.quotes import find_quotes


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    "text",
    ["قال: “السلام ممكن”.", "قال: «السلام ممكن».", 'قال: "السلام ممكن".', "قال: ‹السلام ممكن›.", "قال: ”السلام ممكن“."],
)
def test_marks_of_all_kinds_pair(text):
    assert inner(text) == ["السلام ممكن"]


def test_the_final_stop_is_not_part_of_the_quotation():
    assert inner("قال: “السلام ممكن.”") == ["السلام ممكن"]


def test_a_preposition_glued_to_the_mark_opens():
    assert inner('غيروا "الأول" ب"الثاني" أمس.') == ["الأول", "الثاني"]


def test_the_same_mark_nests_by_the_spaces_beside_it():
    text = 'قال "إن مشكلات "النادي" أكبر من ذلك".'
    assert [(text[q.inner_start : q.inner_end], q.depth) for q in find_quotes(text)] == [
        ('إن مشكلات "النادي" أكبر من ذلك', 0),
        ("النادي", 1),
    ]


def test_a_forgotten_mark_ends_with_its_paragraph_and_says_so():
    (quote,) = find_quotes("قال: «السلام ممكن\nوصل الوفد.")
    assert (quote.closed, quote.inner_end) == (False, 17)


def test_two_forgotten_marks_end_each_at_its_own_sentence():
    assert inner('قال "أول الكلام. وقال "ثاني الكلام') == ["أول الكلام", "ثاني الكلام"]


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_its_mark():
    assert inner("«الأول\n«الثاني»") == ["الأول\n«الثاني"]


@given(st.text(alphabet='ابت «»“”".،:\n', max_size=60))
def test_spans_are_ordered_and_inside_the_text(text):
    for q in find_quotes(text):
        assert 0 <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text) or q.inner_end <= q.end
        assert text[q.inner_start : q.inner_end].strip() != "" or q.inner_end > q.inner_start
