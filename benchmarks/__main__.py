"""Run the benchmarks, all or the named ones, and write results.md: `python -m benchmarks [NAME …]`."""

import importlib
import sys
from pathlib import Path

from benchmarks._results import note_run, write_results

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    """Run each benchmark; its table and figure are written beside it."""
    known = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))
    if unknown := sorted(set(names) - set(known)):
        sys.exit(f"there is no benchmark {unknown[0]!r}; there are {', '.join(known)}")
    for name in names or known:
        print(f"== {name}", flush=True)
        sys.argv = [name]  # those that read arguments should not see ours
        importlib.import_module(f"benchmarks.{name}").main()
        note_run(name)
        write_results(known)


if __name__ == "__main__":
    main(sys.argv[1:])
