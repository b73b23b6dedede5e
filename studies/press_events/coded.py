"""The coded sample: how far coders agree, how right the lexicon is, and what the rates are once that is known."""

import gzip
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from analysis import Annotations
from analysis.counting.paragraph_table import corpus_hash
from analysis.measures.prediction_powered import corrected_rate, difference_interval, rate_interval
from analysis.validation import (
    Codings,
    Sample,
    agreement,
    correct_rates,
    correct_regression,
    corrected_differences,
    join_codings,
    read_adjudication,
    read_codings,
    read_sample,
    read_sheet,
    score_codings,
    write_codings,
    write_sample,
)
from analysis.validation.units import corpus_units, counted_units, match_codings
from press_events.care import with_column
from press_events.coding_saved import codings_saved, next_choice, saved_shortly
from press_events.settings import Settings
from press_events.whole import PER, side_of

OUTCOMES: tuple[Literal["presence", "count"], ...] = ("presence", "count")
SAMPLE, CODERS, AGREED = "sample.csv.gz", "coders.csv", "adjudicated.csv"


def is_coded_from(settings: Settings, annotations: Annotations) -> bool:
    """Whether the study has codings, drawn from these very articles."""
    folder = settings.folder / "coding"
    if not all((folder / name).is_file() for name in (SAMPLE, CODERS, AGREED)):
        return False
    return bool(read_sample(folder / SAMPLE).provenance["corpus_hash"] == corpus_hash(annotations))


def keep_codings(sheets: Sequence[Path], decisions: Path, drawn: Path, annotations: Annotations, folder: Path) -> None:
    """Keep what coders filled in, as places and labels without any text.

    Parameters
    ----------
    sheets : one a coder, who is what follows the last hyphen of its name. decisions : the sheet of adjudication.
    drawn : the sample's file. annotations : those it was drawn from. folder : the study's `coding`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sample = read_sample(drawn)
    both = join_codings(read_sheet(path, sample, annotations, path.stem.rpartition("-")[2]) for path in sheets)
    agreed = read_adjudication(decisions, both, annotations)
    write_codings(both, folder / CODERS, tokens=False)
    write_codings(agreed, folder / AGREED, tokens=False)
    keep_sample(sample, folder / SAMPLE)


def keep_sample(sample: Sample, path: Path) -> None:
    """Write a sample packed, without notes, which may quote; it names every paragraph of the corpus."""
    told = {name: value for name, value in sample.provenance.items() if name != "notes"}
    sample = replace(sample, provenance=told)
    with tempfile.TemporaryDirectory() as place:
        plain = write_sample(sample, Path(place) / "sample.csv")
        path.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))


def coded_tables(hits: pd.DataFrame, annotations: Annotations, settings: Settings) -> dict[str, pd.DataFrame]:
    """All tables of the coded sample by name: how right, what is corrected, and what to code next.

    The annotations are those that the sample was drawn from: the two sides of the event, with boilerplate, which
    coders saw, too.
    """
    folder = settings.folder / "coding"
    sample = read_sample(folder / SAMPLE)
    both = read_codings(folder / CODERS, annotations)
    agreed = read_codings(folder / AGREED, annotations).with_sample(sample)
    sided, days = _with_side(annotations, settings)
    rates = correct_rates(hits, sided, agreed, seed=settings.seed)
    by_side = correct_rates(hits, sided, agreed, by="side", frames=settings.frames, seed=settings.seed)
    after = pd.DataFrame({"doc_id": days.index, "after": (days == "after").astype(float).to_numpy()})
    group = annotations.documents[settings.group].astype("str").to_numpy()
    designs = {"after": after, f"after and {settings.group}": after.assign(**{settings.group: group})}
    regression = [
        correct_regression(hits, annotations, agreed, terms, frames=settings.frames, outcome=outcome).assign(
            design=name
        )
        for name, terms in designs.items()
        for outcome in OUTCOMES
    ]
    chosen = codings_saved(hits, annotations, agreed, settings.frames, settings.seed)
    return {
        "coding_next": next_choice(hits, annotations, agreed, settings.frames, settings.seed),
        "coding_saved": chosen,
        "saved": saved_shortly(chosen),
        "agreement": agreement(both, annotations, seed=settings.seed),
        "scores": score_codings(agreed, annotations, hits, seed=settings.seed),
        "corrected": rates,
        "corrected_sides": by_side,
        "corrected_differences": corrected_differences(by_side, "after", "before"),
        "corrected_at_one": corrected_at_one(hits, sided, agreed, settings),
        "regression": pd.concat(regression, ignore_index=True),
    }


def corrected_at_one(
    hits: pd.DataFrame, annotations: Annotations, codings: Codings, settings: Settings
) -> pd.DataFrame:
    """The rates of both sides corrected with the lexicon at full weight, as the regression does: λ = 1 on each side.

    `correct_rates` chooses λ on each side so that the variance is least, and takes 1 where no error was seen.

    Returns
    -------
    frame; before, after, difference with low and high, per 1,000 words; and of each side wrong and missed, the hits
    that readers did not confirm and the words that were not found, and weight_wrong, weight_missed, the number of
    paragraphs that each of these stands for, at most.
    """
    units = corpus_units(codings, annotations, "words")
    tokens, counted = match_codings(codings, hits, "core"), hits[hits["tier"] == "core"]
    side = annotations.documents.set_index("doc_id")["side"].astype("str")
    of_unit = units["doc_id"].map(side).to_numpy()
    rows = []
    for frame in settings.frames:
        labels = counted_units(units, counted, tokens, frame)
        row: dict[str, object] = {"frame": frame}
        ends = {}
        for name in ("before", "after"):
            own = labels.within(of_unit == name)
            found = corrected_rate(
                own.truth, own.machine, own.sizes, weights=own.weights, strata=own.strata, clusters=own.documents,
                tuning=1.0,
            )  # fmt: skip
            low, high = rate_interval(found.value, found.error, found.freedom)
            ends[name] = (PER * found.value, PER * low, PER * high)
            off = np.where(own.coded, own.machine - own.truth, 0)
            for what, wrong in (("wrong", off > 0), ("missed", off < 0)):
                row[f"{what}_{name}"] = int(np.abs(off[wrong]).sum())
                row[f"weight_{what}_{name}"] = float(own.weights[wrong].max()) if wrong.any() else 0.0
            row[name] = ends[name][0]
        low, high = difference_interval(ends["after"], ends["before"])
        rows.append(row | {"difference": ends["after"][0] - ends["before"][0], "low": low, "high": high})
    return pd.DataFrame(rows)


def _with_side(annotations: Annotations, settings: Settings) -> tuple[Annotations, pd.Series]:
    """The annotations with `side` among the metadata, and the side of each document by doc_id."""
    documents = annotations.documents
    side = side_of(documents["date"].dt.strftime("%Y-%m-%d"), settings.event)
    side.index = pd.Index(documents["doc_id"].astype("str"))
    return with_column(annotations, "side", side), side
