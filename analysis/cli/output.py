"""Writing results: whole or not at all, in the form that the name of the file asks for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analysis.errors import KhitabError
from analysis.files import write_bytes

if TYPE_CHECKING:
    import pandas as pd


def emit_table(table: "pd.DataFrame", out: Path | None) -> None:
    """Print a table, or write it as CSV (with a byte order mark, for Excel), workbook, Parquet or JSON."""
    from analysis.plots.tables import WRITERS, contents_of

    if out is None:
        typer.echo(table.to_string(index=False) if len(table) else "(no rows)")
        return
    kind = out.suffix.removeprefix(".")
    if kind == "json":
        content = table.to_json(orient="records", force_ascii=False, indent=2).encode("utf-8", "replace")
    elif kind in WRITERS:
        content = contents_of(table, kind, str(out))
    else:
        raise KhitabError(f"{out}: cannot tell the form of the output; end its name in .csv, .xlsx, .parquet or .json.")
    write_bytes(out, content)
    typer.echo(f"{len(table)} rows written to {out}", err=True)


def emit_json(value: object) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))
