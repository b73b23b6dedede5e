"""The words table as integers: which token, paragraph and spelling type each row belongs to."""

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
    first_row : (n_tokens,) the row of each token's first word.
    """

    token: IntArray
    paragraph: IntArray
    first_row: IntArray

    @classmethod
    def of(cls, words: pd.DataFrame) -> "Places":
        """Number the tokens and paragraphs of a words table."""
        changed = np.diff(words["doc_id"].cat.codes.to_numpy(), prepend=-1) != 0
        token = np.cumsum(changed | (np.diff(words["token"].to_numpy(), prepend=-1) != 0)) - 1
        paragraph = np.cumsum(changed | (np.diff(words["paragraph"].to_numpy(), prepend=-1) != 0)) - 1
        return cls(token, paragraph, np.flatnonzero(np.diff(token, prepend=-1)))

    def last_row(self, tokens: IntArray) -> IntArray:
        """Give the row of the last word of each of the tokens."""
        ends = np.append(self.first_row[1:], len(self.token))
        return np.asarray(ends[tokens] - 1)

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


def attached(row: int, reading: Analysis | None, places: Places, types: Types) -> tuple[str, str]:
    """Separate a word from what is glued to it within its token.

    Returns
    -------
    clitics, match : the clitics with hyphens on the side of the word ("و-ب-ال-", "-ها", "ل- -هم"), and the word itself.
    """
    token = places.token[row]
    first, last = int(places.first_row[token]), int(places.last_row(token))
    before = [types.form_texts[types.forms[other]] for other in range(first, row)]
    after = [types.form_texts[types.forms[other]] for other in range(row + 1, last + 1)]
    match = types.form_texts[types.forms[row]]
    if reading is not None:
        before += [*reading.proclitics, *(["ال"] if reading.article else [])]
        after = [*([reading.enclitic] if reading.enclitic else []), *after]
        word_key = types.form_keys[types.forms[row]]
        # Where a diacritic shifts the letters, the folded spelling is shown instead.
        match = (match if len(match) == len(word_key) else word_key)[reading.start : reading.end]
    elif match.startswith("ال") and not types.lemma_keys[types.lemmas[row]].startswith("ال"):
        before, match = [*before, "ال"], match[2:]
    proclitics = "".join(f"{clitic}-" for clitic in before)
    enclitics = "".join(f"-{clitic}" for clitic in after)
    return " ".join(part for part in (proclitics, enclitics) if part), match
