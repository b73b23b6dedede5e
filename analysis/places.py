"""The words table as integers: which tokens, paragraphs and spelling types its rows belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.inflection import Analysis
from analysis.orthography import key

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
    def of(cls, words: pd.DataFrame) -> "Places":
        """Number the tokens of a words table."""
        document, token = words["doc_id"].cat.codes.to_numpy(), words["token"].to_numpy()
        new = np.ones(len(words), dtype=bool)
        new[1:] = (token[1:] != token[:-1]) | (document[1:] != document[:-1])
        borders = np.append(np.flatnonzero(new), len(words))
        return cls(borders, np.cumsum(new, dtype=np.int32) - np.int32(1), document, words["paragraph"].to_numpy())

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
    """The two columns that lexicons match: their categories, and the category codes of their rows.

    `form_texts` are the forms as the parser gives them, which is what users see; lemmas are keys.
    """

    form_texts: pd.Index
    forms: Codes
    lemma_keys: pd.Index
    lemmas: Codes

    @classmethod
    def of(cls, words: pd.DataFrame) -> "Types":
        """Take the forms and lemma keys of a words table."""
        form, lemma = words["form"].cat, words["key"].cat
        return cls(form.categories, form.codes.to_numpy(), lemma.categories, lemma.codes.to_numpy())

    def texts_of(self, tokens: Iterable[Sequence[int]]) -> dict[int, str]:
        """Give the texts of the forms in some tokens, by their codes."""
        codes = sorted({code for token in tokens for code in token})
        return dict(zip(codes, self.form_texts[codes].tolist(), strict=True))


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


def attached(
    rows: IntArray, tokens: IntArray, readings: Sequence[Analysis | None], reading: IntArray, places: Places,
    types: Types,
) -> tuple[IntArray, list[tuple[str, str]]]:  # fmt: skip
    """Separate words from what is glued to them within their tokens.

    Parameters
    ----------
    rows, tokens : (n,) the words and their tokens.
    reading : (n,) how each word's form was read, as a place among `readings`.

    Returns
    -------
    numbers : (n,) each word's place in the list, and the list: (clitics, word), the clitics with hyphens on the side of
        the word ("و-ب-ال-", "-ها", "ل- -هم").
    """
    first, last = places.first_row(tokens), places.last_row(tokens)
    longest = int((last - first).max()) + 1 if len(rows) else 0
    beside = [np.where(first + i <= last, types.forms[np.minimum(first + i, last)], -1) for i in range(longest)]
    numbers, examples = numbered([*beside, rows - first, reading, types.lemmas[rows]])
    lemmas = types.lemma_keys[types.lemmas[rows[examples]]].tolist()
    codes = [types.forms[first[i] : last[i] + 1].tolist() for i in examples]
    texts = types.texts_of(codes)
    parts = [
        _split([texts[code] for code in token], rows[i] - first[i], readings[reading[i]], lemma)
        for i, token, lemma in zip(examples, codes, lemmas, strict=True)
    ]
    return numbers, parts


def _split(texts: list[str], position: int, reading: Analysis | None, lemma: str) -> tuple[str, str]:
    before, word, after = texts[:position], texts[position], texts[position + 1 :]
    if reading is not None:
        before += [*reading.proclitics, *(["ال"] if reading.article else [])]
        after = [*([reading.enclitic] if reading.enclitic else []), *after]
        folded = key(word)
        # Where a diacritic shifts the letters, the folded spelling is shown instead.
        word = (word if len(word) == len(folded) else folded)[reading.start : reading.end]
    elif word.startswith("ال") and not lemma.startswith("ال"):
        before, word = [*before, "ال"], word[2:]
    sides = "".join(f"{clitic}-" for clitic in before), "".join(f"-{clitic}" for clitic in after)
    return " ".join(side for side in sides if side), word
