"""Items stand where their word list counts them, under the name that it gives them."""

import pandas as pd
import pytest
from made import made_annotations
from made_stored import stored_in_parts

from analysis.counting.item_counts import document_counts
from analysis.counting.listed_places import POSITIONS, listed_places
from analysis.counting.word_list import items_of

TEXTS = {"a": "تعاون وثيق\nالأمن 12", "b": "لا تعاون ولا أمن"}


@pytest.fixture(scope="module")
def annotations():
    return made_annotations(TEXTS)


def test_places_are_as_many_as_the_list_counts(annotations):
    counts = document_counts(annotations, "key", of="list and numbers")
    known = items_of(annotations, annotations, "key")
    totals = pd.Series(counts.totals, index=known.of(counts.items)).groupby(level=0).sum()
    found = listed_places(annotations, list(totals.index))
    assert found["item"].value_counts().to_dict() == totals[totals > 0].to_dict()


def test_a_place_slices_the_item_from_its_text_in_order(annotations):
    found = listed_places(annotations, ["تعاون", "امن"])
    assert tuple(found.columns) == ("doc_id", *POSITIONS, "item")
    surfaces = [TEXTS[row.doc_id][row.start : row.end] for row in found.itertuples()]
    assert surfaces == ["تعاون", "الأمن", "تعاون", "أمن"]
    assert found["paragraph"].tolist() == [0, 1, 0, 0]


def test_stored_annotations_give_the_same(annotations, tmp_path):
    stored = stored_in_parts(annotations, tmp_path / "s", 2)
    first, second = (listed_places(source, ["تعاون"]).to_dict("records") for source in (annotations, stored))
    assert first == second


def test_no_items_have_no_places(annotations):
    assert listed_places(annotations, []).empty
    assert listed_places(annotations, ["زرافة"]).empty
