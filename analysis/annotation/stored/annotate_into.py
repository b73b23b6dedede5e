"""`annotate_into`: a corpus of any size annotated into a folder, part by part.

The corpus is cut into parts of consecutive documents, and a part is named by what it is made from: documents with
their metadata, the model, and the code that makes words. So a part that is there need not be made again, and where a
part ends depends on the documents themselves (`cut`), so that a new document changes its own part and not all after
it. Words of texts that are in any part, or in the small parts that an interrupted run left, are taken from there;
the rest is parsed. The manifest of a finished run is replaced only when the next one is finished.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.annotation.progress import Progress
from analysis.annotation.stored.annotations import StoredAnnotations, open_annotations
from analysis.annotation.stored.manifest import Manifest
from analysis.annotation.stored.run import Parser, Run
from analysis.corpus import Corpus, CorpusStream, stream_corpus
from analysis.errors import KhitabError
from analysis.parsing.fingerprint import producers
from analysis.parsing.model import ModelInfo, find_model
from analysis.parsing.parts import Part
from analysis.parsing.workers import STARTING_PAYS, parse_groups, possible_workers, suitable_workers

if TYPE_CHECKING:
    from distributed import Client


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
    client : a `dask.distributed` client whose workers parse instead (`analysis.cluster`).
    progress : show a bar with documents, words a second and time left.

    Returns
    -------
    StoredAnnotations. Its words are those that `annotate` gives.

    Raises KhitabError for a corpus or model that cannot be read, and for a folder that holds other annotations, that
    another run is writing to, or that cannot be written.

    Examples
    --------
    >>> annotate_into("corpus/ispr", folder / "ispr", workers=1, progress=False).documents["n_words"].tolist()
    [419]
    """
    if isinstance(source, (str, Path)):
        source = stream_corpus(source, text=text, doc_id=doc_id, encoding=encoding, name=name)
    folder, info = Path(folder), find_model(model)
    parse: Parser = partial(_parse_here, model=info, workers=workers)
    if client is not None:
        from analysis.parsing.on_dask import parse_groups_on

        parse = partial(parse_groups_on, client, model=info)
    corpora = (source,) if isinstance(source, Corpus) else source
    with _only_run(folder), Progress(len(source), shown=progress) as bar:
        blank = Manifest(source.name, info.name, info.fingerprint, producers(), _version(), source.notes)
        run = Run(folder, info, blank, bar)
        run.go(corpora, parse)
    return open_annotations(folder)


def _parse_here(groups: Iterable[dict[str, str]], model: ModelInfo, workers: int | None) -> Iterator[Part]:
    """Parse on this machine, if there is anything to parse, with as many workers as the first texts are worth."""
    groups, first, characters = iter(groups), list[dict[str, str]](), 0
    while characters < STARTING_PAYS and (group := next(groups, None)) is not None:
        first.append(group)
        characters += sum(len(text) for text in group.values())
    if first:
        if workers is None:
            workers = suitable_workers(characters)
        else:  # where the first groups are all there is, there need be no more processes than they are
            workers = possible_workers(workers, len(first) if characters < STARTING_PAYS else None)
        yield from parse_groups(chain(first, groups), model, workers=workers)


def _version() -> str:
    from analysis.version import __version__

    return __version__


@contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    """Make the folder and keep other runs out of it as long as this process lives."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".lock").touch()
    except OSError as error:
        raise KhitabError(
            f"{folder}: annotations cannot be written there ({error.strerror}); name another folder."
        ) from error
    lock = FileLock(folder / ".lock", blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise KhitabError(
            f"{folder}: another run is annotating into this folder; wait until it has finished."
        ) from error
    except (OSError, NotImplementedError):  # disks of networks that lock nothing
        pass
    try:
        yield
    finally:
        lock.release()
