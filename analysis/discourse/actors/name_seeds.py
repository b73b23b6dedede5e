"""Mentions that begin with a name: first names, runs of names, what the recogniser takes for people and bodies."""

from analysis.discourse.actor_kinds import bare, is_given_name, is_place, kind_of_noun, words
from analysis.discourse.actors.noun_seeds import of_noun
from analysis.discourse.actors.recognised import ACTORS, name_class, name_end, name_start
from analysis.discourse.actors.seed import NAME_TAGS, Seed
from analysis.discourse.gazetteer import Found
from analysis.discourse.naming import is_title
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import PLACES
from analysis.discourse.phrases import PERSONAL
from analysis.discourse.verbal_nouns import is_verbal_noun


def of_name(reading: Reading, position: int, known: dict[int, Found]) -> Seed | None:
    """A first name, or two words and more that the tagger takes for names, or one that acts."""
    if reading.upos[position] not in NAME_TAGS and not is_given_name(reading.keys[position]):
        return None
    before = reading.keys[position - 1] if position else ""
    if bare(before) in words("of_places") and reading.upos[position - 1] == "NOUN":
        return None
    if name_class(reading, position) in ("LOC", "MISC", "ORG") and name_start(reading, position) < position:
        return None  # منزل تميم, استوديو فهد الكبيسي
    if name_class(reading, position) == "LOC" and reading.upos[position - 1] == "ADP":
        return None  # بسيدي بوزيد
    if name_class(reading, position) == "PER" and not _is_office(reading.keys[position]):
        return _as_recognised(reading, position)
    last = position
    while (
        last < len(reading)
        and reading.upos[last] in NAME_TAGS
        and reading.keys[last].isalpha()
        and len(reading.keys[last]) > 1
        and reading.keys[last] not in PERSONAL
        and (last == position or (reading.token_start(last) == last and not _is_office(reading.keys[last])))
    ):
        last += 1
    given = is_given_name(reading.keys[position]) and reading.upos[position] in ("X", "PROPN", "NOUN")
    adjective = known.get(last) if last - position == 1 else None
    of_country = adjective is not None and adjective.how == "adjective" and reading.keys[last].startswith("ال")
    if of_country and not is_place(reading.keys[position]) and not given:  # ميلان الإيطالي
        return Seed(position, last, "institution", "name")
    if is_place(reading.keys[position]) and not (last - position >= 2 and is_given_name(reading.keys[position])):
        return None
    if reading.keys[position].isascii() or before in ("انا", "نحن", "انت"):
        return None
    recognised = _recognised(reading, position, max(last, position + 1))
    if recognised in ("LOC", "MISC") and not given:
        return None
    if last > position and not given and not _of_thing(reading, position) and recognised == "ORG":
        return Seed(position, last, "institution", "name")
    if last > position and recognised == "PER":
        return Seed(position, last, "person", "name")
    if given and reading.upos[position] == "NOUN" and not _named_after(reading, position):
        return None
    if last - position >= 2 or given:
        quoted = position > 0 and reading.forms[position - 1][0] in MARKS and reading.deprel[position] != "nsubj"
        if not given and quoted:
            return None
        if not given and (" ".join(reading.keys[position:last]) in PLACES or _of_thing(reading, position)):
            return None
        return Seed(position, max(last, position + 1), "person", "name")
    word = reading.keys[position]
    family = len(word) > 2 and (not word.startswith("ال") or word.endswith("ي"))
    alone = last - position == 1 and family and reading.deprel[position] in ("nsubj", "nsubj:pass")
    if (
        alone
        and not (position and reading.forms[position - 1][0] in MARKS)
        and reading.keys[position] not in PLACES
        and not of_noun(reading, position)
    ):
        return Seed(position, last, "person", "name")
    return None


def of_recognised(reading: Reading, position: int) -> Seed | None:
    """What the recogniser takes for a person or body, and no list knows; not what is named after one (شارع …)."""
    kind = ACTORS.get(name_class(reading, position))
    if kind is None or name_start(reading, position) != position or reading.keys[position] in words("platforms"):
        return None
    before = position - 1
    while before > reading.begins[position] and reading.forms[before][0] in MARKS:
        before -= 1
    if before >= reading.begins[position] and bare(reading.keys[before]) in words("of_places"):
        return None
    if kind == "institution" and _of_thing(reading, position):
        return None
    if is_place(reading.keys[position]) and name_end(reading, position) == position + 1:
        return None
    return _as_recognised(reading, position)


def _as_recognised(reading: Reading, position: int) -> Seed:
    kind = ACTORS[name_class(reading, position)]
    return Seed(position, name_end(reading, position), kind, "name" if kind == "person" else "institution")


def _is_office(word: str) -> bool:
    """محمد البكوش رئيس الغرفة: an office after a name is no part of it."""
    return is_title(word) and not is_given_name(word)


def _recognised(reading: Reading, first: int, last: int) -> str:
    """Give the class that most words of a name were recognised as (PER, ORG, LOC, MISC), or nothing."""
    classes = [reading.ner[i][2:] for i in range(first, last) if len(reading.ner[i]) > 2]
    return max(dict.fromkeys(classes), key=classes.count) if 2 * len(classes) >= last - first else ""


def _of_thing(reading: Reading, position: int) -> bool:
    """مزيج برنت, ملعب كرينز بارك: after a noun that is no title or relation a name is what a thing is called."""
    before = position - 1
    if any(
        bare(reading.keys[i]) in words("of_places")
        for i in range(max(reading.begins[position], position - 3), position)
    ):
        return True
    if before < reading.begins[position] or reading.upos[before] != "NOUN" or reading.heads[position] != before:
        return False
    word = reading.keys[before]
    return not word.startswith("ال") and not kind_of_noun(word, reading.lemmas[before]) and not is_verbal_noun(word)


def _named_after(reading: Reading, position: int) -> bool:
    """Say whether a family name follows a first name that is a common noun too: سالم الغامدي, but سالم أو."""
    after = position + 1
    if after >= reading.stops[position]:
        return False
    word = reading.keys[after]
    return reading.upos[after] in NAME_TAGS or is_given_name(word) or word in ("بن", "ال", "ابن")
