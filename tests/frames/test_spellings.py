"""The first look at spellings leaves out nothing that a second look would find, and much that it would not."""

from hypothesis import example, given
from hypothesis import strategies as st

from analysis import default_lexicon
from analysis.arabic.orthography import key
from analysis.frames.find import _Search
from analysis.frames.spellings import Sieve

# Letters, their variants, signs that vanish, join the letter before, or become several letters; spaces, Latin, digits.
ALPHABET = "اأإآٱىيئیؤوةهبلمنكکسف" + "ًَّٰـٕٔٓ\u200f\u200c" + "ﻻﷲﻣﺎ" + "\xa0 \tAzİ5٥.😀\x00"
TEXTS = st.text(ALPHABET, max_size=12)


@given(
    st.lists(TEXTS, max_size=8),
    st.lists(st.text("ابلمنهويa ", min_size=1, max_size=9)),
    st.lists(st.sampled_from(["و", "ال", "وبال", "لل", "ف"]), max_size=4),
    st.lists(TEXTS),
)
@example(["الأمن", "ا\u0653من", "أَمن", "ﻻمن", " امن"], ["امن", "ال", "لامن"], [], [])
@example(["والمستشفيات" * 2, "والمستشفـيات"], [], ["وال", "ال"], ["مستشفيات", "مستشفيات" + "والمستشفيات"])
@example(["وبالمن", "ومن", "من", "وب"], [], ["وبال", "و"], ["من", ""])
def test_nothing_that_is_sought_is_left_out(forms, starts, glued, stems):
    stems = [key(text) for text in stems]
    promising = Sieve(starts, glued, stems).promising(forms).tolist()
    whole = {before + stem for before in ("", *glued) for stem in stems}
    for place, form in enumerate(forms):
        if key(form).startswith(tuple(starts)) or key(form) in whole:
            assert place in promising
    assert promising == sorted(set(promising))


def test_what_begins_otherwise_is_left_out():
    sieve = Sieve(["امن", "والا"], ["و"], ["من"])
    forms = ["الأمن", "أمنية", "والأمن", "من", "منه", "ومن", "قال", "", "security", "والى"]
    assert [forms[place] for place in sieve.promising(forms)] == ["أمنية", "والأمن", "من", "ومن"]


def test_more_letters_than_can_be_told_apart_are_taken_for_one():
    starts = [chr(0x600 + n) + "ب" for n in range(0xFF)]
    forms = ["يب", "يت"]
    assert 0 in Sieve(starts, [], []).promising(forms)


def test_the_bundled_lexicon_sifts_half_the_words_of_a_text():
    words = [
        "قالت",
        "الوزارة",
        "في",
        "بيان",
        "أصدرته",
        "مساء",
        "أمس",
        "إن",
        "الجلسة",
        "القادمة",
        "ستعقد",
        "خلال",
        "الشهر",
        "المقبل",
        "بحضور",
        "الخبراء",
    ]
    sieve = _Search.of(default_lexicon()).spellings._sieve
    assert len(sieve.promising(words)) <= len(words) / 2
    assert len(sieve.promising(["الإرهاب", "وبالتعاون", "أمنها"])) == 3
