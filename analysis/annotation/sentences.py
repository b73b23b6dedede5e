"""Sentences too long to parse: where they are cut.

A parser's memory and time grow with the square of the sentence, and lists or transcripts may run for thousands of
words without a full stop. A sentence of more than MAX_WORDS syntactic words is cut, never inside a token: at the
last strong mark (. ! ? ؟ ؛ …) in the second half of the allowed stretch; failing that at the last weak mark
(، , : -), failing that where the stretch ends.
"""

from typing import Any

MAX_WORDS = 1000
STRONG = frozenset(".!?؟؛;…")
WEAK = frozenset("،,:-–—")


def split_long(sentence: Any, limit: int = MAX_WORDS) -> list[Any]:
    """Cut a Stanza sentence into ones of at most `limit` words; a shorter one is returned as it is."""
    if len(sentence.words) <= limit:
        return [sentence]
    from stanza.models.common.doc import Document

    tokens, parts = list(sentence.tokens), []
    while tokens:
        size = _cut([token.text for token in tokens], [len(token.words) for token in tokens], limit)
        parts.append(_renumbered(tokens[:size]))
        tokens = tokens[size:]
    return list(Document(parts).sentences)


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


def _renumbered(tokens: list[Any]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    first = 1
    for token in tokens:
        last = first + len(token.words) - 1
        span = {"start_char": token.start_char, "end_char": token.end_char}
        if len(token.words) > 1:
            entries.append({"id": (first, last), "text": token.text, **span})
            span = {}
        entries += [{"id": (first + index,), "text": word.text, **span} for index, word in enumerate(token.words)]
        first = last + 1
    return entries
