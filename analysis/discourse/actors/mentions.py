"""Mentions of actors: countries and bodies of the gazetteer, people by title and name, institutions, groups."""

from dataclasses import dataclass

from analysis.discourse.actors.extent import after_apposition, mention_start, phrase_after, title_start
from analysis.discourse.actors.recognised import name_end
from analysis.discourse.actors.seed import Seed
from analysis.discourse.actors.seeds import HEADS, ONE_OF, seed_at
from analysis.discourse.gazetteer import Gazetteer, find_entities
from analysis.discourse.identity import identify
from analysis.discourse.parsed import MARKS, Reading

MAX_GAP = 8
# Prepositions inside an office: النائب عن الحزب، وليد سالم.
WITHIN_OFFICE = frozenset({"ل", "ب", "عن", "في", "لدي", "باسم", "علي"})


@dataclass(frozen=True)
class Mention:
    """A phrase that mentions an actor: words `first:last`, its noun, `name` to count it under, `rule` that found it."""

    first: int
    last: int
    head: int
    name: str
    kind: str
    rule: str


def find_mentions(reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """Find the mentions of a document in order; the longest phrase counts, and what stands inside it does not.

    Rules: "gazetteer", "capital", "country", "adjective"; "title-name" (a person with office or title and name),
    "office" (without a name), "name"; "institution"; "group"; "person" (somebody without a name: شخص).
    """
    known = {found.first: found for found in find_entities(reading, gazetteer)}
    mentions: list[Mention] = []
    covered = 0
    keys = reading.keys
    for position, tag in enumerate(reading.upos):
        if position < covered or (tag not in HEADS and keys[position] not in ONE_OF):
            continue  # most words are no nouns
        seed = seed_at(reading, position, known)
        if seed is None:
            continue
        mention = _mention(reading, seed, covered)
        while mentions and (_one_person(reading, mentions, mention) or _one_group(reading, mentions[-1], mention)):
            mention = _together(reading, mentions, mention)
        mentions.append(mention)
        covered = max(covered, mention.last)
    return mentions


def _office_before(reading: Reading, mentions: list[Mention], mention: Mention) -> int:
    """Give how many mentions back the office stands whose holder a name names: النائب عن الحزب، وليد سالم; or 0."""
    for back in (1, 2, 3):
        if back > len(mentions):
            return 0
        office = mentions[-back]
        if reading.begins[office.first] != reading.begins[mention.first] or mention.first - office.last > MAX_GAP:
            return 0
        gap = range(office.last, mention.first)
        if office.kind == "person" and 0 < len(gap) <= 2 and reading.forms[gap[-1]] == "/":
            return back  # الرائد م / سالم, الأستاذ / سالم
        if office.kind == "person" and office.rule in ("office", "person"):
            broken = any(reading.upos[i] in ("VERB", "AUX", "SCONJ", "CCONJ", "PART") for i in gap)
            commas = [i for i in gap if reading.upos[i] == "PUNCT" and reading.forms[i][0] not in MARKS]
            plain = not commas or (commas == [mention.first - 1] and reading.forms[mention.first - 1] in ("،", ","))
            qualified = all(reading.keys[i].startswith("ال") and reading.upos[i] in ("ADJ", "NOUN") for i in gap)
            if len(gap) in (1, 2) and qualified and not commas:
                return back  # الرئيس اليمني | المخلوع | علي عبدالله صالح
            if len(gap) and all(reading.forms[i][0] in MARKS or reading.keys[i] == "اول" for i in gap):
                return back  # الجندي | أول " | يحيى الشامري
            begins = any(reading.keys[i] in WITHIN_OFFICE for i in gap) or not len(gap) or commas == list(gap)
            return back if plain and not broken and begins and reading.upos[mention.first - 1] != "ADP" else 0
        if office.kind == "person":
            return 0
    return 0


def _one_person(reading: Reading, mentions: list[Mention], mention: Mention) -> bool:
    """Say whether a mention goes on naming the person before it: an office and its holder, a name and an office."""
    if mention.kind != "person":
        return False
    if mention.rule == "name":
        return _office_before(reading, mentions, mention) > 0
    before = mentions[-1]
    if before.last != mention.first or before.kind != "person":
        return False
    if before.rule in ("name", "title-name"):
        family = mention.rule == "person" and mention.last == mention.first + 1 and before.last == before.first + 1
        definite = reading.keys[mention.first].startswith("ال")
        told = reading.deprel[mention.head] not in ("obj", "iobj")  # ليلى العياشي المرشحة للانتخابات
        return mention.rule == "office" or (mention.rule == "person" and (family or not definite or told))
    # زميلهما الجندي أول حسن, رائد الفضاء الدكتور باز: somebody told first by a noun, then by title and name.
    apposed = reading.deprel[mention.head] in ("nmod", "appos", "dep", "nsubj")
    owned = reading.upos[before.last - 1] == "PRON" and reading.keys[mention.first].startswith("ال")
    return apposed and (mention.rule == "title-name" or (mention.rule == "person" and owned))  # ابنها الشاب عبدالله


def _one_group(reading: Reading, before: Mention, mention: Mention) -> bool:
    """كبار | قادة القوات: a group whose noun the next one determines."""
    open_end = not reading.keys[before.last - 1].startswith("ال") and reading.upos[before.last - 1] != "PRON"
    return before.kind == mention.kind == "group" and before.last == mention.first and open_end


def _together(reading: Reading, mentions: list[Mention], mention: Mention) -> Mention:
    """Join a mention to the one before that is the same person; what stands between is no mention of its own."""
    back = _office_before(reading, mentions, mention) if mention.rule == "name" else 1
    before = mentions[-back]
    del mentions[-back:]
    if mention.kind == "group":
        text = reading.text[reading.starts[before.first] : reading.ends[mention.last - 1]]
        return Mention(before.first, mention.last, before.head, text, "group", before.rule)
    name = before.name if mention.rule == "office" else mention.name
    return Mention(before.first, mention.last, before.head, name, "person", "title-name")


def _mention(reading: Reading, seed: Seed, covered: int) -> Mention:
    """Read the phrase around the noun of a mention: what stands before it, what belongs to it, what apposes it."""
    first = mention_start(reading, seed.head, covered)
    if seed.rule == "adjective":
        return Mention(seed.head, seed.end, seed.head, seed.name, seed.kind, seed.rule)
    fixed = seed.rule in ("gazetteer", "country", "capital")
    kind = _kind_with_before(reading, first, seed)
    last = name_end(reading, seed.end - 1) if fixed else phrase_after(reading, seed.head, seed.end, kind)
    if seed.kind == "person" and seed.rule == "name":
        first = title_start(reading, first, last, covered)
    if seed.kind == "person":
        named = seed.rule == "name" or any(reading.ner[i].endswith("PER") for i in range(first, last))
        last = after_apposition(reading, seed.head, last, named=named)
    start, end = reading.starts[first], reading.ends[last - 1]
    known = identify(reading, seed.head, reading.starts[seed.head], end, "") if not seed.name else None
    name = seed.name or (known.name if known is not None else reading.text[start:end])
    rule = seed.rule
    if rule == "office" and known is not None and known.kind == "person" and _differs(reading, seed.head, known.name):
        rule = "title-name"
    return Mention(first, last, seed.head, name, kind, rule)


def _differs(reading: Reading, head: int, name: str) -> bool:
    return not name.startswith(reading.forms[head])


def _kind_with_before(reading: Reading, first: int, seed: Seed) -> str:
    """أحد المشاركين is one person; كل فرد and 20 شخصا are people."""
    if first == seed.head:
        return seed.kind
    opening = {reading.keys[i] for i in range(first, seed.head)}
    if seed.kind == "group" and opening & {"احد", "احدي"}:
        return "person"
    if "من" in opening and "كل" in opening:
        return seed.kind  # كل من الوزير والسفير
    counted = any(reading.upos[i] == "NUM" for i in range(first, seed.head))
    if seed.kind == "person" and (counted or opening & {"كل", "جميع", "بعض", "عدد", "عشرات", "ميات", "الاف"}):
        return "group"
    return seed.kind
