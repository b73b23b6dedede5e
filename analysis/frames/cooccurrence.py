"""Co-occurrence: which frames share a paragraph, how often, and more often than chance would have it?

The paragraph is the unit because news writes one thought to a paragraph, while a parsed "sentence" may run over many.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.counting.clusters import Clusters, cluster_labels
from analysis.counting.hit_checks import check_hits
from analysis.counting.hit_counts import Tier, of_tier
from analysis.counting.pieces import paragraph_count
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError
from analysis.measures.uncertainty import bootstrap_rates

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


def frame_cooccurrence(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    tier: Tier = "core",
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """For each ordered pair of frames: the paragraphs, and the documents, in which both are found.

    Parameters
    ----------
    hits : a table of `find_frames`.
    annotations : the annotations the hits were found in.
    tier : "core", "related", or "all" for both.
    clusters : as for `frame_rates`.

    Returns
    -------
    DataFrame, one row for each ordered pair of frames, a frame with itself included:
    `frame`, `other`, `tier`; `paragraphs` with both and `documents` with such a paragraph; `paragraphs_frame`,
    `paragraphs_other` with each; `paragraphs_all` in the corpus; `share` = paragraphs / paragraphs_frame;
    `expected` paragraphs if the two were independent; `log_ratio` = log2(paragraphs / expected), NaN where the
    two never meet and for a frame with itself; `low`, `high`, `interval`, `note`: for `share`, by resampling documents.

    Raises
    ------
    KhitabError when no hit is left to count.

    Examples
    --------
    >>> pairs = frame_cooccurrence(hits, annotations)
    >>> pairs.query("frame == 'security' and other == 'terrorism'")[["paragraphs", "expected"]].round(1)
        paragraphs  expected
    11           8       3.8
    """
    check_hits(hits, annotations, "frame_cooccurrence")
    used = hits[of_tier(hits, tier, "frame_cooccurrence")]
    if used.empty:
        raise KhitabError(
            'frame_cooccurrence has no hits to count; find frames first, or give tier="all" to count both tiers.'
        )
    presence, n_paragraphs = _Presence.of(used), paragraph_count(annotations)
    documents = annotations.documents
    labels = cluster_labels(documents, clusters, "frame_cooccurrence")
    of_documents = None
    if labels is not None:
        labels.index = pd.Index(documents["doc_id"].astype("str"))
        of_documents = labels[presence.documents].to_numpy(str)
    rows = [
        row | {"tier": tier}
        for number in range(len(presence.frames))
        for row in _pairs(presence, number, n_paragraphs, seed, of_documents)
    ]
    table = pd.DataFrame(rows)
    table.insert(2, "tier", table.pop("tier"))
    table.attrs["provenance"] = joint_provenance(hits, annotations)
    return Trace("pairs", number="paragraphs").on(table)


@dataclass(frozen=True)
class _Presence:
    """Which frames are found where: `paragraphs` (n, frames), true or not; `first` is the first of each document."""

    frames: list[str]
    paragraphs: NDArray[np.bool_]
    first: NDArray[np.int64]
    documents: list[str]

    @classmethod
    def of(cls, hits: pd.DataFrame) -> _Presence:
        """Take paragraphs in the order of their documents' ids."""
        found = list(dict.fromkeys(hits["frame"].astype(str)))
        frames = [name for name in hits.attrs.get("frames", found) if name in found]
        frame = pd.Index(frames, dtype="str").get_indexer(pd.Index(hits["frame"], dtype="str"))
        document, names = pd.factorize(hits["doc_id"].astype("str"), sort=True)
        places, row = np.unique((document << 32) | hits["paragraph"].to_numpy(), return_inverse=True)
        paragraphs = np.zeros((len(places), len(frames)), dtype=bool)
        paragraphs[row[frame >= 0], frame[frame >= 0]] = True
        return cls(frames, paragraphs, np.flatnonzero(np.diff(places >> 32, prepend=-1)), list(names))


def _pairs(
    presence: _Presence, number: int, n_paragraphs: int, seed: int, clusters: NDArray[np.str_] | None
) -> Iterator[dict[str, object]]:
    """Counts, association and interval of a frame with each other one and itself."""
    both = presence.paragraphs & presence.paragraphs[:, [number]]
    by_document = np.add.reduceat(both, presence.first, axis=0, dtype=np.int64)
    intervals = bootstrap_rates(by_document, by_document[:, number], per=1, seed=seed, clusters=clusters)
    n_of = presence.paragraphs.sum(axis=0).tolist()
    for other, interval in enumerate(intervals):
        n_both, n_frame, n_other = int(both[:, other].sum()), n_of[number], n_of[other]
        expected = n_frame * n_other / n_paragraphs
        yield {
            "frame": presence.frames[number],
            "other": presence.frames[other],
            "paragraphs": n_both,
            "documents": int((by_document[:, other] > 0).sum()),
            "paragraphs_frame": n_frame,
            "paragraphs_other": n_other,
            "paragraphs_all": n_paragraphs,
            "share": n_both / n_frame,
            "expected": expected,
            "log_ratio": float(np.log2(n_both / expected)) if n_both and number != other else float("nan"),
            "low": interval.low,
            "high": interval.high,
            "interval": interval.method,
            "note": interval.note,
        }
