"""What must hold for any input at all: strategies and checks, run briefly by the tests, at length by `make fuzz`.

A check raises where the property fails. Where Khitab may refuse an input, it does so by KhitabError, in one line.
"""

import json
import re
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from made import made_annotations
from made_stored import stored_in_parts

from analysis.annotation.cache import Store
from analysis.annotation.stored.annotations import open_annotations
from analysis.annotation.stored.manifest import MANIFEST
from analysis.arabic.orthography import fold, key, keys, normal, normalize
from analysis.cells import DANGEROUS, guarded_table, unguarded_table
from analysis.context.query import parse_query
from analysis.context.search import find_matches
from analysis.corpus import read_corpus
from analysis.corpus.articles import articles_in, documents_of
from analysis.corpus.dates import UNSAID
from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.lexicon import default_lexicon
from analysis.lexicon.reading import parse_lexicon
from analysis.parsing.paragraphs import split_paragraphs
from analysis.parsing.parts import NUMBERS, SCHEMA, STRINGS, Part
from analysis.parsing.settled import settle
from analysis.rendering.html import Mark, marked, paragraphs
from fuzz.annotated import check_conllu, check_vertical, imported_documents

LETTERS = "ابتةجدرسعفقكلمنهويىءأإآؤئٱٰٴـ"
MARKS = "\u064b\u0651\u0654\u0670\u200b\u200c\u200d\u200f\u202b\u034f\u180e\ufe0f\ufeff\u00ad"
OTHERS = " \n\t.,،؛؟!:-–«»\"'()[]<>&#@_*/\\%0123456789٣٥۷abZ🔥👍🏽\u00a0\x00\x85\u2028ﷺﻻ"
arabic = st.text(st.sampled_from(LETTERS * 3 + MARKS + OTHERS), max_size=60)
anything = arabic | st.text(st.characters(), max_size=40)
WORDS = (
    "الإرهاب",
    "وبالتعاون",
    "مجلس",
    "الأمن",
    "السلام",
    "قال",
    "في",
    "#الأمن",
    "مكافحة_الإرهاب",
    "2017.",
    "1,250",
    "أ.ف.ب",
    "<b>",
)
sentences = st.lists(st.sampled_from(WORDS) | arabic, max_size=12).flatmap(
    lambda words: st.lists(
        st.sampled_from([" ", "", "\u200b", "🔥", "_", "\n", ". "]), min_size=len(words), max_size=len(words)
    ).map(lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)))
)


@dataclass(frozen=True)
class Property:
    """`share` says how many of the cases it gets, relative to the others."""

    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], object]
    share: float


def refused(call: Callable[[], object]) -> object:
    """The answer, or None where the input is refused in one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()
    except KhitabError as error:
        told = str(error)
    assert "\n" not in told, repr(told)
    return None


def check_normalisation(text: str) -> None:
    result = normalize(text)
    assert len(result.offsets) == len(result.text) + 1
    assert (np.diff(result.offsets) >= 0).all()
    assert result.offsets[-1] == len(text)
    assert normalize(result.text).text == result.text
    assert normal(text) == result.text
    assert len(fold(text)) == len(text)


def check_keys(texts: list[str]) -> None:
    assert keys(texts) == [key(text) for text in texts]
    for text in texts:
        assert key(key(text)) == key(text)


def check_paragraphs(text: str) -> None:
    before = 0
    for number, paragraph in enumerate(split_paragraphs(text)):
        assert paragraph.number == number
        assert len(paragraph.text) == len(paragraph.normalized.text)
        assert text[paragraph.start : paragraph.start + len(paragraph.line)] == paragraph.line
        assert before <= paragraph.start
        before = paragraph.start + len(paragraph.line)
        last = paragraph.start
        for start in range(len(paragraph.text)):
            begin, end = paragraph.source_span(start, start + 1)
            assert last <= begin < end <= before
            last = begin


def check_settling(case: tuple[str, list[int]]) -> None:
    text, some = case
    labels = np.array([some[place % len(some)] for place in range(len(text))], dtype=np.int64)
    once = settle(text, labels)
    assert len(once) == len(text)
    assert set(once.tolist()) <= set(range(5))
    assert (settle(text, once) == once).all()


class Page(HTMLParser):
    """The text of a page, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def check_html(case: tuple[str, list[tuple[int, int, str]]]) -> None:
    text, spans = case
    marks = [Mark(min(a, b), max(a, b) + 1, label, "#0072B2", label) for a, b, label in spans]
    page = Page(marked(text, 0, len(text), marks))
    shown = re.sub(r"\r\n?", "\n", text.replace("\0", "\ufffd"))
    assert page.text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n") == shown
    assert set(page.tags) <= {"mark", "a"}
    assert set(Page(paragraphs(text, marks)).tags) <= {"mark", "a", "p"}


def check_cells(rows: list[tuple[str, str]]) -> None:
    table = pd.DataFrame(rows, columns=["=a", "b"], dtype=object)  # which holds half a character, too
    safe = guarded_table(table)
    assert not any(str(cell).startswith(DANGEROUS) for cell in [*safe.columns, *safe.to_numpy().ravel()])
    assert unguarded_table(safe).to_numpy().tolist() == table.to_numpy().tolist()
    assert list(unguarded_table(safe)) == list(table)


def check_matching(notation: str) -> None:
    words = [re.sub(r"[\s/|]", "", word) for word in notation.split(" ")]
    annotations = made_annotations({"a": " ".join(word for word in words if word) or "أمن"})
    hits = find_frames(annotations, default_lexicon())
    text = annotations.text("a")
    for row in hits.itertuples():
        assert text[row.start : row.end] == row.surface
    assert not hits.duplicated(["frame", "tier", "start"]).any()


MADE = made_annotations({"a": "قال/VERB الوزير أمن الدولة . | وصل/VERB الوفد", "b": "أمن"})
QUERY_PARTS = (
    *(
        "[",
        "]",
        "lemma",
        "upos",
        "=",
        "!=",
        '"',
        "أمن",
        "قال",
        "VERB",
        "&",
        "|",
        "(",
        ")",
        "{",
        "}",
        "1",
        "2",
        ",",
        "*",
    ),
    *("ـ", "ٰ", "ً", "\u200f"),
    *("+", "?", " ", "...", "<", ">", "/", ".*", "\\", "(a+)+$", "[]", '[lemma="أمن"]', "key", "!"),
)
query_parts = st.sampled_from(QUERY_PARTS)
queries = st.lists(query_parts, max_size=12).map("".join) | anything


def check_query(query: str) -> None:
    if refused(lambda: parse_query(query)) is not None:
        refused(lambda: find_matches(MADE, query))


LEXICON = """[frames.x]
label_ar = "أ"
label_en = "a"
color = "#112233"
core = [{ lemma = "أمن" }, { phrase = "مجلس الأمن" }]
"""
edits = st.lists(st.tuples(st.integers(0, 200), st.text(st.sampled_from("[]{}=\"',.#\n أa1"), max_size=4)), max_size=5)


def check_lexicon(changes: list[tuple[int, str]]) -> None:
    content = LEXICON
    for place, put in changes:
        content = content[:place] + put + content[place + len(put) // 2 :]
    refused(lambda: parse_lexicon(content, Path("x.toml")))


SQL_PARTS = (
    "select", "*", "from", "words", "documents", "where", "form", "lemma", "=", "'أمن'", "count(*)", "group by", ",",
    "order by", "limit 3", "(", ")", "1", "join", "using (doc_id)", "copy", "to", "'/tmp/khitab-fuzz.csv'", "attach",
    "read_csv(", "set", "drop", "view", ";", "with", "as", "union", "insert into", "pragma", "install", "'", '"', "--",
    "/*", "is_word",
)  # fmt: skip


def check_sql(parts: list[str]) -> None:
    refused(lambda: MADE.sql(" ".join(parts), seconds=20))
    assert not Path("/tmp/khitab-fuzz.csv").exists()


FOLDER = Path(tempfile.mkdtemp(prefix="khitab-fuzz-"))
STORED = stored_in_parts(MADE, FOLDER / "stored", 2)
WRITTEN = (FOLDER / "stored" / MANIFEST).read_bytes()
changed_bytes = st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), min_size=1, max_size=4)


def changed(content: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    for place, put in changes:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + len(put) :]
    return content


def check_manifest(changes: list[tuple[int, bytes]]) -> None:
    other = changed(WRITTEN, changes)
    (FOLDER / "stored" / MANIFEST).write_bytes(other)
    opened = refused(lambda: open_annotations(FOLDER / "stored"))
    if opened is not None:  # what is read of it is what was written
        assert json.loads(other) == json.loads(WRITTEN)


def made_part() -> Part:
    import pyarrow as pa

    columns = [pa.array(MADE.words[name].to_numpy(), pa.int32()) for name in NUMBERS]
    columns += [pa.array(MADE.words[name].astype("str").tolist(), pa.string()).dictionary_encode() for name in STRINGS]
    return Part(
        {"a": (0, 7), "b": (7, len(MADE.words) - 7)}, pa.Table.from_arrays(columns, schema=SCHEMA), {"a": {"cut": 1}}
    )


(FOLDER / "cache").mkdir()
STORE, PART = Store(FOLDER / "cache"), made_part()
STORE.write(PART)
(PART_FILE,) = STORE.files()
PART_BYTES = PART_FILE.read_bytes()


def check_cache(changes: list[tuple[int, bytes]]) -> None:
    PART_FILE.write_bytes(changed(PART_BYTES, changes))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        STORE.index()
        read = STORE.read(PART_FILE) if PART_FILE.exists() else None
    if read is not None:
        assert read.rows == PART.rows
        assert read.notes == PART.notes
        assert read.table.to_pydict() == PART.table.to_pydict()


NAMES = ("a.txt", "a.csv", "a.tsv", "a.jsonl", "a.json", "a.html", "a.xml")
PIECES = (
    b'{"text": "', b'", "date": "', b'"}', b"\n", b"text,date\n", b"doc_id\ttext\n", b'"', b",", b"\xff\xfe", b"\x00",
    b"\xef\xbb\xbf", "أمن".encode(), "أمن".encode("cp1256"), "أمن".encode("utf-16"), b"<html><p>", b"</p>", b"%PDF-1.4",
    b"\r", b"1436-10-20",
)  # fmt: skip
pieces = st.sampled_from(PIECES)
contents = st.lists(pieces | st.binary(max_size=6), max_size=14).map(b"".join)
READING = FOLDER / "reading"
READING.mkdir()


def check_reading(case: tuple[str, bytes]) -> None:
    name, content = case
    path = READING / name
    path.write_bytes(content)
    corpus = refused(lambda: read_corpus(path))
    path.unlink()
    if corpus is not None:
        ids = [document.doc_id for document in corpus.documents]
        assert len(ids) == len(set(ids))
        for document in corpus.documents:
            assert isinstance(document.text, str)
            list(split_paragraphs(document.text))


EXPORT_LINES = (
    "1 of 2 DOCUMENTS", "2 of 2 DOCUMENTS", "End of Document", "Document AFAQ000020150806eb86000p1",
    "Document 1 of 2", "Document 2 of 2", "المقال 1 من 2", "____________", "============", "-----", "الأفق",
    "August 6, 2015 Thursday", "6 August 2015", "453 words", "LENGTH: 453 words", "Length: 4 words", "Body",
    "Classification", "LOAD-DATE: August 8, 2015", "AFAQ", "Arabic", "Copyright 2015 الأفق",
    "All Rights Reserved", "© 2015 Factiva, Inc. All rights reserved.", "Full text: عاد الوفد.",
    "النص الكامل: عاد", "Full text:", "Subject: x", "Publication date: Aug 6, 2015",
    "ProQuest document ID: 17", "المصدر: وكالات", "العنوان: خبر", "HD   خبر", "WC   4 words",
    "PD   6 August 2015", "SN   الأفق", "LP   عاد الوفد", "TD   مساء", "TD", "LP", "NS   x", "Job Number: 1",
    "عاد الوفد إلى المدينة مساء.", "وقال: نعم", "", " ", "\f", "\u200fEnd of Document",
)  # fmt: skip
exports = st.lists(st.sampled_from(EXPORT_LINES) | anything, max_size=24).map("\n".join)
FORMS = (None, "nexis", "factiva", "proquest", "lines", "^=+$", "keep")


def check_articles(case: tuple[str, str | None]) -> None:
    """Articles are stretches of the file in its order, none twice, each character in its place."""
    text, how = case
    found = refused(lambda: articles_in(text, how))
    if found is None:
        return
    last = 0
    for article in found.articles:
        assert last <= article.start <= article.end <= len(text)
        last = article.end
        own = article.text(text)
        assert len(own) == article.end - article.start
        assert all(a == b or b == " " for a, b in zip(text[article.start : article.end], own, strict=True))
    made = refused(lambda: documents_of(text, found, "a", "a.txt", {}, UNSAID))
    for document in made[0] if made else ():
        start = document.metadata["file_start"]
        assert len(text[start : start + len(document.text)]) == len(document.text)
        list(split_paragraphs(document.text))


spans = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), anything), max_size=5)
PROPERTIES = {
    "normalisation": Property(anything, check_normalisation, 20),
    "keys": Property(st.lists(anything, min_size=1, max_size=4), check_keys, 15),
    "offsets of paragraphs": Property(sentences | anything, check_paragraphs, 20),
    "settled tokens": Property(
        st.tuples(arabic | sentences, st.lists(st.integers(0, 4), min_size=1)), check_settling, 15
    ),
    "html": Property(st.tuples(anything, spans), check_html, 12),
    "cells": Property(st.lists(st.tuples(anything, anything), min_size=1, max_size=4), check_cells, 3),
    "queries": Property(queries, check_query, 6),
    "lexicons": Property(edits, check_lexicon, 6),
    "matching": Property(sentences, check_matching, 1),
    "reading": Property(st.tuples(st.sampled_from(NAMES), contents), check_reading, 6),
    "articles": Property(st.tuples(exports, st.sampled_from(FORMS)), check_articles, 6),
    "manifests": Property(changed_bytes, check_manifest, 4),
    "cached parts": Property(changed_bytes, check_cache, 3),
    "conllu": Property(imported_documents, check_conllu, 2),
    "vertical": Property(imported_documents, check_vertical, 2),
    "sql": Property(st.lists(st.sampled_from(SQL_PARTS), max_size=10), check_sql, 1),
}
