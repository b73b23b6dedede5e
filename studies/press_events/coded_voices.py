"""The coded voices: how far two readers agree on what was found as somebody's words, and how right that is.

The sheets show what was found, so that readers confirm or correct it: they are kinder than blind ones.
"""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis import Annotations
from analysis.discourse import find_voices, frame_by_voice
from analysis.validation import (
    agreement,
    join_codings,
    label_findings,
    read_codings,
    read_finding_sheet,
    read_sample,
    score_codings,
    write_codings,
)
from press_events.coded import keep_sample
from press_events.company import sides
from press_events.settings import Settings

SAMPLE, CODERS = "voices-sample.csv.gz", "voices-coders.csv"


def is_coded(settings: Settings) -> bool:
    """Whether the study has codings of voices."""
    return (settings.folder / "coding" / CODERS).is_file()


def keep_voices(sheets: Sequence[Path], drawn: Path, annotations: Annotations, folder: Path) -> None:
    """Keep what readers filled in, as places and labels without any text.

    Parameters
    ----------
    sheets : one a reader, who is what follows the last hyphen of its name. drawn : the sample's file.
    annotations : those it was drawn from. folder : the study's `coding`.
    """
    sample, voices = read_sample(drawn), find_voices(annotations)
    both = join_codings(
        read_finding_sheet(path, sample, voices, annotations, path.stem.rpartition("-")[2], "voices") for path in sheets
    )
    write_codings(both, folder / CODERS, tokens=False)
    keep_sample(sample, folder / SAMPLE)


def voices_by_side(
    hits: pd.DataFrame, annotations: Annotations, voices: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Rates of the frames in the words of each kind of voice, before and after: side and the rows of `frame_by_voice`.

    `share` is the percentage of the side's hits of the frame that stand in the words of that kind of voice.
    """
    parts = []
    for side, own in sides(annotations, settings.event).items():
        ids = set(own.documents["doc_id"].astype("str"))
        told = {"provenance": {**hits.attrs["provenance"], **own.provenance}}
        mine, theirs = (table[table["doc_id"].astype("str").isin(ids)].copy() for table in (hits, voices))
        mine.attrs, theirs.attrs = {**hits.attrs, **told}, {**voices.attrs, **told}
        found = frame_by_voice(mine, own, theirs, by="speaker_kind", clusters="cluster", seed=settings.seed)
        found = found[found["frame"].isin(settings.frames)]
        share = 100 * found["n"] / found.groupby("frame")["n"].transform("sum")
        parts.append(found.assign(side=side, share=share))
    return pd.concat(parts, ignore_index=True)


def voice_tables(annotations: Annotations, voices: pd.DataFrame, settings: Settings) -> dict[str, pd.DataFrame]:
    """Agreement on voices and, for each reader, precision and recall; recall is of the attribution itself alone."""
    folder = settings.folder / "coding"
    sample = read_sample(folder / SAMPLE)
    codings = read_codings(folder / CODERS, annotations)
    found = label_findings(voices, annotations, "voices")
    scores = [
        score_codings(codings.select(coder).with_sample(sample), annotations, found, seed=settings.seed).assign(
            coder=coder
        )
        for coder in codings.coders
    ]
    return {
        "voices_agreement": agreement(codings, annotations, seed=settings.seed),
        "voices_scores": pd.concat(scores, ignore_index=True),
    }
