"""Matches: where in the texts does a query hold? Conditions are settled once per type, then followed word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import fold, key, normal
from analysis.context.query import Both, Comparison, Condition, Either, Element, Not, parse_query
from analysis.counting.pieces import joined
from analysis.frames.find import COLUMNS

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")


def find_matches(annotations: AnnotationSource, query: str, *, name: str | None = None) -> pd.DataFrame:
    """Find where a query (`analysis.context.query`) matches.

    From each word on, the longest match counts; one that begins inside an earlier match does not. form and lemma
    are compared without diacritics and tatweel unless the query writes some; key in folded spelling; feats feature by
    feature (`feats="Case=Gen"`); a comparison with `head.` holds for no word without a head.

    Returns
    -------
    The columns of `find_frames`, so that whatever takes hits takes matches: `frame` is ``name`` or the query, `tier`
    "core", `term` the query, `rule` "query"; `surface` and the span run over the whole match; paragraph, sentence,
    token and word are those of its first word.

    Raises
    ------
    KhitabError when the query cannot be read.
    """
    elements = parse_query(query)
    needed = dict.fromkeys((*_PLACES, *(name for element in elements for name in _attributes(element.condition))))
    label = name or query
    hits = joined([_matches(piece, elements, query, label) for piece in annotations.pieces(tuple(needed))])
    hits.attrs = {"provenance": {**annotations.provenance, "query": query}, "frames": [label]}
    return hits


_PLACES = ("doc_id", "paragraph", "sentence", "token", "word", "start", "end")


def _attributes(condition: Condition | None) -> Iterator[str]:
    """The columns that a condition looks at."""
    if isinstance(condition, Comparison):
        yield from (condition.attribute, *(["head"] if condition.of_head else []))
    elif isinstance(condition, Not):
        yield from _attributes(condition.condition)
    elif condition is not None:
        yield from (name for part in condition.conditions for name in _attributes(part))


def _matches(piece: Annotations, elements: Sequence[Element], query: str, label: str) -> pd.DataFrame:
    words = piece.words
    firsts, ends = follow(elements, words)
    head, last = words.iloc[firsts], words["end"].to_numpy()[ends - 1]
    doc_ids = head["doc_id"].astype("str").to_numpy()
    spans = zip(doc_ids, head["start"], last, strict=True)
    surfaces = pd.array([piece.text(doc_id)[start:end] for doc_id, start, end in spans], dtype="str")
    same = {"frame": label, "tier": "core", "term": query, "rule": "query", "clitics": ""}
    strings = {name: pd.array([value] * len(head), dtype="str") for name, value in same.items()}
    columns = {"doc_id": pd.array(doc_ids, dtype="str"), **strings, "surface": surfaces, "match": surfaces, "end": last}
    columns |= {column: head[column].to_numpy() for column in ("start", "paragraph", "sentence", "token", "word")}
    return pd.DataFrame({column: columns[column] for column in COLUMNS})


def follow(elements: Sequence[Element], words: pd.DataFrame) -> tuple[Ints, Ints]:
    """(matches,) rows at which matches begin, and the rows after their last words."""
    if words.empty:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    table = _Table.of(words)
    masks = [None if e.condition is None else table.holds(e.condition) for e in elements]
    first = masks[0] if elements[0].least else None
    starts = np.arange(len(words)) if first is None else np.flatnonzero(first)
    pairs = np.column_stack([starts, starts])
    for element, mask in zip(elements, masks, strict=True):
        reached = [pairs] if element.least == 0 else []
        for times in range(1, element.most + 1):
            pairs = table.step(pairs, mask)
            if times >= element.least:
                reached.append(pairs)
            if not len(pairs):
                break
        pairs = np.unique(np.concatenate(reached), axis=0) if len(reached) > 1 else reached[0] if reached else pairs
    return _apart(pairs[pairs[:, 1] > pairs[:, 0]])


def _apart(pairs: Ints) -> tuple[Ints, Ints]:
    """The longest match from each start, without those that begin inside an earlier one."""
    order = np.lexsort((-pairs[:, 1], pairs[:, 0]))
    longest = pairs[order]
    longest = longest[np.r_[True, longest[1:, 0] != longest[:-1, 0]][: len(longest)]]
    kept, border = np.zeros(len(longest), dtype=bool), -1
    for number, (first, end) in enumerate(longest.tolist()):
        if first >= border:
            kept[number], border = True, end
    return longest[kept, 0], longest[kept, 1]


@dataclass(frozen=True)
class _Table:
    """What following a query needs of a words table."""

    words: pd.DataFrame
    sentence_end: Ints

    @cached_property
    def heads(self) -> Ints:
        """(words,) the row of each word's head."""
        return head_rows(self.words)

    @classmethod
    def of(cls, words: pd.DataFrame) -> _Table:
        document, sentence = words["doc_id"].cat.codes.to_numpy(), words["sentence"].to_numpy()
        new = (document[1:] != document[:-1]) | (sentence[1:] != sentence[:-1])
        borders = np.r_[np.flatnonzero(new) + 1, len(words)]
        lengths = np.diff(np.r_[0, borders])
        return cls(words, np.repeat(borders, lengths))

    def step(self, pairs: Ints, mask: Bools | None) -> Ints:
        """Go one word on, where the sentence has one and it fits."""
        here = pairs[:, 1]
        fits = here < self.sentence_end[pairs[:, 0]]
        if mask is not None:
            fits[fits] = mask[here[fits]]
        onward: Ints = pairs[fits] + np.array([0, 1])
        return onward

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
        column = self.words[comparison.attribute].cat
        by_type = _fitting(comparison.attribute, comparison.pattern, column.categories.tolist()) != comparison.differs
        fits: Bools = np.r_[by_type, False][column.codes.to_numpy()]
        return fits


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


def _fitting(attribute: str, pattern: str, values: list[str]) -> Bools:
    """Which of an attribute's values the pattern fits, spellings made comparable as the attribute asks."""
    if attribute == "key":
        pattern = fold(pattern) if _SPECIAL.search(pattern) else re.escape(key(pattern))
    elif attribute in ("form", "lemma") and normal(pattern) == pattern:
        values = [normal(value) for value in values]
    fits = re.compile(pattern).fullmatch
    if attribute == "feats":
        return np.array([any(fits(part) for part in value.split("|")) for value in values], dtype=bool)
    return np.array([fits(value) is not None for value in values], dtype=bool)
