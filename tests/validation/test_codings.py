"""Codings: files that hold all there is, and errors that say where they are wrong."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from made import made_annotations
from made_codings import FRAMES, TRUE, coded_as

from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import read_gold_frames
from analysis.validation.codings import coder_file_name, gold_codings, join_codings, make_codings
from analysis.validation.files import read_table, write_codings
from analysis.validation.read_codings import read_codings
from analysis.validation.sampling import draw_sample

ONE_READ = [("a", 0, "س", "", ""), ("a", 1, "س", "2026-06-01T10:00:00+00:00", "=ملاحظة")]
ONE_MARK = [("a", 0, 0, 5, "تعاون", "cooperation", False, "س", "-قول"), ("a", 0, 6, 9, "أمن", "", True, "س", "")]


@pytest.fixture
def small():
    return made_annotations({"a": "تعاون أمن كلمة\nكلمة أخرى", "b": "كلمة"})


def test_a_file_holds_marks_empty_readings_doubts_and_notes(small, tmp_path):
    codings = make_codings(ONE_READ, ONE_MARK, FRAMES, {"corpus_hash": "", "lexicon_hash": "ab"})
    path = write_codings(codings, tmp_path / "codings.csv")
    back = read_codings(path, small)
    pd.testing.assert_frame_equal(back.read, codings.read)
    pd.testing.assert_frame_equal(back.marks, codings.marks)
    assert back.frames == FRAMES
    assert back.provenance["lexicon_hash"] == "ab"
    assert not any(line.partition(",")[0].startswith("=") for line in path.read_text("utf-8").splitlines())
    assert "'=ملاحظة" in path.read_text("utf-8")


def test_a_file_without_tokens_holds_no_word_of_the_texts_and_is_read_with_them(small, tmp_path):
    codings = make_codings(ONE_READ, ONE_MARK, FRAMES)
    path = write_codings(codings, tmp_path / "codings.csv", tokens=False)
    assert not {"تعاون", "أمن", "ملاحظة", "قول"} & set(re.split(r"\W+", path.read_text("utf-8")))
    back = read_codings(path, small)
    assert back.marks["token"].tolist() == codings.marks["token"].tolist()
    assert back.marks[["doc_id", "start", "end", "frame", "unsure"]].equals(
        codings.marks[["doc_id", "start", "end", "frame", "unsure"]]
    )
    assert read_codings(path).marks["token"].tolist() == ["", ""]


def test_every_row_says_where_it_comes_from(annotations, hits, truth, tmp_path):
    sample = draw_sample(hits, annotations, FRAMES, 30)
    path = write_codings(replace(truth.within(sample), provenance=sample.provenance), tmp_path / "c.csv")
    rows = read_table(path, ["corpus_hash"])
    assert set(rows["lexicon_hash"]) == {"a" * 64}
    assert set(rows["corpus_hash"]) == {sample.provenance["corpus_hash"]}
    assert set(rows["coder"]) == {"سلمى"}
    assert set(rows["time"]) == {"2026-06-01T10:00:00+00:00"}
    assert len(read_codings(path, annotations, sample=sample).read) == 30


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("start", "7x", "row 2: start is '7x', not a whole number"),
        ("frame", "peace", "row 2: frame 'peace' is none of cooperation, security"),
        ("token", "أمن", "row 2: characters 0 to 5 of 'a' are not 'أمن'"),
        ("corpus_hash", "ffff", "these codings are of another corpus"),
    ],
)
def test_damaged_rows_are_named(small, tmp_path, column, value, message):
    path = write_codings(make_codings(ONE_READ, ONE_MARK, FRAMES), tmp_path / "codings.csv")
    rows = read_table(path, [])
    rows.loc[0, column] = value
    rows.to_csv(path, index=False)
    with pytest.raises(KhitabError, match=message):
        read_codings(path, small)


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(KhitabError, match="cannot be read"):
        read_codings(tmp_path / "nowhere.csv")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(KhitabError, match="column 'doc_id' is missing; it has a, b"):
        read_codings(tmp_path / "other.csv")


def test_complete_files_cover_the_whole_corpus(small, tmp_path):
    path = write_codings(make_codings(ONE_READ[:1], ONE_MARK, FRAMES), tmp_path / "codings.csv")
    codings = read_codings(path, small, complete=True)
    assert len(codings.read) == 3
    assert (codings.sample.paragraphs["probability"] == 1).all()
    with pytest.raises(KhitabError, match="complete=True needs the annotations"):
        read_codings(path, complete=True)


def test_coders_are_kept_apart_and_joined(small):
    mine = make_codings(ONE_READ, ONE_MARK, FRAMES)
    other = coded_as(small, TRUE, coder="ب")
    both = join_codings([mine, other])
    assert both.coders == ["ب", "س"]
    assert len(both.select("س").marks) == 2
    with pytest.raises(KhitabError, match="there is no coder 'ج'; there are ب, س"):
        both.select("ج")
    with pytest.raises(KhitabError, match="has codings by several coders; adjudicate"):
        both.single("score_codings")
    with pytest.raises(KhitabError, match="coded paragraph 0 of 'a' twice"):
        join_codings([mine, mine])
    with pytest.raises(KhitabError, match="join codings of the same frames"):
        join_codings([mine, make_codings([], [], ["peace"])])


def test_codings_of_other_paragraphs_do_not_take_the_sample(annotations, hits, truth):
    sample = draw_sample(hits, annotations, FRAMES, 30)
    with pytest.raises(KhitabError, match="was coded but is not in the sample"):
        truth.with_sample(sample)
    mine = truth.within(sample)
    stranger = replace(mine, provenance={"corpus_hash": "f" * 64})
    with pytest.raises(KhitabError, match="drawn from another corpus"):
        stranger.with_sample(sample)


def test_no_path_hides_in_a_coders_name():
    assert coder_file_name("sample.csv", "../../سلمى ع") == "sample-سلمى-ع.csv"
    with pytest.raises(KhitabError, match="has no letters"):
        coder_file_name("sample", "../..")


def test_gold_paragraphs_become_codings(tmp_path):
    row = {
        "id": "f1",
        "text": "تعاون أمن",
        "hits": [{"frame": "cooperation", "start": 0, "end": 5}],
        "unsure": [[6, 9]],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), encoding="utf-8")
    codings = gold_codings(read_gold_frames(tmp_path / "gold.jsonl"))
    assert codings.marks[["token", "frame", "unsure"]].to_numpy().tolist() == [
        ["تعاون", "cooperation", False],
        ["أمن", "", True],
    ]
