"""Sentences too long to parse: where they are cut.

A parser's memory and time grow with the square of the sentence, and lists or transcripts may run for thousands of
words without a full stop. A sentence of more than MAX_WORDS syntactic words is cut, never inside a token: at the
last strong mark (. ! ? ؟ ؛ …) in the second half of the allowed stretch; failing that at the last weak mark
(، , : -), failing that where the stretch ends.
"""

from collections.abc import Sequence

from analysis.parsing.tokens import Token

MAX_WORDS = 1000
STRONG = frozenset(".!?؟؛;…")
WEAK = frozenset("،,:-–—")


def split_long(sentence: Sequence[Token], limit: int = MAX_WORDS) -> list[list[Token]]:
    """Cut a sentence into ones of at most `limit` words; a shorter one is returned as it is."""
    parts, start = [], 0
    while start < len(sentence):
        end = _end(sentence, start, limit)
        parts.append(list(sentence[start:end]))
        start = end
    return parts


def _end(sentence: Sequence[Token], start: int, limit: int) -> int:
    """Say before which token the part ends that begins at `start`; tokens beyond the part are not looked at."""
    words, end = len(sentence[start].forms), start + 1
    while end < len(sentence) and words + len(sentence[end].forms) <= limit:
        words += len(sentence[end].forms)
        end += 1
    if end == len(sentence):
        return end
    for marks in (STRONG, WEAK):
        for index in range(end - 1, start + (end - start) // 2, -1):
            if set(sentence[index].text) <= marks:
                return index + 1
    return end
