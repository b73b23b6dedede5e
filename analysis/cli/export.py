"""The command that writes annotations for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.options import Source, reads_corpus
from analysis.errors import KhitabError
from analysis.wording import how_many


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(reads_corpus(export))


def export(
    source: Source,
    conllu: Annotated[
        Path | None, typer.Option("--conllu", metavar="FILE", help="Write CoNLL-U, as Universal Dependencies has it.")
    ] = None,
    vertical: Annotated[
        Path | None,
        typer.Option("--vertical", metavar="FILE", help="Write vertical text for the Corpus Workbench, Sketch Engine."),
    ] = None,
) -> None:
    """Write the annotated words as CoNLL-U or vertical text, which other programs read."""
    from analysis.annotation import write_conllu, write_vertical

    if conllu is None and vertical is None:
        raise KhitabError("export: no form is asked for; give --conllu FILE or --vertical FILE.")
    annotations = source.annotated()
    empty = int((annotations.documents["n_tokens"] == 0).sum())
    for write, path in ((write_conllu, conllu), (write_vertical, vertical)):
        if path is not None:
            write(annotations, path)
            typer.echo(f"{how_many(len(annotations.documents), 'document')} written to {path}", err=True)
    if conllu is not None and empty:
        have = how_many(empty, "document without words has", "documents without words have")
        typer.echo(f"{have} no place in {conllu}", err=True)
