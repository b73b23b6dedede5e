"""`read_corpus`: one function for all the forms in which a corpus arrives."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analysis.corpus.documents import Corpus, Document, is_blank
from analysis.corpus.encodings import decode
from analysis.corpus.formats import SUFFIXES, read_table
from analysis.corpus.metadata import find_column, metadata_records
from analysis.corpus.pages import read_page
from analysis.corpus.tables import check_ids, corpus_from_table
from analysis.errors import KhitabError

PAGES = (".html", ".htm", ".xhtml")
METADATA_FILE = "documents.csv"


def read_corpus(
    path: str | Path,
    *,
    text: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
) -> Corpus:
    """Read documents and their metadata.

    Parameters
    ----------
    path : a folder of `.txt` or `.html` files, with an optional `documents.csv` (doc_id = the file's name without
        suffix, title, date, source, any more columns); or one `.txt` or `.html` file; or a table with one
        document a row (`.csv`, `.tsv`, `.jsonl`, `.parquet`).
    text, doc_id : columns of a table; found by name (English or Arabic) if not given.
    encoding : of the files; detected (UTF-8, UTF-16, Windows-1256) if not given.
    name : of the corpus; by default the folder's or file's name.

    Returns
    -------
    Corpus, its documents in the order of file names or rows, and `notes` on all that was detected, guessed or left
    out. The text is kept as decoded, without a byte-order mark. Each document's metadata holds its `encoding` and,
    with the `constructed` column, whether the text was invented. Dates other than full ISO dates count as unknown.

    Raises KhitabError, naming file and mend, for anything missing, empty, duplicate or unreadable.
    """
    path, name = named(path, name)
    with openable(path):
        return _read(path, name, text, doc_id, encoding)


def named(path: str | Path, name: str | None) -> tuple[Path, str]:
    """Insist that there is something at the path, and give the corpus its name."""
    path = Path(path)
    if not path.exists():
        raise KhitabError(f"{path}: there is no such file or folder; check the path.")
    return path, name or (path.resolve().name if path.is_dir() else path.stem)


@contextmanager
def openable(path: Path) -> Iterator[None]:
    """Tell of files that cannot be opened."""
    try:
        yield
    except OSError as error:
        raise KhitabError(
            f"{error.filename or path}: the file cannot be opened ({error.strerror}); check that you may read it."
        ) from error


def _read(path: Path, name: str, text: str | None, doc_id: str | None, encoding: str | None) -> Corpus:
    if path.is_dir():
        return _read_folder(path, name, encoding)
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return corpus_from_table(path, name, text, doc_id, encoding)
    if suffix == ".txt" or suffix in PAGES:
        documents = (read_file(path, {}, encoding),)
        return Corpus(name, documents, _encoding_notes(documents))
    raise KhitabError(f"{path}: files of this kind are not read; use .txt, .html, {', '.join(SUFFIXES)}.")


def _read_folder(folder: Path, name: str, encoding: str | None) -> Corpus:
    files, records, notes = find_files(folder, encoding)
    documents = tuple(read_file(file, records.get(file.stem, {}), encoding) for file in files)
    return Corpus(name, documents, (*_encoding_notes(documents), *notes))


def find_files(folder: Path, encoding: str | None) -> tuple[list[Path], dict[str, dict[str, object]], tuple[str, ...]]:
    """List a folder's documents, with their metadata by file stem and notes on these."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in (".txt", *PAGES))
    if not files:
        raise KhitabError(f"{folder}: the folder has no .txt or .html files; put some in, or name a table file.")
    doubled = [stem for stem, n in Counter(file.stem for file in files).items() if n > 1]
    if doubled:
        raise KhitabError(f"{folder}: two files are called {doubled[0]!r}, which makes a doc_id twice; rename one.")
    records, notes = _folder_metadata(folder / METADATA_FILE, {file.stem for file in files}, encoding)
    return files, records, tuple(notes)


def _folder_metadata(
    path: Path, stems: set[str], encoding: str | None
) -> tuple[dict[str, dict[str, object]], list[str]]:
    """Metadata by file stem from documents.csv, which may be absent."""
    if not path.exists():
        return {}, []
    table, _ = read_table(path, encoding)
    column = find_column(table, "doc_id")
    if column is None:
        raise KhitabError(f"{path}: there is no column doc_id; add one with the file names without suffix.")
    ids = [value if value in stems else value.removesuffix(".txt").removesuffix(".html") for value in table[column]]
    check_ids(ids, path, column)
    strangers = [value for value in ids if value not in stems]
    if strangers:
        raise KhitabError(
            f"{path}: the row {strangers[0]!r} has no file {strangers[0]}.txt beside it; add the file or drop the row."
        )
    records, notes = metadata_records(table.drop(columns=column), path)
    without = sorted(stems - set(ids))
    if without:
        notes.append(f"{path.name}: {len(without):,} files have no row, the first being {without[0]!r}")
    return dict(zip(ids, records, strict=True)), notes


def read_file(path: Path, metadata: Mapping[str, object], encoding: str | None) -> Document:
    """Read one document from a file of text or a web page."""
    raw = path.read_bytes()
    if path.suffix.lower() in PAGES:
        text, stated, found = read_page(raw, str(path), encoding)
    else:
        stated = {}
        text, found = decode(raw, str(path), encoding)
    if is_blank(text):
        raise KhitabError(f"{path}: the file is empty; fill it or take it out of the folder.")
    return Document(path.stem, text, {**stated, **metadata, "encoding": found})


def _encoding_notes(documents: tuple[Document, ...]) -> tuple[str, ...]:
    counts = Counter(str(document.metadata["encoding"]) for document in documents)
    return tuple(f"{n:,} {'file' if n == 1 else 'files'} read as {found}" for found, n in sorted(counts.items()))
