"""Adjudication: what coders disagree on is decided, once, by somebody who sees both readings."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.cells import guarded, shown, unguarded
from analysis.counting.paragraph_table import UNIT
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.validation.agreement import NO_FRAME, UNSURE, disagreements
from analysis.validation.codings import MARK_COLUMNS, Codings, make_codings
from analysis.validation.files import read_table

ADJUDICATED = "adjudicated"
_NONE = (NO_FRAME, "-", "0", "none")
_IDENTITY = ("doc_id", "start", "end")


def write_adjudication(codings: Codings, annotations: AnnotationSource, path: str | Path) -> Path:
    """Write the disagreements as a CSV sheet with an empty column `decision`.

    A decision is a frame, "unsure", or – (also -, 0, none) for no frame. The word in question stands in ⟦ ⟧.

    Examples
    --------
    >>> write_adjudication(two_coders, annotations, folder / "adjudicate.csv").name
    'adjudicate.csv'
    """
    rows = disagreements(codings, annotations)
    read = annotations.select(rows["doc_id"].unique())
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_IDENTITY, "token", *map(guarded, codings.coders), "decision", "text"])
    for row in rows.to_dict("records"):
        text = read.text(row["doc_id"])
        first = text.rfind("\n", 0, row["start"]) + 1
        last = first + len(text[first:].partition("\n")[0])
        context = f"{text[first : row['start']]}⟦{row['token']}⟧{text[row['end'] : last]}"
        labels = ["" if pd.isna(row[coder]) else row[coder] for coder in codings.coders]
        cells = [row["token"], *labels, "", shown(context.strip())]
        writer.writerow([guarded(row["doc_id"]), row["start"], row["end"], *map(guarded, cells)])
    return write_text(path, stream.getvalue(), encoding="utf-8-sig")


def read_adjudication(path: str | Path, codings: Codings, annotations: AnnotationSource) -> Codings:
    """Settle codings with the decisions of a filled-in sheet: what all agreed on stays, the rest is as decided.

    Returns
    -------
    Codings with the one coder "adjudicated", for every paragraph that anybody read.

    Errors: KhitabError for a disagreement without a decision, or a decision that is no frame of these codings.

    Examples
    --------
    >>> callable(read_adjudication)
    True
    """
    rows = read_table(path, (*_IDENTITY, "decision")).to_dict("records")
    decided = {}
    for number, row in enumerate(rows, start=2):
        decision = unguarded(row["decision"].strip())
        if decision not in (*codings.frames, UNSURE, *_NONE):
            asked = ", ".join((*codings.frames, UNSURE, NO_FRAME))
            raise KhitabError(f"{path}, row {number}: the decision is {decision!r}; write one of {asked}.")
        decided[(unguarded(row["doc_id"]), row["start"])] = NO_FRAME if decision in _NONE else decision
    open_rows = disagreements(codings, annotations)
    marks = _agreed(codings, open_rows)
    for row in open_rows.to_dict("records"):
        label = decided.get((row["doc_id"], str(row["start"])))
        if label is None:
            raise KhitabError(f"{path}: {row['token']!r} in {row['doc_id']!r} has no row; write the sheet again.")
        if label != NO_FRAME:
            unsure = label == UNSURE
            span = (row["doc_id"], row["paragraph"], row["start"], row["end"], row["token"])
            marks.append((*span, "" if unsure else label, unsure, ADJUDICATED, "decided"))
    read = codings.read.drop_duplicates(UNIT).assign(coder=ADJUDICATED, note="")
    settled = make_codings(read, marks, codings.frames, codings.provenance)
    return replace(settled, sample=codings.sample)


def _agreed(codings: Codings, open_rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """The marks on tokens that are not in dispute, each once."""
    spans = [(row["doc_id"], row["start"], row["end"]) for row in open_rows.to_dict("records")]
    kept = codings.marks.drop_duplicates(["doc_id", "start", "frame", "unsure"])
    kept = kept.assign(coder=ADJUDICATED)
    return [
        tuple(mark[name] for name in MARK_COLUMNS)
        for mark in kept.to_dict("records")
        if not any(doc == mark["doc_id"] and start < mark["end"] and mark["start"] < end for doc, start, end in spans)
    ]
