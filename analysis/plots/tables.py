"""Saving tables with their provenance, and reading all provenance of a build back."""

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.cells import counted_from_one, counted_from_zero, guarded_table, unguarded_table
from analysis.errors import KhitabError
from analysis.files import inside, write_bytes
from analysis.passages.tracing import lifted_trace, with_trace

KINDS = ("csv", "parquet")


def save_table(table: pd.DataFrame, name: str, folder: str | Path, *, kinds: Sequence[str] = KINDS) -> tuple[Path, ...]:
    """Write `name.csv`, `name.parquet` and `name.provenance.json` into the folder, made where absent.

    Parameters
    ----------
    name : of the files, without an ending; no path.
    kinds : some of "csv", "parquet" and "xlsx", a workbook whose sheet runs from right to left.

    The CSV begins with a byte order mark, without which Excel reads Arabic as another encoding. The same table
    gives the same bytes. In CSV and workbook a cell that a spreadsheet would take for a formula has an apostrophe in
    front, which `read_saved` takes off again, and paragraphs and sentences are counted from 1, as people count; Parquet
    holds the values themselves, counted from 0. A last column `trace` says how `evidence` finds the passages, where the
    other columns do not tell it; Parquet keeps that without a column.

    Errors: KhitabError for a table without provenance or with values that cannot be saved, a name that is none, and a
    folder that cannot be written to.

    Examples
    --------
    >>> [path.name for path in save_table(rates, "rates", folder)][0]
    'rates.csv'
    """
    provenance = table.attrs.get("provenance")
    if not provenance:
        raise KhitabError(
            f"table {name!r} has no provenance; save a table as the library returned it, or set "
            "table.attrs['provenance'] again."
        )
    if unknown := [kind for kind in kinds if kind not in WRITERS]:
        raise KhitabError(f"table {name!r} cannot be saved as {unknown[0]!r}; use some of {', '.join(WRITERS)}.")
    # All is made before anything is written, so that a table that cannot be saved leaves no half of itself behind.
    contents = {f".{kind}": contents_of(table, kind, f"table {name!r}") for kind in kinds}
    contents[".provenance.json"] = to_json(provenance).encode("utf-8", "replace")
    stem = inside(folder, name)
    return tuple(write_bytes(stem.with_name(f"{name}{ending}"), content) for ending, content in contents.items())


def contents_of(table: pd.DataFrame, kind: str, place: str) -> bytes:
    """Give a table as the bytes of a file; `place` names it in errors."""
    try:
        return WRITERS[kind](table)
    except (pa.ArrowException, UnicodeEncodeError, ValueError, TypeError) as error:
        reason = str(error.args[-1] if error.args else error).rstrip(".")
        raise KhitabError(f"{place} cannot be saved ({reason}); give that column values of one type.") from error


NOTHING = [""]  # what a saved cell holds where there is nothing; a source called NA is a source


def read_saved(path: str | Path) -> pd.DataFrame:
    """Read the .csv, .xlsx or .parquet of a saved table, its cells as they were, paragraphs counted from 0 again.

    Its rows can be opened by `evidence` as those of the table that was saved.
    """
    source = Path(path)
    try:
        if source.suffix == ".parquet":
            return pd.read_parquet(source)
        if source.suffix == ".xlsx":
            read = pd.read_excel(source, engine="openpyxl", keep_default_na=False, na_values=NOTHING)
        else:
            read = pd.read_csv(source, encoding="utf-8-sig", keep_default_na=False, na_values=NOTHING)
        return lifted_trace(counted_from_zero(unguarded_table(read)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise KhitabError(f"{source}: cannot be read as a saved table ({error}); save the table again.") from error


def _csv(table: pd.DataFrame) -> bytes:
    cells = guarded_table(counted_from_one(with_trace(table)))
    return cells.to_csv(index=False, lineterminator="\n").encode("utf-8-sig", "replace")


def _parquet(table: pd.DataFrame) -> bytes:
    written: bytes = table.to_parquet(index=False)
    return written


def _xlsx(table: pd.DataFrame) -> bytes:
    from analysis.validation.workbook import right_to_left_sheet  # validation takes long to import

    return right_to_left_sheet(counted_from_one(with_trace(table)))


WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {"csv": _csv, "parquet": _parquet, "xlsx": _xlsx}


def to_json(value: object) -> str:
    """JSON that is the same for the same value, and readable in Arabic."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
