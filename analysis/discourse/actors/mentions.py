"""Mentions of actors: countries and bodies of the gazetteer, people by title and name, institutions and groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.discourse.gazetteer import Gazetteer, find_entities
from analysis.discourse.naming import BODIES, UNNAMED, is_honorific, is_title, speaker_name
from analysis.discourse.parsed import MARKS, Reading
from analysis.discourse.phrases import PERSONAL, has_pronoun, phrase_end
from analysis.discourse.verbal_nouns import is_verbal_noun

NAME_TAGS = ("X", "PROPN")
SPEAKING = frozenset({"انا", "نحن", "انت"})
MAX_OFFICE = 8


@dataclass(frozen=True)
class Mention:
    """A phrase that mentions an actor: words `first:last`; `name` under which it is counted, `rule` that found it."""

    first: int
    last: int
    name: str
    kind: str
    rule: str


def find_mentions(reading: Reading, gazetteer: Gazetteer) -> list[Mention]:
    """Find the mentions of a document in order.

    Rules, in order of precedence (none overlaps an earlier one but for a country inside an office or institution, which
    is a mention of its own): "gazetteer", "capital", "adjective"; "title-name", "apposition", "office"; "name";
    "institution"; "group".
    """
    mentions = [
        Mention(f.first, f.last, f.entity.name, f.entity.kind, "gazetteer" if f.how == "name" else f.how)
        for f in find_entities(reading, gazetteer)
        if f.how != "adjective" or reading.upos[f.first] in ("ADJ", "NOUN", "X", "PROPN")
    ]
    named = {i for m in mentions if m.rule == "gazetteer" for i in range(m.first, m.last)}
    taken = {i for m in mentions if m.rule != "adjective" for i in range(m.first, m.last)}
    for found in (_people(reading, named), _names(reading), _bodies(reading)):
        for mention in found:
            span = range(mention.first, mention.last)
            if mention.first not in taken and not (mention.rule == "name" and any(i in taken for i in span)):
                mentions.append(mention)
                taken.update(span)
    return sorted(mentions, key=lambda m: (m.first, m.last))


def _people(reading: Reading, named: set[int]) -> Iterator[Mention]:
    """المشير عاصم منير; وزير الخارجية الأمريكي، ماركو روبيو; an office without a name counts under its words."""
    position = 0
    previous: Mention | None = None
    while position < len(reading):
        if not (is_title(reading.keys[position]) and reading.upos[position] in ("NOUN", "ADJ", "X", "PROPN")):
            position += 1
            continue
        name = _name_after(reading, position, named)
        if name:
            first, last = name
            text = reading.text[reading.starts[first] : reading.ends[last - 1]]
            previous = Mention(position, last, speaker_name(text), "person", "title-name")
            yield previous
            position = last
            continue
        last = phrase_end(reading, position, position, reading.stops[position], bounded=False)
        if last > position + 1 and not is_honorific(reading.keys[position]):
            phrase = reading.forms[position] + reading.text[reading.ends[position] : reading.ends[last - 1]]
            comma = position > 0 and reading.forms[position - 1] in ("،", ",")
            same = previous if comma and previous and previous.last == position - 1 else None
            called, rule = (same.name, "apposition") if same else (speaker_name(phrase), "office")
            yield Mention(position, last, called, "person", rule)
            position = last
        else:
            position += 1


def _name_after(reading: Reading, title: int, named: set[int]) -> tuple[int, int] | None:
    """Find the words of a name after a title and what qualifies it, over one comma at most."""
    position, commas = title + 1, 0
    stop = min(reading.stops[title], title + MAX_OFFICE)
    while position < stop:
        form = reading.forms[position]
        if form in ("،", ",") and not commas and not is_honorific(reading.keys[title]):
            commas += 1
        elif (
            (reading.upos[position] in NAME_TAGS and position not in named and reading.keys[position].isalpha())
            or (position == title + 1 and is_honorific(reading.keys[title]) and _may_be_name(reading, position))
            or _closes_office(reading, title, position)
        ):
            return position, _name_end(reading, position, stop + 4)
        elif not _may_qualify(reading, position, commas):
            return None
        position += 1
    return None


def _may_qualify(reading: Reading, position: int, commas: int) -> bool:
    """Say whether a word can stand between a title and the name: what the office is of, or a second title."""
    if commas and not is_title(reading.keys[position]) and reading.upos[position] != "PUNCT":
        return False
    linking = reading.upos[position] == "ADP" and reading.keys[position] in ("ل", "ب", "باسم")
    return reading.is_nominal(position) or linking or reading.keys[position] == "و"


def _closes_office(reading: Reading, title: int, position: int) -> bool:
    """وزير الخارجية الباكستاني إسحاق دار: after the office's adjective a noun without article is a name."""
    before = position - 1
    if before <= title or reading.upos[before] != "ADJ" or not reading.keys[before].startswith("ال"):
        return False
    return (
        _may_be_name(reading, position)
        and reading.upos[position] == "NOUN"
        and not is_verbal_noun(reading.keys[position])
    )


def _may_be_name(reading: Reading, position: int) -> bool:
    word = reading.keys[position]
    return (
        reading.is_nominal(position)
        and not word.startswith("ال")
        and not is_title(word)
        and not _is_object(reading, position)
        and not has_pronoun(reading, position)  # استقالته
    )


def _is_object(reading: Reading, position: int) -> bool:
    """وجه الرئيس رسالة: what the verb is done to is not the name of who does it."""
    return reading.deprel[position] in ("obj", "iobj")


def _name_end(reading: Reading, first: int, stop: int) -> int:
    """Follow a name: words tagged as names, the parts بن and آل, and a last name with the article."""
    position = first + 1
    while position < min(stop, len(reading)):
        word = reading.keys[position]
        last_name = _ends_before_comma(reading, position)
        family = word.startswith("ال") and reading.upos[position] in ("ADJ", "NOUN") and position == first + 1
        if not (reading.upos[position] in NAME_TAGS or word in ("بن", "ال", "ابن", "ابو") or family or last_name):
            break
        position += 1
    return position


def _ends_before_comma(reading: Reading, position: int) -> bool:
    """ساحر شمشاد ميرزا، …: up to three more nominal words without article, then punctuation, are the name's rest."""
    for i in range(position, min(position + 4, len(reading))):
        if reading.upos[i] == "PUNCT":
            return i > position
        if not reading.is_nominal(i) or reading.keys[i].startswith("ال") or is_title(reading.keys[i]):
            return False
    return False


def _names(reading: Reading) -> Iterator[Mention]:
    """Two or more words in a row that the tagger takes for names: إسحاق دار; what follows أنا or نحن is no name."""
    position = 0
    while position < len(reading):
        if reading.keys[position] in PERSONAL:
            position += 2 if reading.keys[position] in SPEAKING else 1
            continue
        last = position
        while (
            last < len(reading)
            and reading.upos[last] in NAME_TAGS
            and reading.keys[last].isalpha()
            and len(reading.keys[last]) > 1
            and reading.keys[last] not in PERSONAL
        ):
            last += 1
        if last - position >= 2 and not reading.keys[position].isascii():
            text = reading.text[reading.starts[position] : reading.ends[last - 1]]
            yield Mention(position, last, speaker_name(text), "person", "name")
        position = max(last, position + 1)


def _bodies(reading: Reading) -> Iterator[Mention]:
    """Institutions by the noun that heads them, and groups without a name: المشاركون."""
    for position, word in enumerate(reading.keys):
        if reading.upos[position] not in ("NOUN", "X", "PROPN") or reading.forms[position][0] in MARKS:
            continue
        bare = word.removeprefix("ال")
        body = word in BODIES or (bare in BODIES and bare != word)
        group = (word in UNNAMED or bare in UNNAMED) and word.startswith("ال") and word.endswith(("ون", "ين", "ات"))
        if not (body or group):
            continue
        last = phrase_end(reading, position, position, reading.stops[position], bounded=not group)
        last = _without_verbless_tail(reading, position, last)
        if body and last == position + 1 and not word.startswith("ال"):
            continue
        phrase = reading.forms[position] + reading.text[reading.ends[position] : reading.ends[last - 1]]
        yield Mention(
            position, last, speaker_name(phrase), "institution" if body else "group", "institution" if body else "group"
        )


def _is_other(reading: Reading, position: int) -> bool:
    """After a definite word a nominal without article is of another phrase, after its adjective any noun is."""
    definite = reading.keys[position].startswith("ال")
    if definite and reading.upos[position] == "NOUN":
        return reading.upos[position - 1] == "ADJ"
    return reading.is_nominal(position) and not definite


def _without_verbless_tail(reading: Reading, first: int, last: int) -> int:
    """Keep an institution's own words: the construct chain, its adjectives, لـ + noun and a bracketed abbreviation."""
    position = first + 1
    while position < last:
        word = reading.forms[position]
        if word == "(":
            close = next((i for i in range(position, min(last, position + 4)) if reading.forms[i] == ")"), None)
            return close + 1 if close else position
        own = reading.is_nominal(position) or (reading.upos[position] == "ADP" and reading.keys[position] == "ل")
        coordinated = (
            reading.keys[position] == "و" and position + 1 < last and reading.keys[position + 1].startswith("ال")
        )
        if not (own or coordinated) or word in ("،", ",") or is_title(reading.keys[position]):
            return position
        if position > first and reading.keys[position - 1].startswith("ال") and _is_other(reading, position):
            return position
        position += 1
    return position
