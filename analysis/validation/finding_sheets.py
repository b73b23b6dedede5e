"""Sheets of findings: a row for each attribution, mention or hit, to be confirmed or corrected, one for what is missed.

Other than sheets of frames these are not blind: coders see what was found, and judge it a little too kindly. Sheets of
frames, drawn for the labels of `label_findings`, are blind, and take longer.
"""

import csv
import io
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key
from analysis.cells import guarded, shown, unguarded
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.validation.codings import Codings, make_codings
from analysis.validation.files import NO, read_table, said_yes
from analysis.validation.findings import Kind, What, findings, kind_of
from analysis.validation.sampling import Sample
from analysis.validation.sheets import NOTHING, Span, find_words, token_spans
from analysis.validation.workbook import read_workbook, write_workbook

MISSED = "missed"
UNSURE = ("?", "؟")


def write_finding_sheet(
    sample: Sample,
    found: pd.DataFrame,
    annotations: AnnotationSource,
    path: str | Path,
    what: What,
    *,
    codebook: str = "",
) -> Path:
    """Write a sheet on which coders confirm or correct what was found, as CSV or as an XLSX workbook.

    One row per finding: item (the paragraph), finding (its number there), text (the paragraph, the finding's token in
    【】), right, the fields as they were found, note. A coder writes yes or no (or ?) under `right` (is this an
    attribution, a mention, a hit at all?) and mends the fields that are wrong. The last row of a paragraph, `missed`,
    takes under `right` the words of what was not found (cue, or noun of the mention), or 0.

    Parameters
    ----------
    sample : of `draw_sample`, drawn for labels of `label_findings`.
    found : the table of `find_voices`, `find_actors` or `find_grammar`.

    Examples
    --------
    >>> voices = find_voices(annotations)
    >>> labels = label_findings(voices, annotations, "voices")
    >>> drawn = draw_sample(labels, annotations, ["voice"], 10)
    >>> write_finding_sheet(drawn, voices, annotations, folder / "voices.csv", "voices").name
    'voices.csv'
    """
    target, kind = Path(path), kind_of(what)
    head = ["item", "finding", "text", "right", *kind.fields, *kind.told, "note"]
    rows: list[list[Any]] = []
    of_unit = _by_paragraph(found, annotations, what)
    for unit in sample.paragraphs.to_dict("records"):
        text = annotations.text(unit["doc_id"])[unit["start"] : unit["end"]]
        for number, row in enumerate(of_unit.get((unit["doc_id"], unit["paragraph"]), []), start=1):
            first, last = row["start"] - unit["start"], row["end"] - unit["start"]
            marked = f"{text[:first]}【{text[first:last]}】{text[last:]}"
            fields = [row[field] for field in kind.fields]
            rows.append([unit["item"], str(number), marked, "", *fields, *(row[name] for name in kind.told), ""])
        blank = [""] * (len(kind.fields) + len(kind.told) + 1)
        rows.append([unit["item"], MISSED, text, "", *blank])
    if target.suffix.lower() == ".xlsx":
        return write_workbook(target, head, rows, codebook)
    if target.suffix.lower() != ".csv":
        raise KhitabError(f"{target}: a sheet is .csv or .xlsx; end the path with one of them.")
    stream = io.StringIO()
    body = ([item, *(guarded(shown(cell)) for cell in cells)] for item, *cells in rows)
    csv.writer(stream).writerows([head, *body])
    return write_text(target, stream.getvalue(), encoding="utf-8-sig")


def read_finding_sheet(
    path: str | Path,
    sample: Sample,
    found: pd.DataFrame,
    annotations: AnnotationSource,
    coder: str,
    what: What,
) -> Codings:
    """Read a sheet of `write_finding_sheet` as codings of the labels of `label_findings`.

    A paragraph counts as read where every row of it is answered; one without any answer is not read. What was missed
    has the finding's own label alone, so that recall is about that label. `name` marks speakers whose name is right.

    Errors: KhitabError naming the row for a value that does not exist, a paragraph answered in part, a sheet of other
    findings.

    Examples
    --------
    >>> callable(read_finding_sheet)
    True
    """
    source, kind = Path(path), kind_of(what)
    rows = read_workbook(source) if source.suffix.lower() == ".xlsx" else read_table(source, ("item", "text"))
    if lacking := [name for name in ("finding", "right", *kind.fields) if name not in rows]:
        raise KhitabError(f"{source}: there is no column {lacking[0]!r}; keep the headings of the sheet of {what}.")
    time = datetime.fromtimestamp(source.stat().st_mtime, UTC).isoformat(timespec="seconds")
    units = {str(row["item"]): row for row in sample.paragraphs.to_dict("records")}
    of_unit, tokens = _by_paragraph(found, annotations, what), token_spans(annotations, sample)
    read: list[tuple[object, ...]] = []
    marks: list[tuple[object, ...]] = []
    rows["_place"] = [f"{source}, row {number}" for number in range(2, len(rows) + 2)]
    for item, part in rows.groupby(rows["item"].str.strip().str.removesuffix(".0"), sort=False):
        answers = part.to_dict("records")
        if not any(row["right"].strip() for row in answers):
            continue
        unit = units.get(str(item))
        if unit is None:
            raise KhitabError(
                f"{answers[0]['_place']}: item {item!r} is not in the sample; pass the sample of this sheet."
            )
        identity = (unit["doc_id"], unit["paragraph"])
        here = of_unit.get(identity, [])
        _check_complete(answers, len(here))
        read.append((*identity, coder, time, ""))
        text = annotations.text(unit["doc_id"])
        for row in answers:
            if row["finding"].strip() == MISSED:
                spans = _missed(row, text, tokens[identity], {(place["start"], place["end"]) for place in here})
                marks += [(*identity, *span, text[slice(*span)], kind.label, False, coder, "") for span in spans]
            else:
                labels = _labels(row, here[int(float(row["finding"])) - 1], kind)
                span = here[int(float(row["finding"])) - 1]
                place = (*identity, span["start"], span["end"], span["surface"])
                marks += [(*place, label, unsure, coder, note) for label, unsure, note in labels]
    if not read:
        raise KhitabError(f"{source}: nothing is coded yet; write yes or no under right in each row of a paragraph.")
    return make_codings(read, marks, kind.labels, dict(sample.provenance), sample)


def _by_paragraph(
    found: pd.DataFrame, annotations: AnnotationSource, what: What
) -> dict[tuple[str, int], list[dict[Any, Any]]]:
    table = findings(found, annotations, what)
    of_unit: dict[tuple[str, int], list[dict[Any, Any]]] = {}
    for row in table.to_dict("records"):
        of_unit.setdefault((str(row["doc_id"]), int(row["paragraph"])), []).append(row)
    return of_unit


def _check_complete(answers: Sequence[Mapping[Any, str]], expected: int) -> None:
    """Insist that each row of a paragraph is there and answered."""
    numbers = [row["finding"].strip().removesuffix(".0") for row in answers]
    if sorted(numbers) != sorted([*(str(number) for number in range(1, expected + 1)), MISSED]):
        raise KhitabError(
            f"{answers[0]['_place']}: the findings of this paragraph are not those of the table; pass the table that "
            "the sheet was written from, and keep all rows."
        )
    if empty := [row for row in answers if not row["right"].strip()]:
        what = "the words that were missed, or 0" if empty[0]["finding"].strip() == MISSED else "yes, no or ?"
        raise KhitabError(f"{empty[0]['_place']}: `right` is empty in a paragraph that is coded; write {what}.")


def _missed(row: Mapping[Any, str], text: str, tokens: Sequence[Span], found: Set[Span]) -> list[Span]:
    """The words that a reader found besides; of a word that stands twice, the one that was not found is meant."""
    cell, place = unguarded(row["right"].strip()), f"{row['_place']}, column 'right'"
    if cell in NOTHING or cell.casefold() in NO:
        return []
    try:
        return find_words(cell, text, [span for span in tokens if span not in found], place)
    except KhitabError:  # numbered among all, or not there but as a finding
        return find_words(cell, text, tokens, place)


def _labels(row: Mapping[Any, str], found: Mapping[Any, Any], kind: Kind) -> list[tuple[str, bool, str]]:
    """The labels that a row gives its token: label, whether the coder is unsure, note."""
    place, note = row["_place"], unguarded(row.get("note", "").strip())
    if row["right"].strip() in UNSURE:
        return [("", True, note)]
    if not said_yes(row["right"], place, "right"):
        return []
    labels = [(kind.label, False, note)]
    for field, values in kind.fields.items():
        cell = unguarded(row[field].strip())
        if not values:  # free text: right if it was left as it is
            same = key(cell) == key(str(found[field])) and cell not in ("", "no")
            labels += [(field, False, note)] if same else []
            continue
        value = cell.replace(" ", "_") or "no"
        if values == ("yes", "no"):
            value = "yes" if said_yes(cell, place, field) else "no"
        if value not in (*values, "no"):
            raise KhitabError(f"{place}, column {field!r}: {cell!r} is unknown; write one of {', '.join(values)}.")
        if label := kind.label_of(field, value):
            labels.append((label, False, note))
    return labels
