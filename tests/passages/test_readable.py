"""Rows of places that can be read by themselves."""

import pandas as pd
import pytest
from made import made_annotations
from made_stored import stored_in_parts

from analysis import evidence, find_frames
from analysis.passages.readable import with_passages

TEXT = "زار الوزير المدينة .\nعاد الأمن إلى البلاد .\nقال إن الأمن مستتب ."
KNOWN = {"source": "الأفق", "date": pd.Timestamp("2026-03-01"), "title": "عودة", "url": "https://example.org/1"}


@pytest.fixture
def annotations():
    return made_annotations({"a": TEXT, "b": "لا شيء .", "c": TEXT}, {"a": KNOWN, "b": {}, "c": {"source": "المدى"}})


def test_a_row_says_whose_text_it_is_and_holds_its_sentence(annotations):
    hits = find_frames(annotations).query("frame == 'security'")
    rows = with_passages(hits, annotations)
    assert list(rows)[:7] == ["doc_id", "source", "date", "title", "paragraph", "sentence", "sentence_text"]
    assert list(rows)[-1] == "url"
    assert rows["source"].tolist() == ["الأفق", "الأفق", "المدى", "المدى"]
    assert rows["title"].tolist() == ["عودة", "عودة", "", ""]
    assert rows["sentence_text"].tolist() == ["عاد الأمن إلى البلاد .", "قال إن الأمن مستتب ."] * 2
    assert rows.index.equals(hits.index)
    assert rows[list(hits)].equals(hits)


def test_rows_in_any_order_keep_it(annotations):
    hits = find_frames(annotations).query("frame == 'security'").iloc[::-1]
    assert with_passages(hits, annotations)["sentence_text"].tolist() == [
        "قال إن الأمن مستتب .", "عاد الأمن إلى البلاد ."
    ] * 2  # fmt: skip


def test_they_open_as_the_rows_did_and_come_from_a_folder_likewise(annotations, tmp_path):
    hits = find_frames(annotations).query("frame == 'security'")
    rows = with_passages(hits, annotations)
    assert evidence(rows, annotations).total == len(hits)
    stored = stored_in_parts(annotations, tmp_path / "stored", 2)
    assert with_passages(find_frames(stored).query("frame == 'security'"), stored)["sentence_text"].tolist() == (
        rows["sentence_text"].tolist()
    )


def test_of_nothing_there_is_nothing_with_the_same_columns(annotations):
    hits = find_frames(annotations)
    assert list(with_passages(hits.head(0), annotations)) == list(with_passages(hits, annotations))
