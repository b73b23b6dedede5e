"""Do intervals hold the true rate as often as they say? A simulation with bursty words, seeded.

Each draw makes a corpus: documents of unequal length (lognormal, median 300 words), in which a word's rate differs
from document to document as a gamma distribution of a given shape has it: the smaller the shape, the burstier the
word; without burstiness all documents share one rate. The true rate is 3 per 1,000 words throughout. Three 95 %
intervals are made for the corpus's rate: by resampling documents, BCa (what Khitab gives) and percentile, and over
words as if they were independent (Wilson), which is what a corpus tool without documents gives.

    python benchmarks/coverage.py              writes coverage.csv, coverage.svg and coverage.png beside this file
"""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.uncertainty import bootstrap_rate
from analysis.plots.style import Figure, finish, new_figure, styled, to_bytes
from analysis.rendering.typeface import FAINT, GREY, INK, MARKERS, PALETTE

HERE = Path(__file__).parent
DRAWS, SEED, PER_WORD = 1000, 20_260_101, 0.003
MEDIAN, SPREAD, SHORTEST = 300, 0.6, 20
SETTINGS = [(50, shape) for shape in (np.inf, 4.0, 2.0, 1.0, 0.5, 0.25)] + [(12, 1.0), (25, 1.0), (200, 1.0)]
"""(documents, shape)"""
METHODS = ("document bootstrap, BCa", "document bootstrap, percentile", "over words, Wilson")


def corpus(rng: np.random.Generator, documents: int, shape: float) -> tuple[np.ndarray, np.ndarray]:
    """Occurrences and words of each document."""
    sizes = np.maximum(rng.lognormal(np.log(MEDIAN), SPREAD, documents).round(), SHORTEST)
    rates = np.full(documents, PER_WORD) if np.isinf(shape) else rng.gamma(shape, PER_WORD / shape, documents)
    return rng.poisson(rates * sizes), sizes


def intervals(counts: np.ndarray, sizes: np.ndarray, seed: int) -> list[tuple[float, float]]:
    """One interval for each of METHODS, per 1,000 words."""
    found = [bootstrap_rate(counts, sizes, seed=seed, method=method) for method in ("BCa", "percentile")]
    words = stats.binomtest(int(counts.sum()), int(sizes.sum())).proportion_ci(method="wilson")
    return [*((interval.low, interval.high) for interval in found), (1000 * words.low, 1000 * words.high)]


def coverage(documents: int, shape: float, draws: int = DRAWS) -> pd.DataFrame:
    """How often each interval holds the true rate in so many draws, and its mean width; a missing one holds nothing."""
    rng = np.random.default_rng([SEED, documents, 0 if np.isinf(shape) else int(100 * shape)])
    ends = np.array([intervals(*corpus(rng, documents, shape), seed) for seed in range(1, draws + 1)])
    held = (ends[:, :, 0] <= 1000 * PER_WORD) & (ends[:, :, 1] >= 1000 * PER_WORD)
    widths = np.nanmean(ends[:, :, 1] - ends[:, :, 0], axis=0)
    table = pd.DataFrame({"method": METHODS, "coverage": held.mean(axis=0), "width": widths.round(3)})
    return table.assign(documents=documents, shape=shape, draws=draws)[
        ["documents", "shape", "method", "coverage", "width", "draws"]
    ]


@styled
def figure(table: pd.DataFrame) -> Figure:
    """Coverage at 50 documents against burstiness, the aim as a band."""
    rows = table[table["documents"] == 50]
    shapes = list(dict.fromkeys(rows["shape"]))
    fig = new_figure(height=4.2)
    ax = fig.add_subplot()
    ax.axhspan(0.92, 0.97, color=FAINT, alpha=0.7, linewidth=0)
    ax.axhline(0.95, color=INK, linewidth=0.8)
    for number, method in enumerate(METHODS):
        values = rows[rows["method"] == method]["coverage"].to_numpy()
        style = {"color": PALETTE[number], "marker": MARKERS[number], "markersize": 6}
        ax.plot(range(len(shapes)), values, linewidth=1.4, label=method, **style)
    names = ["none" if np.isinf(shape) else f"shape {shape:g}" for shape in shapes]
    ax.set_xticks(range(len(shapes)), names)
    ax.set_xlabel("burstiness of the word: none to strong")
    ax.set_ylabel("share of intervals that hold the rate")
    ax.set_ylim(0.5, 1)
    ax.grid(axis="y")
    ax.legend(loc="lower left", fontsize=8.5, labelcolor=GREY)
    provenance = {"simulation": f"{DRAWS:,} draws", "version": _version()}
    note = f"{DRAWS:,} simulated corpora of 50 documents for each point, seed {SEED}; band: 92 to 97 %"
    return finish(fig, "Coverage of 95 % intervals for a rate", provenance, labels="en", notes=[note])


def _version() -> str:
    from analysis.version import __version__

    return __version__


def main() -> None:
    """Run all settings and write the table and the figure."""
    table = pd.concat([coverage(documents, shape) for documents, shape in SETTINGS], ignore_index=True)
    table.to_csv(HERE / "coverage.csv", index=False)
    fig = figure(table)
    for kind in ("svg", "png"):
        (HERE / f"coverage.{kind}").write_bytes(to_bytes(fig, kind))


if __name__ == "__main__":
    main()
