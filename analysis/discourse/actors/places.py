"""Where a name tells a place or a competition, and nobody who acts: في العراق, شمال البلاد, كأس أمم أوروبا."""

from analysis.discourse.actor_kinds import bare, words
from analysis.discourse.parsed import Reading

LOCATIVES = frozenset({"في", "داخل", "خارج", "عبر"})
SIDES = frozenset({
    "شمال", "جنوب", "شرق", "غرب", "وسط", "شمالي", "جنوبي", "شرقي", "غربي", "انحاء", "ربوع", "ارجاء", "اقصي",
})  # fmt: skip
COMPETITIONS = frozenset({"كاس", "بطوله", "دوري", "تصفيات", "سوبر", "جايزه", "مونديال", "اولمبياد"})
COMPETITION_REACH = 3


def is_location(reading: Reading, position: int) -> bool:
    """Say whether a country or state is where something is, or where somebody goes: no actor."""
    before = position - 1
    if before < reading.begins[position]:
        return False
    word = reading.keys[before]
    if reading.upos[before] == "ADP" and word in LOCATIVES:
        return True
    if word in SIDES:
        return True
    if word == "ب" and reading.upos[before] == "ADP":
        return reading.deprel[position] in ("obl", "nmod")
    if word == "الي":
        return _goes(reading, before)
    return False


def _goes(reading: Reading, preposition: int) -> bool:
    """وصل (الوفد) إلى تونس: to where a motion goes, by the nearest verb or noun of motion before."""
    for i in range(preposition - 1, max(reading.begins[preposition], preposition - 5) - 1, -1):
        if reading.lemmas[i] in words("motions"):
            return True
        if reading.upos[i] == "VERB":
            return False
    return False


def in_competition(reading: Reading, position: int) -> bool:
    """Say whether a word is part of what a competition is called: كأس أمم أوروبا, كأس الاتحاد الأفريقي."""
    for i in range(position - 1, max(reading.begins[position], position - COMPETITION_REACH) - 1, -1):
        if reading.upos[i] not in ("NOUN", "X", "PROPN", "ADJ"):
            return False
        if bare(reading.keys[i]) in COMPETITIONS:
            return not reading.keys[i].startswith("ال")
    return False
