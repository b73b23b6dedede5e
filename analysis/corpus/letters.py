"""Letters that the making of a PDF, or copying from one, put in disorder: swapped, shaped, turned round, spaced out.

Lam-alef is one shape in Arabic type. Programs that take text out of a PDF often give its two letters in wrong order:
االتفاق for الاتفاق. After the article this is plain, since no word begins so. Inside words it is not (سالم, سلام), and
only words that are nothing else are mended there.
"""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from analysis.corpus.mended import Mended, Piece, as_read, substituted

_LETTER = r"[\u0621-\u064a]"
_INSIDE = r"[\u0621-\u0652\u0670]"  # a letter, or a sign over or between letters: there a word has not ended
# The alef of the article, then a lam-alef whose letters are swapped: ا + ال for ا + لا.
SWAPPED = re.compile(rf"(?<!{_INSIDE})([وفبك]{{0,2}}ا)([اأإآ])(ل)(?={_LETTER})")
IN_ORDER = re.compile(rf"(?<!{_INSIDE})[وفبك]{{0,2}}ال[اأإآ]{_LETTER}")
# Before a number or a foreign word it is the article: ال 15, الـ«ناتو»; before these families it is آل.
ALONE = re.compile(
    rf"(?<!{_INSIDE})([وفأ]?)(ا)(ل)(?!{_INSIDE}|\s*[\"«“(]?[0-9٠-٩۰-۹A-Za-z]|[\"«“(-]"
    r"|\s+(?:سعود|ثاني|نهيان|مكتوم|خليفة|صباح|الشيخ|رشيد|عمران|البيت|ياسر)(?!\w))"
)
LONG = 200  # characters: in so long a text the letters of more than one word would be swapped
PREFIX = re.compile("[وف]?(?:ال|بال|كال|لل|ب|ك|ل)?")
WORD = re.compile(rf"(?<!{_INSIDE})[\u0621-\u064a]+(?!{_INSIDE})")
SHAPES = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
SPACED = re.compile(rf"(?<!\S){_LETTER}(?:[ \u00a0]{_LETTER}){{3,}}(?!\S)")
_APART = re.compile(rf"[ \u00a0]{_LETTER}[ \u00a0]{_LETTER}[ \u00a0]")
# Turned round, words end in the article and begin with what only ends words.
BACKWARDS = re.compile(rf"(?<!{_LETTER})[ةى]{_LETTER}{{2,}}|(?<!{_LETTER}){_LETTER}{{3,}}لا[وفبك]?(?!{_LETTER})")
FORWARDS = re.compile(rf"(?<!{_LETTER})ال{_LETTER}{{2,}}|{_LETTER}{{2,}}[ةى](?!{_LETTER})")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9٠-٩][A-Za-z0-9٠-٩.,:/%@_-]*")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
LOST = re.compile("\ufffd+")
ASKED = re.compile(r"(?<!\S)\?{2,}(?!\S)")
FEWEST_ASKED = 3  # words; fewer may be somebody's wonder
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def count_swapped(text: str) -> int:
    """How many words have a lam-alef whose letters are swapped after the article.

    0 where more have theirs in order: a doubled alef is then a slip of the hand.
    """
    if not any(pair in text for pair in ("اال", "األ", "اإل", "اآل")):
        return 0
    found = [match[2] for match in SWAPPED.finditer(text)]
    if found == ["ا"] and len(text) > LONG:
        return 0
    swapped = len(found)
    return swapped if swapped > sum(1 for _ in IN_ORDER.finditer(text)) else 0


def mend_swapped(text: str) -> Mended:
    """Put the letters in order: after the article, and in a text where that is needed in known words too."""
    if not count_swapped(text):
        return as_read(text)
    mended = substituted(text, SWAPPED, lambda m: (m[1] + m[3] + m[2], _swap(len(m[1]))))
    mended = mended.then(lambda half: substituted(half, ALONE, lambda m: (m[1] + "لا", _swap(len(m[1])))))
    return mended.then(lambda half: substituted(half, WORD, _known))


def _swap(before: int) -> list[int]:
    return [*range(before), before + 1, before]


def _known(match: re.Match[str]) -> Piece:
    word = match.group()
    for length in range(min(5, len(word))):
        right = _known_words().get(word[length:])
        if right is not None and PREFIX.fullmatch(word[:length]):
            places = list(range(len(word)))
            for place in range(length, len(word) - 1):
                if (
                    word[place : place + 2] == right[place - length : place - length + 2][::-1]
                    and word[place] != word[place + 1]
                ):
                    places[place], places[place + 1] = places[place + 1], places[place]
            mended = "".join(word[place] for place in places)
            if mended == word[:length] + right:
                return mended, places
    return word, range(len(word))


@cache
def _known_words() -> dict[str, str]:
    words = tomllib.loads((Path(__file__).parent / "lam_alef.toml").read_text("utf-8"))["words"]
    return {re.sub("ل([اأإآ])", r"\1ل", word): word for word in words}


def count_shapes(text: str) -> int:
    """How many runs of letters are written in the shapes of type (presentation forms)."""
    return sum(1 for _ in SHAPES.finditer(text))


def mend_shapes(text: str) -> Mended:
    """Letters for their shapes."""
    return substituted(text, SHAPES, lambda match: _unfolded(match.group()))


def _unfolded(run: str) -> Piece:
    pieces = [unicodedata.normalize("NFKC", char) for char in run]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def count_backwards(text: str) -> int:
    """How many words are plainly turned round, in a text where these outweigh the others."""
    plain = unicodedata.normalize("NFKC", text) if SHAPES.search(text) else text
    if plain.count(" ال") >= plain.count("لا ") + plain.count("لاو "):
        return 0
    backwards = sum(1 for _ in BACKWARDS.finditer(plain))
    return backwards if backwards >= 3 and backwards > 2 * sum(1 for _ in FORWARDS.finditer(plain)) else 0


def mend_backwards(text: str) -> Mended:
    """Turn each line round, but what is read from left to right in it."""
    if not count_backwards(text):
        return as_read(text)
    return substituted(text, re.compile(r"[^\r\n]+"), lambda match: _turned_round(match.group()))


def _turned_round(line: str) -> Piece:
    places = list(range(len(line)))[::-1]
    turned = line[::-1]
    for run in _LEFT_TO_RIGHT.finditer(turned):
        places[run.start() : run.end()] = places[run.start() : run.end()][::-1]
    return "".join(line[place] for place in places).translate(_MIRRORED), places


def count_spaced(text: str) -> int:
    """How many words have their letters set apart by spaces."""
    return sum(1 for _ in SPACED.finditer(text)) if _APART.search(text) else 0


def mend_spaced(text: str) -> Mended:
    """Close up the letters of a word; two spaces stand between words."""

    def closed(match: re.Match[str]) -> Piece:
        return match.group()[::2], range(0, match.end() - match.start(), 2)

    return substituted(text, SPACED, closed)


def count_controls(text: str) -> int:
    """How many NUL and other control characters a text has."""
    return sum(1 for _ in CONTROLS.finditer(text))


def mend_controls(text: str) -> Mended:
    """Spaces for control characters, one for one."""
    return substituted(text, CONTROLS, lambda _: " ")


def count_lost(text: str) -> int:
    """How many runs of marks stand where letters were lost: \ufffd, or words that are question marks alone."""
    runs = sum(1 for _ in LOST.finditer(text))
    asked = sum(1 for _ in ASKED.finditer(text))
    return runs + (asked if asked >= FEWEST_ASKED else 0)
