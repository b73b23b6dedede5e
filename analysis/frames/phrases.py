"""Phrases and contexts: runs of tokens that match a phrase, and what must stand next to or near a term."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.arabic.orthography import key
from analysis.counting.pieces import Numbers
from analysis.counting.token_index import Codes, IntArray, Places, Types, among, numbered
from analysis.frames.spellings import TypeMatches
from analysis.lexicon import Element, Term


@dataclass(frozen=True)
class _Occurrences:
    """Where one place of a phrase can stand.

    `tokens` are sorted and unique, `rows` the matching word of each; `exact` are the tokens with no other proclitics
    than the phrase spells out. The first place of a phrase may have any, the others must be exact.
    """

    tokens: IntArray
    rows: IntArray
    exact: IntArray


@dataclass(frozen=True)
class Contexts:
    """Where every place of every phrase, and every word asked for next to or near a term, occurs in a corpus."""

    where: dict[Element, _Occurrences]
    places: Places

    def fit(self, term: Term, last: IntArray) -> NDArray[np.bool_]:
        """Say for which runs, ending at the tokens `last`, the term has the context that it asks for."""
        fits = np.ones(len(last), dtype=bool)
        if not (term.next or term.unless_next or term.near):
            return fits
        paragraph = self.places.paragraph_of(last)
        following = np.minimum(last + 1, self.places.n_tokens - 1)
        same = self.places.paragraph_of(following) == paragraph
        if term.next is not None:
            fits &= same & among(last + 1, self.where[term.next].exact)
        if term.unless_next is not None:
            fits &= ~(same & among(last + 1, self.where[term.unless_next].tokens))
        if term.near is not None:
            fits &= np.isin(paragraph, self.places.paragraph_of(self.where[term.near].tokens))
        return fits


def context_elements(terms: Sequence[Term]) -> list[Element]:
    """List the places of the terms' phrases and the words of their contexts, each once."""
    return list(dict.fromkeys(element for term in terms for element in _elements(term)))


@dataclass(frozen=True)
class Roles:
    """What the places of phrases and the words of contexts are asked for, all (n_elements,).

    Attributes
    ----------
    anywhere : whether an element is sought wherever it stands; others only behind what asks for them.
    asking : whether something is asked for behind the element.
    """

    anywhere: NDArray[np.bool_]
    asking: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: Sequence[Term], elements: Sequence[Element]) -> "Roles":
        """Look through the phrases and contexts of the terms."""
        phrases = [(phrase, asks_behind(term)) for term in terms for phrase in term.phrases]
        anywhere = {term.near for term in terms} | {phrase[0] for phrase, _ in phrases}
        asking = {element for phrase, asks in phrases for element in (phrase if asks else phrase[:-1])}
        return cls(*(np.array([element in some for element in elements], dtype=bool) for some in (anywhere, asking)))


def asks_behind(term: Term) -> bool:
    """Whether the term asks for a word, or for the lack of one, behind it."""
    return term.next is not None or term.unless_next is not None


def _elements(term: Term) -> list[Element]:
    context = [element for element in (term.next, term.unless_next, term.near) if element is not None]
    return [element for phrase in term.phrases for element in phrase] + context


def find_contexts(
    elements: Sequence[Element], roles: Roles, kinds: Sequence[tuple[Codes, TypeMatches]], asking: IntArray,
    clitics: Numbers[str], types: Types, places: Places,
) -> Contexts:  # fmt: skip
    """Sort out where the elements stand that something asks for.

    Parameters
    ----------
    kinds : for forms, for lemmas and for printed tokens, the types of all rows, and which elements the types may be.
    asking : tokens behind which single terms ask for something.
    """
    rows, (units, inside, asked), whole = _sought(kinds, roles, asking, places)
    tokens = places.token_of(rows)
    exact = np.where(whole, inside, _proclitics(rows, tokens, inside, clitics, types, places)) == asked
    # By element and token, exact readings first, for these are kept; sorted in steps that each find long sorted runs.
    order = np.concatenate([np.flatnonzero(exact), np.flatnonzero(~exact)])
    order = order[np.argsort(tokens[order], kind="stable")]
    order = order[np.argsort(units[order].astype(np.min_scalar_type(len(elements))), kind="stable")]
    new = (np.diff(units[order], prepend=-1) != 0) | (np.diff(tokens[order], prepend=-1) != 0)
    order = order[new]
    rows, units, tokens, exact = rows[order], units[order], tokens[order], exact[order]
    bounds = np.searchsorted(units, np.arange(len(elements) + 1))
    spans = [slice(*bounds[i : i + 2]) for i in range(len(elements))]
    occurrences = (_Occurrences(tokens[span], rows[span], tokens[span][exact[span]]) for span in spans)
    return Contexts(dict(zip(elements, occurrences, strict=True)), places)


def _sought(
    kinds: Sequence[tuple[Codes, TypeMatches]], roles: Roles, asking: IntArray, places: Places
) -> tuple[IntArray, IntArray, NDArray[np.bool_]]:
    """Find the rows with elements that something asks for, their matches, and whether a whole token matched.

    Most rows with an element are common words such as من, of which few stand behind anything that asks for them; so
    types are looked at first, and only the matches of rows that are left.
    """
    asked_for = np.zeros(places.n_tokens + 1, dtype=bool)
    asked_for[asking + 1] = True
    rows_of = [np.flatnonzero(matches.any().take(codes, mode="wrap")) for codes, matches in kinds]
    for (codes, matches), rows in zip(kinds, rows_of, strict=True):
        asks = rows[matches.any(roles.asking).take(codes[rows], mode="wrap")]
        asked_for[places.token[asks] + 1] = True
    found = []
    for (codes, matches), rows in zip(kinds, rows_of, strict=True):
        rows = rows[asked_for[places.token[rows]] | matches.any(roles.anywhere).take(codes[rows], mode="wrap")]
        rows, of_rows = matches.of_rows(rows, codes[rows])
        wanted = np.flatnonzero(roles.anywhere[of_rows[0]] | asked_for[places.token[rows]])
        found.append((rows[wanted], of_rows.take(wanted, axis=1)))
    rows, of_rows = (np.concatenate(pair, axis=-1) for pair in zip(*found, strict=True))
    return rows, of_rows, np.arange(len(rows)) >= len(rows) - len(found[-1][0])


_NO_RUNS = np.empty((0, 4), dtype=np.int64)


def phrase_candidates(terms: Sequence[Term], contexts: Contexts) -> IntArray:
    """Find all runs of tokens within a paragraph that match a phrase.

    Returns
    -------
    (n, 4) one row per run: row (of the first token's matching word), term (index), token, last token.
    """
    runs = [_runs(number, phrase, term, contexts) for number, term in enumerate(terms) for phrase in term.phrases]
    return np.concatenate([_NO_RUNS, *runs])


def _runs(number: int, phrase: Sequence[Element], term: Term, contexts: Contexts) -> IntArray:
    first, length, places = contexts.where[phrase[0]], len(phrase), contexts.places
    at = np.flatnonzero(first.tokens + length <= places.n_tokens)
    for place, element in enumerate(phrase[1:], start=1):
        at = at[among(first.tokens[at] + place, contexts.where[element].exact)]
        if not len(at):
            return _NO_RUNS
    tokens, rows = first.tokens[at], first.rows[at]
    last = tokens + length - 1
    fits = (places.paragraph_of(tokens) == places.paragraph_of(last)) & contexts.fit(term, last)
    return np.column_stack([rows[fits], np.full_like(rows[fits], number), tokens[fits], last[fits]])


def _proclitics(
    rows: IntArray, tokens: IntArray, inside: IntArray, clitics: Numbers[str], types: Types, places: Places
) -> IntArray:
    """Number all that stands before each word within its token: words cut off by the parser, then what it left on."""
    found: IntArray = inside.copy()
    ahead = rows - places.first_row(tokens)
    for step in range(1, int(ahead.max(initial=0)) + 1):
        glued = np.flatnonzero(ahead >= step)
        before = types.forms.codes[rows[glued] - step]
        numbers, examples = numbered([before, found[glued]])
        words = types.forms.take(before[examples])
        onto, known = found[glued[examples]].tolist(), clitics.values
        spelled = [key(word) + known[number] for word, number in zip(words, onto, strict=True)]
        found[glued] = clitics.of_all(spelled)[numbers]
    return found
