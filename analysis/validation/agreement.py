"""Agreement between coders, on the paragraphs that several of them read.

Two units are looked at. A paragraph: does it speak of the frame at all? A token: is this very word counted? Agreement
on tokens is the stricter of the two, and what token scores rest on.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.paragraph_table import UNIT, line_at, token_table
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures.agreement import (
    alpha_interval,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from analysis.validation.codings import Codings

NO_FRAME = "–"
UNSURE = "unsure"
MARKS_ONLY = "these files list marks only; add --complete if every paragraph was read (complete=True)"
"""Paragraphs read without marking anything are missing then, and with them most of what coders agree on."""
_ALL_READ = "agreement is about all tokens that were read; open the rows of disagreements, which are tokens."
_TOKEN = [*UNIT, "start", "end"]


def agreement(
    codings: Codings, annotations: AnnotationSource, *, confidence: float = 0.95, n_resamples: int = 2000, seed: int = 1
) -> pd.DataFrame:
    """How far do the coders agree, frame by frame, beyond chance?

    Returns
    -------
    One row per frame and unit ("paragraph", "token"), then one for all frames together by token: frame, unit, coders,
    units (read by at least two coders), marked (of those, by at least one), agreement (share of pairs that agree),
    alpha (Krippendorff's, nominal), low, high (its interval, resampling documents), cohen (two coders only), fleiss,
    interval, note. What is `unsure` counts as not marked. `attrs["notes"]` warns of codings that list marks only.

    Errors: KhitabError if there is only one coder.

    Examples
    --------
    >>> len(agreement(two_coders, annotations)) > 0
    True
    """
    shared = _shared(codings)
    rows = []
    documents = {"paragraph": shared["doc_id"].to_numpy()}
    tokens = _token_codes(codings, annotations, shared)
    documents["token"] = tokens["doc_id"].to_numpy()
    coders = codings.coders
    for frame in codings.frames:
        by_unit = {
            "paragraph": _paragraph_codes(codings, shared, frame),
            "token": _for_frame(tokens[coders], frame),
        }
        for unit, codes in by_unit.items():
            found = _measures(codes, documents[unit], confidence, n_resamples, seed)
            marked = int((codes == "True").any(axis=1).sum())
            rows.append((frame, unit, len(coders), len(codes), marked, *found))
    every = tokens[coders].to_numpy(dtype=object)
    marked = int(((every != NO_FRAME) & pd.notna(every)).any(axis=1).sum())
    found = _measures(every, documents["token"], confidence, n_resamples, seed)
    rows.append(("all", "token", len(coders), len(every), marked, *found))
    names = ["frame", "unit", "coders", "units", "marked", "agreement", "alpha", "low", "high", "cohen", "fleiss"]
    table = pd.DataFrame(rows, columns=[*names, "interval", "note"])
    table.attrs["provenance"] = _provenance(codings, annotations)
    table.attrs["notes"] = [MARKS_ONLY] if codings.marks_only else []
    return Trace("none", reason=_ALL_READ).on(table)


def confusion(codings: Codings, annotations: AnnotationSource, first: str, second: str) -> pd.DataFrame:
    """How many tokens one coder gave each frame, against what another gave them.

    Returns
    -------
    A square table, rows the first coder's labels, columns the second's: the frames, "unsure", and "–" for none.

    Examples
    --------
    >>> confusion(two_coders, annotations, *two_coders.coders).shape[0] > 1
    True
    """
    pair = codings.select(first, second)
    tokens = _token_codes(pair, annotations, _shared(pair))
    labels = [*sorted({*tokens[first], *tokens[second]} - {NO_FRAME}), NO_FRAME]
    table = pd.crosstab(tokens[first], tokens[second]).reindex(index=labels, columns=labels, fill_value=0)
    table.attrs["provenance"] = _provenance(codings, annotations)
    return Trace("none", reason=_ALL_READ).on(table)


def disagreements(codings: Codings, annotations: AnnotationSource) -> pd.DataFrame:
    """List the tokens that coders who read the paragraph labelled differently, with the paragraph's text.

    Returns
    -------
    doc_id, paragraph, start, end, token, a column for each coder with the label given ("–" for none, empty if the coder
    did not read the paragraph), text.

    Examples
    --------
    >>> len(disagreements(two_coders, annotations)) > 0
    True
    """
    tokens = _token_codes(codings, annotations, _shared(codings))
    differ = tokens[codings.coders].nunique(axis=1) > 1
    rows = tokens[differ].reset_index(drop=True)
    read = annotations.select(rows["doc_id"].unique())
    places = [(read.text(row["doc_id"]), row["start"], row["end"]) for row in rows.to_dict("records")]
    rows.insert(4, "token", [text[start:end] for text, start, end in places])
    rows["text"] = [line_at(text, start) for text, start, _ in places]
    rows.attrs["provenance"] = _provenance(codings, annotations)
    return rows


def pairs_agreement(codings: Codings, annotations: AnnotationSource) -> pd.DataFrame:
    """Alpha by token, over all frames, for each pair of coders: first, second, units, alpha. Shows who reads apart.

    Examples
    --------
    >>> len(pairs_agreement(two_coders, annotations))
    1
    """
    rows = []
    for first, second in combinations(codings.coders, 2):
        pair = codings.select(first, second)
        if pair.read.duplicated(UNIT).any():
            codes = _token_codes(pair, annotations, _shared(pair))[[first, second]].to_numpy(dtype=object)
            rows.append((first, second, len(codes), krippendorff_alpha(codes)))
    table = pd.DataFrame(rows, columns=["first", "second", "units", "alpha"])
    table.attrs["provenance"] = _provenance(codings, annotations)
    return Trace("none", reason=_ALL_READ).on(table)


def _shared(codings: Codings) -> pd.DataFrame:
    """The paragraphs that at least two coders read."""
    times = codings.read.groupby(UNIT, sort=False).size()
    shared = times[times > 1].index.to_frame(index=False)
    if shared.empty:
        who = f"only {codings.coders[0]!r}" if len(codings.coders) == 1 else "no two coders"
        hint = f"; {MARKS_ONLY}" if codings.marks_only and len(codings.coders) > 1 else ""
        raise KhitabError(f"agreement: {who} read a common paragraph; have two people code the same sample{hint}.")
    return shared


def _paragraph_codes(codings: Codings, shared: pd.DataFrame, frame: str) -> np.ndarray:
    """(n_paragraphs, n_coders): "True" where the coder marked the frame, "False" where not, None where not read."""
    index = pd.MultiIndex.from_frame(shared)
    marks = codings.marks[(codings.marks["frame"] == frame) & ~codings.marks["unsure"]]
    columns = []
    for coder in codings.coders:
        read = index.isin(pd.MultiIndex.from_frame(codings.read.loc[codings.read["coder"] == coder, UNIT]))
        marked = index.isin(pd.MultiIndex.from_frame(marks.loc[marks["coder"] == coder, UNIT]))
        columns.append(_given(marked.astype(str).astype(object), read))
    return np.column_stack(columns)


def _token_codes(codings: Codings, annotations: AnnotationSource, shared: pd.DataFrame) -> pd.DataFrame:
    """Tokens of the shared paragraphs, and each coder's label; None where the coder did not read the paragraph."""
    tokens = token_table(annotations.select(shared["doc_id"].unique())).merge(shared, on=UNIT)[_TOKEN]
    marks = _on_tokens(codings.marks, tokens)
    units = pd.MultiIndex.from_frame(tokens[UNIT])
    for coder in codings.coders:
        mine = marks[marks["coder"] == coder]
        label = mine.sort_values("label").groupby(_TOKEN)["label"].agg("+".join)
        given = label.reindex(pd.MultiIndex.from_frame(tokens[_TOKEN]), fill_value=NO_FRAME).to_numpy(dtype=object)
        read = units.isin(pd.MultiIndex.from_frame(codings.read.loc[codings.read["coder"] == coder, UNIT]))
        tokens[coder] = _given(given, read)
    return tokens


def _given(labels: np.ndarray, read: np.ndarray) -> np.ndarray:
    """The labels where the coder read the unit, None elsewhere."""
    kept = np.full(len(labels), None, dtype=object)
    kept[read] = labels[read]
    return kept


def _on_tokens(marks: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Marks with their label and the span of the annotated token in which they begin; others than those read, out."""
    labelled = marks.assign(label=marks["frame"].where(~marks["unsure"], UNSURE))[["doc_id", "start", "coder", "label"]]
    spans = tokens.rename(columns={"start": "token_start"}).sort_values("token_start")
    found = pd.merge_asof(
        labelled.sort_values("start"), spans, left_on="start", right_on="token_start", by="doc_id"
    ).dropna(subset=["end"])
    found = found[found["start"] < found["end"]]
    return found.assign(start=found["token_start"]).astype(dict.fromkeys(["paragraph", "start", "end"], "int64"))


def _for_frame(labels: pd.DataFrame, frame: str) -> np.ndarray:
    """Labels as "True" or "False" for one frame; None stays."""
    codes = labels.to_numpy(dtype=object)
    known = {label: str(frame in label.split("+")) for label in pd.unique(codes[pd.notna(codes)])}
    return np.array([[known.get(code) for code in row] for row in codes], dtype=object).reshape(codes.shape)


def _measures(
    codes: np.ndarray, documents: np.ndarray, confidence: float, n_resamples: int, seed: int
) -> tuple[object, ...]:
    two = codes.shape[1] == 2
    interval = alpha_interval(codes, clusters=documents, confidence=confidence, n_resamples=n_resamples, seed=seed)
    return (
        percent_agreement(codes),
        krippendorff_alpha(codes),
        interval.low,
        interval.high,
        cohen_kappa(codes[:, 0], codes[:, 1]) if two else np.nan,
        fleiss_kappa(codes),
        interval.method,
        interval.note,
    )


def _provenance(codings: Codings, annotations: AnnotationSource) -> dict[str, object]:
    return {**annotations.provenance, **codings.provenance, "coders": len(codings.coders)}
