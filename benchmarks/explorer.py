"""The explorer's answers: seconds from a choice to its numbers, to its intervals and to its sentences.

The same calls as the page makes, on the constructed reports repeated to a million words in memory and, for stored
annotations, to $KHITAB_EXPLORER_WORDS (two million if not given). "rates" is `frame_rates` called for the same table
in the same run; the ratio says how much sooner the bars are there. Medians of five; the page's own drawing, some
hundredths of a second, comes on top.

    python -m benchmarks explorer
"""

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import annotate, find_frames, frame_rates, read_corpus
from analysis.annotation.source import AnnotationSource
from analysis.lexicon import default_lexicon
from analysis.widgets.choice import Choice
from analysis.widgets.explored import Explored
from analysis.widgets.explorer_session import ExplorerSession
from benchmarks._repeated import repeated, store_repeated

HERE = Path(__file__)
ROUNDS = 5
IN_MEMORY = 1_000_000
STORED = int(os.environ.get("KHITAB_EXPLORER_WORDS", "2_000_000"))
VIEWS: dict[str, dict[str, object]] = {
    "all frames by source": {"by": "source"},
    "all frames by source and week": {"by": "source", "over": "week"},
    "one frame by day, two sources": {"frames": ["security"], "over": "day", "sources": ["anwa", "daftar"]},
}


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some calls."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def run(where: str, annotations: AnnotationSource, folder: Path) -> pd.DataFrame:
    """Time all views on one corpus; a row each."""
    hits = find_frames(annotations)
    start = time.perf_counter()
    session = ExplorerSession(
        Explored.of(annotations, hits), default_lexicon(), folder / "judged.csv", "", "en", own_lexicon=False
    )
    opened = time.perf_counter() - start
    rows = []
    for name, written in VIEWS.items():
        view = session.answer({"kind": "view", "choice": written})
        row = max(view["rows"], key=lambda one: one["n"])
        cell = {"frame": row["frame"], "values": row["values"]}
        choice = Choice.read(written)
        asked = {"choice": written, "cell": cell}
        taken = {
            kind: seconds(partial(session.answer, {"kind": kind, **asked}), rounds)
            for kind, rounds in (("view", ROUNDS), ("intervals", 1), ("sentences", ROUNDS))
        }
        plain = seconds(partial(frame_rates, hits, annotations, choice.columns), 1)
        rows.append(
            {
                "corpus": where, "words": annotations.provenance["words"], "hits": len(hits), "view": name,
                "opening_seconds": opened, "bars_seconds": taken["view"], "intervals_seconds": taken["intervals"],
                "sentences_seconds": taken["sentences"], "rates_seconds": plain, "ratio": plain / taken["view"],
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def main() -> None:
    """Time both corpora and write the table."""
    made = annotate(read_corpus("corpus/constructed"), progress=False)
    with tempfile.TemporaryDirectory() as folder:
        tables = [run("in memory", repeated(made, IN_MEMORY), Path(folder))]
        tables.append(run("stored", store_repeated(made, STORED, Path(folder) / "stored"), Path(folder) / "two"))
    table = pd.concat(tables)
    print(table.round(3).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
