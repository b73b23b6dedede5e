"""From a stored corpus to each table behind a figure: seconds of the clock, the first time and again.

"First" is a freshly opened folder; "again" the same call on the annotations that answered before, as when a figure is
drawn anew with other options. Medians of five, in one process; the operating system has the files at hand. The corpus
is $KHITAB_STORE, a folder of `khitab annotate --into`; without it, the constructed reports repeated to ten million
words, which have fewer types than real news and more hits.

    KHITAB_STORE=FOLDER python -m benchmarks redraws
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import annotate, default_lexicon, find_frames, frame_rates, read_corpus
from analysis.annotation.stored.annotations import StoredAnnotations, open_annotations
from analysis.comparison import general_arabic, keyness, word_dispersion
from analysis.context import collocates, concordance, find_matches
from analysis.frames.cooccurrence import frame_cooccurrence
from benchmarks._repeated import store_repeated

HERE = Path(__file__)
ROUNDS = 5
WORDS = 10_000_000
PATTERN = '[lemma="تعاون" & upos="NOUN"] []{0,2} [key="امن"]'


def figures(folder: Path) -> dict[str, Callable[[StoredAnnotations], object]]:
    """The tables, by the function that makes each."""
    lexicon, general = default_lexicon(), general_arabic()
    hits = find_frames(open_annotations(folder), lexicon)
    return {
        "find_frames": lambda stored: find_frames(stored, lexicon),
        "frame_rates": lambda stored: frame_rates(hits, stored),
        "frame_cooccurrence": lambda stored: frame_cooccurrence(hits, stored),
        "keyness, general Arabic": lambda stored: keyness(stored, general),
        "collocates": lambda stored: collocates(stored, "تعاون"),
        "concordance of 50": lambda stored: concordance(stored, "تعاون", sample=50),
        "find_matches": lambda stored: find_matches(stored, PATTERN),
        "word_dispersion": lambda stored: word_dispersion(stored, ["تعاون", "امن"]),
    }


def run(folder: Path) -> pd.DataFrame:
    """Time all of them; one row each."""
    words = int(open_annotations(folder).provenance["words"])
    rows = []
    for name, make in figures(folder).items():
        first, again = [], []
        for _ in range(ROUNDS):
            stored = open_annotations(folder)
            for taken in (first, again):
                start = time.perf_counter()
                make(stored)
                taken.append(time.perf_counter() - start)
        rows.append({"table": name, "words": words, "first_seconds": median(first), "again_seconds": median(again)})
    return pd.DataFrame(rows)


def main() -> None:
    """Time the folder, or a made one, and write the table."""
    with tempfile.TemporaryDirectory() as made:
        given = os.environ.get("KHITAB_STORE")
        folder = Path(given) if given else Path(made) / "stored"
        if given is None:
            store_repeated(annotate(read_corpus("corpus/constructed"), progress=False), WORDS, folder)
        table = run(folder)
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
