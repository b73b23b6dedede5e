"""The windows: before and after each event, with the other ways of asking that could have been chosen."""

from typing import Any

import numpy as np
import pandas as pd

from analysis import Annotations, find_frames
from analysis.annotation.source import AnnotationSource
from analysis.comparison import adjust_families, event_placebos, event_window
from press_events.settings import Event, Settings
from press_events.whole import side_of

ALL = "(all)"


def core(settings: Settings) -> dict[str, Any]:
    """What all windows of a study share."""
    return {"frames": settings.frames, "clusters": "cluster", "seed": settings.seed}


def window(hits: pd.DataFrame, annotations: AnnotationSource, settings: Settings) -> pd.DataFrame:
    """The chosen window of each event, of all documents and by group, with `name` of the event."""
    parts = [
        event_window(
            hits,
            annotations,
            event.date,
            **event.window,
            **core(settings),
            by=settings.group,
            placebo=not is_short(settings),
        ).assign(name=event.name)
        for event in settings.events
    ]
    table = pd.concat(parts, ignore_index=True)
    table.attrs = parts[0].attrs
    return table


def controls(hits: pd.DataFrame, annotations: AnnotationSource, settings: Settings) -> pd.DataFrame:
    """The frames that the event should leave as they are: all others of the lexicon, in the same window."""
    others = [frame for frame in hits.attrs["frames"] if frame not in settings.frames]
    parts = [
        event_window(
            hits, annotations, event.date, **event.window, **core(settings) | {"frames": others}, placebo=False
        ).assign(name=event.name)
        for event in settings.events
    ]
    return pd.concat(parts, ignore_index=True)


def within(
    hits: pd.DataFrame, annotations: AnnotationSource, settings: Settings, strata: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """The difference within strata of several kinds: name, strata_of and the columns of `event_window`."""
    parts = []
    for event in settings.events:
        for kind, labels in strata.items():
            found = event_window(
                hits, annotations, event.date, **event.window, **core(settings), strata=labels, placebo=False
            )
            parts.append(found.assign(name=event.name, strata_of=kind))
    return pd.concat(parts, ignore_index=True)


def choices(
    hits: pd.DataFrame,
    annotations: Annotations,
    settings: Settings,
    event: Event,
    story: pd.Series,
    unclean: Annotations,
) -> pd.DataFrame:
    """The event's window under other choices, each named by `choice`.

    Parameters
    ----------
    story : doc_id of the articles of the event's story.
    unclean : the annotations with footers and other boilerplate counted.
    """
    documents = annotations.documents
    ids = documents["doc_id"].astype("str")
    side = side_of(documents["date"].dt.strftime("%Y-%m-%d"), event)
    shown = [set(documents.loc[side.to_numpy() == name, settings.group]) for name in ("before", "after")]
    both = annotations.select(ids[documents[settings.group].isin(shown[0] & shown[1]).to_numpy()])
    rest = annotations.select(ids[~ids.isin(set(story))])
    first = annotations.select(ids[~documents["cluster"].duplicated().to_numpy()])

    def asked(source: Annotations, found: pd.DataFrame | None = None, **changed: Any) -> pd.DataFrame:
        own = find_frames(source) if found is None else found
        given: dict[str, Any] = {**event.window, **core(settings), "placebo": False, **changed}
        return event_window(own, source, event.date, **given)

    found = {
        "as chosen": asked(annotations, hits),
        "related terms, too": asked(annotations, hits, tier="all"),
        "per token": asked(annotations, hits, denominator="tokens"),
        "one article of each cluster": asked(first),
        "groups on both sides": asked(both),
        "footers counted": asked(unclean),
    }
    if len(story):
        found["without the story"] = asked(rest)
    if event.day == "out":
        found["day of the event after"] = asked(annotations, hits, after=event.after + 1, event_day="after")
        found["day of the event before"] = asked(annotations, hits, before=event.before + 1, event_day="before")
    return pd.concat([table.assign(choice=name) for name, table in found.items()], ignore_index=True)


def is_short(settings: Settings) -> bool:
    """Whether the dates have no room for such windows at other dates; then two days are set against two (`whole`)."""
    days = (pd.Timestamp(settings.last) - pd.Timestamp(settings.first)).days
    return any(days < 4 * (event.before + event.after) for event in settings.events)


def placebos(hits: pd.DataFrame, annotations: AnnotationSource, settings: Settings) -> pd.DataFrame:
    """The difference at each event and at all other dates."""
    parts = [
        event_placebos(hits, annotations, event.date, **event.window, frames=settings.frames).assign(name=event.name)
        for event in settings.events
    ]
    return pd.concat(parts, ignore_index=True)


def placebo_ranks(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """For each event and frame: its difference, how many other dates there are, how many have one at least as large.

    Dates whose window reaches over any event of the study are no placebos and are left out.
    """
    dates = [pd.Timestamp(event.date) for event in settings.events]
    over = np.zeros(len(table), dtype=bool)
    for date in dates:
        over |= ((table["before_from"] < date) & (table["after_to"] >= date)).to_numpy()
    table = table[table["is_event"] | ~over]
    rows = []
    for (name, frame), own in table.groupby(["name", "frame"], sort=False):
        real = own.loc[own["is_event"], "difference"].iloc[0]
        others = own.loc[~own["is_event"], "difference"].dropna()
        as_large = int((others.abs() >= abs(real)).sum())
        rows.append((name, frame, real, len(others), as_large, others.abs().max(), (as_large + 1) / (len(others) + 1)))
    return pd.DataFrame(
        rows, columns=["name", "frame", "difference", "placebos", "as_large", "largest_placebo", "p_placebo"]
    )


def families(found: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The groups' tests of all frames and events corrected together."""
    groups = found[found["group"] != ALL]
    parts = {
        f"{event.name}, {frame}": groups[(groups["frame"] == frame) & (groups["name"] == event.name)]
        for event in settings.events
        for frame in settings.frames
    }
    return adjust_families({name: part for name, part in parts.items() if len(part)}, "p_documents")
