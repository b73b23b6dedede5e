"""Can a word speak? By the lists of people and bodies, the gazetteer, the recogniser of names, or its plural."""

from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import OUTLETS, can_speak

LONGEST_OUTLET = 4


def names_somebody(reading: Reading, position: int) -> bool:
    """Say whether a noun phrase that begins here is of somebody who can speak: النهضة, المحامون, «التجارة»."""
    if can_speak(reading.keys[position]) or reading.upos[position] in ("X", "PROPN"):
        return True
    if reading.ner[position] != "O" or (position and reading.forms[position - 1][0] in MARKS):
        return True
    return is_plural_of_people(reading, position) or _is_listed(reading, position)


def is_plural_of_people(reading: Reading, position: int) -> bool:
    """المحامون, التونسيون: a sound plural in ـون is of people; broken ones of the same letters (عيون) are shorter.

    In the genitive (متخصصين, باحثين, سياسيين) only shapes that no broken plural has (قوانين, ميادين) count.
    """
    bare = reading.keys[position].removeprefix("ال").removeprefix("لل")
    plural = "Number=Plur" in (reading.feats[position] or "") and reading.upos[position] in ("NOUN", "ADJ")
    if not plural or len(bare) < 5:
        return False
    # مشاركين is longer by a letter than the broken plurals of its shape: ميادين, مضامين.
    participle = bare[0] == "م" and (len(bare) > 6 or (len(bare) == 6 and "ا" not in bare[2:4]))
    doer = len(bare) == 6 and bare[1] == "ا"
    return bare.endswith("ون") or (bare.endswith("ين") and (participle or doer or bare.endswith("يين")))


def _is_listed(reading: Reading, position: int) -> bool:
    """Say whether an outlet, company, body or country of the lists begins here."""
    known = default_gazetteer()
    keys = tuple(reading.keys[position : position + known.longest])
    if any(" ".join(keys[:size]) in OUTLETS for size in range(1, LONGEST_OUTLET + 1)):
        return True
    found = (known.phrases.get(keys[:size]) for size in range(len(keys), 0, -1))
    return any(match is not None and match[1] != "adjective" for match in found)
