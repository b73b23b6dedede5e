"""Checks on all articles: other sizes, other days, July, other ways to part the story from the rest."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import chi2

from analysis.measures.correction import adjust
from analysis.measures.prediction_powered import corrected_rate
from press_events.settings import Settings
from press_events.whole import PER, side_of, whole_window

OPENING = 50
"""An article reports the event when the rule is met in its title or its first so many words."""


def sizes(counts: pd.DataFrame, orders: Mapping[str, pd.Series], settings: Settings) -> pd.DataFrame:
    """The same window on the articles of each size: `sample` and the columns of `whole_window`.

    Parameters
    ----------
    orders : the doc_ids of each sample that was ever looked at, by its name.
    """
    parts = [
        whole_window(counts[counts["doc_id"].isin(set(ids))], settings).assign(sample=name)
        for name, ids in orders.items()
    ]
    return pd.concat([*parts, whole_window(counts, settings).assign(sample="all")], ignore_index=True)


def whole_choices(counts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The window on all articles with other days: `choice` and the columns of `whole_window`."""
    event = settings.event
    last = [day for day in sorted(counts["day"].unique()) if day < event.date]
    weekdays = {pd.Timestamp(day).weekday() for day in last}
    same = [day for day in counts["day"].unique() if day > event.date and pd.Timestamp(day).weekday() in weekdays]
    ways = {
        "as chosen": (counts, settings),
        "day of the event after": (counts, replace(settings, events=(replace(event, day="after"),))),
        "day of the event before": (counts, replace(settings, events=(replace(event, day="before"),))),
        "same weekdays": (counts[counts["day"].isin([*last, *same])], settings),
    }
    return pd.concat([whole_window(own, asked).assign(choice=name) for name, (own, asked) in ways.items()])


def both_by_day(counts: pd.DataFrame, parsed: pd.DataFrame, annotated: pd.Series, settings: Settings) -> pd.DataFrame:
    """Both counts together for each day: day, frame, rate. `parsed` has each article's hits, a column a frame."""
    drawn = counts["doc_id"].isin(set(annotated.astype("str"))).to_numpy()
    rows = []
    for day in sorted(counts["day"].unique()):
        own = (counts["day"] == day).to_numpy()
        for frame in settings.printed:
            truth = np.where(drawn[own], parsed.loc[own, frame], np.nan)
            found = corrected_rate(truth, counts.loc[own, frame], counts.loc[own, "size"])
            rows.append((day, frame, PER * found.value))
    return pd.DataFrame(rows, columns=["day", "frame", "rate"])


def day_tests(daily: Mapping[str, pd.DataFrame], settings: Settings) -> pd.DataFrame:
    """What days alone can say of each way of counting: each day one number, however many words it has.

    Returns
    -------
    counted, frame; difference of the sides' mean rates; p_deals, of all ways to deal the days; p_adjusted over frames
    (Holm); p_shifts, of all cyclic shifts of the days, which keep their order and so what goes on from day to day;
    apart, whether each day after stands above (or below) each day before.
    """
    rows = []
    for counted, table in daily.items():
        for frame in settings.printed:
            own = table[table["frame"] == frame].dropna(subset=["rate"]).sort_values("day")
            side = side_of(own["day"], settings.event)
            own, after = own[(side != "").to_numpy()], (side[side != ""] == "after").to_numpy()
            rate = own["rate"].to_numpy(float)
            real = rate[after].mean() - rate[~after].mean()
            deals = [
                rate[list(chosen)].mean() - np.delete(rate, list(chosen)).mean()
                for chosen in combinations(range(len(rate)), int(after.sum()))
            ]
            shifts = [np.roll(rate, k)[after].mean() - np.roll(rate, k)[~after].mean() for k in range(len(rate))]
            p = [float((np.abs(others) >= abs(real) * (1 - 1e-12)).mean()) for others in (deals, shifts)]
            parted = rate[after].min() > rate[~after].max() or rate[after].max() < rate[~after].min()
            rows.append((counted, frame, real, *p, bool(parted)))
    found = pd.DataFrame(rows, columns=["counted", "frame", "difference", "p_deals", "p_shifts", "apart"])
    found["p_adjusted"] = found.groupby("counted")["p_deals"].transform(lambda p: adjust(p.to_numpy(float), "holm"))
    return found


def earlier(every: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Earlier batches beside the days, in the papers that are in all batches and on both sides.

    Parameters
    ----------
    every : printed counts of all dates of the file.

    Returns
    -------
    One row a frame: papers, batches, earlier (all together), lowest, highest, before, after, and the differences
    after − before and after − earlier.
    """
    period = np.where(every["day"] < settings.first, "earlier", side_of(every["day"], settings.event))
    every = every.assign(period=period)
    late = every[every["period"].isin(["before", "after"])].groupby("source")["period"].nunique()
    batches = every[every["period"] == "earlier"]
    early = batches.groupby("source")["day"].nunique()
    kept = set(late.index[late == 2]) & set(early.index[early == batches["day"].nunique()])
    own = every[every["source"].isin(kept)]
    rows = []
    for frame in settings.printed:
        sums = own.groupby("period")[[frame, "size"]].sum()
        rate = PER * sums[frame] / sums["size"]
        daily = own[own["period"] == "earlier"].groupby("day")[[frame, "size"]].sum()
        of_batch = PER * daily[frame] / daily["size"]
        rows.append(
            (frame, len(kept), len(of_batch), rate["earlier"], of_batch.min(), of_batch.max(), rate["before"],
             rate["after"], rate["after"] - rate["before"], rate["after"] - rate["earlier"])
        )  # fmt: skip
    columns = ["frame", "papers", "batches", "earlier", "lowest", "highest", "before", "after", "since_before"]
    return pd.DataFrame(rows, columns=[*columns, "since_earlier"])


def rests(
    counts: pd.DataFrame, written: pd.DataFrame, told: Mapping[str, pd.Series], settings: Settings
) -> pd.DataFrame:
    """The window without the story, by several rules: `rule`, `articles` left out, the columns of `whole_window`."""
    taken: dict[str, set[str]] = {rule: set(ids) for rule, ids in told.items()}
    first = next(iter(settings.stories.values()))[0]
    opening = written["title"].fillna("") + " " + written["text"].str.split().str[:OPENING].str.join(" ")
    main = taken[next(iter(told))]
    taken["reports alone"] = set(written.loc[opening.str.contains(first), "doc_id"].astype("str")) & main
    if settings.other_story is not None:
        other = written["text"].str.contains(settings.other_story)
        taken["both sides' stories"] = main | set(written.loc[other, "doc_id"].astype("str"))
    parts = []
    for rule, ids in taken.items():
        rest = counts[~counts["doc_id"].astype("str").isin(ids)]
        parts.append(whole_window(rest, settings).assign(rule=rule, articles=len(ids)))
    return pd.concat(parts, ignore_index=True)


def spread_of_papers(groups: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Do newspapers differ in their change, those of `settings.apart` left out? frame, papers, q, p (Cochran's Q)."""
    rows = []
    for frame, own in groups[~groups["source"].isin(settings.apart)].groupby("frame"):
        error = (own["high"] - own["low"]) / (2 * 1.96)
        weight = 1 / error**2
        mean = (weight * own["difference"]).sum() / weight.sum()
        q = float((weight * (own["difference"] - mean) ** 2).sum())
        rows.append((frame, len(own), q, float(chi2.sf(q, len(own) - 1))))
    return pd.DataFrame(rows, columns=["frame", "papers", "q", "p"])
