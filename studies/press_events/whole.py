"""The whole: printed words counted in every article, and what they add to the annotated sample.

Words of a frame are counted as they are printed, without parsing, in all articles of the dates. The counts are exact
for what they count, and they know nothing of the company of a word. In the sample both counts are known, so that the
difference of the two corrects the printed one: the sample is to the whole what a coded sample is to a dictionary.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparison.within import difference_within
from analysis.counting.hit_counts import rows_by_document
from analysis.measures.correction import adjust
from analysis.measures.event import rates_of, shift_over_days, shift_over_documents, within_over_days
from analysis.measures.permutation import permutation_tests
from analysis.measures.prediction_powered import corrected_rate, difference_interval, rate_interval
from analysis.measures.uncertainty import bootstrap_rates
from press_events.settings import CLITICS, Event, Settings

PER = 1000
RUN = re.compile(r"\w+")
LOOSE = "loose_"
LEAST = 20
"""A newspaper is looked at by itself when it has so many articles on each side."""


def printed_counts(written: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Per article: printed words (`size`) and the matches of each frame's pattern, less look-alikes, and `loose_` with.

    A pattern of `printed` is one of whole words, so that it is asked once for each spelling there is; one of
    `printed_not` may be of several words, and one of `printed_not_in` is asked only where two words of a topic stand.
    """
    printed, unless = settings.printed, settings.printed_not
    frames_of = _Spellings(printed)
    of_topic = {
        frame: re.compile(rf"{CLITICS}(?:{'|'.join(map(re.escape, settings.topics[topic]))})(?!\w)")
        for frame, (topic, _) in settings.printed_not_in.items()
    }
    columns: dict[str, list[int]] = {name: [] for frame in printed for name in (frame, f"{LOOSE}{frame}")}
    for text in written["text"]:
        counts = Counter(chain.from_iterable(map(frames_of.__getitem__, RUN.findall(text))))
        for frame in printed:
            n = counts[frame]
            less = len(unless[frame].findall(text)) if n and frame in unless else 0
            if n and frame in of_topic and len({found.group() for found in of_topic[frame].finditer(text)}) > 1:
                less += len(settings.printed_not_in[frame][1].findall(text))
            columns[frame].append(max(n - less, 0))
            columns[f"{LOOSE}{frame}"].append(n)
    return written[["doc_id", "day", "source", "cluster"]].assign(
        size=written["text"].str.split().str.len().to_numpy(), **columns
    )


class _Spellings(dict[str, tuple[str, ...]]):
    """The frames whose pattern a spelling matches, found when first asked for."""

    def __init__(self, printed: Mapping[str, re.Pattern[str]]) -> None:
        super().__init__()
        self.printed = printed

    def __missing__(self, spelling: str) -> tuple[str, ...]:
        self[spelling] = tuple(frame for frame, pattern in self.printed.items() if pattern.fullmatch(spelling))
        return self[spelling]


def side_of(days: pd.Series, event: Event) -> pd.Series:
    """ "before", "after", or "" for the day of an event that is out."""
    side = np.select([days < event.date, days > event.date], ["before", "after"], default="")
    if event.day != "out":
        side = np.where(days.to_numpy() == event.date, event.day, side)
    return pd.Series(side, index=days.index)


def whole_days(counts: pd.DataFrame, frames: tuple[str, ...], event: Event) -> pd.DataFrame:
    """Rates of each day in all articles, in the columns of `event_days`."""
    rows: list[dict[str, Any]] = []
    for day in pd.date_range(counts["day"].min(), counts["day"].max()).strftime("%Y-%m-%d"):
        own = counts[counts["day"] == day]
        table, sizes = own[list(frames)].to_numpy(float), own["size"].to_numpy(float)
        clusters = own["cluster"].to_numpy(str)
        intervals = bootstrap_rates(table, sizes, per=PER, clusters=clusters) if len(own) else [None] * len(frames)
        for place, frame in enumerate(frames):
            n = int(table[:, place].sum())
            given = intervals[place]
            rows.append(
                {
                    "day": day, "frame": frame, "tier": "core", "n": n, "denominator": int(sizes.sum()),
                    "denominator_name": "words", "documents": len(own),
                    "documents_with": int((table[:, place] > 0).sum()),
                    "rate": PER * n / sizes.sum() if len(own) else np.nan,
                    "low": given.low if given else np.nan, "high": given.high if given else np.nan,
                    "interval": given.method if given else "", "note": "" if len(own) else "no documents on this day",
                    "event": pd.Timestamp(event.date),
                    "offset": (pd.Timestamp(day) - pd.Timestamp(event.date)).days,
                }
            )  # fmt: skip
    table = pd.DataFrame(rows)
    return table.assign(side=side_of(table["day"], event))


def whole_window(counts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Before and after in all articles, plain and within newspapers: one row a frame."""
    side = side_of(counts["day"], settings.event)
    inside = (side != "").to_numpy() & (counts["size"] > 0).to_numpy()
    own, after = counts[inside], (side[inside] == "after").to_numpy()
    table, sizes = own[list(settings.printed)].to_numpy(float), own["size"].to_numpy(float)
    clusters, days = own["cluster"].to_numpy(str), own["day"].to_numpy(str)
    seed = settings.seed
    documents = shift_over_documents(table, sizes, after, clusters=clusters, per=PER, seed=seed)
    daily = shift_over_days(table, sizes, after, days, per=PER)
    p_documents = permutation_tests(table, sizes, after, clusters=clusters, n_resamples=1999, seed=seed)
    p_days = permutation_tests(table, sizes, after, clusters=days, n_resamples=1999, seed=seed)
    within = difference_within(
        table, sizes, after, own["source"], weights="mantel-haenszel", clusters=clusters, per=PER, confidence=0.95,
        n_resamples=2000, n_permutations=1999, seed=seed,
    )  # fmt: skip
    low_within_days, high_within_days = within_over_days(table, sizes, after, days, own["source"], per=PER)
    before_rate, after_rate = rates_of(table, sizes, after, PER)
    return pd.DataFrame(
        {
            "p_days_adjusted": adjust(p_days, "holm"), "p_documents_adjusted": adjust(p_documents, "holm"),
            "frame": list(settings.printed), "documents_before": int((~after).sum()),
            "documents_after": int(after.sum()), "words_before": int(sizes[~after].sum()),
            "words_after": int(sizes[after].sum()), "n_before": table[~after].sum(axis=0).astype(int),
            "n_after": table[after].sum(axis=0).astype(int), "rate_before": before_rate, "rate_after": after_rate,
            "difference": after_rate - before_rate, "low": documents.low, "high": documents.high,
            "ratio": after_rate / before_rate, "low_days": daily.low, "high_days": daily.high,
            "p_documents": p_documents, "p_days": p_days, "difference_within": within.difference,
            "low_within": within.low, "high_within": within.high, "shared": within.shared,
            "low_within_days": low_within_days, "high_within_days": high_within_days,
        }
    )  # fmt: skip


def whole_groups(counts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Before and after in all articles of each newspaper with some on both sides; p of all rows corrected (Holm)."""
    side = side_of(counts["day"], settings.event)
    inside = (side != "").to_numpy() & (counts["size"] > 0).to_numpy()
    rows: list[dict[str, Any]] = []
    for source, own in counts[inside].groupby("source"):
        after = (side[own.index] == "after").to_numpy()
        if min(after.sum(), (~after).sum()) < LEAST:
            continue
        table, sizes = own[list(settings.printed)].to_numpy(float), own["size"].to_numpy(float)
        clusters = own["cluster"].to_numpy(str)
        shift = shift_over_documents(table, sizes, after, clusters=clusters, per=PER, seed=settings.seed)
        p = permutation_tests(table, sizes, after, clusters=clusters, n_resamples=1999, seed=settings.seed)
        before_rate, after_rate = rates_of(table, sizes, after, PER)
        for place, frame in enumerate(settings.printed):
            rows.append(
                {
                    "source": source, "frame": frame, "documents_before": int((~after).sum()),
                    "documents_after": int(after.sum()), "rate_before": before_rate[place],
                    "rate_after": after_rate[place], "difference": after_rate[place] - before_rate[place],
                    "low": shift.low[place], "high": shift.high[place], "p": p[place],
                }
            )  # fmt: skip
    found = pd.DataFrame(rows)
    return found.assign(p_adjusted=adjust(found["p"], "holm"))


def contrast(counts: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """How much more the other newspapers change than those of `settings.apart`: the difference of the two differences.

    Returns
    -------
    One row a frame: others, apart (their differences after less before), difference, low, high.
    """
    apart = counts["source"].isin(settings.apart)
    found = {name: whole_window(counts[part], settings) for name, part in (("others", ~apart), ("apart", apart))}
    rows = []
    for place, frame in enumerate(settings.printed):
        ends = {
            name: tuple(table.loc[place, ["difference", "low", "high"]].astype(float)) for name, table in found.items()
        }
        low, high = difference_interval(ends["others"], ends["apart"])
        others, own = ends["others"][0], ends["apart"][0]
        rows.append((frame, others, own, others - own, low, high))
    return pd.DataFrame(rows, columns=["frame", "others", "apart", "difference", "low", "high"])


def two_days(daily: Mapping[str, pd.DataFrame], settings: Settings) -> pd.DataFrame:
    """Two days against the two before them, at the event and wherever four days of one side allow it.

    The day of an event that is on no side is in no comparison.

    Parameters
    ----------
    daily : by name of the count: day, frame, n, denominator.

    Returns
    -------
    counted, frame, is_event, from, against, difference.
    """
    rows = []
    for counted, table in daily.items():
        side = side_of(table["day"].astype(str), settings.event)
        table = table[(side != "").to_numpy() & (table["denominator"] > 0).to_numpy()]
        days = sorted(table["day"].astype(str).unique())
        early, late = ([day for day in days if (day < settings.event.date) is known] for known in (True, False))
        fours = [(False, part[k : k + 4]) for part in (early, late) for k in range(len(part) - 3)]
        for real, four in [*fours, (True, [*early[-2:], *late[:2]])]:
            for frame in settings.printed:
                own = table[table["frame"] == frame].set_index(table["day"][table["frame"] == frame].astype(str))
                before, after = (own.loc[part, ["n", "denominator"]].sum() for part in (four[:2], four[2:]))
                change = PER * (after["n"] / after["denominator"] - before["n"] / before["denominator"])
                rows.append((counted, frame, real, four[0], four[2], change))
    return pd.DataFrame(rows, columns=["counted", "frame", "is_event", "from", "against", "difference"])


def paper_days(counts: pd.DataFrame, papers: Iterable[str], settings: Settings) -> pd.DataFrame:
    """Articles and rates of each newspaper and day: source, day, articles, a column a frame."""
    own = counts[counts["source"].isin(set(papers))]
    sums = own.groupby(["source", "day"]).agg(
        articles=("doc_id", "size"), size=("size", "sum"), **{name: (name, "sum") for name in settings.printed}
    )
    rates = {name: PER * sums[name] / sums["size"].where(sums["size"] > 0) for name in settings.printed}
    return pd.DataFrame({"articles": sums["articles"], **rates}).reset_index()


def batches(dated: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Rates of every date of the file, also those that are no days of writing: day, articles, a column a frame."""
    daily = dated.groupby("day").agg(
        articles=("doc_id", "size"), size=("size", "sum"), **{name: (name, "sum") for name in settings.printed}
    )
    rates = {name: PER * daily[name] / daily["size"] for name in settings.printed}
    period = np.where(daily.index < settings.first, "earlier", side_of(daily.index.to_series(), settings.event))
    return pd.DataFrame({"articles": daily["articles"], **rates, "period": period}).reset_index()


def parsed_counts(counts: pd.DataFrame, hits: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Each article's parsed hits of core terms, a column a frame, in the rows of `counts`; 0 for those not parsed."""
    core, ids = hits[hits["tier"] == "core"], counts["doc_id"].astype("str")
    return pd.DataFrame(
        {frame: rows_by_document(core[core["frame"] == frame], ids) for frame in settings.printed}, index=counts.index
    )


def two_phase(counts: pd.DataFrame, hits: pd.DataFrame, annotated: pd.Series, settings: Settings) -> pd.DataFrame:
    """The frames' rates per 1,000 printed words, from the sample's parsed hits and everybody's printed words.

    Returns
    -------
    One row a frame: printed_before, printed_after (all articles); sample_before, sample_after (parsed, sample alone);
    rate_before, rate_after with intervals (both together), difference, low, high; r (the correlation of the two counts
    over the sample's articles); tuning_before, tuning_after.
    """
    side = side_of(counts["day"], settings.event)
    core = hits[hits["tier"] == "core"]
    in_sample = counts["doc_id"].isin(set(annotated.astype("str"))).to_numpy()
    rows = []
    for frame in settings.printed:
        parsed = rows_by_document(core[core["frame"] == frame], counts["doc_id"].astype("str")).astype(float)
        truth = np.where(in_sample, parsed, np.nan)
        row: dict[str, Any] = {
            "frame": frame,
            "r": float(np.corrcoef(parsed[in_sample], counts[frame].to_numpy()[in_sample])[0, 1]),
        }
        ends = {}
        for name in ("before", "after"):
            own = (side == name).to_numpy()
            size, machine = counts["size"].to_numpy(float)[own], counts[frame].to_numpy(float)[own]
            drawn = in_sample[own]
            found = corrected_rate(truth[own], machine, size, clusters=counts["cluster"].to_numpy(str)[own])
            low, high = rate_interval(found.value, found.error, found.freedom)
            ends[name] = (PER * found.value, PER * low, PER * high)
            row |= {
                f"printed_{name}": PER * machine.sum() / size.sum(),
                f"sample_{name}": PER * parsed[own][drawn].sum() / size[drawn].sum(),
                f"rate_{name}": ends[name][0], f"low_{name}": ends[name][1], f"high_{name}": ends[name][2],
                f"tuning_{name}": found.tuning,
            }  # fmt: skip
        low, high = difference_interval(ends["after"], ends["before"])
        rows.append(row | {"difference": ends["after"][0] - ends["before"][0], "low": low, "high": high})
    return pd.DataFrame(rows)
