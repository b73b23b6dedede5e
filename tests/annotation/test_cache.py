import os
import time

import pandas as pd
import pytest

import analysis.annotation.annotating as annotating
from analysis.annotation import annotate
from analysis.annotation import cache as store
from analysis.annotation.cache import PartsBeingRead, Store, cache_folder, text_hash
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.parsing import parts


def corpus_of(*texts: str) -> Corpus:
    return Corpus("c", tuple(Document(f"d{number}", text) for number, text in enumerate(texts)))


ONE, TWO, THREE = "وقع الطرفان الاتفاق.", "وغادر الوفد العاصمة.", "ورحبت الحكومة بالنتائج."


@pytest.fixture
def parsed(monkeypatch):
    """The texts that were parsed rather than read from the cache, in order."""
    seen: list[str] = []
    real = parts.parse_part

    def recording(texts, engine):
        seen.extend(texts.values())
        return real(texts, engine)

    monkeypatch.setattr(parts, "parse_part", recording)
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


def flipped(raw: bytes) -> bytes:
    """With one byte of a page turned round."""
    return raw[:100] + bytes([raw[100] ^ 0xFF]) + raw[101:]


def test_damaged_sound_and_missing_parts_at_once(tmp_path, parsed, monkeypatch):
    monkeypatch.setattr(annotating, "PART_CHARACTERS", 1)
    run(corpus_of(ONE, TWO), tmp_path)
    part = Store(next(tmp_path.glob("annotations/*"))).index()[text_hash(ONE)]
    part.write_bytes(flipped(part.read_bytes()))
    with pytest.warns(UserWarning, match=f"{part.name}: this part of the cache is damaged"):
        words = run(corpus_of(ONE, TWO, THREE, ONE), tmp_path)
    assert parsed == [ONE, TWO, THREE, ONE], "each once"
    pd.testing.assert_frame_equal(words, run(corpus_of(ONE, TWO, THREE, ONE), False))


def test_a_part_that_another_run_has_mended_meanwhile_is_read(tmp_path, recwarn):
    run(corpus_of(ONE), tmp_path)
    (path,) = tmp_path.rglob("*.parquet")
    whole = path.read_bytes()
    path.write_bytes(flipped(whole))
    with PartsBeingRead(Store(path.parent), [text_hash(ONE)]) as reading:
        while not all(part.done() for part in reading._parts.values()):
            time.sleep(0.01)
        path.write_bytes(whole)
        assert len(reading.parts()) == 1
    assert path.exists()
    assert not [warning for warning in recwarn if "damaged" in str(warning.message)]


def test_an_interrupted_run_reads_no_more_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(annotating, "PART_CHARACTERS", 1)
    run(corpus_of(*[f"{ONE} {number}" for number in range(12)]), tmp_path)
    started, read = [], store._read

    def slow(path):
        started.append(path)
        time.sleep(0.1)
        return read(path)

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "_read", slow)
    monkeypatch.setattr(annotating, "parse_groups", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(corpus_of(*[f"{ONE} {number}" for number in range(13)]), tmp_path)
    before = len(started)
    time.sleep(0.5)
    assert len(started) == before <= 4


@pytest.mark.parametrize("damage", ["cut", "flip", "empty"])
def test_a_damaged_part_is_annotated_anew_with_a_warning(tmp_path, parsed, damage):
    expected = run(corpus_of(ONE, TWO), tmp_path)
    (part,) = tmp_path.rglob("*.parquet")
    raw = part.read_bytes()
    match damage:
        case "cut":
            part.write_bytes(raw[: len(raw) // 2])
        case "flip":
            part.write_bytes(flipped(raw))
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
    real = parts.parse_part
    calls = []

    def interrupted(texts, engine):
        calls.append(texts)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(texts, engine)

    monkeypatch.setattr(parts, "parse_part", interrupted)
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
