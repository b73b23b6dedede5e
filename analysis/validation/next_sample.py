"""What to code next: paragraphs where the dictionary is likeliest to err, so that fewer of them tell as much.

A first sample shows which terms take words that do not speak of their frame, and where words of the frame are missed;
`analysis.measures.adaptive` makes strata and probabilities of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import UNIT, counts_in, paragraph_table
from analysis.errors import KhitabError
from analysis.measures.adaptive import Expected, cut_strata, draw_next, expected_errors
from analysis.measures.arrays import Floats
from analysis.validation.codings import Codings
from analysis.validation.sampling import COLUMNS, Sample
from analysis.validation.units import match_codings
from analysis.wording import how_many


def next_sample(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    codings: Codings,
    n: int,
    *,
    frames: Sequence[str] | None = None,
    share_even: float = 0.2,
    tier: str = "core",
    seed: int = 1,
) -> Sample:
    """Draw the paragraphs to code next, more of them where the dictionary is likelier to err.

    Estimates from both samples together are made as from any sample: join the codings with `join_codings`, and say how
    all were drawn with ``.with_sample(join_samples(first, more))``. Paragraphs of the first sample are not drawn again.

    Parameters
    ----------
    codings : of a first sample, with it; 40 to 100 paragraphs are enough to begin with.
    n : how many paragraphs to draw.
    frames : those whose rates are wanted; all coded frames if omitted. Each counts alike, by its relative error.
    share_even : the part of all codings that is spread evenly over the corpus.

    Returns
    -------
    Sample of the new paragraphs; its strata lie within those of the first sample.

    Raises
    ------
    KhitabError where the first sample is not known, or there are not n paragraphs left.

    Examples
    --------
    >>> first = draw_sample(hits, annotations, ["cooperation", "security"], 60, design="random")
    >>> more = next_sample(hits, annotations, codings.within(first), 40)
    >>> len(more), len(join_samples(first, more))
    (40, 100)
    """
    place = "next_sample"
    check_hits(hits, annotations, place)
    codings = codings.single(place)
    first = codings.sample
    if first is None:
        raise KhitabError(
            f"{place}: how the first paragraphs were drawn is not known; give codings.with_sample(sample)."
        )
    if not 0 < share_even <= 1:
        raise KhitabError(f"{place}: share_even is {share_even}; give a part of 1, above 0, as 0.2.")
    wanted = list(frames) if frames is not None else list(codings.frames)
    if strangers := [frame for frame in wanted if frame not in codings.frames]:
        raise KhitabError(f"{place}: frame {strangers[0]!r} was not coded; there are {', '.join(codings.frames)}.")
    table = paragraph_table(annotations).merge(first.strata, on=UNIT, how="left")
    if table["stratum"].isna().any():
        raise KhitabError(f"{place}: the first sample was drawn from another corpus; give the annotations of that one.")
    coded = np.asarray(pd.MultiIndex.from_frame(table[UNIT]).isin(pd.MultiIndex.from_frame(codings.read[UNIT])))
    # What was drawn and not coded stays with the first sample, and is not drawn again either.
    mine = np.asarray(pd.MultiIndex.from_frame(table[UNIT]).isin(pd.MultiIndex.from_frame(first.paragraphs[UNIT])))
    if not 1 <= n <= int((~mine).sum()):
        raise KhitabError(
            f"{place}: {how_many(n, 'paragraph')} cannot be drawn of the {int((~mine).sum())} not yet drawn."
        )
    expected = [errors_seen(hits, table, codings, frame, tier).expected(coded) for frame in wanted]
    outer = table["stratum"].to_numpy(str)
    cut = cut_strata(expected, outer, int(coded.sum()) + n)
    chosen = draw_next(expected, cut, mine, n, np.random.default_rng(seed), share_even)
    labels = np.array([f"{name} / {part}" for name, part in zip(outer, cut, strict=True)])
    names, number = np.unique(labels, return_inverse=True)
    sizes, left, drawn = (np.bincount(number[part], minlength=len(names)) for part in (slice(None), ~mine, chosen))
    own = number[chosen]
    rows = table.iloc[chosen].reset_index(drop=True).assign(
        item=np.arange(1, n + 1), stratum=names[own], in_stratum=sizes[own], probability=drawn[own] / left[own],
    )[list(COLUMNS)]  # fmt: skip
    provenance = {**first.provenance, "design": "adaptive", "seed": seed, "share_even": share_even}
    return Sample(rows, table[UNIT].assign(stratum=labels), tuple(first.frames), provenance)


def join_samples(first: Sample, more: Sample) -> Sample:
    """Two samples as one, in the strata of the second, so that the codings of both can be weighted together.

    In each stratum of the second sample the paragraphs of both are a random sample of it.

    Raises
    ------
    KhitabError if they are of different corpora or share a paragraph.

    Examples
    --------
    >>> first = draw_sample(hits, annotations, ["security"], 60, design="random")
    >>> len(join_samples(first, next_sample(hits, annotations, codings.within(first), 20)))
    80
    """
    if first.provenance.get("corpus_hash") != more.provenance.get("corpus_hash"):
        raise KhitabError("join_samples: the samples are of different corpora; join those of one.")
    strata = more.strata.set_index(UNIT)["stratum"]
    both = pd.concat([first.paragraphs, more.paragraphs], ignore_index=True)
    if both.duplicated(UNIT).any():
        row = both[both.duplicated(UNIT)].iloc[0]
        raise KhitabError(f"join_samples: paragraph {row.paragraph} of {row.doc_id!r} is in both samples.")
    own = strata.loc[pd.MultiIndex.from_frame(both[UNIT])].to_numpy()
    sizes, drawn = strata.value_counts(), pd.Series(own).value_counts()
    both = both.assign(
        item=np.arange(1, len(both) + 1), stratum=own, in_stratum=sizes.loc[own].to_numpy(),
        probability=drawn.loc[own].to_numpy() / sizes.loc[own].to_numpy(),
    )  # fmt: skip
    provenance = {**more.provenance, "design": f"{first.provenance.get('design', 'unknown')}, then adaptive"}
    return Sample(both[list(COLUMNS)], more.strata, more.frames, provenance)


@dataclass(frozen=True)
class ErrorsSeen:
    """One frame's hits in every paragraph, and what coders found wrong with those that they read.

    Attributes
    ----------
    found : (n_units, n_terms) hits of each term.
    read, wrong : (n_terms,) hits that coders read, and those of them that were false.
    missed : (n_units,) true words that were not found; 0 where nobody read.
    sizes : (n_units,) words.
    nearby : (n_units,) whether the document has hits of the frame.
    """

    found: Floats
    read: Floats
    wrong: Floats
    missed: Floats
    sizes: Floats
    nearby: NDArray[np.bool_]

    def expected(self, coded: NDArray[np.bool_]) -> Expected:
        """The errors to be expected in each paragraph, relative to the frame's hits, so that frames count alike."""
        errors = expected_errors(self.found, self.read, self.wrong, self.missed, self.sizes, self.nearby, coded)
        return errors / max(float(self.found.sum()), 1.0)


def errors_seen(
    hits: pd.DataFrame, table: pd.DataFrame, codings: Codings, frame: str, tier: str = "core"
) -> ErrorsSeen:
    """Lay one frame's hits beside what was coded, paragraph by paragraph of a `paragraph_table`."""
    own = hits[(hits["frame"] == frame) & (hits["tier"] == tier)]
    own = own[[*UNIT, "term"]].assign(doc_id=own["doc_id"].astype("str"), term=own["term"].astype("str"))
    tokens = match_codings(codings, hits, tier)
    tokens = tokens[tokens["frame"] == frame]
    seen = tokens[tokens["found"]]
    terms = pd.Index(own["term"].unique())
    found = np.zeros((len(table), len(terms)))
    np.add.at(found, (pd.MultiIndex.from_frame(table[UNIT]).get_indexer(pd.MultiIndex.from_frame(own[UNIT])),
                      terms.get_indexer(own["term"])), 1)  # fmt: skip
    read, wrong = (part["term"].value_counts().reindex(terms, fill_value=0) for part in (seen, seen[~seen["coded"]]))
    return ErrorsSeen(
        found,
        np.asarray(read, dtype=np.float64),
        np.asarray(wrong, dtype=np.float64),
        counts_in(table, tokens[tokens["coded"] & ~tokens["found"]]),
        table["n_words"].to_numpy(dtype=float),
        table["doc_id"].isin(set(own["doc_id"])).to_numpy(dtype=bool),
    )
