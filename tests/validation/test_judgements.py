"""Judged hits are codings that score nothing but what was judged, and teach no more than that."""

import pandas as pd
import pytest
from made import made_annotations

from analysis.errors import KhitabError
from analysis.frames.find import find_frames
from analysis.lexicon import default_lexicon
from analysis.validation import (
    judged_senses,
    read_codings,
    read_judgements,
    score_codings,
    score_errors,
    without_wrong,
    write_judgements,
)
from analysis.validation.judgements import judgements_table

TEXTS = {
    "أ": "الأمن الغذائي مهم والأمن كذلك .\nالتعاون وثيق .",
    "ب": "الأمن الغذائي يهم التعاون .\nالأمن مستتب .",
    "=1": "الأمن مستتب .",
}


@pytest.fixture
def annotations():
    return made_annotations(TEXTS)


@pytest.fixture
def hits(annotations):
    return find_frames(annotations, default_lexicon().select("cooperation", "security"))


def judged(hits, *wanted):
    """Judgements of hits by document and place among the document's hits."""
    rows = []
    for doc_id, number, right, reason in wanted:
        hit = hits[hits["doc_id"] == doc_id].iloc[number].to_dict()
        rows.append({**hit, "token": hit["surface"], "right": right, "reason": reason, "coder": "منى", "time": "t"})
    return judgements_table(rows)


@pytest.fixture
def some(hits):
    return judged(hits, ("أ", 0, False, "=غذاء"), ("ب", 0, False, "غذاء"), ("=1", 0, True, ""))


def test_they_come_back_as_they_were_written(some, hits, annotations, tmp_path):
    path = write_judgements(some, hits, annotations, tmp_path / "judged.csv")
    key = ["doc_id", "start"]
    pd.testing.assert_frame_equal(
        read_judgements(path).sort_values(key, ignore_index=True), some.sort_values(key, ignore_index=True)
    )


def test_only_what_was_judged_is_scored(some, hits, annotations, tmp_path):
    codings = read_codings(write_judgements(some, hits, annotations, tmp_path / "judged.csv"), annotations)
    assert len(hits) == 7
    scores = score_codings(codings, annotations, hits).set_index("frame")
    assert scores.loc["security", ["n_found", "correct", "n_coded"]].tolist() == [3, 1, 1]
    assert scores.loc["cooperation", ["n_found", "n_coded"]].tolist() == [0, 0]
    errors = score_errors(codings, annotations, hits)
    assert set(zip(errors["doc_id"], errors["start"], strict=True)) == {("أ", 0), ("ب", 0)}
    assert set(errors["error"]) == {"found, not coded"}


def test_wrong_hits_are_left_out_and_said_to_be(some, hits):
    left = without_wrong(hits, some)
    assert len(left) == len(hits) - 2
    assert left.attrs["provenance"]["left_out_by_hand"] == 2
    assert left.attrs["frames"] == hits.attrs["frames"]
    assert "left_out_by_hand" not in hits.attrs["provenance"]
    assert len(without_wrong(left, some)) == len(left)


def test_the_last_word_on_a_hit_counts(hits):
    table = judged(hits, ("أ", 0, False, "خطأ"), ("أ", 0, True, ""))
    assert len(table) == 1
    assert len(without_wrong(hits, table)) == len(hits)


def test_judgements_of_another_text_are_refused(some, hits):
    with pytest.raises(KhitabError, match=r"were judged as 'سلام', but in these hits they are 'الأمن'"):
        without_wrong(hits, some.assign(token="سلام"))


def test_damaged_judgements_name_the_row(some, hits, annotations, tmp_path):
    path = write_judgements(some, hits, annotations, tmp_path / "judged.csv")
    path.write_text(path.read_text("utf-8").replace(",wrong,", ",perhaps,", 1), encoding="utf-8")
    with pytest.raises(KhitabError, match=r"judged\.csv, row 2: the judgement is damaged"):
        read_judgements(path)


def test_a_sense_is_learnt_from_judged_hits_alone(annotations, hits):
    rows = judged(hits, ("أ", 0, False, ""), ("ب", 0, False, ""), ("=1", 0, True, ""), ("ب", 2, True, ""))
    table = judged_senses("أمن", rows, annotations)
    forbids = table[table["condition"] == "forbids"]
    assert set(forbids["word"]) == {"الغذايي"}
    assert {tuple(pair) for pair in forbids[["right", "wrong"]].to_numpy()} == {(0, 2)}
    assert "مستتب" in set(table.loc[table["condition"] == "requires", "word"])


def test_two_frames_of_one_token_are_judged_apart(tmp_path):
    annotations = made_annotations({"أ": "الأمن مستتب ."})
    hits = find_frames(annotations, default_lexicon().select("security"))
    other = hits.assign(frame="peace")
    both = pd.concat([hits, other], ignore_index=True)
    both.attrs = {**hits.attrs, "frames": ["security", "peace"]}
    path = write_judgements(judged(both, ("أ", 0, False, "")), both, annotations, tmp_path / "judged.csv")
    scores = score_codings(read_codings(path, annotations), annotations, both).set_index("frame")
    assert scores["correct"].to_dict() == {"security": 0, "peace": 1}
    assert len(without_wrong(both, read_judgements(path))) == 1


def test_a_term_of_which_nothing_was_judged_teaches_nothing(annotations, hits):
    rows = judged(hits, ("أ", 0, False, ""))
    assert len(judged_senses("تعاون", rows, annotations)) == 0
