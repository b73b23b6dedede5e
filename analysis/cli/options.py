"""Arguments that several commands share, and how their values become corpora, annotations and lexicons."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.annotation import Annotations, annotate
from analysis.corpus import read_corpus
from analysis.lexicon import Lexicon, default_lexicon, read_lexicon

CorpusPath = Annotated[
    Path,
    typer.Argument(
        metavar="CORPUS", help="Folder of .txt files (with documents.csv), or a .csv, .tsv, .jsonl, .parquet or .html."
    ),
]
Model = Annotated[str, typer.Option("--model", "-m", help='"bundled", "official", or a folder in Stanza\'s layout.')]
LexiconPath = Annotated[
    Path | None, typer.Option("--lexicon", "-l", help="A lexicon of your own (TOML); Khitab's default if omitted.")
]
TextColumn = Annotated[str | None, typer.Option("--text", help="Column with the text; guessed if omitted.")]
IdColumn = Annotated[str | None, typer.Option("--id", help="Column with the document ids; guessed if omitted.")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Encoding of the files; detected if omitted.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no notes.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write here (.csv, .parquet, .json); print if omitted.")]
Labels = Annotated[Literal["ar", "en"], typer.Option("--labels", help="Language of labels.")]
FrameNames = Annotated[
    list[str] | None, typer.Option("--frame", "-f", help="Only this frame (may be given several times).")
]


def annotated(
    path: Path, model: str, text: str | None, doc_id: str | None, encoding: str | None, quiet: bool
) -> Annotations:
    """Read and annotate a corpus, telling on stderr what reading had to guess."""
    corpus = read_corpus(path, text=text, doc_id=doc_id, encoding=encoding)
    if not quiet:
        for note in corpus.notes:
            typer.echo(f"{corpus.name}: {note}", err=True)
    return annotate(corpus, model, progress=not quiet)


def lexicon_at(path: Path | None, frames: list[str] | None = None) -> Lexicon:
    """Read the lexicon asked for, restricted to the frames asked for."""
    lexicon = default_lexicon() if path is None else read_lexicon(path)
    return lexicon.select(*frames) if frames else lexicon
