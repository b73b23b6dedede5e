"""Where the names of a table's columns stand: in its first row, or below a title that somebody set above them."""

from collections.abc import Sequence

from analysis.corpus.metadata import NAMES, is_known_name

WITHIN = 10  # rows


def rows_above_header(rows: Sequence[Sequence[object]]) -> int:
    """How many rows, as a title, stand above one that names columns; 0 where none plainly does.

    A title fills fewer cells than the names below it; else a cell that says `article` would make a header of its row.
    """
    if not rows or any(isinstance(cell, str) and is_known_name(cell) for cell in rows[0]):
        return 0
    widest = 0
    for place, row in enumerate(rows[:WITHIN]):
        names = [cell.strip().casefold() for cell in row if isinstance(cell, str) and cell.strip()]
        if len(set(names)) > 1 and len(names) > widest and not set(names).isdisjoint(NAMES["text"]):
            return place if widest else 0
        widest = max(widest, sum(cell not in ("", None) for cell in row))
    return 0
