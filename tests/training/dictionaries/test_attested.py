"""Stems that nobody writes give way to those that the news attests, and to no others."""

import pytest

from training.dictionaries.attested import attested_expansions, attested_words

COUNTS = {
    "الماء": 900, "برنامج": 5000, "برنامجه": 300, "رنامج": 0, "أنواع": 700, "انواع": 90, "صوت": 2000, "وجود": 3000,
    "أسلحة": 800, "اللغة": 900, "سلم": 400, "وسلم": 50, "أبناء": 3000, "أبنائهم": 100, "إنواع": 1, "جود": 20,
    "كتب": 800,
}  # fmt: skip


@pytest.mark.parametrize(
    ("token", "made_up", "words"),
    [
        ("والماء", ["و", "ألماء"], ("و", "الماء")),
        ("برنامجه", ["ب", "رنامج", "ه"], ("برنامج", "ه")),
        ("بانواع", ["ب", "إنواع"], ("ب", "أنواع")),
        ("صوتها", ["صوة", "ها"], ("صوت", "ها")),
        ("وجودهما", ["و", "جود", "هما"], ("وجود", "هما")),
        ("أسلحتها", ["أسلحت", "ها"], ("أسلحة", "ها")),
        ("للغة", ["ل", "الغة"], ("ل", "اللغة")),
        ("ابنائهم", ["ابنائ", "هم"], ("أبناء", "هم")),
    ],
)
def test_common_stems_replace_made_up_ones(token, made_up, words):
    assert attested_words(token, made_up, COUNTS) == words


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("والماء", ["و", "الماء"]),  # right as it is
        ("وكتب", ["و", "كتب"]),
        ("كتبه", ["كتب", "ه"]),
        ("وسلمنا", ["و", "سلم", "نا"]),  # attested
        ("وقلقاس", ["و", "قلقاص"]),  # nothing better is attested
        ("قانوني", ["ق", "انون", "ي"]),  # ya is rather a nisba, and not cut off
        ("سكتب", ["سك", "تب"]),  # s stands before verbs of the future, which begin with their person
    ],
)
def test_other_tokens_stay(token, words):
    assert attested_words(token, words, COUNTS) is None


def test_what_begins_with_a_clitic_itself_is_no_evidence():
    assert attested_words("وسلمها", ["وسلمه", "ا"], {"وسلم": 5000, "سلم": 9000}) == ("و", "سلم", "ها")
    assert attested_words("وزيرها", ["و", "زير", "ها"], {"وزير": 9000, "زير": 50}) == ("وزير", "ها")


def test_two_cuts_of_like_evidence_decide_nothing():
    assert attested_words("بلادهم", ["بلا", "دهم"], {"بلاد": 500, "لاد": 400}) is None


def test_entries_are_words_with_spaces_and_only_of_what_changes():
    expansions = {"والماء": ["و", "ألماء"], "صوتها": ["صوت", "ها"]}
    assert attested_expansions(expansions, COUNTS) == {"والماء": "و الماء"}
