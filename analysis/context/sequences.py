"""Sequences of words: conditions are settled once per type, matches followed from their ends to their beginnings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import regex
from numpy.typing import NDArray

from analysis.arabic.orthography import fold, fold_hamzas, key, normal, printed
from analysis.context.query import Both, Comparison, Condition, Either, Element, Not
from analysis.counting.item_counts import token_texts
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation import Annotations

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

PATIENCE = 5.0
"""Seconds that one regular expression may take over all spellings of a corpus."""

_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")


def columns_of(elements: Sequence[Element]) -> Iterator[str]:
    """The columns of the words table that a query looks at."""
    for comparison in comparisons_of(elements):
        yield from ("form", "token", "start", "end") if comparison.attribute == "token" else (comparison.attribute,)
        yield from ("head",) if comparison.of_head else ()


def comparisons_of(elements: Sequence[Element]) -> Iterator[Comparison]:
    """All comparisons in a query."""
    for element in elements:
        yield from _comparisons(element.condition)


def _comparisons(condition: Condition | None) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, Not):
        yield from _comparisons(condition.condition)
    elif condition is not None:
        for part in condition.conditions:
            yield from _comparisons(part)


def follow(elements: Sequence[Element], piece: Annotations) -> tuple[Ints, Ints]:
    """(matches,) rows at which matches begin, and the rows after their last words.

    For each row the furthest end that the rest of the query can reach is known before the word in front of it is
    looked at, so that time grows with words times elements, however many of these may be absent or repeated.
    """
    if piece.words.empty:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    table = _Table(piece)
    furthest = np.arange(len(piece.words), dtype=np.int64)  # the empty rest ends where it begins
    rest_may_lack = True
    for element in reversed(elements):
        furthest = table.before(element, furthest, rest_may_lack)
        rest_may_lack &= element.least == 0
    starts = np.flatnonzero(furthest > np.arange(len(piece.words)))
    return _apart(np.column_stack([starts, furthest[starts]]))


def _apart(pairs: Ints) -> tuple[Ints, Ints]:
    """Matches without those that begin inside an earlier one."""
    kept, border = np.zeros(len(pairs), dtype=bool), -1
    for number, (first, end) in enumerate(pairs.tolist()):
        if first >= border:
            kept[number], border = True, end
    return pairs[kept, 0], pairs[kept, 1]


@dataclass(frozen=True)
class _Table:
    """What following a query needs of a piece."""

    piece: Annotations

    @property
    def words(self) -> pd.DataFrame:
        """The words table."""
        return self.piece.words

    @cached_property
    def left(self) -> Ints:
        """(words,) how many words the sentence has from this one on."""
        document, sentence = self.words["doc_id"].cat.codes.to_numpy(), self.words["sentence"].to_numpy()
        new = (document[1:] != document[:-1]) | (sentence[1:] != sentence[:-1])
        borders = np.r_[np.flatnonzero(new) + 1, len(self.words)]
        return np.repeat(borders, np.diff(np.r_[0, borders])) - np.arange(len(self.words))

    @cached_property
    def heads(self) -> Ints:
        """(words,) the row of each word's head."""
        return head_rows(self.words)

    def before(self, element: Element, furthest: Ints, rest_may_lack: bool) -> Ints:
        """(words,) the furthest end from each row if this word, as often as it may stand, comes first; -1: none.

        `furthest` is that of the rest of the query; `rest_may_lack` says whether the rest may be absent, as it must be
        where the sentence ends.
        """
        rows = np.arange(len(self.words))
        fitting = self.left if element.condition is None else self._run(self.holds(element.condition))
        run = np.minimum(fitting, element.most)
        inside = _highest(furthest, rows + element.least, rows + np.minimum(run, self.left - 1) + 1)
        if not rest_may_lack:
            return inside
        to_the_end = (run == self.left) & (run >= element.least)
        reached: Ints = np.where(to_the_end, rows + self.left, inside)
        return reached

    def _run(self, fits: Bools) -> Ints:
        """(words,) how many words in a row fit from this one on, within its sentence."""
        stops = np.flatnonzero(np.append(~fits, True))
        rows = np.arange(len(fits))
        run: Ints = np.minimum(stops[np.searchsorted(stops, rows)] - rows, self.left)
        return run

    def holds(self, condition: Condition) -> Bools:
        """(words,) whether the condition holds of each word."""
        if isinstance(condition, Not):
            return ~self.holds(condition.condition)
        if isinstance(condition, Both | Either):
            join = np.logical_and if isinstance(condition, Both) else np.logical_or
            joined: Bools = join.reduce([self.holds(part) for part in condition.conditions])
            return joined
        fits = self._fits(condition)
        if not condition.of_head:
            return fits
        return np.where(self.heads >= 0, fits[self.heads], False)

    def _fits(self, comparison: Comparison) -> Bools:
        values, codes = values_of(self.piece, comparison.attribute)
        fits: Bools = np.append(fitting(comparison, values) != comparison.differs, False)[codes]
        return fits


def _highest(values: Ints, start: Ints, stop: Ints) -> Ints:
    """(n,) the highest of `values[start:stop]` for each pair, -1 where it is empty, by maxima of runs of 1, 2, 4 …"""
    length = stop - start
    result = np.full(len(start), -1, dtype=np.int64)
    maxima, width = values, 1
    while (longer := length >= width).any():
        rows = np.flatnonzero(longer & (length < 2 * width))
        result[rows] = np.maximum(maxima[start[rows]], maxima[stop[rows] - width])
        if width >= len(maxima):
            break
        maxima, width = np.maximum(maxima[:-width], maxima[width:]), 2 * width
    return result


def values_of(piece: Annotations, attribute: str) -> tuple[list[str], NDArray[np.integer]]:
    """The values of an attribute, and the place of each word's value among them."""
    if attribute == "token":
        values, codes = token_texts(piece)
        return values.tolist(), codes
    column = piece.words[attribute].cat
    return column.categories.tolist(), column.codes.to_numpy()


def head_rows(words: pd.DataFrame) -> Ints:
    """(words,) the row of each word's head; -1 for roots, and where the head's row is not in the table."""
    document, word, head = (words["doc_id"].cat.codes, words["word"], words["head"])
    place = (document.to_numpy().astype(np.int64) << 32) | word.to_numpy()
    wanted = place + (head.to_numpy().astype(np.int64) - word.to_numpy())
    # Where no words were left out, the head is as many rows away as it is words.
    where = np.clip(np.arange(len(words)) + (wanted - place), 0, max(len(words) - 1, 0))
    elsewhere = np.flatnonzero(place[where] != wanted)
    where[elsewhere] = np.minimum(np.searchsorted(place, wanted[elsewhere]), max(len(words) - 1, 0))
    found = (head.to_numpy() >= 0) & (place[where] == wanted)
    return np.where(found, where, -1)


def fitting(comparison: Comparison, values: list[str]) -> Bools:
    """Which of an attribute's values the pattern fits, spellings made comparable as the attribute asks."""
    attribute, pattern = comparison.attribute, comparison.pattern
    literal = not _SPECIAL.search(pattern)
    if attribute == "key":
        pattern = key(pattern) if literal else fold(pattern)
    elif attribute in ("form", "token", "lemma") and normal(pattern) == pattern:
        pattern = printed(pattern) if literal else fold_hamzas(pattern)
        values = [printed(value) for value in values]
    if attribute == "feats":
        return np.array([any(_fits(pattern, value.split("|"))) for value in values], dtype=bool)
    if literal:
        return np.array([value == pattern for value in values], dtype=bool)
    return np.array(_fits(pattern, values), dtype=bool)


def _fits(pattern: str, values: list[str]) -> list[bool]:
    """Whether the pattern fits all of each value; a pattern that takes too long is refused."""
    compiled, until = regex.compile(pattern, regex.IGNORECASE), monotonic() + PATIENCE
    try:
        return [compiled.fullmatch(value, timeout=max(until - monotonic(), 0.001)) is not None for value in values]
    except TimeoutError:
        raise KhitabError(
            f"query: the pattern {pattern!r} takes longer than {PATIENCE:g} seconds; write it without repetitions "
            "inside repetitions."
        ) from None
