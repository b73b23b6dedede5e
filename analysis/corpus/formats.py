"""Table files: CSV, TSV, JSON Lines and Parquet, as data frames with their strings untouched."""

import io
import json
import re
import warnings
from pathlib import Path

import pandas as pd

from analysis.corpus.documents import is_blank
from analysis.corpus.encodings import decode
from analysis.errors import KhitabError

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
SURROGATE = re.compile("[\ud800-\udfff]")


def read_table(path: Path, encoding: str | None) -> tuple[pd.DataFrame, list[str]]:
    """Read a table of strings (Parquet and JSON keep their types) and notes on its encoding and separator."""
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        try:
            return _with_named_index(pd.read_parquet(path)), []
        except (OSError, ValueError) as error:
            raise KhitabError(f"{path}: not a readable Parquet file; write it anew or use CSV.") from error
    text, found = decode(path.read_bytes(), str(path), encoding)
    if is_blank(text):
        raise KhitabError(f"{path}: the file is empty; put at least a header and one row in it.")
    notes = [f"{path.name}: read as {found}"]
    if suffix in (".jsonl", ".ndjson"):
        return _read_json_lines(text, path, notes), notes
    separator = "\t" if suffix == ".tsv" else _separator(text)
    if separator == ";":
        notes.append(f"{path.name}: columns are separated by semicolons")
    try:
        with warnings.catch_warnings():
            # Rows with a separator too many: pandas would take their first column for an index and shift the others.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError) as error:
        long = isinstance(error, pd.errors.ParserWarning)
        reason = "rows have more cells than the header" if long else str(error).strip().splitlines()[-1]
        raise KhitabError(f"{path}: the rows do not fit the header ({reason}); check quotes and commas.") from error
    return table, notes


def _with_named_index(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that pandas stored as the table's index, which often are its document ids, back as columns."""
    named = [name for name in table.index.names if name is not None and name not in table.columns]
    return table.reset_index(level=named) if named else table


def _read_json_lines(text: str, path: Path, notes: list[str]) -> pd.DataFrame:
    records, torn = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = dict(json.loads(line))
        except (ValueError, TypeError) as error:
            raise KhitabError(f"{path}, line {number:,}: not a JSON object; write one object a line.") from error
        # JSON can smuggle in half of a surrogate pair, which no other format could hold.
        for name, value in record.items():
            if isinstance(value, str) and SURROGATE.search(value):
                record[name] = SURROGATE.sub("\ufffd", value)
                torn += 1
        records.append(record)
    if torn:
        notes.append(f"{path.name}: {torn:,} values hold half characters (lone surrogates), replaced by \ufffd")
    return pd.DataFrame(records)


def _separator(text: str) -> str:
    header = text.lstrip("\r\n").splitlines()[0]
    return max(",;\t", key=header.count)
