"""Reading fields, which are named lists of words, and the conditions that refer to them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from analysis.arabic.orthography import key
from analysis.errors import KhitabError
from analysis.lexicon.terms import NAME_KINDS, RELATIONS, Condition, Element

Fields = Mapping[str, tuple[str, ...]]

_SHORTEST_INFLECTED = 4  # letters; shorter words with endings would be other words (في: فين)


def read_fields(path: str, table: Any) -> Fields:
    """Read the table `[fields]`; a field may take in those before it by `"@name"`."""
    if not isinstance(table, dict):
        raise KhitabError(f'{path}: fields must be a table of lists; write [fields] and below it name = ["…"].')
    fields: dict[str, tuple[str, ...]] = {}
    for name, words in table.items():
        fields[name] = _words(f"{path}, field {name!r}", words, fields)
    return fields


def read_conditions(place: str, table: Any, fields: Fields) -> tuple[Condition, ...]:
    """Read a table such as `{ noun = ["@relief", "وضع"] }`: relations, each with the words that may stand in it.

    `["*"]` stands for any word.
    """
    if not isinstance(table, dict):
        raise KhitabError(f'{place}: must be a table of relations such as {{ noun = ["مساعدة"] }}.')
    if unknown := sorted(set(table) - set(RELATIONS)):
        raise KhitabError(f"{place}: relation {unknown[0]!r} is unknown; use one of {', '.join(RELATIONS)}.")
    return tuple(
        Condition(relation, None if words == ["*"] else _asked_for(f"{place}, {relation}", relation, words, fields))
        for relation, words in table.items()
    )


def _asked_for(place: str, relation: str, words: Any, fields: Fields) -> Element:
    if relation != "name":
        return _element(_words(place, words, fields))
    if not isinstance(words, list) or not words or not set(words) <= set(NAME_KINDS):
        raise KhitabError(f"{place}: must be a list of kinds of names; use {', '.join(NAME_KINDS)}.")
    return Element.parse("|".join(words))


def _words(place: str, words: Any, fields: Fields) -> tuple[str, ...]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise KhitabError(f'{place}: must be a list of words or of fields such as ["…", "@field"], not empty.')
    found: list[str] = []
    for word in words:
        if word.startswith("@"):
            if word[1:] not in fields:
                known = ", ".join(fields) or "none is given"
                raise KhitabError(f"{place}: there is no field {word!r} above this place; fields: {known}.")
            found += fields[word[1:]]
        elif len(word.split()) > 1:
            raise KhitabError(f"{place}: {word!r} is several words; list single words, or write a phrase term.")
        else:
            found.append(word)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1000)
def _element(words: tuple[str, ...]) -> Element:
    """Words as dictionary forms: their regular plurals and feminines are meant too, whatever lemma the parser gives."""
    return Element.parse("|".join(form for word in words for form in (word, *_inflected(word))))


def _inflected(word: str) -> tuple[str, ...]:
    stem = key(word)
    if stem.startswith("=") or len(stem) < _SHORTEST_INFLECTED:
        return ()
    if stem.endswith("ه"):
        return (stem[:-1] + "ات", stem[:-1] + "تين", stem[:-1] + "ت")
    return (stem + "ات", stem + "ين", stem + "ون", stem + "ه")
