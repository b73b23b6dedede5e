"""Nouns of people that say what somebody is: no mention of another person."""

from analysis.discourse.actor_kinds import words
from analysis.discourse.parsed import Reading

WINDOW = 6
COMPLEMENTISERS = frozenset({"ان", "كان", "لكن", "لان", "كون"})


def is_said_of_another(reading: Reading, position: int) -> bool:
    """Say whether an indefinite noun tells what somebody is: هو قائدهم, إنه أستاذ, عين رئيسا, منصب وزير."""
    if reading.keys[position].startswith("ال"):
        return False
    before = position - 1
    if before < reading.begins[position]:
        return False
    if reading.keys[before] in words("posts") and (reading.keys[before] != "ك" or reading.upos[before] == "ADP"):
        return True
    if reading.upos[before] == "PRON":
        first = reading.token_start(before)
        alone = first == before
        opened = before - 1 == first and reading.keys[first] in COMPLEMENTISERS
        if opened or (alone and reading.keys[before] in ("هو", "هي", "هم")):
            return True
    of_being = reading.deprel[position] == "xcomp" or any(
        reading.heads[i] == position and reading.deprel[i] == "cop" for i in range(max(0, position - 3), position)
    )
    if of_being and reading.upos[position] == "ADJ" and reading.keys[position].endswith("ين"):
        return True  # سنكون ملتزمين
    return _accusative(reading, position) and _made(reading, position)


def _accusative(reading: Reading, position: int) -> bool:
    return reading.forms[position].endswith(("ا", "اً", "ًا")) and "Number=Sing" in (reading.feats[position] or "")


def _made(reading: Reading, position: int) -> bool:
    """Say whether the nearest verb or noun of action before a noun makes or calls somebody that."""
    for i in range(position - 1, max(reading.begins[position], position - WINDOW) - 1, -1):
        if reading.lemmas[i] in words("making"):
            return True
        if reading.upos[i] in ("VERB", "PUNCT", "SCONJ"):
            return False
    return False
