"""The figures of a study, by name; each in English and in Arabic, the flow diagram in English."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.measures.correction import adjust
from analysis.plots import plot_event_days, plot_event_window, plot_timeline
from press_events.flow_diagram import flow_diagram
from press_events.settings import Settings
from press_events.tables import Found


def figures_of(found: Found, settings: Settings) -> dict[str, Figure]:
    """All figures that the tables allow."""
    tables = found.tables
    drawn: dict[str, Figure] = {"flow": flow_diagram(tables["flow"])}
    for labels in ("en", "ar"):
        look: dict[str, Any] = {"labels": labels}
        for frame in settings.frames:
            if "days" in tables and frame not in settings.printed:
                drawn[f"{frame}-days-{labels}"] = plot_event_days(tables["days"], frame, **look)
            if "periods" in tables and frame == settings.frames[0]:
                drawn[f"{frame}-periods-{labels}"] = plot_timeline(tables["periods"], frame, **look)
            if "whole_days" in tables and frame in settings.printed:
                whole = _with_source(tables["whole_days"], found, settings.corpus)
                drawn[f"{frame}-whole-{labels}"] = plot_event_days(whole, frame, **look)
        window = tables["window"]
        for event in settings.events:
            own = window[(window["name"] == event.name) & (window["group"] == "(all)")]
            own = own.assign(p_days_adjusted=adjust(own["p_days"].astype(float), "holm"))  # of the rows that are shown
            own.attrs = window.attrs
            name = "window" if len(settings.events) == 1 else f"window-{event.name}"
            drawn[f"{name}-{labels}"] = plot_event_window(own, **look)
    return drawn


def _with_source(table: pd.DataFrame, found: Found, corpus: str) -> pd.DataFrame:
    words = int(table.drop_duplicates("day")["denominator"].sum())
    articles = int(table.drop_duplicates("day")["documents"].sum())
    marked = table.copy()
    marked.attrs = {
        "provenance": {
            "corpus": corpus, "documents": articles, "words": words, "constructed": False,
 "version": found.provenance["version"],
        },
        "per": 1000,
    }  # fmt: skip
    return marked
