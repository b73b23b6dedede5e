"""Saving tables with their provenance, and reading all provenance of a build back."""

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.errors import KhitabError


def save_table(table: pd.DataFrame, name: str, folder: str | Path) -> tuple[Path, ...]:
    """Write `name.csv`, `name.parquet` and `name.provenance.json` into the folder, made where absent.

    The CSV begins with a byte order mark, without which Excel reads Arabic as another encoding. The same table
    gives the same bytes.
    """
    provenance = table.attrs.get("provenance")
    if not provenance:
        raise KhitabError(
            f"table {name!r} has no provenance; save a table as the library returned it, or set "
            "table.attrs['provenance'] again."
        )
    # All is made before anything is written, so that a table that cannot be saved leaves no half of itself behind.
    try:
        contents = {
            ".csv": table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),
            ".parquet": table.to_parquet(index=False),
            ".provenance.json": to_json(provenance).encode(),
        }
    except pa.ArrowException as error:
        reason = str(error.args[-1] if error.args else error).rstrip(".")
        raise KhitabError(f"table {name!r} cannot be saved ({reason}); give that column values of one type.") from error
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    paths = tuple(target / f"{name}{ending}" for ending in contents)
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def to_json(value: object) -> str:
    """JSON that is the same for the same value, and readable in Arabic."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
