"""A lexicon run against itself."""

from pathlib import Path

import pytest

from analysis.evaluation.check_lexicon import check_lexicon
from analysis.lexicon import parse_lexicon

HEAD = '[frames.a]\nlabel_en = "A"\nlabel_ar = "أ"\n'


def check(body):
    table = check_lexicon(parse_lexicon(HEAD + body, Path("a.toml")), cache=False)
    return [(row.term, row.kind, row.detail.split(":")[0].split(";")[0]) for row in table.itertuples()]


def test_terms_that_can_never_be_found_are_named():
    found = check('core = ["أمن", "الأمن، الوطني"]\nexclude = ["حلف الناتو."]')
    assert found == [
        ("الأمن، الوطني", "fault", "can never be found"),
        ("حلف الناتو.", "fault", "can never be found"),
    ]


def test_phrases_are_found_as_they_are_printed_whatever_the_parser_cuts():
    phrases = ["عليه السلام", "السلام عليكم", "تحقيق أمنيته", "لا شريك له", "كامن"]
    assert check("core = [" + ", ".join(f'{{ phrase = "{phrase}" }}' for phrase in phrases) + "]") == []


def test_examples_hold_the_term_to_its_word():
    rule = '{ lemma = "إنساني", inflection = "adjective", requires = { noun = ["وضع"] }'
    kept = rule + ', examples = ["تدهور الوضع الإنساني"], not_examples = ["الفكر الإنساني"] }'
    broken = rule + ', examples = ["الفكر الإنساني"], not_examples = ["تدهور الوضع الإنساني"] }'
    assert check(f"core = [{kept}]") == []
    assert [detail for _, _, detail in check(f"core = [{broken}]")] == [
        "is not found in its example",
        "is found in what must not be one",
    ]


def test_a_term_whose_place_another_takes_is_named():
    assert check('core = ["شراكة"]\nrelated = ["شراكات"]') == [("شراكات", "warning", "never counts")]


@pytest.mark.slow
def test_nothing_is_wrong_with_the_default_lexicon():
    assert check_lexicon(Path(__file__).parents[2] / "analysis" / "lexicon" / "frames.toml", cache=False).empty
