"""Every rule finds its example and leaves its counterexample alone; the parses are given (`examples.tsv`)."""

import pytest

from analysis.annotation import to_spacy
from analysis.discourse.actors.find import build_role_matcher, role_rules, roles_of
from analysis.discourse.grammar.find import find_clauses
from analysis.discourse.grammar.rules import build_grammar_matcher, find_marks, grammar_rules
from analysis.discourse.rules import Rule, read_rules, vocabulary_with_keys
from analysis.discourse.voices.find import find_voices, voice_rules
from analysis.errors import KhitabError


@pytest.mark.parametrize("rule", [r for r in voice_rules() if r.example], ids=lambda rule: rule.name)
def test_a_voice_rule_finds_its_example(rule: Rule, parsed):
    found = find_voices(parsed(rule.example))
    assert list(found.loc[found["rule"] == rule.name, "cue"]) == [rule.cue]


@pytest.mark.parametrize("rule", voice_rules(), ids=lambda rule: rule.name)
def test_a_voice_rule_leaves_its_counterexample_alone(rule: Rule, parsed):
    assert rule.name not in set(find_voices(parsed(rule.counterexample))["rule"])


def test_the_formula_of_newspapers_gives_nobody_the_word(parsed):
    formula = next(rule for rule in voice_rules() if rule.name == "formula")
    assert find_voices(parsed(formula.counterexample)).empty


def marks_in(annotations, name):
    vocab = vocabulary_with_keys()
    doc = to_spacy(annotations, vocab)[0]
    marks = find_marks(doc, grammar_rules(), build_grammar_matcher(grammar_rules(), vocab))
    return [mark for mark in marks if mark.rule.name == name]


@pytest.mark.parametrize("rule", grammar_rules(), ids=lambda rule: rule.name)
def test_a_grammar_rule_finds_its_example(rule, parsed):
    assert marks_in(parsed(rule.example), rule.name)


@pytest.mark.parametrize("rule", [r for r in grammar_rules() if not r.damma], ids=lambda rule: rule.name)
def test_a_grammar_rule_leaves_its_counterexample_alone(rule, parsed):
    assert not marks_in(parsed(rule.counterexample), rule.name)


def test_only_a_printed_damma_shows_a_past_passive(parsed):
    rule = next(rule for rule in grammar_rules() if rule.damma)
    assert list(find_clauses(parsed(rule.example))["passive"]) == ["morphological"]
    assert list(find_clauses(parsed(rule.counterexample))["passive"]) == [""]


def role_of(annotations, form):
    vocab = vocabulary_with_keys()
    doc = to_spacy(annotations, vocab)[0]
    roles = roles_of(doc, role_rules(), build_role_matcher(role_rules(), vocab))
    role = roles.get(next(word.i for word in doc if word.text == form))
    return role.rule if role else None


@pytest.mark.parametrize("rule", role_rules(), ids=lambda rule: rule.name)
def test_a_role_rule_finds_its_example(rule, parsed):
    assert role_of(parsed(rule.example), rule.actor) == rule.name


@pytest.mark.parametrize("rule", role_rules(), ids=lambda rule: rule.name)
def test_a_role_rule_leaves_its_counterexample_alone(rule, parsed):
    assert role_of(parsed(rule.counterexample), rule.actor) != rule.name


def test_a_rule_without_gloss_is_named(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(
        '[[rule]]\nname = "x"\npattern = [{ NORM = "قال", cue = true }]\nneeds = "said"\n', encoding="utf-8"
    )
    with pytest.raises(KhitabError, match='rule "x": counterexample is missing'):
        read_rules(path)
