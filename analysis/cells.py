"""Cells: text that a spreadsheet shows and never runs, and places as people count them.

Spreadsheets take a cell that begins with = + - @ (or a tab, or a carriage return) for a formula. Such text gets an
apostrophe in front, as does text that has one already, so that taking one off always gives the text back.

In memory, paragraphs and sentences are counted from 0, as Python counts. Where a person reads them, printed or in a CSV
file or a workbook, they are counted from 1: `counted_from_one` is applied where tables are written or shown, and
`counted_from_zero` where they are read back.

Source: OWASP, "CSV Injection".
"""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MOST_CHARACTERS = 32_767
"""A cell of a spreadsheet holds no more."""


def guarded(text: str) -> str:
    """Text as it may stand in a cell."""
    return f"'{text}" if text.startswith((*DANGEROUS, "'")) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given; a cell that needs no guard is given back as it is."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*DANGEROUS, "'")) else cell


def in_xml(text: str) -> str:
    """The text with replacement marks for what XML forbids."""
    return _HIDDEN.sub("\ufffd", text)


def shown(text: str) -> str:
    """Text as a workbook can hold it: what its XML forbids becomes replacement marks, and long text is cut."""
    return in_xml(text)[: MOST_CHARACTERS - 1]


def guarded_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """The table with each text and each heading as it may stand in a cell; numbers, dates and the like stay."""
    safe = table.copy()
    safe.columns = [guarded(str(name)) for name in table.columns]
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        if column.dtype.kind not in "biufcmM":
            cells = [guarded(cell) if isinstance(cell, str) else cell for cell in column.tolist()]
            safe.isetitem(place, _like(column, cells))
    return safe


def unguarded_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """The table that `guarded_table` was given, of a table as read from its file."""
    plain = table.copy()
    plain.columns = [unguarded(str(name)) for name in table.columns]
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        if column.dtype.kind not in "biufcmM":
            cells = [unguarded(cell) if isinstance(cell, str) else cell for cell in column.tolist()]
            plain.isetitem(place, _like(column, cells))
    return plain


PLACES = ("paragraph", "sentence")
"""Columns that number what a reader counts."""


def counted_from_one(table: "pd.DataFrame") -> "pd.DataFrame":
    """The table as a person reads it: the first paragraph of a document is its paragraph 1."""
    return _moved(table, 1)


def counted_from_zero(table: "pd.DataFrame") -> "pd.DataFrame":
    """The table that `counted_from_one` was given."""
    return _moved(table, -1)


def _moved(table: "pd.DataFrame", by: int) -> "pd.DataFrame":
    numbered = [name for name in PLACES if name in table and table[name].dtype.kind in "iuf"]
    if not numbered:
        return table
    moved = table.assign(**{name: table[name] + by for name in numbered})
    moved.attrs = table.attrs
    return moved


def _like(column: "pd.Series[Any]", cells: list[Any]) -> Any:
    import pandas as pd

    kind: Any = "str" if isinstance(column.dtype, pd.StringDtype) else object
    return pd.Series(cells, index=column.index, dtype=kind)
