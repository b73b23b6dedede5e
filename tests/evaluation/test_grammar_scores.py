import json

import pytest
from grammar_examples import marked, unmarked

from analysis.errors import KhitabError
from analysis.evaluation.grammar_scores import FIELDS, CodedGrammar, read_coded_grammar, score_grammar

FALSE = dict.fromkeys(("negated", "nominal", "passive", "modality", "future", "conditional"), "no")
NOTHING = {**FALSE, "agent": "none"}


def coded(sentence, unsure=(), **values):
    start, end = marked(sentence)
    return CodedGrammar("example", unmarked(sentence), start, end, NOTHING | values, frozenset(unsure))


def score_of(table, field, measure, value=""):
    rows = table[(table["field"] == field) & (table["measure"] == measure) & (table["value"] == value)]
    return float(rows["score"].iloc[0])


def test_a_right_answer_scores_one(parsed):
    item = coded("لم 【يتعاون】 الطرفان.", negated="yes")
    table, errors = score_grammar([item], parsed(item.text))
    assert all(score_of(table, field, "accuracy") == 1 for field in FIELDS)
    assert score_of(table, "negated", "precision", "yes") == 1
    assert errors.empty


def test_a_wrong_answer_is_listed(parsed):
    item = coded("لم 【يتعاون】 الطرفان.")
    table, errors = score_grammar([item], parsed(item.text))
    assert score_of(table, "negated", "precision", "yes") == 0
    assert list(errors["field"]) == ["negated"]
    assert list(errors["got"]) == ["yes"]


def test_what_the_coder_doubts_is_not_scored(parsed):
    item = coded("لم 【يتعاون】 الطرفان.", unsure=["negated"])
    table, errors = score_grammar([item], parsed(item.text))
    assert errors.empty
    assert table.set_index(["field", "measure"]).loc[("negated", "accuracy"), "n"] == 0


def test_an_interval_is_exact(parsed):
    """One right of one: from 0.025 (the exact bound of Clopper and Pearson) to 1."""
    item = coded("لم 【يتعاون】 الطرفان.", negated="yes")
    table, _ = score_grammar([item], parsed(item.text))
    row = table[(table["field"] == "negated") & (table["measure"] == "accuracy")].iloc[0]
    assert (row["low"], row["high"]) == (pytest.approx(0.025), 1.0)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"negated": "maybe"}, "line 1: negated is 'maybe'"),
        ({"end": 99}, "lies outside the text"),
        ({"text": None}, "field 'text' is missing"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, change, complaint):
    record = {"id": "a", "text": "لم يتعاون", "start": 3, "end": 9, **NOTHING} | change
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(KhitabError, match=complaint):
        read_coded_grammar(path)


def test_true_and_false_are_read_as_yes_and_no(tmp_path):
    record = {"id": "a", "text": "لم يتعاون", "start": 3, "end": 9, **NOTHING, "negated": True, "future": False}
    path = tmp_path / "coded.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert read_coded_grammar(path)[0].values["negated"] == "yes"


@pytest.mark.slow
def test_the_bars_hold_on_the_development_sample(shared_dir):
    """The rules were written with this sample at hand: the bars must hold on it at least."""
    from analysis.annotation import annotate
    from analysis.evaluation.grammar_scores import grammar_corpus

    items = read_coded_grammar(shared_dir / "gold" / "grammar-dev.jsonl")
    table, _ = score_grammar(items, annotate(grammar_corpus(items), cache=False, progress=False))
    for field, bar in {"negated": 0.97, "nominal": 0.92, "agent": 0.85, "passive": 0.93}.items():
        assert score_of(table, field, "accuracy") >= bar, field
