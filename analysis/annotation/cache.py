"""The cache: annotated documents as Parquet parts, found again by what they were made from.

A part is one file, written whole under another name and then renamed, so an interrupted run leaves only whole
parts behind. It says in its own footer which documents it holds, so there is no index that could disagree. The
folder's name carries all else that the words depend on: the model's fingerprint, Stanza's version and the code
between text and words, so that annotations made differently never meet. Keys of lemmas are not stored: they are
made anew from the lemmas.
"""

import hashlib
import json
import os
import time
import warnings
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import KhitabError
from analysis.files import WRITING, whole_file
from analysis.parsing.fingerprint import producers
from analysis.parsing.model import ModelInfo
from analysis.parsing.parts import SCHEMA, Part

FOOTER = b"khitab"
ENVIRONMENT = "KHITAB_CACHE"
DAMAGE = (OSError, ValueError, KeyError)  # what reading a damaged part raises
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
        for path in sorted(self.folder.glob("*.parquet")):
            try:
                found |= dict.fromkeys(_rows(pq.read_schema(path)), path)
            except DAMAGE as error:
                _drop(path, error)
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
        name = hashlib.sha256("".join(part.rows).encode()).hexdigest()[:32]
        footer = json.dumps({key: list(span) for key, span in part.rows.items()})
        table = part.table.replace_schema_metadata({FOOTER: footer.encode()})
        with whole_file(self.folder / f"{name}.parquet") as file:
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
        if time.time() - leftover.stat().st_mtime > ONE_DAY:
            leftover.unlink(missing_ok=True)
    return Store(folder)


def _rows(schema: pa.Schema) -> dict[str, tuple[int, int]]:
    return {key: (first, length) for key, (first, length) in json.loads(schema.metadata[FOOTER]).items()}


def _drop(path: Path, error: Exception) -> None:
    warnings.warn(
        f"{path}: this part of the cache is damaged ({type(error).__name__}) and its documents are annotated anew.",
        stacklevel=4,
    )
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
    rows = _rows(table.schema)
    if sum(length for _, length in rows.values()) != table.num_rows:
        raise ValueError("rows are missing")
    return Part(rows, table.cast(SCHEMA))
