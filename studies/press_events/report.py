"""The report and its supplement: templates whose numbers are cells of tables, so that no number is typed.

`{{window|frame=terrorism,group=(all)|rate_after|.2f}}` is the cell of `tables/window.csv` in the one row with these
values, in that format; "s" prints it as it stands, "p" as a p-value, and "abs.2f" without its sign.
`{{window|…|low..high|.2f}}` prints two cells of a row as "low to high".
"""

import re
import sys
from pathlib import Path

import pandas as pd

TEMPLATE = ".template.md"
CELL = re.compile(r"\{\{([^{}|]+)\|([^{}|]*)\|([^{}|]+)\|([^{}|]+)\}\}")


def templates(folder: Path) -> list[str]:
    """The names of a study's texts: its report, and a supplement where there is one."""
    return sorted(path.name.removesuffix(TEMPLATE) for path in folder.glob(f"*{TEMPLATE}"))


def render(folder: Path, name: str = "report") -> str:
    """A text of a study's folder, filled in."""
    tables: dict[str, pd.DataFrame] = {}

    def cell(match: re.Match[str]) -> str:
        name, where, column, form = match.groups()
        if name not in tables:
            tables[name] = pd.read_csv(folder / "tables" / f"{name}.csv", keep_default_na=True)
        rows = tables[name]
        for condition in filter(None, where.split(";" if ";" in where else ",")):
            key, _, value = condition.partition("=")
            rows = rows[rows[key].astype(str) == value]
        if len(rows) != 1:
            raise ValueError(f"{match.group()} finds {len(rows)} rows")
        first, _, second = column.partition("..")
        if second:
            return f"{_formatted(rows[first].iloc[0], form)} to {_formatted(rows[second].iloc[0], form)}"
        return _formatted(rows[first].iloc[0], form)

    return CELL.sub(cell, (folder / f"{name}{TEMPLATE}").read_text(encoding="utf-8"))


def _formatted(value: object, form: str) -> str:
    if form == "s":
        return str(value)
    number = float(str(value))
    if form == "p":
        return "p < 0.001" if number < 0.001 else f"p = {number:.3f}"
    if form.startswith("abs"):
        return format(abs(number), form.removeprefix("abs"))
    return format(number, form).replace("-", "−")


def write(folder: Path) -> None:
    """Write each text beside its template."""
    for name in templates(folder):
        (folder / f"{name}.md").write_text(render(folder, name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
