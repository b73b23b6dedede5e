"""Words without their hamza get those that the news means, and only where it hardly means another."""

import pytest

from training.data_prep.conllu import Sentence, Token, Word
from training.dictionaries.hamzas import bare_readings, bare_words, expansion_entries, lemma_entries

SEGMENTS = {
    "والآراء": ["و", "الآراء"], "والاراء": ["و", "الإراء"], "وأعلن": ["و", "أعلن"], "وإعلان": ["و", "إعلان"],
    "وأعلان": ["و", "أعلان"], "بأزمات": ["ب", "أزمات"], "وقال": ["و", "قال"], "لأنه": ["ل", "أن", "ه"],
    "وأحد": ["و", "أحد"],
}  # fmt: skip
COUNTS = {
    "والآراء": 60, "والاراء": 2, "الآراء": 300, "وأعلن": 90, "وإعلان": 50, "وأعلان": 45, "إعلان": 500, "بأزمات": 30,
    "أزمات": 200, "ازمات": 3, "وقال": 9000, "واحد": 4000, "وأحد": 3, "أحد": 900, "أعلن": 400, "أكد": 700, "اكد": 30,
    "أسرى": 40, "إسرى": 6, "ان": 800, "أن": 9000,
}  # fmt: skip


def test_a_token_stands_for_what_the_news_writes_with_hamza():
    readings = dict(bare_readings(COUNTS, SEGMENTS))
    assert readings["والاراء"] == ["و", "الآراء"]
    assert readings["بازمات"] == ["ب", "أزمات"]


def test_under_the_article_a_token_stands_for_what_the_news_writes_with_dots():
    segments = {
        "والأراضي": ["و", "الأراضي"],
        "ويلتقي": ["و", "يلتقي"],
        "بالأعلى": ["ب", "الأعلى"],
        "بالأعلي": ["ب", "الأعلي"],
    }
    counts = {"والأراضي": 40, "والاراضى": 2, "ويلتقي": 30, "بالأعلى": 50, "بالأعلي": 3}
    readings = dict(bare_readings(counts, segments))
    assert {token: words for token, words in readings.items() if token.endswith("ى")} == {
        "والأراضى": ["و", "الأراضي"],
        "والاراضى": ["و", "الأراضي"],
        "بالاعلى": ["ب", "الأعلى"],
    }


@pytest.mark.parametrize("token", ["واعلان", "وقال", "واحد", "اكد"])
def test_no_token_stands_for_what_may_be_another_has_no_hamza_or_is_one_word(token):
    # واعلان: either of two readings nearly as frequent; واحد: "one" far more than "and someone".
    assert token not in dict(bare_readings(COUNTS, SEGMENTS))


def test_entries_are_those_that_the_expander_gets_wrong_and_the_news_has():
    readings = {"والاراء": ["و", "الآراء"], "بازمات": ["ب", "أزمات"], "واعلن": ["و", "أعلن"], "وانكب": ["و", "أنكب"]}
    made = {"والاراء": ["و", "الإراء"], "واعلن": ["و", "أعلن"], "وانكب": ["و", "انكب"]}
    assert expansion_entries(readings, made, COUNTS) == {"والاراء": "و الآراء", "بازمات": "ب أزمات"}


def test_a_stem_that_is_common_as_the_expander_has_it_stays():
    assert expansion_entries({"واسم": ["و", "أسم"]}, {"واسم": ["و", "اسم"]}, {"أسم": 40, "اسم": 900}) == {}


def test_words_are_clear_by_many_times_the_others():
    words = bare_words(COUNTS, SEGMENTS)
    assert words["اكد"] == "أكد"
    assert words["الاراء"] == "الآراء"
    assert "اسرى" not in words, "إسرى is not rare enough"
    assert "ان" not in words, "its lemma goes by context"
    assert "احد" in words
    assert "واحد" not in words


def test_lemmas_are_those_of_the_treebank_for_the_same_part_of_speech():
    rows = [("أكد", "أَكَّد", "VERB"), ("أزمات", "أَزمَة", "NOUN"), ("أزمات", "أزمات", "X"), ("أحد", "أَحَد", "NOUN"),
            ("احد", "أَحَدّ", "NOUN")]  # fmt: skip
    words = [Word(form, lemma, upos, "_", "_", 0, "root") for form, lemma, upos in rows]
    sentence = Sentence("", tuple(Token(word.form, (word,)) for word in words))
    entries = lemma_entries({"اكد": "أكد", "ازمات": "أزمات", "احد": "أحد"}, [sentence])
    assert entries == {"VERB": {"اكد": "أَكَّد"}, "NOUN": {"ازمات": "أَزمَة"}}, "not X, nor what the treebank has itself"
