"""Planning: how many paragraphs must be coded before an interval is narrow enough?

Source: Cochran (1977), Sampling Techniques, chapter 4.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import special

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import counts_in, paragraph_table
from analysis.counting.trace import Trace, joint_provenance
from analysis.errors import KhitabError


def cases_needed(
    half_width: float, expected: float = 0.5, *, population: int | None = None, confidence: float = 0.95
) -> int:
    """How many cases make an interval of ± ``half_width`` around a proportion (0.05 is five points)?

    Parameters
    ----------
    expected : the proportion expected; 0.5 asks for the most.
    population : cases there are at all; with few, fewer need be coded.

    Errors: KhitabError for a half width or proportion that is not between 0 and 1.

    Examples
    --------
    >>> cases_needed(0.05)
    385
    """
    if not 0 < half_width < 1 or not 0 < expected < 1:
        raise KhitabError(
            f"cases_needed: half_width {half_width} and expected {expected} must lie between 0 and 1, as 0.05 and 0.8."
        )
    z = special.ndtri((1 + confidence) / 2)
    endless = float(z**2 * expected * (1 - expected)) / half_width**2
    needed = endless if population is None else endless / (1 + (endless - 1) / max(population, 1))
    return math.ceil(needed - 1e-9)


def plan_sample(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    frames: Sequence[str],
    half_width: float,
    *,
    expected_precision: float = 0.8,
    expected_recall: float = 0.7,
    tier: str = "core",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How many paragraphs must be coded for precision and recall to within ± ``half_width``, frame by frame?

    Precision needs found tokens, which paragraphs of the frame have; recall needs true ones, which only random
    paragraphs show: hence the second number is large for rare frames. Tokens of one document resemble each other, so
    take both as the least.

    Returns
    -------
    frame, found (tokens), paragraphs_found (with the frame), paragraphs, for_precision (paragraphs to draw among those
    with the frame), for_recall (paragraphs to draw at random), both at most all there are.

    Examples
    --------
    >>> plan_sample(hits, annotations, ["security"], 0.2)["frame"].tolist()
    ['security']
    """
    check_hits(hits, annotations, "plan_sample")
    table = paragraph_table(annotations)
    rows = []
    for frame in frames:
        counts = counts_in(table, hits[(hits["frame"] == frame) & (hits["tier"] == tier)])
        found, inside = int(counts.sum()), int((counts > 0).sum())
        if not found:
            rows.append((frame, 0, 0, len(table), np.nan, np.nan))
            continue
        tokens = cases_needed(half_width, expected_precision, population=found, confidence=confidence)
        true = cases_needed(half_width, expected_recall, confidence=confidence)
        per_paragraph = found * expected_precision / expected_recall / len(table)
        rows.append(
            (
                frame,
                found,
                inside,
                len(table),
                min(inside, math.ceil(tokens * inside / found)),
                min(len(table), math.ceil(true / per_paragraph)),
            )
        )
    names = ["frame", "found", "paragraphs_found", "paragraphs", "for_precision", "for_recall"]
    plan = pd.DataFrame(rows, columns=names).astype({"for_precision": "Int64", "for_recall": "Int64"})
    plan.attrs["provenance"] = joint_provenance(hits, annotations)
    return Trace("hits", number="found", tier=tier).on(plan)
