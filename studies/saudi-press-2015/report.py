"""Fill the report's template from the tables: no number is typed.

`{{window|frame=terrorism,group=(all)|rate_after|.2f}}` is the cell of `tables/window.csv` in the one row with these
values, in that format. `{{…|…|…|p}}` prints a p-value.
"""

import re
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
CELL = re.compile(r"\{\{([^{}|]+)\|([^{}|]*)\|([^{}|]+)\|([^{}|]+)\}\}")


def render(folder: Path = HERE) -> str:
    """The report, filled in."""
    tables: dict[str, pd.DataFrame] = {}

    def cell(match: re.Match[str]) -> str:
        name, where, column, form = match.groups()
        if name not in tables:
            tables[name] = pd.read_csv(folder / "tables" / f"{name}.csv", keep_default_na=True)
        rows = tables[name]
        for condition in filter(None, where.split(",")):
            key, _, value = condition.partition("=")
            rows = rows[rows[key].astype(str) == value]
        if len(rows) != 1:
            raise ValueError(f"{match.group()} finds {len(rows)} rows")
        value = rows[column].iloc[0]
        if form == "p":
            return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"
        return str(value) if form == "s" else format(float(value), form)

    return CELL.sub(cell, (folder / "report.template.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    (HERE / "report.md").write_text(render(), encoding="utf-8")
