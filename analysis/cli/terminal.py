"""Tables for a terminal: columns that stay in their place beside Arabic.

A terminal that writes from right to left turns round what stands between two Arabic words, numbers of other columns
included. So each Arabic cell ends with a mark of direction, which takes no room, as a vowel sign does not.
"""

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.rounding import ACCURACY_COLUMNS, as_measure

if TYPE_CHECKING:
    import pandas as pd

LEFT_TO_RIGHT = "\u200e"
_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
GAP = "  "
NARROWEST, WIDEST = 8, 40
P_VALUE = re.compile(r"p(_\w+)?")
"""The names of columns of p-values: they are shown as papers print them, for 0 would be read as nought."""

# What precedes a key word is cut at its beginning; what follows it stands against it, at the right.
_CUT_AT_THE_BEGINNING = ("before",)
_AT_THE_RIGHT = ("after",)


def as_text(table: "pd.DataFrame", width: int | None = None, *, marks: bool = True) -> str:
    """Lay a table out in columns: numbers at the right, texts at the left.

    Parameters
    ----------
    width : cells that the terminal has in a line. Headings are broken and the longest texts are cut to fit; columns
        that still find no room follow below, behind the texts that begin each line. None: all stands side by side.
    marks : whether Arabic cells end with a mark of direction; what is no terminal is to have the text alone.
    """
    if table.empty:
        return "(no rows)"
    names = [str(name) for name in table]
    cells = [list(map(_way_to_show(name), table[name])) for name in table]
    numeric = [table[name].dtype.kind in "iufb" or str(name) in _AT_THE_RIGHT for name in table.columns]
    texts = [place for place, is_number in enumerate(numeric) if not is_number or names[place] in _AT_THE_RIGHT]
    headings = [[name] for name in names]
    widths = _longest(headings, cells)
    blocks = [list(range(len(names)))]
    if width is not None and _taken(widths) > width:
        headings = [_broken(name, column) for name, column in zip(names, cells, strict=True)]
        headings = [[*[""] * (max(map(len, headings)) - len(heading)), *heading] for heading in headings]
        widths = _longest(headings, cells)
        narrow = _narrowed(widths, headings, texts, width)
        if _taken(narrow) <= width:
            widths = narrow
        else:
            widths, blocks = _blocks(widths, numeric, texts, width)
    columns = [
        [*heading, *(_cut(cell, room, name) for cell in column)]
        for name, heading, column, room in zip(names, headings, cells, widths, strict=True)
    ]
    return "\n\n".join(_laid_out([(columns[i], widths[i], numeric[i]) for i in block], marks) for block in blocks)


def _laid_out(columns: list[tuple[list[str], int, bool]], marks: bool) -> str:
    lines = []
    for number in range(len(columns[0][0])):
        line = GAP.join(_padded(column[number], room, right, marks) for column, room, right in columns).rstrip()
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


def is_p_value(name: object) -> bool:
    """Whether a column of this name holds p-values."""
    return P_VALUE.fullmatch(str(name)) is not None


def _way_to_show(name: object) -> Callable[[object], str]:
    return _measure if name in ACCURACY_COLUMNS else _p_value if is_p_value(name) else _shown


def _p_value(value: object) -> str:
    if not isinstance(value, float) or value != value:
        return _shown(value)
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _measure(value: object) -> str:
    """Precision, recall and the like."""
    return as_measure(value) if isinstance(value, float) and value == value else _shown(value)


def _shown(value: object) -> str:
    if value is None or value != value or str(value) in ("<NA>", "NaT"):  # NaN is not itself
        return ""
    text = f"{value:.6g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")
    return " ".join(text.split()) if not text.isascii() or "\n" in text else text


def _longest(headings: list[list[str]], cells: list[list[str]]) -> list[int]:
    """The width of each column: that of its longest cell."""
    return [max(map(cells_of, [*heading, *column])) for heading, column in zip(headings, cells, strict=True)]


def _taken(widths: list[int]) -> int:
    """The cells of a line."""
    return sum(widths) + len(GAP) * (len(widths) - 1)


def _broken(name: str, cells: list[str]) -> list[str]:
    """A heading that is wider than the cells below it, in lines: documents_with as documents_ above with."""
    *first, last = name.split("_")
    if not all(first) or cells_of(name) <= max(map(cells_of, cells)):
        return [name]
    return [*(f"{part}_" for part in first), last]


def _narrowed(widths: list[int], headings: list[list[str]], texts: list[int], width: int) -> list[int]:
    """The widest texts cut until a line fits, or until nothing is left of them."""
    widths = list(widths)
    while _taken(widths) > width and texts:
        widest = max(texts, key=widths.__getitem__)
        if widths[widest] <= max(NARROWEST, *map(cells_of, headings[widest])):
            break
        widths[widest] -= 1
    return widths


def _blocks(widths: list[int], numeric: list[bool], texts: list[int], width: int) -> tuple[list[int], list[list[int]]]:
    """The columns in groups that fit a line each; each group begins with the texts that tell the rows apart."""
    widths = [min(room, WIDEST) if place in texts else room for place, room in enumerate(widths)]
    telling = list(range(numeric.index(True) if True in numeric else 0))
    if _taken([widths[place] for place in telling]) > width // 2:
        telling = []
    left = width - sum(widths[place] + len(GAP) for place in telling)
    widths = [min(room, left) if place in texts and place not in telling else room for place, room in enumerate(widths)]
    blocks = [telling]
    for place in range(len(telling), len(widths)):
        if len(blocks[-1]) > len(telling) and _taken([widths[i] for i in (*blocks[-1], place)]) > width:
            blocks.append(telling)
        blocks[-1] = [*blocks[-1], place]
    return widths, blocks


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
