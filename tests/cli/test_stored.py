"""The command line over a folder of stored annotations."""

import shutil
import sys
from dataclasses import replace

import pandas as pd
import pytest

from analysis.annotation.stored.manifest import UnfinishedManifest, read_manifest
from analysis.cli import main
from analysis.parsing.model import BUNDLED

TEXTS = {"a": "أكد الوزير أهمية التعاون الأمني.\nوأضاف أن مكافحة الإرهاب تتطلب التعاون.", "b": "وصل الوفد."}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def stored(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "news"
    assert run("annotate", corpus, "--into", folder, "--quiet") == 0
    return folder


def run(*arguments):
    """Run a command in this process; returns its exit status."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return stopped.value.code or 0


def test_annotating_again_parses_nothing_and_says_what_is_there(corpus, stored, capsys, monkeypatch):
    monkeypatch.setattr(
        "analysis.annotation.stored.annotate_into.parse_groups", lambda *_, **__: pytest.fail("it parsed")
    )
    assert run("annotate", corpus, "--into", stored) == 0
    assert "2 documents, " in capsys.readouterr().err


def test_sql_prints_and_writes(stored, tmp_path, capsys):
    query = "select doc_id, count(*) as n from words where upos <> 'PUNCT' group by doc_id order by n desc"
    assert run("sql", stored, query) == 0
    printed = capsys.readouterr().out.split()
    assert printed[:3] == ["doc_id", "n", "a"]
    for name in ("t.csv", "t.parquet"):
        assert run("sql", stored, query, "--out", tmp_path / name) == 0
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "t.csv"), pd.read_parquet(tmp_path / "t.parquet"))
    assert list(pd.read_csv(tmp_path / "t.csv")["doc_id"]) == ["a", "b"]


def test_a_bad_query_is_one_sentence_and_status_2(stored, capsys):
    assert run("sql", stored, "select nothing from words") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", [["frames"], ["rates", "--frame", "security"], ["concordance", "التعاون"]])
def test_other_commands_take_the_folder_for_the_corpus(corpus, stored, capsys, command, monkeypatch, tmp_path):
    monkeypatch.setenv("KHITAB_CACHE", str(tmp_path))
    name, *rest = command
    answers = []
    for place in (corpus, stored):
        assert run(name, place, *rest, "--quiet") == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert "التعاون" in answers[0] or "security" in answers[0]


def test_the_model_that_annotated_the_folder_may_be_named(stored, capsys, tmp_path):
    copy = tmp_path / "ours"
    shutil.copytree(BUNDLED, copy)
    for model in ("bundled", copy):
        assert run("frames", stored, "--model", model) == 0
        assert "التعاون" in capsys.readouterr().out


def test_another_model_than_the_folders_is_one_sentence(stored, capsys, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(BUNDLED, other)
    (other / "MANIFEST.json").unlink()
    (other / "ar" / "mwt" / "padt.pt").write_bytes(b"other weights")
    for model in (other, "official"):
        for command in (["frames", stored], ["voices", stored], ["sql", stored, "select 1"]):
            assert run(*command, "--model", model) == 2
            said = capsys.readouterr().err
            assert "was annotated by the model 'bundled'" in said
            assert f"{str(model)!r} is another; leave out --model" in said
            assert said.count("\n") == 1
    assert run("frames", stored, "--model", tmp_path / "absent") == 2
    assert "no such model folder" in capsys.readouterr().err


def test_one_way_to_write(corpus, tmp_path, capsys):
    assert run("annotate", corpus, "--into", tmp_path / "f", "--out", tmp_path / "w.parquet") == 2
    assert "give one of them" in capsys.readouterr().err


@pytest.mark.parametrize("option", [("--workers", 2), ("--scheduler", "tcp://127.0.0.1:9")])
def test_options_of_a_folder_need_one(corpus, capsys, option):
    assert run("annotate", corpus, *option) == 2
    assert "go with --into" in capsys.readouterr().err


def test_what_was_interrupted_is_counted_with_a_word_of_warning(stored, tmp_path, capsys):
    shutil.copytree(stored, tmp_path / "news")
    manifest = read_manifest(tmp_path / "news")
    began = replace(manifest, parts=(), complete=False)
    UnfinishedManifest(tmp_path / "news", began).add(dict(enumerate(manifest.parts)))
    (tmp_path / "news" / "manifest.json").unlink()
    assert run("frames", tmp_path / "news", "--out", tmp_path / "hits.parquet") == 0
    assert "was interrupted" in capsys.readouterr().err
    assert pd.read_parquet(tmp_path / "hits.parquet").attrs["provenance"]["complete"] is False
    assert run("frames", stored) == 0
    assert "interrupted" not in capsys.readouterr().err


def test_a_cluster_without_dask_is_told_what_to_install(corpus, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run("annotate", corpus, "--into", tmp_path / "f", "--scheduler", "tcp://127.0.0.1:9", "--quiet") == 2
    assert "khitab[scale]" in capsys.readouterr().err
