"""What is glued to a word within its token: clitics and article, as the parser cut them or left them on."""

from collections.abc import Sequence

import numpy as np

from analysis.arabic.inflection import Analysis
from analysis.arabic.orthography import key
from analysis.counting.token_index import IntArray, Places, Types, numbered


class Attached:
    """What is glued to words within their tokens; what was separated once is remembered, for pieces to come."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, ...], int, int, str], tuple[str, str]] = {}

    def separate(
        self, rows: IntArray, tokens: IntArray, readings: Sequence[Analysis | None], reading: IntArray,
        places: Places, types: Types,
    ) -> tuple[IntArray, list[tuple[str, str]]]:  # fmt: skip
        """Separate words from what is glued to them.

        Parameters
        ----------
        rows, tokens : (n,) the words and their tokens.
        reading : (n,) how each word's form was read, as a place among `readings`, which may grow but not change.

        Returns
        -------
        numbers : (n,) each word's place in the list, and the list: (clitics, word), the clitics with hyphens on the
            side of the word ("و-ب-ال-", "-ها", "ل- -هم").
        """
        first, last = places.first_row(tokens), places.last_row(tokens)
        longest = int((last - first).max()) + 1 if len(rows) else 0
        beside = [
            np.where(first + i <= last, types.forms.codes[np.minimum(first + i, last)], -1) for i in range(longest)
        ]
        numbers, examples = numbered([*beside, rows - first, reading, types.lemmas.codes[rows]])
        codes = [types.forms.codes[first[i] : last[i] + 1].tolist() for i in examples]
        texts = types.texts_of(codes)
        positions, read = (rows - first)[examples].tolist(), reading[examples].tolist()
        lemmas = types.lemmas.take(types.lemmas.codes[rows[examples]])
        words = [tuple(texts[code] for code in token) for token in codes]
        asked = list(zip(words, positions, read, lemmas, strict=True))
        for word in asked:
            if word not in self._known:
                token, position, number, lemma = word
                self._known[word] = _split(list(token), position, readings[number], lemma)
        return numbers, [self._known[word] for word in asked]


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
