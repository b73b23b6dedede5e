"""The words table as integers: which token, paragraph and spelling type each row belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.inflection import Analysis
from analysis.orthography import key

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Tokens and paragraphs numbered over the whole corpus.

    Attributes
    ----------
    token, paragraph : (n_words,) number of each row's surface token and paragraph.
    first_row, last_row : (n_tokens,) the rows of each token's first and last word.
    """

    token: IntArray
    paragraph: IntArray
    first_row: IntArray
    last_row: IntArray

    @classmethod
    def of(cls, words: pd.DataFrame) -> "Places":
        """Number the tokens and paragraphs of a words table."""
        changed = np.diff(words["doc_id"].cat.codes.to_numpy(), prepend=-1) != 0
        token = np.cumsum(changed | (np.diff(words["token"].to_numpy(), prepend=-1) != 0)) - 1
        paragraph = np.cumsum(changed | (np.diff(words["paragraph"].to_numpy(), prepend=-1) != 0)) - 1
        first = np.flatnonzero(np.diff(token, prepend=-1))
        return cls(token, paragraph, first, np.append(first[1:], len(token)) - 1)

    def paragraph_of(self, tokens: IntArray) -> IntArray:
        """Give the paragraph of each of the tokens."""
        return np.asarray(self.paragraph[self.first_row[tokens]])


@dataclass(frozen=True)
class Types:
    """The two columns that lexicons match: keys of their categories, and the category codes of their rows.

    `form_texts` are the forms as the parser gives them, which is what users see.
    """

    form_texts: list[str]
    form_keys: list[str]
    forms: NDArray[np.integer]
    lemma_keys: list[str]
    lemmas: NDArray[np.integer]

    @classmethod
    def of(cls, words: pd.DataFrame) -> "Types":
        """Take the forms and lemma keys of a words table."""
        form, lemma = words["form"].cat, words["key"].cat
        texts = [str(category) for category in form.categories]
        keys = [key(text) for text in texts]
        return cls(texts, keys, form.codes.to_numpy(), list(lemma.categories), lemma.codes.to_numpy())


def attached(
    rows: IntArray, readings: Sequence[Analysis | None], places: Places, types: Types
) -> list[tuple[str, str]]:
    """Separate words from what is glued to them within their tokens.

    Returns
    -------
    (clitics, word) for each of the rows: the clitics with hyphens on the side of the word ("و-ب-ال-", "-ها", "ل- -هم").
    """
    tokens = places.token[rows]
    first, last = places.first_row[tokens].tolist(), places.last_row[tokens].tolist()
    seen: dict[tuple[object, ...], tuple[str, str]] = {}
    result = []
    for row, start, end, reading in zip(rows.tolist(), first, last, readings, strict=True):
        codes = tuple(types.forms[start : end + 1].tolist())
        known = (codes, row - start, reading, types.lemmas[row])
        if known not in seen:
            seen[known] = _split(codes, row - start, reading, types.lemma_keys[types.lemmas[row]], types)
        result.append(seen[known])
    return result


def _split(
    codes: tuple[int, ...], position: int, reading: Analysis | None, lemma: str, types: Types
) -> tuple[str, str]:
    texts = [types.form_texts[code] for code in codes]
    before, word, after = texts[:position], texts[position], texts[position + 1 :]
    if reading is not None:
        before += [*reading.proclitics, *(["ال"] if reading.article else [])]
        after = [*([reading.enclitic] if reading.enclitic else []), *after]
        folded = types.form_keys[codes[position]]
        # Where a diacritic shifts the letters, the folded spelling is shown instead.
        word = (word if len(word) == len(folded) else folded)[reading.start : reading.end]
    elif word.startswith("ال") and not lemma.startswith("ال"):
        before, word = [*before, "ال"], word[2:]
    sides = "".join(f"{clitic}-" for clitic in before), "".join(f"-{clitic}" for clitic in after)
    return " ".join(side for side in sides if side), word
