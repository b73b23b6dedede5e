"""Where a mention of an actor begins: the word that names a person, a group, a body or a country."""

from analysis.discourse.actor_kinds import bare, country_phrases, country_starts, kind_of_noun, words
from analysis.discourse.actors.name_seeds import of_name, of_recognised
from analysis.discourse.actors.noun_seeds import is_people, of_noun
from analysis.discourse.actors.places import in_competition, is_location
from analysis.discourse.actors.recognised import goes_on, inside_other_name, name_class
from analysis.discourse.actors.seed import NAME_TAGS, Seed
from analysis.discourse.gazetteer import Found
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import OUTLETS
from analysis.discourse.verbal_nouns import is_action

SIDES = frozenset({"الجانب", "الطرف", "الجانبان", "الجانبين"})
ONE_OF = frozenset({"احد", "احدي"})
HEADS = ("NOUN", "X", "PROPN", "ADJ")
OUTLET_STARTS = frozenset(name.split()[0] for name in OUTLETS)


def seed_at(reading: Reading, position: int, known: dict[int, Found]) -> Seed | None:
    """Say whether a mention's noun stands at a word; a country as a place, or part of a cup, is no mention."""
    seed = _seed_at(reading, position, known)
    if seed is None or (seed.rule != "adjective" and in_competition(reading, seed.head)):
        return None
    place = seed.kind == "country" and seed.rule != "adjective" and is_location(reading, seed.head)
    return None if place else seed


def _seed_at(reading: Reading, position: int, known: dict[int, Found]) -> Seed | None:
    if reading.keys[position] in ONE_OF and _has_pronoun(reading, position):
        return Seed(position, position + 2, "person", "person")  # أحدهما
    if reading.keys[position] in words("no_heads"):
        return None
    if (
        reading.upos[position] not in HEADS
        or reading.forms[position][0] in MARKS
        or not reading.keys[position].isalpha()
    ):
        return None
    side = known.get(position + 1)
    if side is not None and side.how == "adjective" and reading.keys[position] in SIDES:
        return Seed(position, side.last, "country", "state", side.entity.name)  # الجانب التونسي
    if reading.keys[position] == "البعض" and reading.deprel[position] in ("nsubj", "obj", "nsubj:pass"):
        return Seed(position, position + 1, "group", "group")
    found = known.get(position)
    if found is not None and (seed := _of_gazetteer(reading, found)) is not None:
        return seed
    if (size := _country(reading, position)) > 0 and not inside_other_name(reading, position, position + size):
        end = position + size
        return Seed(position, end, "country", "country", " ".join(reading.forms[position:end]))
    return (
        _of_outlet(reading, position)
        or of_name(reading, position, known)
        or of_noun(reading, position)
        or of_recognised(reading, position)
    )


def _has_pronoun(reading: Reading, position: int) -> bool:
    after = position + 1
    return after < len(reading) and reading.tokens[after] == reading.tokens[position] and reading.upos[after] == "PRON"


def _of_gazetteer(reading: Reading, found: Found) -> Seed | None:
    position = found.first
    entity = found.entity
    if found.how == "adjective":
        if reading.upos[position] != "ADJ" and reading.deprel[position] != "amod":
            return None
        last = found.last
        named = last < len(reading) and name_class(reading, last) == "PER" and not goes_on(reading, last)
        before = max(position - 1, 0)
        if named and reading.upos[before] in ("ADP", "VERB", "NOUN") and not reading.keys[before].startswith("ال"):
            return None  # إقالة التونسي كمال الزواغي: it belongs to the name
        if is_people(reading, position):
            return Seed(position, found.last, "group", "group")
        if kind_of_noun(reading.keys[position], reading.lemmas[position]) or reading.forms[position].endswith("ى"):
            return None
        return Seed(position, found.last, "country", "adjective", entity.name)
    if inside_other_name(reading, position, found.last) and entity.kind == "country":
        return None
    if found.how == "capital":
        return Seed(position, found.last, entity.kind, "capital", entity.name) if _acts(reading, position) else None
    after = reading.keys[found.last] if found.last < len(reading) else ""
    if after in words("seas") or (entity.kind == "country" and _is_city(reading, position)):
        return None
    if entity.kind == "country" and position and bare(reading.keys[position - 1]) in words("of_places") | {"خليج"}:
        return None
    return Seed(position, found.last, entity.kind, "gazetteer", entity.name)


def _is_city(reading: Reading, position: int) -> bool:
    """العاصمة الأردنية عمان: the city, not the country of the same spelling."""
    return "العاصمه" in reading.keys[max(reading.begins[position], position - 2) : position]


def _acts(reading: Reading, position: int) -> bool:
    """Say whether a capital stands for its government: subject, or beside another in مع, بين; not في القاهرة."""
    before = position - 1
    if before >= 0 and is_action(reading.lemmas[before], reading.keys[before]) and reading.upos[before] == "NOUN":
        done = reading.lemmas[before] in words("done_by_genitive")
        through = position + 1 < len(reading) and reading.keys[position + 1] == "ل"
        return (done or through) and reading.lemmas[before] not in words("motions")  # تحضير واشنطن لعملية
    if before >= 0 and reading.upos[before] == "ADP" and reading.keys[before] not in ("مع", "بين", "ل"):
        return False
    if before >= 0 and (bare(reading.keys[before]) in words("of_places") or reading.keys[before] == "العاصمه"):
        return False
    if before >= 0 and reading.keys[before] == "ل" and reading.deprel[position] not in ("obl:arg", "obj"):
        return False
    if reading.deprel[position] in ("nsubj", "nsubj:pass"):
        return True
    return before >= 0 and reading.keys[before] in ("بين", "مع", "اتهم", "اتهمت", "دعا", "دعت", "طالب")


def _country(reading: Reading, position: int) -> int:
    """Give how many words of a country of the list begin at a word."""
    if reading.keys[position] not in country_starts():
        return 0
    phrases = country_phrases()
    for size in (3, 2, 1):
        phrase = tuple(reading.keys[position : position + size])
        if phrase in phrases:
            return len(phrase)  # fewer than asked for at the end of a document
    return 0


def _of_outlet(reading: Reading, position: int) -> Seed | None:
    """A medium or company by its name, over quotation marks: الجوهرة "اف ام"; of one word only where it is a name."""
    if reading.keys[position] not in OUTLET_STARTS:
        return None
    if position > reading.begins[position] and bare(reading.keys[position - 1]) in words("of_places"):
        return None
    plain = [i for i in range(position, min(position + 6, reading.stops[position])) if reading.forms[i][0] not in MARKS]
    for size in (3, 2, 1):
        if " ".join(reading.keys[i] for i in plain[:size]) in OUTLETS and len(plain) >= size:
            quoted = position > 0 and reading.forms[position - 1][0] in MARKS
            if reading.keys[position : position + 2] == ["الشرق", "الاوسط"] and not quoted:
                return None  # the region, not the paper
            place = name_class(reading, position) == "LOC"
            left = position and reading.lemmas[position - 1] in words("motions")  # مغادرة الجزيرة
            if size > 1 or quoted or (reading.upos[position] in NAME_TAGS and not place and not left):
                end = plain[size - 1] + 1
                end += end < len(reading) and reading.forms[end][0] in MARKS and reading.forms[end - 1][0] not in MARKS
                return Seed(
                    position, end, "institution", "institution", " ".join(reading.forms[i] for i in plain[:size])
                )
    return None
