"""What stands in a line and is none of its words, as spaces, so that the parser reads the words alone.

Tags and entities that an export left, marks of emphasis (**الأمن**), emoji, the # of a hashtag and the strokes between
its words: models never saw them, and glue them to the words beside them. Each character becomes one space, so that
positions stay as they are.
"""

import re
from functools import cache
from itertools import pairwise

from analysis.arabic.orthography import INVISIBLE, normal
from analysis.parsing.model import BUNDLED, read_known

LINK = r"(?:https?://|www\.)[^\s<>\"«»“”،؛؟\u200b]*[^\s<>\"«»“”،؛؟\u200b.,:;!?)\]}'*_]"
ADDRESS = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
MENTION = r"(?<![\w@.])@\w+"
#: What is one token whatever stands in it, and is left as it is.
WHOLE = re.compile(f"{LINK}|{ADDRESS}|{MENTION}")

_ARABIC = r"[\u0621-\u064a\u064b-\u0652\u0670-\u06d3]"
_LINE_BREAK = r"\\[nrt](?![A-Za-z])"
_EMOJI = (
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\u20e3"
    "\U0001f000-\U0001faff][\u200d\ufe0e\ufe0f]*"
)
_AT_AN_END = r"[_~^|\\=#]"
_UNREAD = re.compile(
    "|".join(
        (
            r"</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->|<[A-Z]{2}>",
            r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});",
            _LINE_BREAK,
            _EMOJI,
            r"[#＃﹟]+(?=\w)",
            rf"(?<={_ARABIC})_+(?=[^\W_])|(?<=[^\W_])_+(?={_ARABIC})",
            r"^\s*#{1,6}(?=\s)",
            # Marks at either end of a word: _الأمن_, |الأمن|, \الأمن\, الأمن#.
            rf"(?<={_ARABIC}){_AT_AN_END}+(?!\w)|(?<!\w){_AT_AN_END}+(?={_ARABIC})",
        )
    )
)
_EMPHASIS = re.compile(
    r"(?<![A-Za-z0-9*~`_])(\*{1,3}|~~|`{1,3}|__)(?=[^\s*~`_])([^*~`]{0,500}?[^\s*~`_])(\1)(?![A-Za-z0-9*~`])"
)
_SPACED_OUT = re.compile(rf"(?:{_ARABIC}|{INVISIBLE.pattern})+\u200b(?:{_ARABIC}|{INVISIBLE.pattern})+")
_CLITICS = re.compile("[وف]?[بكلس]?(?:ال)?")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)..+")
_ENDS_A_WORD = re.compile(".*[ةى\u064b-\u064d]$")


def with_spaces_for_unread(line: str) -> str:
    """The line, character for character, with spaces for what is none of its words."""
    pieces, last = [], 0
    for whole in WHOLE.finditer(line):
        pieces += [_spaced(line[last : whole.start()]), whole[0]]
        last = whole.end()
    return "".join([*pieces, _spaced(line[last:])])


def _spaced(text: str) -> str:
    text = _UNREAD.sub(lambda found: " " * len(found[0]), text)
    if any(mark in text for mark in "*~`_"):
        text = _EMPHASIS.sub(lambda found: " " * len(found[1]) + found[2] + " " * len(found[3]), text)
    return _SPACED_OUT.sub(lambda run: _borders(run[0]), text) if "\u200b" in text else text


def _borders(run: str) -> str:
    """Arabic letters with zero-width spaces among them, and a space for those that part words.

    Writers put one where a space should be, and programs inside long words. So it is a border where what it joins is no
    known word and its sides are words.
    """
    pieces = run.split("\u200b")
    if normal("".join(pieces)) in _known():
        return run
    joined = pieces[0]
    for before, after in pairwise(pieces):
        joined += (" " if _are_words(normal(before), normal(after)) else "\u200b") + after
    return joined


def _are_words(left: str, right: str) -> bool:
    if not left or not right or left + right in _known():
        return False
    if _ENDS_A_WORD.match(left):
        return True
    if _CLITICS.fullmatch(left):
        return left in _known() and right in _known()  # في, من and the like are none; لا and كل are words
    if _ARTICLE.fullmatch(right):
        return True
    known = [side in _known() for side in (left, right)]
    return all(known) or any(is_known and len(side) > 2 for is_known, side in zip(known, (left, right), strict=True))


@cache
def _known() -> frozenset[str]:
    """Words and tokens that the bundled model knows by heart."""
    known = read_known(BUNDLED)
    return frozenset(known.expansions) | {form for form, _ in known.lemmas}
