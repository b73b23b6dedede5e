"""The closed lists of words that the rules of voices read (`words.toml`)."""

import tomllib
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words.toml"


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items()}


def word_list(name: str) -> frozenset[str]:
    """Give a list as a set of keys."""
    return frozenset(_lists()[name])


def word_phrases(name: str) -> tuple[str, ...]:
    """Give a list of phrases, in order."""
    return _lists()[name]
