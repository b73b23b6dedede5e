"""What counts as a word, and how many words and tokens documents have.

A word is a syntactic word with at least one letter or digit; a token is a printed token with at least one such word.
Punctuation and symbols keep their rows in the words table, for the parse, and are in no count, rate or total.
"""

import unicodedata
from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

TATWEEL = "\u0640"  # a letter to Unicode; alone it is a dash
IS_WORD_SQL = rf"regexp_matches(replace(form, '{TATWEEL}', ''), '[\p{{L}}\p{{N}}]')"
"""The same test of the column `form`, for DuckDB."""


def has_letter_or_digit(form: str) -> bool:
    """Say whether a form is a word: does it hold a letter or a digit of any script?"""
    return any(unicodedata.category(character)[0] in "LN" and character != TATWEEL for character in form)


def are_words(forms: Iterable[str]) -> Bools:
    """(n_forms,) whether each form is a word."""
    return np.fromiter(map(has_letter_or_digit, forms), dtype=bool)


def is_word(words: pd.DataFrame) -> Bools:
    """(n_rows,) whether each row of a words table, of which the forms are needed, is a word."""
    form = words["form"].cat
    return np.asarray(are_words(form.categories)[form.codes.to_numpy()], dtype=bool)


def words_and_tokens(words: pd.DataFrame) -> tuple[Ints, Ints]:
    """Count the words and the tokens of each document of a words table: two arrays, (n_categories of doc_id,)."""
    counted = is_word(words)
    document = words["doc_id"].cat.codes.to_numpy()[counted]
    token = words["token"].to_numpy()[counted]
    n_documents = len(words["doc_id"].cat.categories)
    first = np.ones(len(token), dtype=bool)
    first[1:] = (token[1:] != token[:-1]) | (document[1:] != document[:-1])
    return np.bincount(document, minlength=n_documents), np.bincount(document[first], minlength=n_documents)
