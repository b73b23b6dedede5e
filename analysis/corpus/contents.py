"""The contents of a corpus: its documents as they lie in files, gone through batch by batch as often as need be."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus.batches import open_batches
from analysis.corpus.cut_texts import Lengths
from analysis.corpus.document_files import DOCUMENTS, read_documents
from analysis.corpus.documents import Document, Skipped, is_blank
from analysis.corpus.folders import Listing, folder_metadata, list_documents
from analysis.corpus.formats import DELIMITED, LINES, SUFFIXES
from analysis.corpus.other_kinds import mend_of
from analysis.corpus.reading_options import ReadingOptions
from analysis.corpus.source_files import SourceFile, files_below, files_in_zip, source_file
from analysis.corpus.tables import as_texts, choose_columns, describe_rows, documents_in_table
from analysis.errors import KhitabError

STREAMED = (*DELIMITED, *LINES, ".parquet")
ANNOTATED = {
    **dict.fromkeys((".conllu", ".conll"), "read_conllu"),
    **dict.fromkeys((".vert", ".vertical", ".vrt"), "read_vertical"),
}
REASONS = 3  # that a note gives of files left out


@dataclass
class Contents:
    """Documents batch by batch; `notes` and `skipped` are complete once all were gone through."""

    batches: Callable[[], Iterator[tuple[Document, ...]]]
    notes: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    files: Counter[str] = field(default_factory=Counter)

    def all_notes(self) -> list[str]:
        """What is known after all documents were read, files left out included."""
        notes = [f"{n:,} {'file' if n == 1 else 'files'} read as {found}" for found, n in sorted(self.files.items())]
        return [*notes, *self.notes, *self._skipped_note()]

    def _skipped_note(self) -> list[str]:
        if not self.skipped:
            return []
        reasons = "; ".join(reason.rstrip(".") for reason in list(self.skipped.values())[:REASONS])
        more = " …" if len(self.skipped) > REASONS else ""
        number = f"{len(self.skipped):,} {'files' if len(self.skipped) > 1 else 'file'}"
        return [f"left out because they cannot be read: {number} ({reasons}{more})"]

    def left_out(self) -> tuple[Skipped, ...]:
        """The files that could not be read."""
        return tuple(Skipped(file, reason) for file, reason in self.skipped.items())


def open_contents(path: Path, name: str, options: ReadingOptions, batch: int, *, streamed: bool) -> Contents:
    """Open what lies at a path; `streamed` tables are never read whole. Raises KhitabError for what is no corpus."""
    if path.is_dir():
        return _folder(files_below(path), str(path), name, options, batch)
    file = source_file(path)
    packed = path.suffix.lower() == ".gz"
    if path.suffix.lower() == ".zip":
        return _folder(files_in_zip(path), str(path), name, options, batch)
    if file.suffix in SUFFIXES:
        if streamed and not packed and file.suffix in STREAMED:
            return _streamed_table(file, name, options, batch)
        return _table(file, name, options, batch)
    if file.suffix in DOCUMENTS:
        return _one_file(file, options, batch)
    if file.suffix in ANNOTATED:
        raise KhitabError(
            f"{path}: its words are annotated already, and no text is to be parsed; read it by "
            f"analysis.annotation.{ANNOTATED[file.suffix]}."
        )
    raise KhitabError(f"{path}: files of this kind are not read; {mend_of(file.suffix)}.")


@contextmanager
def openable(place: str | Path) -> Iterator[None]:
    """Tell of files that cannot be opened."""
    try:
        yield
    except OSError as error:
        raise KhitabError(
            f"{error.filename or place}: the file cannot be opened ({error.strerror}); check that you may read it."
        ) from error


def _one_file(file: SourceFile, options: ReadingOptions, batch: int) -> Contents:
    documents, notes = read_documents(file, {}, options)
    contents = Contents(lambda: (tuple(documents[k : k + batch]) for k in range(0, len(documents), batch)), notes)
    contents.files[str(documents[0].metadata["encoding"])] = 1
    return contents


def _folder(files: list[SourceFile], place: str, name: str, options: ReadingOptions, batch: int) -> Contents:
    listing = list_documents(files, place, name, options)
    contents = Contents(lambda: iter(()), list(listing.notes))
    contents.batches = lambda: _document_files(listing, options, batch, contents, place)
    if listing.tables:
        contents.batches = lambda: _tables(listing, name, options, batch, contents, place)
    return contents


def _document_files(
    listing: Listing, options: ReadingOptions, batch: int, contents: Contents, place: str
) -> Iterator[tuple[Document, ...]]:
    contents.files.clear()
    found: list[Document] = []
    seen: set[str] = set()
    for file in listing.files:
        about = {**folder_metadata(file, listing.files), **listing.records.get(file.stem, {})}
        try:
            with openable(file.place):
                documents, notes = read_documents(file, about, options)
                _check_new(documents, seen, file.place)
        except KhitabError as error:
            _skip(file.name, error, options, contents)
            continue
        contents.notes += [note for note in notes if note not in contents.notes]
        contents.files[str(documents[0].metadata["encoding"])] += 1
        found += documents
        while len(found) >= batch:
            yield tuple(found[:batch])
            found = found[batch:]
    if found:
        yield tuple(found)
    _insist(len(seen), place, contents)


def _check_new(documents: Sequence[Document], seen: set[str], place: str) -> None:
    """Insist that no article of a file is numbered as another file is called, and add them to what was seen."""
    if clash := next((document.doc_id for document in documents if document.doc_id in seen), None):
        raise KhitabError(f"{place}: a file and an article of another are both called {clash!r}; rename the file.")
    seen.update(document.doc_id for document in documents)


def _tables(
    listing: Listing, name: str, options: ReadingOptions, batch: int, contents: Contents, place: str
) -> Iterator[tuple[Document, ...]]:
    """The documents of several tables; ids of tables that share some are told apart by the tables' names."""
    seen: set[str] = set()
    read = 0
    for file in listing.tables:
        try:
            with openable(file.place):
                documents, notes = documents_in_table(file, name if len(listing.tables) == 1 else file.stem, options)
        except KhitabError as error:
            _skip(file.name, error, options, contents)
            continue
        contents.notes += [note for note in notes if note not in contents.notes]
        if len(listing.tables) > 1:
            clash = any(document.doc_id in seen for document in documents)
            documents = tuple(
                Document(f"{file.stem}/{d.doc_id}" if clash else d.doc_id, d.text, {**d.metadata, "file": file.name})
                for d in documents
            )
        seen |= {document.doc_id for document in documents}
        read += len(documents)
        for first in range(0, len(documents), batch):
            yield documents[first : first + batch]
    _insist(read, place, contents)


def _skip(file: str, error: KhitabError, options: ReadingOptions, contents: Contents) -> None:
    if not options.skip:
        raise error
    contents.skipped[file] = str(error)


def _insist(read: int, place: str, contents: Contents) -> None:
    if not read:
        reason = next(iter(contents.skipped.values()), "it is empty")
        raise KhitabError(f"{place}: no file of {len(contents.skipped):,} can be read; the first: {reason}")


def _table(file: SourceFile, name: str, options: ReadingOptions, batch: int) -> Contents:
    documents, notes = documents_in_table(file, name, options)
    return Contents(lambda: (documents[k : k + batch] for k in range(0, len(documents), batch)), list(notes))


def _streamed_table(file: SourceFile, name: str, options: ReadingOptions, batch: int) -> Contents:
    assert file.path is not None
    table = open_batches(file.path, options.encoding, options.header)
    notes = table.notes
    columns = choose_columns(table.sample(), options, file, name, notes)
    blank: list[bool] = []
    lengths = Lengths()
    for values in table.values(columns.text, batch):
        texts = as_texts(values, columns.text)
        blank += [is_blank(text) for text in texts]
        lengths.add(texts)
    rows = describe_rows(table.without(columns.text), blank, columns, file, name, notes, options)

    def batches() -> Iterator[tuple[Document, ...]]:
        first = 0
        for values in table.values(columns.text, batch):
            if documents := rows.documents(as_texts(values, columns.text), first):
                yield documents
            first += len(values)

    return Contents(batches, [*rows.notes, *lengths.notes(file.label)])
