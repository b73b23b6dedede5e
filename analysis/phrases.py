"""Phrases and contexts: runs of tokens that match a phrase, and what must stand next to or near a term."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.lexicon import Element, Term
from analysis.matching import match_elements
from analysis.places import IntArray, Places, Types


@dataclass(frozen=True)
class _Occurrences:
    """Where one place of a phrase can stand.

    `tokens` are sorted and unique, `rows` the matching word of each; `exact` marks those with no other proclitics than
    the phrase spells out. The first place of a phrase may have any, the others must be exact.
    """

    tokens: IntArray
    rows: IntArray
    exact: NDArray[np.bool_]

    def exact_at(self, tokens: IntArray) -> NDArray[np.bool_]:
        return np.isin(tokens, self.tokens[self.exact])


@dataclass(frozen=True)
class Contexts:
    """Where every place of every phrase, and every word asked for next to or near a term, occurs in a corpus."""

    where: dict[Element, _Occurrences]
    places: Places

    @classmethod
    def of(cls, terms: Sequence[Term], types: Types, places: Places) -> "Contexts":
        """Look for the elements of the terms."""
        elements = list(dict.fromkeys(element for term in terms for element in _elements(term)))
        return cls(_occurrences(elements, types, places), places)

    def fit(self, term: Term, last: IntArray) -> NDArray[np.bool_]:
        """Say for which runs, ending at the tokens `last`, the term has the context that it asks for."""
        fits = np.ones(len(last), dtype=bool)
        paragraph = self.places.paragraph_of(last)
        following = np.minimum(last + 1, len(self.places.first_row) - 1)
        same = self.places.paragraph_of(following) == paragraph
        if term.next is not None:
            fits &= same & self.where[term.next].exact_at(last + 1)
        if term.unless_next is not None:
            fits &= ~(same & np.isin(last + 1, self.where[term.unless_next].tokens))
        if term.near is not None:
            fits &= np.isin(paragraph, self.places.paragraph_of(self.where[term.near].tokens))
        return fits


def phrase_candidates(terms: Sequence[Term], contexts: Contexts) -> pd.DataFrame:
    """Find all runs of tokens within a paragraph that match a phrase.

    Returns
    -------
    One row per run: row (of the first token's matching word), term (index), token, last_token.
    """
    columns = ("row", "term", "token", "last_token")
    parts = [np.empty((0, len(columns)), dtype=np.int64)]
    parts += [_runs(number, term, contexts) for number, term in enumerate(terms) if term.phrases]
    return pd.DataFrame(np.concatenate(parts), columns=list(columns))


def _elements(term: Term) -> list[Element]:
    context = [element for element in (term.next, term.unless_next, term.near) if element is not None]
    return [element for phrase in term.phrases for element in phrase] + context


def _occurrences(elements: Sequence[Element], types: Types, places: Places) -> dict[Element, _Occurrences]:
    by_form, by_lemma = match_elements(types.form_keys, types.lemma_keys, elements)
    form_rows, form_units, form_pairs = by_form.rows(types.forms)
    lemma_rows, lemma_units, lemma_pairs = by_lemma.rows(types.lemmas)
    rows = np.concatenate([form_rows, lemma_rows])
    units = np.concatenate([form_units, lemma_units])
    inside = np.concatenate([by_form.proclitics[form_pairs], by_lemma.proclitics[lemma_pairs]])
    asked = np.concatenate([by_form.asked[form_pairs], by_lemma.asked[lemma_pairs]])
    tokens = places.token[rows]
    exact = _proclitics(rows, tokens, inside, types, places) == asked
    # Exact readings come first within a token, so that they are the ones kept.
    order = np.lexsort((~exact, tokens, units))
    rows, units, tokens, exact = rows[order], units[order], tokens[order], exact[order]
    first = np.append(True, (np.diff(units) != 0) | (np.diff(tokens) != 0))[: len(units)]
    rows, units, tokens, exact = rows[first], units[first], tokens[first], exact[first]
    bounds = np.searchsorted(units, np.arange(len(elements) + 1))
    return {
        element: _Occurrences(tokens[start:end], rows[start:end], exact[start:end])
        for element, start, end in zip(elements, bounds[:-1], bounds[1:], strict=True)
    }


def _proclitics(
    rows: IntArray, tokens: IntArray, inside: NDArray[np.object_], types: Types, places: Places
) -> NDArray[np.object_]:
    """Give all that stands before each word within its token: words cut off by the parser, then what it left on."""
    found = inside.copy()
    ahead = rows - places.first_row[tokens]
    for index in np.flatnonzero(ahead):
        row = rows[index]
        words = (types.form_keys[types.forms[other]] for other in range(row - ahead[index], row))
        found[index] = "".join(words) + inside[index]
    return found


def _runs(number: int, term: Term, contexts: Contexts) -> IntArray:
    """Find the runs of one phrase term: (n, 4) columns row, term, token, last_token."""
    parts = []
    for phrase in term.phrases:
        first, length = contexts.where[phrase[0]], len(phrase)
        fits = first.tokens + length <= len(contexts.places.first_row)
        for place, element in enumerate(phrase[1:], start=1):
            fits &= contexts.where[element].exact_at(first.tokens + place)
        tokens, rows = first.tokens[fits], first.rows[fits]
        last = tokens + length - 1
        same = contexts.places.paragraph_of(tokens) == contexts.places.paragraph_of(last)
        fits = same & contexts.fit(term, last)
        parts.append(np.column_stack([rows, np.full_like(rows, number), tokens, last])[fits])
    return np.concatenate(parts)
