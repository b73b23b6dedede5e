"""A first look at spellings: which of many can be anything to a lexicon, by their first letters.

Nine in ten types of a corpus begin as no term of a lexicon does. Here all types are looked at together, as an array of
letters; what is left is looked at one by one (`analysis.frames.spellings`). Nothing that matches is left out.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.arabic.orthography import key, normal
from analysis.counting.token_index import IntArray, among

_LETTERS, _BITS = 9, 7  # which fit into 63 bits
_ORDINARY = (*range(1, 0x80), *range(0x600, 0x700))  # the others are rare, and taken for unsure
_OTHER = 1  # a letter that is sought nowhere; 0 is the end of a word
_UNSURE = 0xFF  # a sign that vanishes, or becomes several letters, so that those behind it move


class Sieve:
    """What the keys that are sought begin with (`starts`, of nine letters at most), and other keys as a whole."""

    def __init__(self, starts: Iterable[str], whole: Iterable[str]) -> None:
        starts, whole = set(starts), set(whole)
        letters = sorted({letter for text in starts | whole for letter in text})[: (1 << _BITS) - _OTHER - 1]
        codes = {letter: code for code, letter in enumerate(letters, start=_OTHER + 1)}
        self._codes = np.full(0x10000, _UNSURE, dtype=np.uint8)
        for number in _ORDINARY:
            if len(folded := key(chr(number))) == 1 and normal(chr(number)):
                self._codes[number] = codes.get(folded, _OTHER)
        self._codes[0] = 0
        self._unified = np.arange(0x10000, dtype=np.uint32)  # letters as keys have them
        for number in _ORDINARY:
            if len(letter := key(chr(number))) == 1:
                self._unified[number] = ord(letter)
        self._starts = {
            length: _shifted(self._numbers([start for start in starts if len(start) == length])[0], length)
            for length in sorted({len(start) for start in starts})
        }
        self._whole = self._numbers(sorted(whole))[0]
        for known in (*self._starts.values(), self._whole):
            known.sort()

    def promising(self, forms: Sequence[str]) -> IntArray:
        """Give the places of the forms whose keys may begin so, or may be one of the whole keys."""
        numbers, unsure = self._numbers(forms)
        may_be = unsure | among(numbers, self._whole)
        for length, known in self._starts.items():
            may_be |= among(_shifted(numbers, length), known)
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


def _shifted(numbers: IntArray, letters: int) -> IntArray:
    """Keep so many letters of the numbers."""
    return np.asarray(numbers >> (_BITS * (_LETTERS - letters)))
