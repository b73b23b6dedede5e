"""`report`: from a corpus to a folder of pages, tables and figures, and a PDF."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.annotation.annotating import annotate
from analysis.corpus.check import check_corpus
from analysis.corpus.documents import Corpus
from analysis.corpus.metadata import own_name
from analysis.corpus.reading import read_corpus
from analysis.errors import KhitabError
from analysis.files import inside, write_text
from analysis.lexicon import as_lexicon
from analysis.plots.tables import to_json
from analysis.rendering.labels import Labels, check_labels
from analysis.rendering.numerals import Numerals
from analysis.rendering.numerals import numerals as chosen_numerals
from analysis.reporting.downloads import downloads, figure_names, write_figures, write_tables
from analysis.reporting.links import FOLDER
from analysis.reporting.page import ASSETS, report_page, write_assets
from analysis.reporting.passage_pages import passage_pages
from analysis.reporting.pdf import CHOSEN, find_browser, print_pdf
from analysis.reporting.prose import name
from analysis.reporting.results import results_of
from analysis.reporting.sections.accuracy import accuracy
from analysis.reporting.sections.examples import examples
from analysis.reporting.sections.frames import frames
from analysis.reporting.sections.groups import groups
from analysis.reporting.sections.keywords import keywords
from analysis.reporting.sections.limits import limits
from analysis.reporting.sections.methods import methods
from analysis.reporting.sections.periods import periods
from analysis.reporting.sections.reading import reading
from analysis.reporting.sections.summary import summary
from analysis.reporting.sections.voices import voices
from analysis.reporting.story import Section, Story, story_of
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd

    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

INDEX, PDF, MANIFEST = "index.html", "report.pdf", "report.json"
_STEPS = {
    "frames": "counting frames", "voices": "finding who speaks", "keywords": "comparing words",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Report:
    """A report that was written.

    Attributes
    ----------
    folder : of all its files; index : the page to open; pdf : the report for print, None where it could not be printed.
    tables : the tables of its numbers, by name.
    notes : what else there is to say, such as why there is no PDF.

    Examples
    --------
    >>> report("corpus/ispr", folder / "report", pdf=False, progress=False).index.name
    'index.html'
    """

    folder: Path
    index: Path
    pdf: Path | None
    tables: Mapping[str, pd.DataFrame]
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        files = " and ".join(str(path) for path in (self.index, self.pdf) if path)
        return f"<Report: {files}; {len(self.tables)} tables>"


def report(
    corpus: str | Path | Corpus | AnnotationSource,
    out: str | Path = "report",
    *,
    by: str | None = None,
    over: str | None = None,
    lexicon: Lexicon | str | Path | None = None,
    labels: Labels = "ar",
    numerals: Numerals | None = None,
    where: Mapping[str, object] | None = None,
    title: str | None = None,
    model: str | Path = "bundled",
    figures: bool = True,
    pdf: bool = True,
    progress: bool = True,
    command: str = "",
) -> Report:
    """Write a report of a corpus: what was read, its frames by group and over time, voices, keywords, examples, limits.

    Parameters
    ----------
    corpus : a spreadsheet, folder or file as `read_corpus` takes it; a corpus; or annotations, stored ones too.
    out : the folder of the report. A report that was there before is replaced; any other file stays.
    by : the metadata column by which documents are compared; the source if omitted, where there are several. "none" for
        no comparison.
    over : "year", "quarter", "month", "week" or "day"; what suits the dates if omitted. "none" for no course of time.
    lexicon : as for `find_frames`.
    labels : "ar" or "en", the language of the report.
    numerals : "latn" for 0 1 2, "arab" for ٠ ١ ٢ in a report in Arabic; what the environment variable KHITAB_NUMERALS
        says if omitted, else "latn".
    where : only documents with these values of metadata columns.
    title : in place of "Frames in …"; it also opens the titles of the figures.
    model : as for `annotate`.
    figures : whether to draw figures for a paper, too, as SVG, PNG and PDF.
    pdf : whether to print it, too, with a Chromium browser that is installed here.
    progress : tell on the standard error stream what is being done.
    command : what the report names as the way to make it again.

    Returns
    -------
    Report. What a section cannot say of this corpus (one document, no dates, one source, another language), it says
    why. Annotations are cached, so with another lexicon the same corpus takes seconds.

    Errors: KhitabError for a corpus, column, period or lexicon that there is not, and for a folder whose index.html is
    that of something else.

    Examples
    --------
    >>> made = report("corpus/ispr", folder / "report", labels="en", pdf=False, progress=False)
    >>> sorted(path.name for path in made.folder.iterdir())
    ['assets', 'figures', 'index.html', 'passages', 'report.json', 'tables']
    """
    check_labels(labels)
    options: dict[str, Any] = {"labels": labels, "where": where or {}, "title": title, "model": model}
    with chosen_numerals(numerals):
        return _report(corpus, Path(out), by, over, lexicon, figures, pdf, progress, command, **options)


def _report(
    corpus: Any, folder: Path, by: str | None, over: str | None, lexicon: Any, figures: bool, pdf: bool,
    progress: bool, command: str, *, labels: Labels, where: Mapping[str, object], title: str | None, model: str | Path,
) -> Report:  # fmt: skip
    tell = _teller(progress)
    before = _written_before(folder)
    vocabulary = as_lexicon(lexicon)
    annotations, check = _read(corpus, where, model, progress, tell)
    found = results_of(annotations, vocabulary, check, by, over, lambda step: tell(_STEPS[step]))
    story = story_of(found, labels)
    shown = escape(title) if title else story.teller.say("page/title", corpus=name(annotations.provenance["corpus"]))
    chosen = ", ".join(f"{column} = {value}" for column, value in where.items())
    again = command or _call(corpus, by, over, labels)
    drawn = figure_names(story) if figures else []
    sections = [part for part in _sections(story, chosen, again, drawn) if part.body]
    browser = find_browser() if pdf else None
    version = str(annotations.provenance["version"])
    written = _write(folder, story, drawn, title, browser, tell, lambda link: report_page(
        shown, sections, labels, pdf=link, version=version))  # fmt: skip
    _tidy(folder, before, written)
    notes = [] if not pdf or written.printed else [written.note]
    for note in notes:
        tell(note)
    return Report(folder, folder / INDEX, folder / PDF if written.printed else None, found.tables, tuple(notes))


def _call(corpus: object, by: str | None, over: str | None, labels: Labels) -> str:
    """How the shell makes the same report, where the corpus is a path."""
    if not isinstance(corpus, (str, Path)):
        return ""
    options = [f"--{key} {shlex.quote(value)}" for key, value in (("by", by), ("over", over)) if value]
    return " ".join(["khitab report", shlex.quote(str(corpus)), *options, f"--labels {labels}"])


def _teller(progress: bool) -> Callable[[str], None]:
    start = time.monotonic()

    def tell(what: str) -> None:
        if progress:
            print(f"khitab: {time.monotonic() - start:5.1f} s  {what}", file=sys.stderr, flush=True)

    return tell


def _read(
    corpus: Any, where: Mapping[str, object], model: str | Path, progress: bool, tell: Callable[[str], None]
) -> tuple[AnnotationSource, Any]:
    """Annotations, and what was found in the texts; None of that where they were annotated before."""
    if isinstance(corpus, (str, Path)):
        from analysis.annotation.stored.annotations import is_stored, open_annotations

        tell(f"reading {corpus}")
        corpus = open_annotations(corpus) if is_stored(Path(corpus)) else read_corpus(corpus)
    if isinstance(corpus, Corpus):
        chosen = _chosen(corpus, where)
        check = check_corpus(chosen)
        tell(f"annotating {how_many(len(chosen), 'document')} (what was annotated before is kept)")
        return annotate(chosen, model, progress=progress), check
    held = getattr(corpus, "corpus", None)
    if not where:
        return corpus, check_corpus(held) if isinstance(held, Corpus) else None
    kept = _matching(corpus.documents, where, str(corpus.provenance["corpus"]))
    part = corpus.select(kept)
    return part, check_corpus(part.corpus)


def _chosen(corpus: Corpus, where: Mapping[str, object]) -> Corpus:
    return corpus.select(_matching(corpus.metadata, where, corpus.name)) if where else corpus


def _matching(documents: pd.DataFrame, where: Mapping[str, object], place: str) -> list[str]:
    """The ids of the documents that have the values asked for."""
    chosen = documents["doc_id"].notna()
    for asked, value in where.items():
        column = own_name(asked, documents)
        if column not in documents:
            raise KhitabError(
                f"{place}: the documents have no column {column!r}; use one of {', '.join(documents.columns)}."
            )
        fits = documents[column].astype("str").str.strip() == str(value)
        if not (chosen & fits).any():
            known = ", ".join(map(repr, documents[column].dropna().astype("str").unique()[:8]))
            raise KhitabError(f"{place}: no document has {column} = {value!s}; its values are {known}.")
        chosen &= fits
    return documents["doc_id"][chosen].astype("str").tolist()


def _sections(story: Story, where: str, command: str, drawn: list[str]) -> Sequence[Section]:
    """The sections in their order; without anything counted, those that speak of the corpus alone.

    One document is compared with nothing, so that sections on groups and time would have nothing to say.
    """
    if story.found.nothing:
        return [summary(story), reading(story, where), limits(story), downloads(story, drawn)]
    alone = len(story.found.annotations.documents) == 1
    compared = [] if alone else [groups(story), periods(story)]
    return [
        summary(story), reading(story, where), frames(story), *compared, voices(story), keywords(story),
        examples(story), accuracy(story), methods(story, command), limits(story), downloads(story, drawn),
    ]  # fmt: skip


@dataclass(frozen=True)
class _Written:
    files: tuple[Path, ...]
    printed: bool
    note: str


def _write(
    folder: Path,
    story: Story,
    drawn: list[str],
    title: str | None,
    browser: str | None,
    tell: Callable[[str], None],
    index: Callable[[str], str],
) -> _Written:
    """Write all files; the browser prints while the others are made."""
    tell("writing pages")
    write_assets(folder, story.teller.labels)
    page = write_text(folder / INDEX, index(PDF if browser else ""))
    files = [page, *(folder / ASSETS).iterdir()]
    note = (
        "there is no PDF: no Chromium browser was found; install Chromium or Chrome, or name one in the environment "
        f"variable {CHOSEN}, or print {page} from a browser of yours."
    )
    with ThreadPoolExecutor(1) as printer:
        printing = printer.submit(print_pdf, page, folder / PDF, browser) if browser else None
        for file, html in passage_pages(story):
            files.append(write_text(inside(folder / FOLDER, f"{file}.html"), html))
        tell("writing tables and figures")
        files += [*write_tables(story.found, folder, story.teller.labels), *write_figures(story, drawn, folder, title)]
        fault = printing.result() if printing else note
    if printing and fault:
        write_text(folder / INDEX, index(""))
        note = (
            f"there is no PDF: the browser {browser} could not print ({fault}); print {page} from a browser of yours."
        )
    if not fault:
        files.append(folder / PDF)
    return _Written(tuple(files), not fault, note)


def _written_before(folder: Path) -> tuple[str, ...]:
    """The files of the report that is there now; none where there is nothing yet."""
    if not (folder / MANIFEST).is_file():
        if (folder / INDEX).exists():
            raise KhitabError(f"{folder / INDEX}: is there and is no report of Khitab; name another folder with out=.")
        return ()
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        return tuple(str(file) for file in files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KhitabError(
            f"{folder / MANIFEST}: cannot be read ({error}); delete it, or name another folder."
        ) from None


def _tidy(folder: Path, before: Sequence[str], written: _Written) -> None:
    """Remove the files of the report that was there and is no more, and list those of this one."""
    names = sorted({path.relative_to(folder).as_posix() for path in written.files})
    for old in set(before) - set(names):
        path = folder / old
        if ".." not in Path(old).parts and not Path(old).is_absolute() and path.is_file():
            path.unlink()
    write_text(folder / MANIFEST, to_json({"files": names}))
