"""Patterns that would take for ever: found by trying them on words that grow, for a bounded time."""

import re
from itertools import product
from time import thread_time

_LONGEST = 42  # letters of the longest word that is tried
_PATIENCE = 0.05  # seconds of this thread: a word of so few letters takes microseconds where nothing is wrong
_MOST_LETTERS = 6


def takes_for_ever(pattern: re.Pattern[str]) -> str:
    """Give a word on which the pattern's time explodes, or "" if there is none among those tried.

    The words are runs of the pattern's own letters, and of pairs of them, with an end that does not match. They grow
    letter by letter, and trying stops at the first that takes long: so the trial itself is bounded.
    """
    letters = list(dict.fromkeys(re.findall(r"\w", pattern.pattern))) or ["ا"]
    units = [*letters[:_MOST_LETTERS], *("".join(pair) for pair in product(letters[:3], repeat=2))]
    for unit in units:
        for length in range(4, _LONGEST, 2):
            word: str = (unit * length)[:length]
            start = thread_time()
            pattern.fullmatch(word + "\0")
            if thread_time() - start > _PATIENCE:
                return word
    return ""
