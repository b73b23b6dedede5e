"""The cache: annotated documents as Parquet parts, found again by what they were made from.

A part is one file, written whole under another name and then renamed, so an interrupted run leaves only whole
parts behind. It says in its own footer which documents it holds, so there is no index that could disagree, and what
its contents hash to, so that words which were changed since are found out. What else lies in the folder is passed over.
The folder's name carries all else that the words depend on: the model's fingerprint, Stanza's version and the code
between text and words, so that annotations made differently never meet. Keys of lemmas are not stored: they are
made anew from the lemmas.
"""

import hashlib
import json
import os
import re
import time
import warnings
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import platformdirs
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.annotation.words import coded_chunks
from analysis.errors import KhitabError
from analysis.files import WRITING, whole_file
from analysis.parsing.fingerprint import producers
from analysis.parsing.model import ModelInfo
from analysis.parsing.parts import NUMBERS, SCHEMA, Part

FOOTER = b"khitab"
PART_FILE = re.compile(r"[0-9a-f]{32}\.parquet")
ENVIRONMENT = "KHITAB_CACHE"
RESULTS = "results"  # the folder of what was found in annotations, in the cache and in stored folders
# What reading a damaged part raises, or a file that is no part at all.
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError, RecursionError, OverflowError)
ONE_DAY = 24 * 60 * 60


def text_hash(text: str) -> str:
    """Name a text by its content."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def cache_folder(given: Path | str | None) -> Path:
    """Say where the cache lies: the argument, else $KHITAB_CACHE, else the user's cache folder."""
    if given is not None:
        return Path(given)
    return Path(os.environ.get(ENVIRONMENT) or platformdirs.user_cache_dir("khitab"))


@dataclass(frozen=True)
class Store:
    """The parts made with one model."""

    folder: Path

    def index(self) -> dict[str, Path]:
        """Map each stored text's hash to its part, reading footers only. A damaged part is dropped, with a warning."""
        found: dict[str, Path] = {}
        for path in self.files():
            try:
                found |= dict.fromkeys(_footer(pq.read_schema(path)).rows, path)
            except DAMAGE as error:
                _drop(path, error)
        return found

    def files(self) -> list[Path]:
        """List the parts, with a warning of what is none and named as if it were."""
        found = []
        for path in sorted(self.folder.glob("*.parquet")):
            if PART_FILE.fullmatch(path.name) and path.is_file():
                found.append(path)
            else:
                warnings.warn(f"{path}: this is no part of the cache, and is passed over; move it away.", stacklevel=3)
        return found

    def read(self, path: Path) -> Part | None:
        """Read a part, or None (and a warning) if it is damaged."""
        try:
            return _read(path)
        except DAMAGE as error:
            _drop(path, error)
            return None

    def write(self, part: Part) -> None:
        """Store a part; it appears whole or not at all."""
        path = self.folder / f"{_name(part)}.parquet"
        while path.is_dir():  # somebody's
            path = path.with_name(f"{hashlib.sha256(path.name.encode()).hexdigest()[:32]}.parquet")
        footer: dict[str, Any] = {"rows": {key: list(span) for key, span in part.rows.items()}}
        footer["notes"] = {key: dict(counts) for key, counts in part.notes.items()}
        footer["sha256"] = digest_of(part.table, footer)
        table = part.table.replace_schema_metadata({FOOTER: json.dumps(footer).encode()})
        with whole_file(path) as file:
            pq.write_table(table, file, compression="zstd", write_page_checksum=True)


def open_store(given: Path | str | None, model: ModelInfo) -> Store:
    """Open, and make if need be, the store of a model's annotations."""
    folder = cache_folder(given) / "annotations" / f"{model.fingerprint[:16]}-{producers()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KhitabError(
            f"{folder}: the cache cannot be made there ({error.strerror}); "
            f"name another folder with cache= or {ENVIRONMENT}."
        ) from error
    for leftover in folder.glob(f"{WRITING}*"):  # of runs that were killed while they wrote
        with suppress(OSError):  # what cannot be removed does no harm
            if time.time() - leftover.stat().st_mtime > ONE_DAY:
                leftover.unlink(missing_ok=True)
    return Store(folder)


@dataclass(frozen=True)
class _Footer:
    rows: dict[str, tuple[int, int]]
    notes: dict[str, dict[str, int]]
    sha256: str
    raw: dict[str, Any]


def _footer(schema: pa.Schema) -> _Footer:
    raw = json.loads(schema.metadata[FOOTER])
    rows = {str(key): (int(first), int(length)) for key, (first, length) in raw["rows"].items()}
    notes = {str(key): {str(kind): int(n) for kind, n in counts.items()} for key, counts in raw["notes"].items()}
    return _Footer(rows, notes, str(raw["sha256"]), raw)


def digest_of(table: pa.Table, footer: Mapping[str, Any]) -> str:
    """Hash a part's contents, and of its footer all but the hash."""
    digest = hashlib.sha256(json.dumps({"rows": footer["rows"], "notes": footer["notes"]}).encode())
    for name in SCHEMA.names:
        if name in NUMBERS:
            digest.update(table[name].to_numpy().astype(np.int32).tobytes())
        else:
            coded = coded_chunks(table[name])
            digest.update(coded.codes.astype(np.int32).tobytes())
            digest.update(json.dumps(coded.values.to_pylist()).encode())
    return digest.hexdigest()


def _name(part: Part) -> str:
    return hashlib.sha256("".join(part.rows).encode()).hexdigest()[:32]


def _drop(path: Path, error: Exception) -> None:
    warnings.warn(
        f"{path}: this part of the cache is damaged ({type(error).__name__}) and its documents are annotated anew.",
        stacklevel=4,
    )
    with suppress(OSError):
        path.unlink(missing_ok=True)


def parts_holding(store: Store, keys: Collection[str]) -> list[Part]:
    """Read the parts that hold any of these documents."""
    with PartsBeingRead(store, keys) as reading:
        return reading.parts()


class PartsBeingRead:
    """The parts that hold any of some documents, which threads read while other work is done within `with`.

    `keys` are those of the documents that they hold by their footers.
    """

    def __init__(self, store: Store, keys: Collection[str]) -> None:
        index = store.index()
        self.keys = index.keys() & set(keys)
        self._store = store
        self._pool = ThreadPoolExecutor(2)  # of more, Python has less left for the work beside
        self._parts = {path: self._pool.submit(_read, path) for path in dict.fromkeys(index[key] for key in self.keys)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def parts(self) -> list[Part]:
        """Wait for the parts; damaged ones are dropped, with a warning."""
        found = []
        for path, reading in self._parts.items():
            try:
                part: Part | None = reading.result()
            except DAMAGE:
                part = self._store.read(path)  # again, since another run may have mended it meanwhile
            if part is not None:
                found.append(part)
        return found


def _read(path: Path) -> Part:
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        table = file.read(use_threads=False)
    footer = _footer(table.schema)
    if sum(length for _, length in footer.rows.values()) != table.num_rows:
        raise ValueError("rows are missing")
    words = table.cast(SCHEMA)
    if any(column.null_count for column in words.columns) or digest_of(words, footer.raw) != footer.sha256:
        raise ValueError("the words were changed")
    return Part(footer.rows, words, footer.notes)
