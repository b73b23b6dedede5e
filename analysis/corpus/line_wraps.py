"""Lines wrapped at a width: a break that stands there only because the next word did not fit, and so ends nothing."""

import re

from analysis.corpus.mended import Mended, as_read, substituted

WIDEST = 120  # characters; longer lines were not wrapped
FEWEST = 3  # breaks by which a wrapped text is known
_BREAK = re.compile(r"(?<=\S)[ \t]*\r?\n(?=[^\s•*\-–—#>|])")
_LINE = re.compile(r"[^\r\n]+")
_END = re.compile(r"[.!?؟…:؛»\"”)\]]\s*$")


def count_wraps(text: str) -> int:
    """How many line breaks only wrap a paragraph; 0 for a text whose lines are paragraphs."""
    width = _width(text)
    if not width:
        return 0
    breaks = list(_BREAK.finditer(text))
    soft = [match for match in breaks if _soft(text, match, width)]
    unfinished = sum(not _END.search(_line_before(text, match)) for match in soft)
    wrapped = len(soft) >= FEWEST and len(soft) >= 0.6 * len(breaks) and unfinished >= 0.5 * len(soft)
    return len(soft) if wrapped else 0


def mend_wraps(text: str) -> Mended:
    """Join the lines of each paragraph by spaces; a text that is not wrapped stays as it is."""
    width = _width(text)
    if not count_wraps(text):
        return as_read(text)
    return substituted(text, _BREAK, lambda match: " " if _soft(text, match, width) else match.group())


def _width(text: str) -> int:
    """The width at which lines are wrapped: that of the longest; 0 where it is too great for that."""
    longest = max((len(line.rstrip()) for line in _LINE.findall(text)), default=0)
    return longest if 20 <= longest <= WIDEST else 0


def _soft(text: str, match: re.Match[str], width: int) -> bool:
    """Would the next word not have fitted?"""
    word = re.match(r"\S+", text[match.end() : match.end() + width + 1])
    return len(_line_before(text, match)) + 1 + len(word.group() if word else "") > width


def _line_before(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
    return text[start : match.start()]
