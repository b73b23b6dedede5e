"""Whose words they are: every hit and every word by the attribution that holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.annotation.word_counts import is_word
from analysis.counting.hit_checks import check_voices
from analysis.counting.trace import Trace
from analysis.errors import KhitabError

NARRATOR = "narrator"
ATTRIBUTED = "attributed"
"""All that somebody is said to say, quoted or reported, where voices are told from the narrator's alone."""
_ALL_WORDS = "such a row counts all words of a voice; open the rows of find_voices, or of frame_by_voice."


def voice_of_hits(hits: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Say for every hit who says it.

    A hit belongs to the attribution whose content holds it; of several, to the innermost. What stands in no
    attribution is the
    narrator's.

    Returns
    -------
    `hits` with `voice` (the speaker's name, "unknown" for an attribution without a speaker, "narrator" outside),
    `voice_kind`, `voice_type`
    ("direct", "indirect", "mixed", "" outside), `voice_row` (the row of `voices`, missing outside).

    Examples
    --------
    >>> voice_of_hits(hits, voices)[["surface", "voice"]].head(2)
      surface     voice
    0  إنساني  narrator
    1  لإغاثة  narrator
    """
    need_columns(hits, "voice_of_hits", ("doc_id", "start", "end"))
    contents = {
        doc_id: part[["content_start", "content_end"]].to_numpy(dtype=np.int64)
        for doc_id, part in voices.dropna(subset=["content_start"]).groupby("doc_id", observed=True)
    }
    rows = {
        doc_id: part.index.to_numpy()
        for doc_id, part in voices.dropna(subset=["content_start"]).groupby("doc_id", observed=True)
    }
    found: list[Any] = []
    for doc_id, start, end in zip(hits["doc_id"], hits["start"], hits["end"], strict=True):
        spans = contents.get(doc_id)
        inside = np.empty(0, int) if spans is None else np.flatnonzero((spans[:, 0] <= start) & (spans[:, 1] >= end))
        if len(inside):
            lengths = spans[inside, 1] - spans[inside, 0]  # type: ignore[index]
            found.append(rows[doc_id][inside[lengths.argmin()]])
        else:
            found.append(None)
    row = pd.Series(found, index=hits.index, dtype="Int64")
    matched = voices.reindex(row.dropna().astype(int)).set_index(row.dropna().index)
    table = hits.assign(voice=NARRATOR, voice_kind="narrator", voice_type="", voice_row=row)
    table.loc[matched.index, "voice"] = matched["speaker_name"].fillna("unknown")
    table.loc[matched.index, "voice_kind"] = matched["speaker_kind"].fillna("unknown")
    table.loc[matched.index, "voice_type"] = matched["type"]
    table.attrs = dict(hits.attrs)
    return table


def voices_named(placed: pd.DataFrame, column: str) -> pd.Series:
    """(n_hits,) the voice of hits with `voice_of_hits`, as `frame_by_voice` groups them by a column of these."""
    if column == ATTRIBUTED:
        own = placed["voice_type"].astype("str") == ""
        return pd.Series(np.where(own, NARRATOR, ATTRIBUTED), index=placed.index, dtype="str")
    return placed[column].astype("str").replace("", NARRATOR)


def words_by_voice(voices: pd.DataFrame, annotations: AnnotationSource, by: str = "speaker_name") -> pd.DataFrame:
    """Count for how many of a corpus's words each speaker is given the word.

    Every word belongs to the innermost content that its token touches, the rest to the narrator. Returns one row per
    value of `by` (a column of `voices`) and document: doc_id, the value, words.

    Examples
    --------
    >>> int(words_by_voice(voices, annotations)["words"].sum()) == annotations.provenance["words"]
    True
    """
    need_columns(voices, "words_by_voice", (by,))
    check_voices(voices, annotations, "words_by_voice")
    rows: list[tuple[str, str, int]] = []
    contents = voices.dropna(subset=["content_start"])
    by_document = {str(doc_id): part for doc_id, part in contents.groupby("doc_id", observed=True)}
    for piece in annotations.pieces(("doc_id", "form", "start", "end")):
        words = piece.words[is_word(piece.words)]
        for doc_id, part in words.groupby("doc_id", observed=True, sort=False):
            owners = _owners(part, by_document.get(str(doc_id)), by)
            rows += [(str(doc_id), str(name), int(n)) for name, n in owners.value_counts(sort=False).items()]
    table = pd.DataFrame(rows, columns=["doc_id", by, "words"])
    table.attrs["provenance"] = dict(annotations.provenance)
    return Trace("none", reason=_ALL_WORDS).on(table)


def _owners(words: pd.DataFrame, contents: pd.DataFrame | None, by: str) -> pd.Series[str]:
    """(n_words,) whose each word of a document is; inner contents are written over outer ones."""
    owners = np.full(len(words), NARRATOR, dtype=object)
    if contents is not None:
        starts, ends = words["start"].to_numpy(), words["end"].to_numpy()
        lengths = contents["content_end"] - contents["content_start"]
        for row in contents.loc[lengths.sort_values(ascending=False, kind="stable").index].to_dict("records"):
            first = np.searchsorted(ends, int(row["content_start"]), side="right")
            last = np.searchsorted(starts, int(row["content_end"]), side="left")
            owners[first:last] = row[by] if isinstance(row[by], str) else "unknown"
    return pd.Series(owners)


def need_columns(table: pd.DataFrame, function: str, columns: Sequence[str]) -> None:
    """Raise KhitabError if a table lacks a column that a function needs."""
    if missing := [column for column in columns if column not in table.columns]:
        raise KhitabError(
            f"{function}: the table has no column {missing[0]!r}; pass the table that the function names."
        )
