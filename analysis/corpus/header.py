"""Where the names of a table's columns stand: in its first row, or below a title that somebody set above them."""

from collections.abc import Sequence

from analysis.corpus.metadata import NAMES, is_known_name

WITHIN = 10  # rows


def rows_above_header(rows: Sequence[Sequence[object]]) -> int:
    """How many rows, as a title, stand above one that names columns; 0 where none plainly does.

    A title fills fewer cells than the names below it; else a cell that says `article` would make a header of its row.
    """
    if not rows:
        return 0
    if any(isinstance(cell, str) and is_known_name(cell) for cell in rows[0]):
        return int(_groups_columns(rows))
    widest = 0
    for place, row in enumerate(rows[:WITHIN]):
        names = [cell.strip().casefold() for cell in row if isinstance(cell, str) and cell.strip()]
        if len(set(names)) > 1 and len(names) > widest and not set(names).isdisjoint(NAMES["text"]):
            return place if widest else 0
        widest = max(widest, sum(cell not in ("", None) for cell in row))
    return 0


def _groups_columns(rows: Sequence[Sequence[object]]) -> bool:
    """Is the first row one of headings, each over several columns whose names stand in the second?"""
    first, second = ([cell for cell in row if cell not in ("", None)] for row in (*rows[:2], *[()] * 2)[:2])
    names = {cell.strip().casefold() for cell in second if isinstance(cell, str)}
    known = [name for name in names if is_known_name(name)]
    return len(names) == len(second) > len(first) and len(known) > 1 and not names.isdisjoint(NAMES["text"])
