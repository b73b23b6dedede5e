"""Table files: CSV, TSV, JSON Lines and Parquet, as data frames with their strings untouched."""

import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import decode
from analysis.errors import KhitabError

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
SURROGATE = re.compile("[\ud800-\udfff]")
AS_STRINGS: dict[str, Any] = {"dtype": str, "keep_default_na": False, "index_col": False}


def read_table(path: Path, encoding: str | None) -> tuple[pd.DataFrame, list[str]]:
    """Read a table of strings (Parquet and JSON keep their types) and notes on its encoding and separator."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        try:
            return with_named_index(pd.read_parquet(path)), []
        except (OSError, ValueError) as error:
            raise KhitabError(f"{path}: not a readable Parquet file; write it anew or use CSV.") from error
    text, found = decode(path.read_bytes(), str(path), encoding)
    if is_blank(text):
        raise KhitabError(f"{path}: the file is empty; put at least a header and one row in it.")
    notes = [f"{path.name}: read as {found}"]
    if suffix in (".jsonl", ".ndjson"):
        return _read_json_lines(text, path, notes), notes
    separator, more = find_separator(text, path)
    table = read_separated(io.StringIO(text), separator, path)
    return table, [*notes, *more]


def read_separated(file: TextIO, separator: str, path: Path) -> pd.DataFrame:
    """Read all rows of a file of separated cells, as strings."""
    with _fitting(path):
        table: pd.DataFrame = pd.read_csv(file, sep=separator, **AS_STRINGS)
    return table


def separated_chunks(file: TextIO, separator: str, path: Path, rows: int) -> Iterator[pd.DataFrame]:
    """Read some rows at a time of a file of separated cells, as strings."""
    with _fitting(path):
        chunks = pd.read_csv(file, sep=separator, chunksize=rows, **AS_STRINGS)
    while True:
        with _fitting(path):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


@contextmanager
def _fitting(path: Path) -> Iterator[None]:
    """Tell of rows that do not fit the header."""
    try:
        with warnings.catch_warnings():
            # Rows with a separator too many: pandas would take their first column for an index and shift the others.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            yield
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError) as error:
        long = isinstance(error, pd.errors.ParserWarning)
        reason = "rows have more cells than the header" if long else str(error).strip().splitlines()[-1]
        raise KhitabError(f"{path}: the rows do not fit the header ({reason}); check quotes and commas.") from error


def with_named_index(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that pandas stored as the table's index, which often are its document ids, back as columns."""
    named = [name for name in table.index.names if name is not None and name not in table.columns]
    return table.reset_index(level=named) if named else table


def _read_json_lines(text: str, path: Path, notes: list[str]) -> pd.DataFrame:
    found = list(json_records(text.split("\n"), path))
    notes += torn_note(path, sum(torn for _, torn in found))
    return pd.DataFrame([record for record, _ in found])


def json_records(lines: Iterable[str], path: Path) -> Iterator[tuple[dict[str, object], int]]:
    """Read one JSON object a line, each with the number of its values that had to be mended."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = dict(json.loads(line))
        except (ValueError, TypeError) as error:
            raise KhitabError(f"{path}, line {number:,}: not a JSON object; write one object a line.") from error
        torn = 0
        # JSON can smuggle in half of a surrogate pair, which no other format could hold.
        for name, value in record.items():
            if isinstance(value, str) and SURROGATE.search(value):
                record[name] = SURROGATE.sub("\ufffd", value)
                torn += 1
        yield record, torn


def torn_note(path: Path, torn: int) -> list[str]:
    """Say how many values were mended, if any."""
    if not torn:
        return []
    return [f"{path.name}: {torn:,} values hold half characters (lone surrogates), replaced by \ufffd"]


def find_separator(text: str, path: Path) -> tuple[str, list[str]]:
    """Tell what parts the cells, by the file's name or its header, with a note on semicolons."""
    if path.suffix.lower() == ".tsv":
        return "\t", []
    header = text.lstrip("\r\n").splitlines()[0]
    separator = max(",;\t", key=header.count)
    return separator, [f"{path.name}: columns are separated by semicolons"] if separator == ";" else []
