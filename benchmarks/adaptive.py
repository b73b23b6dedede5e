"""How many codings does it save to choose what to code next? A simulation with a known truth, seeded.

300 documents of 6 paragraphs of 20 to 59 words, in which a frame's words follow the documents' bent (gamma, shape 1).
The dictionary has a good term (97 % right), a doubtful one (50 %) and a bad one (10 %), and misses a quarter of the
true words. 200 paragraphs are coded: drawn at random; stratified by whether anything was found, half and half, as
`draw_sample` does; or 80 of either kind first and 120 chosen then, by the functions behind `next_sample`. All rates and
intervals are those of `correct_rates`. Random and stratified samples are also drawn larger, to find with how many
codings they reach the same spread.

    python -m benchmarks.adaptive        writes adaptive.csv beside this file
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.adaptive import cut_strata, draw_next, expected_errors
from analysis.measures.prediction_powered import corrected_rate, rate_interval

HERE = Path(__file__).parent
DRAWS, SEED, CODED, FIRST = 1000, 20_250_401, 200, 80
LARGER = (250, 300, 400, 550)
DOCUMENTS, PARAGRAPHS, RATE, SHAPE = 300, 6, 0.006, 1.0
TRUE = np.array([0.60, 0.15, 0.0, 0.25])
"""Of the true words: found by the good, the doubtful and the bad term, and missed."""
FALSE = np.array([0.60 * 0.03 / 0.97, 0.15, 0.25])
"""False hits of the three terms, for each true word there is."""


def draw_corpus(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """True and false hits by term and missed words of each paragraph, its words and document."""
    documents = np.repeat(np.arange(DOCUMENTS), PARAGRAPHS)
    sizes = rng.integers(20, 60, len(documents)).astype(float)
    bent = RATE * rng.gamma(SHAPE, 1 / SHAPE, (2, DOCUMENTS))[:, documents] * sizes
    true = rng.poisson(bent[0][:, None] * TRUE).astype(float)
    false = rng.poisson(bent[1][:, None] * FALSE).astype(float)
    return true[:, :3], false, true[:, 3], sizes, documents


def drawn(rng: np.random.Generator, strata: np.ndarray, n: int) -> np.ndarray:
    """Which units are coded, as many of each stratum."""
    coded = np.zeros(len(strata), bool)
    labels = np.unique(strata)
    for label in labels:
        coded[rng.choice(np.flatnonzero(strata == label), n // len(labels), replace=False)] = True
    return coded


def estimate(corpus: tuple[np.ndarray, ...], coded: np.ndarray, strata: np.ndarray) -> tuple[float, float, float]:
    """Rate, low and high, per 1,000 words, as `correct_rates` makes them."""
    true, false, missed, sizes, documents = corpus
    truth = np.where(coded, true.sum(axis=1) + missed, np.nan)
    machine = true.sum(axis=1) + false.sum(axis=1)
    made = corrected_rate(truth, machine, sizes, strata=strata, clusters=documents)
    return tuple(1000 * end for end in (made.value, *rate_interval(made.value, made.error, made.freedom)))


def choose(rng: np.random.Generator, corpus: tuple[np.ndarray, ...], coded: np.ndarray, strata: np.ndarray) -> tuple:
    """All that is coded in the end, and the strata, from what the first codings show."""
    true, false, missed, sizes, documents = corpus
    found = true + false
    nearby = np.bincount(documents, weights=found.sum(axis=1))[documents] > 0
    read, wrong = found[coded].sum(axis=0), false[coded].sum(axis=0)
    errors = [expected_errors(found, read, wrong, missed * coded, sizes, nearby, coded)]
    cut = cut_strata(errors, strata, CODED)
    every = coded.copy()
    every[draw_next(errors, cut, coded, CODED - int(coded.sum()), rng)] = True
    return every, cut


def estimates(seed: int) -> list[tuple[object, ...]]:
    """One draw: design, codings, rate, low, high."""
    rng = np.random.default_rng([SEED, seed])
    corpus = draw_corpus(rng)
    hits = (corpus[0] + corpus[1]).sum(axis=1) > 0
    rows = []
    for design, strata in (("random", np.zeros(len(hits), int)), ("stratified", hits.astype(int))):
        for n in (CODED, *LARGER):
            rows.append((design, n, *estimate(corpus, drawn(rng, strata, n), strata)))
        chosen = choose(rng, corpus, drawn(rng, strata, FIRST), strata)
        rows.append((f"{design}, then chosen", CODED, *estimate(corpus, *chosen)))
    return rows


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Mean, spread, coverage and width of each design, and the codings that the others need to be as narrow."""
    truth = 1000 * RATE
    found = found.assign(covers=(found["low"] <= truth) & (truth <= found["high"]), width=found["high"] - found["low"])
    table = found.groupby(["design", "codings"], sort=False).agg(
        mean=("rate", "mean"), sd=("rate", "std"), coverage=("covers", "mean"), width=("width", "mean")
    )
    table = table.reset_index().assign(truth=truth, draws=found.groupby("design").size().min())
    for design in ("random", "stratified"):
        plain = table[table["design"] == design]
        for chosen in table.index[table["design"].str.contains("chosen")]:
            # Width falls with codings; read the number off the line between those that were drawn.
            needed = np.interp(table.loc[chosen, "width"], plain["width"][::-1], plain["codings"][::-1])
            table.loc[chosen, f"saved_against_{design}"] = 1 - CODED / needed
    return table


def main() -> None:
    """Run the simulation and write its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    rows = [row for seed in range(options.draws) for row in estimates(seed)]
    found = pd.DataFrame(rows, columns=["design", "codings", "rate", "low", "high"])
    summary(found).assign(draws=options.draws).to_csv(HERE / "adaptive.csv", index=False, float_format="%.4f")


if __name__ == "__main__":
    main()
