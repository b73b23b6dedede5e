"""Counting piece by piece: types numbered alike over all pieces, counts summed, and hits found again in their piece."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.annotation.source import AnnotationSource

IntArray = NDArray[np.int64]
T = TypeVar("T", bound=Hashable)


class _Numbered(dict[T, int]):
    def __missing__(self, value: T) -> int:
        number = self[value] = len(self)
        return number


class Numbers(Generic[T]):
    """Values numbered in the order in which they come."""

    def __init__(self, *values: T) -> None:
        self._numbers: _Numbered[T] = _Numbered((value, number) for number, value in enumerate(values))

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def values(self) -> list[T]:
        """The values, by their numbers."""
        return list(self._numbers)

    def of(self, value: T) -> int:
        """Give the value's number, the next one if it is new."""
        return self._numbers[value]

    def of_all(self, values: Sequence[T]) -> IntArray:
        """Give the number of each value."""
        return np.fromiter(map(self._numbers.__getitem__, values), np.int64, len(values))

    def of_codes(self: "Numbers[str]", categories: pd.Index, codes: IntArray) -> IntArray:
        """Give the number of the category that each code stands for, looking at no others."""
        used = np.flatnonzero(np.bincount(codes, minlength=len(categories)))
        numbers = np.empty(len(categories), dtype=np.int64)
        numbers[used] = self.of_all(categories[used].tolist())
        return numbers[codes]

    def in_order(self) -> IntArray:
        """Give the numbers in the order of their values."""
        values = np.array(self.values, dtype=object)
        return np.argsort(values, kind="stable")


class Sums:
    """Counts of numbered things, added up piece by piece."""

    def __init__(self) -> None:
        self._numbers = np.empty(0, dtype=np.int64)
        self._counts = np.empty(0, dtype=np.int64)
        self._waiting: list[tuple[IntArray, IntArray]] = []

    def add(self, numbers: IntArray, counts: IntArray) -> None:
        """Add counts; a number may come more than once."""
        self._waiting.append((numbers, counts))
        # Summing only once there is as much to add as there is already keeps both the time and the memory small.
        if sum(len(some) for some, _ in self._waiting) > len(self._numbers):
            self.result()

    def result(self) -> tuple[IntArray, IntArray]:
        """Give the numbers that have come, ascending, and their sums."""
        numbers = np.concatenate([self._numbers, *(some for some, _ in self._waiting)])
        counts = np.concatenate([self._counts, *(some for _, some in self._waiting)])
        order = np.argsort(numbers, kind="stable")
        first = np.flatnonzero(np.diff(numbers[order], prepend=-1))
        self._numbers = numbers[order][first]
        self._counts = np.add.reduceat(counts[order], first) if len(first) else counts
        self._waiting = []
        return self._numbers, self._counts


def type_counts(
    annotations: AnnotationSource, columns: tuple[str, str], of: Iterable[str] | None = None
) -> pd.DataFrame:
    """Count the pairs of values that two categorical columns of the words table have.

    Parameters
    ----------
    of : count only words that have one of these values in the first column; all words if omitted.

    Returns
    -------
    One row for each pair that occurs, sorted: the two columns as strings, and `n`.
    """
    kinds: tuple[Numbers[str], Numbers[str]] = Numbers(), Numbers()
    wanted = None if of is None else set(of)
    sums = Sums()
    for piece in annotations.pieces(columns):
        one, two = (piece.words[name].cat for name in columns)
        chosen = [wanted is None or value in wanted for value in one.categories.tolist()]
        rows = np.flatnonzero(np.append(chosen, False)[one.codes.to_numpy()])
        width = max(len(two.categories), 1)
        both = one.codes.to_numpy()[rows].astype(np.int64) * width + two.codes.to_numpy()[rows]
        pairs, n = np.unique(both, return_counts=True)
        first, second = (
            kind.of_codes(column.categories, codes)
            for kind, column, codes in zip(kinds, (one, two), np.divmod(pairs, width), strict=True)
        )
        sums.add((first << 32) | second, n)
    pairs, n = sums.result()
    numbers = pairs >> 32, pairs & 0xFFFFFFFF
    values = [np.array(kind.values, dtype=object)[some] for kind, some in zip(kinds, numbers, strict=True)]
    table = pd.DataFrame({name: pd.array(value, dtype="str") for name, value in zip(columns, values, strict=True)})
    return table.assign(n=n).sort_values(list(columns), ignore_index=True)


def commonest(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep, of a table of `type_counts`, the pair that is most frequent for each first value; of equals the last."""
    return pairs.sort_values("n", kind="stable").drop_duplicates(pairs.columns[0], keep="last")


class Sought:
    """Hits to be found again in the words of each piece.

    `hits` is any table with `doc_id` and `word`.
    """

    def __init__(self, hits: pd.DataFrame) -> None:
        self._document, ids = pd.factorize(hits["doc_id"].astype("str"))
        self._ids = pd.Index(ids, dtype="str")
        self._word = hits["word"].to_numpy(dtype=np.int64)

    def rows_in(self, piece: Annotations) -> tuple[IntArray, IntArray]:
        """Give the places, among the hits, of those that stand in the piece, and their rows in its words table."""
        document = piece.words["doc_id"].cat
        codes = document.categories.get_indexer(self._ids)[self._document].astype(np.int64)
        here = np.flatnonzero(codes >= 0)
        own = (document.codes.to_numpy().astype(np.int64) << 32) | piece.words["word"].to_numpy()
        wanted = (codes[here] << 32) | self._word[here]
        rows = np.searchsorted(own, wanted)
        found = own[np.minimum(rows, len(own) - 1)] == wanted if len(own) else np.zeros(len(here), dtype=bool)
        return here[found], rows[found]


def document_index(annotations: AnnotationSource) -> pd.Index:
    """The documents' ids, by whose places in this index counts over pieces number them."""
    ids: pd.Index = pd.Index(annotations.documents["doc_id"], dtype="str")
    return ids


def numbers_in(piece: Annotations, doc_ids: pd.Index) -> IntArray:
    """(n_words,) the number, among `doc_ids`, of the document that each word of a piece stands in."""
    document = piece.words["doc_id"].cat
    return np.asarray(doc_ids.get_indexer(document.categories)[document.codes.to_numpy()])


def positions_in(annotations: AnnotationSource) -> pd.DataFrame:
    """Count the positions of each document, punctuation included, by which hits say where they stand.

    Returns
    -------
    DataFrame, indexed by the documents' ids: `word` and `token`, one more than the last position of either.
    """
    ends = [
        piece.words.groupby("doc_id", observed=True)[["word", "token"]].max() + 1
        for piece in annotations.pieces(("doc_id", "word", "token"))
    ]
    return pd.concat(ends).reindex(document_index(annotations)).fillna(0).astype("int64")


def paragraph_count(annotations: AnnotationSource) -> int:
    """How many paragraphs hold words."""
    total = 0
    for piece in annotations.pieces(("doc_id", "paragraph")):
        document, paragraph = piece.words["doc_id"].cat.codes.to_numpy(), piece.words["paragraph"].to_numpy()
        total += int(((document[1:] != document[:-1]) | (paragraph[1:] != paragraph[:-1])).sum()) + (len(paragraph) > 0)
    return total


def joined(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Lay the tables of the pieces one below the other."""
    return tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)
