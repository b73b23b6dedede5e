"""`results.md`: every table and figure that the benchmarks have written, with the machine and day of each."""

import ast
import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
RUNS, PAGE = HERE / "runs.json", HERE / "results.md"
LONGEST = 40  # rows; longer tables are named, not shown


def note_run(name: str) -> None:
    """Remember when and where a benchmark ran."""
    runs = json.loads(RUNS.read_text(encoding="utf-8")) if RUNS.exists() else {}
    runs[name] = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": _machine()}
    RUNS.write_text(json.dumps(dict(sorted(runs.items())), indent=1) + "\n", encoding="utf-8")


def write_results(names: Iterable[str]) -> None:
    """Write the page from the files of the named benchmarks."""
    runs = json.loads(RUNS.read_text(encoding="utf-8")) if RUNS.exists() else {}
    lines = [
        "# Results of the benchmarks",
        "",
        "Written by `make bench`; ratios count, seconds are of the machine named.",
    ]
    for name in names:
        files = [HERE / f"{name}.csv", *sorted(HERE.glob(f"{name}_*.csv"))]
        pictures = [HERE / f"{name}.png", *sorted(HERE.glob(f"{name}_*.png"))]
        found = [path for path in (*files, *pictures) if path.exists()]
        if found:
            run = runs.get(name)
            where = f"{run['date']}, {run['machine']}." if run else "Machine and day were not noted."
            lines += ["", f"## {name}", "", _about(name), "", where, *(line for path in found for line in _shown(path))]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _about(name: str) -> str:
    text = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))) or ""
    return text.split("\n\n")[0].replace("\n", " ")


def _shown(path: Path) -> list[str]:
    if path.suffix == ".png":
        return ["", f"![{path.stem}]({path.name})"]
    table = pd.read_csv(path)
    if len(table) > LONGEST:
        return ["", f"{len(table)} rows in [{path.name}]({path.name})."]
    header = "| " + " | ".join(table.columns) + " |"
    rows = ["| " + " | ".join(_cell(value) for value in row) + " |" for row in table.itertuples(index=False, name=None)]
    return ["", f"[{path.name}]({path.name})", "", header, "|" + "---|" * len(table.columns), *rows]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    software = ", ".join(f"{package} {version(package)}" for package in ("stanza", "torch", "pandas", "numpy"))
    return f"{_processor()}, {cores} cores, {_memory()}Python {platform.python_version()}, {software}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        if names:
            return names[0]
    return platform.processor() or platform.machine()


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB, "
    except (AttributeError, ValueError, OSError):
        return ""
