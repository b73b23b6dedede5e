"""Commands that make something of one's own: report, new."""

import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.cli.options import Labels, LexiconPath, Source, pair_of, reads_corpus


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(reads_corpus(report))
    app.command()(new)


def report(
    source: Source,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="COLUMN",
            help='Compare by this column of the corpus; the source if omitted, "none" for no comparison.',
        ),
    ] = None,
    over: Annotated[
        str | None,
        typer.Option(
            "--over",
            metavar="PERIOD",
            help="Show the course of time by day, week, month, quarter or year; what suits the dates if omitted, "
            '"none" for none.',
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="COLUMN=VALUE", help="Only documents with this value (may be given several times)."
        ),
    ] = None,
    lexicon: LexiconPath = None,
    labels: Labels = "ar",
    numerals: Annotated[
        Literal["latn", "arab"] | None,
        typer.Option("--numerals", help="Digits of a report in Arabic: 0 1 2 (latn) or ٠ ١ ٢ (arab)."),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(
            "--title",
            metavar="TEXT",
            help='Title of the report, which also opens those of its figures; "Frames in CORPUS" if omitted.',
        ),
    ] = None,
    figures: Annotated[
        bool, typer.Option("--figures/--no-figures", help="Also draw figures for a paper (SVG, PNG, PDF).")
    ] = True,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Also write report.pdf; needs Chromium or Chrome.")
    ] = True,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Folder of the report.")] = Path("report"),
) -> None:
    """Write a report: a site of pages and a PDF, whose every number opens into its passages.

    It holds what was read, the frames by group and over time, who speaks, keywords, examples, how right the lexicon is,
    methods and limits; all tables come along as CSV and workbooks. Made again with another lexicon it takes seconds.
    """
    from analysis.reporting.report import report as write_report

    made = write_report(
        source.corpus_or_annotations(),
        out,
        by=by,
        over=over,
        lexicon=lexicon,
        labels=labels,
        numerals=numerals,
        where=dict(pair_of(one, "report: --where") for one in where or []),
        title=title,
        model=source.model_name,
        figures=figures,
        pdf=pdf,
        progress=not source.quiet,
        command=shlex.join(["khitab", *sys.argv[1:]]),
    )
    if source.quiet:
        for note in made.notes:
            typer.echo(f"khitab: {note}", err=True)
    for path in (made.index, made.pdf):
        if path is not None:
            typer.echo(str(path))


def new(
    study: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus",
            metavar="PATH",
            help="A file or folder to copy into it, or a folder made with annotate --into, which stays where it is.",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="Column of the corpus by which documents are compared.")
    ] = None,
    over: Annotated[
        str | None, typer.Option("--over", metavar="PERIOD", help="Periods of time: day, week, month, quarter or year.")
    ] = None,
    lexicon: LexiconPath = None,
    labels: Labels = "ar",
) -> None:
    """Make the folder of a study of one's own: corpus, lexicon, notebook, codebook, Makefile.

    In it, "make report" writes the report, and "make lab" opens the notebook.
    """
    from analysis.reporting.new_study import new_study

    made = new_study(study, corpus=corpus, by=by, over=over, lexicon=lexicon, labels=labels)
    typer.echo(f"{made}: edit lexicon.toml, then run: make -C {shlex.quote(str(made))} report")
