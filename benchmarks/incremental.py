"""What is annotated is not annotated again: a rerun, and a document more, beside the first run.

A run over articles with an empty cache, the same run again, and the same corpus with one article more, which is also
annotated alone; into the cache (`annotate`) and into a folder (`annotate_into`). All in one process, its model loaded
beforehand; the median of several rounds, each with other articles to add.

    KHITAB_NEWS=FILE.parquet KHITAB_ARTICLES=1000 python -m benchmarks incremental
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import Corpus, annotate, annotate_into
from benchmarks._news import articles
from benchmarks.annotation_speed import seconds

HERE = Path(__file__)
ROUNDS = 5


def timed(name: str, run: Callable[[Corpus, Path], object], corpus: Corpus, extra: Corpus) -> dict[str, object]:
    """Time one way of annotating."""
    with tempfile.TemporaryDirectory() as folder:
        first = seconds(lambda: run(corpus, Path(folder)))
        again = median(seconds(lambda: run(corpus, Path(folder))) for _ in range(ROUNDS))
        more, alone = [], []
        for document in extra.documents:
            grown = Corpus(corpus.name, (*corpus.documents, document))
            more.append(seconds(lambda grown=grown: run(grown, Path(folder))))  # type: ignore[misc]
            with tempfile.TemporaryDirectory() as empty:
                single = Corpus(corpus.name, (document,))
                alone.append(seconds(lambda single=single, empty=empty: run(single, Path(empty))))  # type: ignore[misc]
    return {
        "what": name,
        "articles": len(corpus),
        "first_seconds": first,
        "again_seconds": again,
        "first_over_again": first / again,
        "one_more_seconds": median(more),
        "alone_seconds": median(alone),
        "one_more_over_alone": median(m / a for m, a in zip(more, alone, strict=True)),
    }


def main() -> None:
    """Time both and write the table."""
    drawn = articles(int(os.environ.get("KHITAB_ARTICLES", "1000")) + ROUNDS).documents
    corpus, extra = Corpus("news", drawn[:-ROUNDS]), Corpus("news", drawn[-ROUNDS:])
    annotate(extra, cache=False, progress=False)
    table = pd.DataFrame(
        [
            timed("annotate", lambda c, f: annotate(c, cache=f, progress=False), corpus, extra),
            timed("annotate_into", lambda c, f: annotate_into(c, f, progress=False), corpus, extra),
        ]
    )
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
