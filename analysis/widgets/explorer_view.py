"""The page of the explorer: what it is told once, and how its questions reach the session."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analysis.counting.periods import PERIODS
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import phrase, phrases_of, provenance_parts
from analysis.rendering.typeface import font_data_uri
from analysis.widgets.explorer_session import ExplorerSession

_HERE = Path(__file__).parent
_NO_GROUP = frozenset(("doc_id", "date", "title", "url", "link", "n_words", "n_tokens", "constructed", "encoding"))
_COLUMNS_OF_RATES = frozenset(
    (
        "frame", "tier", "n", "denominator", "denominator_name", "documents", "documents_with", "rate", "low", "high",
        "interval", "note", "precision", "recall",
    )
)  # fmt: skip
_MOST_GROUPS = 60
_FEW_GROUPS = 12
_MOST_SOURCES = 200
_MOST_PERIODS = 1000
_DAYS = {"year": 365, "quarter": 91, "month": 30, "week": 7, "day": 1}


class ExplorerView(anywidget.AnyWidget):
    """A corpus on screen; made by `explore`."""

    _esm = _HERE / "explorer.js"
    _css = _HERE / "explorer.css"
    setup = traitlets.Dict().tag(sync=True)
    _session: ExplorerSession

    @classmethod
    def of(cls, session: ExplorerSession) -> ExplorerView:
        """Show what a session answers."""
        view = cls(setup=_setup(session))
        view._session = session
        view.on_msg(view._receive)
        return view

    @property
    def judgements(self) -> pd.DataFrame:
        """What was judged: a row per hit, as `read_judgements` gives them."""
        return self._session.judgements

    def senses(self, term: str, *, least: int = 2) -> pd.DataFrame:
        """What the judgements made so far would teach of a term: `judged_senses`."""
        return self._session.senses(term, least=least)

    def _receive(self, _: object, content: Mapping[str, Any], __: object) -> None:
        """Answer a question under its number."""
        self.send({**self._session.answer(content), "id": content.get("id")})


def _setup(session: ExplorerSession) -> dict[str, Any]:
    """What the page is told once: frames, columns, sources, days, and all that it says."""
    explored, labels = session.explored, session.labels
    documents = explored.annotations.documents
    look = frame_look(explored.frames, session.lexicon, labels)
    groups = _groups(documents)
    sources = sorted(documents["source"].astype("str").unique()) if "source" in documents else []
    by = "source" if "source" in groups and 1 < documents["source"].nunique() <= _FEW_GROUPS else ""
    provenance = {**explored.annotations.provenance, **explored.hits.attrs.get("provenance", {})}
    return {
        "frames": [
            {"id": frame, "name": look.names[frame], "colour": look.colours[frame]} for frame in explored.frames
        ],
        "groups": [{"id": name, "name": phrase(name, labels)} for name in groups],
        "periods": [{"id": name, "name": phrase(name, labels)} for name in _periods(documents["date"])],
        "tiers": [{"id": name, "name": phrase(name, labels)} for name in ("core", "related", "all")],
        "sources": sources if 1 < len(sources) <= _MOST_SOURCES else [],
        "days": [f"{day:%Y-%m-%d}" for day in (documents["date"].min(), documents["date"].max()) if pd.notna(day)],
        "choice": {"by": by},
        "names": {name: phrase(f"discourse/{name}", labels) for name in ("narrator", "unknown")},
        "words": phrases_of("explorer", labels),
        "direction": "rtl" if labels == "ar" else "ltr",
        "font": font_data_uri(),
        "provenance": provenance_parts(provenance, labels),
    }


def _groups(documents: pd.DataFrame) -> list[str]:
    """The metadata columns that part the documents into some groups, but not into single ones."""
    found = []
    for name in map(str, documents.columns):
        if name in _NO_GROUP or name in _COLUMNS_OF_RATES or name in PERIODS:
            continue
        n = documents[name].nunique()
        if 1 < n <= _MOST_GROUPS and (n < len(documents) or n <= _FEW_GROUPS):
            found.append(name)
    return found


def _periods(dates: pd.Series[Any]) -> list[str]:
    """The periods by which the dates may be grouped without making too many."""
    if not dates.notna().any():
        return []
    days = (dates.max() - dates.min()).days
    long = {name: _DAYS[name.partition("-")[0]] for name in PERIODS}  # "week-saturday" is a week
    return [name for name in PERIODS if days / long[name] <= _MOST_PERIODS and (days >= long[name] or name == "day")]
