"""Sampling: which paragraphs should people read, so that few of them tell about all?

Paragraphs are drawn at random with known probabilities. In the stratified design, those in which a frame was found
are drawn more often than their share, since they tell most about precision; the probabilities, which are kept,
make up for it afterwards.

Source: Cochran (1977), Sampling Techniques, chapter 5; Horvitz & Thompson (1952), doi:10.1080/01621459.1952.10483446.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import UNIT, corpus_hash, counts_in, paragraph_table
from analysis.counting.periods import with_groups
from analysis.counting.pieces import paragraph_count
from analysis.errors import KhitabError
from analysis.wording import how_many

Design = Literal["stratified", "random"]
LEAST_IN_STRATUM = 2
COLUMNS = ("item", "doc_id", "paragraph", "start", "end", "n_words", "stratum", "in_stratum", "probability")


RESERVED = frozenset(("none", "all", "item", "text", "note", "unsure", "decision", "token", "doc_id", "start", "end"))
"""What strata and columns of sheets are called, and frames therefore not."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Paragraphs to be coded.

    Attributes
    ----------
    paragraphs : one row per paragraph, shuffled, so that the order tells a coder nothing: item (from 1), doc_id,
        paragraph, start, end (in the document), n_words, stratum, in_stratum (paragraphs of the corpus in that
        stratum), probability (of having been drawn).
    strata : every paragraph of the corpus with its stratum: doc_id, paragraph, stratum.
    frames : what the coders look for.
    provenance : corpus, corpus_hash, lexicon, lexicon_hash, model, design, seed, constructed …

    Examples
    --------
    >>> isinstance(sample, Sample)
    True
    """

    paragraphs: pd.DataFrame
    strata: pd.DataFrame
    frames: tuple[str, ...]
    provenance: dict[str, object]

    def __len__(self) -> int:
        return len(self.paragraphs)


def draw_sample(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    frames: Sequence[str],
    n: int,
    *,
    design: Design = "stratified",
    by: str | Sequence[str] | None = None,
    share_found: float = 0.5,
    tier: str = "core",
    seed: int = 1,
) -> Sample:
    """Draw paragraphs for hand-coding.

    Parameters
    ----------
    hits : from `find_frames` on these annotations.
    frames : the frames to be coded; must be frames of the lexicon.
    n : how many paragraphs.
    design : "random": every paragraph with the same probability. "stratified": paragraphs without any of the frames
        are one stratum; the others form one stratum per frame (with several frames, that of the rarest).
    by : metadata columns (or year, quarter, month, week): each group gets strata and an equal part of the sample, which
        rates by group need.
    share_found : stratified: the part of the sample that goes to paragraphs with a frame, in equal parts to the frames.
    seed : the same seed draws the same sample.

    Errors: KhitabError if a frame is unknown, the corpus has fewer paragraphs than n, or n is too small to give every
    stratum 2 paragraphs.

    Examples
    --------
    >>> sample = draw_sample(hits, annotations, ["security"], 10)
    >>> len(sample.paragraphs)
    10
    """
    _check(annotations, hits, frames, n, design, share_found)
    table = paragraph_table(annotations)
    stratum = _strata(table, hits, frames, tier) if design == "stratified" else np.full(len(table), "all", dtype=object)
    groups = _groups(annotations, table, by)
    labels = np.array(
        [" / ".join(parts) for parts in zip(groups, stratum, strict=True)] if by else stratum, dtype=object
    )
    sizes = pd.Series(labels).value_counts().sort_index()
    taken = _allocate(sizes, share_found, n)
    rng = np.random.default_rng(seed)
    drawn = [
        rng.choice(np.flatnonzero(labels == label), k, replace=False)
        for label, k in zip(sizes.index, taken, strict=True)
    ]
    chosen = rng.permutation(np.concatenate(drawn))
    rows = table.iloc[chosen].reset_index(drop=True).drop(columns="n_tokens")
    in_stratum = sizes.loc[labels[chosen]].to_numpy()
    rows = rows.assign(
        item=np.arange(1, n + 1),
        stratum=labels[chosen],
        in_stratum=in_stratum,
        probability=pd.Series(taken, sizes.index).loc[labels[chosen]].to_numpy() / in_stratum,
    )[list(COLUMNS)]
    strata = table[UNIT].assign(stratum=labels)
    return Sample(rows, strata, tuple(frames), _provenance(annotations, hits, design, seed))


def whole_corpus(annotations: AnnotationSource, frames: Sequence[str]) -> Sample:
    """The "sample" of codings for which every paragraph of the corpus was read: each with probability 1.

    Examples
    --------
    >>> whole_corpus(annotations, ["security"]).frames
    ('security',)
    """
    table = paragraph_table(annotations).drop(columns="n_tokens")
    rows = table.assign(item=np.arange(1, len(table) + 1), stratum="all", in_stratum=len(table), probability=1.0)
    provenance = {**annotations.provenance, "corpus_hash": corpus_hash(annotations), "design": "whole corpus"}
    return Sample(rows[list(COLUMNS)], rows[[*UNIT, "stratum"]], tuple(frames), dict(provenance))


def _check(
    annotations: AnnotationSource, hits: pd.DataFrame, frames: Sequence[str], n: int, design: str, share_found: float
) -> None:
    check_hits(hits, annotations, "draw_sample")
    known = list(hits.attrs.get("frames", sorted(set(hits["frame"]))))
    if isinstance(frames, str) or not frames:
        raise KhitabError('draw_sample: give the frames as a list, as in frames=["security"].')
    if reserved := [frame for frame in frames if frame in RESERVED]:
        raise KhitabError(
            f"draw_sample: a frame cannot be called {reserved[0]!r}, which means something else in samples and sheets; "
            "give it another id in the lexicon."
        )
    if unknown := [frame for frame in frames if frame not in known]:
        raise KhitabError(f"draw_sample: there is no frame {unknown[0]!r}; use some of {', '.join(known)}.")
    if design not in ("stratified", "random"):
        raise KhitabError(f"draw_sample: design {design!r} is unknown; use stratified or random.")
    if not 0 < share_found < 1:
        raise KhitabError(f"draw_sample: share_found is {share_found}; give a part of 1, as 0.5.")
    paragraphs = paragraph_count(annotations)
    if not 1 <= n <= paragraphs:
        raise KhitabError(
            f"draw_sample: {n:,} of {how_many(paragraphs, 'paragraph')} cannot be drawn; ask for 1 to {paragraphs}."
        )


def _strata(table: pd.DataFrame, hits: pd.DataFrame, frames: Sequence[str], tier: str) -> NDArray[np.object_]:
    """Name each paragraph's stratum: the rarest of the frames found in it, or "none"."""
    counted = hits[hits["tier"] == tier]
    present = {frame: counts_in(table, counted[counted["frame"] == frame]) > 0 for frame in frames}
    stratum = np.full(len(table), "none", dtype=object)
    for frame in sorted(frames, key=lambda f: -present[f].sum()):
        stratum[present[frame]] = frame
    return stratum


def _groups(annotations: AnnotationSource, table: pd.DataFrame, by: str | Sequence[str] | None) -> list[str]:
    columns = [by] if isinstance(by, str) else list(by or [])
    documents = with_groups(annotations.documents, columns, "draw_sample").set_index("doc_id")
    if not columns:
        return [""] * len(table)
    names = documents[columns].astype("str").fillna("unknown").agg(" | ".join, axis=1)
    return list(names.loc[table["doc_id"]])


def _allocate(sizes: "pd.Series[int]", share_found: float, n: int) -> NDArray[np.int64]:
    """How many paragraphs of each stratum: groups alike, then found and not found as wished, then frames alike."""
    group, _, kind = zip(*(label.rpartition(" / ") for label in sizes.index), strict=True)
    number, names = pd.factorize(pd.Series(group))
    size = np.asarray(sizes, dtype=np.int64)
    of_groups = _fill(np.bincount(number, weights=size).astype(np.int64), np.ones(len(names)), n)
    taken = np.zeros(len(size), dtype=np.int64)
    for place, part in enumerate(of_groups):
        members = np.flatnonzero(number == place)
        found = np.array([kind[member] not in ("none", "all") for member in members])
        wanted = np.where(found, share_found / max(found.sum(), 1), 1 - share_found)
        taken[members] = _fill(size[members], wanted, int(part))
    if taken.sum() > n:
        raise KhitabError(
            f"draw_sample: {how_many(n, 'paragraph is', 'paragraphs are')} too few for {len(sizes)} strata, which "
            "need 2 each in every group; ask for more, or for fewer frames or groups."
        )
    return taken


def _fill(sizes: NDArray[np.int64], wanted: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Turn wishes into whole numbers that sum to n: at least 2 of each, at most all there are, else in proportion."""
    taken = np.minimum(sizes, LEAST_IN_STRATUM)
    while taken.sum() < min(n, sizes.sum()):
        # The one furthest behind its wish, among those that have paragraphs left, gets the next.
        behind = np.where(taken < sizes, wanted / (taken + 1), -1.0)
        taken[int(behind.argmax())] += 1
    return taken


def _provenance(annotations: AnnotationSource, hits: pd.DataFrame, design: str, seed: int) -> dict[str, object]:
    return {
        **annotations.provenance,
        **hits.attrs.get("provenance", {}),
        "corpus_hash": corpus_hash(annotations),
        "design": design,
        "seed": seed,
    }
