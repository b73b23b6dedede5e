"""Mentions of actors: countries and bodies of the gazetteer, people by title and name, institutions, groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.discourse.actors.extent import after_apposition, mention_start, phrase_after
from analysis.discourse.actors.kinds import (
    bare,
    country_phrases,
    is_place,
    is_given_name,
    kind_of_noun,
    needed_after,
    words,
)
from analysis.discourse.gazetteer import Found, Gazetteer, find_entities
from analysis.discourse.identity import PLACES, identify
from analysis.discourse.naming import is_title
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.phrases import PERSONAL
from analysis.discourse.verbal_nouns import is_verbal_noun

NAME_TAGS = ("X", "PROPN")
HEADS = ("NOUN", "X", "PROPN", "ADJ")
PLACE_WORDS = frozenset(
    "مدينه منطقه محافظه ولايه معتمديه بلده قريه حي شارع طريق جبل وادي مطار ميناء جزيره اقليم ملعب مسجد جامع ساحه بجهه جهه "
    "كاس بطوله دوري جايزه برج جسر قاعده معبر بحر نهر خليج محطه مخيم مسابقه معرض مهرجان برنامج فيلم مسلسل كتاب روايه صاروخ".split()
)


NO_HEADS = frozenset("ذلك هذا هذه تلك هولاء اولءك الذي التي ما من كل بعض احد عدد غير اي هو هي هم هما".split())
SEAS = frozenset({"الاحمر", "الابيض", "المتوسط", "الاسود"})


@dataclass(frozen=True)
class Mention:
    """A phrase that mentions an actor: words `first:last`, its noun, `name` to count it under, `rule` that found it."""

    first: int
    last: int
    head: int
    name: str
    kind: str
    rule: str


@dataclass(frozen=True)
class _Seed:
    """A word that begins a mention, before the phrase around it is read."""

    head: int
    end: int
    kind: str
    rule: str
    name: str = ""


def find_mentions(reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """Find the mentions of a document in order; the longest phrase counts, and what stands inside it does not.

    Rules: "gazetteer", "capital", "country", "adjective"; "title-name" (a person with office or title and name),
    "office" (without a name), "name"; "institution"; "group"; "person" (somebody without a name: شخص).
    """
    known = {found.first: found for found in find_entities(reading, gazetteer)}
    mentions: list[Mention] = []
    covered = 0
    for position in range(len(reading)):
        if position < covered:
            continue
        seed = _seed(reading, position, known)
        if seed is None:
            continue
        mention = _mention(reading, seed, covered)
        mentions.append(mention)
        covered = max(covered, mention.last)
    return mentions


def _seed(reading: Reading, position: int, known: dict[int, Found]) -> _Seed | None:
    """Say whether a mention's noun stands at a word."""
    if reading.keys[position] in NO_HEADS:
        return None
    if reading.upos[position] not in HEADS or reading.forms[position][0] in MARKS or not reading.keys[position].isalpha():
        return None
    found = known.get(position)
    if found is not None and (seed := _of_gazetteer(reading, found)) is not None:
        return seed
    if (size := _country(reading, position)) > 0:
        end = position + size
        return _Seed(position, end, "country", "country", " ".join(reading.forms[position:end]))
    return _of_name(reading, position) or _of_noun(reading, position)


def _of_gazetteer(reading: Reading, found: Found) -> _Seed | None:
    position = found.first
    entity = found.entity
    if found.how == "adjective":
        if reading.upos[position] != "ADJ" and reading.deprel[position] != "amod":
            return None
        if kind_of_noun(reading.keys[position], reading.lemmas[position]):
            return None
        return _Seed(position, found.last, "country", "adjective", entity.name)
    if found.how == "capital":
        return _Seed(position, found.last, entity.kind, "capital", entity.name) if _acts(reading, position) else None
    after = reading.keys[found.last] if found.last < len(reading) else ""
    if after in SEAS or (entity.kind == "country" and _is_city(reading, position)):
        return None
    if entity.kind == "country" and position and bare(reading.keys[position - 1]) in PLACE_WORDS | {"خليج"}:
        return None
    return _Seed(position, found.last, entity.kind, "gazetteer", entity.name)


def _is_city(reading: Reading, position: int) -> bool:
    """العاصمة الأردنية عمان: the city, not the country of the same spelling."""
    return "العاصمه" in reading.keys[max(reading.begins[position], position - 2) : position]


def _acts(reading: Reading, position: int) -> bool:
    """Say whether a capital stands for its government: subject, or beside another in مع, بين; not في القاهرة."""
    before = position - 1
    if before >= 0 and reading.upos[before] == "ADP" and reading.keys[before] not in ("مع", "بين", "ل"):
        return False
    if before >= 0 and (bare(reading.keys[before]) in PLACE_WORDS or reading.keys[before] == "العاصمه"):
        return False
    if before >= 0 and reading.keys[before] == "ل" and reading.deprel[position] not in ("obl:arg", "obj"):
        return False
    if reading.deprel[position] in ("nsubj", "nsubj:pass"):
        return True
    return before >= 0 and reading.keys[before] in ("بين", "مع", "اتهم", "اتهمت", "دعا", "دعت", "طالب")


def _country(reading: Reading, position: int) -> int:
    """Give how many words of a country of the list begin at a word."""
    phrases = country_phrases()
    for size in (3, 2, 1):
        if tuple(reading.keys[position : position + size]) in phrases:
            return size
    return 0


def _of_name(reading: Reading, position: int) -> _Seed | None:
    """A first name, or two words and more that the tagger takes for names, or one that acts."""
    before = reading.keys[position - 1] if position else ""
    if bare(before) in PLACE_WORDS and reading.upos[position - 1] == "NOUN":
        return None
    last = position
    while (
        last < len(reading)
        and reading.upos[last] in NAME_TAGS
        and reading.keys[last].isalpha()
        and len(reading.keys[last]) > 1
        and reading.keys[last] not in PERSONAL
        and (last == position or reading.token_start(last) == last)
    ):
        last += 1
    given = is_given_name(reading.keys[position]) and reading.upos[position] in ("X", "PROPN", "NOUN")
    if is_place(reading.keys[position]) and not (last - position >= 2 and is_given_name(reading.keys[position])):
        return None
    if reading.keys[position].isascii() or before in ("انا", "نحن", "انت"):
        return None
    if given and reading.upos[position] == "NOUN" and not _named_after(reading, position):
        return None
    if last - position >= 2 or given:
        if not given and (" ".join(reading.keys[position:last]) in PLACES or _of_thing(reading, position)):
            return None
        return _Seed(position, max(last, position + 1), "person", "name")
    alone = last - position == 1 and reading.deprel[position] in ("nsubj", "nsubj:pass")
    if alone and reading.keys[position] not in PLACES and not _of_noun(reading, position):
        return _Seed(position, last, "person", "name")
    return None


def _of_thing(reading: Reading, position: int) -> bool:
    """مزيج برنت, ملعب كرينز بارك: after a noun that is no title or relation a name is what a thing is called."""
    before = position - 1
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


def _of_noun(reading: Reading, position: int) -> _Seed | None:
    """A noun that names a person, a group, a body or a state by itself."""
    word, lemma = reading.keys[position], reading.lemmas[position]
    if reading.upos[position] == "ADJ" and reading.deprel[position] in ("amod", "xcomp", "obl", "root", "acl"):
        return None
    kind = kind_of_noun(word, lemma) or _construct_plural(reading, position)
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
        return _Seed(position, position + 1, "group", "group")
    if kind == "country":
        return _Seed(position, position + 1, "country", "state")
    qualified = bare(word) in words("institutions_if_qualified")
    if kind == "institution" or (qualified and _is_qualified(reading, position)):
        return _Seed(position, position + 1, "institution", "institution")
    return None


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


def _person(reading: Reading, position: int) -> _Seed | None:
    word = reading.keys[position]
    if (reading.upos[position] == "X" and not is_title(word)) or _is_predicate(reading, position):
        return None
    title = is_title(word)
    return _Seed(position, position + 1, "person", "office" if title else "person")


def _is_qualified(reading: Reading, position: int) -> bool:
    """Say whether a noun such as مركز names a body: with a genitive, adjective or article, and not as a place."""
    after = position + 1
    follows = reading.keys[after] if after < reading.stops[position] else ""
    needed = needed_after(bare(reading.keys[position]))
    if needed is not None:
        return follows in needed
    before = reading.keys[position - 1] if position else ""
    if before in ("ب", "في", "الي", "من", "علي", "امام", "داخل", "خارج", "قرب"):
        return after < reading.stops[position] and reading.upos[after] in ("X", "PROPN") or follows.startswith("ال")
    subject = reading.deprel[position] in ("nsubj", "nsubj:pass", "obj", "obl:arg")
    return subject or (after < reading.stops[position] and reading.is_nominal(after) and before not in ("و", "او"))


def _mention(reading: Reading, seed: _Seed, covered: int) -> Mention:
    """Read the phrase around the noun of a mention: what stands before it, what belongs to it, what apposes it."""
    first = mention_start(reading, seed.head, covered)
    if seed.rule == "adjective":
        return Mention(seed.head, seed.end, seed.head, seed.name, seed.kind, seed.rule)
    last = phrase_after(reading, seed.head, seed.end, seed.kind)
    if seed.kind == "person":
        last = after_apposition(reading, seed.head, last, named=seed.rule == "name")
    kind = _kind_with_before(reading, first, seed)
    start, end = reading.starts[first], reading.ends[last - 1]
    named = identify(reading, seed.head, reading.starts[seed.head], end, "") if not seed.name else None
    name = seed.name or (named.name if named is not None else reading.text[start:end])
    rule = seed.rule
    if rule == "office" and named is not None and named.kind == "person" and _differs(reading, seed.head, named.name):
        rule = "title-name"
    return Mention(first, last, seed.head, name, kind, rule)


def _differs(reading: Reading, head: int, name: str) -> bool:
    return not name.startswith(reading.forms[head])


def _kind_with_before(reading: Reading, first: int, seed: _Seed) -> str:
    """أحد المشاركين is one person; كل فرد and 20 شخصا are people."""
    if first == seed.head:
        return seed.kind
    opening = {reading.keys[i] for i in range(first, seed.head)}
    if seed.kind == "group" and opening & {"احد", "احدي"}:
        return "person"
    counted = any(reading.upos[i] == "NUM" for i in range(first, seed.head))
    if seed.kind == "person" and (counted or opening & {"كل", "جميع", "بعض", "عدد", "عشرات", "ميات", "الاف"}):
        return "group"
    return seed.kind


def mentions_by_word(mentions: list[Mention]) -> Iterator[tuple[int, Mention]]:
    """Give every word of every mention with its mention."""
    for mention in mentions:
        for word in range(mention.first, mention.last):
            yield word, mention
