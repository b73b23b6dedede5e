"""The manifest of stored annotations: which parts there are, in order, and what made them.

It ends with the hash of its own contents, so that a count or an order that was changed since is found out.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.annotation.notes import notes_on
from analysis.annotation.words import as_json
from analysis.errors import KhitabError
from analysis.files import append_to, whole_file
from analysis.parsing.model import ModelInfo

FORMAT = 2
MANIFEST = "manifest.json"
CHECKSUM = "sha256"
PART_ID = re.compile("[0-9a-f]{1,64}")


class DamagedManifestError(KhitabError):
    """A manifest that cannot be trusted, beside parts that may be whole."""


@dataclass(frozen=True)
class StoredPart:
    """Some consecutive documents of the corpus in two files; `id` says what they were made from.

    `told` counts, for some documents, what is to be told of them (`analysis.annotation.notes`).
    """

    id: str
    documents: int
    words: int
    tokens: int
    constructed: bool
    words_size: int
    words_sha256: str
    documents_size: int
    documents_sha256: str
    told: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Insist that it names two files of the folder itself, and counts."""
        texts = (self.id, self.words_sha256, self.documents_sha256)
        counts = (self.documents, self.words, self.tokens, self.words_size, self.documents_size)
        if not all(isinstance(text, str) for text in texts) or not PART_ID.fullmatch(self.id):
            raise ValueError("a part is not named as parts are")
        if not all(isinstance(count, int) and count >= 0 for count in counts):
            raise ValueError("a count is none")

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

    def __post_init__(self) -> None:
        """Insist that no part is there twice."""
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("a part is named twice")

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes of reading the corpus, and those of annotating it."""
        told = [part.told for part in self.parts]
        doc_ids = [doc_id for some in told for doc_id in some]
        return (*self.notes, *notes_on(told, doc_ids, doc_ids))

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
        return manifest_of(unsealed(json.loads(path.read_text(encoding="utf-8")), path), path)


def manifest_of(value: dict[str, Any], path: Path) -> Manifest:
    """Make a manifest of what its file holds."""
    if not isinstance(value["format"], int):
        raise ValueError("the format is no number")
    if value["format"] != FORMAT:
        raise KhitabError(
            f"{path}: the annotations are of format {value['format']}, which this Khitab does not read; "
            "use the version that wrote them."
        )
    held = value.pop("parts"), value.pop("spare", ())
    parts, spare = (tuple(StoredPart(**part) for part in some) for some in held)
    return Manifest(**{**value, "notes": tuple(value["notes"])}, parts=parts, spare=spare)


def sealed(value: Mapping[str, Any]) -> dict[str, Any]:
    """Add the hash of all that is said."""
    return {**value, CHECKSUM: hashlib.sha256(as_json(value).encode("utf-8", "surrogatepass")).hexdigest()}


def unsealed(value: Any, path: Path) -> dict[str, Any]:
    """Take the hash off; raises DamagedManifestError where it is not that of the rest."""
    if value.get("format", FORMAT) == FORMAT:
        own = {name: held for name, held in value.items() if name != CHECKSUM}
        if sealed(own)[CHECKSUM] != value[CHECKSUM]:
            raise DamagedManifestError(
                f"{path}: what it says was changed since it was written; annotate into the folder again, which uses "
                "the parts that are whole."
            )
        return own
    return dict(value)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Let what is wrong with a manifest be one sentence."""
    try:
        yield
    except KhitabError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedManifestError(
            f"{path}: the manifest is unreadable ({type(error).__name__}); annotate into the folder again, which uses "
            "the parts that are whole."
        ) from error


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write the manifest of a finished run, whole or not at all."""
    content = json.dumps(sealed(json.loads(json.dumps(asdict(manifest)))), ensure_ascii=False, indent=1)
    with whole_file(folder / MANIFEST) as file:
        file.write(content.encode("utf-8", "surrogatepass"))


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


UNFINISHED = "manifest-unfinished.jsonl"


class UnfinishedManifest:
    """Parts told one by one; `began` names those that were there before as its `spare`."""

    def __init__(self, folder: Path, began: Manifest) -> None:
        self.path = folder / UNFINISHED
        self.began = began
        self.is_begun = False  # until the first part, what an earlier run left stays to be read

    def add(self, parts: Mapping[int, StoredPart]) -> None:
        """Tell of parts by their numbers in the order of the corpus."""
        lines = [{"number": number, **asdict(part)} for number, part in parts.items()]
        if self.is_begun:
            append_to(self.path, _spelt(lines))
            return
        with whole_file(self.path) as file:
            file.write(_spelt([asdict(self.began), *lines]))
        self.is_begun = True

    def remove(self) -> None:
        """Forget the run, because it is finished."""
        self.path.unlink(missing_ok=True)


def read_unfinished(folder: Path) -> Manifest | None:
    """Read what a run has made so far, in the order of the corpus, or None where there is no such run."""
    path = folder / UNFINISHED
    if not path.exists():
        return None
    with readable(path):
        first, *rest = path.read_bytes().rstrip(b"\n").split(b"\n")
        began = manifest_of(unsealed(json.loads(first), path), path)
        numbered = {line.pop("number"): StoredPart(**line) for line in _whole_lines(rest, path)}
        made = [numbered[number] for number in sorted(numbered)]
        ids = {part.id for part in made}
        return began.with_parts(made, spare=[part for part in began.spare if part.id not in ids])


def _spelt(lines: Sequence[dict[str, Any]]) -> bytes:
    plain = json.loads(json.dumps(lines))  # as it will be read again, to be hashed
    return "".join(json.dumps(sealed(line)) + "\n" for line in plain).encode()


def _whole_lines(lines: Sequence[bytes], path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
        except ValueError:
            if number < len(lines):
                raise
        else:
            yield unsealed(value, path)
