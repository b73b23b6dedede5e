"""Coded and found tokens side by side, in the paragraphs that were read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.corpus import Corpus
from analysis.counting.paragraph_table import UNIT, counts_in, paragraph_table
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames, matched_frames
from analysis.measures.arrays import Floats
from analysis.validation.codings import Codings


@dataclass(frozen=True)
class _Named(GoldFrames):
    """Coded paragraphs whose frames are those looked for, so that one that was never coded is scored too."""

    looked_for: tuple[str, ...] = ()

    @property
    def frames(self) -> list[str]:
        return list(self.looked_for)


def match_codings(codings: Codings, hits: pd.DataFrame, tier: str = "core") -> pd.DataFrame:
    """Lay coded and found tokens of the paragraphs read side by side.

    Returns
    -------
    doc_id, frame, start, end, term (empty if not found), coded, found, paragraph; hits on unsure tokens are left out.
    """
    read = pd.MultiIndex.from_frame(codings.read[UNIT])
    inside = hits[pd.MultiIndex.from_arrays([hits["doc_id"].astype("str"), hits["paragraph"]]).isin(read)]
    inside = inside.assign(doc_id=inside["doc_id"].astype("str"))
    sure = codings.marks[~codings.marks["unsure"]]
    gold = _Named(Corpus("codings", ()), sure, codings.marks[codings.marks["unsure"]], codings.frames)
    tokens = matched_frames(gold, inside, tier)
    places = pd.concat([inside, sure])[["doc_id", "start", "paragraph"]].drop_duplicates(["doc_id", "start"])
    return tokens.merge(places, on=["doc_id", "start"], how="left")


def read_units(codings: Codings, annotations: AnnotationSource) -> pd.DataFrame:
    """The paragraphs read, in the order of the corpus, with n_words and weight (one over the probability)."""
    table = paragraph_table(annotations)[[*UNIT, "n_words"]]
    units = table.merge(codings.read[UNIT], on=UNIT)
    if len(units) < len(codings.read):
        known = set(map(tuple, table[UNIT].to_numpy()))
        doc_id, paragraph = next(u for u in map(tuple, codings.read[UNIT].to_numpy()) if u not in known)
        raise KhitabError(
            f"codings: the annotations have no paragraph {paragraph} in {doc_id!r}; pass those the codings are of."
        )
    if codings.sample is None:
        return units.assign(weight=1.0)
    units = units.merge(codings.sample.paragraphs[[*UNIT, "stratum", "in_stratum"]], on=UNIT)
    # What was drawn but not (yet) coded does not count; the order of coding is random, so the rest is a sample too.
    coded = units.groupby("stratum")["stratum"].transform("size")
    return units.assign(weight=units["in_stratum"] / coded)


def token_counts(tokens: pd.DataFrame, units: pd.DataFrame) -> Floats:
    """(n_units, 3) correct, found and coded tokens."""
    kinds = (tokens["coded"] & tokens["found"], tokens["found"], tokens["coded"])
    return np.column_stack([counts_in(units, tokens[kind]) for kind in kinds])
