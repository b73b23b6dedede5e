"""Writing results: whole or not at all, in the form that the name of the file asks for."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analysis.cli.terminal import as_text, terminal_width
from analysis.errors import KhitabError

if TYPE_CHECKING:
    import pandas as pd


JSON_STREAM, CSV_STREAM = Path("-.json"), Path("-.csv")
STREAMS = (JSON_STREAM, CSV_STREAM)
"""In the place of a file's name: the standard output, in one of these forms."""


def emit_table(table: "pd.DataFrame", out: Path | None) -> None:
    """Print a table for people, or for programs (`STREAMS`); or write CSV (marked, for Excel), Parquet or JSON."""
    if out is None:
        typer.echo(as_text(table, terminal_width()))
        return
    if out in STREAMS:
        as_csv = out == CSV_STREAM
        text = table.to_csv(index=False) if as_csv else table.to_json(orient="records", force_ascii=False)
        typer.echo(str(text).rstrip("\n"))
        return
    writers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda path: table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n"),
        ".parquet": lambda path: table.to_parquet(path, index=False),
        ".json": lambda path: table.to_json(path, orient="records", force_ascii=False, indent=2),
    }
    if out.suffix not in writers:
        raise KhitabError(f"{out}: cannot tell the form of the output; end its name in .csv, .parquet or .json.")
    write_whole(out, writers[out.suffix])
    typer.echo(f"{len(table)} rows written to {out}", err=True)


def emit_json(value: object) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))


def write_whole(out: Path, write: Callable[[Path], object]) -> None:
    """Write beside the target first and move it there when it is complete."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem}-", suffix=out.suffix)
        os.close(handle)
    except OSError as error:
        raise KhitabError(f"{out}: cannot be written ({error.strerror}); choose another place.") from None
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(out)
    except OSError as error:
        raise KhitabError(f"{out}: cannot be written ({error.strerror}); choose another place.") from None
    finally:
        temporary.unlink(missing_ok=True)
