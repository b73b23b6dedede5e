"""Lines wrapped at a width: a break that stands there only because the next word did not fit, and so ends nothing."""

import re
from collections import Counter
from collections.abc import Sequence

from analysis.corpus.mended import Mended, as_read, substituted

WIDEST = 120  # characters; longer lines were not wrapped
FEWEST = 3  # breaks by which a wrapped text is known
LONG_POEM = 8  # lines that all end with a thought
_HALVES = re.compile(r"\S(?:\t|[ \u00a0]{3,}|\s*(?:\*{2,}|\.{3,}|…|//|=)\s*)\S")  # what parts the halves of a verse
_STOP = re.compile(r"[.!?؟؛،]\s")
_SIGN = re.compile(r"[^\w\s]|[\u0640\u064b-\u0652\u0670]")
LEANING = frozenset(
    (
        *("في", "من", "إلى", "الى", "على", "عن", "مع", "بين", "بعد", "قبل", "عند", "منذ", "حتى", "أن"),
        *("ان", "إن", "لأن", "كان", "كانت", "قد", "لم", "لن", "لا", "ما", "هو", "هي", "الذي", "التي"),
        *("الذين", "هذا", "هذه", "ذلك", "تلك", "و", "أو", "او", "ثم", "أي", "كل", "بعض", "غير", "خلال"),
        *("حول", "ضد", "نحو", "دون", "تحت", "فوق", "لدى", "أمام", "كما", "حيث", "إذ", "إذا", "لو", "لكن"),
        *("بل", "رئيس", "وزير"),
    )
)
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
    return len(soft) if wrapped and not is_verse(_LINE.findall(text)) else 0


def is_verse(lines: Sequence[str]) -> bool:
    """Are these the lines of a poem? They rhyme, or each is a thought: none ends in a word that leans on the next.

    A width has its lines end anywhere: one in five ends in a preposition or the like, and sentences end within lines.
    """
    words = [_bare(line).split() for line in lines if line.strip()]
    words = [line for line in words if line]
    if len(words) < FEWEST or any(line[-1] in LEANING for line in words):
        return False
    if any(_HALVES.search(line) for line in lines):
        return True
    rhymes = max(_rhyming([line[-1] for line in words[first::step]]) for first, step in ((0, 1), (0, 2), (1, 2)))
    inside = sum(bool(_STOP.search(line.rstrip()[:-1])) for line in lines)
    return rhymes or (len(words) >= LONG_POEM and not inside)


def _rhyming(ends: Sequence[str]) -> bool:
    """Do most of the last words end alike? Two letters that a few share, or one that many do."""
    if len(ends) < FEWEST:
        return False
    two, one = (Counter(end[-length:] for end in ends).most_common(1)[0][1] for length in (2, 1))
    return two >= 0.6 * len(ends) or one >= (0.75 if len(ends) >= 2 * FEWEST else 1) * len(ends)


def _bare(line: str) -> str:
    return _SIGN.sub("", line)


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
