"""Every rule holds of its example and not of its counterexample; the parses are given."""

import pytest
from grammar_examples import grammar_of

from analysis.discourse.grammar.rules import grammar_rules, is_form, words

RULES = grammar_rules()


def value(row, column):
    found = row[column]
    return found if isinstance(found, str) else "yes" * bool(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_holds_of_its_example(rule, parsed):
    row = grammar_of(rule.example, parsed)
    assert rule.name in row["rules"].split("+")
    assert value(row, rule.column) == rule.value


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_leaves_its_counterexample_alone(rule, parsed):
    assert rule.name not in grammar_of(rule.counterexample, parsed)["rules"].split("+")


def test_a_form_is_known_in_every_person():
    assert all(is_form(form, "doing_forms") for form in ("يجري", "نجري", "تجري", "يشنون"))
    assert not is_form("يذهب", "doing_forms")


def test_lists_hold_keys():
    assert "لم" in words("negators_of_verbs")
