"""Concordances: order, sample and page."""

import pytest
from made import made_annotations

from analysis.context.concordance import concordance
from analysis.errors import KhitabError, KhitabWarning

TEXTS = made_annotations(
    {
        "أ": "دعا الوزير إلى أمن البلاد | عزز الجيش أمن الحدود",
        "ب": "ضمن أمن الاقتصاد | أمن",
    }
)


def column(name, **options):
    return list(concordance(TEXTS, '[key="امن"]', **options).table[name])


def test_lines_stand_in_the_order_of_the_text_with_their_context():
    assert column("right") == [" البلاد", " الحدود", " الاقتصاد", ""]
    assert column("left", context=1) == ["إلى ", "الجيش ", "ضمن ", ""]


def test_sorted_by_what_follows_or_precedes():
    assert column("right", sort="right") == ["", " الاقتصاد", " البلاد", " الحدود"]
    assert column("left", sort="left") == ["", "عزز الجيش ", "دعا الوزير إلى ", "ضمن "]


def test_a_sample_is_the_same_each_time_and_says_of_how_many():
    lines = concordance(TEXTS, '[key="امن"]', sample=2, seed=5)
    assert (len(lines), lines.total) == (2, 4)
    assert list(lines.table["start"]) == list(concordance(TEXTS, '[key="امن"]', sample=2, seed=5).table["start"])


def test_the_page_is_right_to_left_and_follows_the_order():
    html = concordance(TEXTS, '[key="امن"]', sort="right")._repr_html_()
    assert 'dir="rtl"' in html
    assert html.index("الاقتصاد") < html.index("البلاد") < html.index("الحدود")


def test_nothing_found_is_a_concordance_without_lines_that_says_so():
    for order in ("text", "left"):
        with pytest.warns(KhitabWarning, match=r"nothing in made is printed الأمن .* nearest that occur: أمن \(4\)"):
            lines = concordance(TEXTS, '"الأمن"', sort=order)
        assert len(lines) == 0
        assert "أمن (4)" in lines.table.attrs["notes"][0]


def test_an_unknown_order_is_refused():
    with pytest.raises(KhitabError, match="use 'text', 'left', 'right' or 'keyword'"):
        concordance(TEXTS, '"أمن"', sort="date")
