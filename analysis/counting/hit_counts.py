"""Hits counted by document, once they are known to be hits of these annotations: the one place that counts hits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.counting.hit_checks import COUNTED, check_hits
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

Tier = Literal["core", "related", "all"]
Denominator = Literal["words", "tokens"]
TIERS = ("core", "related")
DENOMINATORS = ("words", "tokens")


@dataclass(frozen=True)
class HitCounts:
    """Hits of each frame in each document.

    Attributes
    ----------
    frames : the frames, in the order of the lexicon.
    table : (n_documents, n_frames) hits.
    sizes : (n_documents,) words or tokens.
    documents : the documents' metadata, in the same order.
    """

    frames: tuple[str, ...]
    table: Floats
    sizes: Floats
    documents: pd.DataFrame


def hit_counts(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    frames: str | Iterable[str] | None,
    tier: Tier,
    denominator: Denominator,
    place: str,
) -> HitCounts:
    """Count the hits of a tier by document and frame.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches` on the same annotations, or what `count_hits` makes of one.
    place : the function that asks, for messages.

    Raises KhitabError when the hits are of other annotations, or a tier, frame or denominator is unknown.
    """
    check_choice(place, "denominator", denominator, DENOMINATORS)
    check_hits(hits, annotations, place)
    names = frames_of(hits, frames, place)
    documents = annotations.documents
    if frames is None and hits.attrs.get("provenance", {}).get("documents") == len(documents):
        # A frame whose hits were all left out since they were found would be reported with a false zero.
        there, found = set(hits["frame"].unique()), hits.attrs.get("found", {})
        names = [frame for frame in names if frame in there or not found.get(frame)]
    doc_ids, ids = pd.factorize(hits["doc_id"].astype("str"))
    document = pd.Index(documents["doc_id"], dtype="str").get_indexer(pd.Index(ids, dtype="str"))[doc_ids]
    frame = pd.Index(names, dtype="str").get_indexer(pd.Index(hits["frame"], dtype="str"))
    chosen = (frame >= 0) & of_tier(hits, tier, place)
    times = hits[COUNTED].to_numpy() if COUNTED in hits else np.ones(len(hits))
    table = np.zeros((len(documents), len(names)))
    np.add.at(table, (document[chosen], frame[chosen]), times[chosen])
    return HitCounts(tuple(names), table, documents[f"n_{denominator}"].to_numpy(float), documents)


def count_hits(hits: pd.DataFrame) -> pd.DataFrame:
    """Count hits by document, frame and tier, which is all that rates and their intervals need to know of them.

    Returns
    -------
    One row for each document, frame and tier with hits: doc_id, frame, tier and n_hits; attrs as those of `hits`. It
    has no more rows than documents times frames times tiers, however many hits there are.
    """
    # As numbers of few values, which many such tables laid together go on sharing.
    frames = pd.CategoricalDtype(pd.Index(hits.attrs.get("frames", hits["frame"].unique()), dtype="str"))
    kinds = {"frame": frames, "tier": pd.CategoricalDtype(pd.Index(TIERS, dtype="str"))}
    keys = ["doc_id", *kinds]
    counted = hits[keys].astype(kinds).groupby(keys, sort=False, observed=True).size().reset_index(name=COUNTED)
    counted.attrs = hits.attrs
    return counted


def rows_by_document(rows: pd.DataFrame, doc_ids: Iterable[str]) -> NDArray[np.int64]:
    """(n_documents,) how many rows of a table with `doc_id` each document has."""
    counts = rows["doc_id"].astype(str).value_counts()
    return np.asarray(counts.reindex([str(doc_id) for doc_id in doc_ids], fill_value=0), dtype=np.int64)


def of_tier(hits: pd.DataFrame, tier: str, place: str) -> NDArray[np.bool_]:
    """(n_hits,) whether each hit is of the tier; "all" takes both."""
    check_choice(place, "tier", tier, (*TIERS, "all"))
    return np.ones(len(hits), dtype=bool) if tier == "all" else (hits["tier"] == tier).to_numpy(dtype=bool)


def frames_of(hits: pd.DataFrame, frames: str | Iterable[str] | None, place: str) -> list[str]:
    """The frames to report; one that was never looked for is a mistake, not a zero."""
    looked_for = list(hits.attrs["frames"] if "frames" in hits.attrs else dict.fromkeys(hits["frame"]))
    if frames is None:
        return looked_for
    wanted = [frames] if isinstance(frames, str) else list(frames)
    if "frames" in hits.attrs and (unknown := [frame for frame in wanted if frame not in looked_for]):
        raise KhitabError(
            f"{place}: frame {unknown[0]!r} was not looked for in these hits; use one of {', '.join(looked_for)}."
        )
    return wanted


def check_choice(place: str, name: str, value: object, known: tuple[str, ...]) -> None:
    """Refuse a value that is none of the known ones."""
    if value not in known:
        raise KhitabError(f"{place}: {name} {value!r} is unknown; use one of {', '.join(known)}.")
