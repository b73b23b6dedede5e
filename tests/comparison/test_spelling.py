"""Keys written as words."""

from dataclasses import replace

from made import made_annotations

from analysis.comparison.spelling import spellings


def test_the_commonest_lemma_without_diacritics_is_shown():
    annotations = made_annotations({"أ": "مَكتبة مكتبه مكتبة أمن إلى"})
    assert list(spellings(["مكتبه", "امن", "الي"], [annotations])) == ["مكتبة", "أمن", "إلى"]


def test_without_a_lemma_the_form_is_shown_and_without_either_the_key():
    annotations = made_annotations({"أ": "إسلام"})
    words = annotations.words.assign(lemma=annotations.words["lemma"].cat.rename_categories(["_"]))
    assert list(spellings(["اسلام", "زلزال"], [replace(annotations, words=words)])) == ["إسلام", "زلزال"]


def test_other_units_stay_as_they_are():
    assert list(spellings(["مكتبه"], [made_annotations({"أ": "مكتبة"})], "form")) == ["مكتبه"]
    assert spellings([], [], "key").empty
