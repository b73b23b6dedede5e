"""Names of persons: words inside them are no talk of anything (الشاعر عبدالرحمن السلمي, طارق حرب).

`is_name` is the one place that decides. A name is told by the column `ner` of the words table, where the model looks
for names, and by what stands before the word: a given name, a title, a particle such as بن.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.annotation.words import Coded
from analysis.arabic.orthography import key
from analysis.counting.token_index import Codes, IntArray, Places, Types

_WORDS = Path(__file__).parent / "names.toml"
_NAME_TAGS = ("X", "PROPN")


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in tomllib.loads(_WORDS.read_text(encoding="utf-8"))[name])


def is_name(
    piece: Annotations, places: Places, types: Types, rows: IntArray, prefixed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Say which words are part of a person's name.

    Parameters
    ----------
    rows : (n,) rows of the words table.
    prefixed : (n,) whether the word was read with a clitic before it: in ظهر في باريس كإرهابي no name goes on.

    Returns
    -------
    (n,) bool.
    """
    if not len(rows):
        return np.zeros(0, dtype=bool)
    labels = piece.strings("ner")
    person = np.array([(value or "").endswith("-PER") for value in labels.values.to_pylist()] + [False])
    return np.asarray(_by_neighbours(piece, places, types, rows, prefixed) | person[labels.codes[rows]])


def _by_neighbours(
    piece: Annotations, places: Places, types: Types, rows: IntArray, prefixed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    tags = piece.strings("upos")
    name_tag = np.array([tag in _NAME_TAGS for tag in tags.values.to_pylist()] + [False])
    tagged = name_tag[tags.codes]
    token = places.token_of(rows)
    alone = places.first_row(token) == rows
    before, behind = np.maximum(places.first_row(token) - 1, 0), np.minimum(places.last_row(token) + 1, len(tagged) - 1)
    paragraph = places.paragraph_of(token)
    has_before = alone & (places.paragraph_of(places.token_of(before)) == paragraph) & (before < rows)
    has_behind = (places.paragraph_of(places.token_of(behind)) == paragraph) & (behind > rows)
    forms = types.forms.codes
    given, titles, particles = (
        has_before & _among(types, forms[before], _keys(name)) for name in ("given", "titles", "particles")
    )
    # A noun with the article or an ending is no surname: (مليشيات الحوثي و)صالح الهدنة, (عين ابن الملك) سلمان سفيرا.
    given &= ~(_is(tags, rows, "NOUN") & _inflected(piece, rows))
    given &= ~_rules_genitive(piece, places, rows)
    given &= ~_shares_noun(piece, rows, before)
    # Prepositions and verbs may be spelt as names are: على and علي have one key.
    given &= ~_is(tags, before, "ADP", "VERB", "PART")
    alone_behind = has_behind & tagged[behind] & (places.first_row(places.token_of(behind)) == behind)
    first = _among(types, forms[rows], _keys("first")) & alone_behind
    # Behind a noun without article there stands its genitive: إرساء سلام فعلي.
    first &= ~(has_before & _is(tags, before, "NOUN") & ~_inflected(piece, before))
    after_name = tagged[rows] & has_before & tagged[before] & ~prefixed
    return np.asarray(particles | given | (titles & tagged[rows]) | after_name | first)


def _rules_genitive(piece: Annotations, places: Places, rows: IntArray) -> NDArray[np.bool_]:
    """Whether a noun outside names has its genitive right behind it: (عفيفي عبدالوهاب) سفير مصر, حسن تعاون الأطراف."""
    tags, labels = piece.strings("upos"), piece.strings("ner")
    head, word = piece.numbers("head"), piece.numbers("word")
    behind = np.minimum(rows + 1, len(head) - 1)
    same = places.paragraph_of(places.token_of(behind)) == places.paragraph_of(places.token_of(rows))
    genitive = same & (head[behind] == word[rows]) & _is(piece.strings("deprel"), behind, "nmod")
    return np.asarray(genitive & _is(tags, rows, "NOUN") & _is(labels, rows, "O"))


def _shares_noun(piece: Annotations, rows: IntArray, before: IntArray) -> NDArray[np.bool_]:
    """Whether two adjectives stand behind one noun: بشري, a given name too, in حاجز بشري أمني."""
    tags, relations, head = piece.strings("upos"), piece.strings("deprel"), piece.numbers("head")
    adjectives = _is(tags, rows, "ADJ") & _is(tags, before, "ADJ")
    modifiers = _is(relations, rows, "amod") & _is(relations, before, "amod")
    return np.asarray(adjectives & modifiers & (head[rows] == head[before]))


def _is(tags: Coded, rows: IntArray, *wanted: str) -> NDArray[np.bool_]:
    return np.asarray(np.array([tag in wanted for tag in tags.values.to_pylist()] + [False])[tags.codes[rows]])


def _inflected(piece: Annotations, rows: IntArray) -> NDArray[np.bool_]:
    """Whether the words have the article, or the alef of an accusative."""
    forms = piece.strings("form")
    texts = [text or "" for text in forms.values.to_pylist()]
    inflected = np.array([text.startswith("ال") or text.rstrip("ً").endswith("ا") for text in texts] + [False])
    return np.asarray(inflected[forms.codes[rows]])


def _among(types: Types, codes: Codes, known: frozenset[str]) -> NDArray[np.bool_]:
    unique, places = np.unique(codes, return_inverse=True)
    found = np.array([key(form) in known for form in types.forms.take(unique)], dtype=bool)
    return np.asarray(found[places])
