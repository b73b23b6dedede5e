"""Timelines: a frame's rate from period to period, and changes of level where a test supports them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import Denominator, HitCounts, Tier, hit_counts
from analysis.counting.periods import PERIODS, period_labels, periods_between
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.frames.rates import frame_rates
from analysis.measures.arrays import divide
from analysis.measures.change import ChangePoint, item_change_points
from analysis.measures.correction import adjust
from analysis.measures.difference import bootstrap_differences
from analysis.measures.resampling import summed_by_cluster

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

Period = Literal["year", "quarter", "month", "week", "week-saturday", "week-sunday", "day"]

SUPPORTED = 0.05
"""A change is named in a timeline when its corrected p-value is at most this."""


def timeline(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    by: Period = "month",
    *,
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
    smooth: int | None = None,
    confidence: float = 0.95,
    seed: int = 1,
    clusters: Clusters | None = None,
    change_clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Rates by period, without gaps, with changes of level named only where a test supports them.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches` on the same annotations.
    by : "year", "quarter", "month", "week" (from Monday), "week-saturday" or "week-sunday" (from these), or "day".
    clusters : as for `frame_rates`; for changes of level, a cluster stands where its first document does.
    change_clusters : what the test of changes permutes whole, as ``clusters`` if omitted. Texts of a day or month are
        alike, so that permuting texts calls too many changes sure: "day" or "month" is stricter, and needs at least 5
        on each side.
    smooth : if given, also the rate over so many neighbouring periods (an odd number, the period in the middle).

    Returns
    -------
    The columns of `frame_rates(by=…)`, the periods without documents as rows of their own (documents 0, rate NaN),
    then: change, "up" or "down" in the period in which a new level begins, where `change_points` supports it at
    0.05, else ""; change_p, the corrected p-value of the frame's likeliest change; and with ``smooth``, smoothed and
    smoothing (how).

    Raises
    ------
    KhitabError when the period is unknown, no document has a date, or ``smooth`` is not odd.

    Examples
    --------
    >>> timeline(hits, annotations, frames=["security"])[["month", "n", "rate", "change"]].round(2).head(2)
         month  n  rate change
    0  2026-01  8  5.05
    1  2026-02  7  4.55
    """
    if by not in PERIODS:
        raise KhitabError(f"timeline: by={by!r} is no period; use one of {', '.join(PERIODS)}.")
    if smooth is not None and (smooth < 3 or smooth % 2 == 0):
        raise KhitabError(f"timeline: smooth={smooth} has no period in the middle; use an odd number from 3 on.")
    rates = frame_rates(
        hits,
        annotations,
        by,
        frames=frames,
        tier=tier,
        denominator=denominator,
        per=per,
        confidence=confidence,
        seed=seed,
        clusters=clusters,
    )
    table = _without_gaps(rates, annotations.documents["date"], by)
    changes = change_points(
        hits,
        annotations,
        frames=frames,
        tier=tier,
        denominator=denominator,
        per=per,
        confidence=confidence,
        seed=seed,
        clusters=change_clusters or clusters,
    )
    table = _name_changes(table, changes, by)
    if smooth is not None:
        table["smoothed"] = _smoothed(table, smooth, per)
        table["smoothing"] = f"rate over {smooth} periods, the period in the middle"
    table.attrs = dict(rates.attrs)
    return Trace("hits", by=(by,)).on(table)


def change_points(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
    confidence: float = 0.95,
    n_permutations: int = 1999,
    correction: Literal["benjamini-hochberg", "holm"] = "holm",
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Each frame's likeliest single change of level along the documents' dates, with its test.

    The date is searched for in the data, and p pays for the search: the largest of all cumulative sums is compared with
    the largest of each permutation, over all dates. The interval does not: it takes the date as given, and a date that
    was chosen for its difference shows one that is too large. For a date known beforehand ask `event_window`.

    The test takes documents to be exchangeable. News come by the day, so that days differ by more than their documents;
    with ``clusters="day"`` whole days are permuted, which needs at least 5 on each side of a change. Documents without
    a date or without words are left out, and the note says how many.

    Returns
    -------
    DataFrame, one row for each frame: frame, tier; date, the first of the new level (NaT where none can be sought);
    documents_before, documents_after, n_before, n_after (hits), rate_before, rate_after, difference, low, high,
    interval (documents resampled, the date taken as given); p, p_adjusted (over frames), test; note.

    Examples
    --------
    >>> change_points(hits, annotations, frames=["security"])[["frame", "date", "p_adjusted"]].round({"p_adjusted": 2})
          frame       date  p_adjusted
    0  security 2026-06-09        0.73
    """
    counts = hit_counts(hits, annotations, frames=frames, tier=tier, denominator=denominator, place="change_points")
    unit = "documents" if clusters is None else "clusters"
    counts = _clustered(counts, clusters)
    dates = counts.documents["date"]
    usable = dates.notna().to_numpy() & (counts.sizes > 0)
    order = np.flatnonzero(usable)[np.argsort(dates[usable].to_numpy(), kind="stable")]
    ordered = HitCounts(counts.frames, counts.table[order], counts.sizes[order], counts.documents.iloc[order])
    found = item_change_points(
        ordered.table, ordered.sizes, ordered.documents["date"].to_numpy(), n_resamples=n_permutations, seed=seed
    )
    rows = [_change(ordered, item, one, per, confidence, seed) for item, one in enumerate(found)]
    table = pd.DataFrame(rows, columns=_CHANGE_COLUMNS)
    table["date"] = pd.to_datetime(table["date"])
    table["tier"] = tier
    table["p_adjusted"] = adjust(table["p"].astype(float), correction)
    for name in ("test", "interval"):
        table[name] = table[name].astype("str").str.replace("document", unit.removesuffix("s"))
    table["test"] += f"; {correction}"
    if left_out := int((~usable).sum()):
        notes = table["note"].astype("str")
        table["note"] = notes.where(notes == "", notes + "; ") + f"{left_out} {unit} without date or words left out"
    table.attrs = {"provenance": joint_provenance(hits, annotations), "per": per}
    if clusters is not None:
        return Trace("none", reason=_CLUSTERED).on(table)
    return Trace("levels", unit=denominator).on(table)


def _clustered(counts: HitCounts, clusters: Clusters | None) -> HitCounts:
    """Clusters in the place of documents, each at its earliest date."""
    labels = cluster_labels(counts.documents, clusters, "change_points")
    if labels is None:
        return counts
    earliest = counts.documents.groupby(labels.to_numpy(str))["date"].min()
    table, sizes, _ = summed_by_cluster(counts.table, counts.sizes, labels.to_numpy(str))
    members = labels.value_counts().reindex(earliest.index)
    documents = pd.DataFrame({"date": earliest.to_numpy(), "members": members.to_numpy()})
    return HitCounts(counts.frames, table, sizes, documents)


_CLUSTERED = "the row counts clusters, each at its earliest date; open the row of change_points without clusters="


_CHANGE_COLUMNS = [
    *("frame", "tier", "date", "documents_before", "documents_after", "n_before", "n_after"),
    *("rate_before", "rate_after", "difference", "low", "high", "interval", "p", "p_adjusted", "test", "note"),
]


def _change(
    counts: HitCounts, item: int, found: ChangePoint, per: float, confidence: float, seed: int
) -> dict[str, object]:
    column = counts.table[:, item]
    row: dict[str, object] = {
        "frame": counts.frames[item], "date": pd.NaT, "documents_before": 0, "documents_after": 0,
        "n_before": 0, "n_after": 0,
        "rate_before": np.nan, "rate_after": np.nan, "difference": np.nan, "low": np.nan, "high": np.nan,
        "interval": "", "p": found.p, "test": found.method, "note": found.note,
    }  # fmt: skip
    return row if found.position < 0 else row | _levels(counts, column, found, per, confidence, seed)


def _levels(
    counts: HitCounts, column: np.ndarray, found: ChangePoint, per: float, confidence: float, seed: int
) -> dict[str, object]:
    """The two levels, and the interval of their difference."""
    before, after = slice(None, found.position), slice(found.position, None)
    rates = [float(per * divide(column[side].sum(), counts.sizes[side].sum())) for side in (before, after)]
    one_each = pd.Series(1, index=counts.documents.index)
    members = counts.documents.get("members", one_each).to_numpy()
    (interval,) = bootstrap_differences(
        column[after, None],
        counts.sizes[after],
        column[before, None],
        counts.sizes[before],
        per=per,
        confidence=confidence,
        seed=seed,
    )
    return {
        "date": counts.documents["date"].iloc[found.position],
        "documents_before": int(members[before].sum()),
        "documents_after": int(members[after].sum()),
        "n_before": int(column[before].sum()),
        "n_after": int(column[after].sum()),
        "rate_before": rates[0],
        "rate_after": rates[1],
        "difference": rates[1] - rates[0],
        "low": interval.low,
        "high": interval.high,
        "interval": interval.method,
        "note": interval.note,
    }


def _without_gaps(rates: pd.DataFrame, dates: pd.Series, by: Period) -> pd.DataFrame:
    """Add the periods between the first and the last that have no documents."""
    known = dates.dropna()
    periods = periods_between(known.min(), known.max(), by)
    every = pd.MultiIndex.from_product(
        [periods, rates["frame"].unique(), rates["tier"].unique()], names=[by, "frame", "tier"]
    )
    table = rates.set_index([by, "frame", "tier"]).reindex(every).reset_index()
    gap = table["documents"].isna()
    for name in ("n", "denominator", "documents", "documents_with"):
        table[name] = table[name].fillna(0).astype("int64")
    for name in ("denominator_name", "interval"):
        table[name] = table[name].fillna(rates[name].iloc[0])
    table.loc[gap, "note"] = "no documents in this period"
    return table[list(rates.columns)]


def _name_changes(table: pd.DataFrame, changes: pd.DataFrame, by: Period) -> pd.DataFrame:
    """Mark the periods in which a supported new level begins."""
    change, p = pd.Series("", index=table.index, dtype="str"), pd.Series(np.nan, index=table.index)
    begins = period_labels(changes["date"], by)
    for row, period in zip(changes.to_dict("records"), begins, strict=True):
        of_frame = table["frame"] == row["frame"]
        p[of_frame] = row["p_adjusted"]
        if row["p_adjusted"] <= SUPPORTED:
            change[of_frame & (table[by] == period)] = "up" if row["difference"] > 0 else "down"
    return table.assign(change=change, change_p=p)


def _smoothed(table: pd.DataFrame, width: int, per: float) -> pd.Series:
    """Each frame's rate over neighbouring periods together, so that a period weighs as much as it has words."""
    frames = table.groupby("frame", sort=False)
    hits, words = (
        frames[name].transform(lambda column: column.rolling(width, center=True, min_periods=1).sum())
        for name in ("n", "denominator")
    )
    return per * hits / words.where(words > 0)
