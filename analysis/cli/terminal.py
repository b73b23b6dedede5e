"""Tables for a terminal: columns that stay in their place beside Arabic.

A terminal that writes from right to left turns round what stands between two Arabic words, numbers of other columns
included. So each Arabic cell ends with a mark of direction, which takes no room, as a vowel sign does not.
"""

import re
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.rounding import ACCURACY_COLUMNS, as_measure

if TYPE_CHECKING:
    import pandas as pd

LEFT_TO_RIGHT = "\u200e"
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
GAP = "  "
NARROWEST = 8

# What precedes a key word is cut at its beginning; what follows it stands against it, at the right.
_CUT_AT_THE_BEGINNING = ("before",)
_AT_THE_RIGHT = ("after",)


def as_text(table: "pd.DataFrame", width: int | None = None, *, marks: bool = True) -> str:
    """Lay a table out in columns: numbers at the right, texts at the left.

    Parameters
    ----------
    width : cells that the terminal has in a line; the longest texts are cut to fit. None: nothing is cut.
    marks : whether Arabic cells end with a mark of direction; what is no terminal is to have the text alone.
    """
    if table.empty:
        return "(no rows)"
    columns = [[str(name), *map(_measure if name in ACCURACY_COLUMNS else _shown, table[name])] for name in table]
    numeric = [table[name].dtype.kind in "iufb" or str(name) in _AT_THE_RIGHT for name in table.columns]
    widths = _widths(columns, numeric, width)
    lines = []
    for cells in zip(*columns, strict=True):
        line = GAP.join(
            _padded(_cut(cell, room, columns[place][0]), room, numeric[place], marks)
            for place, (cell, room) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        lines.append(LEFT_TO_RIGHT + line if marks and _is_rtl(line) else line)
    return "\n".join(lines)


def terminal_width() -> int | None:
    """How many cells a line has; None where the output is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cells_of(text: str) -> int:
    """How many cells of a terminal a text takes: none for marks, two for the wide letters of the Far East."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def _measure(value: object) -> str:
    """Precision, recall and the like."""
    return as_measure(value) if isinstance(value, float) and value == value else _shown(value)


def _shown(value: object) -> str:
    if value is None or value != value or str(value) in ("<NA>", "NaT"):  # NaN is not itself
        return ""
    text = f"{value:.6g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")
    return " ".join(text.split()) if not text.isascii() or "\n" in text else text


def _widths(columns: list[list[str]], numeric: list[bool], width: int | None) -> list[int]:
    """The width of each column: that of its longest cell, the widest texts cut until a line fits."""
    widths = [max(map(cells_of, column)) for column in columns]
    if width is None:
        return widths
    texts = [place for place, is_number in enumerate(numeric) if not is_number or columns[place][0] in _AT_THE_RIGHT]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width and texts:
        widest = max(texts, key=widths.__getitem__)
        if widths[widest] <= max(NARROWEST, cells_of(columns[widest][0])):
            break
        widths[widest] -= 1
    return widths


def _cut(text: str, room: int, column: str) -> str:
    if cells_of(text) <= room:
        return text
    at_the_beginning = column in _CUT_AT_THE_BEGINNING
    while cells_of(text) > room - 1:
        text = text[1:] if at_the_beginning else text[:-1]
    return f"…{text}" if at_the_beginning else f"{text}…"


def without_marks(argument: str) -> str:
    """What somebody typed or copied from a terminal, without the marks of direction that came along unseen."""
    return argument if Path(argument).exists() else _MARKS.sub("", argument)


def _padded(text: str, room: int, right: bool, marks: bool) -> str:
    space = " " * (room - cells_of(text))
    text += LEFT_TO_RIGHT if marks and _is_rtl(text) else ""
    return space + text if right else text + space


def _is_rtl(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)
