"""The words table as integers: which tokens, paragraphs and spelling types its rows belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.annotation.words import Coded

IntArray = NDArray[np.int64]
Codes = NDArray[np.integer]
_MOST = 1 << 62  # which numbers may not exceed


@dataclass(frozen=True)
class Places:
    """Surface tokens numbered over the whole table; all else is looked up for the few rows that are asked for.

    Attributes
    ----------
    borders : (n_tokens + 1,) the row of each token's first word, and the number of rows.
    token : (n_words,) the number of each row's token.
    document, paragraph : (n_words,) the document's code and the paragraph's number of each row.
    """

    borders: IntArray
    token: NDArray[np.int32]
    document: Codes
    paragraph: Codes

    @classmethod
    def of(cls, piece: Annotations) -> "Places":
        """Number the tokens of a words table."""
        document, token = piece.strings("doc_id").codes, piece.numbers("token")
        new = np.ones(len(token), dtype=bool)
        new[1:] = (token[1:] != token[:-1]) | (document[1:] != document[:-1])
        borders = np.append(np.flatnonzero(new), len(token))
        return cls(borders, np.cumsum(new, dtype=np.int32) - np.int32(1), document, piece.numbers("paragraph"))

    @property
    def n_tokens(self) -> int:
        """How many tokens there are."""
        return len(self.borders) - 1

    def token_of(self, rows: IntArray) -> IntArray:
        """Give the token of each of the rows."""
        return self.token[rows].astype(np.int64)

    def first_row(self, tokens: IntArray) -> IntArray:
        """Give the row of the first word of each of the tokens."""
        return self.borders[tokens]

    def last_row(self, tokens: IntArray) -> IntArray:
        """Give the row of the last word of each of the tokens."""
        return self.borders[tokens + 1] - 1

    def paragraph_of(self, tokens: IntArray) -> IntArray:
        """Give a number for the paragraph of each of the tokens, other paragraphs having others."""
        rows = self.borders[tokens]
        return (self.document[rows].astype(np.int64) << 32) | self.paragraph[rows]


@dataclass(frozen=True)
class Types:
    """The two columns that lexicons match: forms as the parser gives them, which is what users see, and lemma keys."""

    forms: Coded
    lemmas: Coded

    @classmethod
    def of(cls, piece: Annotations) -> "Types":
        """Take the forms and lemma keys of a words table."""
        return cls(piece.strings("form"), piece.strings("key"))

    def texts_of(self, tokens: Iterable[Sequence[int]]) -> dict[int, str]:
        """Give the texts of the forms in some tokens, by their codes."""
        codes = sorted({code for token in tokens for code in token})
        return dict(zip(codes, self.forms.take(np.array(codes, dtype=np.int64)), strict=True))


def numbered(columns: Sequence[Codes]) -> tuple[IntArray, IntArray]:
    """Number the distinct rows of some columns of integers, so that what is said of equal rows is settled once.

    Returns
    -------
    numbers : (n,) the number of each row, from 0.
    examples : (n_distinct,) one row of each number.
    """
    numbers, span = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
        if span * (high - low + 1) > _MOST:
            numbers = pd.factorize(numbers)[0].astype(np.int64)
            span = int(numbers.max()) + 1
        numbers = numbers * (high - low + 1) + (column - low)
        span *= high - low + 1
    numbers = pd.factorize(numbers)[0].astype(np.int64)
    examples = np.empty(int(numbers.max()) + 1 if len(numbers) else 0, dtype=np.int64)
    examples[numbers] = np.arange(len(numbers))
    return numbers, examples


def among(values: IntArray, known: IntArray) -> NDArray[np.bool_]:
    """Say which values are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    return np.asarray(known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values)
