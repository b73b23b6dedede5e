"""What a short command costs: processor seconds of a process from its start to its end, on an annotated corpus.

The corpus is that of the constructed reports (10,546 words of grammar), annotated beforehand; each command runs in a
process of its own, in turn, and the median of five counts. `import pandas`, which all but two of them need, is the unit
of the ratios.

    python -m benchmarks start
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import annotate, read_corpus

HERE = Path(__file__)
ROUNDS = 5
CORPUS = "corpus/constructed"
UNIT = "import pandas"
COMMANDS = {
    "khitab --help": ["--help"],
    "khitab check": ["check", CORPUS],
    "khitab rates": ["rates", CORPUS],
    "khitab rates --by source": ["rates", CORPUS, "--by", "source"],
    "khitab evidence": ["evidence", CORPUS, "--frame", "security"],
    "khitab concordance": ["concordance", CORPUS, "تعاون"],
    "khitab keyness": ["keyness", CORPUS, "--where", "source=anwa", "--against", "source=daftar"],
    "khitab compare": ["compare", CORPUS, "--by", "month"],
}
RUNS = {
    UNIT: [sys.executable, "-c", UNIT],
    "import analysis": [sys.executable, "-c", "import analysis"],
    **{name: [sys.executable, "-m", "analysis.cli", *arguments] for name, arguments in COMMANDS.items()},
}


def processor_seconds(command: list[str]) -> float:
    """What a process takes of the processor, for itself and for the system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "1"}, check=False)
    if done.returncode > 1:  # 1: `check` has found something
        raise RuntimeError(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Annotate, run all in turn, and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KHITAB_CACHE"] = folder
        annotate(read_corpus(CORPUS), progress=False)
        for command in RUNS.values():  # so that all modules are compiled
            processor_seconds(command)
        taken: dict[str, list[float]] = {name: [] for name in RUNS}
        for _ in range(ROUNDS):
            for name, command in RUNS.items():
                taken[name].append(processor_seconds(command))
    seconds = pd.Series({name: median(times) for name, times in taken.items()}, name="processor_seconds")
    table = seconds.rename_axis("command").reset_index()
    table["pandas_imports"] = table["processor_seconds"] / seconds[UNIT]
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
