import json

import pytest

from analysis.errors import KhitabError
from analysis.evaluation.actor_scores import Actor, CodedActors, read_coded_actors, score_actors

TEXT = "زار الوفد باكستان."
DELEGATION = Actor(4, 9, "group", "agent")
PAKISTAN = Actor(10, 17, "country", "patient")


def scores(parsed, actors, unsure=()):
    table, errors = score_actors([CodedActors("example", TEXT, tuple(actors), tuple(unsure))], parsed(TEXT))
    return table[table["value"] == ""].set_index(["field", "measure"])["score"], errors


def test_a_right_answer_scores_one(parsed):
    score, errors = scores(parsed, [DELEGATION, PAKISTAN])
    assert set(score) == {1.0}
    assert errors.empty


def test_missed_invented_and_wrong_are_told_apart(parsed):
    score, errors = scores(parsed, [Actor(10, 17, "institution", "agent"), Actor(0, 3, "person", "other")])
    assert score["mention", "precision"] == 1 / 2
    assert score["mention", "recall"] == 1 / 2
    assert score["kind", "accuracy"] == score["role", "accuracy"] == 0
    assert sorted(errors["what"]) == ["invented", "kind", "missed", "role"]


def test_f1_is_the_harmonic_mean(parsed):
    score, _ = scores(parsed, [DELEGATION])
    assert score["mention", "f1"] == pytest.approx(2 * (1 / 2) * 1 / (1 / 2 + 1))


def test_what_the_coder_doubts_is_not_scored(parsed):
    score, errors = scores(parsed, [DELEGATION], unsure=[(10, 17)])
    assert score["mention", "precision"] == 1
    assert errors.empty


@pytest.mark.parametrize(
    ("actor", "complaint"),
    [
        ({"start": 0, "end": 3, "kind": "planet", "role": "agent"}, "'planet' is unknown"),
        ({"start": 0, "end": 99, "kind": "person", "role": "agent"}, "lies outside the text"),
        ({"start": 0, "end": 3, "kind": "person"}, "needs start, end, kind and role"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, actor, complaint):
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "actors": [actor]}) + "\n", encoding="utf-8")
    with pytest.raises(KhitabError, match=complaint):
        read_coded_actors(path)


def test_roles_may_be_written_with_underscores(tmp_path):
    actor = {"start": 4, "end": 9, "kind": "group", "role": "passive_subject"}
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "actors": [actor]}) + "\n", encoding="utf-8")
    assert read_coded_actors(path)[0].actors[0].role == "passive subject"


@pytest.mark.slow
def test_the_bars_hold_on_the_development_sample(shared_dir):
    """The rules were written with this sample at hand: the bars must hold on it at least."""
    from analysis.annotation import annotate
    from analysis.evaluation.actor_scores import actors_corpus

    items = read_coded_actors(shared_dir / "gold" / "actors-dev.jsonl")
    table, _ = score_actors(items, annotate(actors_corpus(items), cache=False, progress=False))
    score = table[table["value"] == ""].set_index(["field", "measure"])["score"]
    assert score["mention", "f1"] >= 0.85
    assert score["kind", "accuracy"] >= 0.90
    assert score["role", "accuracy"] >= 0.80
