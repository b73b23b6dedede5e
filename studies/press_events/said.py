"""What the report says of several cells together, as tables of their own, so that its numbers are cells, too."""

from math import comb
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.correction import adjust
from analysis.measures.event import rank_among
from analysis.measures.proportion import certain_interval
from press_events.settings import Settings

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "event_coverage.csv"


def said_tables(tables: dict[str, pd.DataFrame], settings: Settings) -> dict[str, pd.DataFrame]:
    """Sums, extremes and percentages of other tables, by name; each where its sources are there."""
    found: dict[str, pd.DataFrame] = {}
    window = tables["window"]
    first = window[(window["group"] == "(all)") & (window["name"] == settings.event.name)].iloc[0]
    every = window[(window["group"] == "(all)") & (window["name"] == settings.event.name)]
    holm = adjust(every["p_days"].astype(float), "holm")
    found["sample_holm"] = pd.DataFrame({"frame": every["frame"], "p_days_adjusted": holm})
    ways = comb(int(first["days_before"] + first["days_after"]), int(first["days_before"]))
    found["shuffles"] = _pairs({"ways to deal the days": ways, "smallest p": 1 / ways})
    tested = tables["families"].dropna(subset=["p"])
    found["found"] = _pairs({"tests": len(tested), "found": int(tested["found"].sum())})
    if "regression" in tables:
        rows = tables["regression"].query("term == 'after' and outcome == 'presence'")
        columns = ["estimate", "low", "high", "raw", "raw_low", "raw_high"]
        found["points"] = pd.concat([rows[["frame", "design"]], 100 * rows[columns]], axis=1)
    if settings.printed:
        found["coverage"] = _coverage()
    if "controls" in tables:
        found["controls_percent"] = _in_percent(tables["controls"])
    if "corrected_sides" in tables and "whole_window" in tables:
        found["bounds"] = _bounds(tables["corrected_sides"], tables["whole_window"])
    if "coding_saved" in tables:
        numbers = tables["coding_saved"].query("design == 'random'")["codings"]
        found["coding_sizes"] = _pairs({"fewest": numbers.min(), "most": numbers.max()})
    if "two_days" in tables:
        found["two_days_ranks"] = _ranks(tables["two_days"])
    if "published" in tables:
        groups = tables["published"].query("not what.str.startswith('all ')")
        found["published_sums"] = _pairs({"groups": len(groups), "groups that agree": int(groups["agrees"].sum())})
    if "frequencies" in tables:
        ratios = tables["frequencies"].drop_duplicates("word")
        found["ratios"] = pd.DataFrame({"word": ratios["word"], "percent": 100 * (ratios["ratio"] - 1)})
    return found


def _coverage() -> pd.DataFrame:
    """What the simulation of event windows says (`benchmarks/event_coverage.py`), where the rate does not change.

    Returns
    -------
    days ("alike"; "differ", with six a side; "in a row", with four, a gap, and five), lag (the correlation of
    neighbouring days), unit; coverage of 95 % intervals and false alarms of p ≤ 0.05, in percent.
    """
    table = pd.read_csv(BENCHMARK)
    table = table[(table["what"] == "event window") & table["setting"].str.endswith("ratio 1")]
    row = table["setting"].str.contains("gap")
    six = table["setting"].str.startswith("6 days")
    table = table[row | six]
    days = np.where(row[table.index], "in a row", np.where(table["days_differ"], "differ", "alike"))
    lag = table["setting"].str.extract(r"correlation ([\d.]+)")[0].fillna("")
    shares = {name: 100 * table[name] for name in ("coverage", "false_alarms")}
    return pd.DataFrame({"days": days, "lag": lag.to_numpy(), "unit": table["unit"].to_numpy(), **{
        name: share.to_numpy() for name, share in shares.items()}})  # fmt: skip


def _in_percent(table: pd.DataFrame) -> pd.DataFrame:
    """Differences and their intervals over days in percent of the rate before."""
    columns = {"difference": "percent", "low_days": "low", "high_days": "high"}
    parts = {new: 100 * table[old] / table["rate_before"] for old, new in columns.items()}
    return pd.DataFrame({"name": table["name"], "frame": table["frame"], **parts})


def _ranks(table: pd.DataFrame) -> pd.DataFrame:
    """Two days against two, for each count and frame: event, others, as_large, largest, p (the event counts as one)."""
    rows = []
    for (counted, frame), own in table.groupby(["counted", "frame"], sort=False):
        event = float(own.loc[own["is_event"], "difference"].iloc[0])
        others = own.loc[~own["is_event"], "difference"]
        as_large, p = rank_among(event, others)
        rows.append((counted, frame, event, len(others), as_large, others.abs().max(), p))
    return pd.DataFrame(rows, columns=["counted", "frame", "event", "others", "as_large", "largest", "p"])


def _bounds(sides: pd.DataFrame, window: pd.DataFrame) -> pd.DataFrame:
    """Where readers saw no error on either side: how many may there be on one, and what would that leave of the rise?

    Returns
    -------
    frame; words_before, words_after (coded); wrong_after and missed_before, the most (in percent) that may be wrong of
    the hits after, or missed before, with 95 % exact intervals; left_wrong and left_missed, the differences if so many
    were.
    """
    rows = []
    for frame, own in sides.groupby("frame", sort=False):
        if not (own["note"].fillna("").str.contains("no error")).all():
            continue
        words = own.set_index("side")["coded_tokens"].astype(int)
        wrong, missed = (certain_interval(0.0, int(words[side]))[1] for side in ("after", "before"))
        rate = window.set_index("frame").loc[frame, ["rate_before", "rate_after"]].astype(float)
        rows.append(
            {
                "frame": frame, "words_before": words["before"], "words_after": words["after"],
                "wrong_after": 100 * wrong, "missed_before": 100 * missed,
                "left_wrong": rate["rate_after"] * (1 - wrong) - rate["rate_before"],
                "left_missed": rate["rate_after"] - rate["rate_before"] / (1 - missed),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _pairs(numbers: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(numbers.items()), columns=["what", "number"])
