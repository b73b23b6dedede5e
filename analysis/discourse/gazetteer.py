"""The gazetteer: countries with their capitals and adjectives, bodies with their abbreviations, as a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from analysis.arabic.orthography import key
from analysis.discourse.parsed import Reading
from analysis.errors import KhitabError

GAZETTEER = Path(__file__).parent / "gazetteer.toml"
FIELDS = {"name", "en", "kind", "forms", "capitals", "adjectives"}
How = Literal["name", "capital", "adjective"]
CLITICS = ("ADP", "CCONJ", "SCONJ", "PART", "AUX")


@dataclass(frozen=True)
class Entity:
    """A country or body."""

    name: str
    en: str
    kind: str


@dataclass(frozen=True)
class Gazetteer:
    """Entities by the keys of their spellings, word by word.

    `phrases` maps a tuple of keys to an entity and to how it is meant: by name, by its capital, by its adjective.

    Examples
    --------
    >>> isinstance(read_gazetteer(), Gazetteer)
    True
    """

    phrases: Mapping[tuple[str, ...], tuple[Entity, How]]
    longest: int

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that begin a spelling: no other word needs looking up."""
        return frozenset(phrase[0] for phrase in self.phrases)


def read_gazetteer(path: str | Path = GAZETTEER) -> Gazetteer:
    """Read a gazetteer; KhitabError names the entry that is wrong.

    Examples
    --------
    >>> type(read_gazetteer()).__name__
    'Gazetteer'
    """
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise KhitabError(f"{path}: there is no such gazetteer; give the path of a .toml file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KhitabError(f"{path}: is not valid TOML: {error}; mend that line.") from None
    if strangers := sorted(set(data) - {"entity"}):
        raise KhitabError(f"{path}: unknown table {strangers[0]!r}; an entity is written under [[entity]].")
    phrases: dict[tuple[str, ...], tuple[Entity, How]] = {}
    for number, entry in enumerate(data.get("entity", []), start=1):
        _check(f"{path}, entity {number}", entry)
        entity = Entity(entry["name"], entry.get("en", entry["name"]), entry["kind"])
        for phrase, how in _spellings(entry):
            phrases.setdefault(phrase, (entity, how))
    return Gazetteer(phrases, max((len(phrase) for phrase in phrases), default=0))


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer that comes with Khitab."""
    return read_gazetteer()


def _check(place: str, entry: Mapping[str, Any]) -> None:
    if "name" not in entry or "kind" not in entry:
        raise KhitabError(f"{place}: needs a name and a kind; add what is missing.")
    if unknown := sorted(set(entry) - FIELDS):
        raise KhitabError(f"{place} ({entry['name']}): unknown field {unknown[0]!r}; use {', '.join(sorted(FIELDS))}.")
    if entry["kind"] not in ("country", "institution"):
        raise KhitabError(
            f'{place} ({entry["name"]}): kind {entry["kind"]!r} is unknown; use "country" or "institution".'
        )


def _spellings(entry: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], How]]:
    for form in (entry["name"], *entry.get("forms", [])):
        yield _keys(form), "name"
    for city in entry.get("capitals", []):
        yield _keys(city), "capital"
    for adjective in entry.get("adjectives", []):
        base = key(adjective)
        endings = ("", "ه", "ون", "ين", "ات", "ان") if base.endswith("ي") else ("",)
        for form in (base + ending for ending in endings):
            yield (form,), "adjective"
            yield ("ال" + form,), "adjective"


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(word) for word in phrase.split())


@dataclass(frozen=True)
class Found:
    """A spelling of an entity over the words `first:last`."""

    first: int
    last: int
    entity: Entity
    how: How


def find_entities(reading: Reading, gazetteer: Gazetteer) -> Iterator[Found]:
    """Find the gazetteer's entities in a document, longest spelling first, never overlapping."""
    tokens = list(_tokens(reading))
    index = 0
    while index < len(tokens):
        found = _at(tokens, index, gazetteer)
        if found is None:
            index += 1
            continue
        length, entity, how = found
        yield Found(tokens[index][0], tokens[index + length - 1][1], entity, how)
        index += length


def _tokens(reading: Reading) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Give each surface token's first bare word, end, and the keys it may be looked up under."""
    position = 0
    while position < len(reading):
        following = reading.next_token(position)
        bare = position
        while bare + 1 < following and reading.upos[bare] in CLITICS:
            bare += 1
        token = reading.text[reading.starts[position] : reading.ends[position]]
        # The parser sometimes takes a name apart (باكستان as ب + إكستان), so the whole token is tried too.
        yield bare, following, _spellings_of(reading.keys[bare], token)
        position = following


@lru_cache(maxsize=200_000)
def _spellings_of(bare: str, token: str) -> tuple[str, ...]:
    """The keys that a token may be looked up under: its bare word, itself, itself without clitics."""
    whole = key(token)
    return tuple(dict.fromkeys((bare, whole, *_stripped(whole))))


def _stripped(token: str) -> tuple[str, ...]:
    """A token without conjunction, then without preposition: وبباكستان → بباكستان → باكستان."""
    found = []
    for clitics in ("وف", "بلك"):
        if len(token) > 4 and token[0] in clitics:
            token = token[1:]
            found.append(token)
    return tuple(found)


def _at(
    tokens: Sequence[tuple[int, int, tuple[str, ...]]], index: int, gazetteer: Gazetteer
) -> tuple[int, Entity, How] | None:
    if gazetteer.first_words.isdisjoint(tokens[index][2]):
        return None
    for length in range(min(gazetteer.longest, len(tokens) - index), 0, -1):
        rest = tuple(tokens[index + i][2][0] for i in range(1, length))
        for first in tokens[index][2]:
            match = gazetteer.phrases.get((first, *rest))
            if match:
                return length, *match
    return None
