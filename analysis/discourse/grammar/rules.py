"""The rules of grammar as data: what each gives, with its examples, and the closed lists of words that they read."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "grammar.toml"


@dataclass(frozen=True)
class GrammarRule:
    """A rule: the column and value that it gives, and examples with the token that they are about in 【】."""

    name: str
    column: str
    value: str
    example: str
    counterexample: str
    gloss: str


@cache
def grammar_rules() -> tuple[GrammarRule, ...]:
    """The rules of `grammar.toml`."""
    return tuple(GrammarRule(**table) for table in _data()["rule"])


@cache
def words(name: str) -> frozenset[str]:
    """Give a closed list of `grammar.toml` as a set of keys."""
    return frozenset(_data()["words"][name])


@cache
def is_form(word: str, name: str) -> bool:
    """Say whether a present verb is in a list, in any person: of يجري also نجري, تجري, يجرون."""
    if word in words(name):
        return True
    if word[:1] not in ("ي", "ت", "ن", "ا") or len(word) < 3:
        return False
    stem = "ي" + word[1:]
    return any(stem.removesuffix(ending) in words(name) for ending in ("", "وا", "ون", "ان", "ن"))


@cache
def pairs(name: str) -> frozenset[tuple[str, ...]]:
    """Give a closed list of phrases of `grammar.toml` as a set of tuples of keys."""
    return frozenset(tuple(phrase) for phrase in _data()["words"][name])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))
