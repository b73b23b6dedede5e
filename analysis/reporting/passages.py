"""Passages: the sentences behind a report's numbers, ready to be shown, with what each can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.listed_places import listed_places
from analysis.counting.periods import period_labels
from analysis.discourse.placing import voice_of_hits
from analysis.lexicon import Lexicon
from analysis.passages.concordance import Line, cited
from analysis.passages.evidence import evidence
from analysis.rendering.html import Mark, arabic, marked
from analysis.rendering.typeface import PALETTE
from analysis.reporting.choices import group_values
from analysis.reporting.results import Results

MOST = 100
"""Passages of each number of the report that are shown; where there are more, so many are drawn at random."""
_CONTEXT, _SEED = 30, 1
_SPAN = ["doc_id", "start", "end"]


@dataclass(frozen=True)
class Passage:
    """One sentence with its marks, its whole paragraph where that is longer, its source, and its facets."""

    doc_id: str
    line: str
    paragraph: str
    place: str
    facets: Mapping[str, str]
    said: str = ""


def facets_of_documents(found: Results) -> pd.DataFrame:
    """The group and the period of each document: columns doc_id, group, period; "" where unknown."""
    documents = found.annotations.documents
    table = pd.DataFrame({"doc_id": documents["doc_id"].astype("str"), "group": "", "period": ""})
    if found.by:
        table["group"] = group_values(documents, found.by.column).fillna("").to_numpy()
    if found.over:
        table["period"] = period_labels(documents["date"], found.over.column).fillna("").to_numpy()
    return table.reset_index(drop=True)


def hits_with_facets(found: Results) -> pd.DataFrame:
    """All hits, with the group, the period and the kind of voice in whose words each stands."""
    placed = voice_of_hits(found.hits, found.tables["attributions"]).astype({"doc_id": "str"})
    return placed.merge(facets_of_documents(found), on="doc_id", how="left").assign(
        voice=placed["voice_kind"].to_numpy()
    )


def drawn(hits: pd.DataFrame, cells: Iterable[list[str]], most: int = MOST) -> NDArray[np.bool_]:
    """(n_hits,) which hits are shown: of each cell of each crossing of columns all, or `most` drawn at random."""
    order = pd.Series(np.random.default_rng(_SEED).permutation(len(hits)), index=hits.index)
    chosen = np.zeros(len(hits), dtype=bool)
    for columns in cells:
        keys = [hits[name].astype("str") for name in columns]
        chosen |= (order.groupby(keys).rank(method="first") <= most).to_numpy()
    return chosen


def lines_of(
    rows: pd.DataFrame, annotations: AnnotationSource, lexicon: Lexicon | None, context: int | None = _CONTEXT
) -> dict[tuple[str, int, int], tuple[Line, str]]:
    """The line of each span, and the text of its document."""
    if rows.empty:
        return {}
    plain = rows.reset_index(drop=True)
    plain.attrs = {}
    concordance = evidence(plain, annotations, context=context, lexicon=lexicon)
    spans = zip(*(concordance.table[name] for name in _SPAN), strict=True)
    return {
        (str(doc_id), int(start), int(end)): (line, concordance.texts[line.doc_id])
        for (doc_id, start, end), line in zip(spans, concordance.lines, strict=True)
    }


def passage(line: Line, text: str, facets: Mapping[str, str], said: str = "") -> Passage:
    """Make a line into what a page shows."""
    before = "… " if line.stretch[0] > line.whole[0] else ""
    after = " …" if line.stretch[1] < line.whole[1] else ""
    shown = f"{before}{marked(text, *line.stretch, line.marks)}{after}"
    whole = arabic("p", marked(text, *line.whole, line.marks), "whole") if before or after else ""
    place = " · ".join([f"<bdi>{escape(line.doc_id)}</bdi>", *cited(line.citation)])
    return Passage(line.doc_id, shown, whole, place, facets, said)


def keyword_places(found: Results, items: Iterable[str]) -> pd.DataFrame:
    """Every place of some keywords in the corpus: item and span, with the group of the document."""
    places = listed_places(found.known, items)[["item", *_SPAN, "paragraph", "sentence"]]
    return places.merge(facets_of_documents(found)[["doc_id", "group"]], on="doc_id", how="left")


ATTRIBUTION_COLOURS = {"content": PALETTE[4], "speaker": PALETTE[1], "cue": PALETTE[0]}
"""In which colour each part of an attribution is marked."""


def attribution_marks(row: Mapping[Any, Any], line: Line) -> Line:
    """The line of an attribution with its speaker, its word of saying and what is said marked apart."""
    marks = [
        Mark(int(row[f"{part}_start"]), int(row[f"{part}_end"]), "", colour)
        for part, colour in ATTRIBUTION_COLOURS.items()
        if not pd.isna(row[f"{part}_start"]) and not pd.isna(row[f"{part}_end"])
    ]
    return replace(line, marks=tuple(marks) or line.marks)


def attribution_spans(voices: pd.DataFrame) -> pd.DataFrame:
    """Where each attribution stands: at its word of saying, or else at its speaker or at what is said."""
    spans = pd.DataFrame({"doc_id": voices["doc_id"].astype("str")})
    for end in ("start", "end"):
        places = voices[f"cue_{end}"]
        for part in ("speaker", "content"):
            places = places.fillna(voices[f"{part}_{end}"])
        spans[end] = places.astype("int64").to_numpy()
    return spans.reset_index(drop=True)
