"""Folders and archives of documents: what in them is read, with what metadata, and what is left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.corpus.document_files import DOCUMENTS
from analysis.corpus.formats import SUFFIXES, read_table
from analysis.corpus.metadata import as_id, find_column, metadata_records
from analysis.corpus.other_kinds import known_mend
from analysis.corpus.reading_options import ReadingOptions
from analysis.corpus.source_files import SourceFile
from analysis.corpus.tables import check_ids
from analysis.errors import KhitabError
from analysis.wording import how_many

METADATA_STEM = "documents"
FILE_NAMES = ("filename", "file", "file_name", "file name", "اسم الملف", "الملف")
DATED = re.compile(r"(?<!\d)(?:19|20)\d\d[-_./]?(?:0[1-9]|1[0-2])[-_./]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
NAMED = 5  # files that a note names


@dataclass(frozen=True)
class Listing:
    """Files that hold documents, or tables of documents where there are no such files; metadata by file stem."""

    files: tuple[SourceFile, ...]
    tables: tuple[SourceFile, ...]
    records: dict[str, dict[str, object]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def list_documents(files: Sequence[SourceFile], place: str, name: str, options: ReadingOptions) -> Listing:
    """Sort the files of a folder or archive; raises KhitabError where none can be read."""
    documents = [file for file in files if file.suffix in DOCUMENTS]
    tables = [file for file in files if file.suffix in SUFFIXES]
    about = [file for file in tables if documents and not file.folder and file.stem.casefold() == METADATA_STEM]
    others = [file for file in files if file not in documents and file not in tables]
    if not documents and not tables:
        left = f"; it has {_named(others)}" if others else ""
        mend = next((told for file in others if (told := known_mend(file.suffix))), "put some in, or name a table file")
        raise KhitabError(
            f"{place}: the folder has no .txt or .html files, nor others that are read "
            f"({', '.join(DOCUMENTS[5:])}, tables){left}; {mend}."
        )
    notes = []
    if documents:
        others += [table for table in tables if table not in about]
        doubled = [stem for stem, n in Counter(file.stem for file in documents).items() if n > 1]
        if doubled:
            raise KhitabError(f"{place}: two files are called {doubled[0]!r}, which makes a doc_id twice; rename one.")
    if others:
        tables_left = any(file in tables for file in others)
        one, several = "file is no document that is read", "files are no documents that are read"
        left = f"{name}: {how_many(len(others), one, several)}, left out: {_named(others)}"
        notes.append(left + "; metadata are read from a table called documents.csv" * tables_left)
    records, more = _folder_metadata(about, {file.stem for file in documents}, options) if about else ({}, [])
    dated = [file.stem for file in documents if DATED.search(file.stem)]
    if documents and not about and 2 * len(dated) > len(documents):
        notes.append(
            f"{name}: names of files or folders hold dates, as {dated[0]!r}, and are not read as such; a table "
            "documents.csv with doc_id and date gives them"
        )
    return Listing(tuple(documents), tuple(() if documents else tables), records, (*notes, *more))


def _named(files: Sequence[SourceFile]) -> str:
    return ", ".join(file.name for file in files[:NAMED]) + (" …" if len(files) > NAMED else "")


def folder_metadata(file: SourceFile, files: Sequence[SourceFile]) -> dict[str, object]:
    """The folder that a document lies in, where any lies in one."""
    return {"folder": file.folder} if any(other.folder for other in files) else {}


def _folder_metadata(
    about: Sequence[SourceFile], stems: set[str], options: ReadingOptions
) -> tuple[dict[str, dict[str, object]], list[str]]:
    """Metadata by file stem from the table `documents` beside the files."""
    if len(about) > 1:
        raise KhitabError(f"{about[1].place}: there is also {about[0].name}; keep one table of metadata.")
    (file,) = about
    table, notes = read_table(file, None)  # by its own bytes, whatever is said of the texts
    column = find_column(table, "doc_id") or _named_for_files(table)
    if column is None:
        raise KhitabError(f"{file.place}: there is no column doc_id; add one with the file names without suffix.")
    spellings: dict[str, list[str]] = {}
    for stem in stems:
        spellings.setdefault(_plain(stem), []).append(stem)
    ids = [_stem(as_id(value), stems, spellings) for value in table[column]]
    check_ids(ids, file.place, column)
    strangers = [value for value in ids if value not in stems]
    if strangers:
        raise KhitabError(
            f"{file.place}: the row {strangers[0]!r} has no file {strangers[0]}.txt beside it; add the file or drop "
            "the row."
        )
    records, more = metadata_records(table.drop(columns=column), file.label, options.dates, file.place)
    notes = [note for note in notes if "read as" not in note] + more
    without = sorted(stems - set(ids))
    if without:
        notes.append(
            f"{file.label}: {how_many(len(without), 'file has', 'files have')} no row, the first being {without[0]!r}"
        )
    return dict(zip(ids, records, strict=True)), notes


def _named_for_files(table: pd.DataFrame) -> str | None:
    """The column that holds the names of files, where none is called an id."""
    return next((str(name) for name in table.columns if str(name).strip().casefold() in FILE_NAMES), None)


def _stem(value: str, stems: set[str], spellings: dict[str, list[str]]) -> str:
    """A file's name without its end; numbers that a spreadsheet stripped of their zeros are found again.

    So are names spelt with letters put together of others (أ) or in other capitals, where one file alone has them.
    """
    if value in stems:
        return value
    for suffix in DOCUMENTS:
        if value.removesuffix(suffix) in stems:
            return value.removesuffix(suffix)
    alike = spellings.get(_plain(value), ()) or spellings.get(_plain(value.rpartition(".")[0]), ())
    if len(alike) == 1:
        return alike[0]
    if value.isdecimal():
        padded = [stem for stem in stems if stem.isdecimal() and int(stem) == int(value)]
        if len(padded) == 1:
            return padded[0]
    return value


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
