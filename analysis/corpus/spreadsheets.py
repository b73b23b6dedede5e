"""Spreadsheets (.xlsx, .xls, .ods): the first sheet that holds anything, by the reader calamine, which runs nothing.

Formulas are read as the values that were saved with them; macros, links and pictures are passed over.
"""

import datetime
import io
from typing import Any

import pandas as pd

from analysis.errors import KhitabError

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def read_spreadsheet(raw: bytes, place: str, *, header: bool | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the first sheet with cells in it; whole numbers stay whole, dates are dates, empty cells are None."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=True)) for name in book.sheet_names]
    except Exception as error:  # calamine raises whatever the damaged archive makes it raise
        raise KhitabError(f"{place}: not a readable workbook ({error}); save it as .xlsx or .csv again.") from error
    filled = [(name, rows) for name, rows in sheets if any(_filled(row) for row in rows)]
    if not filled:
        raise KhitabError(f"{place}: the workbook is empty; put a header and one row in its first sheet.")
    (name, rows), others = filled[0], filled[1:]
    notes = [f"the sheet {name!r} is read and the others are left out: {', '.join(n for n, _ in others)}"] * bool(
        others
    )
    kept = [[_value(cell) for cell in row] for row in rows if _filled(row)]
    if header is False:
        names = [f"column {number}" for number in range(1, len(kept[0]) + 1)]
    else:
        names = [_heading(cell, number) for number, cell in enumerate(kept.pop(0), start=1)]
    columns = {place_: pd.Series([row[place_] for row in kept], dtype=object) for place_ in range(len(names))}
    return pd.DataFrame(columns).set_axis(names, axis="columns"), notes


def _filled(row: list[Any]) -> bool:
    return any(cell not in ("", None) for cell in row)


def _heading(cell: object, number: int) -> str:
    return f"column {number}" if cell is None else str(cell).strip()


def _value(cell: object) -> object:
    if isinstance(cell, str):
        return cell.replace("_x000D_", "\r") if cell else None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if isinstance(cell, (datetime.time, datetime.timedelta)):
        return str(cell)
    return cell
