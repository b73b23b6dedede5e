"""Metadata in tables: columns known by their names, dates parsed, values of one kind in each column."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.dates import parse_date
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
    kinds = {_kind(value) for value in column if not is_absent(value)}
    if len(kinds) > 1:
        notes.append(f"{place}: holds {' and '.join(sorted(kinds))}, all kept as text")
        spelt = [None if is_absent(value) else str(value) for value in column]
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
        return [absent if is_absent(value) else str(value) for value in column]
    return list(_numbers(column))


def is_absent(value: object) -> bool:
    """Is there no value: None, NaN, NaT or an empty string?"""
    return value is None or value == "" or (not isinstance(value, str) and bool(pd.isna(value)))  # type: ignore[call-overload]


def _numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Turn a column of strings into numbers where each value is one, and no code such as 007."""
    if not pd.api.types.is_string_dtype(column) or not column.str.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?").all():
        return column
    return pd.to_numeric(column)
