"""What a passage says of where it stands."""

import pandas as pd
from made import made_annotations

from analysis import evidence, find_frames

LINE = "عاد الأمن إلى المدينة ."


def opened(metadata):
    texts = dict.fromkeys(metadata, f"{LINE}\n{LINE}")
    annotations = made_annotations(texts, metadata)
    return evidence(find_frames(annotations).query("frame == 'security'"), annotations, labels="en")


def test_a_passage_names_source_date_title_and_link_and_counts_paragraphs_from_one():
    known = {"source": "الأفق", "date": pd.Timestamp("2026-03-01"), "title": "عودة", "url": "https://example.org/1"}
    lines = opened({"a": known})
    assert list(lines.table.columns[:6]) == ["doc_id", "source", "date", "title", "url", "paragraph"]
    assert list(lines.table["paragraph"]) == [0, 1]  # as in every table in memory
    assert lines.table["date"].iloc[0] == pd.Timestamp("2026-03-01")
    first, second = str(lines).splitlines()
    assert (
        first == "a · الأفق · 2026-03-01 · عودة · https://example.org/1 · paragraph 1 · 4–9: عاد [الأمن] إلى المدينة ."
    )
    assert "paragraph 2" in second
    html = lines._repr_html_()
    assert '<a href="https://example.org/1" rel="noopener noreferrer" target="_blank"><bdi>عودة</bdi></a>' in html
    assert "paragraph 2" in html
    assert repr(lines).startswith("<Concordance: 2 hits in 1 document;")
    assert "\n" not in repr(lines)


def test_what_no_document_has_is_left_out_and_what_one_lacks_is_empty():
    assert list(opened({"a": {}}).table.columns[:2]) == ["doc_id", "paragraph"]
    some = opened({"a": {"title": "عنوان"}, "b": {}}).table
    assert list(some["title"]) == ["عنوان", "عنوان", "", ""]
    assert "source" not in some.columns


def test_only_addresses_of_the_web_become_links():
    html = opened({"a": {"title": "<b>عنوان</b>", "link": "javascript:alert(1)"}})._repr_html_()
    assert "javascript" not in html
    assert "<b>" not in html


def test_lines_open_again():
    lines = opened({"a": {"source": "الأفق"}})
    again = evidence(lines.table, made_annotations({"a": f"{LINE}\n{LINE}"}))
    assert list(again.table["keyword"]) == ["الأمن", "الأمن"]
