"""Frame counting against spaCy's PhraseMatcher, on the same words in the same run.

PhraseMatcher is given every form that Khitab finds (it knows no clitics, endings or excludes, so this is the most that
can be asked of it) over Docs made of the same words. Both are timed after their input is loaded, in processor seconds;
a third row adds the making of the Docs, which PhraseMatcher needs and Khitab does not. The last rows count from stored
Parquet parts: what reading the needed columns takes alone, and, in fresh processes, all from opening the folder to the
table of hits; of $KHITAB_STORE too, a folder of `khitab annotate --into`, where that is given. Counting reads ahead in
a second thread, so that the clock may show less than the processor.

    [KHITAB_STORE=FOLDER] python -m benchmarks frame_counting
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pandas as pd

from analysis import annotate, default_lexicon, find_frames, read_corpus
from analysis.frames.find import NEEDED
from benchmarks._cold import measured
from benchmarks._repeated import repeated, store_repeated

WORDS = 5_000_000
RUNS = 5
DOC_WORDS = 10_000
COLD = "Khitab from Parquet parts, fresh process"
COLD_NEWS = "  the same for $KHITAB_STORE"
READING = "  of which reading the parts"


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one call, of the processor and of the clock."""
    start, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - start, time.perf_counter() - clock


def run(n_words: int) -> pd.DataFrame:
    """Time both on so many words; one row each, with words a second and the ratio to Khitab."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    original = annotate(read_corpus("corpus/constructed"), progress=False)
    annotations = repeated(original, n_words)
    lexicon = default_lexicon()
    hits = find_frames(annotations, lexicon)
    vocab = spacy.blank("ar").vocab
    forms = annotations.words["form"].astype("str").tolist()

    def make_docs() -> list[Doc]:
        return [Doc(vocab, forms[i : i + DOC_WORDS]) for i in range(0, len(forms), DOC_WORDS)]

    docs = make_docs()
    matcher = PhraseMatcher(vocab)
    found = annotations.words.merge(hits[["doc_id", "word", "frame"]].drop_duplicates(), on=["doc_id", "word"])
    for frame, group in found.groupby("frame"):
        matcher.add(str(frame), [Doc(vocab, [form]) for form in group["form"].astype("str").unique()])
    folder = Path(tempfile.mkdtemp())
    stored = store_repeated(original, n_words, folder / "stored")
    tasks: dict[str, Callable[[], object]] = {
        "Khitab find_frames, nine frames": lambda: find_frames(annotations, lexicon),
        "spaCy PhraseMatcher, the same forms": lambda: [matcher(doc) for doc in docs],
        "spaCy PhraseMatcher with its Docs": lambda: [matcher(doc) for doc in make_docs()],
        READING: lambda: [len(piece.words) for piece in stored.pieces(NEEDED)],
    }
    n, news = len(annotations.words), os.environ.get("KHITAB_STORE")
    folders = {COLD: str(stored.folder), **({COLD_NEWS: news} if news else {})}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in (*tasks, *folders)}
    words = dict.fromkeys(tasks, n)
    for _ in range(RUNS):
        for name, task in tasks.items():
            times[name].append(seconds(task))
        for name, path in folders.items():
            cold = measured(path)
            words[name] = int(cold["words"])
            times[name].append((cold["processor_seconds"], cold["seconds"]))
    shutil.rmtree(folder)
    table = pd.DataFrame(
        {"what": name, "words": words[name], "seconds": median(used), "clock_seconds": median(clock)}
        for name, (used, clock) in ((name, zip(*taken, strict=True)) for name, taken in times.items())
    )
    table["words_per_second"] = table["words"] / table["seconds"]
    return table.assign(ratio=table["words_per_second"] / table["words_per_second"].iloc[0])


def main() -> None:
    """Run and write the table."""
    table = run(WORDS)
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(Path(__file__).with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
