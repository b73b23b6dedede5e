"""Frame counting from stored parts as the corpus grows: time per word and peak memory, each count in a fresh process.

The corpora are the constructed reports repeated under new ids. Time includes reading the parts, and not the import of
Khitab; memory is the process's peak. `hits_mb` is the table that is asked for, which grows with the corpus as it must.

    python -m benchmarks.scaling [WORDS …]      writes scaling.csv, scaling.svg and scaling.png beside this file
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import annotate, read_corpus
from analysis.plots.style import Figure, finish, new_figure, styled, to_bytes
from analysis.rendering.typeface import GREY, MARKERS, PALETTE
from benchmarks._cold import measured
from benchmarks._repeated import store_repeated

HERE = Path(__file__).parent
SIZES = (100_000, 1_000_000, 10_000_000)
RUNS = 5


def scaling(sizes: Sequence[int]) -> pd.DataFrame:
    """Medians of RUNS for each size; ratios are to the size before the last."""
    annotations = annotate(read_corpus("corpus/constructed"), progress=False)
    with tempfile.TemporaryDirectory() as folder:
        stores = [Path(folder) / str(size) for size in sizes]
        for size, store in zip(sizes, stores, strict=True):
            store_repeated(annotations, size, store)
        # Sizes take turns, so that a busy hour does not fall on one of them.
        runs = [measured(store) for _ in range(RUNS) for store in stores]
    table = pd.DataFrame(runs).groupby("words", as_index=False).median()
    table["words_per_second"] = table["words"] / table["processor_seconds"]
    base = table.iloc[max(len(table) - 2, 0)]
    table["time_per_word_ratio"] = base["words_per_second"] / table["words_per_second"]
    table["peak_ratio"] = table["peak_mb"] / base["peak_mb"]
    return table.astype({"words": "int64", "hits": "int64"})


@styled
def figure(table: pd.DataFrame) -> Figure:
    """Throughput and peak memory against the size of the corpus."""
    fig = new_figure(height=3.6)
    speed, memory = fig.subplots(1, 2)
    style = {"markersize": 6, "linewidth": 1.4}
    millions = table["words_per_second"] / 1e6
    speed.plot(table["words"], millions, color=PALETTE[0], marker=MARKERS[0], **style)
    speed.set_ylabel("million words a second")
    lines = {"peak": table["peak_mb"], "peak less the hits": table["peak_mb"] - table["hits_mb"]}
    lines["after the import"] = table["imported_mb"]
    for number, (name, values) in enumerate(lines.items()):
        memory.plot(table["words"], values, color=PALETTE[number], marker=MARKERS[number], label=name, **style)
    memory.set_ylabel("memory in MB")
    memory.legend(fontsize=8.5, labelcolor=GREY)
    for ax in (speed, memory):
        ax.set_xscale("log")
        ax.set_xticks(table["words"], [f"{words:,}" for words in table["words"]])
        ax.minorticks_off()
        ax.margins(x=0.2)
        ax.set_ylim(0, ax.get_ylim()[1] * 1.08)
        ax.set_xlabel("words in the corpus")
        ax.grid(axis="y")
    provenance = {"corpus": "constructed reports, repeated", "constructed": True, "version": _version()}
    note = f"medians of {RUNS} runs, each in a fresh process; seconds of the processor, reading of the parts included"
    return finish(fig, "Counting nine frames as the corpus grows", provenance, labels="en", notes=[note])


def _version() -> str:
    from analysis.version import __version__

    return __version__


def main() -> None:
    """Run and write the table and the figure."""
    table = scaling([int(size) for size in sys.argv[1:]] or SIZES)
    print(table.round(2).to_string(index=False))
    table.round(3).to_csv(HERE / "scaling.csv", index=False)
    fig = figure(table)
    for kind in ("svg", "png"):
        (HERE / f"scaling.{kind}").write_bytes(to_bytes(fig, kind))


if __name__ == "__main__":
    main()
