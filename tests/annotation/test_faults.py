"""Faults: whatever a document, a file or a disk does, the others are counted rightly, and it is said."""

import json
import warnings

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.annotation import annotate, annotate_into
from analysis.annotation.cache import FOOTER, Store
from analysis.corpus import Corpus, Document
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import default_lexicon
from analysis.parsing.engine import Engine
from analysis.parsing.parts import Part

GOOD = "أكد الوزير التعاون في مكافحة الإرهاب."
ODD = (
    *("(_ـ)", "_", "ـ", "__ ـ_ـ", "", " \n\t\n", "\u200b", "\u200f\u202b\ufeff", "…", "؟!؟!", "َُِ", "🔥🔥", "<br>"),
    *("&nbsp;", "#", "@", "\\n", "\x00\x00", "*" * 300, "١٢٣", "a", "\u0674", "\u0670", "﷽", "ﷺ", "\U0010ffff"),
    *("ء" * 2000, "ا ل أ م ن"),
)


def corpus_of(*texts: str) -> Corpus:
    return Corpus("c", tuple(Document(f"d{number}", text) for number, text in enumerate(texts)))


@pytest.fixture(scope="module")
def odd():
    return annotate(corpus_of(GOOD, *ODD), cache=False, progress=False, workers=1)


def test_odd_documents_stop_nothing_and_change_nothing(odd):
    words = odd.words
    assert not words.isna().any(axis=None)
    alone = annotate(corpus_of(GOOD), cache=False, progress=False, workers=1)
    first = words[words["doc_id"] == "d0"].astype({"doc_id": "str"})
    assert first.astype("str").equals(alone.words.astype("str"))
    hits = find_frames(odd, default_lexicon())
    assert set(hits["doc_id"].astype("str")) == {"d0"}
    assert frame_rates(hits, odd)["n"].sum() == len(hits)
    for row in words.itertuples():
        assert odd.text(row.doc_id)[row.start : row.end].strip()


def test_only_blank_documents_are_zeros():
    blank = annotate(corpus_of("", " ", "\n\n"), cache=False, progress=False)
    assert blank.documents["n_words"].tolist() == [0, 0, 0]
    assert frame_rates(find_frames(blank, default_lexicon()), blank)["n"].sum() == 0


def test_odd_documents_stop_no_run_into_a_folder(odd, tmp_path):
    stored = annotate_into(odd.corpus, tmp_path / "f", progress=False)
    assert stored.complete
    pd.testing.assert_frame_equal(stored.load().words, odd.words)


@pytest.fixture
def failing(monkeypatch):
    """An engine that cannot parse what holds the word قمر."""
    real = Engine.parse

    def parse(self, paragraphs):
        if any("قمر" in paragraph for paragraph in paragraphs):
            raise IndexError("index out of range")
        return real(self, paragraphs)

    monkeypatch.setattr(Engine, "parse", parse)


@pytest.mark.parametrize("keep", ["cache", "folder"])
def test_a_document_that_cannot_be_parsed_is_named_and_the_others_are_counted(failing, tmp_path, keep):
    corpus = corpus_of(GOOD, "ظهر قمر.\nعاد الأمن.", GOOD)
    for _ in range(2):  # what is kept says so again
        if keep == "cache":
            found = annotate(corpus, cache=tmp_path, progress=False, workers=1)
            notes = found.corpus.notes
        else:
            stored = annotate_into(corpus, tmp_path / "f", progress=False)
            found, notes = stored.load(), stored.manifest.all_notes
        assert [note for note in notes if "'d1'" in note and "could not be parsed" in note] == list(notes)
        assert len(notes) == 1
        middle = found.words[found.words["doc_id"] == "d1"]
        assert set(middle["paragraph"]) == {1}
        assert found.documents["n_words"].gt(0).all()


@pytest.mark.slow
def test_a_long_paragraph_without_a_stop_is_cut_and_says_so():
    text = "تعاون الوفد في الأمن " * 2000
    found = annotate(corpus_of(text), cache=False, progress=False, workers=1)
    assert found.words.groupby("sentence").size().max() <= 1000
    (note,) = found.corpus.notes
    assert "'d0'" in note
    assert "were cut after at most 1000 words" in note


# The cache


def folder_of(cache):
    return next(cache.glob("annotations/*"))


def rewritten(path, change):
    """A part whose table somebody changed and wrote again, footer and all."""
    table = change(pq.read_table(path))
    pq.write_table(table, path)


def other_form(table):
    forms = ["الحرب" if form == "الإرهاب" else form for form in table["form"].to_pylist()]
    assert forms != table["form"].to_pylist()
    place = table.column_names.index("form")
    return table.set_column(place, "form", pa.array(forms).dictionary_encode())


def other_footer(**changes):
    def change(table):
        footer = json.loads(table.schema.metadata[FOOTER])
        return table.replace_schema_metadata({FOOTER: json.dumps(footer | changes).encode()})

    return change


@pytest.mark.parametrize(
    "change",
    [
        other_form,
        lambda table: table.slice(1),
        lambda table: table.replace_schema_metadata({}),
        lambda table: table.replace_schema_metadata({FOOTER: b"[]"}),
        lambda table: table.replace_schema_metadata({FOOTER: b"{" * 100}),
        lambda table: table.replace_schema_metadata({FOOTER: b"[" * 100_000}),
        lambda table: table.drop_columns(["head"]),
        lambda table: pa.table({"a": [1]}),
        lambda table: pa.table({"a": [1]}).replace_schema_metadata(table.schema.metadata),
        other_footer(rows=[1]),
        other_footer(rows={"x": "y"}),
        other_footer(notes={"x": {"cut": 1}}),
        other_footer(sha256="0"),
        lambda table: table.set_column(0, "paragraph", pa.array([None] * len(table), pa.int32())),
    ],
)
def test_a_part_that_was_changed_is_parsed_anew(tmp_path, change):
    corpus = corpus_of(GOOD)
    words = annotate(corpus, cache=tmp_path, progress=False).words
    (path,) = folder_of(tmp_path).glob("*.parquet")
    rewritten(path, change)
    with pytest.warns(UserWarning, match=f"{path.name}: this part of the cache is damaged"):
        again = annotate(corpus, cache=tmp_path, progress=False)
    pd.testing.assert_frame_equal(again.words, words)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pd.testing.assert_frame_equal(annotate(corpus, cache=tmp_path, progress=False).words, words)


def test_what_others_keep_in_the_cache_is_passed_over_and_stays(tmp_path):
    corpus = corpus_of(GOOD)
    words = annotate(corpus, cache=tmp_path, progress=False).words
    folder = folder_of(tmp_path)
    (part,) = folder.glob("*.parquet")
    part.unlink()
    part.mkdir()  # under the very name of the part
    (folder / "folder.parquet").mkdir()
    pq.write_table(pa.table({"a": [1]}), folder / "mine.parquet")
    with pytest.warns(UserWarning, match="no part of the cache, and is passed over") as told:
        again = annotate(corpus, cache=tmp_path, progress=False)
    assert {name for name in ("folder.parquet", "mine.parquet", part.name) if any(name in str(w.message) for w in told)}
    pd.testing.assert_frame_equal(again.words, words)
    assert part.is_dir()
    assert (folder / "mine.parquet").is_file()


def test_a_part_survives_being_written_and_read(tmp_path):
    part = Part({"a": (0, 0)}, pa.table({}), {"a": {"cut": 2}})
    parsed = annotate(corpus_of(GOOD), cache=tmp_path, progress=False)
    store = Store(folder_of(tmp_path))
    (path,) = store.files()
    read = store.read(path)
    store.write(Part(read.rows, read.table, part.notes))
    assert store.read(path).notes == part.notes
    assert len(parsed.words) == read.table.num_rows


# Disks
