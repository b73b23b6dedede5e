"""Metadata that a folder can hold, and what is said of the rest."""

import datetime
import decimal
import io

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.stored.annotate_into import annotate_into
from analysis.annotation.stored.storable import check_metadata
from analysis.annotation.words import as_column, as_json
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError

TEXT = "وصل الوفد إلى العاصمة."
CIRCLE: list[object] = []
CIRCLE.append(CIRCLE)
HALF = "\ud800"


def document(**metadata):
    return Document("خبر", TEXT, metadata)


@pytest.mark.parametrize("name", [7, None, ("أ", "ب"), 2.5, datetime.date(2026, 1, 2)])
def test_a_name_that_is_no_text_is_one_sentence(name):
    with pytest.raises(KhitabError, match=r"أخبار, document 'خبر': .* which is no text; call it") as caught:
        check_metadata(Document("خبر", TEXT, {name: "قيمة"}), "أخبار")
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("صفحة", 1j),
        ("صفحة", pd.DateOffset(months=1)),
        ("صفحة", CIRCLE),
        ("صفحة", {1: "أ", "ب": 2}),
        ("صفحة", {("أ", "ب"): 1}),
        ("صفحة", HALF),
        ("صفحة", ["نص", HALF]),
        ("صفحة" + HALF, 1),
        ("title", HALF),
        ("source", CIRCLE),
        ("date", "أمس"),
        ("date", [2026]),
        ("date", 2**63),
        ("date", pd.Timestamp("2026-01-02", tz="Asia/Riyadh")),
        ("date", pd.Period("2026-01")),
        ("constructed", pd.NA),
        ("constructed", np.array([1, 2])),
    ],
)
def test_a_value_that_cannot_be_stored_is_one_sentence(name, value):
    with pytest.raises(KhitabError, match=r"أخبار, document 'خبر': its metadata .* cannot be stored") as caught:
        check_metadata(document(**{name: value}), "أخبار")
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "metadata",
    [
        {"صفحة": 3, "طول": 2.5, "أولى": True, "قسم": None, "عنوان": "خبر"},
        {"date": pd.Timestamp("2026-01-02"), "title": "خبر", "source": "بيارق", "constructed": True},
        {"date": "2026-01-02"},
        {"date": datetime.date(2026, 1, 2), "يوم": datetime.date(2026, 1, 3), "ساعة": datetime.time(9, 30)},
        {"date": pd.NaT, "m": pd.NaT},
        {"date": None, "m": pd.NA, "title": None, "constructed": None},
        {"أسماء": ["منير", "أحمد"], "أرقام": np.arange(3), "كتاب": {"باب": [1, {"فصل": 2}]}},
        {"m": 2**70, "n": decimal.Decimal("1.5"), "o": np.float32(1.5), "p": b"abc", "q": {"أ", "ب"}},
        {"m": pd.Timestamp("2026-01-02", tz="UTC"), "n": pd.Timedelta(1, "h"), "o": object},
    ],
)
def test_what_can_be_stored_is_accepted_and_written(metadata):
    one = document(**metadata)
    check_metadata(one, "أخبار")
    table = Corpus("أخبار", (one,)).metadata
    pq.write_table(pa.table({name: as_column(table[name]) for name in table}), io.BytesIO())


KEYS = st.one_of(st.text(max_size=3), st.integers(0, 3))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=5), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=5,
)


@given(st.sampled_from(["m", "title", "source", "date", "constructed"]), VALUES)
def test_a_value_is_either_told_or_written(name, value):
    one = document(**{name: value})
    try:
        check_metadata(one, "أخبار")
    except KhitabError:
        return
    as_json(dict(one.metadata)).encode()
    table = Corpus("أخبار", (one,)).metadata
    pq.write_table(pa.table({column: as_column(table[column]) for column in table}), io.BytesIO())


def test_a_folder_is_told_before_anything_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "analysis.annotation.stored.annotate_into.parse_groups", lambda *_, **__: pytest.fail("it parsed")
    )
    corpus = Corpus("أخبار", (document(), Document("آخر", TEXT, {3: "ثلاثة"})))
    with pytest.raises(KhitabError, match="أخبار, document 'آخر': its metadata has the name 3"):
        annotate_into(corpus, tmp_path, progress=False)
