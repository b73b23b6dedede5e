"""The constructed corpus and its codings: complete, labelled as invented, and every offset true to its text."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
REPORTS = CORPUS / "constructed"
CODINGS = CORPUS / "codings"
FRAME_FILES = ("constructed-frames-pass1.csv", "constructed-frames-pass2.csv", "constructed-frames.csv")
PART_OF_TOKEN = re.compile(r"[\w\u0640\u064b-\u065f\u0670]")


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_text(doc_id: str) -> str:
    return (REPORTS / f"{doc_id}.txt").read_bytes().decode("utf-8")


def paragraph_at(text: str, offset: int) -> int:
    before = [line for line in text[:offset].split("\n")[:-1] if line.strip()]
    return len(before)


def is_whole_tokens(text: str, start: int, end: int) -> bool:
    """Neither edge of the span cuts a word in two."""
    span = text[start:end]
    outside = text[start - 1 : start] + " " + text[end : end + 1]
    return bool(span) and span == span.strip() and not PART_OF_TOKEN.search(outside)


@pytest.fixture(scope="module")
def documents() -> list[dict[str, str]]:
    return read_rows(REPORTS / "documents.csv")


def test_metadata_and_files_list_the_same_36_reports(documents):
    listed = [row["doc_id"] for row in documents]
    assert len(listed) == 36
    assert sorted(listed) == sorted(path.stem for path in REPORTS.glob("*.txt"))
    assert all(re.fullmatch(r"[a-z]+-2026-0[1-6]-[ab]", doc_id) for doc_id in listed)


def test_every_report_says_that_it_is_constructed(documents):
    assert {row["constructed"] for row in documents} == {"true"}


def test_two_reports_per_outlet_and_month(documents):
    cells = Counter((row["source"], date.fromisoformat(row["date"]).month) for row in documents)
    assert {source for source, _ in cells} == {"bayariq", "daftar", "anwa"}
    assert set(cells.values()) == {2}
    assert {month for _, month in cells} == set(range(1, 7))


def test_dates_and_sources_agree_with_the_ids(documents):
    for row in documents:
        assert row["doc_id"].startswith(f"{row['source']}-{row['date'][:7]}-")


def test_reports_are_short_with_the_headline_first(documents):
    for row in documents:
        text = read_text(row["doc_id"])
        assert "\r" not in text
        assert text.endswith("\n")
        assert text.split("\n")[0] == row["title"]
        assert 150 <= len(text.split()) <= 300, row["doc_id"]


@pytest.mark.parametrize("name", FRAME_FILES)
def test_frame_offsets_slice_to_whole_tokens(name, documents):
    known = {row["doc_id"] for row in documents}
    rows = read_rows(CODINGS / name)
    assert rows
    for row in rows:
        assert row["doc_id"] in known
        assert row["frame"] in {"cooperation", "security", "terrorism"}
        text, start, end = read_text(row["doc_id"]), int(row["start"]), int(row["end"])
        assert text[start:end] == row["token"]
        assert is_whole_tokens(text, start, end), row
        assert paragraph_at(text, start) == int(row["paragraph"]), row
    keys = [(row["doc_id"], row["start"], row["frame"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_adjudication_keeps_what_both_passes_found_and_adds_nothing():
    first, second, final = (
        {(row["doc_id"], row["start"], row["frame"]) for row in read_rows(CODINGS / name)} for name in FRAME_FILES
    )
    assert first & second <= final <= first | second


def test_look_alikes_are_not_coded():
    coded = {(row["doc_id"], int(row["start"])) for row in read_rows(CODINGS / "constructed-frames.csv")}
    council = re.compile(r"مجلس (?:التعاون|الأمن)\b")
    names = [
        (path.stem, match.start() + len("مجلس "))
        for path in REPORTS.glob("*.txt")
        for match in council.finditer(read_text(path.stem))
    ]
    assert len(names) >= 8
    assert not coded & set(names)


def test_terrorism_is_spoken_of_most_in_march_and_april():
    rows = read_rows(CODINGS / "constructed-frames.csv")
    months = Counter(row["doc_id"].split("-")[2] for row in rows if row["frame"] == "terrorism")
    assert months["03"] + months["04"] > sum(months.values()) / 2


def test_voices_cover_four_reports_of_each_outlet():
    lines = (CODINGS / "constructed-voices.jsonl").read_text(encoding="utf-8").splitlines()
    assert Counter(json.loads(line)["doc_id"].split("-")[0] for line in lines) == {
        "anwa": 4,
        "bayariq": 4,
        "daftar": 4,
    }


def test_voice_spans_are_whole_tokens_in_the_paragraphs_the_guidelines_allow():
    for line in (CODINGS / "constructed-voices.jsonl").read_text(encoding="utf-8").splitlines():
        coding = json.loads(line)
        text = read_text(coding["doc_id"])
        for voice in coding["voices"]:
            assert set(voice) == {"cue", "speaker", "content", "type"}
            assert voice["type"] in {"direct", "indirect", "mixed"}
            place = paragraph_at(text, voice["cue"][0])
            for part in ("cue", "speaker", "content"):
                if voice[part] is not None:
                    assert is_whole_tokens(text, *voice[part]), (coding["doc_id"], voice)
            assert " " not in text[slice(*voice["cue"])]
            if voice["speaker"] is not None:
                assert paragraph_at(text, voice["speaker"][0]) == place
            if voice["content"] is not None:
                assert "\n" not in text[slice(*voice["content"])]
                assert paragraph_at(text, voice["content"][0]) - place in {0, 1}
                assert text[voice["content"][1] - 1] != "."
