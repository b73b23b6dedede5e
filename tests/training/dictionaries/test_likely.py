"""Lemmas that no word of the treebank has give way to those that a word is spelt like, and to no others."""

import pytest
from stanza.models.lemma.trainer import _pack_pos_dict, _unpack_pos_dict

from training.data_prep.conllu import Sentence, Token, Word
from training.dictionaries.likely import TreebankLemmas, likely_lemmas
from training.package import with_entries

LEMMAS = [
    ("مفتي", "مُفتِي", "NOUN"), ("قديس", "قِدِّيس", "NOUN"), ("مدرسة", "مَدرَسَة", "NOUN"), ("مدرس", "مُدَرِّس", "NOUN"),
    ("مدير", "مُدِير", "NOUN"), ("بخاري", "بُخَارِيّ", "ADJ"), ("خفف", "خَفَّف", "VERB"), ("خفف", "خَفَّف", "VERB"),
    ("خفف", "خَفِف", "VERB"), ("بيان", "بَيَان", "NOUN"), ("بيان", "بَيَّان", "X"),
]  # fmt: skip


@pytest.fixture
def lemmas() -> TreebankLemmas:
    words = [Word(form, lemma, upos, "_", "_", 0, "root") for form, lemma, upos in LEMMAS]
    return TreebankLemmas([Sentence("1", tuple(Token(word.form, (word,)) for word in words))])


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("المفتي", "NOUN", "مُفتِي"),
        ("قديسين", "NOUN", "قِدِّيس"),
        ("المدرستين", "NOUN", "مَدرَسَة"),
        ("مدرسات", "NOUN", "مَدرَسَة"),  # the feminine first
        ("مدرسون", "NOUN", "مُدَرِّس"),
        ("بخارية", "ADJ", "بُخَارِيّ"),
        ("خففت", "VERB", "خَفَّف"),  # the more frequent
        ("بياناً", "NOUN", "بَيَان"),
    ],
)
def test_words_are_spelt_like_their_lemmas(lemmas, form, upos, lemma):
    assert lemmas.likely(form, upos) == lemma


@pytest.mark.parametrize(
    ("form", "upos"),
    [
        ("مديرة", "NOUN"),  # a word of its own, whose lemma is not that of the man
        ("قديس", "NOUN"),  # seen
        ("المفتي", "X"),  # X are their own lemmas
        ("خفِفت", "VERB"),  # its vowels say more than its letters
        ("الخفف", "VERB"),
        ("ان", "NOUN"),
    ],
)
def test_others_are_not(lemmas, form, upos):
    assert lemmas.likely(form, upos) is None


def test_only_lemmas_that_were_made_up_are_replaced(lemmas):
    asked = []

    def lemmatise(pairs):
        asked.extend(pairs)
        return ["مَفَّة" if form == "المفتي" else "مُدِير" for form, _ in pairs]

    entries = likely_lemmas(["المفتي", "مدرسين", "كتاب", "المفتي"], lemmas, lemmatise)
    assert asked == [("المفتي", "NOUN"), ("مدرسين", "NOUN")]
    assert entries == {"NOUN": {"المفتي": "مُفتِي"}, "ADJ": {}, "VERB": {}}


def test_entries_come_after_what_the_dictionary_has():
    packed = with_entries(
        _pack_pos_dict({"NOUN": {"أ": "one"}, "X": {"ب": "two"}}), {"NOUN": {"أ": "other", "ت": "new"}}
    )
    assert _unpack_pos_dict(packed) == {"NOUN": {"أ": "one", "ت": "new"}, "X": {"ب": "two"}}
