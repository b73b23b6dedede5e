"""Mended texts: a text that was repaired, and where each of its characters stood before."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Piece = tuple[str, Sequence[int]]
"""What a match becomes, and for each of its characters the place in the match that it came from."""


@dataclass(frozen=True)
class Mended:
    """A repaired text.

    Attributes
    ----------
    text : n characters.
    offsets : (n + 1,) int64; `offsets[i]` is the place of character i in the text as read, and `offsets[n]` that text's
        length. Not decreasing but where letters were put in another order.
    """

    text: str
    offsets: NDArray[np.int64]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read that the characters `start:end` came from."""
        if start >= end:
            return int(self.offsets[start]), int(self.offsets[start])
        places = self.offsets[start:end]
        return int(places.min()), int(places.max()) + 1

    def then(self, step: Callable[[str], "Mended"]) -> "Mended":
        """Repair further, and keep the way back to the text as first read."""
        following = step(self.text)
        return Mended(following.text, self.offsets[following.offsets])


def as_read(text: str) -> Mended:
    """A text that nothing was done to."""
    return Mended(text, np.arange(len(text) + 1))


def substituted(text: str, pattern: re.Pattern[str], become: Callable[[re.Match[str]], Piece | str]) -> Mended:
    """Replace each match; a replacement given as a string comes from the match's first characters, one by one."""
    pieces: list[str] = []
    offsets: list[NDArray[np.int64]] = []
    last = 0
    for match in pattern.finditer(text):
        made = become(match)
        put, places = made if isinstance(made, tuple) else (made, _one_by_one(made, match))
        pieces += [text[last : match.start()], put]
        offsets += [np.arange(last, match.start()), match.start() + np.asarray(places, dtype=np.int64)]
        last = match.end()
    if not pieces:
        return as_read(text)
    pieces.append(text[last:])
    offsets.append(np.arange(last, len(text) + 1))
    return Mended("".join(pieces), np.concatenate(offsets))


def _one_by_one(made: str, match: re.Match[str]) -> list[int]:
    length = match.end() - match.start()
    return [min(place, max(length - 1, 0)) for place in range(len(made))]
