"""Annotating over Dask: two workers of one thread beside one, on this machine.

The same articles into an empty folder each time; clusters are started and their models loaded beforehand. Rounds take
turns, the other cluster being idle; the median counts, and the folders' words are compared byte for byte.

    KHITAB_NEWS=FILE.parquet KHITAB_ARTICLES=400 python -m benchmarks cluster
"""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd

from analysis import Corpus, annotate_into
from analysis.parsing.engine import load_engine
from analysis.parsing.model import find_model
from analysis.parsing.on_dask import cluster
from benchmarks._news import articles

if TYPE_CHECKING:
    from distributed import Client

HERE = Path(__file__)
ROUNDS = 5


def digest(folder: str) -> str:
    """The bytes of all files of words, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(Path(folder).glob("words-*.parquet")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def load() -> None:
    """On a worker: load the model."""
    load_engine(find_model())


def annotated(corpus: Corpus, client: "Client") -> tuple[float, str]:
    """Seconds of annotating with a cluster's workers, and what the words were."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        annotate_into(corpus, folder, client=client, progress=False)
        return time.perf_counter() - start, digest(folder)


def main() -> None:
    """Time one and two workers and write the table."""
    corpus = articles(int(os.environ.get("KHITAB_ARTICLES", "400")))
    taken: dict[int, list[float]] = {1: [], 2: []}
    digests = set()
    with cluster(workers=1) as one, cluster(workers=2) as two:
        clients = {1: one, 2: two}
        for client in clients.values():
            client.run(load)
        for _ in range(ROUNDS):
            for workers, client in clients.items():
                seconds, words = annotated(corpus, client)
                taken[workers].append(seconds)
                digests.add(words)
    table = pd.DataFrame(
        {"workers": workers, "articles": len(corpus), "seconds": median(times)} for workers, times in taken.items()
    )
    table = table.assign(times_one=table.seconds.iloc[0] / table.seconds, same_bytes=len(digests) == 1)
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
