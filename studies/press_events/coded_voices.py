"""The coded voices: how far two readers agree on what was found as somebody's words, and how right that is.

The sheets show what was found, so that readers confirm or correct it: they are kinder than blind ones.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import Annotations
from analysis.counting.hit_counts import rows_by_document
from analysis.discourse import find_voices, frame_by_voice, voice_of_hits
from analysis.measures.event import rates_of, shift_over_days, shift_over_documents
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
from press_events.whole import side_of

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


def voices_shift(
    hits: pd.DataFrame, annotations: Annotations, voices: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """How the share of each kind of voice in a frame's words changes: a ratio of sums over articles, with intervals.

    Returns
    -------
    frame, voice; n_before, n_after (the frame's hits in words of that kind); before, after (percent of the side's hits
    of the frame), difference in points; low, high (clusters of articles drawn anew); low_days, high_days (Welch's).
    """
    documents = annotations.documents
    ids, days = documents["doc_id"].astype("str"), documents["date"].dt.strftime("%Y-%m-%d")
    side = side_of(days, settings.event).to_numpy()
    placed = voice_of_hits(hits[hits["tier"] == "core"], voices)
    kinds = sorted(placed["voice_kind"].unique())
    rows = []
    for frame in settings.frames:
        own = placed[placed["frame"] == frame]
        table = np.column_stack([rows_by_document(own[own["voice_kind"] == kind], ids) for kind in kinds]).astype(float)
        total = table.sum(axis=1)
        used = (side != "") & (total > 0)
        counts, sizes, after = table[used], total[used], side[used] == "after"
        clusters = documents["cluster"].astype("str").to_numpy()[used]
        drawn = shift_over_documents(counts, sizes, after, clusters=clusters, per=100, seed=settings.seed)
        daily = shift_over_days(counts, sizes, after, days.to_numpy(str)[used], per=100)
        before, behind = rates_of(counts, sizes, after, 100)
        for place, kind in enumerate(kinds):
            rows.append(
                {
                    "frame": frame, "voice": kind, "n_before": int(counts[~after, place].sum()),
                    "n_after": int(counts[after, place].sum()), "before": before[place], "after": behind[place],
                    "difference": behind[place] - before[place], "low": drawn.low[place], "high": drawn.high[place],
                    "low_days": daily.low[place], "high_days": daily.high[place],
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


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
