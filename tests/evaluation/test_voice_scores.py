import json
from dataclasses import replace

import pytest

from analysis.errors import KhitabError
from analysis.evaluation.voice_scores import Coded, Voice, read_codings, score_voices

TEXT = "قال الوزير إن السلام ممكن، وأضاف أن الطريق طويل."
FIRST = Voice((0, 3), (4, 10), (14, 25), "indirect")
SECOND = Voice((27, 32), (4, 10), (36, 47), "indirect")
CODED = Coded("a", TEXT, (FIRST, SECOND))


def value(score, part, measure):
    table = score.table.set_index(["part", "measure"])
    return table.loc[(part, measure), "value"]


def test_a_perfect_answer_scores_one():
    score = score_voices([CODED], {"a": [FIRST, SECOND]})
    assert set(score.table["value"]) == {1.0}
    assert score.errors.empty


def test_figures_of_a_worked_example():
    """One cue of two found, one invented; of its content one token of two is given, and one beside it."""
    half = Voice((0, 3), (4, 10), (21, 25), "direct")
    invented = Voice((14, 20), None, (36, 42), "indirect")
    score = score_voices([CODED], {"a": [half, invented]})
    assert value(score, "cue", "precision") == pytest.approx(1 / 2)
    assert value(score, "cue", "recall") == pytest.approx(1 / 2)
    assert value(score, "speaker", "accuracy") == 1.0
    assert value(score, "type", "accuracy") == 0.0
    assert value(score, "content", "f1") == pytest.approx(2 * 1 / (4 + 2))
    assert sorted(score.errors["what"]) == ["content", "cue invented", "cue missed", "type"]


def test_the_head_decides_on_the_speaker_and_the_span_on_exactness():
    longer = Voice((0, 3), (4, 13), (14, 25), "indirect")
    score = score_voices([Coded("a", TEXT, (FIRST,))], {"a": [longer]})
    assert (value(score, "speaker", "accuracy"), value(score, "speaker", "exact_span")) == (1.0, 0.0)


def test_unsure_cues_are_scored_neither_way():
    coded = Coded("a", TEXT, (FIRST,), unsure=((27, 32),))
    assert value(score_voices([coded], {"a": [FIRST, SECOND]}), "cue", "precision") == 1.0
    both = replace(coded, voices=(FIRST, SECOND))  # coded, but in doubt: neither finding nor missing it counts
    assert value(score_voices([both], {"a": [FIRST]}), "cue", "recall") == 1.0
    assert value(score_voices([both], {"a": [FIRST, SECOND]}), "cue", "f1") == 1.0


def test_summary_has_the_shape_of_the_command():
    summary = score_voices([CODED], {"a": [FIRST, SECOND]}).summary()
    assert {"cue": {"precision", "recall", "f1"}} == {"cue": set(summary["cue"])}
    assert {"speaker", "content", "type"} <= set(summary)
    json.dumps(summary)


def test_codings_by_document_id_read_their_text(tmp_path):
    path = tmp_path / "codings.jsonl"
    voice = {"cue": [0, 3], "speaker": None, "content": [8, 13], "type": "indirect"}
    path.write_text(json.dumps({"id": "a", "doc_id": "d", "paragraph": [5, 30], "voices": [voice]}), encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "d.txt").write_text("عنوان" + TEXT, encoding="utf-8")
    (coded,) = read_codings(path, [tmp_path / "corpus"])
    assert coded.text == TEXT[:25]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: is no JSON"),
        ('{"text": "قال"}', "line 1: field 'voices' is missing"),
        ('{"text": "قال", "voices": [{"cue": [0, 9], "type": "direct"}]}', "lies outside the text of 3 characters"),
        ('{"doc_id": "d", "paragraph": [0, 3], "voices": []}', "document 'd' is not here"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    path = tmp_path / "codings.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(KhitabError, match=message):
        read_codings(path)


TITLE = "وزير الصحة: الوضع مطمئن"
BARE = Voice(None, (0, 10), (12, 23), "direct", "وزير الصحة", "person", named=True)


def test_an_attribution_without_cue_is_found_by_its_speaker():
    score = score_voices([Coded("t", TITLE, (BARE,))], {"t": [BARE]})
    assert value(score, "without_cue", "f1") == 1.0
    assert (value(score, "name", "accuracy"), value(score, "kind", "accuracy")) == (1.0, 1.0)


def test_a_cue_does_not_stand_for_an_attribution_without_one():
    cued = Voice((0, 4), (5, 10), (12, 23), "direct", "وزير الصحة", "person", named=True)
    score = score_voices([Coded("t", TITLE, (BARE,))], {"t": [cued]})
    assert value(score, "cue", "f1") == 0.0


def test_names_are_compared_by_key_and_kinds_as_they_stand():
    found = Voice(None, (0, 10), (12, 23), "direct", "وزير الصحه", "unnamed", named=True)
    score = score_voices([Coded("t", TITLE, (BARE,))], {"t": [found]})
    assert (value(score, "name", "accuracy"), value(score, "kind", "accuracy")) == (1.0, 0.0)


def test_a_name_in_another_case_is_the_same_name():
    coded = Coded("t", TITLE, (replace(BARE, name="مسؤولون أمنيون", kind="group"),))
    found = Voice(None, (0, 10), (12, 23), "direct", "مسؤولين أمنيين", "group", named=True)
    assert value(score_voices([coded], {"t": [found]}), "name", "accuracy") == 1.0


def test_codings_without_names_have_no_figure_for_them():
    table = score_voices([CODED], {"a": [FIRST, SECOND]}).table
    assert not set(table["part"]) & {"name", "kind", "without_cue"}


def test_exact_and_overlapping_spans():
    """Of two contents one is given whole and one in part: exact 1/2, overlap 1."""
    half = Voice((27, 32), (4, 10), (36, 42), "indirect")
    score = score_voices([CODED], {"a": [FIRST, half]})
    assert value(score, "content", "exact_f1") == pytest.approx(1 / 2)
    assert value(score, "content", "overlap_f1") == 1.0
