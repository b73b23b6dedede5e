"""Words of stance by relation, as data: `stances.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "stances.toml"
RELATIONS = ("praise", "blame", "warn", "accuse", "support", "reject")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def by_object() -> Mapping[str, str]:
    """Map verbs and participles whose target is their object to the relation."""
    return {word: relation for relation in RELATIONS for word in _data()["relation"][relation]["object"]}


@cache
def by_preposition() -> Mapping[tuple[str, str], str]:
    """Map words and the preposition that the target follows to the relation."""
    return {(w, p): relation for relation in RELATIONS for w, p in _data()["relation"][relation]["through"]}


@cache
def cue_words() -> frozenset[str]:
    """All words of stance."""
    return frozenset(by_object()) | {word for word, _ in by_preposition()}


def needed_with(word: str) -> frozenset[str] | None:
    """Give the words of which one must follow for a word to be one of stance, None where none must."""
    needed = _data()["needs"]["words"].get(word)
    return None if needed is None else frozenset(needed)


@cache
def undergone() -> frozenset[str]:
    """Nouns of what befalls their genitive, which a stance towards the event is no stance towards: مقتل المواطن."""
    return frozenset(_data()["undergone"]["nouns"])


def examples() -> Mapping[str, str]:
    """Map each relation to a sentence that has it."""
    return {relation: _data()["relation"][relation]["example"] for relation in RELATIONS}
