"""Spelling: what is folded, what is kept, and where each character came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arabic.orthography import (
    dash_places,
    fold,
    key,
    keys,
    normal,
    normalize,
    with_hyphens,
    without_emphasis,
)

ARABIC = st.text(
    alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءپکیہ ٱـًٌٍَُِّْٰ\u200c\u200f\u00a0ﻻﷲﺍﻷﻣﻦ.،؟“”12٣٤aZ\n"),
    max_size=60,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "الإرهاب",
        "الارهاب",
        "الأرهاب",
        "الإِرْهَاب",
        "الإرهـــاب",
        "اﻹرهاب",
        "\u200fالإرهاب",
        "الا\u0655رهاب",
        "الإرهاب\u200c",
    ],
)
def test_spellings_of_one_word_share_a_key(spelling):
    assert key(spelling) == "الارهاب"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("الأمنية", "الأمنيه"),
        ("دفاعي", "دفاعى"),
        ("أمنی", "أمني"),
        ("کوریا", "كوريا"),
        ("مسؤول", "مسوول"),
        ("ISPR", "ispr"),
    ],
)
def test_confused_letters_share_a_key(left, right):
    assert key(left) == key(right)


@pytest.mark.parametrize(("left", "right"), [("أمن", "أمين"), ("شركة", "شراكة"), ("إيمان", "أمان"), ("سماء", "سما")])
def test_different_words_keep_different_keys(left, right):
    assert key(left) != key(right)


def test_normalising_keeps_hamza_and_ta_marbuta():
    assert normalize("الأُمْنِيَّـة").text == "الأمنية"


def test_offsets_of_a_known_word():
    result = normalize("إِرْهَـاب")
    assert result.text == "إرهاب"
    assert list(result.offsets) == [0, 2, 4, 7, 8, 9]
    assert result.source_span(0, 5) == (0, 9)
    assert result.source_span(1, 2) == (2, 4)
    assert result.source_span(2, 2) == (4, 4)


def test_a_ligature_yields_letters_that_share_its_place():
    result = normalize("ﻻ")
    assert result.text == "لا"
    assert list(result.offsets) == [0, 0, 1]


@given(ARABIC)
def test_offsets_lead_back_to_the_source(text):
    result = normalize(text)
    assert len(result.offsets) == len(result.text) + 1
    assert result.offsets[-1] == len(text)
    assert (result.offsets[1:] >= result.offsets[:-1]).all()
    for position, letter in enumerate(result.text):
        source = text[result.offsets[position] :]
        # A small alef that stands for a whole one does so only after a letter.
        assert normalize(source).text.find(letter) >= 0 or (letter == "ا" and source[0] == "\u0670")


@given(ARABIC)
def test_normalising_twice_changes_nothing_more(text):
    once = normalize(text).text
    assert normalize(once).text == once


@given(ARABIC)
def test_a_key_is_its_own_key(text):
    assert key(key(text)) == key(text)


@given(ARABIC)
def test_pieces_cut_at_spaces_normalise_alike(text):
    """What a word becomes does not depend on its neighbours, so offsets of tokens can be trusted."""
    words = text.split(" ")
    assert normalize(text).text == " ".join(normalize(word).text for word in words)


@given(ARABIC)
def test_folding_keeps_length(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("form", "expected"),
    [("٢٢ـ٢٨", "22-28"), ("22ـ28", "22-28"), ("۲۰۳۰", "2030"), ("ـ", "-"), ("كتـــاب", "كتاب"), ("لـISPR", "لispr")],
)
def test_digits_and_dashes_have_one_key(form, expected):
    assert key(form) == keys([form])[0] == expected


@given(ARABIC)
def test_the_short_way_to_a_key_agrees_with_the_long_one(text):
    folded = without_emphasis(fold(normalize(with_hyphens(text, dash_places(text))).text)).strip().lower()
    assert key(text) == "".join(str(int(char)) if char.isdecimal() else char for char in folded)
    assert keys([text]) == [key(text)]
    assert normal(text) == normalize(text).text


@given(st.lists(ARABIC, max_size=8))
def test_many_keys_at_once_are_those_of_each(forms):
    assert keys(forms) == [key(form) for form in forms]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ٱلسَّمَٰوَٰتِ", "السماوات"),
        ("وَٱلصَّلَوٰةَ", "والصلاة"),
        ("إِبْرَٰهِيم", "إبراهيم"),
        ("ٱلْعَٰلَمِينَ", "العالمين"),
        ("تَرَىٰهُ", "تراه"),
        ("هٰذَا", "هذا"),
        ("وَلٰكِنَّهُم", "ولكنهم"),
        ("ذٰلِكَ", "ذلك"),
        ("بِٱللَّٰهِ", "بالله"),
        ("ٱلرَّحْمَٰنِ", "الرحمن"),
        ("أُوْلَٰٓئِكَ", "أولئك"),
        ("عَلَىٰ", "على"),
        ("جدااااا", "جدا"),
        ("مراااارة", "مرارة"),
        ("اللللله", "الله"),
        ("راااائع", "رائع"),
        ("أخ", "ٵخ"),
        ("سؤال", "سوٴال"),
        ("رئيس", "ريٴيس"),
        ("الأ\u034fمن", "الأمن"),
        ("الأ\u180eمن", "الأمن"),
        ("الأمن\ufe0f", "الأمن"),
        ("ال\U000e0041أمن", "الأمن"),
        ("ال\u2065أمن", "الأمن"),
    ],
)
def test_spellings_that_mean_one_word_share_a_key(one, other):
    assert key(one) == key(other)
    assert keys([one, other, "كلمة"]) == [key(other), key(other), key("كلمة")]


@pytest.mark.parametrize("word", ["تتتبع", "للله", "وووضع", "سنة 1000", "www", "ممم"])
def test_letters_that_may_stand_three_times_stay(word):
    assert normal(word) == word


def test_dashes_of_a_long_line_are_found_at_once():
    assert dash_places("ـ " * 100_000) == list(range(0, 200_000, 2))
