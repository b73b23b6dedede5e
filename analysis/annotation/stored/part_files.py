"""The two Parquet files of a stored part: the words table, and its documents with text, metadata and counts.

Strings are dictionary-encoded, so that readers get categories and compare each type once; a part's words are one row
group, with one dictionary a column, and its texts come in small ones, so that one text is read without the others.
"""

import hashlib
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.annotation.cache import DAMAGE, text_hash
from analysis.annotation.stored.manifest import StoredPart, check_file, sha256_of
from analysis.annotation.words import COLUMNS, Annotations, as_column, as_json, coded_chunks
from analysis.files import whole_file
from analysis.parsing.fingerprint import producers
from analysis.parsing.parts import NUMBERS, SCHEMA, STRINGS, Part

WORDS_SCHEMA = pa.schema(
    [pa.field(name, pa.int32() if name in NUMBERS else pa.dictionary(pa.int32(), pa.string())) for name in COLUMNS]
)
# Of the file of documents; metadata must not be called so.
OWN_COLUMNS = ("text", "text_sha256", "first_row", "n_rows")
FOOTER = b"khitab"  # of the file of documents: the part as the manifest names it
ROW_GROUP = 1 << 20  # words: more than a part has, but for documents of extraordinary length
TEXTS_GROUP = 64  # documents


def write_part(
    annotations: Annotations,
    keys: Sequence[str],
    name: str,
    folder: Path,
    notes: Mapping[str, Mapping[str, int]] | None = None,
) -> StoredPart:
    """Write annotated documents; `keys` are the hashes of their texts, `notes` those of `Part`."""
    part = StoredPart(name, 0, 0, 0, False, 0, "", 0, "")
    documents = annotations.documents
    _write(folder / part.words_file, _words_table(annotations.words), ROW_GROUP)
    size, digest = _size_and_hash(folder / part.words_file)
    part = replace(
        part,
        documents=len(documents),
        words=int(documents["n_words"].sum()),
        tokens=int(documents["n_tokens"].sum()),
        constructed=bool(documents["constructed"].any()),
        words_size=size,
        words_sha256=digest,
        told={
            doc_id: dict(notes[key])
            for doc_id, key in zip(documents["doc_id"], keys, strict=True)
            if notes and notes.get(key)
        },
    )
    table = _documents_table(annotations, keys)
    made_by = [annotations.model.fingerprint, producers()]
    footer = {"part": asdict(part), "made_by": made_by, "contents": _contents(table)}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), FOOTER: as_json(footer).encode()})
    _write(folder / part.documents_file, table, TEXTS_GROUP)
    size, digest = _size_and_hash(folder / part.documents_file)
    return replace(part, documents_size=size, documents_sha256=digest)


def _write(path: Path, content: pa.Table, rows: int) -> None:
    with whole_file(path) as opened:
        pq.write_table(
            content,
            opened,
            compression="zstd",
            row_group_size=rows,
            write_page_checksum=True,
            dictionary_pagesize_limit=1 << 24,
            use_dictionary=[name for name in content.column_names if name not in NUMBERS],
            # Positions mostly grow by one, which this encoding writes in next to nothing.
            column_encoding={name: "DELTA_BINARY_PACKED" for name in content.column_names if name in NUMBERS},
        )


def _size_and_hash(path: Path) -> tuple[int, str]:
    stat = path.stat()
    return stat.st_size, sha256_of(path, stat.st_mtime_ns, stat.st_size)


def _contents(table: pa.Table) -> str:
    """Hash the documents but for their texts, whose hashes are among what is hashed."""
    rows = table.drop_columns(["text"]).to_pylist()
    return hashlib.sha256(as_json(rows).encode("utf-8", "surrogatepass")).hexdigest()


def parts_lying_in(folder: Path, fingerprint: str, code: str, known: Container[str]) -> Iterator[StoredPart]:
    """Yield parts that no manifest names, as their own files tell of them; only those that are whole.

    `fingerprint` is that of the model and `code` the hash of the code that made them (`producers`), `known` the ids
    that are not asked for.
    """
    for path in sorted(folder.glob("documents-*.parquet")):
        name = path.name.removeprefix("documents-").removesuffix(".parquet")
        if name in known or not path.is_file():
            continue
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                footer = json.loads(file.schema_arrow.metadata[FOOTER])
                table = file.read(use_threads=False)
            size, digest = _size_and_hash(path)
            part = replace(StoredPart(**footer["part"]), documents_size=size, documents_sha256=digest)
            check_file(folder / part.words_file, part.words_size, part.words_sha256)
            hashes = [text_hash(text) for text in table["text"].to_pylist()]
            sound = hashes == table["text_sha256"].to_pylist() and footer["contents"] == _contents(table)
            sound = sound and part.id == name and footer["made_by"] == [fingerprint, code]
        except DAMAGE:
            continue
        if sound:
            yield part


def _words_table(words: pd.DataFrame) -> pa.Table:
    arrays = []
    for name in COLUMNS:
        column = words[name]
        if name in NUMBERS:
            arrays.append(pa.array(column.to_numpy(), pa.int32()))
        else:
            values = pa.array(column.cat.categories.to_numpy(object), pa.string())
            codes = pa.array(column.cat.codes.to_numpy().astype(np.int32))
            arrays.append(pa.DictionaryArray.from_arrays(codes, values))
    return pa.Table.from_arrays(arrays, schema=WORDS_SCHEMA)


def _documents_table(annotations: Annotations, keys: Sequence[str]) -> pa.Table:
    table = annotations.documents
    codes = annotations.words["doc_id"].cat.codes.to_numpy()
    n_rows = np.bincount(codes, minlength=len(table))
    columns = {
        "doc_id": as_column(table["doc_id"]),
        "text": pa.array([document.text for document in annotations.corpus.documents], pa.string()),
        "text_sha256": pa.array(list(keys), pa.string()),
        "first_row": pa.array(np.cumsum(n_rows) - n_rows, pa.int64()),
        "n_rows": pa.array(n_rows, pa.int64()),
        **{name: as_column(table[name]) for name in table.columns if name != "doc_id"},
    }
    return pa.table(columns)


def read_words(part: StoredPart, folder: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a part's words, or some columns of them."""
    path = folder / part.words_file
    check_file(path, part.words_size, part.words_sha256)
    with pq.ParquetFile(path) as file:
        return file.read(None if columns is None else list(columns), use_threads=False)


def words_frame(table: pa.Table) -> pd.DataFrame:
    """Make a data frame of words, as `table.to_pandas()` does in twice the time."""
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table[name]
        if name in NUMBERS:
            columns[name] = column.to_numpy()
            continue
        coded = coded_chunks(column)
        index = pd.Index(pd.array(coded.values, dtype="str"))
        columns[name] = pd.Categorical.from_codes(coded.codes, index, validate=False)
    return pd.DataFrame(columns, copy=False)


def read_documents(
    part: StoredPart, folder: Path, columns: Sequence[str] | None = None, *, texts: bool = False
) -> pa.Table:
    """Read some columns of a part's documents; by default all, that of the texts only if asked for."""
    path = folder / part.documents_file
    check_file(path, part.documents_size, part.documents_sha256)
    with pq.ParquetFile(path) as file:
        wanted = columns or [name for name in file.schema_arrow.names if texts or name != "text"]
        return file.read(wanted, use_threads=False)


def read_text(part: StoredPart, folder: Path, row: int) -> str:
    """Read the text of one of a part's documents."""
    path = folder / part.documents_file
    check_file(path, part.documents_size, part.documents_sha256)
    group, within = divmod(row, TEXTS_GROUP)
    with pq.ParquetFile(path) as file:
        return str(file.read_row_group(group, columns=["text"])["text"][within].as_py())


def as_part(part: StoredPart, folder: Path, wanted: Container[str] | None = None) -> Part:
    """Read a stored part, or the documents with these hashes of their texts, in the form in which parts are joined."""
    where = read_documents(part, folder, ["doc_id", "text_sha256", "first_row", "n_rows"]).to_pydict()
    spans = zip(where["first_row"], where["n_rows"], strict=True)
    rows = dict(zip(where["text_sha256"], spans, strict=True))
    words = read_words(part, folder, (*NUMBERS, *STRINGS)).select(SCHEMA.names).cast(SCHEMA)
    names = zip(where["doc_id"], where["text_sha256"], strict=True)
    notes = {key: part.told[doc_id] for doc_id, key in names if doc_id in part.told}
    if wanted is None:
        return Part(rows, words, notes)
    rows = {name: span for name, span in rows.items() if name in wanted}
    firsts, lengths = np.array(list(rows.values()), dtype=np.int64).reshape(-1, 2).T
    before = np.cumsum(lengths) - lengths
    chosen = words.take(np.repeat(firsts - before, lengths) + np.arange(lengths.sum()))
    for name in STRINGS:  # types that other documents have would be joined in vain
        column = chosen[name].cast(pa.string()).dictionary_encode()
        chosen = chosen.set_column(chosen.column_names.index(name), name, column)
    spans = zip(before.tolist(), lengths.tolist(), strict=True)
    return Part(dict(zip(rows, spans, strict=True)), chosen, notes)


def join_documents(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """Put the documents of several parts together, with the types that all of them have."""
    try:
        joined = pa.concat_tables(tables, promote_options="permissive")
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # a column that is text here and a number there
        names = {name for table in tables for name in table.column_names}
        kinds = {name: {table[name].type for table in tables if name in table.column_names} for name in names}
        mixed = {name for name, found in kinds.items() if len(found - {pa.null()}) > 1}
        joined = pa.concat_tables([_as_text(table, mixed) for table in tables], promote_options="permissive")
    table: pd.DataFrame = joined.to_pandas()
    return table


def _as_text(table: pa.Table, names: set[str]) -> pa.Table:
    for name in names & set(table.column_names):
        # As Python spells values, which is how `as_column` does where they lie in one part.
        spelt = [None if value is None else str(value) for value in table[name].to_pylist()]
        table = table.set_column(table.column_names.index(name), name, pa.array(spelt, pa.string()))
    return table
