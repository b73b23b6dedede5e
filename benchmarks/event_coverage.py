"""Do event windows keep their promise? A simulation with a known effect, seeded.

Six days before and six after an event, 20 documents a day; a frame's rate differs between documents (gamma, shape 1)
and, in half of the settings, between days (a news day: gamma, shape 10, in all documents of the day at once). In each
draw everything is drawn anew, and 95 % intervals for the difference after the event are made with the document and with
the day as unit; where there is no effect, p-values over documents and over days are counted at 0.05. Days in a row are
simulated apart: four days, a gap of two, and five, whose levels go over into each other (autoregressive, lag-1
correlation 0.3 or 0.5). A further table does the same for differences within topics, whose shares of the words change
at the event, with documents and with days as the unit.

    python benchmarks/event_coverage.py        writes event_coverage.csv beside this file
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.change import change_point
from analysis.measures.event import shift_over_days, shift_over_documents, within_over_days
from analysis.measures.permutation import permutation_tests
from analysis.measures.resampling import summed_by_cluster
from analysis.measures.stratified import permutation_within, resampled_within
from analysis.measures.uncertainty import widened_tail

HERE = Path(__file__).parent
IN_A_ROW = (0, 1, 2, 3, 6, 7, 8, 9, 10)
"""Days of a short series: four before, a gap of two, five after."""
DRAWS, SEED, BASE = 600, 20_150_806, 0.004
SIDE, A_DAY, SHAPE = 6, 20, 1.0
RESAMPLES, DEALS = 400, 199
TOPICS = np.array([0.5, 1.0, 4.0])
"""How much more often each topic has the word than all texts; their shares change with the event."""
SHARES = {"before": (0.3, 0.5, 0.2), "after": (0.2, 0.4, 0.4)}


def corpus(rng: np.random.Generator, days: int, ratio: float, burst: float) -> tuple[np.ndarray, ...]:
    """Counts, sizes, day and side of each document; days differ by a gamma of shape ``burst`` (or not at all)."""
    day = np.repeat(np.arange(2 * days), A_DAY)
    after = day >= days
    sizes = np.maximum(rng.lognormal(np.log(250), 0.5, len(day)).round(), 30)
    of_day = np.ones(2 * days) if np.isinf(burst) else rng.gamma(burst, 1 / burst, 2 * days)
    rate = BASE * np.where(after, ratio, 1) * of_day[day] * rng.gamma(SHAPE, 1 / SHAPE, len(day))
    return rng.poisson(rate * sizes), sizes, day, after


def in_a_row(rng: np.random.Generator, ratio: float, lag: float) -> tuple[np.ndarray, ...]:
    """The same for days that follow each other: levels are lognormal, with the variance of a gamma of shape 10."""
    length = max(IN_A_ROW) + 1
    spread = np.sqrt(np.log(1.1))
    level = [rng.normal()]
    for _ in range(length - 1):
        level.append(lag * level[-1] + np.sqrt(1 - lag**2) * rng.normal())
    of_day = np.exp(spread * np.array(level) - spread**2 / 2)
    day = np.repeat(IN_A_ROW, A_DAY)
    after = day > 4
    sizes = np.maximum(rng.lognormal(np.log(250), 0.5, len(day)).round(), 30)
    rate = BASE * np.where(after, ratio, 1) * of_day[day] * rng.gamma(SHAPE, 1 / SHAPE, len(day))
    return rng.poisson(rate * sizes), sizes, day, after


def windows(days: int, ratio: float, burst: float) -> list[dict[str, object]]:
    """Coverage of both intervals, and false alarms of both tests, in one setting."""
    rng = np.random.default_rng([SEED, days, int(10 * ratio), 0 if np.isinf(burst) else int(burst)])
    setting = f"{days} days a side, ratio {ratio:g}"
    return _windows(lambda: corpus(rng, days, ratio, burst), setting, ratio, not np.isinf(burst))


def serial(ratio: float, lag: float) -> list[dict[str, object]]:
    """The same for days in a row."""
    rng = np.random.default_rng([SEED, 9, int(10 * ratio), int(10 * lag)])
    setting = f"4 days, a gap of 2, 5 days, lag-1 correlation {lag:g}, ratio {ratio:g}"
    return _windows(lambda: in_a_row(rng, ratio, lag), setting, ratio, True)


def _windows(
    drawn: Callable[[], tuple[np.ndarray, ...]], setting: str, ratio: float, days_differ: bool
) -> list[dict[str, object]]:
    held, widths, alarms = [], [], []
    truth = 1000 * BASE * (ratio - 1)
    for draw in range(DRAWS):
        counts, sizes, day, after = drawn()
        table = counts[:, None].astype(float)
        found = [
            shift_over_documents(table, sizes, after, n_resamples=RESAMPLES, seed=draw),
            shift_over_days(table, sizes, after, day),
        ]
        held.append([one.low[0] <= truth <= one.high[0] for one in found])
        widths.append([one.high[0] - one.low[0] for one in found])
        if ratio == 1:
            deals = {"n_resamples": DEALS, "seed": draw}
            alarms.append(
                [permutation_tests(table, sizes, after, clusters=labels, **deals)[0] <= 0.05 for labels in (None, day)]
            )
    rows = []
    for number, unit in enumerate(("documents", "days")):
        row: dict[str, object] = {"what": "event window", "setting": setting, "days_differ": days_differ}
        row |= {"unit": unit, "coverage": np.mean(held, axis=0)[number], "width": np.mean(widths, axis=0)[number]}
        rows.append(row | {"false_alarms": np.mean(alarms, axis=0)[number] if alarms else np.nan})
    return rows


def within(ratio: float) -> list[dict[str, object]]:
    """The same for the difference within topics: the plain difference is biased by the shares."""
    rng = np.random.default_rng([SEED, 3, int(10 * ratio)])
    after = np.repeat([False, True], 150)
    held, widths, alarms, plain = [], [], [], []
    truths = []
    for draw in range(DRAWS):
        topic = np.where(after, rng.choice(3, 300, p=SHARES["after"]), rng.choice(3, 300, p=SHARES["before"]))
        sizes = np.maximum(rng.lognormal(np.log(250), 0.5, 300).round(), 30)
        # An effect that is the same in every topic, so that all weights have one truth.
        rate = BASE * (TOPICS[topic] + np.where(after, ratio - 1, 0)) * rng.gamma(4, 1 / 4, 300)
        counts = rng.poisson(rate * sizes)[:, None].astype(float)
        drawn = 1000 * resampled_within(counts, sizes, after, topic, n_resamples=RESAMPLES, seed=draw)[:, 0]
        tail = widened_tail(0.95, 150)
        low, high = np.quantile(drawn, [tail, 1 - tail])
        truth = 1000 * BASE * (ratio - 1)
        held.append(low <= truth <= high)
        widths.append(high - low)
        truths.append(truth)
        both = 1000 * (counts[after].sum() / sizes[after].sum() - counts[~after].sum() / sizes[~after].sum())
        plain.append(both - truth)
        if ratio == 1:
            p = permutation_within(counts, sizes, after, topic, n_resamples=DEALS, seed=draw)[0]
            alarms.append(p <= 0.05)
    row = {"what": "within topics", "setting": f"ratio {ratio:g}; bias of the plain difference {np.mean(plain):.2f}"}
    row |= {"days_differ": False, "unit": "documents", "coverage": np.mean(held), "width": np.mean(widths)}
    return [row | {"false_alarms": np.mean(alarms) if alarms else np.nan}]


def within_days(ratio: float) -> list[dict[str, object]]:
    """The interval over days within topics: days differ in all topics at once, and in the shares of their topics."""
    rng = np.random.default_rng([SEED, 4, int(10 * ratio)])
    day = np.repeat(np.arange(2 * SIDE), A_DAY)
    after = day >= SIDE
    held, widths = [], []
    for _ in range(DRAWS):
        shares = [rng.dirichlet(20 * np.array(SHARES["after" if d >= SIDE else "before"])) for d in range(2 * SIDE)]
        topic = np.concatenate([rng.choice(3, A_DAY, p=own) for own in shares])
        sizes = np.maximum(rng.lognormal(np.log(250), 0.5, len(day)).round(), 30)
        # What a day adds is the same in every topic, so that all weights have one truth.
        of_day = rng.gamma(10, 0.1, 2 * SIDE)[day] - 1
        rate = BASE * np.maximum(TOPICS[topic] + of_day + np.where(after, ratio - 1, 0), 0)
        counts = rng.poisson(rate * rng.gamma(4, 1 / 4, len(day)) * sizes)[:, None].astype(float)
        low, high = within_over_days(counts, sizes, after, day, topic)
        held.append(low[0] <= 1000 * BASE * (ratio - 1) <= high[0])
        widths.append(high[0] - low[0])
    row = {"what": "within topics", "setting": f"{SIDE} days a side, ratio {ratio:g}", "days_differ": True}
    return [row | {"unit": "days", "coverage": np.mean(held), "width": np.mean(widths), "false_alarms": np.nan}]


def changes(burst: float) -> list[dict[str, object]]:
    """False alarms of the search for a change of level: permuting documents, and permuting days."""
    rng = np.random.default_rng([SEED, 5, 0 if np.isinf(burst) else int(burst)])
    alarms = []
    for draw in range(DRAWS):
        counts, sizes, day, _ = corpus(rng, 12, 1.0, burst)
        summed, words, _ = summed_by_cluster(counts[:, None], sizes, day)
        p = [
            change_point(counts, sizes, day, n_resamples=DEALS, seed=draw).p,
            change_point(summed[:, 0], words, np.arange(24), n_resamples=DEALS, seed=draw).p,
        ]
        alarms.append([value <= 0.05 for value in p])
    return [
        {
            "what": "change searched for", "setting": "24 days, no change", "days_differ": not np.isinf(burst),
            "unit": unit, "coverage": np.nan, "width": np.nan, "false_alarms": share,
        }
        for unit, share in zip(("documents", "days"), np.mean(alarms, axis=0), strict=True)
    ]  # fmt: skip


def main() -> None:
    """Run all settings and write the table."""
    rows: list[dict[str, object]] = []
    for days, ratio, burst in [
        (SIDE, 1.0, np.inf),
        (SIDE, 2.0, np.inf),
        (SIDE, 1.0, 10.0),
        (SIDE, 2.0, 10.0),
        (4, 1.0, 10.0),
    ]:
        rows += windows(days, ratio, burst)
    for ratio, lag in [(1.0, 0.0), (1.0, 0.3), (1.0, 0.5), (2.0, 0.3), (2.0, 0.5)]:
        rows += serial(ratio, lag)
    rows += [*within_days(1.0), *within_days(2.0)]
    rows += [*within(1.0), *within(2.0), *changes(np.inf), *changes(10.0)]
    pd.DataFrame(rows).assign(draws=DRAWS).to_csv(HERE / "event_coverage.csv", index=False, float_format="%.4f")


if __name__ == "__main__":
    main()
