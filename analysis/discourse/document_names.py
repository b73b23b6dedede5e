"""Whom a document names besides its speakers: the body that a noun alone is short for, and who holds an office.

Both are looked for only where a speaker is named by a noun or an office alone, at the places where that word stands.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analysis.arabic.orthography import key, normal
from analysis.discourse.actors.extent import after_apposition, phrase_after
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.identity import KIN, Identity, identify
from analysis.discourse.name_extent import TITLED
from analysis.discourse.parsed import Reading
from analysis.discourse.people import BODIES, OFFICES
from analysis.discourse.person_names import ALSO_THINGS, BEARING
from analysis.discourse.phrases import REPORTERS

# Bodies of which every country has one: their noun alone is a name.
COMMON_BODIES = frozenset({"حكومه", "دوله", "شرطه", "جيش", "سلطات", "برلمان", "رياسه", "مملكه", "نيابه", "قضاء"})
PLAIN_PEOPLE = frozenset({"رجل", "الرجل", "صاحب", "صاحبه", "الشاب", "الطفل", "المواطن", "المواطنه"})
HELD_BY_NOBODY = REPORTERS | KIN | ALSO_THINGS | PLAIN_PEOPLE
SPOKESMEN = frozenset({"متحدث", "متحدثه", "ناطق", "ناطقه"})
RANKED = frozenset(title.removeprefix("ال") for title in BEARING)  # العميد may be anything else beside


@dataclass(frozen=True)
class NamedAt:
    """A name in the text, the word at which it begins, and the titles beside it."""

    name: str
    place: int
    titles: frozenset[str]


def body_meant(reading: Reading, name: str, place: int) -> str | None:
    """The full name of the body that a noun with the article is short for at a place: الوزارة, العمادة.

    It is the one body that the text names with that noun before the place; where it names several, none.
    """
    noun = key(name).removeprefix("ال")
    if " " in name or not key(name).startswith("ال") or noun not in BODIES or noun in COMMON_BODIES:
        return None
    if (key(name),) in default_gazetteer().phrases:
        return None
    bodies = [found for found in _mentions(reading, noun, "institution") if found.place < place]
    return _only([body.name for body in bodies])


def holder_meant(reading: Reading, office: str, place: int) -> str | None:
    """The person whom the text says to hold an office: رياض الجبلي for وزير الخارجية اليمني.

    A title alone (الوزير) stands for the nearest person before who bears it; an office of several words for the only
    one whose office begins like it.
    """
    words = [key(word) for word in office.split()]
    noun = words[0].removeprefix("ال")
    if words[0] in HELD_BY_NOBODY or (noun not in OFFICES and words[0] not in TITLED):
        return None
    people = list(_mentions(reading, noun, "person"))
    if len(words) == 1:
        return next((person.name for person in reversed(people) if person.place < place), None)
    same = [p.name for p in people if any(_is_office(title.split(), words) for title in p.titles)]
    if not same and len(words) == 2 and noun in SPOKESMEN:
        same = [p.name for p in people if p.place < place]  # المتحدث المصري: the only one of his kind
    return _only(same)


def is_definite_office(speaker: Identity) -> bool:
    """Say whether a speaker without a name is called by an office of several words that one person holds."""
    words = [key(word) for word in speaker.name.split()]
    if speaker.named or speaker.kind != "person" or len(words) < 2 or words[0] in HELD_BY_NOBODY:
        return False
    definite = words[0].startswith("ال") or any(word.startswith("ال") for word in words[1:3])
    return definite and (words[0] in TITLED or words[0].removeprefix("ال") in OFFICES)


def may_hold(office: str, titles: Collection[str]) -> bool:
    """Say whether whoever bears these titles may hold an office: of offices among them, one is of its noun."""
    noun = key(office.split()[0]).removeprefix("ال")
    offices = {title for title in titles if " " not in title and title in OFFICES - RANKED}
    return not offices or noun in offices


def holds_another(reading: Reading, name: str, office: str) -> bool:
    """Say whether a person holds, by the text, an office that is not this one: وزير الخارجية القطري, not اليمني."""
    words = [key(word) for word in office.split()]
    own = [key(word) for word in name.split()]
    people = _mentions(reading, words[0].removeprefix("ال"), "person")
    held = [one for one in people if [key(word) for word in one.name.split()][-len(own) :] == own]
    titles = [title.split() for one in held for title in one.titles if " " in title]
    return bool(titles) and not any(_is_office(title, words) for title in titles if len(title) >= len(words))


def offices_of(reading: Reading, name: str) -> frozenset[str]:
    """The titles and offices that stand right before or after a person's name in a document, without article."""
    family = key(name.split()[-1])
    found = set()
    for position in reading.places_of(family):
        if not reading.ner[position].endswith("PER"):
            continue
        first, after = position, position + 1
        while first > 0 and reading.ner[first] == "I-PER":
            first -= 1
        after += after < len(reading) and reading.forms[after] in ("،", ",")
        found |= {reading.keys[i].removeprefix("ال") for i in (first - 1, after) if 0 <= i < len(reading)}
    return frozenset((found & OFFICES) - {key(word) for word in name.split()})


def _is_office(title: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether a title of two words or more is the beginning of an office, or the other way round."""
    size = min(len(title), len(words))
    return size > 1 and list(title[:size]) == list(words[:size])


def _only(names: Sequence[str]) -> str | None:
    """The one thing that several names are of, by the longest of them; None where they are of two."""
    longest = max(names, key=lambda name: len(name.split()), default=None)
    if longest is None:
        return None
    words = [key(word) for word in longest.split()]
    fitting = (tuple(key(word) for word in name.split()) for name in names)
    return longest if all(_part_of(own, words) for own in fitting) else None


def _part_of(own: Sequence[str], words: Sequence[str]) -> bool:
    return list(own) in (list(words[: len(own)]), list(words[-len(own) :]))


def _mentions(reading: Reading, noun: str, kind: str) -> Iterator[NamedAt]:
    """What stands at each place of a noun: bodies with a name of several words, persons with a name."""
    spellings = (noun, f"ال{noun}")
    for place in reading.places_of(*spellings):
        if reading.upos[place] not in ("NOUN", "ADJ", "X", "PROPN"):
            continue
        last = phrase_after(reading, place, place + 1, kind)
        if kind == "person":
            last = after_apposition(reading, place, last, named=False)
        found = identify(reading, place, reading.starts[place], reading.ends[last - 1], "")
        if kind == "institution":
            if found.kind == kind and " " in found.name and key(found.name.split()[0]) in spellings:
                yield NamedAt(found.name, place, frozenset())
        elif found.kind == kind:
            yield from _person(reading, place, found)


def _person(reading: Reading, place: int, found: Identity) -> Iterator[NamedAt]:
    if found.named and " " in found.name:
        yield NamedAt(found.name, place, found.titles)
    elif not found.named and (name := _named_before(reading, place)):
        words = [key(word) for word in found.name.split()]
        yield NamedAt(name, place, frozenset({" ".join(words)}))


def _named_before(reading: Reading, place: int) -> str | None:
    """خالد الجبلي، وزير الخارجية: the name that an office stands in apposition to."""
    last = place - 1 if reading.forms[place - 1] in ("،", ",") else place
    first = last
    while first > reading.begins[place] and reading.ner[first - 1].endswith("PER"):
        first -= 1
        if reading.ner[first] == "B-PER":
            break
    if last - first < 2 or reading.keys[first] in TITLED:
        return None
    return normal(reading.text[reading.starts[first] : reading.ends[last - 1]])
