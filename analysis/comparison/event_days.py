"""Event days: the rates of the days around an event, so that one can see what its two averages hide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.comparison.windows import DAY, Event, EventDay, days_of, window_of
from analysis.counting.clusters import Clusters
from analysis.counting.hit_counts import Denominator, Tier
from analysis.counting.periods import with_groups
from analysis.counting.trace import Trace
from analysis.frames.rates import frame_rates

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


def event_days(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    event: Event,
    *,
    before: int = 7,
    after: int = 7,
    event_day: EventDay = "after",
    by: str | None = None,
    clusters: Clusters | None = None,
    frames: Iterable[str] | None = None,
    tier: Tier = "core",
    denominator: Denominator = "words",
    per: float = 1000,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Rates of each day around an event, days without documents included, with the number of documents of each day.

    Parameters
    ----------
    As for `event_window`; the day of an event that is "out" has its row, too, on neither side.

    Returns
    -------
    The columns of `frame_rates(by="day")` (with ``by``, of each group's days), then event, offset (days from the
    event) and side ("before", "after", or "" for neither). A day without documents has n 0, no rate, and the note
    "no documents on this day".

    Examples
    --------
    >>> days = event_days(hits, annotations, "2026-06-09", before=2, after=2, frames=["security"])
    >>> days[["day", "offset", "side", "documents"]]
              day  offset    side  documents
    0  2026-06-07      -2  before          0
    1  2026-06-08      -1  before          0
    2  2026-06-09       0   after          1
    3  2026-06-10       1   after          1
    """
    place = "event_days"
    documents = annotations.documents
    days_of(documents, place)
    window = window_of(event, before, after, event_day, place)
    columns = [*([] if by is None else [by]), "day"]
    rates = frame_rates(
        hits,
        annotations,
        columns,
        frames=frames,
        tier=tier,
        denominator=denominator,
        per=per,
        confidence=confidence,
        n_resamples=n_resamples,
        seed=seed,
        clusters=clusters,
    )
    days = pd.date_range(min(window.before_from, window.event), max(window.after_to, window.event))
    names = list(days.strftime("%Y-%m-%d"))
    groups = [] if by is None else [sorted(with_groups(documents, [by], place)[by].dropna().unique())]
    every = pd.MultiIndex.from_product(
        [*groups, names, rates["frame"].unique(), rates["tier"].unique()], names=[*columns, "frame", "tier"]
    )
    table = rates.set_index([*columns, "frame", "tier"]).reindex(every).reset_index()
    absent = table["documents"].isna()
    for name in ("n", "denominator", "documents", "documents_with"):
        table[name] = table[name].fillna(0).astype("int64")
    for name in ("denominator_name", "interval"):
        table[name] = table[name].fillna(rates[name].iloc[0])
    table.loc[absent, "note"] = "no documents on this day"
    day = pd.to_datetime(table["day"])
    sides = [window.is_before(day), window.is_after(day)]
    table = table[list(rates.columns)].assign(
        event=window.event, offset=((day - window.event) // DAY).astype("int64"),
        side=np.select(sides, ["before", "after"], default=""),
    )  # fmt: skip
    table.attrs = {**rates.attrs, "by": columns}
    return Trace("hits", by=tuple(columns)).on(table)
