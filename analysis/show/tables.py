"""Saving tables with their provenance, and reading all provenance of a build back."""

import json
from pathlib import Path

import pandas as pd

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
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    csv, parquet, origin = (target / f"{name}{ending}" for ending in (".csv", ".parquet", ".provenance.json"))
    table.to_csv(csv, index=False, encoding="utf-8-sig", lineterminator="\n")
    table.to_parquet(parquet, index=False)
    origin.write_text(to_json(provenance), "utf-8")
    return csv, parquet, origin


def to_json(value: object) -> str:
    """JSON that is the same for the same value, and readable in Arabic."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
