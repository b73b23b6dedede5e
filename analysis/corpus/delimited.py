"""Tables as lines of cells, whoever saved them: the one reader of CSV and its kin, for corpora and coding sheets.

What parts the cells is found from the first rows; what quotation marks mean, from the whole file. A mark that is opened
and never closed would swallow the documents after it: then the rows are kept apart where each line is a whole
row, and refused by name where they are not.
"""

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TextIO

import pandas as pd

from analysis.corpus.header import WITHIN, rows_above_header
from analysis.errors import KhitabError
from analysis.wording import how_many

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a document may be longer than the module's 131,072 characters

SEPARATORS = (",", ";", "\t", "|", "¦", "،", "؛", "~", "^")
NAMED = {
    ";": "semicolons",
    "|": "bars",
    "¦": "broken bars",
    "،": "Arabic commas",
    "؛": "Arabic semicolons",
    "\t": "tabs",
    "~": "tildes",
    "^": "carets",
    " ": "spaces",
}
SPACED = re.compile(r'"[^"]*"(?: "[^"]*")+\s*')  # a header as R writes it where nothing else is asked for
ESCAPED = re.compile(r'(?<!\\)((?:\\\\)*)\\"')  # a quotation mark inside a cell as R and MySQL write it
NOTHING = "\x1f"  # parts no cells: a file of one column
FIRST = 200  # rows by which the separator is found
Opener = Callable[[], AbstractContextManager[TextIO]]


@dataclass(frozen=True)
class Layout:
    """How the lines of a file are to be cut into cells."""

    separator: str
    quoted: bool
    columns: tuple[str, ...]
    skipped: int  # lines before the table
    header: bool
    escaped: bool = False  # quotation marks inside cells are written \\", not doubled
    notes: tuple[str, ...] = field(default=())


def read_delimited(
    text: str, place: str, *, tabs: bool = False, header: bool | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Read all rows as strings, with notes on what had to be found out.

    Parameters
    ----------
    text : the whole file; place : its name, for errors; tabs : whether its name says that tabs part the cells.
    header : False where the first row is a document; the columns are then called "column 1", "column 2" …

    Raises KhitabError naming the line whose cells do not fit the header or whose quotation mark is never closed.
    """

    @contextmanager
    def opened() -> Iterator[TextIO]:
        yield io.StringIO(text, newline="")

    layout = survey(opened, place, tabs=tabs, header=header)
    with opened() as file:
        rows = [cells for _, cells in delimited_rows(file, layout)]
    return pd.DataFrame(rows, columns=list(layout.columns), dtype="str"), list(layout.notes)


def survey(opened: Opener, place: str, *, tabs: bool = False, header: bool | None = None) -> Layout:
    """Go through a file once and find its layout; every mistake in it is told here."""
    with opened() as file:
        start = file.read(1 << 20)
    skipped, separator = _declared(start)
    title = []
    if header is None and (above := _lines_above_header(start, skipped)):
        skipped += above
        title = [f"the names of the columns stand in line {skipped + 1}; what is above them is passed over"]
        start = "".join(start.splitlines(keepends=True)[skipped:])
    separator = separator or ("\t" if tabs else find_separator(start))
    with opened() as file:
        first = next((cells for _, cells in _cut(file, separator, True, skipped)), None)
    if first is None:
        raise KhitabError(f"{place}: the file is empty; put at least a header and one row in it.")
    parted = [f"columns are separated by {NAMED[separator]}"] if separator in NAMED and not tabs else []
    notes = [*title, *parted]
    width = len(first)
    columns, more = _named(first) if header is not False else ([f"column {n}" for n in range(1, width + 1)], [])
    if header is not False and _rows_are_named(opened, separator, skipped, width):
        width, columns = width + 1, ["row", *columns]
        more.append("the first column has no name, as R leaves that of row names, and is called 'row'")
    quoted, escaped = True, False
    try:
        quoted, separator, found = _quoting(opened, place, separator, width, skipped)
        unsure = not quoted
    except KhitabError:
        if not (escaped := _fits_escaped(opened, separator, width, skipped)):
            raise
        unsure = False
    if unsure:
        escaped = _fits_escaped(opened, separator, width, skipped)
    if escaped:
        quoted, found = True, ['quotation marks inside cells are written \\"']
    layout = Layout(separator, quoted, tuple(columns), skipped, header is not False, escaped, (*notes, *more, *found))
    return replace(layout, notes=(*layout.notes, *_short(opened, layout)))


def delimited_rows(file: TextIO, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Give each row below the header, filled up to the header's width, with the number of its last line."""
    width = len(layout.columns)
    rows = _cut(file, layout.separator, layout.quoted, layout.skipped, escaped=layout.escaped)
    for number, cells in islice(rows, int(layout.header), None):
        yield number, cells + [""] * (width - len(cells))


def find_separator(text: str) -> str:
    """Tell what parts the cells: the sign that gives most rows the width of the header, and the widest of such."""
    lines = text.lstrip("\r\n").splitlines()
    if not lines:
        return ","
    if SPACED.fullmatch(lines[0]):
        return " "
    present = [sign for sign in SEPARATORS if sign in lines[0]]
    if not present:
        return ","
    rated = []
    for rank, sign in enumerate(present):
        rows = list(islice(_cut(io.StringIO(text, newline=""), sign, True, 0), FIRST))
        width = len(rows[0][1]) if rows else 0
        fitting = sum(len(cells) == width for _, cells in rows[:-1] or rows) / max(len(rows) - 1, 1)
        rated.append((width > 1, round(fitting, 1), width, -rank, sign))
    return max(rated)[-1]


def _lines_above_header(start: str, skipped: int) -> int:
    """How many lines, as a title, stand above the names of the columns, whatever parts these."""
    lines = start.splitlines()[skipped : skipped + WITHIN]
    cells = ([next(csv.reader([line], delimiter=sign), []) for line in lines] for sign in SEPARATORS)
    return next((above for rows in cells if (above := rows_above_header(rows))), 0)


def _declared(start: str) -> tuple[int, str | None]:
    """The line `sep=;` that Excel understands."""
    line = start.split("\n", 1)[0].strip()
    if line.lower().startswith("sep=") and len(line) == 5:
        return 1, line[4]
    return (1, "\t") if line.lower() == "sep=" else (0, None)


def _cut(
    file: TextIO, separator: str, quoted: bool, skipped: int, strict: bool = False, escaped: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the number of its last line."""
    options = {"delimiter": separator, "strict": strict}
    for _ in range(skipped):
        file.readline()
    lines = (ESCAPED.sub(r'\1""', line) for line in file) if escaped else file
    reader = csv.reader(lines, **options) if quoted else csv.reader(file, quoting=csv.QUOTE_NONE, **options)  # type: ignore[arg-type]
    for cells in reader:
        if cells:
            yield reader.line_num + skipped, cells


def _fits_escaped(opened: Opener, separator: str, width: int, skipped: int) -> bool:
    """Do all rows fit the header once \\" is read as a quotation mark inside a cell?"""
    with opened() as file:
        if not any(ESCAPED.search(line) for line in file):
            return False
    with opened() as file:
        try:
            rows = _cut(file, separator, True, skipped, strict=True, escaped=True)
            return all(len(cells) <= width and not _holds_rows(cells, separator, width) for _, cells in rows)
        except csv.Error:
            return False


def _rows_are_named(opened: Opener, separator: str, skipped: int, width: int) -> bool:
    """Have the rows one cell more than the header, "1", "2", "3" …, as R writes the names of rows?"""
    with opened() as file:
        lines = list(islice(file, skipped, skipped + 2))
    if len(lines) < 2 or not lines[0].startswith('"') or not lines[1].startswith('"1"'):
        return False
    for escaped in (False, True):
        with opened() as file:
            try:
                cut = _cut(file, separator, True, skipped, strict=True, escaped=escaped)
                rows = [cells for _, cells in islice(cut, 1, FIRST)]
            except csv.Error:
                continue
        counted = [str(number) for number in range(1, len(rows) + 1)]
        return all(len(cells) == width + 1 for cells in rows) and [cells[0] for cells in rows] == counted
    return False


def _quoting(opened: Opener, place: str, separator: str, width: int, skipped: int) -> tuple[bool, str, list[str]]:
    """Whether quotation marks enclose cells; and, for a table of one column with separators in it, that none parts."""
    last, swallowed, wrong, broken = skipped, None, None, False
    with opened() as file:
        try:
            for line, cells in _cut(file, separator, True, skipped, strict=True):
                if len(cells) > width and wrong is None:
                    wrong = (line, len(cells))
                if line - last > 1 and swallowed is None and _holds_rows(cells, separator, width):
                    swallowed = last + 1
                last = line
        except csv.Error:
            swallowed, broken = last + 1, True
    if swallowed is None and wrong is None:
        return True, separator, []
    whole_lines = swallowed is not None and set(_line_widths(opened, separator, skipped)) == {width}
    if whole_lines and (broken or _begin_alike(opened, separator, skipped)):
        return False, separator, [f"a quotation mark in line {swallowed:,} is never closed, so marks enclose no cells"]
    if width == 1 and wrong is not None and swallowed is None:
        return True, NOTHING, ["one column, so signs that part cells elsewhere are text"]
    if wrong is None and not broken:
        return True, separator, []  # cells of several lines, some of which have as many separators as a row
    if swallowed is not None:
        raise KhitabError(
            f"{place}: the rows do not fit the header (line {swallowed:,}: a quotation mark is opened and not closed, "
            "or closed inside a cell); double the quotation marks inside the text, or close it."
        )
    line, cells_there = wrong or (0, 0)
    raise KhitabError(
        f"{place}: the rows do not fit the header (rows have more cells than the header: line {line:,} has "
        f"{cells_there} and the header {width}); check quotes and commas."
    )


def _holds_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Does a cell hold what is a row of its own: a line break and then as many separators as a row has?"""
    return width > 1 and any(
        all(line.count(separator) >= width - 1 for line in cell.splitlines()[1:-1] + cell.splitlines()[-1:])
        and cell.count("\n") > 0
        and separator in cell
        for cell in cells
    )


def _begin_alike(opened: Opener, separator: str, skipped: int) -> bool:
    """Do the lines inside quoted cells begin as rows do (with a number, say), so that each is a row?"""
    shapes = []
    for quoted in (True, False):
        with opened() as file:
            rows = islice(_cut(file, separator, quoted, skipped), 1, None)
            shapes.append({re.sub(r"\d+", "0", re.sub(r"[^\W\d_]+", "a", cells[0].strip())) for _, cells in rows})
    return shapes[1] <= shapes[0]


def _line_widths(opened: Opener, separator: str, skipped: int) -> Counter[int]:
    with opened() as file:
        return Counter(len(cells) for _, cells in _cut(file, separator, False, skipped))


def _short(opened: Opener, layout: Layout) -> list[str]:
    """A note on rows that have fewer cells than the header."""
    width = len(layout.columns)
    with opened() as file:
        rows = _cut(file, layout.separator, layout.quoted, layout.skipped, escaped=layout.escaped)
        named = int(layout.columns[0] == "row" and layout.header)  # whose header has no cell above the names of rows
        lines = [line for line, cells in islice(rows, named, None) if len(cells) < width]
    fewer = how_many(len(lines), "row has fewer cells", "rows have fewer cells")
    return [f"{fewer} than the header, the first being line {lines[0]:,}"] if lines else []


def _named(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The header's names, each once."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip().strip("\ufeff") or f"column {number}"
        copies = sum(name == other or other.startswith(f"{name}.") for other in names)
        names.append(f"{name}.{copies}" if name in names else name)
    doubled = [name for name, n in Counter(cell.strip() for cell in cells if cell.strip()).items() if n > 1]
    return names, [f"several columns are called {doubled[0]!r}; the first is meant"] if doubled else []
