"""Patterns of rules on plain lists: optional and repeated words, tags, the place of the anchor."""

import pytest

from analysis.discourse.parsed import read
from analysis.discourse.patterns import PatternBook
from analysis.discourse.rules import Rule


def rule(*pattern: dict[str, object]) -> Rule:
    anchor = next(index for index, word in enumerate(pattern) if word.get("cue"))
    return Rule("r", pattern, anchor, "none", "", "", "", "")


CUE = {"NORM": "قال", "cue": True}


@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        ((CUE,), [0]),
        (({**CUE, "POS": "VERB"},), [0]),
        (({**CUE, "POS": {"NOT_IN": ["VERB"]}},), []),
        ((CUE, {"NORM": "الوزير"}), [0]),
        ((CUE, {"NORM": "امس", "OP": "?"}, {"NORM": "الوزير"}), [0]),
        ((CUE, {"OP": "*"}, {"NORM": "قريب"}), [0]),
        (({"NORM": {"IN": ["الوزير"]}}, CUE), []),
        (({"NORM": "ان"}, {"NORM": "الاتفاق", "cue": True}), [3]),
    ],
)
def test_where_a_pattern_meets(pattern, places, parsed):
    reading = next(read(parsed("قال الوزير إن الاتفاق قريب.")))
    assert list(PatternBook([rule(*pattern)], {}).match(reading)) == places


def test_a_list_of_spellings(parsed):
    reading = next(read(parsed("قال الوزير إن الاتفاق قريب.")))
    book = PatternBook([rule({"in": "verbs", "cue": True})], {"verbs": ["قال", "اكد"]})
    assert list(book.match(reading)) == [0]
