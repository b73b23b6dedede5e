"""Workbooks: coding sheets as XLSX, from right to left, with text that is never taken for a formula."""

import datetime
import io
import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.cells import guarded, shown
from analysis.errors import KhitabError
from analysis.files import write_bytes

CODING, INSTRUCTIONS, CODEBOOK = "coding", "تعليمات", "codebook"
_WIDTHS = {"item": 7, "text": 90, "note": 30}
_WIDEST, _LOOKED_AT = 60, 200
"""A column of a table is as wide as its cells, but no wider than this; so many of them are looked at."""
_FRAME_WIDTH = 24
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")


def write_workbook(
    path: Path, head: Sequence[str], rows: Sequence[Sequence[object]], codebook: str = "", instructions: str = ""
) -> Path:
    """Write the sheet and, where given, a page of instructions before it and the codebook as a page after it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book: Any = Workbook()
    page: Any = book.active
    page.title = CODING
    page.sheet_view.rightToLeft = True
    page.freeze_panes = "C2"
    arabic = Alignment(horizontal="right", vertical="top", wrap_text=True, readingOrder=2)
    for number, row in enumerate([list(head), *rows], start=1):
        for place, value in enumerate(row, start=1):
            cell = page.cell(number, place)
            _put(cell, value)
            cell.alignment = arabic
            if number == 1:
                cell.font = Font(bold=True)
    for place, name in enumerate(head, start=1):
        page.column_dimensions[page.cell(1, place).column_letter].width = _WIDTHS.get(name, _FRAME_WIDTH)
    for title, place, text in ((INSTRUCTIONS, 0, instructions), (CODEBOOK, len(book.sheetnames) + 1, codebook)):
        if text:
            rules: Any = book.create_sheet(title, place)
            rules.sheet_view.rightToLeft = title == INSTRUCTIONS
            rules.column_dimensions["A"].width = 120
            for number, line in enumerate(text.splitlines(), start=1):
                _put(rules.cell(number, 1), line)
                rules.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=True, readingOrder=0)
    book.active = book.sheetnames.index(CODING)  # the page that Excel saves where a coder asks for CSV
    stream = io.BytesIO()
    book.save(stream)
    return write_bytes(path, without_dates(stream))


def right_to_left_sheet(table: pd.DataFrame) -> bytes:
    """Give a table as a workbook of one sheet from right to left, with numbers as numbers and dates as dates."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book: Any = Workbook()
    page: Any = book.active
    page.sheet_view.rightToLeft = True
    page.freeze_panes = "A2"
    columns = [table.iloc[:, place].astype(object).tolist() for place in range(table.shape[1])]
    for number, row in enumerate([[str(name) for name in table.columns], *zip(*columns, strict=True)], start=1):
        for place, value in enumerate(row, start=1):
            cell = page.cell(number, place)
            _put(cell, _plain(value))
            if isinstance(value, str):
                long = number > 1 and len(value) > _WIDEST
                cell.alignment = Alignment(vertical="top", wrap_text=long, readingOrder=0)
            if number == 1:
                cell.font = Font(bold=True)
    for place, (name, column) in enumerate(zip(table.columns, columns, strict=True), start=1):
        longest = max((len(str(value)) for value in (name, *column[:_LOOKED_AT])), default=0)
        page.column_dimensions[page.cell(1, place).column_letter].width = min(max(longest + 2, 8), _WIDEST)
    if len(table):
        page.auto_filter.ref = page.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return without_dates(stream)


def _plain(value: Any) -> object:
    """A value as a cell can hold it: text, a number, a truth value, a day and time without a zone, or nothing."""
    if isinstance(value, (list, tuple, dict, set, np.ndarray)):
        return str(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.tz_localize(None).to_pydatetime(warn=False)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return str(value)
    return value if isinstance(value, (str, bool, int, float, datetime.date)) else str(value)


def read_workbook(path: Path) -> pd.DataFrame:
    """Read the page of codings, or the first one, as strings; empty cells are "".

    Errors: KhitabError if the file is no workbook, or has no columns item and text.
    """
    from openpyxl import load_workbook

    try:
        book: Any = load_workbook(path, read_only=True, data_only=True)
        page: Any = book[CODING] if CODING in book.sheetnames else book.worksheets[0]
        table = [["" if value is None else str(value) for value in row] for row in page.iter_rows(values_only=True)]
    except Exception as error:  # openpyxl raises whatever the damaged archive makes it raise
        raise KhitabError(f"{path}: cannot be read as a workbook ({error}); save it as .xlsx again.") from None
    head, rows = (table[0], table[1:]) if table else ([], [])
    if not {"item", "text"} <= set(head):
        raise KhitabError(f"{path}: the first row must hold the headings item and text; keep those of the sheet.")
    headed = [place for place, name in enumerate(head) if name.strip()]  # merged headings leave columns without one
    return pd.DataFrame([[row[place] for place in headed] for row in rows], columns=[head[place] for place in headed])


def without_dates(workbook: io.BytesIO) -> bytes:
    """The same workbook with no time of writing in it, so that the same sample gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", old.read(name)))
    return stream.getvalue()


def _put(cell: Any, value: object) -> None:
    if isinstance(value, str):
        # Said to be a string twice over: by an apostrophe that survives CSV, and by the cell's type.
        cell.value = guarded(shown(value))
        cell.data_type = "s"
    else:
        cell.value = value
