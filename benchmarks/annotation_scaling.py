"""Words a second and memory of annotating into a folder, by the size of the corpus.

Each size is a run of `annotate_into` of its own, on one process a core, into an empty folder; memory is the highest sum
over the run's processes, looked at twice a second. Sizes are words: $KHITAB_SIZES, by default 100000,1000000.

    KHITAB_NEWS=FILE.parquet KHITAB_SIZES=100000,1000000 python -m benchmarks annotation_scaling
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil

from analysis.annotation.stored.annotate_into import annotate_into
from benchmarks._news import articles

HERE = Path(__file__)
WORDS_AN_ARTICLE = 370  # about, in the news this was made for; only for how many articles are drawn


def run_here(words: int) -> None:
    """Annotate a corpus of about so many words (called in a process of its own) and print what it took."""
    corpus = articles(words // WORDS_AN_ARTICLE)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        stored = annotate_into(corpus, folder, progress=False)
        print(stored.provenance["documents"], stored.provenance["words"], time.perf_counter() - start)


def measured(words: int) -> dict[str, float]:
    """Run one size in a fresh process and watch its memory."""
    command = [sys.executable, "-c", f"from benchmarks.annotation_scaling import run_here; run_here({words})"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _memory(psutil.Process(process.pid)))
        time.sleep(0.5)
    assert process.stdout is not None
    documents, found, seconds = process.stdout.read().split()
    return {
        "documents": int(documents),
        "words": int(found),
        "seconds": float(seconds),
        "words_per_second": int(found) / float(seconds),
        "peak_megabytes": peak / 2**20,
    }


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for member in (process, *process.children(recursive=True)):
            total += member.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
    return total


def main() -> None:
    """Measure each size and write the table."""
    sizes = [int(size) for size in os.environ.get("KHITAB_SIZES", "100000,1000000").split(",")]
    table = pd.DataFrame([measured(size) for size in sizes])
    print(table.round(1).to_string(index=False))
    table.round(1).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
