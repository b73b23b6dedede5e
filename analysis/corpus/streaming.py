"""`stream_corpus`: a corpus read piece by piece, for corpora larger than memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.batches import open_batches
from analysis.corpus.documents import Corpus, is_blank
from analysis.corpus.formats import SUFFIXES
from analysis.corpus.reading import find_files, named, openable, read_corpus, read_file
from analysis.corpus.tables import as_texts, choose_columns, describe_rows

PIECE = 200  # documents


@dataclass(frozen=True)
class CorpusStream:
    """A corpus that is read each time it is gone through, `PIECE` documents at a time.

    `n_documents` is their number and `notes` say what reading had to guess; all pieces bear the same `name`.
    """

    name: str
    n_documents: int
    notes: tuple[str, ...]
    pieces: Callable[[], Iterator[Corpus]]

    def __len__(self) -> int:
        return self.n_documents

    def __iter__(self) -> Iterator[Corpus]:
        return self.pieces()


def stream_corpus(
    path: str | Path,
    *,
    text: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
) -> CorpusStream:
    """Read a corpus as `read_corpus` does, same arguments, documents, ids, metadata and errors, but piece by piece.

    Tables are gone through once beforehand, so that ids, metadata and errors anywhere in them are known before the
    first document comes. In memory are the metadata of all documents and the texts of one piece. (A file that is
    not UTF-8 is read whole once to find its encoding, unless it begins with a byte order mark.) Files of a folder
    are read when their turn comes.

    Returns
    -------
    CorpusStream: go through it with `for corpus in stream`. `list` of it holds the same documents as `read_corpus`.
    """
    path, name = named(path, name)
    with openable(path):
        if path.is_dir():
            return _stream_folder(path, name, encoding)
        if path.suffix.lower() in SUFFIXES:
            return _stream_table(path, name, text, doc_id, encoding)
    corpus = read_corpus(path, encoding=encoding, name=name)
    return CorpusStream(name, len(corpus), corpus.notes, lambda: iter((corpus,)))


def _stream_folder(folder: Path, name: str, encoding: str | None) -> CorpusStream:
    files, records, notes = find_files(folder, encoding)

    def pieces() -> Iterator[Corpus]:
        for first in range(0, len(files), PIECE):
            some = files[first : first + PIECE]
            with openable(folder):
                documents = tuple(read_file(file, records.get(file.stem, {}), encoding) for file in some)
            yield Corpus(name, documents, notes)

    return CorpusStream(name, len(files), notes, pieces)


def _stream_table(path: Path, name: str, text: str | None, doc_id: str | None, encoding: str | None) -> CorpusStream:
    table = open_batches(path, encoding)
    notes = table.notes
    columns = choose_columns(table.sample(), text, doc_id, path, name, notes)
    blank = [is_blank(value) for batch in table.values(columns.text, PIECE) for value in as_texts(batch)]
    rows = describe_rows(table.without(columns.text), blank, columns, path, name, notes)

    def pieces() -> Iterator[Corpus]:
        first = 0
        for batch in table.values(columns.text, PIECE):
            if documents := rows.documents(as_texts(batch), first):
                yield Corpus(name, documents, rows.notes)
            first += len(batch)

    return CorpusStream(name, len(blank) - sum(blank), rows.notes, pieces)
