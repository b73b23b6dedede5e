"""Where a mention of an actor begins: the word that names a person, a group, a body or a country."""

from dataclasses import dataclass

from analysis.discourse.actor_kinds import (
    bare,
    country_phrases,
    country_starts,
    is_given_name,
    is_place,
    kind_of_noun,
    needed_after,
    words,
)
from analysis.discourse.gazetteer import Found
from analysis.discourse.naming import is_title
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.people import OUTLETS, PLACES
from analysis.discourse.phrases import PERSONAL
from analysis.discourse.verbal_nouns import is_verbal_noun

NAME_TAGS = ("X", "PROPN")
HEADS = ("NOUN", "X", "PROPN", "ADJ")
OUTLET_STARTS = frozenset(name.split()[0] for name in OUTLETS)


@dataclass(frozen=True)
class Seed:
    """A word that begins a mention, before the phrase around it is read."""

    head: int
    end: int
    kind: str
    rule: str
    name: str = ""


def seed_at(reading: Reading, position: int, known: dict[int, Found]) -> Seed | None:
    """Say whether a mention's noun stands at a word."""
    if reading.keys[position] in words("no_heads"):
        return None
    if (
        reading.upos[position] not in HEADS
        or reading.forms[position][0] in MARKS
        or not reading.keys[position].isalpha()
    ):
        return None
    found = known.get(position)
    if found is not None and (seed := _of_gazetteer(reading, found)) is not None:
        return seed
    if (size := _country(reading, position)) > 0:
        end = position + size
        return Seed(position, end, "country", "country", " ".join(reading.forms[position:end]))
    return _of_outlet(reading, position) or _of_name(reading, position, known) or _of_noun(reading, position)


def _of_gazetteer(reading: Reading, found: Found) -> Seed | None:
    position = found.first
    entity = found.entity
    if found.how == "adjective":
        if reading.upos[position] != "ADJ" and reading.deprel[position] != "amod":
            return None
        if kind_of_noun(reading.keys[position], reading.lemmas[position]) or reading.forms[position].endswith("ى"):
            return None
        return Seed(position, found.last, "country", "adjective", entity.name)
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
        if tuple(reading.keys[position : position + size]) in phrases:
            return size
    return 0


def _of_outlet(reading: Reading, position: int) -> Seed | None:
    """A medium or company by its name, over quotation marks: الجوهرة "اف ام"; of one word only where it is a name."""
    if reading.keys[position] not in OUTLET_STARTS:
        return None
    plain = [i for i in range(position, min(position + 6, reading.stops[position])) if reading.forms[i][0] not in MARKS]
    for size in (3, 2, 1):
        if " ".join(reading.keys[i] for i in plain[:size]) in OUTLETS and len(plain) >= size:
            quoted = position > 0 and reading.forms[position - 1][0] in MARKS
            if reading.keys[position : position + 2] == ["الشرق", "الاوسط"] and not quoted:
                return None  # the region, not the paper
            if size > 1 or quoted or reading.upos[position] in NAME_TAGS:
                end = plain[size - 1] + 1
                end += end < len(reading) and reading.forms[end][0] in MARKS and reading.forms[end - 1][0] not in MARKS
                return Seed(
                    position, end, "institution", "institution", " ".join(reading.forms[i] for i in plain[:size])
                )
    return None


def _of_name(reading: Reading, position: int, known: dict[int, Found]) -> Seed | None:
    """A first name, or two words and more that the tagger takes for names, or one that acts."""
    if reading.upos[position] not in NAME_TAGS and not is_given_name(reading.keys[position]):
        return None
    before = reading.keys[position - 1] if position else ""
    if bare(before) in words("of_places") and reading.upos[position - 1] == "NOUN":
        return None
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
    if alone and reading.keys[position] not in PLACES and not _of_noun(reading, position):
        return Seed(position, last, "person", "name")
    return None


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


def _of_noun(reading: Reading, position: int) -> Seed | None:
    """A noun that names a person, a group, a body or a state by itself."""
    word, lemma = reading.keys[position], reading.lemmas[position]
    if reading.upos[position] == "ADJ" and reading.deprel[position] in ("amod", "xcomp", "obl", "root", "acl"):
        return None
    if is_place(word) or (bare(word) in words("actions_too") and not _is_body(reading, position)):
        return None
    if not _can_head(reading, position):
        return None
    kind = kind_of_noun(word, lemma) or _construct_plural(reading, position)
    if bare(word) == "قناه" and reading.keys[position + 1 : position + 2] in (["السويس"], ["بنما"]):
        return None
    if (
        position
        and reading.keys[position - 1] == "ل"
        and bare(word) in words("ages")
        and reading.deprel[position] == "nmod"
    ):
        return None  # بطولة … للناشئين
    needed = needed_after(bare(word))
    if needed is not None and not _followed_by(reading, position, needed):
        return None
    if kind == "person" or (needed is not None and bare(word) == "مصدر"):
        return _person(reading, position)
    if kind in ("person", "group") and _is_predicate(reading, position):
        return None
    if kind == "group":
        if bare(word) == "مجموعه" and not _of_people(reading, position):
            return None
        return Seed(position, position + 1, "group", "group")
    if kind == "country":
        return Seed(position, position + 1, "country", "state")
    qualified = bare(word) in words("institutions_if_qualified")
    if kind == "institution" or (qualified and _is_qualified(reading, position)):
        return Seed(position, position + 1, "institution", "institution")
    return None


def _can_head(reading: Reading, position: int) -> bool:
    """Say whether a word can be the noun of a mention: no adjective beside another, no dual of things."""
    word, own = reading.keys[position], bare(reading.keys[position])
    listed = own in words("persons") or own in words("groups")
    if "Number=Dual" in (reading.feats[position] or "") and own.endswith(("ين", "ان")):
        stem = own[:-2].removesuffix("ت")
        known = words("persons") | words("institutions") | words("states")
        return listed or stem in known or stem + "ه" in known or own in words("states")
    if reading.upos[position] == "ADJ":
        joined = reading.deprel[position] == "conj" and reading.upos[reading.heads[position]] == "ADJ"
        return not joined and (listed or word.startswith("ال") or reading.deprel[position] in ("nsubj", "nmod"))
    if own == "رياسه":
        return not (position and reading.keys[position - 1] == "ب")
    return True


def _is_body(reading: Reading, position: int) -> bool:
    """تنظيم القاعدة, إدارة النادي are bodies; تنظيم الحفل, لإدارة المباراة are actions."""
    word, after = reading.keys[position], position + 1
    before = reading.keys[position - 1] if position else ""
    follows = reading.keys[after] if after < reading.stops[position] else ""
    if bare(word) == "تنظيم" and not word.startswith("ال"):
        named = after < reading.stops[position] and (
            reading.upos[after] in NAME_TAGS or reading.forms[after][0] in MARKS
        )
        return named or follows in ("الدوله", "القاعده", "داعش", "الاخوان", "ارهابي", "مسلح", "جهادي", "متطرف")
    return before not in ("ل", "و", "من") or reading.deprel[position] in ("nsubj", "obj", "nsubj:pass")


def _followed_by(reading: Reading, position: int, needed: frozenset[str]) -> bool:
    after = position + 1
    if reading.keys[position].startswith("ال") and bare(reading.keys[position]) in ("مصدر", "مصادر"):
        return True
    before = reading.keys[position - 1] if position else ""
    return before in ("ذات", "نفس") or (after < reading.stops[position] and reading.keys[after] in needed)


def _construct_plural(reading: Reading, position: int) -> str:
    """مقاتليهم, موظفو الشركة: a sound plural in construct."""
    own = bare(reading.keys[position])
    plural = "Number=Plur" in (reading.feats[position] or "") and own.endswith(("ي", "و")) and len(own) > 4
    return "group" if plural and reading.lemmas[position] in (own[:-1], own[:-1] + "ي") else ""


def _of_people(reading: Reading, position: int) -> bool:
    """مجموعة من الشباب, هذه المجموعة: not المجموعة الثانية of a cup."""
    after = position + 1
    follows = reading.keys[after] if after < reading.stops[position] else ""
    before = reading.keys[position - 1] if position else ""
    return before in ("هذه", "تلك") or follows in ("من", "مسلحه", "المسلحه", "ارهابيه", "الارهابيه", "متطرفه")


def _is_predicate(reading: Reading, position: int) -> bool:
    """هو قائدهم: what somebody is said to be is no mention of another."""
    before = position - 1
    return (
        before >= reading.begins[position]
        and reading.keys[before] in ("هو", "هي", "هم")
        and reading.token_start(before) == before
        and reading.upos[before] == "PRON"
        and not reading.keys[position].startswith("ال")
    )


def _person(reading: Reading, position: int) -> Seed | None:
    word = reading.keys[position]
    if (reading.upos[position] == "X" and not is_title(word)) or _is_predicate(reading, position):
        return None
    title = is_title(word)
    return Seed(position, position + 1, "person", "office" if title else "person")


def _is_qualified(reading: Reading, position: int) -> bool:
    """Say whether a noun such as مركز names a body: with a genitive, adjective or article, and not as a place."""
    after = position + 1
    follows = reading.keys[after] if after < reading.stops[position] else ""
    needed = needed_after(bare(reading.keys[position]))
    if needed is not None:
        return follows in needed
    before = reading.keys[position - 1] if position else ""
    if before in ("ب", "في", "الي", "من", "علي", "امام", "داخل", "خارج", "قرب"):
        return (after < reading.stops[position] and reading.upos[after] in ("X", "PROPN")) or follows.startswith("ال")
    subject = reading.deprel[position] in ("nsubj", "nsubj:pass", "obj", "obl:arg")
    return subject or (after < reading.stops[position] and reading.is_nominal(after) and before not in ("و", "او"))
