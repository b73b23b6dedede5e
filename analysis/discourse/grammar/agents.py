"""Who is named as doing what a verb or verbal noun says, and which verbal noun a word stands in."""

from collections.abc import Sequence

from analysis.discourse.parsed import Reading
from analysis.discourse.verbal_nouns import is_verbal_noun


def agent_of(reading: Reading, word: int, passive: str) -> str:
    """Say whether a clause names who acts: "named", "deleted" (passive, no by-phrase), "" (left to the ending)."""
    low, high = max(0, word - 40), min(len(reading), word + 40)
    children = [i for i in range(low, high) if reading.heads[i] == word]
    if passive:
        # The by-phrase may hang on the verb or on the verbal noun after it.
        inside = [word, *children]
        by = any(reading.keys[i] == "قبل" and reading.upos[i] == "ADP" and reading.keys[i - 1] == "من"
                 and (_climbs_to(reading, i, inside)) for i in range(word, high))  # fmt: skip
        return "named" if by else "deleted"
    return "named" if any(reading.deprel[i].startswith("nsubj") for i in children) else ""


def _climbs_to(reading: Reading, word: int, targets: Sequence[int]) -> bool:
    for _ in range(4):
        if word in targets:
            return True
        word = reading.heads[word]
        if word < 0:
            return False
    return False


def nominalisation_of(reading: Reading, word: int, lemmas: Sequence[str]) -> tuple[str, int]:
    """Say whether a hit is a verbal noun or its object, and which word that noun is."""
    if reading.upos[word] == "NOUN" and is_verbal_noun(lemmas[word]) and reading.deprel[word] != "nmod":
        return "itself", word
    head = reading.heads[word]
    genitive = reading.deprel[word] == "nmod" and head >= 0 and not _has_case(reading, word)
    if genitive and reading.upos[head] == "NOUN" and is_verbal_noun(lemmas[head]):
        return "object", head
    if reading.upos[word] == "NOUN" and is_verbal_noun(lemmas[word]):
        return "itself", word
    return "", -1


def _has_case(reading: Reading, word: int) -> bool:
    return any(reading.heads[i] == word and reading.deprel[i] == "case" for i in range(max(0, word - 3), word))


def agent_of_noun(reading: Reading, noun: int, hit: int) -> str:
    """Say whether somebody is named as doing what a verbal noun names: a possessor beside the hit, or a by-phrase."""
    around = range(noun + 1, min(len(reading), noun + 12))
    for i in around:
        if reading.heads[i] == noun and reading.deprel[i] == "nmod" and i != hit and not _has_case(reading, i):
            return "named"
        if reading.keys[i] == "قبل" and reading.keys[i - 1] == "من" and _climbs_to(reading, i, [noun]):
            return "named"
    return "deleted"
