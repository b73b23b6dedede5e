"""Choice: which words a list of words lists, and which it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.arabic.orthography import key
from analysis.counting.word_list import FUNCTION_POS, Items, function_words
from analysis.errors import KhitabError
from analysis.wording import how_many


@dataclass(frozen=True)
class Choice:
    """What a list is to hold.

    pos : words of these parts of speech alone; all if None.
    stop : the keys of words to leave out; function_words : whether to leave out those, too.
    names, numbers : whether names and numbers are listed.
    """

    pos: tuple[str, ...] | None
    stop: frozenset[str]
    function_words: bool
    names: bool
    numbers: bool

    @classmethod
    def of(
        cls, pos: Sequence[str] | None, stop: str | Iterable[str] | None, names: bool, numbers: bool, unit: str
    ) -> Choice:
        """Read what was asked for.

        Raises
        ------
        KhitabError for a single word where a list is meant, and for parts of speech of units that have none.
        """
        if isinstance(pos, str) or (isinstance(stop, str) and stop != "function"):
            raise KhitabError(
                'pos and stop are lists, such as pos=["NOUN", "ADJ"] and stop=["قال"]; stop="function" leaves '
                "out function words."
            )
        if unit not in ("key", "form") and (pos is not None or not names):
            raise KhitabError(f'pos= and names= need unit="key" or "form"; items of "{unit}" are not tagged.')
        words = () if stop is None or isinstance(stop, str) else stop
        stopped = frozenset(key(word) for word in words)
        return cls(None if pos is None else tuple(pos), stopped, stop == "function", names, numbers)

    @property
    def counted(self) -> Literal["list", "list and numbers"]:
        """What `document_counts` is to count."""
        return "list and numbers" if self.numbers else "list"

    @property
    def in_words(self) -> str:
        """What is left out, for the provenance of a table."""
        out = ["clitics", "single letters"]
        out += [] if self.numbers else ["numbers"]
        out += [] if self.names else ["names"]
        out += ["function words"] if self.function_words else []
        out += [how_many(len(self.stop), "stop word")] if self.stop else []
        return ", ".join(out) + ("" if self.pos is None else f"; only {', '.join(self.pos)}")

    def kept(self, items: pd.Index, known: Items) -> np.ndarray:
        """(items,) which of the items are listed."""
        kept = np.ones(len(items), dtype=bool)
        stop = self.stop | (function_words() if self.function_words else frozenset())
        if stop:
            spelt = known.spellings(items)
            kept &= [key(item) not in stop and key(form) not in stop for item, form in zip(items, spelt, strict=True)]
        if self.function_words:
            kept &= ~items.isin(list(known.with_pos(FUNCTION_POS)))
        if self.pos is not None:
            kept &= items.isin(list(known.with_pos(self.pos)))
        return kept if self.names else kept & ~items.isin(list(known.names()))
