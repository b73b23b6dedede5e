"""Scores against coded paragraphs: checked by hand, and on the coded sample where it is at hand."""

import json

import numpy as np
import pytest
from made import made_annotations

from analysis.annotation import annotate
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import matched_frames, read_gold_frames, score_frames
from analysis.frames.find import find_frames
from analysis.lexicon import default_lexicon

TEXT = "الأمن والتعاون في مجلس المدينة آمن"


def write(path, *rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def scored(tmp_path, coded, unsure=()):
    hits = [{"frame": "security", "start": a, "end": b} for a, b in coded]
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": TEXT, "hits": hits, "unsure": list(unsure)})
    gold = read_gold_frames(path)
    found = find_frames(made_annotations({"a": TEXT}), default_lexicon().select("security"))
    return matched_frames(gold, found), score_frames(gold, found).iloc[0]


def test_right_wrong_and_missed(tmp_path):
    tokens, score = scored(tmp_path, [(0, 5), (18, 22)])
    assert list(zip(tokens["start"], tokens["coded"], tokens["found"], strict=True)) == [
        (0, True, True),
        (18, True, False),
        (31, False, True),
    ]
    assert (score.n_gold, score.n_found, score.correct) == (2, 2, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_unsure_tokens_are_not_scored(tmp_path):
    _, score = scored(tmp_path, [(0, 5)], unsure=[(31, 34)])
    assert (score.precision, score.recall) == (1, 1)


def test_a_phrase_that_covers_a_coded_and_an_unsure_token_finds_the_coded_one(tmp_path):
    text = "وصلت قافلة مساعدات أمس"
    hits = [{"frame": "humanitarian", "start": 5, "end": 10}]
    gold = read_gold_frames(write(tmp_path / "g.jsonl", {"id": "a", "text": text, "hits": hits, "unsure": [[11, 18]]}))
    found = find_frames(made_annotations({"a": text}), default_lexicon().select("humanitarian"))
    score = score_frames(gold, found).iloc[0]
    assert (score.precision, score.recall) == (1, 1)


def test_a_perfect_score_of_few_paragraphs_is_not_certain(tmp_path):
    _, score = scored(tmp_path, [(0, 5), (31, 34)])
    assert score.f1 == 1
    assert score.f1_low == pytest.approx(0.025)
    assert score.f1_high == 1


def test_nothing_found_has_no_precision(tmp_path):
    gold = read_gold_frames(
        write(tmp_path / "g.jsonl", {"id": "a", "text": "ذهب", "hits": [{"frame": "security", "start": 0, "end": 3}]})
    )
    found = find_frames(made_annotations({"a": "ذهب"}), default_lexicon().select("security"))
    score = score_frames(gold, found).iloc[0]
    assert np.isnan(score.precision)
    assert score.recall == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: is no JSON"),
        ("[1]", "line 1: must be an object"),
        ('{"id": "a", "text": "x"}', "line 1: field 'hits' is missing"),
        ('{"id": "a", "text": "x", "hits": [{"frame": "f", "start": 0, "end": 9}]}', "does not lie in the text"),
        ('{"id": "a", "text": "x", "hits": [{"start": 0, "end": 1}]}', "a hit has no frame"),
        ("", "holds no coded paragraph"),
    ],
)
def test_mistakes_in_a_coded_file_are_named(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(KhitabError, match=message):
        read_gold_frames(path)


@pytest.mark.slow
def test_the_default_lexicon_holds_on_coded_news(shared_dir):
    gold = read_gold_frames(shared_dir / "gold" / "frames-dev.jsonl")
    annotations = annotate(gold.corpus, progress=False)
    scores = score_frames(gold, find_frames(annotations, default_lexicon())).set_index("frame")
    assert list(scores.index) == ["cooperation", "security", "terrorism"]
    assert (scores[["precision", "recall"]] >= 0.95).all(axis=None)


def test_a_text_with_a_line_separator_is_one_line_of_the_file(tmp_path):
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": "الأمن\u2028مهم", "hits": []})
    assert read_gold_frames(path).corpus.documents[0].text == "الأمن\u2028مهم"


@pytest.mark.parametrize("unsure", [[[1]], [3], "ab", {"a": 1}])
def test_unsure_spans_of_another_form_are_named(tmp_path, unsure):
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": "الأمن", "hits": [], "unsure": unsure})
    with pytest.raises(KhitabError, match="line 1: unsure is not a list of spans"):
        read_gold_frames(path)
