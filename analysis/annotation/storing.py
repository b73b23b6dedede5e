"""`annotate_into`: a corpus of any size annotated into a folder, part by part.

The corpus is cut into parts of consecutive documents, and a part is named by what it is made from: documents with
their metadata, the model, and the code that makes words. So a part that is there need not be made again, and where a
part ends depends on the documents themselves (`cut`), so that a new document changes its own part and not all after
it. Words of texts that are in any part, or in the small parts that an interrupted run left, are taken from there;
the rest is parsed. The manifest of a finished run is replaced only when the next one is finished.
"""

import hashlib
import os
import shutil
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.annotation.annotating import PART_CHARACTERS
from analysis.annotation.manifest import (
    FORMAT,
    MANIFEST,
    UNFINISHED,
    WRITING,
    Manifest,
    StoredPart,
    as_json,
    check_part,
    read_manifest,
    write_manifest,
)
from analysis.annotation.model import ModelInfo, find_model
from analysis.annotation.parsing import by_size
from analysis.annotation.part_files import as_part, check_metadata, read_documents, write_part
from analysis.annotation.parts import Part
from analysis.annotation.progress import Progress
from analysis.annotation.store import Store, _producers, parts_holding, text_hash
from analysis.annotation.stored import StoredAnnotations, open_annotations
from analysis.annotation.table import Annotations, join_parts
from analysis.annotation.workers import parse_groups, suitable_workers
from analysis.corpus import Corpus, CorpusStream, Document, stream_corpus
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from distributed import Client

# A part ends at a document once it has SHORTEST characters, with a chance that makes it SPREAD longer on average: about
# 300,000 words.
SHORTEST, SPREAD, LONGEST = 1_000_000, 500_000, 2_500_000
FIRST_GROUPS = 3  # by which the number of processes is chosen
SMALL_PARTS = "unfinished"  # folder of parsed groups whose part is not complete
Parser = Callable[[Iterable[dict[str, str]]], Iterator[Part]]


def annotate_into(
    source: str | Path | Corpus | CorpusStream,
    folder: str | Path,
    model: str | Path = "bundled",
    *,
    text: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    workers: int | None = None,
    client: "Client | None" = None,
    progress: bool = True,
) -> StoredAnnotations:
    """Annotate a corpus of any size into a folder; texts and words are in memory a part at a time.

    Parameters
    ----------
    source : a path that `read_corpus` reads, a `CorpusStream` or a `Corpus`.
    folder : where the annotations are to lie; made if absent. If it holds annotations of an earlier state of the
        corpus, only new and changed texts are parsed, and documents that are gone leave. An interrupted run, however
        it ended, goes on where it was.
    model : as for `annotate`. A folder holds the words of one model and one version of Khitab's parsing.
    text, doc_id, encoding, name : as for `read_corpus`, where `source` is a path.
    workers : as for `annotate`.
    client : a `dask.distributed` client whose workers parse instead (`analysis.scale.cluster`).
    progress : show a bar with documents, words a second and time left.

    Returns
    -------
    StoredAnnotations. Its words are those that `annotate` gives.

    Raises KhitabError for a corpus or model that cannot be read, and for a folder that holds other annotations, that
    another run is writing to, or that cannot be written.
    """
    if isinstance(source, (str, Path)):
        source = stream_corpus(source, text=text, doc_id=doc_id, encoding=encoding, name=name)
    folder, info = Path(folder), find_model(model)
    parse: Parser = partial(_parse_here, model=info, workers=workers)
    if client is not None:
        from analysis.scale import parse_groups_on

        parse = partial(parse_groups_on, client, model=info)
    corpora = (source,) if isinstance(source, Corpus) else source
    with _only_run(folder), Progress(len(source), shown=progress) as bar:
        blank = Manifest(source.name, info.name, info.fingerprint, _producers(), _version(), source.notes)
        run = _Run(folder, info, blank, bar)
        run.go(corpora, parse)
    return open_annotations(folder)


def _parse_here(groups: Iterable[dict[str, str]], model: ModelInfo, workers: int | None) -> Iterator[Part]:
    """Parse on this machine, if there is anything to parse, with workers as the first groups suggest."""
    groups = iter(groups)
    first = list(islice(groups, FIRST_GROUPS))
    if first:
        characters = sum(len(text) for texts in first for text in texts.values())
        yield from parse_groups(chain(first, groups), model, workers=workers or suitable_workers(characters))


def _version() -> str:
    from analysis import __version__

    return __version__


@contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it as long as this process lives."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise KhitabError(
            f"{folder}: annotations cannot be written there ({error.strerror}); name another folder."
        ) from error
    with lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # not on Windows
            pass
        except OSError as error:
            raise KhitabError(
                f"{folder}: another run is annotating into this folder; wait until it has finished."
            ) from error
        yield


@dataclass(frozen=True)
class _Plan:
    """A part to be: its place in the corpus, its name, its documents, the hashes of their texts."""

    number: int
    id: str
    documents: tuple[Document, ...]
    keys: tuple[str, ...]


class _Run:
    """One run of `annotate_into`: what is known, what is under way, what is made."""

    def __init__(self, folder: Path, model: ModelInfo, blank: Manifest, bar: Progress) -> None:
        self.folder, self.model, self.blank, self.bar = folder, model, blank, bar
        self.small = Store(folder / SMALL_PARTS)
        self.small.folder.mkdir(exist_ok=True)
        for leftover in folder.rglob(f"{WRITING}*"):
            leftover.unlink()
        self.there = _parts_there(folder, blank)
        # Which part holds a text; "" for texts in small parts, of this run or an earlier one.
        self.where = dict.fromkeys(_texts_of(self.small), "")
        for part in self.there.values():
            self.where |= dict.fromkeys(
                read_documents(part, folder, ["text_sha256"])["text_sha256"].to_pylist(), part.id
            )
        self.made: dict[int, StoredPart] = {}
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
                self.made[number] = self.there[plan.id]
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
        part = write_part(Annotations(words, corpus, self.model), plan.keys, plan.id, self.folder)
        self.made[plan.number] = self.there[part.id] = part
        write_manifest(self.blank.with_parts(self.in_order()), self.folder, UNFINISHED)
        self.where |= dict.fromkeys(plan.keys, part.id)
        index = self.small.index()
        needed = {path for key, path in index.items() if not self.where.get(key)}
        for path in set(index.values()) - needed:
            path.unlink()

    def in_order(self) -> list[StoredPart]:
        """The parts made so far, in the order of the corpus."""
        return [self.made[number] for number in sorted(self.made)]

    def finish(self) -> None:
        """Let the finished manifest take its place, then drop what it does not name."""
        write_manifest(self.blank.with_parts(self.in_order(), complete=True), self.folder, UNFINISHED)
        os.replace(self.folder / UNFINISHED, self.folder / MANIFEST)
        kept = {file for part in self.made.values() for file in (part.words_file, part.documents_file)}
        for path in [*self.folder.glob("words-*.parquet"), *self.folder.glob("documents-*.parquet")]:
            if path.name not in kept:
                path.unlink()
        shutil.rmtree(self.small.folder)


def _parts_there(folder: Path, blank: Manifest) -> dict[str, StoredPart]:
    """Find the parts that are there whole, of the last finished run and of the one that was interrupted."""
    found: dict[str, StoredPart] = {}
    for manifest in (read_manifest(folder), read_manifest(folder, UNFINISHED)):
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
        for part in manifest.parts:
            try:
                check_part(part, folder)
                found[part.id] = part
            except KhitabError as error:
                warnings.warn(f"{str(error).split(';')[0]}; its documents are annotated anew.", stacklevel=5)
    return found


def _texts_of(store: Store) -> Iterator[str]:
    """Name the texts in a store's parts, dropping damaged parts."""
    for path in sorted(store.folder.glob("*.parquet")):
        if (part := store.read(path)) is not None:
            yield from part.rows


def cut(corpora: Iterable[Corpus]) -> Iterator[list[Document]]:
    """Cut a corpus into parts of consecutive documents, mostly at the same documents when others come or go.

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
