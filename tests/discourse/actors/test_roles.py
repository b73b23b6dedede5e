"""Every rule of roles gives its role in its example and not in its counterexample; the parses are given."""

import pytest
from grammar_examples import marked, unmarked

from analysis.discourse.actors.find import find_actors, role_rules


def actor_in(sentence, parsed):
    found = find_actors(parsed(unmarked(sentence)))
    start, end = marked(sentence)
    rows = found[(found["start"] < end) & (found["end"] > start)]
    assert len(rows) == 1, sentence
    return rows.iloc[0]


@pytest.mark.parametrize("rule", role_rules(), ids=lambda rule: rule.name)
def test_a_role_rule_holds_in_its_example(rule, parsed):
    row = actor_in(rule.example, parsed)
    assert row["role_rule"] == rule.name
    assert not rule.role or row["role"] == rule.role


@pytest.mark.parametrize("rule", role_rules(), ids=lambda rule: rule.name)
def test_a_role_rule_leaves_its_counterexample_alone(rule, parsed):
    assert actor_in(rule.counterexample, parsed)["role_rule"] != rule.name


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [
        ("زار رئيس الوزراء أحمد سالم مدينة جدة.", [("رئيس الوزراء أحمد سالم", "person")]),  # a town is no actor
        ("وصل 500 عنصر من الشرطة إلى القاهرة.", [("500 عنصر من الشرطة", "group")]),
        ("اتهمت القاهرة الحوثيين بتهديد الملاحة.", [("القاهرة", "country"), ("الحوثيين", "institution")]),
        ("أوقفت الشرطة شخصين قرب قناة السويس.", [("الشرطة", "institution"), ("شخصين", "group")]),
        ("قال سامر الخالدي، رئيس الجمعية، إن العمل مستمر.", [("سامر الخالدي، رئيس الجمعية", "person")]),
    ],
)
def test_the_longest_phrase_is_one_mention(sentence, mentions, parsed):
    found = find_actors(parsed(sentence))
    assert list(zip(found["mention"], found["kind"], strict=True)) == mentions
