"""Files of samples and codings: CSV in UTF-8, with where they come from in columns of their own.

A coding file has a row for each marked token, and a row without a token for each paragraph that was read without
marking anything: what is not in the file was not read.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.cells import guarded, guarded_table, unguarded, unguarded_table
from analysis.corpus.formats import read_table as any_table
from analysis.corpus.metadata import as_id
from analysis.corpus.source_files import source_file
from analysis.counting.paragraph_table import UNIT, corpus_hash
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.validation.codings import Codings, make_codings
from analysis.validation.sampling import COLUMNS, Sample, whole_corpus

CODING_COLUMNS = (
    "doc_id", "paragraph", "start", "end", "token", "frame", "unsure", "coder", "time", "note",
    "frames", "corpus_hash", "lexicon_hash",
)  # fmt: skip
_NEEDED = ("doc_id", "paragraph", "start", "end", "token", "frame", "coder")
_FREE_TEXT = ("doc_id", "token", "frame", "coder", "note")
YES = frozenset(
    ("yes", "y", "true", "1", "1.0", "1,0", "x", "×", "✓", "✔", "نعم", "ن", "صح", "صحيح", "١", "oui", "o", "vrai", "ja")
)
NO = frozenset(("", "no", "n", "false", "0", "0.0", "0,0", "-", "–", "—", "لا", "خطأ", "٠", "non", "faux", "nein"))
_SAMPLE_PROVENANCE = (
    "corpus", "documents", "words", "tokens", "constructed", "corpus_hash", "lexicon", "lexicon_hash",
    "model", "model_fingerprint", "version", "design", "seed",
)  # fmt: skip


def write_sample(sample: Sample, path: str | Path) -> Path:
    """Write a sample; with it, codings can be weighted later. Coders should not see it: it tells where hits are.

    The paragraphs drawn come first; those that were not follow with their stratum alone.

    Examples
    --------
    >>> write_sample(sample, folder / "sample.csv").name
    'sample.csv'
    """
    constant = {"frames": " ".join(sample.frames)}
    constant |= {name: str(sample.provenance.get(name, "")) for name in _SAMPLE_PROVENANCE}
    notes = sample.provenance.get("notes", ())
    constant["notes"] = "\n".join(notes) if isinstance(notes, tuple) else ""
    rows = sample.paragraphs.assign(**constant).astype({"item": "Int64"})
    others = sample.strata.merge(sample.paragraphs[UNIT], on=UNIT, how="left", indicator=True)
    others = others[others.pop("_merge") == "left_only"]
    table = pd.concat([rows.astype(object), others.astype(object)], ignore_index=True)
    return write_text(path, guarded_table(table).to_csv(index=False, lineterminator="\n"))


def read_sample(path: str | Path) -> Sample:
    """Read what `write_sample` wrote.

    Errors: KhitabError if the file cannot be read, lacks a column, or holds a number that is none.

    Examples
    --------
    >>> _ = write_sample(sample, folder / "sample.csv")
    >>> read_sample(folder / "sample.csv").frames
    ('security',)
    """
    every = unguarded_table(read_table(path, (*COLUMNS, "frames")))
    rows = every[every["item"] != ""].reset_index(drop=True)
    numbers = {name: "int64" for name in COLUMNS if name not in ("doc_id", "stratum", "probability")}
    try:
        table = rows[list(COLUMNS)].astype({**numbers, "probability": "float64"})
        strata = every[[*UNIT, "stratum"]].astype({"paragraph": "int64"})
    except ValueError as error:
        raise KhitabError(f"{path}: a number is damaged ({error}); draw the sample again.") from None
    if not len(table):
        raise KhitabError(f"{path}: the sample holds no paragraph; draw it again.")
    found = {name: rows[name].iloc[0] for name in _SAMPLE_PROVENANCE if name in rows}
    for name in ("documents", "words", "tokens", "seed"):
        if str(found.get(name, "")).isdigit():
            found[name] = int(found[name])
    if "notes" in rows and rows["notes"].iloc[0]:
        found["notes"] = tuple(rows["notes"].iloc[0].split("\n"))
    found["constructed"] = str(found.get("constructed", "")).lower() == "true"
    return Sample(table, strata, tuple(rows["frames"].iloc[0].split()), found)


def write_codings(codings: Codings, path: str | Path, *, tokens: bool = True) -> Path:
    """Write codings as one CSV file, in the order of reading; the file is replaced whole or not at all.

    Parameters
    ----------
    tokens : False leaves out the tokens and the coders' notes, for codings of texts that may not be passed on: places
        and labels stay, and `read_codings` takes the tokens from the annotations again.

    Examples
    --------
    >>> write_codings(codings, folder / "codings.csv").name
    'codings.csv'
    """
    if not tokens:
        codings = replace(codings, read=codings.read.assign(note=""), marks=codings.marks.assign(token="", note=""))
    marks = codings.marks.groupby(["doc_id", "paragraph", "coder"], sort=False)
    of_unit = {key: rows.to_dict("records") for key, rows in marks}
    records: list[dict[str, object]] = []
    for unit in codings.read.to_dict("records"):
        key = (unit["doc_id"], unit["paragraph"], unit["coder"])
        for mark in of_unit.get(key, [{}]):
            row: dict[Any, Any] = {**unit, **mark, "note": mark.get("note") or unit["note"]}
            safe = {name: guarded(str(row.get(name, ""))) for name in _FREE_TEXT}
            records.append({**row, **safe, "unsure": "yes" if mark.get("unsure") else ""})
    constant = {
        "frames": " ".join(codings.frames),
        "corpus_hash": codings.provenance.get("corpus_hash", ""),
        "lexicon_hash": codings.provenance.get("lexicon_hash", ""),
    }
    return write_text(path, _csv(CODING_COLUMNS, ({**row, **constant} for row in records)))


def read_coding_file(
    path: Path, annotations: AnnotationSource | None = None, frames: Sequence[str] | None = None, complete: bool = False
) -> Codings:
    """Read the codings of one CSV file in the form of `write_codings`; the arguments are those of `read_codings`."""
    rows = read_table(path, _NEEDED)
    for name in CODING_COLUMNS:
        if name not in rows:
            rows[name] = ""
    for name in _FREE_TEXT:
        rows[name] = rows[name].map(unguarded)
    said = next((text for text in rows["frames"] if text), "")
    if not len(rows) and not complete:
        raise KhitabError(f"{path}: nothing is coded yet; code some paragraphs first.")
    looked_for = tuple(frames or said.split() or sorted(set(rows["frame"]) - {""}))
    paragraphs = None if annotations is None else _Paragraphs(annotations, rows["doc_id"])
    read: dict[tuple[str, int, str], tuple[object, ...]] = {}
    marks = []
    for number, row in enumerate(rows.to_dict("records"), start=2):
        place = f"{path}, row {number}"
        unit = (row["doc_id"], _whole(row["paragraph"], place, "paragraph"), row["coder"])
        read.setdefault(unit, (*unit, row["time"], "" if row["start"] else row["note"]))
        if row["start"]:
            marks.append(_mark(row, unit, place, looked_for, paragraphs))
    everything = _everything(annotations, path, looked_for) if complete else None
    if everything is not None:
        coders = sorted(set(rows["coder"])) or ["unknown"]
        units = everything.paragraphs[UNIT].itertuples(index=False)
        read = {(d, p, coder): (d, p, coder, "", "") for d, p in units for coder in coders}
    known = {name: next((text for text in rows[name] if text), "") for name in ("corpus_hash", "lexicon_hash")}
    provenance: dict[str, object] = {name: text for name, text in known.items() if text}
    if annotations is not None:
        own = corpus_hash(annotations)
        if provenance.get("corpus_hash", own) != own:
            raise KhitabError(f"{path}: these codings are of another corpus; pass the annotations they were made for.")
        provenance = {**annotations.provenance, **provenance, "corpus_hash": own}
    return make_codings(list(read.values()), marks, looked_for, provenance, everything)


def _mark(
    row: Mapping[Any, str],
    unit: tuple[str, int, str],
    place: str,
    frames: Sequence[str],
    paragraphs: "_Paragraphs | None",
) -> tuple[object, ...]:
    start, end = _whole(row["start"], place, "start"), _whole(row["end"], place, "end")
    unsure = said_yes(row["unsure"], place, "unsure")
    if row["frame"] not in frames and not (unsure and not row["frame"]):
        raise KhitabError(f"{place}: frame {row['frame']!r} is none of {', '.join(frames)}; correct it.")
    token = row["token"]
    if paragraphs is not None:
        token = token or paragraphs.text(unit[0], start, end)
        paragraphs.check(unit[0], unit[1], start, end, token, place)
    return (*unit[:2], start, end, token, row["frame"], unsure, unit[2], row["note"])


class _Paragraphs:
    """In which paragraph the tokens of some documents stand."""

    def __init__(self, annotations: AnnotationSource, doc_ids: Iterable[str]) -> None:
        self._annotations = annotations
        known = set(annotations.documents["doc_id"])
        tokens = annotations.select([doc_id for doc_id in dict.fromkeys(doc_ids) if doc_id in known]).words
        tokens = tokens.drop_duplicates(["doc_id", "token"])
        columns = (tokens[name].tolist() for name in ("doc_id", "start", "end", "paragraph"))
        self._of = {(doc_id, place): number for doc_id, start, end, number in zip(*columns, strict=True)
                    for place in (start, end - 1)}  # fmt: skip

    def text(self, doc_id: str, start: int, end: int) -> str:
        """What stands there, for a file that holds places without tokens."""
        return self._annotations.text(doc_id)[start:end]

    def check(self, doc_id: str, paragraph: int, start: int, end: int, token: str, place: str) -> None:
        """Insist that a mark stands where its row says."""
        if self._annotations.text(doc_id)[start:end] != token:
            raise KhitabError(f"{place}: characters {start} to {end} of {doc_id!r} are not {token!r}; correct them.")
        stands = {self._of.get((doc_id, at), paragraph) for at in (start, end - 1)}
        if stands != {paragraph}:
            other = min(stands - {paragraph})
            raise KhitabError(
                f"{place}: {token!r} stands in paragraph {other} of {doc_id!r}, not in {paragraph}; correct the number."
            )


def said_yes(cell: str, place: str, column: str) -> bool:
    """Understand a cell that says yes or no, in the ways in which people and spreadsheets write them.

    Errors: KhitabError naming the cell and what it may hold.
    """
    said = cell.strip().strip(".").casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    raise KhitabError(f"{place}, column {column!r}: {cell!r} is neither yes nor no; write yes (نعم, x, 1) or nothing.")


def _everything(annotations: AnnotationSource | None, path: Path, frames: Sequence[str]) -> Sample:
    if annotations is None:
        raise KhitabError(f"{path}: complete=True needs the annotations, which know all paragraphs; pass them.")
    return whole_corpus(annotations, frames)


def _whole(text: str, place: str, column: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise KhitabError(f"{place}: {column} is {text!r}, not a whole number; correct it.") from None


def read_table(path: str | Path, needed: Iterable[str]) -> pd.DataFrame:
    """Read a table as strings, whoever saved it: any separator and Arabic encoding, .xlsx and .ods too.

    Raises KhitabError for a file that cannot be read, and for one that lacks a column.
    """
    file = source_file(Path(path))
    try:
        rows, _ = any_table(file)
    except OSError as error:
        raise KhitabError(f"{path}: cannot be read ({error.strerror}); give a CSV file.") from None
    rows = rows.rename(columns=str.strip)
    if missing := [name for name in needed if name not in rows]:
        raise KhitabError(f"{path}: column {missing[0]!r} is missing; it has {', '.join(rows.columns)}.")
    return rows.map(lambda value: value if isinstance(value, str) else as_id(value)).astype("str")


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
