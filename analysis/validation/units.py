"""Paragraphs as the correction sees them: hits in all of them, the truth in some, and how those were drawn."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.corpus import Corpus
from analysis.counting.paragraph_table import UNIT, counts_in, paragraph_table
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames, matched_frames
from analysis.measures.arrays import Floats
from analysis.measures.prediction_powered import MIN_CODED
from analysis.validation.codings import Codings


@dataclass(frozen=True)
class CountedUnits:
    """Paragraphs and one frame: the truth where coded (NaN elsewhere), hits, sizes, and how they were drawn."""

    truth: Floats
    machine: Floats
    sizes: Floats
    weights: Floats
    strata: np.ndarray
    documents: np.ndarray

    @property
    def coded(self) -> np.ndarray:
        """Which of them were coded."""
        return ~np.isnan(self.truth)

    def within(self, inside: np.ndarray) -> "CountedUnits":
        """Those of a group, with strata of which enough was coded there."""
        coded, strata = self.coded[inside], self.strata[inside]
        return CountedUnits(
            self.truth[inside],
            self.machine[inside],
            self.sizes[inside],
            self.weights[inside],
            joined_strata(strata, coded),
            self.documents[inside],
        )


def corpus_units(codings: Codings, annotations: AnnotationSource, denominator: str) -> pd.DataFrame:
    """Every paragraph: size, whether coded, its stratum and the weight of its coding."""
    table = paragraph_table(annotations)
    units = table.assign(size=table[f"n_{denominator}"])[[*UNIT, "size"]]
    read = pd.MultiIndex.from_frame(codings.read[UNIT])
    units["coded"] = pd.MultiIndex.from_frame(units[UNIT]).isin(read)
    if codings.sample is None:
        return units.assign(stratum="all", weight=1.0)
    units = units.merge(codings.sample.strata, on=UNIT, how="left")
    if units["stratum"].isna().any():
        stranger = units[units["stratum"].isna()].iloc[0]
        raise KhitabError(
            f"correct_rates: {stranger.doc_id!r} was not in the corpus that the sample was drawn from; select the "
            "documents of that corpus."
        )
    coded = units.groupby("stratum")["coded"].transform("sum")
    return units.assign(weight=units.groupby("stratum")["coded"].transform("size") / coded.clip(lower=1))


def counted_units(units: pd.DataFrame, counted: pd.DataFrame, tokens: pd.DataFrame, frame: str) -> CountedUnits:
    """Count one frame's hits (``counted``) and true tokens (of `match_codings`) in the paragraphs of `corpus_units`."""
    of_frame = tokens[tokens["frame"] == frame]
    machine = counts_in(units, counted[counted["frame"] == frame])
    # Hits on unsure tokens are in `machine` but not among the tokens: there the machine is taken at its word.
    unsure = machine - counts_in(units, of_frame[of_frame["found"]])
    true = counts_in(units, of_frame[of_frame["coded"]]) + unsure
    return CountedUnits(
        np.where(units["coded"].to_numpy(dtype=bool), true, np.nan),
        machine,
        units["size"].to_numpy(dtype=float),
        units["weight"].to_numpy(dtype=float),
        units["stratum"].to_numpy(dtype=object),
        units["doc_id"].to_numpy(dtype=object),
    )


def joined_strata(strata: np.ndarray, coded: np.ndarray) -> np.ndarray:
    """Strata of which too little was coded here, joined to the one of which most was; weights make up for it."""
    labels, place = np.unique(strata.astype(str), return_inverse=True)
    units, read = np.bincount(place), np.bincount(place, weights=coded)
    thin = read < np.minimum(MIN_CODED, units)
    joined = np.where(thin, int(read.argmax()), np.arange(len(labels)))
    return np.asarray(joined[place])


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
