"""Writing results: whole or not at all, in the form that the name of the file asks for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analysis.cli.terminal import as_text, terminal_width
from analysis.errors import KhitabError
from analysis.files import write_bytes

if TYPE_CHECKING:
    import pandas as pd


JSON_STREAM, CSV_STREAM = Path("-.json"), Path("-.csv")
STREAMS = (JSON_STREAM, CSV_STREAM)
"""In the place of a file's name: the standard output, in one of these forms."""


def emit_table(table: "pd.DataFrame", out: Path | None) -> None:
    """Print a table for people, or for programs (`STREAMS`); or write CSV, a workbook, Parquet or JSON."""
    from analysis.plots.tables import WRITERS, contents_of

    if out is None:
        width = terminal_width()
        typer.echo(as_text(table, width, marks=width is not None))
        return
    if out in STREAMS:
        as_csv = out == CSV_STREAM
        text = (
            table.to_csv(index=False)
            if as_csv
            else table.to_json(orient="records", force_ascii=False, date_format="iso")
        )
        typer.echo(str(text).rstrip("\n"))
        return
    kind = out.suffix.removeprefix(".")
    if kind == "json":
        content = table.to_json(orient="records", force_ascii=False, date_format="iso", indent=2).encode(
            "utf-8", "replace"
        )
    elif kind in WRITERS:
        content = contents_of(table, kind, str(out))
    else:
        raise KhitabError(f"{out}: cannot tell the form of the output; end its name in .csv, .xlsx, .parquet or .json.")
    write_bytes(out, content)
    typer.echo(f"{len(table)} rows written to {out}", err=True)


def emit_json(value: object) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))
