"""The command that looks a corpus over before an hour is spent on it: check."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import (
    Articles,
    Calendar,
    Copies,
    DayFirst,
    Encoding,
    IdColumn,
    NoHeader,
    Quiet,
    TextColumn,
)
from analysis.cli.output import CSV_STREAM, emit_table
from analysis.cli.wording import in_shell, options_in
from analysis.errors import KhitabError

TO_MEND = 1
"""Exit status of a corpus in which there is something to mend."""


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(check)


def check(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="A file or folder of documents, or a table.")],
    text: TextColumn = None,
    doc_id: IdColumn = None,
    encoding: Encoding = None,
    articles: Articles = None,
    repair: Annotated[
        list[str] | None,
        typer.Option(
            "--repair",
            metavar="NAME",
            help="Check the texts as they are once mended: markup, lines … (may be given several times).",
        ),
    ] = None,
    duplicates: Copies = "keep",
    day_first: DayFirst = None,
    calendar: Calendar = None,
    no_header: NoHeader = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print the table of findings as CSV.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Also write the table of findings here (.csv, .xlsx, .parquet, .json)."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Look a corpus over: size, languages, encodings, dates, copies, boilerplate, broken letters, and what mends each.

    Exit status 0: nothing to mend; 1: something; 2: it cannot be read. With -q only what is to be mended is printed.
    """
    from analysis.corpus.check import check_corpus

    if json and csv:
        raise KhitabError("--json and --csv are two forms; give one of them.")
    found = check_corpus(
        corpus,
        text=text,
        doc_id=doc_id,
        encoding=encoding,
        header=False if no_header else None,
        dayfirst=day_first,
        calendar=calendar,
        articles=articles,
        repair=tuple(repair or ()),
        duplicates=duplicates,
    )
    to_mend = found.findings[found.findings["mend"] != ""]
    if json:
        typer.echo(found.to_json())
    elif csv:
        emit_table(found.findings, CSV_STREAM)
    elif quiet:
        for row in to_mend.to_dict("records"):
            typer.echo(f"{row['finding']}: {in_shell(row['mend'])}")
    else:
        typer.echo(in_shell(str(found)))
    if (advised := options_in(to_mend["mend"])) and not (json or csv):
        typer.echo(f"khitab: to mend as you go: khitab report {shlex.quote(str(corpus))} {advised}", err=True)
    if out is not None:
        emit_table(found.findings, out)
    if not found.sound:
        raise typer.Exit(TO_MEND)
