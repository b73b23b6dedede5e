"""kill -9 at random moments of both ways of annotating: is anything lost, doubled or changed?

Processes are forked from this one and killed for real, after a random time; then the next goes on with what is there.
A way is right if each finished run's files (of `annotate_into`) or words (of `annotate` with its cache) are those of a
run that nobody disturbed, byte for byte. The parser is a quick one of the tests, since it is the writing that is tried.

    PYTHONPATH=.:tests python -m benchmarks.killed --kills 50
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from made import MODEL
from made_parts import cut_small, part_of

import analysis.annotation.annotating as annotating
from analysis.annotation.stored import annotate_into as storing
from analysis.annotation.stored.annotations import open_annotations
from analysis.corpus import read_corpus

DOCUMENTS = 120


class Setter:
    """What a test's monkeypatch does, for as long as the process lives."""

    setattr = staticmethod(setattr)


def prepare(folder: Path) -> Path:
    """Write a corpus, and let Khitab parse by the tests' parser, in small parts."""
    cut_small(Setter, 200, 100, 400, 60)
    annotating.PART_CHARACTERS = 60

    def parse(groups, _model, **_):
        for texts in groups:
            time.sleep(0.004)
            yield part_of(texts)

    for module in (storing, annotating):
        module.find_model = lambda _: MODEL
        module.parse_groups = parse
    rows = [{"doc_id": f"d{number}", "text": f"أعلن الوزير الخبر رقم {number}"} for number in range(DOCUMENTS)]
    source = folder / "corpus.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)))
    return source


def into_folder(source: Path, target: Path) -> None:
    """Annotate into a folder of parts."""
    storing.annotate_into(source, target / "parts", progress=False)


def with_cache(source: Path, target: Path) -> None:
    """Annotate in memory, with a cache, and write the words."""
    found = annotating.annotate(read_corpus(source), cache=target / "cache", progress=False)
    found.words.to_parquet(target / "words.parquet.part")
    os.replace(target / "words.parquet.part", target / "words.parquet")


WAYS: dict[str, Callable[[Path, Path], None]] = {"annotate_into": into_folder, "annotate": with_cache}


def results(way: str, target: Path) -> dict[str, bytes]:
    """What counts of a finished run."""
    folder = target / "parts" if way == "annotate_into" else target
    files = (path for path in folder.iterdir() if path.is_file() and path.name != ".lock")
    return {path.name: path.read_bytes() for path in files}


def run(way: str, source: Path, target: Path, after: float | None) -> bool:
    """Run in a process of its own, killed after some seconds; says whether it had finished before."""
    process = multiprocessing.get_context("fork").Process(target=quietly, args=(way, source, target))
    process.start()
    process.join(after)
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    assert process.exitcode in (0, -signal.SIGKILL), f"{way}: a run failed by itself"
    return process.exitcode == 0


def quietly(way: str, source: Path, target: Path) -> None:
    """The run itself; leftovers of killed runs may be told of."""
    warnings.simplefilter("ignore")
    WAYS[way](source, target)


def kill_at_random(way: str, kills: int, folder: Path, seed: int = 1) -> tuple[int, int]:
    """Kill so many runs; gives how many were killed and how many finished, all of them equal to an undisturbed one."""
    source, dice = prepare(folder), random.Random(seed)
    whole = folder / f"{way}-whole"
    whole.mkdir()
    start = time.perf_counter()
    assert run(way, source, whole, None)
    lasted, expected = time.perf_counter() - start, results(way, whole)
    killed = finished = 0
    while killed < kills:
        target = folder / f"{way}-{finished}"
        target.mkdir(exist_ok=True)
        if run(way, source, target, dice.uniform(0, lasted)):
            assert results(way, target) == expected, f"{way}: a run after {killed} kills is not the undisturbed one"
            finished += 1
        else:
            killed += 1
            check_readable(way, target)
    target = folder / f"{way}-{finished}"
    target.mkdir(exist_ok=True)
    assert run(way, source, target, None)
    assert results(way, target) == expected, f"{way}: a run after {killed} kills is not the undisturbed one"
    return killed, finished + 1


def check_readable(way: str, target: Path) -> None:
    """What an interrupted run into a folder leaves can be read at any moment, in order."""
    parts = target / "parts"
    if way == "annotate_into" and any(
        (parts / name).exists() for name in ("manifest.json", "manifest-unfinished.jsonl")
    ):
        ids = open_annotations(parts).load().documents["doc_id"].tolist()
        assert ids == [f"d{number}" for number in range(len(ids))]


def main() -> int:
    """Kill both ways; 1 if one of them lost or changed anything."""
    parser = argparse.ArgumentParser(description="kill -9 at random moments of both ways of annotating.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for way in WAYS:
        with tempfile.TemporaryDirectory() as folder:
            killed, finished = kill_at_random(way, asked.kills, Path(folder), asked.seed)
        print(f"{way}: killed {killed} times, {finished} runs finished, each as one that nobody disturbed", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
