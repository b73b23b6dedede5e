"""Where tokens, sentences and paragraphs lie in the source texts of the documents at hand."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import KhitabError


@dataclass(frozen=True)
class Tokens:
    """The tokens of one document in order: character spans, and the sentence and paragraph of each."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    sentence: NDArray[np.int64]
    paragraph: NDArray[np.int64]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last token that the characters from `start` to `end` touch."""
        first = int(np.searchsorted(self.end, start, side="right"))
        last = int(np.searchsorted(self.start, end, side="left")) - 1
        if not 0 <= first <= last < len(self.start):
            raise KhitabError(
                f"no word stands at characters {start} to {end} of the document; pass the annotations in which "
                "these rows were found."
            )
        return first, last

    def within(self, unit: str, number: int) -> tuple[int, int]:
        """The first and the last token of a sentence or paragraph."""
        places = np.flatnonzero((self.sentence if unit == "sentence" else self.paragraph) == number)
        return int(places[0]), int(places[-1])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from the first token's beginning to the last one's end."""
        return int(self.start[first]), int(self.end[last])


def tokens_of(words: pd.DataFrame, doc_ids: list[str]) -> dict[str, Tokens]:
    """The tokens of each of the documents, from a words table."""
    table = words[words["doc_id"].isin(doc_ids)].drop_duplicates(["doc_id", "token"])
    return {
        str(doc_id): Tokens(*(rows[name].to_numpy(np.int64) for name in ("start", "end", "sentence", "paragraph")))
        for doc_id, rows in table.groupby("doc_id", observed=True)
    }
