"""Codings: what people found in the paragraphs they read, kept as plain CSV files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.counting.paragraph_table import UNIT
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames
from analysis.validation.sampling import Sample

READ_COLUMNS = ("doc_id", "paragraph", "coder", "time", "note")
MARK_COLUMNS = ("doc_id", "paragraph", "start", "end", "token", "frame", "unsure", "coder", "note")


@dataclass(frozen=True, eq=False)
class Codings:
    """What coders read and what they marked in it.

    Attributes
    ----------
    read : one row per paragraph and coder who read it: doc_id, paragraph, coder, time (ISO, or ""), note.
    marks : one row per marked token: doc_id, paragraph, start, end (in the document, whole surface tokens), token,
        frame, unsure (then the token is not scored, whatever its frame), coder, note. A paragraph read without marks
        speaks of no frame.
    frames : what was looked for.
    provenance : corpus_hash, lexicon_hash and what else is known.
    sample : how the paragraphs were drawn; None where that is not known.

    Examples
    --------
    >>> isinstance(codings, Codings)
    True
    """

    read: pd.DataFrame
    marks: pd.DataFrame
    frames: tuple[str, ...]
    provenance: dict[str, object]
    sample: Sample | None = None

    def __post_init__(self) -> None:
        twice = self.read[self.read.duplicated([*UNIT, "coder"])]
        if len(twice):
            row = twice.iloc[0]
            raise KhitabError(
                f"codings: {row.coder or 'a coder'} coded paragraph {row.paragraph} of {row.doc_id!r} twice; "
                "keep one of the two."
            )

    @property
    def coders(self) -> list[str]:
        """The coders' names, sorted."""
        return sorted(set(self.read["coder"]))

    @property
    def marks_only(self) -> bool:
        """Whether every paragraph said to be read has a mark: then those read without marking may be missing.

        They are not where each coder read all that was drawn.
        """
        if self.sample is not None and len(self.read) == len(self.sample.paragraphs) * len(self.coders):
            return False
        who = [*UNIT, "coder"]
        marked = pd.MultiIndex.from_frame(self.marks[who])
        return len(self.read) > 0 and bool(pd.MultiIndex.from_frame(self.read[who]).isin(marked).all())

    def select(self, *coders: str) -> "Codings":
        """Keep some coders.

        Errors: KhitabError if one has coded nothing here.
        """
        if unknown := [name for name in coders if name not in self.coders]:
            raise KhitabError(f"codings: there is no coder {unknown[0]!r}; there are {', '.join(self.coders)}.")
        read = self.read[self.read["coder"].isin(coders)].reset_index(drop=True)
        marks = self.marks[self.marks["coder"].isin(coders)].reset_index(drop=True)
        return replace(self, read=read, marks=marks)

    def with_sample(self, sample: Sample) -> "Codings":
        """Say how the paragraphs were drawn, so that estimates can be weighted.

        Errors: KhitabError if a coded paragraph was not drawn, or the sample is of another corpus.
        """
        mine, theirs = self.provenance.get("corpus_hash"), sample.provenance.get("corpus_hash")
        if mine and theirs and str(theirs)[: len(str(mine))] != str(mine)[: len(str(theirs))]:
            raise KhitabError(
                "codings: the sample was drawn from another corpus; use the sample these were coded from."
            )
        drawn = set(map(tuple, sample.paragraphs[UNIT].to_numpy()))
        stray = [unit for unit in map(tuple, self.read[UNIT].to_numpy()) if unit not in drawn]
        if stray:
            raise KhitabError(
                f"codings: paragraph {stray[0][1]} of {stray[0][0]!r} was coded but is not in the sample; "
                "use the sample these were coded from."
            )
        return replace(self, sample=sample)

    def within(self, sample: Sample) -> "Codings":
        """Keep what lies in a sample, as if only that had been coded; for corpora of which everything was.

        Errors: KhitabError if the sample is of another corpus.
        """
        drawn = pd.MultiIndex.from_frame(sample.paragraphs[UNIT])
        read, marks = (
            table[pd.MultiIndex.from_frame(table[UNIT]).isin(drawn)].reset_index(drop=True)
            for table in (self.read, self.marks)
        )
        return replace(self, read=read, marks=marks, sample=None).with_sample(sample)

    def single(self, place: str) -> "Codings":
        """Make sure that each paragraph has one coding, as scores and corrections need.

        Errors: KhitabError if several coders read one paragraph.
        """
        several = self.read[self.read.duplicated(UNIT)]
        if len(several):
            row = several.iloc[0]
            raise KhitabError(
                f"{place}: paragraph {row.paragraph} of {row.doc_id!r} has codings by several coders; adjudicate them "
                f"first, or choose one with codings.select({self.coders[0]!r})."
            )
        return self


def join_codings(parts: Iterable[Codings]) -> Codings:
    """Put the codings of several coders, or several parts of the work, together.

    Errors: KhitabError if they looked for different frames.

    Examples
    --------
    >>> join_codings([two_coders]).coders == two_coders.coders
    True
    """
    every = list(parts)
    if not every:
        raise KhitabError("join_codings: there are no codings to join; give at least one.")
    first = every[0]
    for other in every[1:]:
        if set(other.frames) != set(first.frames):
            raise KhitabError(
                f"join_codings: one coding looked for {', '.join(first.frames)}, another for "
                f"{', '.join(other.frames)}; join codings of the same frames."
            )
    return replace(
        first,
        read=pd.concat([part.read for part in every], ignore_index=True),
        marks=pd.concat([part.marks for part in every], ignore_index=True),
    )


def make_codings(
    read: Sequence[tuple[object, ...]] | pd.DataFrame,
    marks: Sequence[tuple[object, ...]] | pd.DataFrame,
    frames: Sequence[str],
    provenance: dict[str, object] | None = None,
    sample: Sample | None = None,
) -> Codings:
    """Build codings from rows in the order of READ_COLUMNS and MARK_COLUMNS, with the right types."""
    read_table = pd.DataFrame(read, columns=list(READ_COLUMNS))
    mark_table = pd.DataFrame(marks, columns=list(MARK_COLUMNS))
    strings: dict[str, Any] = dict.fromkeys(["doc_id", "coder", "note"], "str")
    return Codings(
        read_table.astype({**strings, "time": "str", "paragraph": "int64"}),
        mark_table.astype(
            {**strings, "token": "str", "frame": "str", "unsure": bool}
            | dict.fromkeys(["paragraph", "start", "end"], "int64")
        ),
        tuple(frames),
        dict(provenance or {}),
        sample,
    )


def gold_codings(gold: GoldFrames, coder: str = "gold") -> Codings:
    """Turn hand-coded paragraphs of `read_gold_frames`, each a document of its own, into codings.

    Examples
    --------
    >>> callable(gold_codings)
    True
    """
    texts = {document.doc_id: document.text for document in gold.corpus.documents}
    read = [(doc_id, 0, coder, "", "") for doc_id in texts]
    sure, unsure = gold.hits.assign(unsure=False), gold.unsure.assign(frame="", unsure=True)
    marks = [
        (
            *(row["doc_id"], 0, row["start"], row["end"], texts[row["doc_id"]][row["start"] : row["end"]]),
            *(row["frame"], row["unsure"], coder, ""),
        )
        for row in [*sure.to_dict("records"), *unsure.to_dict("records")]
    ]
    return make_codings(read, marks, gold.frames, {"corpus": gold.corpus.name})


def coder_file_name(sample_name: str, coder: str) -> str:
    """Name the file of one coder: letters, digits, hyphens; no path can hide in a coder's name."""
    safe = "".join(c if c.isalnum() else "-" for c in coder).strip("-")
    if not safe:
        raise KhitabError(f"the coder's name {coder!r} has no letters; give a name or initials.")
    return f"{Path(sample_name).stem}-{safe}.csv"
