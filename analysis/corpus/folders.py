"""Folders and archives of documents: what in them is read, with what metadata, and what is left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.corpus.document_files import DOCUMENTS
from analysis.corpus.formats import SUFFIXES, read_table
from analysis.corpus.metadata import as_id, find_column, metadata_records
from analysis.corpus.other_kinds import known_mend
from analysis.corpus.reading_options import ReadingOptions
from analysis.corpus.source_files import SourceFile
from analysis.corpus.tables import check_ids
from analysis.errors import KhitabError

METADATA_STEM = "documents"
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
        notes.append(f"{name}: {len(others):,} files are left out, being no documents that are read: {_named(others)}")
    records, more = _folder_metadata(about, {file.stem for file in documents}, options) if about else ({}, [])
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
    column = find_column(table, "doc_id")
    if column is None:
        raise KhitabError(f"{file.place}: there is no column doc_id; add one with the file names without suffix.")
    ids = [_stem(as_id(value), stems) for value in table[column]]
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
        notes.append(f"{file.label}: {len(without):,} files have no row, the first being {without[0]!r}")
    return dict(zip(ids, records, strict=True)), notes


def _stem(value: str, stems: set[str]) -> str:
    """A file's name without its end; numbers that a spreadsheet stripped of their zeros are found again."""
    if value in stems:
        return value
    for suffix in DOCUMENTS:
        if value.removesuffix(suffix) in stems:
            return value.removesuffix(suffix)
    if value.isdecimal():
        padded = [stem for stem in stems if stem.isdecimal() and int(stem) == int(value)]
        if len(padded) == 1:
            return padded[0]
    return value
