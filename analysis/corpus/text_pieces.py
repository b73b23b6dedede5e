"""A text that JSON gives in pieces: paragraphs are lines, pieces of a line (links, bold type) are joined.

Editors of newspapers and networks keep texts so: lists of paragraphs, blocks with their kind, marks within a line.
"""

from typing import Any

import numpy as np

from analysis.corpus.metadata import NAMES

INLINE = {
    "text", "plain", "bold", "italic", "underline", "strikethrough", "spoiler", "code", "link", "text_link", "mention",
    "mention_name", "hashtag", "cashtag", "bot_command", "email", "phone", "bank_card", "custom_emoji", "strong", "em",
    "a", "b", "i", "u", "span",
}  # fmt: skip
"""What Telegram, ProseMirror and HTML call a piece of a line."""
_INSIDE = ("content", "children", "blocks", "data", "paragraphs")
DEEPEST = 12  # pieces in pieces


def joined(value: Any, depth: int = 0) -> str:
    """The text of a value: a string as it is, pieces put together; "" for what holds none.

    >>> joined(["قال ", {"type": "bold", "text": "الوزير"}, "."])
    'قال الوزير.'
    >>> joined([{"type": "p", "text": "أولا"}, {"type": "p", "text": "ثانيا"}])
    'أولا\\nثانيا'
    """
    if isinstance(value, str):
        return value
    if depth > DEEPEST:
        return ""
    if isinstance(value, dict):
        inner = (value.get(name) for name in ("text", *NAMES["text"], *_INSIDE))
        return next((text for part in inner if part is not None and (text := joined(part, depth + 1))), "")
    if not isinstance(value, (list, tuple, np.ndarray)):
        return ""
    texts = [joined(piece, depth + 1) for piece in value]
    return ("" if _are_of_a_line(value) else "\n").join(text for text in texts if text)


def _are_of_a_line(pieces: Any) -> bool:
    """Are they pieces of one line: by their kind, or as strings with blanks at their ends among objects?"""
    objects = [piece for piece in pieces if isinstance(piece, dict)]
    kinds = {piece.get("type") for piece in objects if isinstance(piece.get("type"), str)}
    if kinds:
        return not kinds.isdisjoint(INLINE)
    strings = [piece for piece in pieces if isinstance(piece, str)]
    return bool(objects) and any(string != string.strip(" ") for string in strings)
