"""Every rule finds its example and leaves its counterexample alone; the parses are given (`examples.tsv`)."""

import pytest

from analysis.discourse.rules import Rule, read_rules
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


def test_a_rule_without_gloss_is_named(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(
        '[[rule]]\nname = "x"\npattern = [{ NORM = "قال", cue = true }]\nneeds = "said"\n', encoding="utf-8"
    )
    with pytest.raises(KhitabError, match='rule "x": counterexample is missing'):
        read_rules(path)
