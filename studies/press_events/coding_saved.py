"""What to code next, and how many codings that saves, judged by what the coded paragraphs have shown.

The coded paragraphs say how often each term errs, and where words are missed, but only roughly. So corpora are drawn
that agree with them: the documents anew, the rate of error of each term from what is likely after its coded hits, and
errors by these rates. In each such corpus, whose true rate is known, paragraphs are coded at random, by the frame that
was found in them, and by choice, with the functions of `next_sample`; rates and intervals are those of `correct_rates`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import Annotations
from analysis.counting.paragraph_table import UNIT, paragraph_table
from analysis.measures.adaptive import PRIOR, PRIOR_MISSES, cut_strata, draw_next
from analysis.measures.arrays import Floats
from analysis.validation import Codings, Sample, next_sample
from analysis.validation.correction import corrected_row
from analysis.validation.next_sample import ErrorsSeen, errors_seen
from analysis.validation.units import CountedUnits

DRAWS = 150
CODED, FIRST, NEXT = 300, 100, 150
"""Codings in all; of them those that show what to choose; and those that would be added to the study's own."""

NUMBERS = (200, CODED, 450, 700)
"""Codings of the designs that are compared with the choice, to see with how many they reach the same width."""

TENTHS = 10
PER = 1000.0
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Errors:
    """One frame: the errors seen, and in a drawn corpus those that there are.

    Attributes
    ----------
    false : (n_units, n_terms) false hits. missed : (n_units,) missed words. truth : the rate that the corpus was drawn
        with, per 1,000 words.
    """

    seen: ErrorsSeen
    false: Floats
    missed: Floats
    truth: float

    def units(self, coded: NDArray[np.bool_], strata: Places, documents: Places) -> CountedUnits:
        """The paragraphs as `correct_rates` sees them once these are coded."""
        machine = self.seen.found.sum(axis=1)
        true = machine - self.false.sum(axis=1) + self.missed
        weights = np.ones(len(machine))
        return CountedUnits(np.where(coded, true, np.nan), machine, self.seen.sizes, weights, strata, documents)

    def shown(self, coded: NDArray[np.bool_]) -> ErrorsSeen:
        """What is seen of the errors when these paragraphs are coded."""
        read, wrong = self.seen.found[coded].sum(axis=0), self.false[coded].sum(axis=0)
        return replace(self.seen, read=read, wrong=wrong, missed=self.missed * coded)


def next_choice(
    hits: pd.DataFrame, annotations: Annotations, codings: Codings, frames: Sequence[str], seed: int
) -> pd.DataFrame:
    """What `next_sample` would have coded next: found, paragraphs, share, chosen, share_chosen.

    `found` is the rarest of the frames found in a paragraph, or "none".
    """
    more = next_sample(hits, annotations, codings, NEXT, frames=frames, seed=seed)
    table = paragraph_table(annotations)
    found = pd.Series("none", index=pd.MultiIndex.from_frame(table[UNIT]))
    counted = hits[(hits["tier"] == "core") & hits["frame"].isin(list(frames))]
    places = {
        frame: pd.MultiIndex.from_frame(own[UNIT].assign(doc_id=own["doc_id"].astype("str")).drop_duplicates())
        for frame, own in counted.groupby("frame", observed=True)
    }
    for frame in sorted(places, key=lambda name: -len(places[name])):
        found.loc[places[frame]] = frame
    chosen = found.loc[pd.MultiIndex.from_frame(more.paragraphs[UNIT])].value_counts()
    every = found.value_counts()
    rows = pd.DataFrame({"paragraphs": every, "chosen": chosen}).reindex([*frames, "none"]).fillna(0)
    rows.insert(1, "share", 100 * rows["paragraphs"] / rows["paragraphs"].sum())
    return rows.assign(share_chosen=100 * rows["chosen"] / NEXT).rename_axis("found").reset_index()


def codings_saved(
    hits: pd.DataFrame, annotations: Annotations, codings: Codings, frames: Sequence[str], seed: int, draws: int = DRAWS
) -> pd.DataFrame:
    """Coverage and width of each design, and the codings saved by the choice at equal width.

    Returns
    -------
    frame, design, codings, bias (of the estimate, in percent of the truth), coverage (percent of the intervals that
    hold the truth), width (mean, per 1,000 words), none (percent of corpora without an interval), draws; for designs
    with a choice saved_random and saved_found, the percentage of codings saved against the designs without one; and
    of_codings_random, of_codings_found, the percentage of their squared width at 300 codings that more would lessen;
    and the errors of the simulation: coverage_error, saved_random_error, saved_found_error.
    """
    sample = _sample(codings)
    table = paragraph_table(annotations).merge(sample.strata, on=UNIT, how="left")
    documents = pd.factorize(table["doc_id"])[0].astype(np.int64)
    strata = pd.factorize(table["stratum"], sort=True)[0].astype(np.int64)
    none = int(pd.Index(sorted(table["stratum"].unique())).get_loc("none"))
    coded = pd.MultiIndex.from_frame(table[UNIT]).isin(pd.MultiIndex.from_frame(codings.read[UNIT]))
    seen = {frame: errors_seen(hits, table, codings, frame) for frame in frames}
    rows: list[dict[str, object]] = []
    for draw in range(draws):
        rng = np.random.default_rng([seed, draw])
        rows += _outcomes(seen, np.asarray(coded), documents, strata, none, rng)
    return _summary(pd.DataFrame(rows))


def _outcomes(
    seen: Mapping[str, ErrorsSeen],
    coded: NDArray[np.bool_],
    documents: Places,
    strata: Places,
    none: int,
    rng: np.random.Generator,
) -> list[dict[str, object]]:
    """One drawn corpus: the interval of each frame by each design, beside the truth."""
    taken, copies = _documents_again(documents, rng)
    errors = {frame: _drawn(own, coded, taken, rng) for frame, own in seen.items()}
    rows: list[dict[str, object]] = []
    for design, codes, cells in _designs(errors, strata[taken], none, rng):
        for frame, own in errors.items():
            row = {"rate": np.nan, "low": np.nan, "high": np.nan, "note": ""}
            made = corrected_row(own.units(codes, cells, copies), row, PER, 0.95, drawn=True)
            ends = {name: made[name] for name in ("rate", "low", "high")}
            rows.append({"frame": frame, "design": design, "codings": int(codes.sum()), "truth": own.truth} | ends)
    return rows


def saved_shortly(table: pd.DataFrame) -> pd.DataFrame:
    """Codings that a choice saves at equal width: after (random codings, or by the frame found), against, percent.

    One row for each frame and one for their mean ("all"), with the error of the simulation; that of the mean is what it
    were if the frames erred together, which is the most it can be.
    """
    parts = []
    for after in ("random", "found"):
        chosen = table[table["design"] == f"{after}, then chosen"].set_index("frame")
        for against in ("random", "found"):
            found, error = chosen[f"saved_{against}"], chosen[f"saved_{against}_error"]
            own = {"percent": [*found, found.mean()], "error": [*error, error.mean()]}
            parts.append(pd.DataFrame({"frame": [*chosen.index, "all"], "after": after, "against": against, **own}))
    return pd.concat(parts, ignore_index=True)


def _sample(codings: Codings) -> Sample:
    if codings.sample is None:
        raise ValueError("the codings come without their sample")
    return codings.sample


def _documents_again(documents: Places, rng: np.random.Generator) -> tuple[Places, Places]:
    """As many documents drawn with replacement: the places of their paragraphs, and the number of the copy."""
    sizes = np.bincount(documents)
    first = np.r_[0, sizes.cumsum()[:-1]]
    drawn = rng.integers(len(sizes), size=len(sizes))
    copies = np.repeat(np.arange(len(drawn)), sizes[drawn])
    starts = np.r_[0, sizes[drawn].cumsum()[:-1]]
    return first[drawn][copies] + np.arange(len(copies)) - starts[copies], copies


def _drawn(seen: ErrorsSeen, coded: NDArray[np.bool_], taken: Places, rng: np.random.Generator) -> Errors:
    """Errors of the paragraphs taken, at rates that are likely after what coders saw."""
    overall = (seen.wrong.sum() + 1) / (seen.read.sum() + 2)
    rate = rng.beta(seen.wrong + PRIOR * overall, seen.read - seen.wrong + PRIOR * (1 - overall))
    kind = np.where(seen.found.sum(axis=1) > 0, 2, seen.nearby.astype(int))
    common = (seen.missed[coded].sum() + 0.5) / seen.sizes[coded].sum()
    missed, words = (np.bincount(kind[coded], weights=part[coded], minlength=3) for part in (seen.missed, seen.sizes))
    miss = (rng.gamma(missed + PRIOR_MISSES) / (words + PRIOR_MISSES / common))[kind] * seen.sizes
    true = (seen.found.sum(axis=0) * (1 - rate)).sum() + miss.sum()
    here = replace(
        seen, found=seen.found[taken], missed=seen.missed[taken], sizes=seen.sizes[taken], nearby=seen.nearby[taken]
    )
    false = rng.binomial(here.found.astype(np.int64), rate).astype(float)
    return Errors(here, false, rng.poisson(miss[taken]).astype(float), PER * true / seen.sizes.sum())


def _designs(
    errors: Mapping[str, Errors], strata: Places, none: int, rng: np.random.Generator
) -> Iterator[tuple[str, NDArray[np.bool_], Places]]:
    """Each design's name, the paragraphs that it codes, and their strata."""
    one = np.zeros(len(strata), dtype=np.int64)
    for name, cells in (("random", one), ("found", strata)):
        order = rng.permutation(len(strata))
        for n in NUMBERS:
            yield name, _first(order, cells, none, n), cells
        pilot = _first(order, cells, none, FIRST)
        expected = [own.shown(pilot).expected(pilot) for own in errors.values()]
        cut = cut_strata(expected, cells, CODED)
        both = pilot.copy()
        both[draw_next(expected, cut, pilot, CODED - int(pilot.sum()), rng)] = True
        yield f"{name}, then chosen", both, cut


def _first(order: Places, cells: Places, none: int, n: int) -> NDArray[np.bool_]:
    """The first of a random order: n of one stratum; of several, half from the one without hits, the others alike."""
    coded = np.zeros(len(order), bool)
    labels = np.unique(cells)
    for label in labels:
        wanted = n if len(labels) == 1 else round(n / 2 if label == none else n / 2 / (len(labels) - 1))
        coded[order[cells[order] == label][:wanted]] = True
    return coded


def _summary(found: pd.DataFrame) -> pd.DataFrame:
    """The table of `codings_saved`; its errors by leaving out a tenth of the corpora at a time."""
    table = _means(found)
    draw = found.groupby(["frame", "design", "codings"]).cumcount().to_numpy()
    saved = ["saved_random", "saved_found"]
    parts = [_means(found[draw % TENTHS != k])[saved] for k in range(min(TENTHS, int(draw.max()) + 1))]
    spread = np.stack([part.to_numpy(float) for part in parts])
    errors = np.sqrt((len(parts) - 1) * spread.var(axis=0))
    table = table.assign(**{f"{name}_error": errors[:, k] for k, name in enumerate(saved)})
    share = table["coverage"] / 100
    return table.assign(coverage_error=100 * np.sqrt(share * (1 - share) / table["draws"]))


def _means(found: pd.DataFrame) -> pd.DataFrame:
    found = found.assign(
        bias=100 * (found["rate"] / found["truth"] - 1),
        covers=(found["low"] <= found["truth"]) & (found["truth"] <= found["high"]),
        width=found["high"] - found["low"],
        none=found["low"].isna(),
    )
    given = found[~found["none"]]
    # Designs of strata round their numbers; the first size is the name of all.
    by = ["frame", "design", "codings"]
    table = found.groupby(by, sort=False).agg(bias=("bias", "mean"), none=("none", "mean"), draws=("rate", "size"))
    table = table.join(given.groupby(by).agg(coverage=("covers", "mean"), width=("width", "mean"))).reset_index()
    table = table.assign(coverage=100 * table["coverage"], none=100 * table["none"])
    for _, own in table.groupby("frame"):
        for name in ("random", "found"):
            plain = own[own["design"] == name]
            # The variance has a part that documents make, which no coding lessens, and one that falls with codings.
            slope, rest = np.polyfit(1 / plain["codings"], plain["width"] ** 2, 1)
            for row in own.index[own["design"].str.contains("chosen")]:
                needed = slope / (own.loc[row, "width"] ** 2 - rest)
                table.loc[row, f"saved_{name}"] = 100 * (1 - own.loc[row, "codings"] / needed)
            table.loc[own.index, f"of_codings_{name}"] = 100 * slope / CODED / (slope / CODED + rest)
    return table
