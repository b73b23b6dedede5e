"""The manifest of stored annotations: which parts there are, in order, and what made them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError
from analysis.files import whole_file
from analysis.parsing.model import ModelInfo

FORMAT = 2
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class StoredPart:
    """Some consecutive documents of the corpus in two files; `id` says what they were made from."""

    id: str
    documents: int
    words: int
    tokens: int
    constructed: bool
    words_size: int
    words_sha256: str
    documents_size: int
    documents_sha256: str

    @property
    def words_file(self) -> str:
        """The name of the file with the words table."""
        return f"words-{self.id}.parquet"

    @property
    def documents_file(self) -> str:
        """The name of the file with texts and metadata."""
        return f"documents-{self.id}.parquet"


@dataclass(frozen=True)
class Manifest:
    """What a folder of stored annotations holds; `producers` names the code that made words of texts.

    `spare` are parts of earlier runs that the run under way has not come to yet, which it may use whole or in part.
    """

    corpus: str
    model: str
    model_fingerprint: str
    producers: str
    khitab: str
    notes: tuple[str, ...] = ()
    parts: tuple[StoredPart, ...] = ()
    spare: tuple[StoredPart, ...] = ()
    complete: bool = False
    format: int = FORMAT

    def with_parts(
        self, parts: Iterable[StoredPart], *, spare: Iterable[StoredPart] = (), complete: bool = False
    ) -> "Manifest":
        """Hold these parts instead."""
        return replace(self, parts=tuple(parts), spare=tuple(spare), complete=complete)

    @property
    def model_info(self) -> ModelInfo:
        """The model, whose own files need not be on this machine."""
        return ModelInfo(self.model, self.model_fingerprint, Path())


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest of a finished run, or None where there is none."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    with readable(path):
        return manifest_of(json.loads(path.read_text(encoding="utf-8")), path)


def manifest_of(value: dict[str, Any], path: Path) -> Manifest:
    """Make a manifest of what its file holds."""
    if value["format"] != FORMAT:
        raise KhitabError(
            f"{path}: the annotations are of format {value['format']}, which this Khitab does not read; "
            "use the version that wrote them."
        )
    held = value.pop("parts"), value.pop("spare", ())
    parts, spare = (tuple(StoredPart(**part) for part in some) for some in held)
    return Manifest(**{**value, "notes": tuple(value["notes"])}, parts=parts, spare=spare)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Let what is wrong with a manifest be one sentence."""
    try:
        yield
    except KhitabError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KhitabError(
            f"{path}: the manifest is unreadable ({type(error).__name__}); delete this file and annotate into the "
            "folder again."
        ) from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest of a finished run, whole or not at all."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    with whole_file(folder / MANIFEST) as file:
        file.write(content.encode())


def check_part(part: StoredPart, folder: Path, *, contents: bool = True) -> None:
    """Insist that a part's files are there and, byte by byte unless told otherwise, the ones that were written."""
    for file, size, digest in (
        (part.words_file, part.words_size, part.words_sha256),
        (part.documents_file, part.documents_size, part.documents_sha256),
    ):
        check_file(folder / file, size, digest if contents else None)


def check_file(path: Path, size: int, digest: str | None) -> None:
    """Insist that a file is there, has its size and, where `digest` is given, its contents."""
    mend = "annotate into the folder again, which annotates these documents anew"
    try:
        stat = path.stat()
    except OSError as error:
        raise KhitabError(
            f"{path}: this part of the annotations is missing; open the folder again if a run has just finished there, "
            f"or {mend}."
        ) from error
    if stat.st_size != size or (digest is not None and sha256_of(path, stat.st_mtime_ns, size) != digest):
        raise KhitabError(f"{path}: this part of the annotations is damaged or was changed; {mend}.")


@lru_cache(maxsize=100_000)
def sha256_of(path: Path, mtime_ns: int, size: int) -> str:  # noqa: ARG001 (a changed file is hashed again)
    """Hash a file, once as long as it does not change."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def as_json(value: Any) -> str:
    """Spell any metadata out, the same way each time."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
