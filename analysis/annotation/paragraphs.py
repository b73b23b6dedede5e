"""Paragraphs of a source text, normalised for the parser, with the way back to the source."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.orthography import Normalized, normalize

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
# What Stanza takes for a space; a line of nothing else has no words.
VISIBLE = re.compile(r"[^\s\x80-\x9f]")


@dataclass(frozen=True)
class SourceParagraph:
    """A non-blank line: its number, its normalised text, and where that came from in the document."""

    number: int
    text: str
    start: int
    line: str
    normalized: Normalized

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `text` into the span of the document's source text that it was made from.

        The source span takes in the marks inside and right after the token, and leaves out the spaces and
        invisible characters around it.
        """
        first, last = self.normalized.source_span(start, end)
        last = max(last, int(self.normalized.offsets[end - 1]) + 1)  # the end may fall inside an unfolded ligature
        while last > first + 1 and _is_margin(self.line[last - 1]):
            last -= 1
        return self.start + first, self.start + last


def _is_margin(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")


def split_paragraphs(text: str) -> Iterator[SourceParagraph]:
    """Yield a document's paragraphs: the lines that hold anything visible, numbered from 0."""
    number = 0
    for match in LINE.finditer(text):
        normalized = normalize(match[0])
        if VISIBLE.search(normalized.text):
            yield SourceParagraph(number, normalized.text, match.start(), match[0], normalized)
            number += 1
