"""Which word types can be which lexicon terms: everything that depends on spellings alone, done once per type.

A corpus of millions of words has far fewer distinct spellings, so all string work happens here, over the categories of
the words table; `analysis.frames` then works on integers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.inflection import Analysis, Inflection, analyses, base
from analysis.lexicon import Alternative, Element, Term
from analysis.places import IntArray


@dataclass(frozen=True)
class TypeMatches:
    """Pairs of a type and what it may be, sorted by type.

    Attributes
    ----------
    types : (n,) codes of the categorical column that was matched.
    units : (n,) indices into the terms or elements that were looked for.
    readings : (n,) object array of analyses (None where the lemma or a pattern matched).
    n_types : number of categories in the column.
    """

    types: IntArray
    units: IntArray
    readings: NDArray[np.object_]
    n_types: int

    def rows(self, codes: NDArray[np.integer]) -> tuple[IntArray, IntArray, IntArray]:
        """Find all rows whose type matched something.

        Parameters
        ----------
        codes : (n_rows,) category codes; -1 (missing) matches nothing.

        Returns
        -------
        rows, units, pairs : each (n_found,), in the order of rows; `pairs` indexes into `readings`.
        """
        first = np.searchsorted(self.types, np.arange(self.n_types + 1))
        matched = np.zeros(self.n_types + 1, dtype=bool)
        matched[:-1] = np.diff(first) > 0
        # Code -1 looks up the extra last cell, which is False.
        rows = np.flatnonzero(matched[codes])
        found = codes[rows]
        counts = first[found + 1] - first[found]
        starts = np.cumsum(counts) - counts
        pairs = np.repeat(first[found] - starts, counts) + np.arange(counts.sum())
        return np.repeat(rows, counts), self.units[pairs], pairs


def _sorted_matches(found: list[tuple[int, int, Analysis | None]], n_types: int) -> TypeMatches:
    found.sort(key=lambda match: match[:2])
    types = np.array([match[0] for match in found], dtype=np.int64)
    units = np.array([match[1] for match in found], dtype=np.int64)
    readings = np.array([match[2] for match in found], dtype=object)
    return TypeMatches(types, units, readings, n_types)


def match_forms(forms: Sequence[str], keys: Sequence[str], terms: Sequence[Term]) -> TypeMatches:
    """Match word forms with terms by taking legitimate clitics and endings off (or by a term's pattern).

    Parameters
    ----------
    forms, keys : the form types and their keys.
    terms : lemma and pattern terms; phrases match nothing here.
    """
    found: list[tuple[int, int, Analysis | None]] = []
    for (inflection, feminine), stems in _stems_by_class(terms).items():
        heads = {stem[:2] for stem in stems}
        for code, form in enumerate(keys):
            # Taking nothing, one or more letters off the front must lead to a head, or no stem can be inside.
            if len(form) > 1 and any(form[i : i + 2] in heads for i in range(min(len(form) - 1, 6))):
                best: dict[int, Analysis] = {}
                ends_in_ta = forms[code].endswith("ة")
                for reading in analyses(form, inflection, stems, feminine=feminine, ends_in_ta=ends_in_ta):
                    for unit in stems[reading.stem]:
                        best.setdefault(unit, reading)
                found.extend((code, unit, reading) for unit, reading in best.items())
    for unit, term in enumerate(terms):
        if term.pattern is not None:
            pattern = re.compile(term.pattern)
            found.extend((code, unit, None) for code, form in enumerate(keys) if pattern.fullmatch(form))
    return _sorted_matches(found, len(keys))


def match_lemmas(keys: Sequence[str], terms: Sequence[Term]) -> TypeMatches:
    """Match lemma types with lemma terms: the keys must be equal."""
    units = defaultdict(list)
    for unit, term in enumerate(terms):
        for stem in term.stems:
            units[stem].append(unit)
    found = [(code, unit, None) for code, lemma in enumerate(keys) for unit in dict.fromkeys(units.get(lemma, ()))]
    return _sorted_matches(list(found), len(keys))


@dataclass(frozen=True)
class ElementMatches:
    """Pairs of a type and a place of a phrase; `proclitics` are those on the type, `asked` those the phrase spells."""

    matches: TypeMatches
    proclitics: NDArray[np.object_]
    asked: NDArray[np.object_]

    def rows(self, codes: NDArray[np.integer]) -> tuple[IntArray, IntArray, IntArray]:
        """Find all rows whose type matched, as `TypeMatches.rows` does."""
        return self.matches.rows(codes)


def match_elements(
    form_keys: Sequence[str], lemma_keys: Sequence[str], elements: Sequence[Element]
) -> tuple[ElementMatches, ElementMatches]:
    """Match forms and lemmas with the places of phrases.

    A definite word needs the article on the form, so lemmas match only words written without it.
    """
    by_stem: dict[str, list[tuple[int, Alternative]]] = defaultdict(list)
    for unit, element in enumerate(elements):
        for alternative in element.alternatives:
            by_stem[alternative.stem].append((unit, alternative))
    forms: list[_ElementMatch] = []
    for code, form in enumerate(form_keys):
        best: dict[tuple[int, str], _ElementMatch] = {}
        for reading in analyses(form, "none", by_stem):
            for unit, alternative in by_stem[reading.stem]:
                if reading.article or not alternative.definite:
                    # The reading with the fewest clitics comes first and is kept, for each way the phrase may glue it.
                    best.setdefault(
                        (unit, alternative.proclitic), (code, unit, "".join(reading.proclitics), alternative.proclitic)
                    )
        forms.extend(best.values())
    lemmas: list[_ElementMatch] = [
        (code, unit, "", "")
        for code, lemma in enumerate(lemma_keys)
        for unit in dict.fromkeys(unit for unit, word in by_stem.get(lemma, ()) if not word.definite)
    ]
    return _element_matches(forms, len(form_keys)), _element_matches(lemmas, len(lemma_keys))


_ElementMatch = tuple[int, int, str, str]


def _element_matches(found: list[_ElementMatch], n_types: int) -> ElementMatches:
    found.sort()
    matches = _sorted_matches([(code, unit, None) for code, unit, _, _ in found], n_types)
    proclitics, asked = (np.array([match[i] for match in found], dtype=object) for i in (2, 3))
    return ElementMatches(matches, proclitics, asked)


def _stems_by_class(terms: Iterable[Term]) -> dict[tuple[Inflection, bool], dict[str, list[int]]]:
    """Group the stems of lemma terms by the inflection that may stand around them."""
    classes: dict[tuple[Inflection, bool], dict[str, list[int]]] = {}
    for unit, term in enumerate(terms):
        for written in term.stems:
            stem, feminine = base(written, term.inflection)
            units = classes.setdefault((term.inflection, feminine), {}).setdefault(stem, [])
            if unit not in units:
                units.append(unit)
    return classes
