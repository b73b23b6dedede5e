"""One run of `annotate_into`: what is known, what is under way, what is made."""

import hashlib
import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.annotation.annotating import PART_CHARACTERS
from analysis.annotation.cache import Store, parts_holding, text_hash
from analysis.annotation.progress import Progress
from analysis.annotation.stored.manifest import (
    FORMAT,
    DamagedManifestError,
    Manifest,
    StoredPart,
    UnfinishedManifest,
    check_part,
    read_manifest,
    read_unfinished,
    write_manifest,
)
from analysis.annotation.stored.part_files import as_part, parts_lying_in, read_documents, write_part
from analysis.annotation.stored.storable import check_metadata
from analysis.annotation.words import Annotations, as_json, join_parts
from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.files import WRITING
from analysis.parsing.model import ModelInfo
from analysis.parsing.parts import Part, by_size

SMALL_PARTS = "unfinished"  # folder of parsed groups whose part is not complete
PART_FILE = re.compile(r"(words|documents)-[0-9a-f]{24}\.parquet")
SMALL_PART = re.compile(r"[0-9a-f]{32}\.parquet")
Parser = Callable[[Iterable[dict[str, str]]], Iterator[Part]]


@dataclass(frozen=True)
class _Plan:
    """A part to be: its place in the corpus, its name, its documents, the hashes of their texts."""

    number: int
    id: str
    documents: tuple[Document, ...]
    keys: tuple[str, ...]


class Run:
    """The state of a run, and its steps."""

    def __init__(self, folder: Path, model: ModelInfo, blank: Manifest, bar: Progress) -> None:
        self.folder, self.model, self.blank, self.bar = folder, model, blank, bar
        self.small = Store(folder / SMALL_PARTS)
        try:
            self.small.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise KhitabError(
                f"{self.small.folder}: a run keeps there what it has not finished, and cannot ({error.strerror}); "
                "move away what stands there."
            ) from error
        for leftover in [*folder.glob(f"{WRITING}*"), *self.small.folder.glob(f"{WRITING}*")]:
            if leftover.is_file():
                leftover.unlink()
        self.there = _parts_there(folder, blank)
        # Which part holds a text; "" for texts in small parts, of this run or an earlier one.
        self.where = dict.fromkeys(_texts_of(self.small), "")
        for part in self.there.values():
            self.where |= dict.fromkeys(
                read_documents(part, folder, ["text_sha256"])["text_sha256"].to_pylist(), part.id
            )
        self.made: dict[int, StoredPart] = {}
        self.untold: dict[int, StoredPart] = {}  # parts of `made` that the unfinished manifest does not name yet
        self.unfinished = UnfinishedManifest(
            folder, blank.with_parts((), spare=[self.there[name] for name in sorted(self.there)])
        )
        self.waiting: deque[tuple[_Plan, int]] = deque()  # plans, and how many groups each still waits for

    def go(self, corpora: Iterable[Corpus], parse: Parser) -> None:
        """Make all parts, parsing what is in none."""
        for part in parse(self.groups(corpora)):
            self.take(part)
        self.finish()

    def groups(self, corpora: Iterable[Corpus]) -> Iterator[dict[str, str]]:
        """Plan part after part, yielding the texts that must be parsed."""
        for number, documents in enumerate(cut(corpora)):
            plan = self.plan(number, documents)
            if plan.id in self.there:
                self.made[number] = self.untold[number] = self.there[plan.id]
                self.bar.skip(len(documents))
                continue
            texts = {
                key: document.text for key, document in zip(plan.keys, documents, strict=True) if key not in self.where
            }
            self.where |= dict.fromkeys(texts, "")
            self.bar.skip(len(documents) - len(texts))
            grouped = list(by_size(list(texts), [len(value) for value in texts.values()], PART_CHARACTERS))
            self.waiting.append((plan, len(grouped)))
            self.make_ready()
            yield from ({key: texts[key] for key in keys} for keys in grouped)

    def plan(self, number: int, documents: Sequence[Document]) -> _Plan:
        """Name a part by all that it is made from."""
        keys = tuple(text_hash(document.text) for document in documents)
        made_from = [FORMAT, self.blank.model_fingerprint, self.blank.producers]
        digest = hashlib.sha256(as_json(made_from).encode())
        for key, document in zip(keys, documents, strict=True):
            check_metadata(document, self.blank.corpus)
            digest.update(as_json([document.doc_id, key, dict(document.metadata)]).encode("utf-8", "surrogatepass"))
        return _Plan(number, digest.hexdigest()[:24], tuple(documents), keys)

    def take(self, part: Part) -> None:
        """Keep a parsed group, and make the part that it completes."""
        self.small.write(part)
        self.bar.update(len(part.rows), part.table.num_rows)
        # Groups come in order, so this one belongs to the first plan that still waits for any.
        for place, (plan, missing) in enumerate(self.waiting):
            if missing:
                self.waiting[place] = plan, missing - 1
                break
        self.make_ready()

    def make_ready(self) -> None:
        """Make the parts that wait for nothing; a part that waits keeps later ones, which may need its texts."""
        while self.waiting and self.waiting[0][1] == 0:
            self.make(self.waiting.popleft()[0])

    def make(self, plan: _Plan) -> None:
        """Make a part of words that are all known by now, then drop the small parts that nothing needs any more."""
        sources = [as_part(self.there[name], self.folder) for name in {self.where[key] for key in plan.keys} - {""}]
        sources += parts_holding(self.small, set(plan.keys))
        words = join_parts(sources, plan.keys, [document.doc_id for document in plan.documents])
        corpus = Corpus(self.blank.corpus, plan.documents)
        notes = {key: counts for source in sources for key, counts in source.notes.items()}
        part = write_part(Annotations(words, corpus, self.model), plan.keys, plan.id, self.folder, notes)
        self.made[plan.number] = self.untold[plan.number] = self.there[part.id] = part
        self.unfinished.add(self.untold)
        self.untold.clear()
        self.where |= dict.fromkeys(plan.keys, part.id)
        index = self.small.index()
        needed = {path for key, path in index.items() if not self.where.get(key)}
        for path in set(index.values()) - needed:
            path.unlink()

    def finish(self) -> None:
        """Let the finished manifest take its place, then drop what it does not name."""
        parts = [self.made[number] for number in sorted(self.made)]
        write_manifest(self.blank.with_parts(parts, complete=True), self.folder)
        self.unfinished.remove()
        kept = {file for part in self.made.values() for file in (part.words_file, part.documents_file)}
        # By the very form of their names: the folder may hold somebody's documents-2015.parquet as well.
        own = [path for path in self.folder.iterdir() if PART_FILE.fullmatch(path.name) and path.name not in kept]
        small = [path for path in self.small.folder.iterdir() if SMALL_PART.fullmatch(path.name)]
        for path in own + small:
            path.unlink()
        if not any(self.small.folder.iterdir()):
            self.small.folder.rmdir()


def _parts_there(folder: Path, blank: Manifest) -> dict[str, StoredPart]:
    """Find the parts that are there whole, of the last finished run and of the one that was interrupted."""
    found: dict[str, StoredPart] = {}
    told: set[str] = set()
    for manifest in (_read(read_manifest, folder), _read(read_unfinished, folder)):
        if manifest is None:
            continue
        if manifest.model_fingerprint != blank.model_fingerprint:
            raise KhitabError(
                f"{folder}: the annotations there were made with another model ({manifest.model}); name another folder."
            )
        if manifest.producers != blank.producers:
            raise KhitabError(
                f"{folder}: the annotations there were made by another version of Khitab's parsing "
                f"({manifest.khitab}); name another folder, or delete this one to annotate anew."
            )
        for part in (*manifest.parts, *manifest.spare):
            told.add(part.id)
            try:
                check_part(part, folder)
                found[part.id] = part
            except KhitabError as error:
                warnings.warn(f"{str(error).split(';')[0]}; its documents are annotated anew.", stacklevel=4)
    # Parts that a lost manifest named, or that an end of the machine came before naming, tell of themselves.
    for part in parts_lying_in(folder, blank.model_fingerprint, blank.producers, told):
        found[part.id] = part
    return found


def _read(read: Callable[[Path], Manifest | None], folder: Path) -> Manifest | None:
    """Read a manifest; one that cannot be trusted is none, with a warning, where parts say that it is a run's own."""
    try:
        return read(folder)
    except DamagedManifestError as error:
        if not any(PART_FILE.fullmatch(path.name) for path in folder.iterdir()):
            raise KhitabError(f"{str(error).split(';')[0]}; move it away, or name another folder.") from error
        warnings.warn(f"{str(error).split(';')[0]}; the parts beside it that are whole are used again.", stacklevel=5)
        return None


def _texts_of(store: Store) -> Iterator[str]:
    """Name the texts in a store's parts, dropping damaged parts."""
    for path in store.files():
        if (part := store.read(path)) is not None:
            yield from part.rows


# A part ends at a document once it has SHORTEST characters, with a chance that makes it SPREAD longer on average: about
# 300,000 words.
SHORTEST, SPREAD, LONGEST = 1_000_000, 500_000, 2_500_000


def cut(corpora: Iterable[Corpus]) -> Iterator[list[Document]]:
    """Cut a corpus into parts of consecutive documents.

    A document ends a part by chance, and the dice are the hash of its text.
    """
    part: list[Document] = []
    size = 0
    for corpus in corpora:
        for document in corpus.documents:
            part.append(document)
            size += len(document.text)
            dice = int(text_hash(document.text)[:8], 16) / 2**32
            if size >= LONGEST or (size >= SHORTEST and dice < len(document.text) / SPREAD):
                yield part
                part, size = [], 0
    if part:
        yield part
