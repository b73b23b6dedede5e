"""Hits of each frame in each document, for tests that need the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.errors import KhitabError
from analysis.measures.arrays import Floats

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

Tier = Literal["core", "related"]
Denominator = Literal["words", "tokens"]


@dataclass(frozen=True)
class HitCounts:
    """`table` is (documents, frames); `sizes` and `documents` are in the same order of documents."""

    frames: tuple[str, ...]
    table: Floats
    sizes: Floats
    documents: pd.DataFrame


def hit_counts(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    frames: Iterable[str] | None,
    tier: Tier | None,
    denominator: Denominator,
    place: str,
) -> HitCounts:
    """Count; ``place`` names the function that asks, for the message when the hits are of other documents."""
    documents = annotations.documents
    if denominator not in ("words", "tokens"):
        raise KhitabError(f"{place}: denominator {denominator!r} is unknown; use words or tokens.")
    document = pd.Index(documents["doc_id"]).get_indexer(pd.Index(hits["doc_id"], dtype="str"))
    if (document < 0).any():
        stranger = hits["doc_id"].iloc[int(np.argmax(document < 0))]
        raise KhitabError(
            f"{place}: the hits name a document {stranger!r} that the annotations do not have; pass the annotations "
            "that the hits were found in."
        )
    names = tuple(frames if frames is not None else hits.attrs.get("frames", dict.fromkeys(hits["frame"])))
    frame = pd.Index(names, dtype="str").get_indexer(pd.Index(hits["frame"], dtype="str"))
    chosen = frame >= 0
    if tier is not None:
        chosen &= (hits["tier"] == tier).to_numpy()
    table = np.zeros((len(documents), len(names)))
    np.add.at(table, (document[chosen], frame[chosen]), 1)
    return HitCounts(names, table, documents[f"n_{denominator}"].to_numpy(float), documents)
