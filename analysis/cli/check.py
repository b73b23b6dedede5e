"""The command that looks a corpus over before an hour is spent on it: check."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.errors import KhitabError

TO_MEND = 1
"""Exit status of a corpus in which there is something to mend."""


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(check)


def check(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="A file or folder of documents, or a table.")],
    text: Annotated[str | None, typer.Option("--text", help="Column with the text; guessed if omitted.")] = None,
    doc_id: Annotated[str | None, typer.Option("--id", help="Column with the document ids.")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="Encoding of the files.")] = None,
    articles: Annotated[
        str | None, typer.Option("--articles", help="How a file holds several: nexis, lines … or a pattern; keep.")
    ] = None,
    no_header: Annotated[bool, typer.Option("--no-header", help="The first row of the table is a document.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Also write the table of findings here (.csv).")
    ] = None,
) -> None:
    """Look a corpus over: size, languages, encodings, dates, copies, boilerplate, broken letters, and what mends each.

    Exit status 0: nothing to mend; 1: something; 2: it cannot be read.
    """
    from analysis.corpus.check import check_corpus

    header = False if no_header else None
    found = check_corpus(corpus, text=text, doc_id=doc_id, encoding=encoding, header=header, articles=articles)
    typer.echo(found.to_json() if json else str(found))
    if out is not None:
        if out.suffix != ".csv":
            raise KhitabError(f"{out}: the findings are written as CSV; end the name in .csv.")
        from analysis.cli.output import emit_table

        emit_table(found.findings, out)
    if not found.sound:
        raise typer.Exit(TO_MEND)
