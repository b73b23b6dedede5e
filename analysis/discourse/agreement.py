"""Agreement: what cannot belong to the noun phrase before it, and so begins the verb's object."""

from analysis.discourse.naming import INSTITUTIONS, is_title, is_voice_word
from analysis.discourse.parsed import Reading
from analysis.discourse.word_lists import word_list

ASKING = word_list("asking")
POINTING = frozenset({"هذا", "هذه", "هولاء", "ذلك", "تلك", "ما"})


def begins_object(reading: Reading, cue: int, first: int, position: int) -> bool:
    """Say whether a definite noun is the verb's object and not of its subject: دانت الوزارة السورية الهجوم.

    A noun with the article heads no construct, so after a closed phrase a second one is an adjective that agrees, an
    apposition (a title), or of another phrase. Taggers take adjectives for nouns, so a noun right after a noun counts
    only where the parse calls it an object, or where the verb is one of asking (دعا الأمين الدول إلى); one in ـي or
    ـية is an adjective or a family name. A demonstrative (… هذا القرار) begins another phrase too.
    """
    before = position - 1
    closed = _is_definite(reading, before) or reading.upos[before] in ("X", "PROPN")
    if closed and reading.upos[position] == "DET" and reading.keys[position] in POINTING:
        return True
    if closed and asks(reading, cue) and reading.upos[position] == "NOUN":
        head_is_body = reading.keys[first].removeprefix("ال") in INSTITUTIONS
        if reading.keys[position] in INSTITUTIONS or (head_is_body and _is_office_of(reading, position)):
            return True  # دعا القيادي حكومة فلان إلى; طالبت النقابة وزير الداخلية بـ
    if position >= first + 2 and _after_indefinite(reading, position):
        return True
    if not _is_definite(reading, position) or is_title(reading.keys[position]):
        return False
    if reading.upos[position] == "ADJ":
        return not _agrees_in_gender(reading, first, position) or (
            asks(reading, cue) and not _agrees_in_number(reading, first, position)
        )
    if reading.upos[position] != "NOUN" or reading.deprel[position] in ("amod", "appos", "flat", "flat:foreign"):
        return False
    if reading.deprel[position] == "obj" and closed:
        return True
    if reading.keys[position].endswith(("ي", "يه")):
        return False
    if reading.forms[before] == ")" or (reading.upos[before] == "ADJ" and _is_definite(reading, before)):
        return True
    return closed and asks(reading, cue) and (_is_definite(reading, before) or _is_addressed(reading, position))


def _is_office_of(reading: Reading, position: int) -> bool:
    word = reading.keys[position]
    return is_title(word) and not word.startswith("ال")


def _after_indefinite(reading: Reading, position: int) -> bool:
    """وصفت مصادر إخبارية الحالة: after an indefinite plural and its adjective a definite noun is of another phrase."""
    before = position - 1
    word = reading.keys[before]
    indefinite = reading.upos[before] == "ADJ" and not word.startswith(("ال", "لل")) and reading.ner[before] == "O"
    noun = before - 1
    while indefinite and noun > 0 and reading.upos[noun] == "ADJ" and not reading.keys[noun].startswith("ال"):
        noun -= 1  # مصادر إخبارية روسية الحالة
    several = "Number=Plur" in (reading.feats[noun] or "") and word.endswith("ه")
    plain = indefinite and several and reading.upos[noun] == "NOUN" and not reading.keys[noun].startswith("ال")
    return plain and reading.ner[noun] == "O" and reading.upos[position] == "NOUN" and _is_definite(reading, position)


def _is_addressed(reading: Reading, position: int) -> bool:
    """Say whether a noun after a name is whom a verb of asking addresses, not the family name."""
    return is_voice_word(reading.keys[position]) or "Number=Plur" in (reading.feats[position] or "")


def _is_definite(reading: Reading, position: int) -> bool:
    return reading.keys[position].startswith("ال") and reading.token_start(position) == position


def asks(reading: Reading, cue: int) -> bool:
    """Say whether a verb takes whom it addresses as its object."""
    return reading.upos[cue] == "VERB" and bool({reading.keys[cue], reading.token_key(cue)} & ASKING)


def _agrees_in_number(reading: Reading, first: int, position: int) -> bool:
    """Say whether an adjective can be of a noun before it: a sound masculine plural needs a plural of people."""
    if not reading.keys[position].endswith(("ين", "ون")) or "Number=Plur" not in (reading.feats[position] or ""):
        return True
    return any(
        reading.keys[i].endswith(("ين", "ون"))
        or ("Number=Plur" in (reading.feats[i] or "") and not reading.keys[i].endswith(("ات", "ي")))
        for i in range(first, position)
    )


def _agrees_in_gender(reading: Reading, first: int, position: int) -> bool:
    """Say whether an adjective can be of the noun right before it: الجماعة takes no masculine (but الخليفة العباسي)."""
    feats = reading.feats[position] or ""
    if "Gender=Masc" not in feats or "Number=Sing" not in feats or reading.keys[position].endswith(("ه", "ي", "ا")):
        return True
    return not (first == position - 1 and reading.upos[first] == "NOUN" and reading.keys[first].endswith("ه"))
