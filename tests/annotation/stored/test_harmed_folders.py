"""A folder of annotations that somebody or something has changed: said in one sentence, mended by the next run."""

import json
import warnings

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made import MODEL
from made_parts import cut_small, part_of

from analysis.annotation.stored import annotate_into as storing
from analysis.annotation.stored.annotations import open_annotations
from analysis.annotation.stored.manifest import MANIFEST
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError

TEXTS = [f"أعلن الوزير الخبر رقم {number}" for number in range(12)]
CORPUS = Corpus("made", tuple(Document(f"d{n}", text, {"n": n, "ص": "أ"}) for n, text in enumerate(TEXTS)))


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """A quick parser, small parts; gives the texts that were parsed."""
    cut_small(monkeypatch, 40, 20, 90, 30)
    seen: list[str] = []

    def parse(groups, model, workers=1):
        for texts in groups:
            seen.extend(texts.values())
            yield part_of(texts)

    monkeypatch.setattr(storing, "parse_groups", parse)
    monkeypatch.setattr(storing, "find_model", lambda _: MODEL)
    return seen


def into(folder):
    return storing.annotate_into(CORPUS, folder, progress=False)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".lock"}


@pytest.fixture
def folder(tmp_path, asked):
    into(tmp_path)
    asked.clear()
    return tmp_path


def edited(folder, change):
    manifest = json.loads((folder / MANIFEST).read_text())
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["parts"][0].update(words=9999),
        lambda manifest: manifest["parts"][0].update(words=-1),
        lambda manifest: manifest["parts"][0].update(words="many"),
        lambda manifest: manifest["parts"][0].update(documents=1),
        lambda manifest: manifest["parts"][0].update(constructed=True),
        lambda manifest: manifest["parts"].append(manifest["parts"][0]),
        lambda manifest: manifest["parts"].reverse(),
        lambda manifest: manifest["parts"].pop(),
        lambda manifest: manifest["parts"][0].update(id="../../elsewhere"),
        lambda manifest: manifest.update(parts=[]),
        lambda manifest: manifest.update(parts={}),
        lambda manifest: manifest.update(corpus="another"),
        lambda manifest: manifest.update(complete=False),
        lambda manifest: manifest.update(more=1),
        lambda manifest: manifest.pop("sha256"),
        lambda manifest: manifest.update(sha256=None),
    ],
)
def test_an_edited_manifest_is_one_sentence_and_made_anew_without_parsing(folder, asked, change):
    before = files_of(folder)
    edited(folder, change)
    with pytest.raises(KhitabError, match=rf"{MANIFEST}: .*annotate into the folder again") as caught:
        open_annotations(folder)
    assert "\n" not in str(caught.value)
    with pytest.warns(UserWarning, match="parts beside it that are whole are used again"):
        into(folder)
    assert asked == []
    assert files_of(folder) == before


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"1", b"[" * 100_000, b"\xff\xfe", b'{"format": null}'])
def test_a_lost_or_torn_manifest_costs_nothing(folder, asked, content):
    before = files_of(folder)
    if content is None:
        (folder / MANIFEST).unlink()
        into(folder)
    else:
        (folder / MANIFEST).write_bytes(content)
        with pytest.raises(KhitabError, match=MANIFEST):
            open_annotations(folder)
        with pytest.warns(UserWarning, match="parts beside it"):
            into(folder)
    assert asked == []
    assert files_of(folder) == before


@pytest.mark.parametrize("kind", ["words", "documents"])
def test_without_a_manifest_a_part_that_was_changed_is_parsed_anew(folder, asked, kind):
    before = files_of(folder)
    (folder / MANIFEST).unlink()
    path = sorted(folder.glob(f"{kind}-*.parquet"))[0]
    table = pq.read_table(path)
    name = "form" if kind == "words" else "ص"
    other = pa.array(["الحرب"] * len(table)).dictionary_encode() if kind == "words" else pa.array(["ب"] * len(table))
    pq.write_table(table.set_column(table.column_names.index(name), name, other), path)
    into(folder)
    assert 0 < len(asked) < len(TEXTS)
    assert files_of(folder) == before


def test_without_a_manifest_strangers_among_the_parts_stay_out(folder, asked):
    before = files_of(folder)
    (folder / MANIFEST).unlink()
    (folder / "documents-abc.parquet").mkdir()
    pq.write_table(pa.table({"a": [1]}), folder / "documents-2015.parquet")
    (folder / "documents-0123.parquet").write_bytes(b"PAR1")
    into(folder)
    assert asked == []
    assert {name: content for name, content in files_of_files(folder).items() if name in before} == before


def files_of_files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_file_where_the_run_keeps_its_unfinished_parts_is_one_sentence(folder):
    (folder / "unfinished").write_text("mine")
    with pytest.raises(KhitabError, match=r"unfinished: .*move away what stands there"):
        into(folder)
    assert (folder / "unfinished").read_text() == "mine"


def test_folders_named_as_files_that_are_being_written_stop_nothing(folder):
    (folder / ".writing-x").mkdir()
    into(folder)
    assert (folder / ".writing-x").is_dir()


def test_a_manifest_of_some_other_program_is_left_alone(tmp_path):
    (tmp_path / MANIFEST).write_text('{"name": "my web page"}')
    with pytest.raises(KhitabError, match=f"{MANIFEST}: .*move it away, or name another folder"):
        into(tmp_path)
    assert json.loads((tmp_path / MANIFEST).read_text()) == {"name": "my web page"}


def test_a_line_of_an_unfinished_manifest_that_was_changed_is_one_sentence(tmp_path, asked, monkeypatch):
    real = storing.parse_groups

    def interrupted(groups, model, workers=1):
        for number, part in enumerate(real(groups, model)):
            if number == 5:
                raise KeyboardInterrupt
            yield part

    with monkeypatch.context() as patch:
        patch.setattr(storing, "parse_groups", interrupted)
        with pytest.raises(KeyboardInterrupt):
            into(tmp_path)
    path = tmp_path / "manifest-unfinished.jsonl"
    lines = path.read_text().splitlines()
    assert len(lines) > 1
    path.write_text("\n".join([lines[0], lines[1].replace('"words": ', '"words": 9'), *lines[2:]]) + "\n")
    with pytest.raises(KhitabError, match="was changed since it was written"):
        open_annotations(tmp_path)
    asked.clear()
    with pytest.warns(UserWarning, match="parts beside it"):
        stored = into(tmp_path)
    assert len(asked) < len(TEXTS)
    assert len(stored.documents) == len(TEXTS)


def test_nothing_is_said_where_nothing_happened(folder, asked):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stored = into(folder)
    pd.testing.assert_frame_equal(stored.load().documents, stored.documents)
    assert asked == []
