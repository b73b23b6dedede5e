"""The documents of one stored part, of which nothing is read before it is asked for but the words.

Counting looks at some columns of the words and at no text, so that texts, metadata and `Document`s are made late.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from analysis.annotation.cache import RESULTS
from analysis.annotation.stored.manifest import Manifest, StoredPart
from analysis.annotation.stored.part_files import OWN_COLUMNS, read_documents, words_frame
from analysis.annotation.words import Annotations, Coded, coded_chunks
from analysis.corpus import Corpus, Document


@dataclass(frozen=True)
class Where:
    """Where a part lies: its folder, the manifest that names it, and its entry there."""

    folder: Path
    manifest: Manifest
    part: StoredPart


class Piece(Annotations):
    """The documents of one part. `words` may lack columns, so the table of documents is taken from the file."""

    _where: Where
    _table: pa.Table

    def __init__(self, table: pa.Table, where: Where) -> None:
        manifest = where.manifest
        vars(self).update(_table=table, model=manifest.model_info, complete=manifest.complete, _where=where)
        vars(self).update(kept_in=where.folder / RESULTS)

    @cached_property
    def words(self) -> pd.DataFrame:
        """The columns that were read of the words table."""
        return words_frame(self._table)

    def strings(self, name: str) -> Coded:
        """Take a column of strings apart into its values and their codes."""
        return coded_chunks(self._table[name])

    def numbers(self, name: str) -> NDArray[np.int32]:
        """(n_words,) a column of integers."""
        numbers: NDArray[np.int32] = self._table[name].to_numpy()
        return numbers

    def contents_hash(self) -> str:
        """Name words, texts and metadata by what the manifest says that their files hash to."""
        return hashlib.sha256((self._where.part.words_sha256 + self._where.part.documents_sha256).encode()).hexdigest()

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents' metadata with `n_words` and `n_tokens`."""
        return metadata_of(read_documents(self._where.part, self._where.folder).to_pandas())

    @cached_property
    def corpus(self) -> Corpus:
        """The documents with their texts."""
        manifest = self._where.manifest
        return corpus_of(manifest.corpus, self.documents, list(self._texts.values()), manifest.all_notes)

    @cached_property
    def _texts(self) -> dict[str, str]:
        table = read_documents(self._where.part, self._where.folder, ["doc_id", "text"])
        doc_ids, texts = (table[name].to_numpy().tolist() for name in ("doc_id", "text"))
        return dict(zip(doc_ids, texts, strict=True))


def metadata_of(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is not metadata, counts last as in memory."""
    counts = ["n_words", "n_tokens"]
    kept = table.drop(columns=[name for name in (*OWN_COLUMNS, *counts) if name in table])
    return kept.assign(**{name: table[name] for name in counts})


def corpus_of(name: str, table: pd.DataFrame, texts: Sequence[str], notes: tuple[str, ...]) -> Corpus:
    """Make documents of their table and texts."""
    metadata = table.drop(columns=["doc_id", "n_words", "n_tokens"])
    columns = {str(name): metadata[name].astype(object).tolist() for name in metadata}
    columns = {name: [None if _is_absent(value) else value for value in values] for name, values in columns.items()}
    documents = tuple(
        Document(doc_id, text, {name: values[row] for name, values in columns.items()})
        for row, (doc_id, text) in enumerate(zip(table["doc_id"].tolist(), texts, strict=True))
    )
    return Corpus(name, documents, notes)


def _is_absent(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value))
