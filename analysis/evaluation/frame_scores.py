"""Scoring: how well do found frames agree with paragraphs that a person has coded?

The form of a coded file is one JSON object a line: `{"id", "text", "hits": [{"frame", "start", "end"}], "unsure":
[[start, end], …]}`, offsets being characters of `text`, whole surface tokens. Tokens coded `unsure` are not scored.
In place of `text` there may stand `doc_id` and `paragraph`, the span of the text in a document of a corpus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, Document
from analysis.errors import KhitabError
from analysis.evaluation.coded_lines import read_lines
from analysis.measures.classification import percentile_interval, precision_recall_f1
from analysis.measures.resampling import resampled_sums

GOLD_COLUMNS = ("doc_id", "frame", "start", "end")
MEASURES = ("precision", "recall", "f1")


@dataclass(frozen=True)
class GoldFrames:
    """Hand-coded paragraphs: each a document of `corpus`.

    `hits` has the columns doc_id, frame, start, end; `unsure` doc_id, start, end.
    """

    corpus: Corpus
    hits: pd.DataFrame
    unsure: pd.DataFrame

    @property
    def frames(self) -> list[str]:
        """The frames that were coded."""
        return sorted(set(self.hits["frame"]))


def read_gold_frames(path: str | Path, corpora: Sequence[str | Path] = ()) -> GoldFrames:
    """Read a file of hand-coded paragraphs.

    A line carries its `text`, or a `doc_id` and the `paragraph`'s span in that document, which `corpora` hold.

    Raises
    ------
    KhitabError : a line is not of the form above; the message names file, line and field.
    """
    path = Path(path)
    documents, hits, unsure = [], [], []
    seen: set[str] = set()
    for place, row in read_lines(path, {"id": str, "hits": list}, corpora):
        _check(place, row)
        if row["id"] in seen:
            raise KhitabError(f"{place}: the id {row['id']!r} is there already; give each its own.")
        seen.add(row["id"])
        documents.append(Document(row["id"], row["text"], {"source": str(row.get("source", "unknown"))}))
        hits += [(row["id"], hit["frame"], hit["start"], hit["end"]) for hit in row["hits"]]
        unsure += [(row["id"], start, end) for start, end in row.get("unsure") or []]
    if not documents:
        raise KhitabError(f"{path}: holds no coded paragraph; give a JSON Lines file with one object a line.")
    return GoldFrames(
        Corpus(path.stem, tuple(documents)),
        pd.DataFrame(hits, columns=list(GOLD_COLUMNS)),
        pd.DataFrame(unsure, columns=["doc_id", "start", "end"]),
    )


def _check(place: str, row: Mapping[str, Any]) -> None:
    spans = [(hit.get("start"), hit.get("end")) if isinstance(hit, dict) else (None, None) for hit in row["hits"]]
    unsure = row.get("unsure") or []
    if not isinstance(unsure, list) or any(not isinstance(span, list) or len(span) != 2 for span in unsure):
        raise KhitabError(f"{place}: unsure is not a list of spans; write [[start, end], …].")
    for start, end in [*spans, *unsure]:
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(row["text"])):
            raise KhitabError(f"{place}: the span {start}–{end} does not lie in the text; give character offsets.")
    if any(not isinstance(hit.get("frame"), str) for hit in row["hits"]):
        raise KhitabError(f"{place}: a hit has no frame; name it as the lexicon does.")
    coded = [(hit["frame"], hit["start"], hit["end"]) for hit in row["hits"]]
    if twice := [hit for hit in coded if coded.count(hit) > 1]:
        frame, start, end = twice[0]
        raise KhitabError(f"{place}: {frame!r} at {start}–{end} is coded twice; keep one.")


def matched_frames(gold: GoldFrames, hits: pd.DataFrame, tier: str = "core") -> pd.DataFrame:
    """Lay found and coded tokens side by side.

    A hit is right if it shares characters with a coded token of its frame; each coded token is found once at most.
    Other hits on unsure tokens are left out.

    Returns
    -------
    One row per token that was coded or found: doc_id, frame, start, end, term (empty if not found), coded, found.
    """
    found = hits[(hits["tier"] == tier) & hits["frame"].isin(gold.frames)]
    unsure = _spans(gold.unsure, ["doc_id"])
    coded = _spans(gold.hits, ["doc_id", "frame"])
    rows: list[tuple[object, ...]] = []
    for hit in found.to_dict("records"):
        start, end = hit["start"], hit["end"]
        open_spans = coded.get((hit["doc_id"], hit["frame"]), [])
        match = next((span for span in open_spans if span[0] < end and start < span[1]), None)
        # A phrase may cover a coded token and an unsure one (قافلة مساعدات): the coded one is found.
        if match is not None:
            open_spans.remove(match)
        elif any(first < end and start < last for first, last in unsure.get((hit["doc_id"],), [])):
            continue
        rows.append((hit["doc_id"], hit["frame"], start, end, hit["term"], match is not None, True))
    rows += [(*place, *span, "", True, False) for place, spans in coded.items() for span in spans]
    columns = [*GOLD_COLUMNS, "term", "coded", "found"]
    # With types also where there are no rows.
    table = pd.DataFrame(rows, columns=columns).astype({"coded": bool, "found": bool})
    return table.sort_values(["doc_id", "start", "frame"], ignore_index=True)


def _spans(table: pd.DataFrame, by: list[str]) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Collect the spans of each place, in the order of the table."""
    spans: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for row in table.to_dict("records"):
        spans.setdefault(tuple(row[name] for name in by), []).append((row["start"], row["end"]))
    return spans


def score_frames(
    gold: GoldFrames,
    hits: pd.DataFrame,
    *,
    tier: str = "core",
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Precision, recall and F1 of each frame at token level, each with an interval that resamples paragraphs.

    Returns
    -------
    One row per frame: frame, n_gold, n_found, correct, then precision, precision_low, precision_high, and the same for
    recall and f1. A measure without cases (nothing found, nothing coded) is empty.

    Source: the measures as in Manning, Raghavan & Schütze (2008), chapter 8. The interval is the bootstrap's percentile
    interval; where the measure is 0 or 1 no resample differs, and the exact binomial interval (Clopper & Pearson 1934)
    over the paragraphs with cases takes its place.
    """
    looked_for = hits.attrs.get("frames")
    if looked_for and (unknown := [frame for frame in gold.frames if frame not in looked_for]):
        raise KhitabError(
            f"score_frames: the codings name the frame {unknown[0]!r}, which the lexicon has not; use one of "
            f"{', '.join(looked_for)}, or the lexicon that was coded for."
        )
    tokens = matched_frames(gold, hits, tier)
    doc_ids = [document.doc_id for document in gold.corpus.documents]
    rows = []
    for frame in gold.frames:
        of_frame = tokens[tokens["frame"] == frame]
        cases = (of_frame["coded"] & of_frame["found"], of_frame["found"], of_frame["coded"])
        counts = np.column_stack(
            [of_frame.loc[case, "doc_id"].value_counts().reindex(doc_ids, fill_value=0).to_numpy() for case in cases]
        )
        correct, n_found, n_gold = counts.sum(axis=0).tolist()
        row: dict[str, object] = {"frame": frame, "n_gold": n_gold, "n_found": n_found, "correct": correct}
        estimates = precision_recall_f1(correct, n_found, n_gold)
        draws = precision_recall_f1(*resampled_sums(counts, n_resamples=n_resamples, seed=seed).T)
        paragraphs = int((counts > 0).any(axis=1).sum())
        for place, name in enumerate(MEASURES):
            value = float(estimates[place])
            low, high = percentile_interval(value, draws[:, place], paragraphs, confidence)
            row |= {name: value, f"{name}_low": low, f"{name}_high": high}
        rows.append(row)
    return pd.DataFrame(rows)
