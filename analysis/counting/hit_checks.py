"""Hits against the annotations they are counted in: the same documents, the same texts, the same words, each hit once.

Whatever counts hits checks them here first, since counts of one corpus over the words of another look like any others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.annotation import Annotations
from analysis.annotation.source import expect_annotations
from analysis.errors import KhitabError
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

COUNTED = "n_hits"
"""The column that says how many hits a row stands for, in hits that were counted already (`count_hits`)."""

SLICES = 20_000
"""So many hits, evenly spread, are held against the texts: strangers seldom fit once, and never all the time."""

TEXTS = 8
"""Of stored annotations, whose texts must be read from files, so many documents are looked at."""

_IDENTITY = ("doc_id", "frame", "tier", "start", "end", "word")


def check_hits(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    place: str,
    *,
    span: tuple[str, str, str] = ("surface", "start", "end"),
    what: str = "hits",
    whole: bool = True,
) -> None:
    """Refuse hits that are not of these annotations, or that are there twice.

    Documents, the model and the number of documents searched are compared whole; of the texts a sample: does the span
    of a hit slice to the hit? Columns that the hits do not have are not checked.

    Parameters
    ----------
    hits : any table with `doc_id`; of `find_frames`, `find_matches`, `count_hits`, or voices or actors.
    place : the function that asks, for the message.
    span : the columns with the text as printed and with its first character and the one after its last.
    what : what the rows are called in messages.
    whole : whether the hits must have been sought in all documents of the annotations, as for counting.

    Raises
    ------
    KhitabError naming the first row that does not fit.
    """
    if not isinstance(hits, pd.DataFrame):
        raise KhitabError(f"{place}: the {what} come first and the annotations second; swap the two.")
    expect_annotations(annotations, place)
    if "doc_id" not in hits.columns:
        raise KhitabError(f"{place}: the {what} have no column 'doc_id'; pass the table that find_{what} gave.")
    found = hits.attrs.get("provenance", {})
    _check_documents(hits, annotations, found if whole else {}, place, what)
    _check_model(annotations, found, place, what)
    _check_texts(hits, annotations, place, span, what)
    if what == "hits":
        _check_once(hits, place)


def check_voices(voices: pd.DataFrame, annotations: AnnotationSource, place: str) -> None:
    """Refuse attributions of `find_voices` that are not of these annotations."""
    check_hits(voices, annotations, place, span=("cue", "cue_start", "cue_end"), what="voices")


def check_actors(actors: pd.DataFrame, annotations: AnnotationSource, place: str) -> None:
    """Refuse mentions of `find_actors` that are not of these annotations."""
    check_hits(actors, annotations, place, span=("mention", "start", "end"), what="actors")


def _check_documents(
    hits: pd.DataFrame, annotations: AnnotationSource, found: dict[str, object], place: str, what: str
) -> None:
    documents = pd.Index(annotations.documents["doc_id"], dtype="str")
    named = pd.Index(hits["doc_id"].unique(), dtype="str")
    if len(strangers := named[documents.get_indexer(named) < 0]):
        raise KhitabError(
            f"{place}: the {what} name a document {min(strangers)!r} that the annotations do not have; "
            f"pass the annotations that the {what} were found in."
        )
    searched = int(str(found.get("documents", len(documents))))
    if searched < len(documents):
        raise KhitabError(
            f"{place}: the {what} were found in {how_many(searched, 'document')}, but the annotations have "
            f"{len(documents):,}; pass the annotations that the {what} were found in."
        )


def _check_model(annotations: AnnotationSource, found: dict[str, object], place: str, what: str) -> None:
    mine, theirs = annotations.provenance.get("model_fingerprint"), found.get("model_fingerprint")
    if mine and theirs and mine != theirs:
        raise KhitabError(
            f"{place}: the {what} were found in words that the model {found.get('model')!r} ({str(theirs)[:8]}) made, "
            f"but these annotations are of {annotations.provenance.get('model')!r} ({str(mine)[:8]}); find the "
            f"{what} in these annotations."
        )


def _check_texts(
    hits: pd.DataFrame, annotations: AnnotationSource, place: str, span: tuple[str, str, str], what: str
) -> None:
    printed, start, end = span
    if not {start, end} <= set(hits.columns):
        return
    some = _some(hits[hits[start].notna() & hits[end].notna()], annotations)
    doc_ids = some["doc_id"].astype("str").tolist()
    texts = {doc_id: annotations.text(doc_id) for doc_id in dict.fromkeys(doc_ids)}
    surfaces = some[printed].tolist() if printed in some.columns else [None] * len(some)
    for doc_id, first, last, surface in zip(doc_ids, some[start].tolist(), some[end].tolist(), surfaces, strict=True):
        text = texts[doc_id]
        if not 0 <= first <= last <= len(text) or (isinstance(surface, str) and text[first:last] != surface):
            stands = f"{text[first:last]!r}" if 0 <= first <= last <= len(text) else "outside the text"
            said = f" {surface!r}" if isinstance(surface, str) else ""
            raise KhitabError(
                f"{place}: the {what} say that characters {first:,} to {last:,} of {doc_id!r} are{said or ' a word'}, "
                f"but in these annotations they are {stands}; pass the annotations that the {what} were found in."
            )


def _some(hits: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """The hits to look at: all, or some that are evenly spread, of stored texts those of a few documents."""
    if not isinstance(annotations, Annotations):
        doc_ids = hits["doc_id"].unique()
        if len(doc_ids) > TEXTS:
            chosen = doc_ids[np.linspace(0, len(doc_ids) - 1, TEXTS).astype(int)]
            hits = hits[hits["doc_id"].isin(chosen)]
    if len(hits) > SLICES:
        hits = hits.iloc[np.linspace(0, len(hits) - 1, SLICES).astype(int)]
    return hits


def _check_once(hits: pd.DataFrame, place: str) -> None:
    """A hit that is there twice would be counted twice."""
    if not {"start", "end"} <= set(hits.columns) and COUNTED not in hits.columns:
        return
    twice = hits.duplicated([name for name in _IDENTITY if name in hits.columns])
    if twice.any():
        row = hits[twice].iloc[0]
        where = f", characters {row['start']:,} to {row['end']:,}," if "start" in hits.columns else ""
        frame = f" of {row['frame']!r}" if "frame" in hits.columns else ""
        raise KhitabError(
            f"{place}: a hit{frame} in {row['doc_id']!r}{where} is in the table twice, and would be counted twice; "
            "drop the duplicates, or give what you lay together names of their own."
        )
