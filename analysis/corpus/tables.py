"""Corpora in tables: one document a row, the columns found by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.documents import Corpus, Document, is_blank
from analysis.corpus.formats import read_table
from analysis.corpus.metadata import find_column, is_absent, metadata_columns
from analysis.errors import KhitabError


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
    return ["" if is_absent(value) else str(value).strip() for value in column]


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
