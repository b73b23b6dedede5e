"""Checks on all articles: other sizes, other days, July, other ways to part the story from the rest."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import chi2

from analysis.measures.correction import adjust
from analysis.measures.event import shift_over_days
from analysis.measures.prediction_powered import corrected_rate
from press_events.settings import Settings
from press_events.whole import LOOSE, PER, side_of, whole_window


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
    """The window on all articles with other days, or with look-alikes: `choice` and the columns of `whole_window`."""
    frames = list(settings.printed)
    loose = counts.assign(**{frame: counts[f"{LOOSE}{frame}"] for frame in frames})
    event = settings.event
    last = [day for day in sorted(counts["day"].unique()) if day < event.date]
    weekdays = {pd.Timestamp(day).weekday() for day in last}
    same = [day for day in counts["day"].unique() if day > event.date and pd.Timestamp(day).weekday() in weekdays]
    ways = {
        "as chosen": (counts, settings),
        "day of the event after": (counts, replace(settings, events=(replace(event, day="after"),))),
        "day of the event before": (counts, replace(settings, events=(replace(event, day="before"),))),
        "same weekdays": (counts[counts["day"].isin([*last, *same])], settings),
        "look-alikes counted": (loose, settings),
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


def kept_papers(every: pd.DataFrame, settings: Settings) -> set[str]:
    """The newspapers that are in all earlier batches and on both sides."""
    period = _period(every, settings)
    late = (
        every[period.isin(["before", "after"])]
        .groupby("source")["day"]
        .agg(lambda days: side_of(days, settings.event).nunique())
    )
    batches = every[period == "earlier"]
    early = batches.groupby("source")["day"].nunique()
    return set(late.index[late == 2]) & set(early.index[early == batches["day"].nunique()])


def _period(every: pd.DataFrame, settings: Settings) -> pd.Series:
    late = side_of(every["day"], settings.event)
    return late.mask(every["day"] < settings.first, "earlier")


def earlier(every: pd.DataFrame, papers: set[str], settings: Settings) -> pd.DataFrame:
    """Earlier batches beside the days, in the papers that are in all batches and on both sides.

    Parameters
    ----------
    every : printed counts of all dates of the file. papers : `kept_papers`.

    Returns
    -------
    One row a frame: papers, batches, earlier (all together), lowest, highest, before, after, and the differences
    since_before (after − before) and since_earlier (after − earlier), each with low and high (Welch's over days and
    batches); days_above, how many of the days after stand above the highest batch.
    """
    own = every[every["source"].isin(papers)]
    period = _period(own, settings)
    frames = list(settings.printed)
    ends = {}
    for base in ("before", "earlier"):
        part = own[period.isin([base, "after"]).to_numpy() & (own["size"] > 0).to_numpy()]
        ends[base] = shift_over_days(
            part[frames].to_numpy(float), part["size"].to_numpy(float), (period[part.index] == "after").to_numpy(),
            part["day"].to_numpy(str), per=PER,
        )  # fmt: skip
    sums = own.groupby(period)[[*frames, "size"]].sum()
    daily = own.groupby([period.rename("period"), "day"])[[*frames, "size"]].sum()
    rows = []
    for place, frame in enumerate(frames):
        rate = PER * sums[frame] / sums["size"]
        of_day = PER * daily[frame] / daily["size"]
        row: dict[str, object] = {
            "frame": frame, "papers": len(papers), "batches": len(of_day["earlier"]), "earlier": rate["earlier"],
            "lowest": of_day["earlier"].min(), "highest": of_day["earlier"].max(), "before": rate["before"],
            "after": rate["after"], "days_above": int((of_day["after"] > of_day["earlier"].max()).sum()),
        }  # fmt: skip
        for base, shift in ends.items():
            row |= {
                f"since_{base}": rate["after"] - rate[base],
                f"low_{base}": shift.low[place], f"high_{base}": shift.high[place],
            }  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows)


def rests(
    counts: pd.DataFrame, every: pd.DataFrame, papers: set[str], taken: Mapping[str, set[str]], settings: Settings
) -> dict[str, pd.DataFrame]:
    """What is left without the story, by several rules.

    Parameters
    ----------
    counts : printed counts of the study's days; every : of all dates. taken : the doc_ids that each rule leaves out.

    Returns
    -------
    whole_without_story : `rule`, `articles` left out, the columns of `whole_window`.
    rest_earlier : `rule` and the columns of `earlier`.
    rest_days : rule, day, frame, rate.
    """
    windows, since, days = [], [], []
    for rule, ids in taken.items():
        rest, all_dates = (table[~table["doc_id"].astype("str").isin(ids)] for table in (counts, every))
        windows.append(whole_window(rest, settings).assign(rule=rule, articles=len(ids)))
        since.append(earlier(all_dates, papers, settings).assign(rule=rule))
        daily = rest.groupby("day")[[*settings.printed, "size"]].sum()
        for frame in settings.printed:
            rate = (PER * daily[frame] / daily["size"]).rename("rate").reset_index()
            days.append(rate.assign(rule=rule, frame=frame))
    return {
        "whole_without_story": pd.concat(windows, ignore_index=True),
        "rest_earlier": pd.concat(since, ignore_index=True),
        "rest_days": pd.concat(days, ignore_index=True)[["rule", "day", "frame", "rate"]],
    }


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
