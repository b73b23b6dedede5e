"""Arguments that several commands share, and how their values become corpora, annotations and lexicons."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from analysis.cli.output import CSV_STREAM, JSON_STREAM
from analysis.cli.wording import in_shell
from analysis.errors import KhitabError
from analysis.wording import how_many

if TYPE_CHECKING:  # imported by the commands that need them, so that the others answer at once
    from analysis.annotation import Annotations, StoredAnnotations
    from analysis.corpus import Corpus, Skipped
    from analysis.lexicon import Lexicon

BUNDLED = "bundled"
SKIPPED = "skipped.csv"
SOME_SKIPPED = 3
"""Exit status of a command that did its work without some files of the corpus."""

Model = Annotated[
    str,
    typer.Option(
        "--model",
        "-m",
        metavar="NAME|FOLDER",
        help='What parses: "bundled", which is Khitab\'s, "official", Stanza\'s, or a folder in Stanza\'s layout.',
    ),
]
# Whether it was given matters where the corpus is a folder of annotations, which has its model already.
ModelIfGiven = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        metavar="NAME|FOLDER",
        help='What parses: "bundled" (if omitted), "official", which is Stanza\'s, or a folder in Stanza\'s layout.',
    ),
]
TextColumn = Annotated[
    str | None, typer.Option("--text", metavar="COLUMN", help="Column with the text; guessed if omitted.")
]
IdColumn = Annotated[
    str | None, typer.Option("--id", metavar="COLUMN", help="Column with the document ids; guessed if omitted.")
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files; detected if omitted.")
]
Articles = Annotated[
    str | None,
    typer.Option(
        "--articles",
        metavar="FORM",
        help="How a file that holds several articles is cut: nexis, factiva, proquest, lines (as ====), or a regular "
        "expression; keep leaves it whole. If omitted, only exports whose form is certain are cut.",
    ),
]
Copies = Annotated[
    Literal["keep", "drop", "cluster"],
    typer.Option(
        "--duplicates",
        help="Copies of a text: keep them, drop all but the first, or name what belongs together in a column cluster.",
    ),
]
DayFirst = Annotated[bool | None, typer.Option("--day-first/--month-first", help="Which comes first in 03/04/2025.")]
Calendar = Annotated[
    Literal["hijri", "solar", "gregorian"] | None,
    typer.Option("--calendar", help="Calendar of dates that could be of several; guessed where it is certain."),
]
NoHeader = Annotated[
    bool, typer.Option("--no-header", help="The table has no row of headings: its first row is a document.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no notes.")]
LexiconPath = Annotated[
    Path | None,
    typer.Option("--lexicon", "-l", metavar="FILE", help="A lexicon of your own (TOML); Khitab's if omitted."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Write here (.csv, .xlsx, .parquet, .json); print if omitted."),
]
Labels = Annotated[Literal["ar", "en"], typer.Option("--labels", help="Arabic or English headings and labels.")]
ClusterColumn = Annotated[
    str | None,
    typer.Option(
        "--clusters",
        metavar="COLUMN",
        help="Column of documents that belong together, as the column cluster of copies; intervals keep them together.",
    ),
]
FrameNames = Annotated[
    list[str] | None,
    typer.Option(
        "--frame",
        "-f",
        metavar="FRAME",
        help="Only this frame, by its name in either language: security or الأمن (may be given several times).",
    ),
]


@dataclass(frozen=True)
class Source:
    """A corpus as named on the command line."""

    corpus: Path
    model: str | None
    text: str | None
    doc_id: str | None
    encoding: str | None
    quiet: bool
    options: dict[str, Any] = field(default_factory=dict)
    skipped: "list[Skipped]" = field(default_factory=list)

    @property
    def model_name(self) -> str:
        """The model asked for, the bundled one if none was."""
        return BUNDLED if self.model is None else self.model

    def annotations(self) -> "Annotations":
        """Read and annotate the corpus, telling on stderr what reading had to guess."""
        return self.another(self.corpus)

    def annotated(self) -> "Annotations | StoredAnnotations":
        """Annotate the corpus, or open it where it is a folder of stored annotations, whatever its size."""
        from analysis.annotation.stored.annotations import is_stored

        return self._stored(self.corpus) if is_stored(self.corpus) else self.annotations()

    def another(self, path: Path) -> "Annotations":
        """Read and annotate another corpus in the same way; stored annotations are loaded."""
        from analysis.annotation import annotate
        from analysis.annotation.stored.annotations import is_stored
        from analysis.corpus.contents import ANNOTATED

        if is_stored(path):
            return self._stored(path).load()
        if suffix_of(path) in ANNOTATED:
            return self._imported(path)
        corpus = self._read(path)
        annotations = annotate(corpus, self.model_name, progress=not self.quiet)
        self._tell(corpus.name, annotations.corpus.notes[len(corpus.notes) :])
        return annotations

    def _imported(self, path: Path) -> "Annotations":
        """Read words that a file holds already."""
        from analysis import annotation
        from analysis.corpus.contents import ANNOTATED

        if self.model is not None:
            raise KhitabError(f"{path}: its words are annotated already, and no model is asked; leave out --model.")
        annotations: Annotations = getattr(annotation, ANNOTATED[suffix_of(path)])(path, encoding=self.encoding)
        self._tell(annotations.corpus.name, annotations.corpus.notes)
        return annotations

    def corpus_or_annotations(self) -> "Corpus | Annotations | StoredAnnotations":
        """Read the corpus without annotating it, or open it where its words are annotated already."""
        from analysis.annotation.stored.annotations import is_stored
        from analysis.corpus.contents import ANNOTATED

        if is_stored(self.corpus):
            return self._stored(self.corpus)
        return self._imported(self.corpus) if suffix_of(self.corpus) in ANNOTATED else self._read(self.corpus)

    def _read(self, path: Path) -> "Corpus":
        from analysis.corpus import read_corpus

        corpus = read_corpus(path, text=self.text, doc_id=self.doc_id, encoding=self.encoding, **self.options)
        self._tell(corpus.name, corpus.notes)
        self.skipped.extend(corpus.skipped)
        return corpus

    def _stored(self, path: Path) -> "StoredAnnotations":
        from analysis.annotation import open_annotations

        stored = open_annotations(path)
        if self.model is not None and not _is_model_of(stored, self.model):
            raise KhitabError(
                f"{path}: this folder was annotated by the model {stored.model.name!r} "
                f"({stored.model.fingerprint[:8]}), and {self.model!r} is another; leave out --model, or annotate the "
                "corpus by that model into another folder."
            )
        if not stored.complete:
            self._tell(stored.name, ("annotating was interrupted, and only the documents annotated so far count",))
        self._tell(stored.name, stored.manifest.all_notes[len(stored.manifest.notes) :])
        return stored

    def annotate_into(self, folder: Path, workers: int | None, scheduler: str | None) -> "StoredAnnotations":
        """Annotate the corpus into a folder, on this machine or on a Dask cluster."""
        from analysis.annotation import annotate_into
        from analysis.corpus import stream_corpus

        reading = {"text": self.text, "doc_id": self.doc_id, "encoding": self.encoding, **self.options}
        stream = stream_corpus(self.corpus, **reading)
        self._tell(stream.name, stream.notes)
        self.skipped.extend(stream.skipped)
        options: dict[str, Any] = {"workers": workers, "progress": not self.quiet}
        if scheduler is None:
            return annotate_into(stream, folder, self.model_name, **options)
        from analysis.parsing.on_dask import cluster

        with cluster(scheduler) as client:
            return annotate_into(stream, folder, self.model_name, client=client, **options)

    def _tell(self, name: str, notes: tuple[str, ...]) -> None:
        if not self.quiet:
            for note in notes:
                typer.echo(f"{name}: {in_shell(note)}", err=True)


def suffix_of(path: Path) -> str:
    """The end of a file's name, that of what is packed for .gz."""
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _is_model_of(stored: "StoredAnnotations", model: str) -> bool:
    """Whether the words were made by the model of that name or folder."""
    from analysis.parsing.model import find_model

    if {model, stored.model.name} == {BUNDLED, "official"}:
        return False  # which is known without downloading the official one
    return find_model(model).fingerprint == stored.model.fingerprint


def _asked(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="Folder of .txt, .docx, .pdf or .html files (with documents.csv), such a file, a .zip of them, or a "
            "table (.csv, .xlsx, .json, .parquet …); a folder made with annotate --into; or words annotated elsewhere "
            "(.conllu, .vert).",
        ),
    ],
    model: ModelIfGiven = None,
    text: TextColumn = None,
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    repair: Annotated[
        list[str] | None,
        typer.Option(
            "--repair",
            metavar="NAME",
            help="Mend texts as they are read: markup, lines … as khitab check advises (may be given several times).",
        ),
    ] = None,
    duplicates: Copies = "keep",
    day_first: DayFirst = None,
    calendar: Calendar = None,
    articles: Articles = None,
    no_header: NoHeader = False,
    quiet: Quiet = False,
) -> Source:
    options: dict[str, Any] = {
        "repair": tuple(repair or ()),
        "duplicates": duplicates,
        "dayfirst": day_first,
        "calendar": calendar,
        "articles": articles,
        "header": False if no_header else None,
    }
    return Source(corpus, model, text, doc_id, encoding, quiet, options)


def _form(
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole table as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the whole table as CSV.")] = False,
) -> Path | None:
    """What stands in the place of a file's name where a command is to print for a program."""
    if as_json and as_csv:
        raise KhitabError("--json and --csv are two forms; give one of them.")
    return JSON_STREAM if as_json else CSV_STREAM if as_csv else None


def reads_corpus(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the arguments that name a corpus; it receives them as its first parameter, a `Source`.

    typer reads a command's signature, so the shared parameters are put into it: the corpus first, the options last.
    """
    asked, own = inspect.signature(_asked).parameters, inspect.signature(command).parameters
    shared = list(asked.values())
    prints = "out" in own and own["out"].default is None
    forms = list(inspect.signature(_form).parameters.values()) if prints else []

    @wraps(command)
    def run(**given: Any) -> None:
        if prints and (stream := _form(given.pop("as_json"), given.pop("as_csv"))) is not None:
            if given["out"] is not None:
                raise KhitabError(f"{given['out']}: --json and --csv print; leave them out, or leave out --out.")
            given["out"] = stream
        source = _asked(**{name: given.pop(name) for name in asked})
        command(source, **given)
        if source.skipped:
            _list_skipped(source, given)
            raise typer.Exit(SOME_SKIPPED)

    parameters = [shared[0], *list(own.values())[1:], *forms, *shared[1:]]
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    )
    return run


def _list_skipped(source: Source, given: dict[str, Any]) -> None:
    """Write the files that were left out, with the reasons, beside what the command wrote."""
    import pandas as pd

    from analysis.cells import guarded_table
    from analysis.files import write_text

    out, into = given.get("out"), given.get("into")
    out = None if out in (JSON_STREAM, CSV_STREAM) else out
    folder = into.parent if into is not None else Path() if out is None else out.parent if out.suffix else out
    table = pd.DataFrame([vars(file) for file in source.skipped], columns=["file", "reason"])
    target = folder / SKIPPED
    content = guarded_table(table).to_csv(index=False, lineterminator="\n")
    write_text(target, content, encoding="utf-8-sig")
    left_out = how_many(len(table), "file could not be read and is", "files could not be read and are")
    typer.echo(f"khitab: {left_out} left out; {target} says why.", err=True)


def pair_of(written: str, place: str) -> tuple[str, str]:
    """A column and its value, as written COLUMN=VALUE; `place` names the option in errors."""
    column, sign, value = written.partition("=")
    if not sign or not column.strip():
        raise KhitabError(f"{place} {written!r} must be of the form COLUMN=VALUE.")
    return column.strip(), value.strip()


def lexicon_at(path: Path | None, frames: list[str] | None = None) -> "Lexicon":
    """Read the lexicon asked for, restricted to the frames asked for."""
    from analysis.lexicon import default_lexicon, read_lexicon

    lexicon = default_lexicon() if path is None else read_lexicon(path)
    return lexicon.select(*frames) if frames else lexicon


def tell_unscored(lexicon: "Lexicon", quiet: bool) -> None:
    """Say of which frames nobody knows how right they are."""
    if lexicon.unscored and not quiet:
        frames = "، ".join(frame.label_ar for frame in lexicon.unscored)
        typer.echo(f"not scored, so nobody knows how right: {frames} (khitab sample, then khitab score)", err=True)
