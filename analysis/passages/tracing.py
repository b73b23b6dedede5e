"""From a row of numbers back to the hits that were counted in it, checked against the number itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.counting.periods import with_groups
from analysis.errors import KhitabError

_EVERY_TIER = ("all", "None", "nan", "")


def hits_behind(rates: pd.DataFrame, documents: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """The hits counted in rows of a table of rates, each once.

    Parameters
    ----------
    rates : rows of `frame_rates`: grouping columns, then `frame`, `tier`, `n`.
    documents : the documents with their metadata.
    """
    missing = [name for name in ("frame", "tier", "n") if name not in rates.columns]
    if missing:
        raise KhitabError(
            f"evidence cannot trace these rows, which have no column {missing[0]!r}; pass hits, or rows of the tables "
            "that frame_rates or frame_cooccurrence gave."
        )
    by = list(rates.columns[: list(rates.columns).index("frame")])
    grouped = with_groups(documents, by, "evidence")
    chosen = pd.Series(False, index=hits.index)
    for row in rates.to_dict("records"):
        inside = _of_frame(hits, str(row["frame"]), str(row["tier"]))
        if by:
            within = np.logical_and.reduce([_equals(grouped[name], row[name]) for name in by])
            inside &= hits["doc_id"].astype(str).isin(grouped.loc[within, "doc_id"].astype(str))
        _check(int(inside.sum()), int(row["n"]), str(row["frame"]), "hits")
        chosen |= inside
    return hits[chosen]


def paragraphs_behind(pairs: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """The hits of both frames in the paragraphs that rows of a table of `frame_cooccurrence` counted."""
    chosen = pd.Series(False, index=hits.index)
    place = hits["doc_id"].astype(str) + "\x00" + hits["paragraph"].astype(str)
    for row in pairs.to_dict("records"):
        of_frame = _of_frame(hits, str(row["frame"]), str(row["tier"]))
        of_other = _of_frame(hits, str(row["other"]), str(row["tier"]))
        shared = set(place[of_frame]) & set(place[of_other])
        _check(len(shared), int(row["paragraphs"]), f"{row['frame']} and {row['other']}", "paragraphs")
        chosen |= (of_frame | of_other) & place.isin(shared)
    return hits[chosen]


def _equals(column: pd.Series[Any], value: object) -> pd.Series[bool]:
    """Compare by value, and by spelling where a table read from a file has lost the type."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column == pd.Timestamp(str(value))
    return column.astype(str) == str(value)


def _of_frame(hits: pd.DataFrame, frame: str, tier: str) -> pd.Series[bool]:
    inside = hits["frame"].astype(str) == frame
    return inside if tier in _EVERY_TIER else inside & (hits["tier"].astype(str) == tier)


def _check(found: int, said: int, what: str, noun: str) -> None:
    if found != said:
        raise KhitabError(
            f"the row of {what} counts {said:,} {noun}, but {found:,} are found; pass the hits and annotations "
            "from which the row was made."
        )
