"""Annotating over Dask: two workers of one thread beside one, on this machine.

The same articles into an empty folder each time; clusters are started and their models loaded beforehand, by one
article a worker. Rounds take turns; the median counts, and the folders' words are compared byte for byte.

    KHITAB_NEWS=FILE.parquet KHITAB_ARTICLES=200 python -m benchmarks cluster
"""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import Corpus, annotate_into
from analysis.scale import cluster
from benchmarks._news import articles

HERE = Path(__file__)
ROUNDS = 5


def digest(folder: str) -> str:
    """The bytes of all files of words, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(Path(folder).glob("words-*.parquet")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def run(corpus: Corpus, warm: Corpus, workers: int) -> tuple[list[float], set[str]]:
    """Seconds of each round with so many workers, and what the words were."""
    taken, found = [], set()
    with cluster(workers=workers) as client:
        for document in warm.documents:
            with tempfile.TemporaryDirectory() as folder:
                annotate_into(Corpus("warm", (document,)), folder, client=client, progress=False)
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                start = time.perf_counter()
                annotate_into(corpus, folder, client=client, progress=False)
                taken.append(time.perf_counter() - start)
                found.add(digest(folder))
    return taken, found


def main() -> None:
    """Time one and two workers and write the table."""
    drawn = articles(int(os.environ.get("KHITAB_ARTICLES", "200"))).documents
    corpus, warm = Corpus("news", drawn[4:]), Corpus("news", drawn[:4])
    rows, digests = [], set()
    for workers in (1, 2):
        taken, found = run(corpus, warm, workers)
        rows.append({"workers": workers, "articles": len(corpus), "seconds": median(taken)})
        digests |= found
    table = pd.DataFrame(rows)
    table = table.assign(times_one=table.seconds.iloc[0] / table.seconds, same_bytes=len(digests) == 1)
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
