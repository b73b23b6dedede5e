"""Words of phrases as one would write them in a table."""

import pytest

from analysis.discourse.phrase_words import PhraseWord, as_printed


def word(text, owned=False, feats="Case=Acc", tag="NOUN"):
    return PhraseWord(text, text, tag, feats, False, False, False, owned, "O")


def several(text, tag="NOUN"):
    return word(text, feats="Case=Gen|Number=Plur", tag=tag)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([word("تقريرا"), word("دوليا")], "تقرير دوليا"),
        ([word("بلادنا", owned=True)], "بلادنا"),
        ([word("رضا", feats="Case=Nom")], "رضا"),
        ([word("القضايا")], "القضايا"),
    ],
)
def test_an_indefinite_accusative_loses_its_alef_and_a_pronoun_stays(words, name):
    assert as_printed(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ([several("المشاركين")], "المشاركون"),
        ([several("مسؤولين"), several("أمنيين", "ADJ")], "مسؤولون أمنيون"),
        ([word("عدد"), several("اللاعبين")], "عدد اللاعبين"),
        ([several("قوانين")], "قوانين"),
        ([word("مسؤولين", feats="Case=Gen|Number=Dual")], "مسؤولين"),
        ([several("ممثلي"), several("العاملين")], "ممثلي العاملين"),
    ],
)
def test_people_are_one_row_whichever_case_their_plural_stands_in(words, name):
    assert as_printed(words) == name
