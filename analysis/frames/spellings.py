"""Which spellings can be which terms of a lexicon: all string work, done once per type.

A corpus of millions of words has far fewer distinct spellings. They are looked at here and remembered, so that a
spelling that comes back in the next piece of the corpus costs nothing; `analysis.frames.find` then works on integers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.arabic.inflection import Analysis, Inflection, analyses, base, openings
from analysis.arabic.orthography import key, keys, normal
from analysis.counting.pieces import Numbers
from analysis.counting.token_index import Codes, IntArray, among
from analysis.lexicon import Alternative, Element, Term

NO_READING = 0
"""The place of None among the readings: a lemma or a pattern matched, and nothing was taken off the form."""

NO_CLITICS = 0
"""The number of the empty string among the clitics."""

# Letters: of longer starts there are too many alike, and shorter ones begin words without number.
_START = 5

_Match = tuple[int, ...]
_Found = tuple[Sequence[_Match], Sequence[_Match]]
_NOTHING: _Found = ((), ())
# What may be glued before a place of a phrase: how it is read, in the order in which readings are preferred.
_PLACE = "زز"
_GLUED = {
    opening.removesuffix(_PLACE): ("".join(reading.proclitics), reading.article)
    for opening in openings(_PLACE, "none")
    for reading in analyses(opening, "none", {_PLACE: None})
}
_GLUED_BY_LETTER = {
    letter: [glued for glued in _GLUED if not glued or glued[0] == letter] for letter in {"", *"".join(_GLUED)}
}
_Class = tuple[Inflection, bool]
_Classes = Mapping[_Class, dict[str, list[int]]]


@dataclass(frozen=True)
class TypeMatches:
    """What the types of a column may be: those of type t are the matches `first[t]:first[t + 1]`.

    Attributes
    ----------
    first : (n_types + 2,) so that code -1 (missing), which looks up the last cell but one, has no matches.
    matches : (k, n) a unit (the number of a term or element), then what is known of the match.
    """

    first: IntArray
    matches: IntArray

    @classmethod
    def of(cls, found: Iterable[tuple[int, Sequence[_Match]]], n_types: int, width: int) -> "TypeMatches":
        """Lay out the matches of the types that have any, types ascending."""
        counts = np.zeros(n_types + 2, dtype=np.int64)
        matches: list[_Match] = []
        for code, of_type in found:
            counts[code + 1] = len(of_type)
            matches += of_type
        return cls(np.cumsum(counts), np.array(matches, dtype=np.int64).reshape(-1, width).T.copy())

    def any(self, units: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """(n_types + 1,) whether a type may be something, or one of these units, by its code."""
        if units is None:
            return np.diff(self.first) > 0
        before = np.append(0, np.cumsum(units[self.matches[0]]))
        return np.diff(before[self.first]) > 0

    def of_column(self, codes: Codes) -> tuple[IntArray, IntArray]:
        """Give the matches of all rows of a column, as `of_rows` does."""
        rows = np.flatnonzero(self.any().take(codes, mode="wrap"))
        return self.of_rows(rows, codes[rows])

    def of_rows(self, rows: IntArray, codes: Codes) -> tuple[IntArray, IntArray]:
        """Give the matches of some rows: rows (n_found,), repeated as they have matches, and matches (k, n_found).

        `codes` are the types of these rows.
        """
        starts = self.first[codes]
        counts = self.first[codes + 1] - starts
        before = np.cumsum(counts) - counts
        which = np.repeat(starts - before, counts) + np.arange(counts.sum())
        return np.repeat(rows, counts), self.matches.take(which, axis=1)


class Spellings:
    """The spellings that can be the terms of a lexicon, or the places of its phrases; known ones are remembered.

    A match with a term is (term, reading), with `readings` numbering how a form was read. A match with an element is
    (element, proclitics on the type, proclitics that the phrase spells out), the latter two numbered by `clitics`.
    """

    def __init__(self, terms: Sequence[Term], elements: Sequence[Element]) -> None:
        self.readings: Numbers[Analysis | None] = Numbers(None)
        self.clitics: Numbers[str] = Numbers("")
        self._classes = _stems_by_class(terms)
        self._beginnings = _by_beginning(self._classes)
        self._short = self._beginnings[""]
        self._patterns = [(unit, re.compile(t.pattern)) for unit, t in enumerate(terms) if t.pattern is not None]
        self._elements = _by_stem(elements)
        self._by_lemma = _by_lemma(terms)
        self._known_lemmas = pa.array({*self._by_lemma, *self._elements}, type=pa.string())
        self._lemmas: dict[str, _Found] = {}
        self._forms: dict[str, _Found] = {}
        self._sieve = Sieve({opening[:_START] for opening in _openings(self._beginnings)}, _GLUED, self._elements)

    def of_forms(self, forms: pa.StringArray) -> tuple[TypeMatches, TypeMatches]:
        """Match forms with terms, and with elements."""
        texts = forms.to_pylist()
        # A pattern may begin with anything.
        codes = list(range(len(texts))) if self._patterns else self._sieve.promising(texts).tolist()
        promising = [texts[code] for code in codes]
        new = [text for text in promising if text not in self._forms]
        for text, form in zip(new, keys(new), strict=True):
            self._forms[text] = self._look_at(text, form)
        return _laid_out(((code, self._forms[text]) for code, text in zip(codes, promising, strict=True)), len(texts))

    def of_lemmas(self, lemmas: pa.StringArray) -> tuple[TypeMatches, TypeMatches]:
        """Match lemmas, as keys, with terms, and with elements: they must be equal."""
        is_known = pc.is_in(lemmas, self._known_lemmas)
        codes = np.flatnonzero(is_known.to_numpy(zero_copy_only=False))
        known = lemmas.take(pa.array(codes)).to_pylist()
        for lemma in known:
            if lemma not in self._lemmas:
                self._lemmas[lemma] = self._look_up(lemma)
        found = (self._lemmas[lemma] for lemma in known)
        return _laid_out(zip(codes.tolist(), found, strict=True), len(lemmas))

    def _look_up(self, lemma: str) -> _Found:
        """What a lemma can be. A definite place of a phrase needs the article, which only forms have."""
        words = self._elements.get(lemma, ())
        places = dict.fromkeys(unit for unit, word in words if not (word.definite or word.exact))
        singles = [(unit, NO_READING) for unit in self._by_lemma.get(lemma, ())]
        return singles, [(unit, NO_CLITICS, NO_CLITICS) for unit in places]

    def _look_at(self, text: str, form: str) -> _Found:
        beginnings = self._beginnings.get(form[:3], self._short)
        classes = [word_class for word_class, some in beginnings.items() if form.startswith(some)]
        singles = [match for word_class in classes for match in self._readings(form, text, word_class)]
        singles += [(unit, NO_READING) for unit, pattern in self._patterns if pattern.fullmatch(form)]
        places = self._places(form)
        return (sorted(singles, key=lambda match: match[0]), places) if singles or places else _NOTHING

    def _readings(self, form: str, text: str, word_class: _Class) -> list[_Match]:
        """Match a form with terms of a class by taking legitimate clitics and endings off."""
        inflection, feminine = word_class
        stems = self._classes[word_class]
        best: dict[int, Analysis] = {}
        for reading in analyses(form, inflection, stems, feminine=feminine, ends_in_ta=text.endswith("ة")):
            for unit in stems[reading.stem]:
                best.setdefault(unit, reading)
        return [(unit, self.readings.of(reading)) for unit, reading in best.items()]

    def _places(self, form: str) -> list[_Match]:
        """Match a form with the places of phrases."""
        best: dict[tuple[int, str], str] = {}
        for glued in _GLUED_BY_LETTER.get(form[:1], ("",)):
            stem = form[len(glued) :]
            if stem in self._elements and len(stem) > 1 and form.startswith(glued):
                proclitics, article = _GLUED[glued]
                for unit, alternative in self._elements[stem]:
                    if not alternative.exact if article else not alternative.definite:
                        # The reading with the fewest clitics comes first and is kept, for each way the phrase may
                        # glue it.
                        best.setdefault((unit, alternative.proclitic), proclitics)
        return [(unit, self.clitics.of(inside), self.clitics.of(asked)) for (unit, asked), inside in best.items()]


def _laid_out(known: Iterable[tuple[int, _Found]], n_types: int) -> tuple[TypeMatches, TypeMatches]:
    """Lay out what types may be, by their codes, ascending."""
    found = [(code, of_type) for code, of_type in known if of_type is not _NOTHING]
    terms = TypeMatches.of(((code, singles) for code, (singles, _) in found), n_types, 2)
    return terms, TypeMatches.of(((code, places) for code, (_, places) in found), n_types, 3)


def _by_lemma(terms: Sequence[Term]) -> dict[str, dict[int, None]]:
    """The terms whose lemma, or a further form listed for it, is this one, each once."""
    by_lemma: dict[str, dict[int, None]] = defaultdict(dict)
    for unit, term in enumerate(terms):
        for stem in term.stems:
            by_lemma[stem][unit] = None
    return dict(by_lemma)


def _by_stem(elements: Sequence[Element]) -> dict[str, list[tuple[int, Alternative]]]:
    by_stem: dict[str, list[tuple[int, Alternative]]] = defaultdict(list)
    for unit, element in enumerate(elements):
        for alternative in element.alternatives:
            by_stem[alternative.stem].append((unit, alternative))
    return dict(by_stem)


def _stems_by_class(terms: Iterable[Term]) -> _Classes:
    """Group the stems of lemma terms by the inflection that may stand around them."""
    classes: dict[tuple[Inflection, bool], dict[str, list[int]]] = {}
    for unit, term in enumerate(terms):
        for written in term.stems:
            stem, feminine = base(written, term.inflection)
            units = classes.setdefault((term.inflection, feminine), {}).setdefault(stem, [])
            if unit not in units:
                units.append(unit)
    return classes


def _openings(beginnings: Mapping[str, dict[_Class, tuple[str, ...]]]) -> Iterable[str]:
    return (opening for some in beginnings.values() for of_class in some.values() for opening in of_class)


def _by_beginning(classes: _Classes) -> dict[str, dict[_Class, tuple[str, ...]]]:
    """What words with a known stem begin with, by the first three letters and the class of the stem.

    Beginnings of fewer letters stand under all, and by themselves under "".
    """
    found = {
        word_class: sorted({opening for stem in stems for opening in openings(stem, word_class[0])})
        for word_class, stems in classes.items()
    }
    starts = {"", *(opening[:3] for some in found.values() for opening in some if len(opening) >= 3)}
    table: dict[str, dict[_Class, tuple[str, ...]]] = {start: {} for start in starts}
    for word_class, some in found.items():
        short = tuple(opening for opening in some if len(opening) < 3)
        for start in starts if short else ():
            table[start][word_class] = short
        for opening in some:
            if len(opening) >= 3:
                table[opening[:3]][word_class] = (*table[opening[:3]].get(word_class, ()), opening)
    return table


_LETTERS, _BITS = 9, 7  # which fit into 63 bits
_ALL_BITS = (1 << (_LETTERS * _BITS)) - 1
_ORDINARY = (*range(1, 0x80), *range(0x600, 0x700))  # the others are rare, and taken for unsure
_OTHER = 1  # a letter that is sought nowhere; 0 is the end of a word
_UNSURE = 0xFF  # a sign that vanishes, or becomes several letters, so that those behind it move


class Sieve:
    """What the keys that are sought begin with (`starts`, of nine letters at most), and others as a whole.

    These are `stems`, alone or behind something `glued` (of fewer than nine letters).
    """

    def __init__(self, starts: Iterable[str], glued: Iterable[str], stems: Iterable[str]) -> None:
        starts, glued, stems = set(starts), {"", *glued}, set(stems)
        letters = sorted({letter for text in starts | glued | stems for letter in text})[: (1 << _BITS) - _OTHER - 1]
        codes = {letter: code for code, letter in enumerate(letters, start=_OTHER + 1)}
        self._codes = np.full(0x10000, _UNSURE, dtype=np.uint8)
        self._unified = np.arange(0x10000, dtype=np.uint32)  # letters as keys have them
        for number in _ORDINARY:
            letter = key(chr(number))
            if len(letter) == 1:
                self._unified[number] = ord(letter)
                if normal(chr(number)):
                    self._codes[number] = codes.get(letter, _OTHER)
        self._codes[0] = 0
        self._starts = {
            length: np.unique(_first(length, self._numbers([start for start in starts if len(start) == length])[0]))
            for length in {len(start) for start in starts}
        }
        known = self._numbers(list(stems))[0]
        self._glued = [
            (len(text), number, np.unique(_first(_LETTERS - len(text), known)))
            for text in sorted(glued)
            for number in _first(len(text), self._numbers([text])[0])
        ]

    def promising(self, forms: Sequence[str]) -> IntArray:
        """Give the places of the forms whose keys may begin so, or may be one of the whole keys."""
        numbers, may_be = self._numbers(forms)
        for length, known in self._starts.items():
            may_be |= among(_first(length, numbers), known)
        for length, glued, stems in self._glued:
            begin_so = np.flatnonzero(_first(length, numbers) == glued)
            behind = (numbers[begin_so] << (_BITS * length)) & _ALL_BITS
            may_be[begin_so[among(_first(_LETTERS - length, behind), stems)]] = True
        return np.flatnonzero(may_be)

    def _numbers(self, texts: Sequence[str]) -> tuple[IntArray, NDArray[np.bool_]]:
        """Make a number of each text's first letters, and say which have letters that cannot be told one by one."""
        letters = np.array(texts, dtype=f"<U{_LETTERS}").view(np.uint32).reshape(len(texts), _LETTERS)
        codes = self._codes.take(np.minimum(letters, 0xFFFF))
        numbers = np.zeros(len(texts), dtype=np.int64)
        for place in range(_LETTERS):
            numbers = (numbers << _BITS) | codes[:, place]
        unified = self._unified.take(np.minimum(letters, 0xFFFF))
        again = (unified[:, 1:] == unified[:, :-1]) & (unified[:, 1:] != 0)
        lengthened = again[:, 1:] & again[:, :-1]  # جدااا: keys have the letter once, so that those behind it move
        return numbers, (codes == _UNSURE).any(axis=1) | lengthened.any(axis=1)


def _first(letters: int, numbers: IntArray) -> IntArray:
    """Keep so many letters of the numbers."""
    return np.asarray(numbers >> (_BITS * (_LETTERS - letters)))
