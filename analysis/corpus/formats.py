"""Table files: delimited text, workbooks, JSON and Parquet, as data frames with their strings untouched."""

import io
from collections import Counter
from pathlib import Path

import pandas as pd

from analysis.corpus.delimited import read_delimited
from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import decode
from analysis.corpus.json_tables import read_json, read_json_lines
from analysis.corpus.source_files import SourceFile
from analysis.corpus.spreadsheets import SPREADSHEETS, read_spreadsheet
from analysis.errors import KhitabError

LINES = (".jsonl", ".ndjson")
DELIMITED = (".csv", ".tsv", ".tab", ".psv")
SUFFIXES = (*DELIMITED, *LINES, ".json", ".parquet", *SPREADSHEETS)


def read_table(
    file: SourceFile, encoding: str | None = None, *, header: bool | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """Read a table of strings (Parquet, JSON and workbooks keep their types) and notes on how it was read."""
    suffix, label = file.suffix, file.label
    if suffix == ".parquet":
        return with_plain_names(_read_parquet(file)), []
    if suffix in SPREADSHEETS:
        table, notes = read_spreadsheet(file.read(), file.place, header=header)
        return with_plain_names(table), [f"{label}: {note}" for note in notes]
    text, found = decode(file.read(), file.place, encoding)
    if is_blank(text):
        raise KhitabError(f"{file.place}: the file is empty; put at least a header and one row in it.")
    notes = [f"{label}: read as {found}"]
    if suffix in LINES or suffix == ".json":
        table, more = (read_json_lines if suffix in LINES else read_json)(text, file.place)
    else:
        table, more = read_delimited(text, file.place, tabs=suffix in (".tsv", ".tab"), header=header)
    return with_plain_names(table), [*notes, *(f"{label}: {note}" for note in more)]


def _read_parquet(file: SourceFile) -> pd.DataFrame:
    plain = file.path is not None and file.path.suffix.lower() == ".parquet"
    try:
        return with_named_index(pd.read_parquet(file.path if plain and file.path else io.BytesIO(file.read())))
    except (OSError, ValueError) as error:
        if isinstance(error, (KhitabError, PermissionError, IsADirectoryError)):
            raise
        raise not_parquet(file.place) from error


def not_parquet(place: str | Path) -> KhitabError:
    """The error for what is called a Parquet file and is none."""
    return KhitabError(f"{place}: not a readable Parquet file; write it anew or use CSV.")


def with_named_index(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that pandas stored as the table's index, which often are its document ids, back as columns."""
    named = [name for name in table.index.names if name is not None and name not in table.columns]
    return table.reset_index(level=named) if named else table


def with_plain_names(table: pd.DataFrame) -> pd.DataFrame:
    """Columns called by text, each by its own: spreadsheets and JSON call some by numbers."""
    names = [str(name) for name in table.columns]
    copies: Counter[str] = Counter()
    for place, name in enumerate(names):
        if copies[name]:
            names[place] = f"{name}.{copies[name]}"
        copies[name] += 1
    return table.set_axis(names, axis="columns")
