"""Keys written as words."""

from dataclasses import replace

import pandas as pd
from made import made_annotations

from analysis.counting.item_counts import spellings


def test_the_commonest_printed_form_without_diacritics_is_shown():
    annotations = made_annotations({"أ": "مَكتبة مكتبه مكتبة أمن إلى"})
    assert list(spellings(["مكتبه", "امن", "الي", "زلزال"], [annotations])) == ["مكتبة", "أمن", "إلى", "زلزال"]


def test_a_wrong_lemma_is_not_shown():
    annotations = made_annotations({"أ": "تلمارا تلمارا بتلمارا"})
    strange = pd.Categorical(["تلمار"] * 3)
    words = annotations.words.assign(lemma=strange, key=strange)
    assert list(spellings(["تلمار"], [replace(annotations, words=words)])) == ["تلمارا"]


def test_forms_of_all_corpora_are_counted_together():
    one, two = made_annotations({"أ": "أمن امن"}), made_annotations({"ب": "امن"})
    assert list(spellings(["امن"], [one, two])) == ["امن"]


def test_other_units_stay_as_they_are():
    assert list(spellings(["مكتبه"], [made_annotations({"أ": "مكتبة"})], "form")) == ["مكتبه"]
    assert spellings([], [], "key").empty
    assert list(spellings(["امن"], [made_annotations({"أ": ""})])) == ["امن"]
