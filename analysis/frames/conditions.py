"""Conditions: in which company does a word stand, by the parse and by what is printed beside it?

A term may ask for the company of its word (`requires`), rule company out (`forbids`), or count in some company whatever
else is said (`keeps`). All is looked up for the candidates only, so that the time taken depends on their number.

What the relations are is told by `analysis.frames.relations`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.counting.token_index import Codes, IntArray, Places
from analysis.frames.relations import Relations
from analysis.frames.spellings import TypeMatches
from analysis.lexicon import NAME_KINDS, Condition, Element, Term


def condition_elements(terms: Sequence[Term]) -> list[Element]:
    """List the word lists of the terms' conditions, each once."""
    asked = (condition for term in terms for condition in _all(term) if condition.relation != "name")
    return list(dict.fromkeys(condition.words for condition in asked if condition.words))


def asked_by_relation(terms: Sequence[Term], numbers: dict[Element, int]) -> dict[str, NDArray[np.bool_]]:
    """(n_elements,) for each relation, which of the numbered elements some term asks for in it."""
    asked: dict[str, NDArray[np.bool_]] = {}
    for term in terms:
        for condition in _all(term):
            if condition.words in numbers and condition.relation != "name":
                of_relation = asked.setdefault(condition.relation, np.zeros(len(numbers), dtype=bool))
                of_relation[numbers[condition.words]] = True
    return asked


def _all(term: Term) -> tuple[Condition, ...]:
    return (*term.requires, *term.forbids, *term.keeps)


@dataclass(frozen=True)
class Company:
    """The company of words of one piece.

    `numbers` are the elements' numbers among those that `kinds` match, `asked` those that terms ask for, by relation.
    """

    piece: Annotations
    places: Places
    kinds: Sequence[tuple[Codes, TypeMatches]]
    numbers: dict[Element, int]
    asked: dict[str, NDArray[np.bool_]]
    _looked_up: dict[str, tuple[IntArray, IntArray]] = field(default_factory=dict)

    def fitting(self, terms: Sequence[Term], term: IntArray, row: IntArray, last: IntArray) -> NDArray[np.bool_]:
        """Say which candidates stand in the company that their terms ask for.

        Parameters
        ----------
        term, row, last : (n,) the candidates' terms, the rows of their words, and their last tokens.
        """
        fits = np.ones(len(term), dtype=bool)
        asking = np.array([one.has_conditions for one in terms], dtype=bool)
        chosen = np.flatnonzero(asking[term])
        if not len(chosen):
            return fits
        term = term[chosen]
        relations = Relations(self.piece, self.places, row[chosen], last[chosen])
        by_term = np.argsort(term, kind="stable")
        numbers, starts = np.unique(term[by_term], return_index=True)
        for number, of_term in zip(numbers.tolist(), np.split(by_term, starts[1:]), strict=True):
            one = terms[number]
            required = self._any(one.requires, relations, of_term) if one.requires else True
            allowed = required & ~self._any(one.forbids, relations, of_term)
            fits[chosen[of_term]] = allowed | self._any(one.keeps, relations, of_term)
        return fits

    def _any(self, conditions: Sequence[Condition], relations: Relations, of_term: IntArray) -> NDArray[np.bool_]:
        holds = np.zeros(len(relations.row), dtype=bool)
        for condition in conditions:
            holds[self._holding(condition, relations)] = True
        return holds[of_term]

    def _holding(self, condition: Condition, relations: Relations) -> IntArray:
        """The candidates for which a condition holds."""
        if condition.relation == "name":
            kinds = {word.stem for word in condition.words.alternatives} if condition.words else NAME_KINDS
            return relations.named([NAME_KINDS[kind] for kind in kinds])
        if condition.words is None:
            return relations.rows(condition.relation)[0]
        candidates, bounds = self._by_element(condition.relation, relations)
        number = self.numbers[condition.words]
        return candidates[bounds[number] : bounds[number + 1]]

    def _by_element(self, relation: str, relations: Relations) -> tuple[IntArray, IntArray]:
        """The candidates that elements stand in a relation to: those of element e are `bounds[e]:bounds[e + 1]`.

        Common words stand in hundreds of word lists, of which few are asked for in one relation.
        """
        if relation not in self._looked_up:
            candidates, rows = relations.rows(relation)
            asked = self.asked[relation]
            found = []
            for codes, matches in self.kinds:
                places = np.flatnonzero(matches.any(asked).take(codes[rows], mode="wrap"))
                again, of_rows = matches.of_rows(places, codes[rows[places]])
                wanted = np.flatnonzero(asked[of_rows[0]])
                found.append((candidates[again[wanted]], of_rows[0][wanted]))
            of_candidate, units = (np.concatenate(pair) for pair in zip(*found, strict=True))
            order = np.argsort(units.astype(np.min_scalar_type(len(asked))), kind="stable")
            bounds = np.searchsorted(units[order], np.arange(len(asked) + 1))
            self._looked_up[relation] = of_candidate[order], bounds
        return self._looked_up[relation]
