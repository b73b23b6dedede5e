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
    tokens, parts = list(sentence), []
    while tokens:
        size = _cut([token.text for token in tokens], [len(token.forms) for token in tokens], limit)
        parts.append(tokens[:size])
        tokens = tokens[size:]
    return parts


def _cut(texts: list[str], lengths: list[int], limit: int) -> int:
    """Say how many tokens the next part takes."""
    words, size = 0, 0
    while size < len(lengths) and (size == 0 or words + lengths[size] <= limit):
        words += lengths[size]
        size += 1
    if size == len(lengths):
        return size
    for marks in (STRONG, WEAK):
        for index in range(size - 1, size // 2, -1):
            if set(texts[index]) <= marks:
                return index + 1
    return size
