"""First- and second-person forms of a verb, from its dictionary form and one imperfect: زار، يزور give زرنا, لم نزر.

The regular paradigms of all classes (sound, doubled, hollow, defective, hamzated; forms I to X) as grammars have them,
in unvocalised spelling, where persons fall together that only vowels tell apart: كتبت is I, you, or she.

Source: Ryding (2005), A Reference Grammar of Modern Standard Arabic, chapters 21 to 35.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARKS = re.compile("[\u064b-\u0652\u0670]")
_SHADDA = "\u0651"
#: Verbs whose command drops the hamza that begins them.
_WITHOUT_HAMZA = frozenset({"أخذ", "أكل"})

#: What bears a last hamza when the long vowel before it is gone: يشاء، لم يشأ.
_SEATS = {"ا": "أ", "و": "ؤ", "ي": "ئ"}


class VerbForm(NamedTuple):
    """A form and what it is: aspect I(mperfect), J(ussive, where it is spelt otherwise), P(erfect), C(ommand); person.

    `person` is person and number as far as the spelling tells them: 1S, 1P, 2F (singular), 2P; 3F and 3P for the
    perfects of she and they, which others are spelt like: كتبت, but قلت and قالت; شاركوا, but اكتبوا and كتبوا.
    """

    form: str
    aspect: str
    person: str


def unvocalised(text: str) -> str:
    """The text without vowel signs."""
    return _MARKS.sub("", text)


def conjugate(lemma: str, imperfect: str) -> Iterator[VerbForm]:
    """Forms of the first and second person, and the perfects of she and they.

    `lemma` is the vocalised perfect of he (شَكَّ may end with its doubling alone: شَكّ), `imperfect` that of he as printed.
    """
    perfect, stem = unvocalised(lemma), imperfect[1:]
    if len(perfect) < 2 or len(stem) < 1 or imperfect[0] != "ي":
        return
    yield from _imperfects(perfect, stem)
    before_consonant = _before_consonant(lemma, perfect)
    yield VerbForm(before_consonant if before_consonant[-1] == "ت" else before_consonant + "ت", "P", "1S")
    yield VerbForm(before_consonant + ("ا" if before_consonant[-1] == "ن" else "نا"), "P", "1P")
    yield VerbForm(before_consonant + "تم", "P", "2P")
    short = perfect[:-1] if perfect[-1] in "ىا" else perfect
    yield VerbForm(short + "ت", "P", "3F")
    yield VerbForm((short[:-1] if short[-1] == "ي" else short) + "وا", "P", "3P")
    yield from _commands(lemma, perfect, stem)


def _imperfects(perfect: str, stem: str) -> Iterator[VerbForm]:
    jussive, before_ending = _jussive(perfect, stem), _before_ending(stem)
    yield VerbForm(_of_me(stem), "I", "1S")
    yield VerbForm("ن" + stem, "I", "1P")
    if jussive != stem:
        yield VerbForm(_of_me(jussive), "J", "1S")
        yield VerbForm("ن" + jussive, "J", "1P")
    for plural in dict.fromkeys((before_ending, _hamza_on_waw(before_ending))):
        yield VerbForm("ت" + plural + "ون", "I", "2P")
        yield VerbForm("ت" + plural + "وا", "I", "2P")
    yield VerbForm("ت" + _hamza_on_ya(before_ending) + "ين", "I", "2F")


def _commands(lemma: str, perfect: str, stem: str) -> Iterator[VerbForm]:
    before_ending = _before_ending(stem)
    for plural in dict.fromkeys((before_ending, _hamza_on_waw(before_ending))):
        yield VerbForm(_commanded(lemma, perfect, stem, plural) + "وا", "C", "2P")


def _commanded(lemma: str, perfect: str, stem: str, short: str) -> str:
    """The command's beginning: the imperfect without its prefix, with an alef where two consonants would begin it."""
    if perfect in _WITHOUT_HAMZA:
        return short[1:]
    if stem[0] == "ؤ":  # آمَن، يؤمن of form IV and أَثَّر، يؤثر of form II
        return perfect[0] + short[1:]
    if perfect[0] == "أ" and len(stem) == len(perfect) - 1:  # form IV
        return "أ" + short
    if perfect[0] == "ا":
        return "ا" + short  # forms VII to X
    first_form = len(perfect) == 3 and _SHADDA not in lemma[:-1]
    grown = len(stem) == 3 and perfect[1] != "ا" and stem[1] not in "ايو"  # no hollow verb
    return "ا" + short if first_form and grown and not _is_doubled(lemma) else short


def _of_me(stem: str) -> str:
    return "آ" + stem[1:] if stem[0] == "أ" else "أ" + stem


def _is_hollow(perfect: str, stem: str) -> bool:
    weak = len(perfect) >= 3 and len(stem) >= 3 and perfect[-2] == "ا" and stem[-2] in "ايو"
    # عَاد، أَعاد, اِعتاد, اِستعاد; not a participial ا of form III.
    return weak and (len(perfect) == 3 or perfect[0] in "أا")


def _jussive(perfect: str, stem: str) -> str:
    if _is_hollow(perfect, stem):
        return stem[:-2] + (_SEATS[stem[-2]] if stem[-1] == "ء" else stem[-1])
    return stem[:-1] if stem[-1] in "ىيو" and perfect[-1] in "ىياأ" and len(stem) > 1 else stem


def _before_ending(stem: str) -> str:
    """The stem before ـون and ـين, which swallow a weak last letter."""
    return stem[:-1] if stem[-1] in "ىيو" else stem


def _hamza_on_waw(stem: str) -> str:
    return stem[:-1] + "ؤ" if stem[-1] in "أء" else stem


def _hamza_on_ya(stem: str) -> str:
    return stem[:-1] + "ئ" if stem[-1] in "أء" else stem


def _is_doubled(lemma: str) -> bool:
    return lemma.endswith(_SHADDA)


def _before_consonant(lemma: str, perfect: str) -> str:
    """The perfect's stem before endings that begin with a consonant."""
    if _is_doubled(lemma):
        return perfect + perfect[-1]
    if perfect[-1] == "ى":
        return perfect[:-1] + "ي"
    if perfect.endswith("يا"):
        return perfect[:-1] + "ي"
    if perfect[-1] == "ا":
        return perfect[:-1] + "و"
    if len(perfect) >= 3 and perfect[-2] == "ا" and (len(perfect) == 3 or perfect[0] in "أا"):
        ending = ("ئ" if len(perfect) == 3 else "أ") if perfect[-1] == "ء" else perfect[-1]
        return perfect[:-2] + ending
    return perfect
