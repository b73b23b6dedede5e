"""Who takes a stance towards whom; the parses are given."""

import pytest

from analysis.discourse.stances.find import find_stances
from analysis.discourse.stances.relations import RELATIONS, examples


def found_in(sentence, parsed):
    table = find_stances(parsed(sentence))
    return list(zip(table["source"], table["relation"], table["target"], strict=True))


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_is_found_in_its_example(relation, parsed):
    assert [row[1] for row in found_in(examples()[relation], parsed)] == [relation]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("أشاد الوزير بجهود الجيش.", [("الوزير", "praise", "الجيش")]),  # whose doings are praised
        ("خرج الطلاب منددين بالحكومة.", [("الطلاب", "blame", "الحكومة")]),  # a participle, of the verb's subject
        ("تحدث الكاتب عن دعم تركيا للمعارضة.", [("تركيا", "support", "المعارضة")]),  # a noun and its doer
        ("أشاد الوزير بالطريق.", []),  # no actor
        ("أدان الوزير مقتل المواطن.", []),  # whom it befell is not blamed
        ("حمل العامل الحقيبة.", []),  # carried, not blamed
        ("اتهم الجنود بالقصف.", []),  # a passive: nobody accuses
    ],
)
def test_the_stances_of_a_sentence(sentence, found, parsed):
    assert found_in(sentence, parsed) == found


def test_the_table_says_that_it_is_often_wrong(parsed):
    assert "0.80" in find_stances(parsed("أشاد الوزير بالجيش.")).attrs["note"]


def test_a_denied_stance_is_marked(parsed):
    assert list(find_stances(parsed("لم يدعم الحزب الحكومة."))["negated"]) == [True]
