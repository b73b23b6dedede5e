"""Does the correction keep its promise? A simulation with a known truth.

Two groups of documents; a dictionary whose precision (0.7 and 0.9, 0.8 on average) and recall (0.8 and 0.6, 0.7 on
average) differ between them; documents that differ from each other; 200 coded paragraphs of 2,400. In each of 1,000
draws the documents, their words, the dictionary's errors and the sample are all drawn anew, and intervals are made for
each group's rate and for the difference: from the hits as they are, from the codings alone, and corrected.

    python benchmarks/correction.py            writes correction.csv, correction.svg and correction.png beside this file
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.prediction_powered import (
    Estimate,
    corrected_rate,
    difference_interval,
    rate_interval,
)
from analysis.plots.style import Figure, finish, new_figure, styled, to_bytes
from analysis.rendering.typeface import GREY, INK, MARKERS, PALETTE

HERE = Path(__file__).parent
DRAWS, SEED, CODED = 1000, 20_240_601, 200
DOCUMENTS, PARAGRAPHS, SHAPE = 150, 8, 2.0
"""Per group; the documents' rates follow a gamma distribution of this shape, as do the dictionary's false alarms."""
SCENARIOS = {"equal rates": (0.008, 0.008), "different rates": (0.007, 0.010)}
ERRORS = ((0.70, 0.80), (0.90, 0.60))
"""Precision and recall in each group."""
METHODS = ("raw", "codings alone", "codings in strata", "corrected")
PER = 1000


@dataclass(frozen=True)
class Drawn:
    """One group's paragraphs: truth, hits, words, document; which were coded, and their weights and strata."""

    truth: np.ndarray
    machine: np.ndarray
    sizes: np.ndarray
    documents: np.ndarray
    coded: np.ndarray
    weights: np.ndarray
    strata: np.ndarray

    @property
    def seen(self) -> np.ndarray:
        """The truth as far as it was coded."""
        return np.where(self.coded, self.truth, np.nan)


def draw_group(rng: np.random.Generator, rate: float, precision: float, recall: float, design: str) -> Drawn:
    """Draw one group: documents, true tokens, hits, and a sample of paragraphs to be coded."""
    sizes = rng.integers(20, 60, size=(DOCUMENTS, PARAGRAPHS))
    bent = rng.gamma(SHAPE, 1 / SHAPE, size=(2, DOCUMENTS, 1))
    truth = rng.poisson(rate * sizes * bent[0])
    false = rng.poisson(rate * recall * (1 - precision) / precision * sizes * bent[1])
    machine = (rng.binomial(truth, recall) + false).ravel()
    strata = (machine > 0).astype(int) if design == "stratified" else np.zeros(machine.size, int)
    labels = np.unique(strata)
    coded, weights = np.zeros(machine.size, bool), np.ones(machine.size)
    for label in labels:
        cell = np.flatnonzero(strata == label)
        n = CODED // 2 // len(labels)
        coded[rng.choice(cell, n, replace=False)] = True
        weights[cell] = len(cell) / n
    documents = np.repeat(np.arange(DOCUMENTS), PARAGRAPHS)
    return Drawn(truth.ravel().astype(float), machine.astype(float), sizes.ravel(), documents, coded, weights, strata)


def raw(drawn: Drawn) -> Estimate:
    """Take the hits at their word; the interval knows only that documents differ."""
    return corrected_rate(drawn.machine, drawn.machine, drawn.sizes, clusters=drawn.documents)


def codings_alone(drawn: Drawn) -> Estimate:
    """The weighted rate in the coded paragraphs; the machine is not looked at."""
    sure = drawn.coded
    y, size, weight = drawn.truth[sure], drawn.sizes[sure], drawn.weights[sure]
    return corrected_rate(y * weight, y * 0, size * weight, clusters=drawn.documents[sure], tuning=0)


def codings_in_strata(drawn: Drawn) -> Estimate:
    """As before, but knowing how many paragraphs there are in each stratum: a harder rival."""
    return corrected_rate(
        drawn.seen, drawn.machine, drawn.sizes,
        weights=drawn.weights, strata=drawn.strata, clusters=drawn.documents, tuning=0,
    )  # fmt: skip


def corrected(drawn: Drawn) -> Estimate:
    """As `correct_rates` does it."""
    return corrected_rate(
        drawn.seen, drawn.machine, drawn.sizes,
        weights=drawn.weights, strata=drawn.strata, clusters=drawn.documents,
    )  # fmt: skip


ESTIMATES: dict[str, Callable[[Drawn], Estimate]] = dict(
    zip(METHODS, (raw, codings_alone, codings_in_strata, corrected), strict=True)
)


def simulate(draws: int, seed: int) -> pd.DataFrame:
    """One row per design, scenario, quantity and method: truth, mean, bias, coverage, mean width."""
    rows: list[tuple[object, ...]] = []
    for design in ("random", "stratified"):
        for scenario, rates in SCENARIOS.items():
            rng = np.random.default_rng(seed)
            found = [one for _ in range(draws) for one in one_draw(rng, rates, design)]
            table = pd.DataFrame(found, columns=["quantity", "method", "truth", "value", "low", "high"])
            table["covers"] = (table["low"] <= table["truth"]) & (table["truth"] <= table["high"])
            table["width"] = table["high"] - table["low"]
            means = table.groupby(["quantity", "method"], sort=False)[["truth", "value", "covers", "width"]].mean()
            rows += [(design, scenario, *key, *row) for key, row in zip(means.index, means.to_numpy(), strict=True)]
    names = ["design", "scenario", "quantity", "method", "truth", "mean", "coverage", "width"]
    summary = pd.DataFrame(rows, columns=names)
    summary.insert(6, "bias", summary["mean"] - summary["truth"])
    alone = summary["method"] == "codings alone"
    keys = ["design", "scenario", "quantity"]
    base = summary[alone].set_index(keys)["width"].loc[pd.MultiIndex.from_frame(summary[keys])].to_numpy()
    return summary.assign(width_ratio=summary["width"] / base)


def one_draw(rng: np.random.Generator, rates: tuple[float, float], design: str) -> Iterator[tuple[object, ...]]:
    """The three quantities by each method, per 1,000 words: quantity, method, truth, value, low, high."""
    groups = [draw_group(rng, rate, *errors, design) for rate, errors in zip(rates, ERRORS, strict=True)]
    for method, estimate in ESTIMATES.items():
        ends = []
        for name, rate, group in zip("AB", rates, groups, strict=True):
            made = estimate(group)
            interval = (made.value, *rate_interval(made.value, made.error, made.freedom))
            ends.append(interval)
            yield (name, method, PER * rate, *(PER * end for end in interval))
        low, high = difference_interval(*ends)
        difference = ends[0][0] - ends[1][0]
        yield ("A - B", method, PER * (rates[0] - rates[1]), PER * difference, PER * low, PER * high)


@styled
def draw_figure(summary: pd.DataFrame) -> Figure:
    """Coverage above, mean width below, for the difference between the groups and for each group."""
    fig = new_figure(7.2, 5.2)
    axes = fig.subplots(2, 2, sharey="row", sharex=True)
    colours = dict(zip(METHODS, (GREY, PALETTE[5], PALETTE[1], PALETTE[0]), strict=True))
    for column, design in enumerate(("random", "stratified")):
        rows = summary[summary["design"] == design]
        places = {(s, q): i for i, (s, q) in enumerate((s, q) for s in SCENARIOS for q in ("A", "B", "A - B"))}
        above, below = axes[0, column], axes[1, column]
        above.axhspan(0.93, 0.97, color="#e8e8e8")
        above.axhline(0.95, color=INK, linewidth=0.8)
        for offset, method in enumerate(METHODS):
            if design == "random" and method == METHODS[2]:
                continue  # with one stratum it knows nothing more than the codings alone
            of_method = rows[rows["method"] == method]
            x = [
                places[key] + 0.16 * (offset - 1.5) for key in zip(of_method.scenario, of_method.quantity, strict=True)
            ]
            look = {"color": colours[method], "marker": MARKERS[offset], "markersize": 5, "linestyle": ""}
            above.plot(x, of_method["coverage"], **look, clip_on=False)
            below.plot(x, of_method["width"], **look, label=method)
        above.set_title(f"{design} sample", loc="left", weight="bold")
        above.set_ylim(0, 1.04)
        below.set_ylim(0, 1.5 * summary["width"].max())
        below.set_xticks(range(len(places)), [f"{q}\n{s.split()[0]}" for s, q in places], size=7.5)
        for ax in (above, below):
            ax.grid(axis="y")
    axes[0, 0].set_ylabel("share of intervals that\nhold the truth")
    axes[1, 0].set_ylabel("mean width, per 1,000 words")
    axes[1, 1].legend(fontsize=7.5, loc="upper left", ncols=2)
    provenance = {"constructed": False, "corpus": "simulation", "version": version()}
    return finish(
        fig,
        "Corrected intervals hold the truth, and are narrower than from codings alone",
        provenance,
        labels="en",
        notes=[f"{DRAWS:,} draws, {CODED} coded paragraphs, seed {SEED}; shaded: 93 to 97 %; A, B: the groups"],
    )


def version() -> str:
    """The version of Khitab that was measured."""
    from analysis.version import __version__

    return __version__


def main() -> None:
    """Run the simulation and write its table and figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--folder", type=Path, default=HERE)
    options = parser.parse_args()
    summary = simulate(options.draws, SEED)
    summary.to_csv(options.folder / "correction.csv", index=False, float_format="%.4f")
    figure = draw_figure(summary)
    for kind in ("svg", "png"):
        (options.folder / f"correction.{kind}").write_bytes(to_bytes(figure, kind))


if __name__ == "__main__":
    main()
