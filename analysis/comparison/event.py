"""Event windows: is a frame spoken of otherwise after a date than before it, and more so than at other dates?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparison.windows import (
    Event,
    EventDay,
    Window,
    days_of,
    missing_note,
    placebo_windows,
    window_of,
)
from analysis.comparison.within import difference_within
from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_counts import Denominator, HitCounts, Tier, hit_counts
from analysis.counting.periods import with_groups
from analysis.counting.strata import Strata, stratum_labels
from analysis.counting.trace import EVERYTHING, Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.measures.arrays import divide
from analysis.measures.correction import adjust
from analysis.measures.event import rank_among, rates_of, shift_over_days, shift_over_documents, within_over_days
from analysis.measures.permutation import permutation_tests
from analysis.measures.stratified import Weights
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

MIN_PLACEBOS = 19
"""With fewer other dates, even the largest difference of all could not reach 0.05 among them."""


def event_window(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    event: Event,
    *,
    before: int = 7,
    after: int = 7,
    event_day: EventDay = "after",
    by: str | None = None,
    strata: Strata | None = None,
    weights: Weights = "mantel-haenszel",
    clusters: Clusters | None = None,
    placebo: bool = True,
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    n_permutations: int = 1999,
    correction: Literal["benjamini-hochberg", "holm"] = "holm",
    seed: int = 1,
) -> pd.DataFrame:
    """Each frame's rate in the days before and after an event: difference, ratio, intervals and tests.

    Two units are reported side by side. Documents (or their clusters) show what drawing other documents of the same
    days would change. Days show what other days would: news of a day come together, so where the interval over days
    is the wider one, believe it. Both tests deal out units that are taken to be exchangeable; a trend that was there
    before the event is no effect of it, which the placebo dates and `event_days` show.

    Parameters
    ----------
    event : the date, as "2015-08-06". Choose it before looking; a date found in the data needs `change_points`.
    before, after : days on each side. event_day : the side of the event's own day, or "out".
    by : a metadata column, for rows by newspaper, after those of all documents.
    strata, weights : as for `compare_within`; adds the difference within topics or stories.
    clusters : as for `frame_rates`; those of one side are drawn, and dealt, together.
    placebo : set the difference beside those at all other dates with windows of the same size, as far as these fit into
        the data and do not reach over the event (`event_placebos` lists them).

    Returns
    -------
    One row for each group and frame: group, frame, tier; event, before_from, before_to, after_from, after_to;
    n_before, n_after (hits); documents_before, documents_after; days_before, days_after (with documents); rate_before,
    rate_after, difference, low, high, ratio, ratio_low, ratio_high, interval (documents); low_days, high_days,
    interval_days; p_documents, p_documents_adjusted, p_days, p_days_adjusted (for the rows of the table), test;
    placebos (how many), placebos_as_large, p_placebo; with ``strata`` difference_within, low_within, high_within,
    p_within (documents), low_within_days, high_within_days, strata, shared; note: days without documents, and why
    cells are empty.

    Raises
    ------
    KhitabError when a side of the window has no documents, the date cannot be read, or no document has a date.

    Source: `analysis.measures.event`; tests as in Fisher (1935) and Phipson & Smyth (2010).

    Examples
    --------
    >>> table = event_window(hits, annotations, "2026-06-01", before=30, after=30, frames=["security"])
    >>> table[["group", "days_before", "days_after", "placebos"]]
       group  days_before  days_after  placebos
    0  (all)            6           6        85
    """
    place = "event_window"
    counts = hit_counts(hits, annotations, frames=frames, tier=tier, denominator=denominator, place=place)
    days = days_of(counts.documents, place)
    window = window_of(event, before, after, event_day, place)
    labels = cluster_labels(counts.documents, clusters, place)
    settings = _Settings(per, confidence, n_resamples, n_permutations, seed)
    data = _Data(
        counts,
        days,
        None if labels is None else labels.to_numpy(str),
        None if strata is None else stratum_labels(counts.documents, strata, place),
        weights,
        window,
        placebo_windows(window, days, before, after, event_day) if placebo else [],
    )
    rows: list[dict[str, Any]] = []
    usable = days.notna().to_numpy() & (counts.sizes > 0)
    for group, members in _groups(counts.documents, by, usable):
        rows += data.rows(group, members, settings)
    table = pd.DataFrame(rows)
    for name in ("documents", "days"):
        table[f"p_{name}_adjusted"] = adjust(table[f"p_{name}"].astype(float), correction)
    unit = "documents" if labels is None else "clusters"
    table["tier"] = tier
    table["test"] = (
        f"permutation of {unit}, and of days, two-sided, at most {n_permutations:,} deals, seed {seed}; {correction}"
    )
    if undated := int(days.isna().sum()):
        note = table["note"].astype("str")
        table["note"] = note.where(note == "", note + "; ") + f"{how_many(undated, 'document')} without date left out"
    table = table[[name for name in _COLUMNS if name in table]]
    table.attrs = {
        "provenance": joint_provenance(hits, annotations),
        "per": per, "by": by, "confidence": confidence, "denominator": denominator,
    }  # fmt: skip
    return Trace("event", by=() if by is None else (by,)).on(table)


_COLUMNS = [
    *("group", "frame", "tier", "event", "before_from", "before_to", "after_from", "after_to", "n_before", "n_after"),
    *("documents_before", "documents_after", "days_before", "days_after", "rate_before", "rate_after", "difference"),
    *("low", "high", "ratio", "ratio_low", "ratio_high", "interval", "low_days", "high_days", "interval_days"),
    *("p_documents", "p_documents_adjusted", "p_days", "p_days_adjusted", "test"),
    *("placebos", "placebos_as_large", "p_placebo"),
    *("difference_within", "low_within", "high_within", "p_within", "low_within_days", "high_within_days"),
    *("strata", "shared", "note"),
]


def event_placebos(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    event: Event,
    *,
    before: int = 7,
    after: int = 7,
    event_day: EventDay = "after",
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
) -> pd.DataFrame:
    """The difference at the event, and at every other date with windows of the same size.

    Windows that reach over the event are left out, since they would hold its effect; so are those that reach beyond
    the first or last date. Neighbouring dates share days, so their differences are not independent.

    Parameters
    ----------
    As for `event_window`.

    Returns
    -------
    One row for each date and frame, that of the event first: frame, tier, is_event; event (the date), before_from,
    before_to, after_from, after_to; n_before, n_after, documents_before, documents_after, rate_before, rate_after,
    difference.

    Examples
    --------
    >>> placebos = event_placebos(hits, annotations, "2026-06-01", before=30, after=30, frames=["security"])
    >>> int(placebos["is_event"].sum())
    1
    """
    place = "event_placebos"
    counts = hit_counts(hits, annotations, frames=frames, tier=tier, denominator=denominator, place=place)
    days = days_of(counts.documents, place)
    real = window_of(event, before, after, event_day, place)
    rows = []
    for window in [real, *placebo_windows(real, days, before, after, event_day)]:
        sides = window.is_before(days), window.is_after(days)
        sums = [counts.table[side].sum(axis=0) for side in sides]
        rates = [per * divide(total, counts.sizes[side].sum()) for total, side in zip(sums, sides, strict=True)]
        for item, frame in enumerate(counts.frames):
            rows.append(
                {
                    "frame": frame, "tier": tier, "is_event": window is real, **window.columns,
                    "n_before": int(sums[0][item]), "n_after": int(sums[1][item]),
                    "documents_before": int(sides[0].sum()), "documents_after": int(sides[1].sum()),
                    "rate_before": rates[0][item], "rate_after": rates[1][item],
                    "difference": rates[1][item] - rates[0][item],
                }
            )  # fmt: skip
    table = pd.DataFrame(rows)
    table.attrs = {"provenance": joint_provenance(hits, annotations), "per": per}
    return Trace("event").on(table)


@dataclass(frozen=True)
class _Settings:
    per: float
    confidence: float
    n_resamples: int
    n_permutations: int
    seed: int


@dataclass(frozen=True)
class _Data:
    """The counts of all documents, and what is asked of them."""

    counts: HitCounts
    days: pd.Series
    clusters: NDArray[np.str_] | None
    strata: pd.Series | None
    weights: Weights
    window: Window
    placebos: list[Window]

    def rows(self, group: object, members: NDArray[np.bool_], settings: _Settings) -> list[dict[str, Any]]:
        """One row for each frame, of the documents that are members."""
        inside = members & (self.window.is_before(self.days) | self.window.is_after(self.days))
        after = self.window.is_after(self.days)[inside]
        table, sizes, days = self.counts.table[inside], self.counts.sizes[inside], self.days[inside]
        if group == EVERYTHING and not 0 < after.sum() < len(after):
            side = "after" if not after.any() else "before"
            raise KhitabError(
                f"event_window: no documents with words in the days {side} {self.window.event:%Y-%m-%d}; the dates run "
                f"from {self.days.min():%Y-%m-%d} to {self.days.max():%Y-%m-%d}."
            )
        clusters = None if self.clusters is None else self.clusters[inside]
        ends = {"per": settings.per, "confidence": settings.confidence}
        labels = days.dt.strftime("%Y-%m-%d").to_numpy(str)
        drawn = shift_over_documents(
            table, sizes, after, clusters=clusters, n_resamples=settings.n_resamples, seed=settings.seed, **ends
        )
        daily = shift_over_days(table, sizes, after, labels, **ends)
        deals: dict[str, Any] = {"n_resamples": settings.n_permutations, "seed": settings.seed}
        p_documents = permutation_tests(table, sizes, after, clusters=clusters, **deals)
        p_days = permutation_tests(table, sizes, after, clusters=labels, **deals)
        before_rate, after_rate = rates_of(table, sizes, after, settings.per)
        others = self._placebo_differences(members, settings.per)
        within = self._within(inside, after, clusters, labels, settings)
        notes = [missing_note(self.days[members], self.window), drawn.note, daily.note]
        rows = []
        for item, frame in enumerate(self.counts.frames):
            difference = after_rate[item] - before_rate[item]
            as_large, p_placebo = rank_among(difference, others[:, item])
            rows.append(
                {
                    "group": group, "frame": frame, **self.window.columns,
                    "n_before": int(table[~after, item].sum()), "n_after": int(table[after, item].sum()),
                    "documents_before": int((~after).sum()), "documents_after": int(after.sum()),
                    "days_before": len(set(labels[~after])), "days_after": len(set(labels[after])),
                    "rate_before": before_rate[item], "rate_after": after_rate[item], "difference": difference,
                    "low": drawn.low[item], "high": drawn.high[item],
                    "ratio": float(divide(after_rate[item], before_rate[item])),
                    "ratio_low": drawn.ratio_low[item], "ratio_high": drawn.ratio_high[item],
                    "interval": drawn.method,
                    "low_days": daily.low[item], "high_days": daily.high[item], "interval_days": daily.method,
                    "p_documents": p_documents[item], "p_days": p_days[item],
                    "placebos": len(others), "placebos_as_large": as_large, "p_placebo": p_placebo,
                    **{name: values[item] for name, values in within.items()},
                    "note": "; ".join(note for note in [*notes, _few_placebos(self.placebos, len(others))] if note),
                }
            )  # fmt: skip
        return rows

    def _placebo_differences(self, members: NDArray[np.bool_], per: float) -> NDArray[np.float64]:
        """(n_dates, n_frames) differences at the other dates; those where a side has no words are left out."""
        found = []
        for window in self.placebos:
            sides = [members & side for side in (window.is_before(self.days), window.is_after(self.days))]
            if all(self.counts.sizes[side].sum() > 0 for side in sides):
                before, after = (
                    per * self.counts.table[side].sum(axis=0) / self.counts.sizes[side].sum() for side in sides
                )
                found.append(after - before)
        return np.array(found, dtype=float).reshape(-1, len(self.counts.frames))

    def _within(
        self,
        inside: NDArray[np.bool_],
        after: NDArray[np.bool_],
        clusters: NDArray[np.str_] | None,
        labels: NDArray[np.str_],
        settings: _Settings,
    ) -> dict[str, Any]:
        if self.strata is None:
            return {}
        nothing = np.full(len(self.counts.frames), np.nan)
        if not 0 < after.sum() < len(after):
            return dict.fromkeys([name for name in _COLUMNS if "within" in name] + ["strata", "shared"], nothing)
        found = difference_within(
            self.counts.table[inside],
            self.counts.sizes[inside],
            after,
            self.strata[inside],
            weights=self.weights,
            clusters=clusters,
            per=settings.per,
            confidence=settings.confidence,
            n_resamples=settings.n_resamples,
            n_permutations=settings.n_permutations,
            seed=settings.seed,
        )
        low, high = within_over_days(
            self.counts.table[inside],
            self.counts.sizes[inside],
            after,
            labels,
            pd.factorize(self.strata[inside])[0],
            weights=self.weights,
            per=settings.per,
            confidence=settings.confidence,
        )
        return {
            "low_within_days": low, "high_within_days": high,
            "difference_within": found.difference, "low_within": found.low, "high_within": found.high,
            "p_within": found.p, "strata": np.full(len(nothing), found.strata),
            "shared": np.full(len(nothing), found.shared),
        }  # fmt: skip


def _groups(
    documents: pd.DataFrame, by: str | None, usable: NDArray[np.bool_]
) -> list[tuple[object, NDArray[np.bool_]]]:
    """All documents that are usable, then those of each group."""
    every: list[tuple[object, NDArray[np.bool_]]] = [(EVERYTHING, usable)]
    if by is None:
        return every
    values = with_groups(documents, [by], "event_window")[by]
    groups = sorted(values.dropna().unique())
    if EVERYTHING in groups:
        raise KhitabError(f"event_window: a group of {by!r} is called {EVERYTHING!r}, which has another meaning here.")
    return every + [(group, usable & (values == group).to_numpy(dtype=bool, na_value=False)) for group in groups]


def _few_placebos(asked: list[Window], found: int) -> str:
    if not asked:
        return ""
    few = f"{how_many(found, 'placebo date')}, too few for a p-value below 0.05"
    return few if found < MIN_PLACEBOS else ""
