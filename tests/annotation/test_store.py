import os
import time

import pandas as pd
import pytest

import analysis.annotation.annotating as annotating
from analysis.annotation import annotate, parsing
from analysis.annotation.store import cache_folder
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError


def corpus_of(*texts: str) -> Corpus:
    return Corpus("c", tuple(Document(f"d{number}", text) for number, text in enumerate(texts)))


ONE, TWO, THREE = "وقع الطرفان الاتفاق.", "وغادر الوفد العاصمة.", "ورحبت الحكومة بالنتائج."


@pytest.fixture
def parsed(monkeypatch):
    """The texts that were parsed rather than read from the cache, in order."""
    seen: list[str] = []
    real = parsing.parse_part

    def recording(texts, engine):
        seen.extend(texts.values())
        return real(texts, engine)

    monkeypatch.setattr(parsing, "parse_part", recording)
    return seen


def run(corpus, cache):
    return annotate(corpus, cache=cache, progress=False).words


def test_a_second_run_reads_what_the_first_wrote(tmp_path, parsed):
    first = run(corpus_of(ONE, TWO), tmp_path)
    again = run(corpus_of(ONE, TWO), tmp_path)
    without = run(corpus_of(ONE, TWO), False)
    assert parsed == [ONE, TWO, ONE, TWO]
    pd.testing.assert_frame_equal(first, again)
    pd.testing.assert_frame_equal(first, without)


def test_only_new_and_changed_documents_are_parsed(tmp_path, parsed):
    run(corpus_of(ONE, TWO), tmp_path)
    words = run(corpus_of(TWO, THREE, ONE + " "), tmp_path)
    assert parsed == [ONE, TWO, THREE, ONE + " "]
    pd.testing.assert_frame_equal(words, run(corpus_of(TWO, THREE, ONE + " "), False))


def test_the_words_do_not_depend_on_how_the_cache_is_cut_into_parts(tmp_path, monkeypatch):
    whole = run(corpus_of(ONE, TWO, THREE), tmp_path / "whole")
    monkeypatch.setattr(annotating, "PART_CHARACTERS", 1)
    pieces = run(corpus_of(ONE, TWO, THREE), tmp_path / "pieces")
    assert len(list((tmp_path / "pieces").rglob("*.parquet"))) == 3
    pd.testing.assert_frame_equal(whole, pieces)


@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_part_is_annotated_anew_with_a_warning(tmp_path, parsed, damage):
    expected = run(corpus_of(ONE, TWO), tmp_path)
    (part,) = tmp_path.rglob("*.parquet")
    raw = bytearray(part.read_bytes())
    match damage:
        case "cut":
            part.write_bytes(raw[: len(raw) // 2])
        case "flip":
            raw[60] ^= 0xFF
            part.write_bytes(raw)
        case "empty":
            part.write_bytes(b"")
    with pytest.warns(UserWarning, match=rf"{part.name}: this part of the cache is damaged"):
        words = run(corpus_of(ONE, TWO), tmp_path)
    assert parsed == [ONE, TWO, ONE, TWO]
    pd.testing.assert_frame_equal(words, expected)
    run(corpus_of(ONE, TWO), tmp_path)
    assert len(parsed) == 4, "and then it is whole again"


def test_nothing_half_written_is_left_by_an_interruption(tmp_path, monkeypatch):
    monkeypatch.setattr(annotating, "PART_CHARACTERS", 1)
    real = parsing.parse_part
    calls = []

    def interrupted(texts, engine):
        calls.append(texts)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(texts, engine)

    monkeypatch.setattr(parsing, "parse_part", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(corpus_of(ONE, TWO, THREE), tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.suffix for path in files] == [".parquet"]


def test_what_a_killed_run_left_unfinished_is_cleared_a_day_later(tmp_path):
    run(corpus_of(ONE), tmp_path)
    folder = next(tmp_path.rglob("*.parquet")).parent
    for name, age in ((".writing-old", 90_000), (".writing-now", 0)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age,) * 2)
    run(corpus_of(ONE), tmp_path)
    assert not (folder / ".writing-old").exists()
    assert (folder / ".writing-now").exists(), "another run may be writing it"


def test_the_folder_is_the_argument_or_the_environment_or_the_users(tmp_path, monkeypatch):
    monkeypatch.setenv("KHITAB_CACHE", str(tmp_path / "env"))
    assert cache_folder(tmp_path / "arg") == tmp_path / "arg"
    assert cache_folder(None) == tmp_path / "env"
    monkeypatch.delenv("KHITAB_CACHE")
    assert cache_folder(None).name == "khitab"


def test_a_cache_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KhitabError, match="the cache cannot be made there"):
        run(corpus_of(ONE), tmp_path / "file")
