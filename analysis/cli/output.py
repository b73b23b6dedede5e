"""Writing results: whole or not at all, in the form that the name of the file asks for."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from analysis.cli.terminal import as_text, is_p_value, terminal_width
from analysis.errors import KhitabError
from analysis.files import write_bytes
from analysis.rounding import ACCURACY_COLUMNS
from analysis.wording import how_many

if TYPE_CHECKING:
    import pandas as pd


JSON_STREAM, CSV_STREAM = Path("-.json"), Path("-.csv")
STREAMS = (JSON_STREAM, CSV_STREAM)
"""In the place of a file's name: the standard output, in one of these forms."""


def emit_table(
    table: "pd.DataFrame",
    out: Path | None,
    *,
    shown: Sequence[str] = (),
    rows: int | None = None,
    decimals: int = 3,
    as_it_is: bool = False,
) -> None:
    """Print a table for people, or for programs (`STREAMS`); or write CSV, a workbook, Parquet or JSON.

    Parameters
    ----------
    shown : the columns that a terminal has room for, those of them that the table has; all if empty.
    rows : how many rows a terminal shows; all if omitted.
    decimals : of numbers in a terminal, save for p-values, precision and recall, which have their own rules.
    as_it_is : paragraphs and sentences keep the numbers that they have, as where a query gave them.
    """
    from analysis.cells import counted_from_one
    from analysis.passages.tracing import with_trace
    from analysis.plots.tables import WRITERS, contents_of

    if out is None:
        width = terminal_width()
        columns = [name for name in shown if name in table] or list(table.columns)
        first = table[columns].head(rows if rows is not None else len(table))
        read = first if as_it_is else counted_from_one(first)
        plain = [name for name in read if not (name in ACCURACY_COLUMNS or is_p_value(name))]
        rounded = read.round({name: decimals for name in plain if read[name].dtype.kind == "f"})
        typer.echo(as_text(rounded, width, marks=width is not None))
        if len(first) < len(table) or (len(columns) + 1 < table.shape[1] and len(table)):
            every = (
                f"{len(first)} of {how_many(len(table), 'row')}, {len(columns)} of {how_many(table.shape[1], 'column')}"
            )
            typer.echo(f"{every}; --csv or --out writes all", err=True)
        return
    read = table if as_it_is else counted_from_one(table)
    if out in STREAMS:
        typer.echo(with_trace(read).to_csv(index=False).rstrip("\n") if out == CSV_STREAM else _json(read))
        return
    kind = out.suffix.removeprefix(".")
    if kind == "json":
        content = _json(read, indent=2).encode("utf-8", "replace")
    elif kind in WRITERS:
        content = contents_of(table, kind, str(out))
    else:
        raise KhitabError(f"{out}: cannot tell the form of the output; end its name in .csv, .xlsx, .parquet or .json.")
    write_bytes(out, content)
    typer.echo(f"{how_many(len(table), 'row')} written to {out}", err=True)


def _json(table: "pd.DataFrame", indent: int = 0) -> str:
    return table.to_json(orient="records", force_ascii=False, date_format="iso", indent=indent)


def emit_json(value: object) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, allow_nan=False))
