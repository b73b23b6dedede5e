"""Corpora in tables: one document a row, the columns found by name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.corpus.cut_texts import Lengths
from analysis.corpus.documents import Document, is_blank
from analysis.corpus.formats import read_table
from analysis.corpus.metadata import ABSENT, NAMES, as_id, find_column, is_known_name, metadata_columns, without_guards
from analysis.corpus.reading_options import ReadingOptions
from analysis.corpus.source_files import SourceFile
from analysis.corpus.text_pieces import joined
from analysis.errors import KhitabError
from analysis.wording import how_many, part_of

PROSE = 12  # words a row: longer than titles are
LONG_NAME = 60  # characters: no column is called so
NAMED = 5  # so many rows without text are named in a note
FAULTS = {
    "#error!", "#name?", "#value!", "#ref!", "#div/0!", "#null!", "#num!", "loading...", "[deleted]", "[removed]",
}  # fmt: skip
"""What spreadsheets and networks put in the place of a text."""


def documents_in_table(
    file: SourceFile, name: str, options: ReadingOptions
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Read one document a row. Rows without text are skipped, with a note that counts them."""
    table, notes = read_table(file, options.encoding, header=options.header)
    columns = choose_columns(table, options, file, name, notes)
    texts = as_texts(table[columns.text], columns.text)
    rows = describe_rows(table, [is_blank(value) for value in texts], columns, file, name, notes, options)
    lengths = Lengths()
    lengths.add(texts)
    return rows.documents(texts), (*rows.notes, *lengths.notes(file.label))


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
    table: pd.DataFrame, options: ReadingOptions, file: SourceFile, name: str, notes: list[str]
) -> Columns:
    """Find the column of text and ids in a table, or its first rows, noting what had to be guessed."""
    if options.text not in table.columns and options.header is None:
        _refuse_missing_header(table, file)
    if table.empty:
        raise KhitabError(f"{file.place}: the table has no rows; give it at least one document.")
    text = _column(table, options.text, "text", file, notes, (options.doc_id,))
    text = text or _longest_column(table, file, notes)
    notes += _other_texts(table, text, file.label)
    ids = _column(table, options.doc_id, "doc_id", file, notes, (text,))
    if ids is None:
        notes.append(f"{file.label}: no column of document ids, so documents are numbered by row from {name}-1")
    return Columns(text, ids)


def _refuse_missing_header(table: pd.DataFrame, file: SourceFile) -> None:
    """Refuse a table whose first row is a document: it would be lost as the names of the columns."""
    names = [str(column) for column in table.columns]
    if any(is_known_name(name) for name in names):
        return
    data = [name for name in names if len(name) > LONG_NAME or _is_value(name) or name.count(" ") > 6]
    if data and (len(names) > 1 or len(data[0]) > LONG_NAME or data[0].count(" ") > 6):
        raise KhitabError(
            f"{file.place}: the first row holds {data[0][:40]!r}, which looks like data and no name of a column; "
            "header=False reads that row as a document, or put the names of the columns above it."
        )


def _is_value(name: str) -> bool:
    return (
        re.fullmatch(r"[\d٠-٩]{1,4}([-/.][\d٠-٩]{1,2}){2}.*|[\d٠-٩]{3,}(\.\d+)?|https?://.*", name.strip()) is not None
    )


def as_texts(values: Iterable[object], name: str) -> list[str]:
    """The texts of a column; lists of paragraphs are lines, pieces of a line (with links, bold type) are joined.

    Nothing else is a text, nor is the column's name, as in tables laid end to end with their headers.
    """
    texts = map(joined, values)
    return ["" if _is_no_text(text, name) else text for text in texts]


def _is_no_text(text: str, name: str) -> bool:
    """Is it the column's name, or a word by which programs say that there is nothing?"""
    if len(text) > LONG_NAME:
        return False
    plain = text.strip().casefold()
    return text.strip() == name or plain in ABSENT or plain in FAULTS


def describe_rows(
    table: pd.DataFrame,
    blank: Sequence[bool],
    columns: Columns,
    file: SourceFile,
    name: str,
    notes: Sequence[str],
    options: ReadingOptions,
) -> Rows:
    """Read ids and metadata of all rows and check them; the column of text may be absent from the table."""
    rows, label = len(table), file.label
    numbered = [f"{name}-{row}" for row in range(1, rows + 1)]
    ids = numbered
    if columns.doc_id is not None:
        given = [as_id(value) for value in without_guards(table[columns.doc_id])]
        ids = [own or number for own, number in zip(given, numbered, strict=True)]
        if without := sum(not own and not is_ for own, is_ in zip(given, blank, strict=True)):
            there = [own for own, is_ in zip(given, blank, strict=True) if not is_]
            below = 0 < without < len(there) and all(there[:-without])
            doubt = "; all stand below the others (totals or remarks?)" if below else ""
            are = how_many(without, "row has no id and is", "rows have no id and are")
            notes = [*notes, f"{label}: {are} numbered by row, as {name}-1{doubt}"]
        notes = [*notes, *_second_header(given, blank, label)]
    notes = [*notes, *_names_below(table, columns.text, label)]
    others = table.drop(columns=[column for column in (columns.text, columns.doc_id) if column in table.columns])
    metadata, metadata_notes = metadata_columns(others, label, options.dates, file.place)
    n_blank = sum(blank)
    if n_blank:
        are = part_of(n_blank, rows, "row", "has no text and is", "have no text and are")
        numbers = [str(row) for row, empty in enumerate(blank, start=1) if empty]
        which = ", ".join(numbers[:NAMED]) + (" …" if n_blank > NAMED else "")
        notes = [*notes, f"{label}: {are} left out (row {which} below the header)"]
    if n_blank == rows:
        raise KhitabError(
            f"{file.place}, column {columns.text!r}: no row has any text; name the right column with text=."
        )
    kept = [key for key, is_left_out in zip(ids, blank, strict=True) if not is_left_out]
    check_ids(kept, file.place, columns.doc_id)
    return Rows(ids, blank, metadata, (*notes, *metadata_notes))


def _second_header(ids: Sequence[str], blank: Sequence[bool], label: str) -> list[str]:
    """A note on a first row whose id is a word where all others are numbers: labels below the names of columns."""
    there = [own for own, is_ in zip(ids, blank, strict=True) if not is_]
    if len(there) < 3 or not there[0] or there[0][:1].isdigit() or not all(own.isdecimal() for own in there[1:]):
        return []
    return [
        f"{label}: the first row's id is {there[0]!r} and all others are numbers; if it is a second line of names, "
        "take it out, since it counts as a document"
    ]


def _names_below(table: pd.DataFrame, text: str, label: str) -> list[str]:
    """A note on a first row of which all cells are names of columns, as where they are told in a second language."""
    cells = [str(value) for name, value in table.iloc[0].items() if name != text and isinstance(value, str) and value]
    if len(cells) < 2 or not all(map(is_known_name, cells)):
        return []
    return [
        f"{label}: the first row holds names of columns ({', '.join(cells[:4])}) and counts as a document; take it out"
    ]


def _column(
    table: pd.DataFrame,
    given: str | None,
    role: str,
    file: SourceFile,
    notes: list[str],
    taken: Sequence[str | None],
) -> str | None:
    if given is not None:
        if given not in table.columns:
            known = ", ".join(map(str, table.columns))
            raise KhitabError(f"{file.place}: there is no column {given!r}; {role}= takes one of: {known}.")
        return given
    found = find_column(table, role, taken)
    if found is not None and found != role:
        notes.append(f"{file.label}: column {found!r} is read as the {role}")
    return found


def _longest_column(table: pd.DataFrame, file: SourceFile, notes: list[str]) -> str:
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
        raise KhitabError(f"{file.place}: no column is plainly the text; name it with text=, one of: {known}.")
    notes.append(f"{file.label}: column {name!r} is read as the text, being by far the longest")
    return name


def _other_texts(table: pd.DataFrame, text: str, label: str) -> list[str]:
    """A note on columns that hold prose as well: a lead, a translation, the full text beside a cut one."""
    lengths = {
        str(name): float(
            table[name].head(200).map(lambda value: len(value.split()) if isinstance(value, str) else 0).mean()
        )
        for name in table.columns
    }
    others = {
        name: words
        for name, words in lengths.items()
        if name != text and (words >= PROSE or (words >= 4 and name.strip().casefold() in NAMES["text"]))
    }
    if not others:
        return []
    told = ", ".join(f"{name!r} ({words:,.0f} words a row)" for name, words in others.items())
    return [
        f"{label}: texts stand in {told} too, which are kept as metadata; the text is {text!r} ({lengths[text]:,.0f} "
        "words); text= names another"
    ]


def check_ids(ids: Sequence[str], place: str, column: str | None) -> None:
    """Insist that each id is there and occurs once."""
    seen: set[str] = set()
    for value in ids:
        if not value:
            raise KhitabError(f"{place}, column {column!r}: a row has no id; give each document one.")
        if value in seen:
            raise KhitabError(
                f"{place}, column {column!r}: the doc_id {value!r} occurs more than once; make each id unique."
            )
        seen.add(value)
