"""Verbal nouns (masdars): nouns that name an action and can hide who does it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from analysis.arabic.orthography import key

_DATA = tomllib.loads((Path(__file__).parent / "nouns.toml").read_text(encoding="utf-8"))
_SHAPES = [(table["name"], re.compile(table["shape"])) for table in _DATA["shape"]]
_LISTED = frozenset(key(word) for word in _DATA["listed"])
_REFUSED = frozenset(key(word) for word in _DATA["refused"])


@cache
def is_verbal_noun(lemma: str) -> bool:
    """Say whether a noun's lemma has the shape of a verbal noun of a derived verb, or is listed as one.

    Shapes are those of the derived forms II–X (Wright, *A Grammar of the Arabic Language*, §202 ff.); verbal nouns of
    simple
    verbs have no shape of their own, so the frequent ones are listed in `nouns.toml`.
    """
    return verbal_noun_shape(lemma) != ""


def verbal_noun_shape(lemma: str) -> str:
    """Give the name of the shape by which a lemma is a verbal noun, "listed", or nothing."""
    word = key(lemma)
    if word in _REFUSED:
        return ""
    if word in _LISTED:
        return "listed"
    return next((name for name, shape in _SHAPES if shape.fullmatch(word)), "")
