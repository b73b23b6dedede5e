"""The coded sample: how far coders agree, how right the lexicon is, and what the rates are once that is known."""

import gzip
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis import Annotations
from analysis.counting.paragraph_table import corpus_hash
from analysis.validation import (
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
from press_events.care import with_column
from press_events.coding_saved import codings_saved, next_choice, saved_shortly
from press_events.settings import Settings
from press_events.whole import side_of

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
        "regression": pd.concat(regression, ignore_index=True),
    }


def _with_side(annotations: Annotations, settings: Settings) -> tuple[Annotations, pd.Series]:
    """The annotations with `side` among the metadata, and the side of each document by doc_id."""
    documents = annotations.documents
    side = side_of(documents["date"].dt.strftime("%Y-%m-%d"), settings.event)
    side.index = pd.Index(documents["doc_id"].astype("str"))
    return with_column(annotations, "side", side), side
