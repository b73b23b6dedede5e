"""Words of phrases as one would write them in a table."""

import pytest

from analysis.discourse.phrase_words import PhraseWord, as_printed


def word(text, owned=False, feats="Case=Acc"):
    return PhraseWord(text, text, "NOUN", feats, False, False, False, owned, "O")


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
