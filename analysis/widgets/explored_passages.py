"""The sentences behind a cell of the explorer: sorted, searched, a page at a time, as plain pieces of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.annotation.stored.annotations import StoredAnnotations
from analysis.arabic.orthography import keys
from analysis.counting.hit_counts import check_choice
from analysis.counting.paragraph_table import line_at
from analysis.passages.citations import as_text, citations
from analysis.passages.concordance import Line
from analysis.passages.evidence import evidence
from analysis.widgets.explored import Explored, Ints

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

ORDERS = ("text", "newest", "oldest", "source", "term")
PAGE = 10


@dataclass(frozen=True)
class Wish:
    """How passages are to be shown: in which order, which of them, from which on."""

    order: str = "text"
    query: str = ""
    first: int = 0

    def __post_init__(self) -> None:
        check_choice("explore", "order", self.order, ORDERS)


def passages(explored: Explored, places: Ints, wish: Wish, lexicon: Lexicon) -> dict[str, Any]:
    """A page of the passages of some hits.

    Parameters
    ----------
    places : the places of the hits in `explored.hits`.

    Returns
    -------
    total (of those found), first, and rows: of each its place among the hits, what there is to cite, and its sentence
    as pieces, each a text with the frames that it is marked with and whether it is the hit itself.
    """
    hits = explored.hits
    if wish.query.strip():
        places = places[_matching(explored, places, wish.query)]
    places = _sorted(explored, places, wish.order)
    first = min(max(wish.first, 0), max(len(places) - 1, 0) // PAGE * PAGE)
    shown = places[first : first + PAGE]
    found = evidence(hits.iloc[shown], explored.annotations, context=None, lexicon=lexicon)
    lines = {(line.doc_id, line.start, line.end): line for line in found.lines}
    rows = []
    here = hits.iloc[shown]
    here.attrs = {}  # which pandas would copy for each row
    for place, hit in zip(shown.tolist(), here.to_dict("records"), strict=True):
        line = lines[str(hit["doc_id"]), int(hit["start"]), int(hit["end"])]
        beside = _hits_of_document(explored, place)
        pieces = _pieces(found.texts[line.doc_id], line, beside)
        said = {name: str(hit[name]) for name in ("frame", "tier", "term", "surface")}
        rows.append(
            {
                "hit": place,
                "doc_id": line.doc_id,
                "paragraph": line.paragraph,
                **line.citation,
                **said,
                "pieces": pieces,
            }
        )
    return {"total": len(places), "first": first, "rows": rows}


def _sorted(explored: Explored, places: Ints, order: str) -> Ints:
    """The places in another order; what is the same in it stays in the order of the texts."""
    if order == "text" or not len(places):
        return places
    if order == "term":
        return places[np.argsort(explored.hits["term"].astype("str").to_numpy()[places], kind="stable")]
    documents = explored.annotations.documents
    if order == "source":
        rank = pd.factorize(documents["source"].astype("str"), sort=True)[0]
    else:
        days = documents["date"].to_numpy("datetime64[D]").astype(np.int64)
        unknown = documents["date"].isna().to_numpy()
        rank = np.where(unknown, np.iinfo(np.int64).max, -days if order == "newest" else days)
    return places[np.argsort(rank[explored.document[places]], kind="stable")]


def _matching(explored: Explored, places: Ints, query: str) -> np.ndarray[Any, Any]:
    """(n_places,) whether the paragraph of a hit, or what is cited of its document, has the words of a query in it."""
    wanted = keys([" ".join(query.split())])[0]
    few = explored.hits.iloc[places][["doc_id", "start"]].astype({"doc_id": "str"})
    texts = texts_of(explored.annotations, few["doc_id"].unique())
    cited = citations(explored.annotations.documents)
    about = {}
    for doc_id in texts:
        citation = {str(name): value for name, value in cited.loc[doc_id].items()}
        about[doc_id] = " ".join([doc_id, *as_text(citation).values()])
    lines = [
        " ".join([line_at(texts[doc_id], start), about[doc_id]]).replace("\n", " ")
        for doc_id, start in zip(few["doc_id"], few["start"], strict=True)
    ]
    return np.array([wanted in key for key in keys(lines)], dtype=bool)


def texts_of(annotations: AnnotationSource, doc_ids: Iterable[str]) -> dict[str, str]:
    """The texts of some documents; of stored ones with one query, since each would be a file to open."""
    wanted = list(doc_ids)
    if not isinstance(annotations, StoredAnnotations):
        return {doc_id: annotations.text(doc_id) for doc_id in wanted}
    quoted = ", ".join("'" + doc_id.replace("'", "''") + "'" for doc_id in wanted)
    found = annotations.sql(f"select doc_id, text from texts where doc_id in ({quoted})") if wanted else pd.DataFrame()
    return dict(zip(found["doc_id"], found["text"], strict=True)) if wanted else {}


def _hits_of_document(explored: Explored, place: int) -> pd.DataFrame:
    """All hits of the document in which a hit stands, but for those that were found wrong."""
    first, last = np.searchsorted(explored.document, [explored.document[place], explored.document[place] + 1])
    own = explored.hits.iloc[first:last]
    own.attrs = {}
    return own[~explored.left_out[first:last]]


def _pieces(text: str, line: Line, beside: pd.DataFrame) -> list[dict[str, Any]]:
    """The sentence cut where a mark begins or ends."""
    start, end = line.stretch
    inside = beside[(beside["start"] < end) & (beside["end"] > start)]
    marks: list[Mapping[Any, Any]] = inside[["start", "end", "frame"]].to_dict("records")  # type: ignore[assignment]
    edges = {edge for mark in marks for edge in (int(mark["start"]), int(mark["end"])) if start < edge < end}
    cuts = sorted({start, end, line.start, line.end, *edges})
    return [
        {
            "text": text[left:right],
            "frames": list(dict.fromkeys(str(m["frame"]) for m in marks if m["start"] < right and left < m["end"])),
            "hit": line.start <= left and right <= line.end,
        }
        for left, right in pairwise(cuts)
    ]
