"""Relations: what stands in which relation to a word, by the parse and by what is printed beside it.

The parser errs on one word in six or so. Relations of neighbours are therefore also taken from what stands beside the
word: the noun of an adjective may be the token before it, the genitive of a noun the token behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.annotation.words import Coded
from analysis.counting.token_index import IntArray, Places
from analysis.lexicon import RELATIONS

_AROUND = 10  # tokens before and behind
_CHAIN = 4  # how many coordinations are followed: a and b and c …
_CLIMB = 6  # how many arcs upwards a name of a body is followed

Pairs = tuple[IntArray, IntArray]  # candidates and rows that stand in a relation to them, both (n,)


@dataclass(frozen=True)
class Relations:
    """Which rows stand in which relation to some words, the candidates, whose rows are `row`."""

    piece: Annotations
    places: Places
    row: IntArray
    last: IntArray

    def rows(self, relation: str) -> Pairs:
        """Give the candidates, as places among `row`, and the rows that stand so to them."""
        return _FINDERS[relation](self)

    @cached_property
    def _deprel(self) -> Coded:
        return self.piece.strings("deprel")

    @cached_property
    def _upos(self) -> Coded:
        return self.piece.strings("upos")

    @cached_property
    def _head(self) -> IntArray:
        """(n_words,) the row of each word's head, -1 without one."""
        head = self.piece.numbers("head").astype(np.int64)
        document, word = self.places.document, self.piece.numbers("word")
        first = np.flatnonzero(np.diff(document.astype(np.int64), prepend=-1))
        shift = np.repeat(first - word[first], np.diff(np.append(first, len(document))))
        rows = head + shift
        return np.where((head < 0) | (rows >= len(head)), -1, rows)

    def _kind(self, column: Coded, *values: str) -> NDArray[np.bool_]:
        """(n_values + 1,) which codes are one of the values, or begin as one that ends in a colon does."""
        known = column.values.to_pylist()
        return np.array([v in values or v.split(":")[0] + ":" in values for v in known] + [False], dtype=bool)

    def _is(self, column: Coded, rows: IntArray, *values: str) -> NDArray[np.bool_]:
        return np.asarray(self._kind(column, *values)[column.codes[rows]])

    @cached_property
    def _first_conjunct(self) -> IntArray:
        """Of each candidate, or of the first of those that it is coordinated with."""
        rows = self.row.copy()
        for _ in range(_CHAIN):
            up = self._head[rows]
            climbs = self._is(self._deprel, rows, "conj:") & (up >= 0)
            rows[climbs] = up[climbs]
        return rows

    def _heads(self, *deprels: str) -> Pairs:
        start = self._first_conjunct
        up = self._head[start]
        chosen = np.flatnonzero((up >= 0) & (self._is(self._deprel, start, *deprels) if deprels else True))
        return chosen, up[chosen]

    def _dependents(self, *deprels: str) -> Pairs:
        """The words that depend on a candidate, and those that are coordinated with them."""
        place = np.full(len(self._head) + 1, -1, dtype=np.int64)
        # Several candidates may share a row: the first stands for all.
        unique, _, same = np.unique(self.row, return_index=True, return_inverse=True)
        place[unique] = np.arange(len(unique))
        below = np.flatnonzero(place[self._head] >= 0)
        if deprels:
            below = below[self._is(self._deprel, below, *deprels)]
        owner = place[self._head[below]]
        by_owner = np.argsort(owner, kind="stable")
        owner, below = owner[by_owner], below[by_owner]
        starts, ends = np.searchsorted(owner, same), np.searchsorted(owner, same, side="right")
        counts = ends - starts
        which = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        return np.repeat(np.arange(len(self.row)), counts), below[which]

    def _beside(self, steps: Sequence[int], of: IntArray | None = None) -> Pairs:
        """All rows of the tokens so many steps from a candidate, within its paragraph."""
        base = self.places.token_of(self.row) if of is None else of
        paragraph = self.places.paragraph_of(base)
        found: list[Pairs] = []
        for step in steps:
            token = base + step
            inside = (token >= 0) & (token < self.places.n_tokens)
            chosen = np.flatnonzero(inside)
            chosen = chosen[self.places.paragraph_of(token[chosen]) == paragraph[chosen]]
            first, last = self.places.first_row(token[chosen]), self.places.last_row(token[chosen])
            counts = last - first + 1
            which = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
            found.append((np.repeat(chosen, counts), which))
        return _together(*found)

    @cached_property
    def _definite(self) -> NDArray[np.bool_]:
        """(n_words,) whether the word has the article."""
        form = self.piece.strings("form")
        begins = pc.starts_with(form.values, "ال").to_numpy(zero_copy_only=False)
        return np.asarray(np.append(begins, False)[form.codes], dtype=bool)

    @cached_property
    def _begins_token(self) -> NDArray[np.bool_]:
        """Whether nothing is glued before a candidate's word, so that the token before is beside it."""
        return np.asarray(self.places.first_row(self.places.token_of(self.row)) == self.row)

    @cached_property
    def _has_preposition(self) -> NDArray[np.bool_]:
        before = np.maximum(self.row - 1, 0)
        return self._is(self._upos, before, "ADP") & (self.row > 0)

    def _neighbour(self, step: int) -> Pairs:
        """The token before or behind, where neither a glued word nor a mark parts the two."""
        candidates, rows = self._beside([step], None if step < 0 else self.last)
        if step < 0:
            chosen = self._begins_token[candidates]
        else:
            first = self.places.first_row(self.places.token_of(rows))
            chosen = ~self._is(self._upos, first, "ADP", "CCONJ", "PUNCT", "SCONJ")
        return candidates[chosen], rows[chosen]

    def _of_head(self) -> Pairs:
        return self._heads()

    def _of_verb(self) -> Pairs:
        candidates, rows = self._heads()
        chosen = self._is(self._upos, rows, "VERB")
        return candidates[chosen], rows[chosen]

    def _of_subject_of(self) -> Pairs:
        return self._heads("nsubj:")

    def _of_object_of(self) -> Pairs:
        return self._heads("obj:", "iobj:")

    def _of_noun(self) -> Pairs:
        """By the parse, or the token before if both have the article or both lack it; behind غير, too."""
        candidates, rows = self._neighbour(-1)
        nominal = self._is(self._upos, rows, "NOUN", "X", "PROPN")
        agrees = self._definite[rows] == self._definite[self.row[candidates]]
        beside = nominal & agrees & ~self._is(self._upos, self.row[candidates], "NOUN")
        found, heads = self._heads("nmod:", "obl:", "conj:")
        adjective = self._is(self._upos, self._first_conjunct[found], "ADJ")
        nouns = self._is(self._upos, heads, "NOUN", "X", "PROPN", "NUM")
        loose = adjective & nouns
        own = _together(self._heads("amod:"), (found[loose], heads[loose]), (candidates[beside], rows[beside]))
        return _together(own, self._behind_other_than(*own))

    def _behind_other_than(self, candidates: IntArray, rows: IntArray) -> Pairs:
        """The nouns of those that the word غير stands for in the parse, above it and before it."""
        form = self.piece.strings("form")
        chosen = np.array([text == "غير" for text in form.values.to_pylist()] + [False])[form.codes[rows]]
        candidates, rows = candidates[chosen], rows[chosen]
        other = Relations(self.piece, self.places, rows, self.places.token_of(rows))
        which, nouns = _together(other._heads(), other._neighbour(-1))
        return candidates[which], nouns

    def _of_construct(self) -> Pairs:
        candidates, rows = self._heads("nmod:")
        start = self._first_conjunct[candidates]
        marked = self._is(self._upos, np.maximum(start - 1, 0), "ADP")
        beside = self._neighbour(-1)
        nominal = ~self._is(self._upos, beside[1], "VERB", "ADP", "PUNCT", "PART", "SCONJ", "CCONJ", "DET")
        return _together((candidates[~marked], rows[~marked]), (beside[0][nominal], beside[1][nominal]))

    def _of_within(self) -> Pairs:
        """All nouns above: وزير الصناعة والتجارة, المدير الجهوي للتجارة, منظمة الدول المصدرة للنفط."""
        number, rows = np.arange(len(self.row)), self.row
        found: list[Pairs] = []
        for _ in range(_CLIMB):
            marker = np.maximum(rows - 1, 0)
            marked = self._is(self._upos, marker, "ADP") & ~self._lam[marker]
            up = self._head[rows]
            links = self._is(self._deprel, rows, "nmod:", "conj:", "amod:", "obl:")
            climbs = links & (up >= 0) & (~marked | self._is(self._deprel, rows, "conj:"))
            climbs &= ~self._is(self._upos, np.maximum(up, 0), "VERB")
            number, rows = number[climbs], up[climbs]
            found.append((number, rows))
        return _together(*found)

    @cached_property
    def _lam(self) -> NDArray[np.bool_]:
        """(n_words,) whether the word is the preposition ل."""
        form = self.piece.strings("form")
        return np.asarray(np.array([text == "ل" for text in form.values.to_pylist()] + [False])[form.codes], dtype=bool)

    def named(self, kinds: Sequence[str]) -> IntArray:
        """The candidates inside names of these kinds, as the column `ner` writes them."""
        label = self.piece.strings("ner")
        inside = np.array([(text or "")[2:] in kinds for text in label.values.to_pylist()] + [False], dtype=bool)
        return np.flatnonzero(inside[label.codes[self.row]])

    def _of_genitive(self) -> Pairs:
        return _together(self._own_genitives(), self._shared_genitives())

    def _own_genitives(self) -> Pairs:
        candidates, rows = self._dependents("nmod:")
        marked = self._is(self._upos, np.maximum(rows - 1, 0), "ADP", "PUNCT")
        return _together((candidates[~marked], rows[~marked]), self._neighbour(1))

    def _shared_genitives(self) -> Pairs:
        """Those of the noun coordinated with a bare one right behind it: تأمين وتطبيع الأوضاع."""
        candidates, rows = self._beside([1], self.last)
        first = self.places.first_row(self.places.token_of(rows))
        joined = (rows == first + 1) & self._is(self._upos, first, "CCONJ") & self._is(self._upos, rows, "NOUN", "X")
        joined &= ~self._definite[rows] & ~self._definite[self.row[candidates]]
        candidates, rows = candidates[joined], rows[joined]
        second = Relations(self.piece, self.places, rows, self.places.token_of(rows))
        which, genitives = second._own_genitives()
        return candidates[which], genitives

    def _of_adjective(self) -> Pairs:
        """Those of the parse with those coordinated with them (استقرارهم الاقتصادي والسياسي), and the token behind."""
        candidates, rows = self._dependents("amod:")
        first = Relations(self.piece, self.places, rows, self.places.token_of(rows))
        which, more = first._dependents("conj:")
        adjectives = self._is(self._upos, more, "ADJ")
        return _together((candidates, rows), (candidates[which[adjectives]], more[adjectives]), self._neighbour(1))

    def _of_dependent(self) -> Pairs:
        return self._dependents()

    def _of_subject(self) -> Pairs:
        return self._dependents("nsubj:")

    def _of_object(self) -> Pairs:
        return _together(self._dependents("obj:", "iobj:"), self._neighbour(1))

    def _of_preposition(self) -> Pairs:
        before = np.flatnonzero(self._has_preposition)
        return before, self.row[before] - 1

    def _of_complement(self) -> Pairs:
        candidates, rows = self._beside([1], self.last)
        chosen = self._is(self._upos, rows, "ADP", "ADV", "NOUN") & (
            rows == self.places.first_row(self.places.token_of(rows))
        )
        near = candidates[chosen], rows[chosen]
        below, words = self._dependents("nmod:", "obl:", "advmod:")
        marked = self._is(self._upos, np.maximum(words - 1, 0), "ADP")
        return _together(near, (below[marked], words[marked] - 1))

    def _of_previous(self) -> Pairs:
        return self._beside([-1])

    def _of_next(self) -> Pairs:
        return self._beside([1], self.last)

    def _of_around(self) -> Pairs:
        steps = [step for step in range(-_AROUND, _AROUND + 1) if step]
        return self._beside(steps)

    def _of_paragraph(self) -> Pairs:
        """All rows of the paragraphs of the candidates."""
        rows = np.arange(len(self.places.token))
        number = (self.places.document.astype(np.int64) << 32) | self.places.paragraph
        first = np.flatnonzero(np.diff(number, prepend=-1))
        ends = np.append(first[1:], len(rows))
        which = np.searchsorted(first, self.row, side="right") - 1
        counts = ends[which] - first[which]
        starts = np.repeat(first[which] - (np.cumsum(counts) - counts), counts)
        return np.repeat(np.arange(len(self.row)), counts), starts + np.arange(counts.sum())


def _together(*pairs: Pairs) -> Pairs:
    return np.concatenate([pair[0] for pair in pairs]), np.concatenate([pair[1] for pair in pairs])


_FINDERS: dict[str, Callable[[Relations], Pairs]] = {
    name: getattr(Relations, f"_of_{name}") for name in RELATIONS if name != "name"
}
