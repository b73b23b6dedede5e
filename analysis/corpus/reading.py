"""`read_corpus`: one function for all the forms in which a corpus arrives."""

from collections.abc import Sequence
from pathlib import Path

from analysis.corpus.contents import open_contents, openable
from analysis.corpus.dates import Calendar
from analysis.corpus.documents import Corpus
from analysis.corpus.reading_options import Duplicates, ReadingOptions, reading_options
from analysis.corpus.survey import Repairer, Survey
from analysis.errors import KhitabError

BATCH = 200  # documents


def read_corpus(
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
) -> Corpus:
    """Read documents and their metadata.

    Parameters
    ----------
    path : a table with one document a row (.csv and its kin, .xlsx, .ods, .json, .jsonl, .parquet); a file of one
        document, or several articles (.txt, .html, .mhtml, .docx, .rtf, .pdf, .xml); a folder of either, with its
        subfolders; or any of these packed (.zip, .gz). A folder of documents may have a table `documents.csv` of
        metadata (doc_id = the file's name without its end, title, date, source, any more columns).
    text, doc_id : columns of a table; found by name (English or Arabic) if not given.
    encoding : of the files; detected (UTF-8, UTF-16, UTF-32, Windows-1256) if not given. "mixed": each line by its own
        bytes.
    name : of the corpus; by default the folder's or file's name.
    header : False where the first row of a table is a document.
    dayfirst : whether 03/04/2025 is 3 April; found from the column if not given, else such dates are unknown.
    calendar : "hijri", "solar" (Iran) or "gregorian", where the years leave it open.
    repair : steps that mend texts, see `analysis.corpus.repairs.REPAIRS`, and "boilerplate"; none if not given.
    duplicates : "keep" texts that repeat others, with a note; "drop" them; or name their "cluster" in the metadata.
    errors : "skip" files of a folder that cannot be read, with a note and in `skipped`; or "raise".
    articles : how a file holds several: "nexis", "factiva", "proquest" (exports), "lines" (of `=====` or `-----`), or a
        regular expression of what stands between them, its named groups being metadata. If not given, exports that are
        certain are cut, with a note; "keep" cuts nothing.

    Returns
    -------
    Corpus, its documents in the order of file names or rows, and `notes` on all that was detected, guessed or left
    out. The text is kept as decoded, without a byte-order mark. Each document's metadata holds its `encoding` and,
    with the `constructed` column, whether the text was invented.

    Raises KhitabError, naming file and mend, for anything missing, empty, duplicate or unreadable.

    Examples
    --------
    >>> corpus = read_corpus("corpus/constructed")
    >>> corpus
    <Corpus 'constructed': 36 documents; 1 note, see .notes>
    >>> corpus.metadata["source"].value_counts().tolist()
    [12, 12, 12]
    """
    options = reading_options(text, doc_id, encoding, header, dayfirst, calendar, repair, duplicates, errors, articles)
    path, name = named(path, name)
    with openable(path):
        return _read(path, name, options)


def _read(path: Path, name: str, options: ReadingOptions) -> Corpus:
    contents = open_contents(path, name, options, BATCH, streamed=False)
    repairer, survey = Repairer(options.repair), Survey(options)
    documents = [repairer.mended(document) for batch in contents.batches() for document in batch]
    survey.add_all(documents)
    finish = survey.finish()
    notes = survey_notes(contents.all_notes(), repairer, survey)
    return Corpus(name, finish.documents(documents), notes, contents.left_out())


def survey_notes(read: Sequence[str], repairer: Repairer, survey: Survey) -> tuple[str, ...]:
    """All notes on a corpus, in the order of its reading."""
    number = survey.documents
    return (*read, *repairer.notes(number), *survey.notes(), *survey.finish().notes(number))


def named(path: str | Path, name: str | None) -> tuple[Path, str]:
    """Insist that there is something at the path, and give the corpus its name."""
    path = Path(path)
    if not path.exists():
        raise KhitabError(f"{path}: there is no such file or folder; check the path.")
    shown = (path.resolve().name if path.is_dir() else path.name.removesuffix(".gz").rpartition(".")[0]) or path.name
    return path, name or shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
