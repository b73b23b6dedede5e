"""Bare texts: what phrases are sought in, each character with its way back to the text as it was read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import TATWEEL, dash_places, fold_hamzas, normal, normalize, with_hyphens
from analysis.context.printed import Phrase

if TYPE_CHECKING:
    from analysis.annotation import Annotations

_BORDER = "\n\n"  # which no phrase crosses
_SIGNS = re.compile("[\u064b-\u065f\u0670]*")


class BareTexts:
    """The texts of a piece without vowel signs, tatweel and hamzas on alef, end to end."""

    def __init__(self, piece: Annotations) -> None:
        self._sources = [piece.text(doc_id) for doc_id in piece.words["doc_id"].cat.categories]
        texts = [fold_hamzas(normal(_dashed(source))) for source in self._sources]
        lengths = np.array([len(text) + len(_BORDER) for text in texts], dtype=np.int64)
        self.text = _BORDER.join(texts)
        self._starts = np.r_[0, np.cumsum(lengths)[:-1]] if len(lengths) else lengths
        self._offsets: dict[int, NDArray[np.int64]] = {}

    @classmethod
    def of(cls, piece: Annotations) -> BareTexts:
        """Make the texts of a piece bare; they are kept as long as the piece, so that the next query is quick."""
        if piece not in _KEPT:
            _KEPT[piece] = cls(piece)
        return _KEPT[piece]

    def find(self, phrase: Phrase) -> tuple[pd.DataFrame, Counter[str]]:
        """Find a phrase.

        Returns
        -------
        places : one row for each: document (its number in the piece); start, end, the span of the printed tokens in the
            text as read, what is glued before the first included; clitics, as letters; inner, where the first word
            begins.
        others : how often the same is printed in spellings that are not the phrase's: المصرى for المصري.
        """
        found, others = [], Counter[str]()
        for match in phrase.places(self.text):
            if not phrase.strict.fullmatch(match[0]):
                others[match[0]] += 1
                continue
            clitics = match["clitics"] if match["clitics"] is not None else match["before"] + "ل"
            document = int(np.searchsorted(self._starts, match.start(), side="right")) - 1
            places = np.array([match.start(), match.start() + len(clitics), match.end() - 1]) - self._starts[document]
            start, inner, last = self._offsets_of(document)[places].tolist()
            signs = _SIGNS.match(self._sources[document], last + 1)
            found.append((document, start, signs.end() if signs else last + 1, inner, clitics))
        return pd.DataFrame(found, columns=["document", "start", "end", "inner", "clitics"]), others

    def _offsets_of(self, document: int) -> NDArray[np.int64]:
        if document not in self._offsets:
            self._offsets[document] = normalize(_dashed(self._sources[document])).offsets
        return self._offsets[document]


_KEPT: WeakKeyDictionary[Annotations, BareTexts] = WeakKeyDictionary()


def _dashed(text: str) -> str:
    """The text, letter for letter, with hyphens for the tatweels that are dashes."""
    return with_hyphens(text, dash_places(text)) if TATWEEL in text else text
