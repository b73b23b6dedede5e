"""The words table, and `Annotations`: words, the corpus they come from, and the model that made them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.annotation.sql import SECONDS, ask
from analysis.annotation.word_counts import words_and_tokens
from analysis.arabic.orthography import keys
from analysis.corpus import Corpus
from analysis.errors import KhitabError
from analysis.parsing.model import ModelInfo
from analysis.parsing.parts import NUMBERS, SCHEMA, STRINGS, Part

COLUMNS = (
    *("doc_id", "paragraph", "sentence", "token", "word", "form", "lemma", "key"),
    *("upos", "xpos", "feats", "deprel", "head", "start", "end", "ner"),
)
NO_LEMMA = ("", "_")


@dataclass(frozen=True)
class Coded:
    """A column of strings.

    Attributes
    ----------
    values : the strings that may occur, each once.
    codes : (n_words,) the place of each word's string among them, -1 where it has none.
    """

    values: pa.StringArray
    codes: NDArray[np.integer]

    def take(self, codes: NDArray[np.integer]) -> list[str]:
        """Give the strings of some codes."""
        found: list[str] = self.values.take(pa.array(codes)).to_pylist()
        return found


def coded_series(column: pd.Series) -> Coded:
    """Take a column of categories apart."""
    return Coded(pa.array(column.cat.categories, type=pa.string()), column.cat.codes.to_numpy())


def coded_chunks(column: pa.ChunkedArray) -> Coded:
    """Take a dictionary-encoded column of a table apart."""
    whole = column.unify_dictionaries().combine_chunks()
    return Coded(whole.dictionary, whole.indices.to_numpy())


def as_json(value: Any) -> str:
    """Spell any metadata out, the same way each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def as_column(values: "pd.Series[Any]") -> pa.Array:
    """Make a column of metadata, as text where its values have no type in common."""
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # values of several types, or integers beyond 64 bits
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    if pa.types.is_nested(array.type):  # as `read_corpus` does, because those of other parts may have another shape
        return pa.array([None if value is None else as_json(value) for value in array.to_pylist()], pa.string())
    return array.cast(pa.string()) if pa.types.is_large_string(array.type) else array


def documents_table(documents: pd.DataFrame) -> pa.Table:
    """Make an Arrow table of `.documents`."""
    return pa.table({str(name): as_column(documents[name]) for name in documents})


@dataclass(frozen=True, eq=False)
class Annotations:
    """Annotated documents.

    `words` has one row per syntactic word, in document order, with the columns of the words table
    (docs/architecture.md): integers are int32, strings categories; features or lemmas that the model left
    out are "". `complete` is False for what was read from a folder whose annotating was interrupted.
    `kept_in` is the folder where what is found in these words may be kept, None for annotations that are not kept.

    Examples
    --------
    >>> annotations.documents[["doc_id", "source", "n_words"]].head(2)
               doc_id source  n_words
    0  anwa-2026-01-a   anwa      264
    1  anwa-2026-01-b   anwa      248
    >>> annotations.sql("select count(*) as verbs from words where upos = 'VERB'")
       verbs
    0   1076
    """

    words: pd.DataFrame
    corpus: Corpus
    model: ModelInfo
    complete: bool = field(default=True, kw_only=True)
    kept_in: Path | None = field(default=None, kw_only=True)

    def __repr__(self) -> str:
        return f"<Annotations {self.corpus.name!r}: {described(self.provenance)}>"

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The corpus's metadata with `n_words` and `n_tokens`, 0 for documents without words."""
        table = self.corpus.metadata
        n_words, n_tokens = words_and_tokens(self.words)
        place = self.words["doc_id"].cat.categories.get_indexer(pd.Index(table["doc_id"], dtype="str"))
        # A document without words may be no category, and is then the one appended.
        return table.assign(n_words=np.append(n_words, 0)[place], n_tokens=np.append(n_tokens, 0)[place])

    def strings(self, name: str) -> Coded:
        """Take a column of strings of `words` apart into its values and their codes."""
        return coded_series(self.words[name])

    def numbers(self, name: str) -> NDArray[np.int32]:
        """(n_words,) a column of integers of `words`."""
        return self.words[name].to_numpy()

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {document.doc_id: document.text for document in self.corpus.documents}

    def text(self, doc_id: str) -> str:
        """Give a document's source text, which `start` and `end` slice."""
        try:
            return self._texts[doc_id]
        except KeyError as error:
            raise KhitabError(f"{self.corpus.name}: no document is called {doc_id!r}; see .documents.") from error

    @property
    def provenance(self) -> dict[str, str | int | bool | tuple[str, ...]]:
        """What a table or figure made from these annotations rests on; `complete` is there where they are not."""
        from analysis.version import __version__

        documents = self.documents
        return {
            "corpus": self.corpus.name,
            "documents": len(documents),
            "words": int(documents["n_words"].sum()),
            "tokens": int(documents["n_tokens"].sum()),
            "constructed": bool(documents["constructed"].any()),
            "model": self.model.name,
            "model_fingerprint": self.model.fingerprint,
            "version": __version__,
            **({"notes": self.corpus.notes} if self.corpus.notes else {}),
            **({} if self.complete else {"complete": False}),
        }

    def select(self, doc_ids: "pd.Series[str] | Iterable[str]") -> "Annotations":
        """Keep the named documents; an unknown id is an error."""
        corpus = self.corpus.select(list(doc_ids))
        kept = [document.doc_id for document in corpus.documents]
        words = self.words[self.words["doc_id"].isin(kept)].reset_index(drop=True)
        words["doc_id"] = words["doc_id"].cat.set_categories(kept)
        return Annotations(words, corpus, self.model, complete=self.complete, kept_in=self.kept_in)

    def pieces(self, columns: Sequence[str] | None = None) -> "Iterator[Annotations]":  # noqa: ARG002
        """Yield these annotations, the one piece of what is in memory.

        Stored annotations come in many pieces, with no more than `columns` of the words table; here all columns are
        at hand anyway. What is computed piece by piece works on both.
        """
        yield self

    def contents_hash(self) -> str:
        """Name words, texts and metadata by their contents."""
        digest = hashlib.sha256()
        for name in COLUMNS:
            column = self.words[name]
            if column.dtype.kind in "iu":
                digest.update(column.to_numpy(dtype=np.int32).tobytes())
            else:
                digest.update(column.cat.codes.to_numpy(dtype=np.int32).tobytes())
                digest.update(json.dumps(column.cat.categories.tolist()).encode())
        for document in self.corpus.documents:
            known = [document.doc_id, document.text, dict(document.metadata)]
            digest.update(as_json(known).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def sql(self, query: str, *, seconds: float = SECONDS) -> pd.DataFrame:
        """Ask in SQL, as DuckDB has it, of the views `words` and `documents` (the table `.documents`).

        >>> annotations.sql("select lemma, count(*) as n from words where upos = 'VERB' group by lemma order by n desc")
        >>> annotations.sql("select count(*) as words from words where is_word")

        Punctuation has rows, too; the column `is_word` says which rows count as words.

        The words table is lent to DuckDB, not copied. A query reads these views and nothing else: no file, no network,
        no Python variable. Quote the columns that SQL takes for words of its own: "end".

        Raises KhitabError for a query that cannot be run, gives no table, or takes longer than `seconds` or too much
        memory.
        """
        # As an Arrow table, because DuckDB would make enumerations of categories, which compare with nothing else.
        words = pa.Table.from_pandas(self.words, preserve_index=False)
        views = {"words": words, "documents": documents_table(self.documents)}
        table = ask(views, query, self.corpus.name, seconds=seconds)
        table.attrs["provenance"] = {**self.provenance, "query": query}
        return table


def described(provenance: Mapping[str, object]) -> str:
    """Say in a few words how much there is and which model made it."""
    sizes = ", ".join(f"{provenance[name]:,} {name}" for name in ("documents", "words", "tokens"))
    state = "" if provenance.get("complete", True) else ", unfinished"
    return f"{sizes}; model {provenance['model']}{state}"


def join_parts(parts: Sequence[Part], keys: Sequence[str], doc_ids: Sequence[str]) -> pd.DataFrame:
    """Build the words table of documents from the parts that hold them.

    `keys[i]` is the text hash of the document `doc_ids[i]`. The result does not depend on how documents are dealt
    out to parts.
    """
    firsts, lengths = _rows_of(parts, keys)
    rows = np.repeat(firsts - np.r_[0, np.cumsum(lengths)[:-1]], lengths) + np.arange(lengths.sum())
    columns: dict[str, Any] = {
        "doc_id": pd.Categorical.from_codes(np.repeat(np.arange(len(doc_ids)), lengths), _index(doc_ids))
    }
    tables = [part.table for part in parts] or [SCHEMA.empty_table()]
    for name in NUMBERS:
        columns[name] = _numbers(tables, name)[rows]
    for name in STRINGS:
        columns[name] = _categories(tables, name, rows)
    columns["key"] = _keys(columns["form"], columns["lemma"])
    return pd.DataFrame({name: columns[name] for name in COLUMNS})


def _rows_of(parts: Sequence[Part], keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find each document's first row in the parts laid end to end, and its number of rows."""
    where: dict[str, tuple[int, int]] = {}
    offset = 0
    for part in parts:
        where |= {name: (offset + first, length) for name, (first, length) in part.rows.items()}
        offset += part.table.num_rows
    found = np.array([where[name] for name in keys], dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _numbers(tables: Sequence[pa.Table], name: str) -> NDArray[np.int32]:
    return np.concatenate([table[name].to_numpy() for table in tables])


def _categories(tables: Sequence[pa.Table], name: str, rows: NDArray[np.int64]) -> pd.Categorical:
    """Join a string column; its categories are the values that occur, sorted."""
    joined = pa.chunked_array([chunk for table in tables for chunk in table[name].chunks]).unify_dictionaries()
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in joined.chunks])[rows]
    return _occurring(codes, joined.chunk(0).dictionary)


def _occurring(codes: NDArray[np.integer], values: pa.StringArray) -> pd.Categorical:
    """Make categories of the values that occur, sorted."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(values)))
    found = values.take(pa.array(used))
    order = pc.sort_indices(found)  # by bytes of UTF-8, which is the order of the characters
    recode = np.zeros(len(values), dtype=np.int32)
    recode[used[order.to_numpy()]] = np.arange(len(used), dtype=np.int32)
    return pd.Categorical.from_codes(recode[codes], _index(pd.array(found.take(order), dtype="str")))


def _keys(forms: pd.Categorical, lemmas: pd.Categorical) -> pd.Categorical:
    """Give each word its lemma's key, or its form's where the model found no lemma."""
    names = lemmas.categories.tolist()
    by_lemma = keys(names)
    lacking = np.array([not k or lemma in NO_LEMMA for k, lemma in zip(by_lemma, names, strict=True)], dtype=bool)
    rows = np.flatnonzero(lacking[lemmas.codes])
    used, which = np.unique(forms.codes[rows], return_inverse=True)
    # The keys of lemmas, then those of some forms; some are the same.
    place, values = pd.factorize(np.array([*by_lemma, *keys(forms.categories[used].tolist())], dtype=object))
    codes = place[lemmas.codes]
    codes[rows] = place[len(by_lemma) + which]
    return _occurring(codes, pa.array(values, pa.string()))


def _index(values: Any) -> Any:
    return pd.Index(values, dtype="str")
