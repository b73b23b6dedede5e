"""Spread: how evenly frames or words are dispersed over documents, and how varied a document's vocabulary is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.annotation.word_counts import is_word
from analysis.context.search import find_quietly
from analysis.counting.hit_checks import check_hits
from analysis.counting.hit_counts import Tier, of_tier
from analysis.counting.item_counts import Unit, check_unit
from analysis.counting.pieces import Sought, document_index, joined, numbers_in
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures import dispersion as measures
from analysis.measures.diversity import mattr, mtld

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

_COLUMNS = [
    *("item", "n", "documents_with", "documents", "words", "dp", "dp_norm", "juilland_d", "arf", "note"),
]


def dispersion(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    item: str = "frame",
    items: Iterable[str] | None = None,
    tier: Tier = "core",
) -> pd.DataFrame:
    """Dispersion over documents of whatever a column of ``hits`` names: frames, terms, tiers, queries.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches` on the same annotations.
    item : the column whose values are the items; ``items`` : which of them (all that occur if omitted).
    tier : "core", "related", or "all" for both.

    Returns
    -------
    DataFrame, one row for each item: item; n; documents_with (its range), documents, words; dp, dp_norm (Gries:
    0 = even, 1 = all in one place), juilland_d; arf, average reduced frequency over the corpus read as one text;
    note: why cells are empty. Sizes are in words.

    Examples
    --------
    >>> dispersion(hits, annotations)[["item", "n", "documents_with", "dp_norm"]].round(2).head(2)
               item   n  documents_with  dp_norm
    0  humanitarian  16               4     0.91
    1      security  46              25     0.42
    """
    if item not in hits.columns:
        raise KhitabError(f"dispersion: the hits have no column {item!r}; use one of {', '.join(hits.columns)}.")
    check_hits(hits, annotations, "dispersion")
    hits = hits[of_tier(hits, tier, "dispersion")]
    names = dict.fromkeys(items if items is not None else hits[item].astype("str"))
    number = pd.Index(list(names), dtype="str").get_indexer(pd.Index(hits[item], dtype="str"))
    sought = Sought(hits)

    def find(piece: Annotations) -> tuple[np.ndarray, np.ndarray]:
        which, rows = sought.rows_in(piece)
        return number[which], rows

    table = _table(annotations, {name: place for place, name in enumerate(names)}, find, ("word",), item)
    return Trace("hits", item="item", column=item, tier="" if tier == "all" else tier).on(table)


def word_dispersion(annotations: AnnotationSource, words: Sequence[str]) -> pd.DataFrame:
    """Dispersion over documents of words and phrases, as `dispersion` gives it for hits.

    Parameters
    ----------
    words : queries as `find_matches` takes them: as printed (`مجلس الأمن`), or the lemma (`[lemma="إرهاب"]`). The note
        of one that never occurs says what was looked for and what comes nearest.

    Examples
    --------
    >>> word_dispersion(annotations, ["تعاون"])[["item", "n", "dp_norm"]].round(2)
        item  n  dp_norm
    0  تعاون  4     0.91
    """
    found = {word: find_quietly(annotations, word) for word in words}
    hits = joined(list(found.values())) if found else pd.DataFrame({"doc_id": [], "word": [], "frame": []})
    table = dispersion(hits, annotations, items=list(found))
    absent = {word: hits.attrs["notes"][0] for word, hits in found.items() if hits.empty}
    told = [f": {absent[item]}" if item in absent else "" for item in table["item"]]
    table["note"] = [note + more for note, more in zip(table["note"], told, strict=True)]
    table.attrs["provenance"]["unit"] = "query"
    return Trace("keywords", item="item", unit="query").on(table)


def diversity(annotations: AnnotationSource, *, unit: Unit = "lemma", window: int = 50) -> pd.DataFrame:
    """How varied each document's vocabulary is, by two measures that do not fall with its length.

    Returns
    -------
    DataFrame, one row for each document: doc_id; words, types; mattr over windows of ``window``
    words (Covington & McFall 2010); mtld (McCarthy & Jarvis 2010); note: which is empty for want of words.

    Examples
    --------
    >>> diversity(annotations)[["doc_id", "words", "types", "mattr"]].round(2).head(2)
               doc_id  words  types  mattr
    0  anwa-2026-01-a    264    175   0.86
    1  anwa-2026-01-b    248    164   0.84
    """
    check_unit(unit)
    if unit == "surface":
        raise KhitabError("diversity: printed tokens have no column of their own; use key, lemma or form.")
    rows = {}
    for piece in annotations.pieces(("doc_id", "form", unit)):
        kept = piece.words[is_word(piece.words)]
        for doc_id, part in kept.groupby("doc_id", observed=True)[unit]:
            rows[doc_id] = _diversity(part.cat.codes.tolist(), window)
    doc_ids = annotations.documents["doc_id"]
    none = _diversity([], window)
    table = pd.DataFrame([{"doc_id": doc_id, **rows.get(doc_id, none)} for doc_id in doc_ids], columns=_DIVERSITY)
    table.attrs = {"provenance": {**annotations.provenance, "unit": unit, "window": window}}
    return Trace("none", reason=_ALL_WORDS).on(table)


_ALL_WORDS = "the variety of a document's vocabulary is that of all its words; read the document with read_marked."
_DIVERSITY = ["doc_id", "words", "types", "mattr", "mtld", "note"]


def _diversity(items: list[int], window: int) -> dict[str, object]:
    found = {"mattr": mattr(items, window), "mtld": mtld(items)}
    empty = ", ".join(name for name, value in found.items() if np.isnan(value))
    note = f"too short, or without repetition, for {empty}" if empty else ""
    return {"words": len(items), "types": len(set(items)), **found, "note": note}


_Find = Callable[["Annotations"], tuple[np.ndarray, np.ndarray]]


def _table(
    annotations: AnnotationSource, names: Mapping[str, int], find: _Find, needed: tuple[str, ...], unit: str
) -> pd.DataFrame:
    """Measure items, given with their numbers; `find` gives the numbers and rows of those that stand in a piece."""
    doc_ids, size = document_index(annotations), 0
    sizes = np.zeros(len(doc_ids))
    found: list[tuple[np.ndarray, ...]] = []
    for piece in annotations.pieces(("doc_id", "form", *needed)):
        kept, document = is_word(piece.words), numbers_in(piece, doc_ids)
        number, rows = find(piece)
        # Places count the words of the corpus read as one running text.
        found.append((number, document[rows], size + np.cumsum(kept)[rows] - 1))
        sizes += np.bincount(document[kept], minlength=len(sizes))
        size += int(kept.sum())
    number, document, place = (np.concatenate([part[i] for part in found]) for i in range(3))
    table = pd.DataFrame(
        [_spread(name, document[number == i], place[number == i], sizes) for name, i in names.items()],
        columns=_COLUMNS,
    )
    table.attrs = {"provenance": {**annotations.provenance, "unit": unit}}
    return table


def _spread(item: str, document: np.ndarray, place: np.ndarray, sizes: np.ndarray) -> dict[str, object]:
    """Measure an item that occurs in these documents at these places."""
    counts = np.bincount(document, minlength=len(sizes))
    inside = sizes > 0
    parts = counts[inside], sizes[inside]
    return {
        "item": item, "n": len(document), "documents_with": measures.document_range(counts),
        "documents": int(inside.sum()), "words": int(sizes.sum()), "dp": measures.dp(*parts),
        "dp_norm": measures.dp_norm(*parts), "juilland_d": measures.juilland_d(*parts),
        "arf": measures.arf(np.unique(np.maximum(place, 0)), max(int(sizes.sum()), 1)),
        "note": _note(len(document), int(inside.sum())),
    }  # fmt: skip


def _note(n: int, documents: int) -> str:
    if n == 0:
        return "never occurs; dispersion has no meaning"
    return "one document only; nothing can be spread" if documents < 2 else ""
