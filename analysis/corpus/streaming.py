"""`stream_corpus`: a corpus read piece by piece, for corpora larger than memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.contents import open_contents, openable
from analysis.corpus.dates import Calendar
from analysis.corpus.documents import Corpus, Skipped
from analysis.corpus.reading import named, survey_notes
from analysis.corpus.reading_options import Duplicates, reading_options
from analysis.corpus.survey import Repairer, Survey

PIECE = 200  # documents


@dataclass(frozen=True)
class CorpusStream:
    """A corpus that is read each time it is gone through, `PIECE` documents at a time.

    `n_documents` is their number and `notes` say what reading had to guess; all pieces bear the same `name`. `skipped`
    are the files that could not be read.

    Examples
    --------
    >>> isinstance(stream_corpus("corpus/constructed"), CorpusStream)
    True
    """

    name: str
    n_documents: int
    notes: tuple[str, ...]
    pieces: Callable[[], Iterator[Corpus]]
    skipped: tuple[Skipped, ...] = ()

    def __len__(self) -> int:
        return self.n_documents

    def __iter__(self) -> Iterator[Corpus]:
        return self.pieces()


def stream_corpus(
    path: str | Path,
    *,
    text: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
    header: bool | None = None,
    dayfirst: bool | None = None,
    calendar: Calendar | None = None,
    repair: str | Sequence[str] = (),
    duplicates: Duplicates = "keep",
    errors: str = "skip",
    articles: str | None = None,
) -> CorpusStream:
    """Read a corpus as `read_corpus` does, same arguments, documents, ids, metadata and errors, but piece by piece.

    The files are gone through once beforehand, so that ids, metadata, copies and errors anywhere in them are known
    before the first document comes. In memory are the metadata of all documents, half a kilobyte for each text by which
    copies are found, and the texts of one piece. (What is not UTF-8, packed, a workbook or one JSON value is read whole
    to be opened, unless it begins with a byte order mark.)

    Returns
    -------
    CorpusStream: go through it with `for corpus in stream`. `list` of it holds the same documents as `read_corpus`.

    Raises KhitabError as `read_corpus` does; and while pieces are read, where a file was changed meanwhile.

    Examples
    --------
    >>> stream_corpus("corpus/constructed").name
    'constructed'
    """
    options = reading_options(text, doc_id, encoding, header, dayfirst, calendar, repair, duplicates, errors, articles)
    path, name = named(path, name)
    with openable(path):
        contents = open_contents(path, name, options, PIECE, streamed=True)
        repairer, survey = Repairer(options.repair), Survey(options)
        for batch in contents.batches():
            survey.add_all(map(repairer.mended, batch))
    finish = survey.finish()
    kept = survey.documents if finish.clusters is None else sum(map(finish.keeps, finish.clusters))
    notes, skipped = survey_notes(contents.all_notes(), repairer, survey), contents.left_out()

    def pieces() -> Iterator[Corpus]:
        again = Repairer(options.repair)
        with openable(path):
            for batch in contents.batches():
                if documents := finish.documents(map(again.mended, batch)):
                    yield Corpus(name, documents, notes, skipped)

    return CorpusStream(name, kept, notes, pieces, skipped)
