"""What was found once is read back: the same table, from the same words and rules alone."""

import pandas as pd
import pytest
from made_parts import cut_small

from analysis.annotation import annotate
from analysis.annotation.stored.annotate_into import annotate_into
from analysis.corpus import Corpus, Document
from analysis.discourse import kept
from analysis.discourse.actors.find import find_actors
from analysis.discourse.gazetteer import read_gazetteer
from analysis.discourse.grammar.find import find_clauses, find_grammar
from analysis.discourse.processes.find import find_processes
from analysis.discourse.pronouns import find_pronouns
from analysis.discourse.stances.find import find_stances
from analysis.discourse.voices.find import find_voices

TEXTS = ("قال الوزير إن التعاون مستمر.", "زار الوفد باكستان أمس.", "لا تعاون بين الطرفين.")
CORPUS = Corpus("small", tuple(Document(f"d{i}", text, {"day": i}) for i, text in enumerate(TEXTS)))
HITS = pd.DataFrame({"doc_id": ["d0", "d2"], "word": [3, 1]})
FINDERS = {
    "voices": find_voices,
    "actors": find_actors,
    "clauses": find_clauses,
    "processes": find_processes,
    "stances": find_stances,
    "pronouns": find_pronouns,
    "grammar": lambda annotations: find_grammar(HITS, annotations),
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def annotations(folder):
    return annotate(CORPUS, cache=folder, progress=False)


def files(folder):
    return sorted(path for path in folder.rglob("*.json.gz"))


def refuse(*_):
    raise AssertionError("the rules were asked again")


@pytest.mark.parametrize("what", list(FINDERS))
def test_asking_again_gives_the_same_table_without_the_rules(what, annotations, folder, monkeypatch):
    first = FINDERS[what](annotations)
    assert [path.parent.name.split("-")[0] for path in files(folder)] == [what]
    monkeypatch.setattr(kept, "_write", refuse)
    again = FINDERS[what](annotations)
    pd.testing.assert_frame_equal(again, first)
    assert again.attrs == first.attrs


def test_other_rules_find_anew(annotations, folder, monkeypatch):
    find_actors(annotations)
    monkeypatch.setattr(kept, "rules_hash", lambda: "0" * 16)
    find_actors(annotations)
    assert len(files(folder)) == 2


def test_other_words_and_other_hits_find_anew(annotations, folder):
    find_actors(annotations)
    find_actors(annotations.select(["d0", "d1"]))
    find_grammar(HITS, annotations)
    assert len(find_grammar(HITS[:1], annotations)) == 1
    assert len(files(folder)) == 4


def test_a_gazetteer_of_ones_own_is_not_kept(annotations, folder):
    find_actors(annotations, read_gazetteer())
    assert files(folder) == []


def test_nothing_is_kept_of_annotations_that_are_not(tmp_path, monkeypatch):
    monkeypatch.setenv("KHITAB_CACHE", str(tmp_path))
    find_actors(annotate(CORPUS, cache=False, progress=False))
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b"])
def test_a_damaged_file_is_made_anew(content, annotations, folder):
    first = find_actors(annotations)
    (path,) = files(folder)
    whole = path.read_bytes()
    path.write_bytes(content)
    pd.testing.assert_frame_equal(find_actors(annotations), first)
    assert path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_keeps_nothing(annotations, folder):
    (folder / "results").write_text("a file where the folder should be", encoding="utf-8")
    assert len(find_actors(annotations)) > 0


def test_stored_pieces_keep_theirs_apart(tmp_path, monkeypatch):
    cut_small(monkeypatch, 20, 20, 60, 25)
    stored = annotate_into(CORPUS, tmp_path / "stored", progress=False)
    parts = len(stored.manifest.parts)
    assert parts > 1
    first = {what: find(stored) for what, find in FINDERS.items()}
    assert len(files(tmp_path / "stored")) == parts * len(FINDERS)
    monkeypatch.setattr(kept, "_write", refuse)
    for what, find in FINDERS.items():
        pd.testing.assert_frame_equal(find(stored), first[what])
