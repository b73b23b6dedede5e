"""Co-occurrence: which frames share a paragraph, how often, and more often than chance would have it?

The paragraph is the unit because news writes one thought to a paragraph, while a parsed "sentence" may run over many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from analysis.errors import KhitabError
from analysis.measures.uncertainty import bootstrap_rate
from analysis.pieces import paragraph_count

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


def frame_cooccurrence(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    tier: Literal["core", "related"] | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """For each ordered pair of frames: the paragraphs, and the documents, in which both are found.

    Parameters
    ----------
    hits : a table of `find_frames`.
    annotations : the annotations the hits were found in.
    tier : count the hits of this tier only; both tiers if omitted.

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
    """
    used = hits if tier is None else hits[hits["tier"] == tier]
    if used.empty:
        raise KhitabError(
            "frame_cooccurrence has no hits to count; find frames first, or leave out tier= to count both tiers."
        )
    present = _presence(used)
    n_paragraphs = paragraph_count(annotations)
    rows = [
        _pair(present, frame, other, n_paragraphs, seed) | {"tier": tier or "all"}
        for frame in present.columns
        for other in present.columns
    ]
    table = pd.DataFrame(rows)
    table.insert(2, "tier", table.pop("tier"))
    table.attrs["provenance"] = dict(hits.attrs.get("provenance", {}))
    return table


def _presence(hits: pd.DataFrame) -> pd.DataFrame:
    """Paragraphs (document and number) by frames: is the frame found there?"""
    places = [hits["doc_id"].astype(str), hits["paragraph"]]
    found = list(dict.fromkeys(hits["frame"].astype(str)))
    order = [name for name in hits.attrs.get("frames", found) if name in found]
    return (pd.crosstab(places, hits["frame"].astype(str)) > 0)[order]


def _pair(present: pd.DataFrame, frame: str, other: str, n_paragraphs: int, seed: int) -> dict[str, object]:
    """Counts, association and interval of one ordered pair."""
    both = present[frame] & present[other]
    n_both, n_frame, n_other = int(both.sum()), int(present[frame].sum()), int(present[other].sum())
    expected = n_frame * n_other / n_paragraphs
    by_document = pd.DataFrame({"both": both, "frame": present[frame]}).groupby(level="doc_id").sum()
    interval = bootstrap_rate(by_document["both"], by_document["frame"], per=1, seed=seed)
    return {
        "frame": frame,
        "other": other,
        "paragraphs": n_both,
        "documents": int((by_document["both"] > 0).sum()),
        "paragraphs_frame": n_frame,
        "paragraphs_other": n_other,
        "paragraphs_all": n_paragraphs,
        "share": n_both / n_frame,
        "expected": expected,
        "log_ratio": float(np.log2(n_both / expected)) if n_both and frame != other else float("nan"),
        "low": interval.low,
        "high": interval.high,
        "interval": interval.method,
        "note": interval.note,
    }
