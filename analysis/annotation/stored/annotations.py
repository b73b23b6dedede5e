"""Annotations stored in a folder, for corpora larger than memory: read part by part, column by column, or by SQL.

The folder is plain Parquet: `words-*.parquet` hold the words table, `documents-*.parquet` texts and metadata, and
`manifest.json` says which parts there are, in order, with their sha256 (docs/scale.md).
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.annotation.sql import SECONDS, ask
from analysis.annotation.stored.manifest import (
    MANIFEST,
    UNFINISHED,
    Manifest,
    StoredPart,
    check_part,
    read_manifest,
    read_unfinished,
)
from analysis.annotation.stored.part_files import (
    WORDS_SCHEMA,
    as_part,
    join_documents,
    read_documents,
    read_text,
    read_words,
)
from analysis.annotation.stored.stored_piece import Piece, Where, corpus_of, metadata_of
from analysis.annotation.words import COLUMNS, Annotations, described, documents_table, join_parts
from analysis.corpus import Corpus
from analysis.errors import KhitabError
from analysis.parsing.model import ModelInfo

READERS = 2  # files read at once where several are needed
TEXTS_SCHEMA = pa.schema([("doc_id", pa.string()), ("text", pa.string())])


@dataclass(frozen=True, eq=False)
class StoredAnnotations:
    """A corpus annotated into a folder, of which only the metadata is held in memory.

    Examples
    --------
    >>> stored.load().words.equals(annotations.words)
    True
    """

    folder: Path
    manifest: Manifest

    def __repr__(self) -> str:
        return f"<StoredAnnotations {self.name!r} in {str(self.folder)!r}: {described(self.provenance)}>"

    @property
    def name(self) -> str:
        """The corpus's name."""
        return self.manifest.corpus

    @property
    def model(self) -> ModelInfo:
        """The model that made the words; its folder is empty, since the model need not be on this machine."""
        return self.manifest.model_info

    @property
    def complete(self) -> bool:
        """Are all documents of the corpus there, or was the run interrupted?"""
        return self.manifest.complete

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The corpus's metadata with `n_words` and `n_tokens`, 0 for documents without words."""
        return self._documents(self.manifest.parts)

    @property
    def provenance(self) -> dict[str, str | int | bool | tuple[str, ...]]:
        """What a table or figure made from these annotations rests on; `complete` is there where they are not."""
        from analysis.version import __version__

        parts = self.manifest.parts
        return {
            "corpus": self.name,
            "documents": sum(part.documents for part in parts),
            "words": sum(part.words for part in parts),
            "tokens": sum(part.tokens for part in parts),
            "constructed": any(part.constructed for part in parts),
            "model": self.model.name,
            "model_fingerprint": self.model.fingerprint,
            "version": __version__,
            **({"notes": self.manifest.notes} if self.manifest.notes else {}),
            **({} if self.complete else {"complete": False}),
        }

    def text(self, doc_id: str) -> str:
        """Give a document's source text, which `start` and `end` slice."""
        position = self._position(doc_id)
        number = int(np.searchsorted(self._ends, position, side="right"))
        part = self.manifest.parts[number]
        return read_text(part, self.folder, position - int(self._ends[number]) + part.documents)

    def select(self, doc_ids: "pd.Series[str] | Iterable[str]") -> Annotations:
        """Read the named documents, from the parts that hold them; an unknown id is an error."""
        positions = np.array(sorted({self._position(doc_id) for doc_id in doc_ids}), dtype=np.int64)
        numbers = np.searchsorted(self._ends, positions, side="right")
        return self._read([self.manifest.parts[number] for number in np.unique(numbers)], positions)

    def load(self) -> Annotations:
        """Read all documents into memory: what `annotate` would have given."""
        return self._read(self.manifest.parts, None)

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[Annotations]:
        """Yield the annotations part by part, reading only these columns of the words table (all if omitted).

        Positions count from 0 in each document as always; categories differ from piece to piece. An empty corpus is one
        empty piece.
        """
        if not self.manifest.parts:
            yield self.load()
        yield from _ahead(self.piece(part, columns) for part in self.manifest.parts)

    def piece(self, part: StoredPart, columns: Sequence[str] | None = None) -> Annotations:
        """Read one of `manifest.parts`."""
        if unknown := [name for name in columns or () if name not in COLUMNS]:
            raise KhitabError(f"{self.folder}: words have no column {unknown[0]!r}; use some of {', '.join(COLUMNS)}.")
        check_part(part, self.folder)  # both files, since that of the documents may be read much later
        words = read_words(part, self.folder, [name for name in COLUMNS if columns is None or name in columns])
        return Piece(words, Where(self.folder, self.manifest, part))

    def sql(self, query: str, *, seconds: float = SECONDS) -> pd.DataFrame:
        """Ask in SQL, as DuckDB has it, of the views `words`, `documents` (`.documents`) and `texts` (doc_id, text).

        >>> stored.sql("select lemma, count(*) as n from words where upos = 'VERB' group by lemma order by n desc")

        Only the columns that the query needs are read, from the files; nothing is loaded beforehand. Files are checked
        to be there and of their size, not byte by byte. A query reads these views and nothing else: no other file, no
        network. Quote the columns that SQL takes for words of its own: "end".

        Raises KhitabError for a query that cannot be run, gives no table, or takes longer than `seconds` or too much
        memory, and for a part that is not there.
        """
        for part in self.manifest.parts:
            check_part(part, self.folder, contents=False)
        try:
            table = ask(self._views(), query, str(self.folder), seconds=seconds)
        except KhitabError:
            for part in self.manifest.parts:
                check_part(part, self.folder)  # tells which file is damaged, if any is
            raise
        table.attrs["provenance"] = {**self.provenance, "query": query}
        return table

    def _views(self) -> dict[str, Any]:
        """What is lent to DuckDB. The files are read here and lent as data, so that DuckDB itself needs no file."""
        parts, documents = self.manifest.parts, documents_table(self.documents)
        if not parts:
            return {"words": WORDS_SCHEMA.empty_table(), "documents": documents, "texts": TEXTS_SCHEMA.empty_table()}
        from pyarrow import dataset  # needed for SQL alone

        words, texts = (
            dataset.dataset([str(self.folder / file) for file in files], schema=schema, format="parquet")
            for files, schema in (
                ([part.words_file for part in parts], WORDS_SCHEMA),
                ([part.documents_file for part in parts], TEXTS_SCHEMA),
            )
        )
        return {"words": words, "documents": documents, "texts": texts}

    @cached_property
    def _ends(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """How many documents there are up to and with each part."""
        return np.cumsum([part.documents for part in self.manifest.parts], dtype=np.int64)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {doc_id: position for position, doc_id in enumerate(self.documents["doc_id"])}

    def _position(self, doc_id: str) -> int:
        try:
            return self._positions[doc_id]
        except KeyError as error:
            raise KhitabError(f"{self.folder}: no document is called {doc_id!r}; see .documents.") from error

    def _documents(self, parts: Sequence[StoredPart]) -> pd.DataFrame:
        if not parts:
            return Annotations(join_parts([], [], []), Corpus(self.name, ()), self.model).documents
        return metadata_of(join_documents([read_documents(part, self.folder) for part in parts]))

    def _read(
        self, parts: Sequence[StoredPart], positions: "np.ndarray[Any, np.dtype[np.int64]] | None"
    ) -> Annotations:
        """Read the documents of some parts, or those of them at these positions in the corpus."""
        columns = ["doc_id", "text", "text_sha256"]
        files = [read_documents(part, self.folder, columns) for part in parts]
        read = pa.concat_tables(files) if files else pa.table({name: pa.array([], pa.string()) for name in columns})
        table, wanted = self.documents, None
        if positions is not None:
            table = table.iloc[positions].reset_index(drop=True)
            rows = pd.Index(read["doc_id"].to_pandas()).get_indexer(pd.Index(table["doc_id"]))
            read = read.take(rows)
            wanted = frozenset(read["text_sha256"].to_pylist())
        named = read.to_pydict()
        with ThreadPoolExecutor(max_workers=READERS) as readers:
            found = list(readers.map(lambda part: as_part(part, self.folder, wanted), parts))
        words = join_parts(found, named["text_sha256"], named["doc_id"])
        corpus = corpus_of(self.name, table, named["text"], self.manifest.all_notes)
        return Annotations(words, corpus, self.model, complete=self.complete)


def _ahead(pieces: Iterable[Annotations]) -> Iterator[Annotations]:
    """Go through pieces while the next one is being read: reading leaves most of the interpreter's time to others."""
    rest = iter(pieces)
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, rest, None)
        while (piece := coming.result()) is not None:
            coming = reader.submit(next, rest, None)
            yield piece


def is_stored(folder: str | Path) -> bool:
    """Does this folder hold annotations, rather than texts and some other program's manifest?"""
    for manifest in (Path(folder) / MANIFEST, Path(folder) / UNFINISHED):
        if manifest.is_file():
            with manifest.open("rb") as file:
                return b'"model_fingerprint"' in file.read(2000) or any(Path(folder).glob("words-*.parquet"))
    return False


def open_annotations(folder: str | Path) -> StoredAnnotations:
    """Open a folder that `annotate_into` wrote, finished or not (`.complete`).

    Raises KhitabError if the folder holds no annotations or its manifest is damaged; parts are checked when read.

    Examples
    --------
    >>> open_annotations(folder / "stored").provenance["documents"]
    36
    """
    folder = Path(folder)
    manifest = read_manifest(folder) or read_unfinished(folder)
    if manifest is None:
        raise KhitabError(f"{folder}: no annotations are stored there; make them with annotate_into.")
    return StoredAnnotations(folder, manifest)
