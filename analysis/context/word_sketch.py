"""Word sketch: one word's company in all its relations, and the passages behind any line of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.arabic.orthography import key
from analysis.context.collocates import Ints, Listed, Node, collocates, company_rows
from analysis.context.relations import RELATIONS
from analysis.context.search import find_quietly
from analysis.counting.pieces import joined
from analysis.counting.trace import Found, Sources, Trace, check_number, need_columns
from analysis.counting.word_list import items_of
from analysis.errors import KhitabError
from analysis.passages.evidence import evidence

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource
    from analysis.passages.concordance import Concordance
    from analysis.rendering.labels import Labels


def word_sketch(
    annotations: AnnotationSource, node: str | pd.DataFrame, *, unit: str = "key", min_frequency: int = 3, top: int = 10
) -> pd.DataFrame:
    """The ``top`` collocates of ``node`` in each of `RELATIONS`, as `collocates` gives them, one below the other.

    Raises
    ------
    KhitabError, with the nearest forms that occur, where the node is nowhere.

    Examples
    --------
    >>> word_sketch(annotations, "تعاون", min_frequency=2)[["relation", "collocate", "n"]].head(2)
        relation collocate  n
    0  possessed      ثمره  2
    """
    hits = find_quietly(annotations, node, name=node) if isinstance(node, str) else node
    if hits.empty and isinstance(node, str):
        raise KhitabError(f"word_sketch: {hits.attrs['notes'][0]}")
    parts = [
        collocates(annotations, hits, relation=relation, unit=unit, min_frequency=min_frequency).head(top)
        for relation in RELATIONS
    ]
    table = pd.concat(parts, ignore_index=True)
    table.attrs["provenance"] = {**parts[0].attrs["provenance"], "relation": "word sketch"}
    return Trace("company", unit=unit, node=node if isinstance(node, str) else "").on(table)


def collocation_evidence(
    annotations: AnnotationSource,
    node: str | pd.DataFrame,
    row: pd.Series,
    *,
    unit: str = "key",
    context: int | None = 10,
    limit: int | None = None,
    seed: int = 1,
    labels: Labels = "ar",
) -> Concordance:
    """The passages counted in a row of `collocates` or `word_sketch`: every place of the collocate, in its context.

    Raises
    ------
    KhitabError when the passages are not as many as the row says: it was made from other words.

    Examples
    --------
    >>> row = collocates(annotations, "الأمن").iloc[0]
    >>> collocation_evidence(annotations, "الأمن", row, labels="en").total == row["n"]
    np.True_
    """
    places = _places_in(annotations, node, row.to_dict(), unit)
    if len(places) != row["n"]:
        raise KhitabError(
            f"collocation_evidence: the row counts {row['n']:,} of {row['collocate']!r}, but {len(places):,} are "
            "found; pass the annotations, node and unit that the row was made from."
        )
    return evidence(places, annotations, context=context, limit=limit, seed=seed, labels=labels)


def company_behind(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `collocates` or `word_sketch`: every place of the collocates beside their node."""
    need_columns(rows, ("relation", "collocate", "n"))
    node = trace.node or sources.given_hits("hits that was the node")
    found = [pd.DataFrame(columns=["doc_id", *_POSITIONS])]
    for row in rows.to_dict("records"):
        places = _places_in(sources.annotations, node, row, trace.unit)
        check_number(len(places), row["n"], f"{row['collocate']!r}, {row['relation']},", "occurrences")
        found.append(places)
    # A word that governs the node twice was counted twice: it is one place, but two pairs.
    numbered = [part.assign(pair=part.groupby(["doc_id", "word"]).cumcount()) for part in found]
    return Found(joined(numbered).drop_duplicates(["doc_id", "word", "pair"]))


_POSITIONS = ("paragraph", "sentence", "token", "word", "start", "end")


def _places_in(
    annotations: AnnotationSource, node: str | pd.DataFrame, row: Mapping[Any, Any], unit: str
) -> pd.DataFrame:
    """Where the collocate of a row keeps the node company."""
    sought = key(str(row["collocate"])) if unit == "key" else str(row["collocate"])
    company = Node.of(node, annotations)
    listed = Listed(unit, items_of(annotations, annotations, unit))
    needed = tuple(dict.fromkeys(("doc_id", *_POSITIONS, "form", "upos", "deprel", "head", unit)))
    return joined(
        [
            _places(piece, company.matches(piece), str(row["relation"]), listed, sought)
            for piece in annotations.pieces(needed)
        ]
    )


def _places(piece: Annotations, hit: Ints, relation: str, listed: Listed, collocate: str) -> pd.DataFrame:
    """Where the collocate keeps the node company in a piece."""
    words = piece.words
    rows = company_rows(words, hit, relation)
    codes, names = listed.items(piece)
    rows = rows[codes[rows] == (names.index(collocate) if collocate in names else -1)]
    places = words.iloc[rows][["doc_id", "paragraph", "sentence", "token", "word", "start", "end"]]
    named: pd.DataFrame = places.assign(doc_id=places["doc_id"].astype("str")).reset_index(drop=True)
    return named
