"""Tokens as printed: what the parser cut into words is also matched whole (عليه, of which it makes على and ه)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa

from analysis.annotation import Annotations
from analysis.counting.token_index import Codes, Places, Types, numbered
from analysis.frames.spellings import Spellings, TypeMatches

_LONGEST = 5  # words that a token is cut into, at most, by the rules of Arabic: و + ب + word + two pronouns


@dataclass(frozen=True)
class Printed:
    """The printed tokens of several words.

    Attributes
    ----------
    codes : (n_words,) the type of the printed token, at the row of its longest word; -1 elsewhere.
    elements : which places of phrases the types may be.
    """

    codes: Codes
    elements: TypeMatches

    @classmethod
    def of(cls, piece: Annotations, places: Places, types: Types, spellings: Spellings) -> Printed:
        """Look up the tokens of several words."""
        borders = places.borders
        several = np.flatnonzero(np.diff(borders) > 1)
        first, last = borders[several], borders[several + 1] - 1
        forms = types.forms.codes
        words = [np.where(first + i <= last, forms[np.minimum(first + i, last)], -1) for i in range(_LONGEST)]
        numbers, examples = numbered([*words, last - first])
        start, end = piece.numbers("start")[first[examples]], piece.numbers("end")[first[examples]]
        document = places.document[first[examples]].tolist()
        ids = piece.strings("doc_id").values.to_pylist()
        texts = {code: piece.text(ids[code]) for code in set(document)}
        spans = zip(document, start.tolist(), end.tolist(), strict=True)
        _, elements = spellings.of_forms(
            pa.array([texts[code][begin:stop] for code, begin, stop in spans], type=pa.string())
        )
        codes = np.full(len(forms), -1, dtype=np.int64)
        matching = elements.any()[:-1]
        longest = np.zeros(len(examples), dtype=np.int64)
        found = np.flatnonzero(matching)
        begins, counts = first[examples[found]], (last - first + 1)[examples[found]]
        rows = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        lengths = iter([len(form) for form in types.forms.take(forms[rows])])
        for number, count in zip(found.tolist(), counts.tolist(), strict=True):
            of_token = list(islice(lengths, count))
            longest[number] = of_token.index(max(of_token))
        chosen = np.flatnonzero(matching[numbers])
        codes[first[chosen] + longest[numbers[chosen]]] = numbers[chosen]
        return cls(codes, elements)
