"""What a tokeniser is not asked: which characters are one token for certain, and where a sentence surely ends.

Networks that learnt from newswire cut 1,250 at its comma and أ.ف.ب at its stops, leave the last stop on «2017.», and
run on over a question mark. These rules have the last word, over labels that say of each character what ends there.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analysis.parsing.unread import ADDRESS, LINK, MENTION

INSIDE, TOKEN, SENTENCE, MULTI_WORD, MULTI_WORD_SENTENCE = range(5)
LONGEST_WORD = 40  # characters before a stop that are looked at
ENDS_SENTENCE = (SENTENCE, MULTI_WORD_SENTENCE)

_DIGITS = "[0-9]"
_GROUPED = rf"{_DIGITS}{{1,3}}(?:[,،.]{_DIGITS}{{3}})+(?:[.,،]{_DIGITS}+)?|{_DIGITS}+[.,،]{_DIGITS}+"
NUMBER = rf"(?<![0-9.,،/])(?:{_GROUPED})(?![0-9]|[.,،/][0-9])"
#: 10:30, 3:1, 2:255; a colon would end a sentence.
TIME = rf"(?<![0-9:.,/]){_DIGITS}{{1,4}}(?::{_DIGITS}{{1,4}}){{1,3}}(?![0-9:]|[.,،/][0-9])"
DATE = rf"(?<![0-9/.-]){_DIGITS}{{1,4}}([/.-]){_DIGITS}{{1,2}}\1{_DIGITS}{{1,4}}(?![0-9]|[/.-][0-9])"
#: أ.ف.ب and وأ.د.; a stop that ends the line is its own.
ABBREVIATION = r"(?<!\w)[وف]?[بل]?[ء-ي](?:\.[ء-ي](?!\w))+(?:\.(?=\s\S))?"
PER_CENT = re.compile(rf"((?:{_GROUPED})|{_DIGITS}+)(%)|(%)((?:{_GROUPED})|{_DIGITS}+)")

_WHOLE = re.compile(f"{DATE}|{TIME}|{LINK}|{ADDRESS}|{MENTION}|{ABBREVIATION}|{NUMBER}")
_PER_CENT_HERE = re.compile(rf"(?<![0-9.,،/%])(?:{PER_CENT.pattern})(?![0-9%]|[.,،/][0-9])")
_LAST_STOP = re.compile(r"(?<=[0-9])[.](?![.\w])")
_STOP = re.compile(r"(?<!\.)[.](?=\s+[^\s؟?!.،؛:»”\")\]…/-])")
_BEFORE_STOP = re.compile(r"(?:^|[^\w.])([\w\u064b-\u0652]+|%)\s?$")
_ABBREVIATED = re.compile("[a-zA-Z]{1,3}|(?:[وفبل]?[ء-ي])")
_QUESTION = re.compile(r"[؟?!]+(?=\s+[^\s؟?!.،؛:»”\")\]…-])")


def settle(text: str, labels: NDArray[np.integer]) -> NDArray[np.integer]:
    """Mend the labels (n,) of a paragraph's n characters."""
    settled = labels.copy()
    for start, end in _wholes(text):
        _make_whole(text, settled, start, end, TOKEN)
    for found in _PER_CENT_HERE.finditer(text):
        _make_whole(text, settled, *found.span(), MULTI_WORD)
    for found in _LAST_STOP.finditer(text):
        _end_token(settled, found.start() - 1)
        _end_token(settled, found.start())
    for found in _STOP.finditer(text):
        if _ends_sentence(text[max(0, found.start() - LONGEST_WORD) : found.start()]):
            _end_token(settled, found.start() - 1)
            settled[found.start()] = SENTENCE
    for found in _QUESTION.finditer(text):
        _end_token(settled, found.start() - 1)
        last = found.end() - 1
        settled[found.start() : last] = np.minimum(settled[found.start() : last], TOKEN)
        settled[last] = SENTENCE
    return settled


def _ends_sentence(before: str) -> bool:
    """Whether a stop behind a text ends a sentence: not after an initial (د. علي) or a short number (1. of a list)."""
    word = _BEFORE_STOP.search(before)
    if word is None or _ABBREVIATED.fullmatch(word[1]):
        return False
    return not word[1].isdigit() or len(word[1]) > 2


def per_cent(token: str) -> tuple[str, ...] | None:
    """The two words of ‎50%, a number and its sign, as treebanks have it."""
    found = PER_CENT.fullmatch(token)
    return None if found is None else tuple(part for part in (found[1], found[2], found[3], found[4]) if part)


def _wholes(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _WHOLE.finditer(text))


def _make_whole(text: str, labels: NDArray[np.integer], start: int, end: int, kind: int) -> None:
    last = end - 1
    goes_on = end < len(text) and (text[end].isalnum() or text[end] == "_")
    labels[start:last] = INSIDE
    if not goes_on:
        labels[last] = kind + 1 if labels[last] in ENDS_SENTENCE else kind
    if start and not text[start - 1].isalnum():
        _end_token(labels, start - 1)


def _end_token(labels: NDArray[np.integer], place: int) -> None:
    if place >= 0 and labels[place] == INSIDE:
        labels[place] = TOKEN
