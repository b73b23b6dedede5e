"""The gazetteer: countries with their capitals and adjectives, bodies with their abbreviations, as a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
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

    @cached_property
    def begins(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What was looked up before: by which spellings a word, or a token of several, can begin a name."""
        return {}


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
    tokens = _tokens(reading)
    begins = gazetteer.begins
    covered = 0
    for index, (bare, following) in enumerate(tokens):
        if index < covered:
            continue
        position = reading.token_start(bare)
        # The parser sometimes takes a name apart (باكستان as ب + إكستان), so the whole token is tried too.
        alone = following == position + 1
        token = "" if alone else reading.text[reading.starts[position] : reading.ends[position]]
        word = reading.keys[bare]
        firsts = begins.get((word, token))
        if firsts is None:
            firsts = begins[word, token] = _firsts(word, token, gazetteer)
        found = _at(reading, tokens, index, firsts, gazetteer) if firsts else None
        if found is not None:
            length, entity, how = found
            yield Found(bare, tokens[index + length - 1][1], entity, how)
            covered = index + length


def _tokens(reading: Reading) -> list[tuple[int, int]]:
    """Give each surface token's first bare word, and the word after it."""
    tokens = []
    position, size, upos, next_token = 0, len(reading), reading.upos, reading.next_token
    while position < size:
        bare, following = position, next_token(position)
        while bare + 1 < following and upos[bare] in CLITICS:
            bare += 1
        tokens.append((bare, following))
        position = following
    return tokens


def _firsts(word: str, token: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The spellings of a token (its bare word, itself, itself without clitics) that begin one of the gazetteer's."""
    whole = key(token) if token else word
    spellings = dict.fromkeys((word, whole, *_stripped(whole)))
    return tuple(spelling for spelling in spellings if spelling in gazetteer.first_words)


def _stripped(token: str) -> tuple[str, ...]:
    """A token without conjunction, then without preposition: وبباكستان → بباكستان → باكستان."""
    found = []
    for clitics in ("وف", "بلك"):
        if len(token) > 4 and token[0] in clitics:
            token = token[1:]
            found.append(token)
    return tuple(found)


def _at(
    reading: Reading, tokens: Sequence[tuple[int, int]], index: int, firsts: Sequence[str], gazetteer: Gazetteer
) -> tuple[int, Entity, How] | None:
    for length in range(min(gazetteer.longest, len(tokens) - index), 0, -1):
        rest = tuple(reading.keys[tokens[index + i][0]] for i in range(1, length))
        for first in firsts:
            match = gazetteer.phrases.get((first, *rest))
            if match:
                return length, *match
    return None
