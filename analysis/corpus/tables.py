"""Corpora in tables: one document a row, the columns found by name."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.dates import parse_date
from analysis.corpus.documents import Corpus, Document, is_blank
from analysis.corpus.formats import read_table
from analysis.errors import KhitabError

# What researchers call these columns, most telling first; compared without case and surrounding space.
NAMES = {
    "text": ("text", "النص", "نص", "نص المقال", "body", "content", "article", "المحتوى", "المقال", "fulltext"),
    "doc_id": ("doc_id", "docid", "document_id", "المعرف", "معرف", "id", "الرقم", "رقم"),
    "title": ("title", "العنوان", "عنوان", "headline", "عنوان المقال"),
    "date": ("date", "التاريخ", "تاريخ", "published", "publication_date", "pubdate", "تاريخ النشر"),
    "source": ("source", "المصدر", "مصدر", "outlet", "newspaper", "publisher", "الصحيفة", "صحيفة"),
    "constructed": ("constructed",),
}
YES = {"true", "1", "yes", "نعم"}
NO = {"false", "0", "no", "لا", ""}


def find_column(table: pd.DataFrame, role: str) -> str | None:
    """Find the column that plays `role` (a key of NAMES) by its name, or None."""
    by_name = {str(column).strip().casefold(): str(column) for column in reversed(list(table.columns))}
    return next((by_name[name] for name in NAMES[role] if name in by_name), None)


def corpus_from_table(path: Path, name: str, text: str | None, doc_id: str | None, encoding: str | None) -> Corpus:
    """Read one document a row. Rows without text are skipped, with a note that counts them."""
    table, notes = read_table(path, encoding)
    columns = choose_columns(table, text, doc_id, path, name, notes)
    texts = as_texts(table[columns.text])
    rows = describe_rows(table, [is_blank(value) for value in texts], columns, path, name, notes)
    return Corpus(name, rows.documents(texts), rows.notes)


@dataclass(frozen=True)
class Columns:
    """The columns of a table that hold the text and, where there is one, the document's id."""

    text: str
    doc_id: str | None


@dataclass(frozen=True)
class Rows:
    """What is known of a table's rows, their texts apart: for each its id, whether it is blank, and its metadata."""

    ids: Sequence[str]
    blank: Sequence[bool]
    metadata: Mapping[str, Sequence[object]]
    notes: tuple[str, ...]

    def documents(self, texts: Sequence[str], first: int = 0) -> tuple[Document, ...]:
        """Make documents of the texts of rows from `first` on; blank ones make none."""
        rows = range(first, first + len(texts))
        return tuple(
            Document(self.ids[row], text, {name: values[row] for name, values in self.metadata.items()})
            for row, text in zip(rows, texts, strict=True)
            if not self.blank[row]
        )


def choose_columns(
    table: pd.DataFrame, text: str | None, doc_id: str | None, path: Path, name: str, notes: list[str]
) -> Columns:
    """Find the columns of text and ids in a table, or its first rows, noting what had to be guessed."""
    if table.empty:
        raise KhitabError(f"{path}: the table has no rows; give it at least one document.")
    text_column = _column(table, text, "text", path, notes) or _longest_column(table, path, notes)
    id_column = _column(table, doc_id, "doc_id", path, notes)
    if id_column is None:
        notes.append(f"{path.name}: no column of document ids, so documents are numbered by row from {name}-1")
    return Columns(text_column, id_column)


def as_texts(values: Iterable[object]) -> list[str]:
    """Take what is no string for no text."""
    return [value if isinstance(value, str) else "" for value in values]


def describe_rows(
    table: pd.DataFrame, blank: Sequence[bool], columns: Columns, path: Path, name: str, notes: Sequence[str]
) -> Rows:
    """Read ids and metadata of all rows and check them; the column of text may be absent from the table."""
    rows = len(table)
    ids = [f"{name}-{row}" for row in range(1, rows + 1)] if columns.doc_id is None else _ids(table[columns.doc_id])
    others = table.drop(columns=[column for column in (columns.text, columns.doc_id) if column in table.columns])
    metadata, metadata_notes = metadata_columns(others, path)
    n_blank = sum(blank)
    if n_blank:
        notes = [*notes, f"{path.name}: {n_blank:,} of {rows:,} rows have no text and are left out"]
    if n_blank == rows:
        raise KhitabError(f"{path}, column {columns.text!r}: no row has any text; name the right column with text=.")
    check_ids([key for key, is_left_out in zip(ids, blank, strict=True) if not is_left_out], path, columns.doc_id)
    return Rows(ids, blank, metadata, (*notes, *metadata_notes))


def metadata_records(table: pd.DataFrame, path: Path) -> tuple[list[dict[str, object]], list[str]]:
    """One metadata mapping per row: the rows of `metadata_columns`."""
    columns, notes = metadata_columns(table, path)
    names = list(columns)
    rows = zip(*columns.values(), strict=True) if columns else ([] for _ in range(len(table)))
    return [dict(zip(names, row, strict=True)) for row in rows], notes


def metadata_columns(table: pd.DataFrame, path: Path) -> tuple[dict[str, list[object]], list[str]]:
    """Columns of metadata, the known ones under their known names and dates parsed."""
    notes: list[str] = []
    renamed: dict[str, str] = {}
    for role in ("title", "date", "source", "constructed"):
        column = find_column(table, role)
        if column is not None:
            renamed[column] = role
            if column != role:
                notes.append(f"{path.name}: column {column!r} is read as the {role}")
    # A second candidate ("outlet" beside "source") stays what it is called.
    columns: dict[str, list[object]] = {}
    for column in table.columns:
        known = renamed.get(str(column), str(column))
        columns[known] = _values(_of_one_kind(table[column], path, notes), known, str(column), path, notes)
    return columns, notes


def _of_one_kind(column: "pd.Series[Any]", path: Path, notes: list[str]) -> "pd.Series[Any]":
    """Spell lists and mixtures of types out (JSON and Parquet have them), which could be neither grouped nor saved."""
    if column.dtype != object:
        return column
    place = f"{path.name}, column {str(column.name)!r}"
    nested = [isinstance(value, (list, dict, np.ndarray)) for value in column]
    if any(nested):
        notes.append(f"{place}: lists and objects are kept as JSON text")
        spelt = [
            json.dumps(value, ensure_ascii=False, default=lambda array: array.tolist()) if is_nested else value
            for value, is_nested in zip(column, nested, strict=True)
        ]
        column = pd.Series(spelt, index=column.index, name=column.name, dtype=object)
    kinds = {_kind(value) for value in column if not _is_blank(value)}
    if len(kinds) > 1:
        notes.append(f"{place}: holds {' and '.join(sorted(kinds))}, all kept as text")
        spelt = [None if _is_blank(value) else str(value) for value in column]
        column = pd.Series(spelt, index=column.index, name=column.name, dtype=object)
    return column


def _kind(value: object) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "truth values"
    if isinstance(value, (int, float, np.number)):
        return "numbers"
    return "text" if isinstance(value, str) else type(value).__name__


def _values(column: "pd.Series[Any]", role: str, label: str, path: Path, notes: list[str]) -> list[object]:
    if role == "date":
        parsed = [parse_date(value) for value in column]
        wrong = [value for value, date in zip(column, parsed, strict=True) if date is None]
        if wrong:
            notes.append(
                f"{path.name}, column {label!r}: {len(wrong):,} dates are not full ISO dates such as 2025-11-22 "
                f"and count as unknown, the first being {str(wrong[0])!r}"
            )
        return [pd.NaT if date is None else date for date in parsed]
    if role == "constructed":
        answers = [str(value).strip().casefold() for value in column]
        odd = next((answer for answer in answers if answer not in YES | NO), None)
        if odd is not None:
            raise KhitabError(f"{path}, column {label!r}: {odd!r} is neither true nor false; write one of these.")
        return [answer in YES for answer in answers]
    if role in ("title", "source"):
        absent = "unknown" if role == "source" else ""
        return [absent if _is_blank(value) else str(value) for value in column]
    return list(_numbers(column))


def _is_blank(value: object) -> bool:
    return value is None or value == "" or (not isinstance(value, str) and bool(pd.isna(value)))  # type: ignore[call-overload]


def _numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Turn a column of strings into numbers where each value is one, and no code such as 007."""
    if not pd.api.types.is_string_dtype(column) or not column.str.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?").all():
        return column
    return pd.to_numeric(column)


def _column(table: pd.DataFrame, given: str | None, role: str, path: Path, notes: list[str]) -> str | None:
    if given is not None:
        if given not in table.columns:
            known = ", ".join(map(str, table.columns))
            raise KhitabError(f"{path}: there is no column {given!r}; {role}= takes one of: {known}.")
        return given
    found = find_column(table, role)
    if found is not None and found != role:
        notes.append(f"{path.name}: column {found!r} is read as the {role}")
    return found


def _longest_column(table: pd.DataFrame, path: Path, notes: list[str]) -> str:
    """Guess the text column as the one of strings far longer than all others, and say so."""
    sample = table.head(200)
    lengths = sorted(
        (
            (float(sample[column].map(lambda value: len(value) if isinstance(value, str) else 0).mean()), str(column))
            for column in table.columns
        ),
        reverse=True,
    )
    (longest, name), *others = lengths
    if longest < 40 or (others and longest < 3 * others[0][0]):
        known = ", ".join(map(str, table.columns))
        raise KhitabError(f"{path}: no column is plainly the text; name it with text=, one of: {known}.")
    notes.append(f"{path.name}: column {name!r} is read as the text, being by far the longest")
    return name


def _ids(column: "pd.Series[Any]") -> list[str]:
    return ["" if _is_blank(value) else str(value).strip() for value in column]


def check_ids(ids: Sequence[str], path: Path, column: str | None) -> None:
    """Insist that each id is there and occurs once."""
    seen: set[str] = set()
    for value in ids:
        if not value:
            raise KhitabError(f"{path}, column {column!r}: a row has no id; give each document one.")
        if value in seen:
            raise KhitabError(
                f"{path}, column {column!r}: the doc_id {value!r} occurs more than once; make each id unique."
            )
        seen.add(value)
