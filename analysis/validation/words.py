"""Words that a coder copied into a cell, found again in the paragraph."""

import re
from collections import Counter
from collections.abc import Sequence

from analysis.arabic.orthography import key
from analysis.errors import KhitabError

Span = tuple[int, int]
_BETWEEN = re.compile(r"[\s,،;؛|/«»\"“”()\[\].:؟?!…]+")
_NUMBERED = re.compile(r"^(.+?)[#＃](\d+|[٠-٩]+)$")


def find_words(cell: str, text: str, tokens: Sequence[Span], place: str) -> list[Span]:
    """Find the tokens that a cell names, in the order of the paragraph.

    Parameters
    ----------
    cell : words as printed, clitics and all, parted by blanks or commas. A word that stands several times is written as
        often as it counts; where it counts only here or there, `word#2` says which.
    tokens : the paragraph's tokens, as spans of ``text``.
    place : where the cell is, for errors.

    Errors: KhitabError for a word that is not in the paragraph, or one that stands there more often than it is written.
    """
    by_key: dict[str, list[Span]] = {}
    for start, end in tokens:
        by_key.setdefault(key(text[start:end]), []).append((start, end))
    numbered: list[tuple[str, int]] = []
    plain: list[tuple[str, int]] = []
    for word in (word for word in _BETWEEN.split(cell) if word):
        match = _NUMBERED.match(word)
        (numbered if match else plain).append((key(match[1]), int(match[2])) if match else (key(word), 0))
        written = match[1] if match else word
        if key(written) not in by_key:
            raise KhitabError(f"{place}: {written!r} is no word of the paragraph; copy the word as it is printed.")
    found = {_numbered(by_key[word], number, word, place) for word, number in numbered}
    for (word, _), times in Counter(plain).items():
        there = by_key[word]
        if times != len(there):
            raise KhitabError(
                f"{place}: {word!r} stands {len(there)} times in the paragraph but is written {times} times; write it "
                f"{len(there)} times to mark all, or {word}#1 for the first only."
            )
        found |= set(there)
    return sorted(found)


def _numbered(there: Sequence[Span], number: int, word: str, place: str) -> Span:
    if not 1 <= number <= len(there):
        raise KhitabError(f"{place}: {word}#{number} is asked for, but the word stands {len(there)} times; correct it.")
    return there[number - 1]
