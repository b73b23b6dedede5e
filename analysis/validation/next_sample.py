"""What to code next: paragraphs where the dictionary is likeliest to err, so that fewer of them tell as much.

A first sample shows which terms take words that do not speak of their frame, and where words of the frame are missed.
From that every paragraph of the corpus gets an expected error. Paragraphs of like expectation form strata, and strata
are drawn in proportion to the sum of their expectations, mixed with a part that is drawn evenly, so that every
paragraph keeps a chance and a wrong expectation costs precision and not truth.

Source: Neyman (1934), doi:10.2307/2342192 (allocation by spread); Dalenius & Hodges (1959),
doi:10.1080/01621459.1959.10501501 (where to cut strata); Zrnic & Candès (2024), arXiv:2403.03208 (active inference: a
rule that is mixed with an even one); Gligorić et al. (2025), arXiv:2408.15204 (confidence-driven inference).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.paragraph_table import UNIT, counts_in, paragraph_table
from analysis.errors import KhitabError
from analysis.measures.arrays import Floats, divide
from analysis.validation.codings import Codings
from analysis.validation.sampling import COLUMNS, LEAST_IN_STRATUM, Sample
from analysis.validation.units import match_codings

MOST_STRATA = 6
"""More strata than this gain little (Cochran 1977, section 5A.8), and each must be coded enough."""

PRIOR = 4.0
"""A term is taken to err as its frame does on the whole, until some such number of its hits have been read."""

PRIOR_MISSES = 2.0
"""As much is borrowed for the rate of misses, in missed words."""


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
    all were drawn with ``.with_sample(join_samples(first, second))``. Paragraphs that were coded already are not drawn.

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
    if not 1 <= n <= int((~coded).sum()):
        raise KhitabError(f"{place}: {n} paragraphs cannot be drawn of the {int((~coded).sum())} not yet coded.")
    expected = [_expected_errors(hits, table, codings, coded, frame, tier) for frame in wanted]
    score = np.sqrt(np.sum([mean**2 + spread for mean, spread in expected], axis=0))
    labels = _strata(table["stratum"].to_numpy(str), score, int(coded.sum()) + n)
    chosen = _draw(labels, expected, coded, n, share_even, np.random.default_rng(seed))
    names, number = np.unique(labels, return_inverse=True)
    sizes, left, drawn = (np.bincount(number[part], minlength=len(names)) for part in (coded | ~coded, ~coded, chosen))
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


def _expected_errors(
    hits: pd.DataFrame, table: pd.DataFrame, codings: Codings, coded: NDArray[np.bool_], frame: str, tier: str
) -> tuple[Floats, Floats]:
    """(n_paragraphs,) expected difference of true words from hits, and its variance, relative to the frame's hits."""
    own = hits[(hits["frame"] == frame) & (hits["tier"] == tier)]
    tokens = match_codings(codings, hits, tier)
    tokens = tokens[tokens["frame"] == frame]
    found = tokens[tokens["found"]]
    wrong = found[~found["coded"]]
    overall = (len(wrong) + 1) / (len(found) + 2)
    read, false = found["term"].value_counts(), wrong["term"].value_counts()
    terms = own["term"].astype("str")
    error = (terms.map(false).fillna(0) + PRIOR * overall) / (terms.map(read).fillna(0) + PRIOR)
    places = own[UNIT].assign(doc_id=own["doc_id"].astype("str"), error=error.to_numpy(float))
    sums = places.assign(spread=places["error"] * (1 - places["error"])).groupby(UNIT)[["error", "spread"]].sum()
    here = sums.reindex(pd.MultiIndex.from_frame(table[UNIT]), fill_value=0.0)
    missed = _misses(table, own, tokens, coded)
    scale = max(len(own), 1)
    return (missed - here["error"].to_numpy()) / scale, (missed + here["spread"].to_numpy()) / scale**2


def _misses(table: pd.DataFrame, own: pd.DataFrame, tokens: pd.DataFrame, coded: NDArray[np.bool_]) -> Floats:
    """(n_paragraphs,) missed words to be expected: by length, and by whether the frame was found nearby."""
    missed = counts_in(table, tokens[tokens["coded"] & ~tokens["found"]])
    here = counts_in(table, own) > 0
    nearby = table["doc_id"].isin(set(own["doc_id"].astype("str"))).to_numpy(bool)
    kind = np.where(here, 2, np.where(nearby, 1, 0))
    words = table["n_words"].to_numpy(float)
    overall = (missed[coded].sum() + 0.5) / max(words[coded].sum(), 1)
    rate = np.empty(3)
    for number in range(3):
        read = coded & (kind == number)
        rate[number] = (missed[read].sum() + PRIOR_MISSES) / (words[read].sum() + PRIOR_MISSES / overall)
    expected: Floats = rate[kind] * words
    return expected


def _strata(first: NDArray[np.str_], score: Floats, codings: int) -> NDArray[np.str_]:
    """Cut the strata of the first sample where the expected errors add up to like sums."""
    most = int(np.clip(codings // 10, 1, MOST_STRATA))
    labels = np.empty(len(score), dtype=object)
    for name in np.unique(first):
        cell = np.flatnonzero(first == name)
        parts = max(1, round(most * score[cell].sum() / score.sum()))
        order = cell[np.argsort(score[cell], kind="stable")]
        reached = np.cumsum(score[order])
        part = np.minimum((parts * (reached - score[order] / 2) / reached[-1]).astype(int), parts - 1)
        # Paragraphs of one expectation are not parted.
        _, first_of = np.unique(score[order], return_index=True)
        part = part[first_of][np.searchsorted(first_of, np.arange(len(order)), side="right") - 1]
        labels[order] = [f"{name} / {k + 1}" for k in part]
    return labels.astype(str)


def _draw(
    labels: NDArray[np.str_],
    expected: list[tuple[Floats, Floats]],
    coded: NDArray[np.bool_],
    n: int,
    share_even: float,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """The positions of the paragraphs drawn: as many of each stratum as bring both samples nearest to their aim."""
    names, place = np.unique(labels, return_inverse=True)
    size = np.bincount(place)
    # Within a stratum errors differ by chance, and because the paragraphs' expectations do.
    squares = sum(
        np.bincount(place, weights=spread + mean**2) / size - (np.bincount(place, weights=mean) / size) ** 2
        for mean, spread in expected
    )
    sums = size * np.sqrt(np.maximum(squares, 0))
    share = (1 - share_even) * divide(sums, sums.sum(), otherwise=0.0) + share_even * size / size.sum()
    read = np.bincount(place[coded], minlength=len(names))
    taken = np.clip(np.minimum(LEAST_IN_STRATUM, size) - read, 0, None)
    while taken.sum() < n:
        behind = np.where(read + taken < size, share / (read + taken + 1), -1.0)
        taken[int(behind.argmax())] += 1
    free = ~coded
    chosen = [rng.choice(np.flatnonzero(free & (place == k)), number, replace=False) for k, number in enumerate(taken)]
    return np.asarray(rng.permutation(np.concatenate(chosen))[:n], dtype=np.int64)
