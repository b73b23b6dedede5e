"""Spreadsheets (.xlsx, .xls, .ods): the first sheet that holds texts, or else anything.

The reader, calamine, runs nothing. Formulas are read as the values that were saved with them; macros,
links and pictures are passed over.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.corpus.header import rows_above_header
from analysis.corpus.metadata import NAMES
from analysis.corpus.source_files import FREE, MOST_TIMES
from analysis.errors import KhitabError
from analysis.wording import how_many

SHORT = 60  # characters
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=\"(?:1|true)\"")
OLE = b"\xd0\xcf\x11\xe0"  # how old Office files begin, and those that a password locks
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def read_spreadsheet(raw: bytes, place: str, *, header: bool | None = None) -> tuple[pd.DataFrame, list[str]]:
    """Read the first sheet that names a column of texts, else the first with cells in it.

    Whole numbers stay whole, dates are dates, empty cells are None.
    """
    from python_calamine import CalamineWorkbook

    if raw.startswith(OLE) and not place.lower().endswith(".xls"):
        raise KhitabError(
            f"{place}: the workbook is locked by a password, or an old .xls under a new name; open it and save it as "
            "an unlocked .xlsx."
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [(name, *_cells(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except Exception as error:  # calamine raises whatever the damaged archive makes it raise
        start = raw[:1000].lstrip().lower()
        what = "a page" if start.startswith(b"<") else "plain text" if b"\0" not in start else error
        raise KhitabError(f"{place}: not a readable workbook ({what}); save it as .xlsx or .csv again.") from error
    filled = [sheet for sheet in sheets if any(_filled(row) for row in sheet[1])]
    if not filled:
        raise KhitabError(f"{place}: the workbook is empty; put a header and one row in its first sheet.")
    chosen = next((sheet for sheet in filled if _names_a_text(sheet[1])), filled[0])
    (name, rows, merged), others = chosen, [sheet for sheet in filled if sheet is not chosen]
    left = ", ".join(other for other, *_ in others)
    texts = any(_names_a_text(sheet[1]) for sheet in others)
    mend = "; save each as a table of its own in one folder, and give that" if texts else ""
    notes = [f"the sheet {name!r} is read and the others are left out: {left}{mend}"] * bool(others)
    if merged:
        notes.append(
            f"{how_many(merged, 'cell is', 'cells are')} merged down, and what stands there counts for each of the rows"
        )
    if hidden := hidden_rows(raw, name):
        notes.append(
            f"{how_many(hidden, 'row is hidden', 'rows are hidden')}, as by a filter, and read like the others"
        )
    kept = [[_value(cell) for cell in row] for row in rows if _filled(row)]
    if header is None and (above := rows_above_header(kept)):
        notes.append(f"the names of the columns stand in row {above + 1}; what is above them is passed over")
        kept = kept[above:]
    if header is False:
        names = [f"column {number}" for number in range(1, len(kept[0]) + 1)]
    else:
        names = [_heading(cell, number) for number, cell in enumerate(kept.pop(0), start=1)]
        if twice := [one for one, n in Counter(names).items() if n > 1]:
            notes.append(f"several columns are called {twice[0]!r}; the first is meant")
    columns = {place_: pd.Series([row[place_] for row in kept], dtype=object) for place_ in range(len(names))}
    return pd.DataFrame(columns).set_axis(names, axis="columns"), notes


def hidden_rows(raw: bytes, name: str) -> int:
    """How many rows of a sheet are hidden; 0 where the workbook is no .xlsx, or does not tell."""
    from lxml import etree

    if not raw.startswith(b"PK"):
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(member.file_size for member in archive.infolist()) > max(FREE, MOST_TIMES * len(raw)):
                return 0
            sheets = _elements(archive, "xl/workbook.xml", "sheet")
            sheet = next(dict(one.items()) for one in sheets if one.get("name") == name)
            own_id = next(value for key, value in sheet.items() if key.endswith("}id"))
            relations = _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
            target = next(one.get("Target", "") for one in relations if one.get("Id") == own_id)
            return len(_HIDDEN_ROW.findall(archive.read(target[1:] if target.startswith("/") else f"xl/{target}")))
    except (
        KeyError,
        StopIteration,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        etree.XMLSyntaxError,
    ):
        return 0


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root: Any = etree.fromstring(archive.read(part), parser)
    return iter(root.iter(f"{{*}}{name}"))


def _cells(sheet: Any) -> tuple[list[list[Any]], int]:
    """The cells of a sheet, short values of merged ones in each of their rows, and how many are merged so."""
    rows = sheet.to_python(skip_empty_area=False)
    merged = 0
    for (first, left), (last, _) in sheet.merged_cell_ranges or []:
        value = rows[first][left] if first < len(rows) and left < len(rows[first]) else ""
        if last == first or value in ("", None) or (isinstance(value, str) and len(value) > SHORT):
            continue  # a text that is merged down is one document
        merged += 1
        for row in rows[first + 1 : last + 1]:
            row[left] = value
    used = [
        place for place in range(max(map(len, rows), default=0)) if any(row[place] not in ("", None) for row in rows)
    ]
    return [row[used[0] :] for row in rows] if used else [], merged


def _names_a_text(rows: list[list[Any]]) -> bool:
    """Does a sheet name a column of texts, as one of counts or remarks before it does not?"""
    kept = [row for row in rows if _filled(row)]
    header = kept[rows_above_header(kept)] if len(kept) > 1 else []
    return any(isinstance(cell, str) and cell.strip().casefold() in NAMES["text"] for cell in header)


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
