"""From a row of numbers back to the hits that were counted in it, checked against the number itself.

One function for each kind of trace (`analysis.counting.trace`); those that need what a higher floor knows stand there,
beside the function that made the table, and are named in `FINDERS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import key
from analysis.counting.item_counts import item_places
from analysis.counting.periods import with_groups
from analysis.counting.trace import EVERYTHING, REST, Found, Sources, Trace, check_number, need_columns, of_row
from analysis.errors import KhitabError

Bools = NDArray[np.bool_]
Finder = Callable[[pd.DataFrame, Trace, Sources], Found]
TRACE = "trace"
"""Under this name a table carries its trace: among its attributes, and in a CSV file or workbook as a column."""


def passages_behind(rows: pd.DataFrame, sources: Sources) -> Found:
    """The passages behind rows of any table.

    Raises
    ------
    KhitabError where nothing leads back from the rows, a table is missing, or there are not as many passages as a row
    says.
    """
    trace = trace_of(rows)
    return _finder(trace.kind)(rows, trace, sources)


def trace_of(rows: pd.DataFrame) -> Trace:
    """The trace that the rows carry; where they have lost it, what a column `trace` or the other columns tell."""
    if TRACE not in rows.attrs:
        rows = lifted_trace(rows)
    if TRACE in rows.attrs:
        return Trace.read(rows.attrs[TRACE])
    columns = list(rows.columns)
    if (told := _told_by(columns)) is not None:
        return told
    missing = next((name for name in ("frame", "tier", "n") if name not in columns), "trace")
    raise KhitabError(
        f"evidence cannot trace these rows, which have no column {missing!r} and no trace; pass hits, or rows of a "
        "table as the library returned or saved it."
    )


def _told_by(columns: list[str]) -> Trace | None:
    """The trace of a table whose columns alone say how it is followed."""
    if {"doc_id", "start", "end"} <= set(columns):
        return Trace("spans")
    if {"doc_id", "cue_start", "cue_end"} <= set(columns):
        return Trace("spans", column="cue")
    if {"frame", "other", "paragraphs"} <= set(columns):
        return Trace("pairs")
    if {"doc_id", "frame", "tier", "n_hits"} <= set(columns):
        return Trace("hits", by=("doc_id",), number="n_hits")
    if {"frame", "tier", "n"} <= set(columns) and not set(columns) & _OF_COMPARISONS:
        return Trace("hits", by=tuple(columns[: columns.index("frame")]))
    return None


_OF_COMPARISONS = {"other", "p"}
"""Columns of tables whose rows count more than one group, which they do not name."""


def with_trace(table: pd.DataFrame) -> pd.DataFrame:
    """The table for a file that holds cells alone: its trace is a last column, where the others do not tell it."""
    written = table.attrs.get(TRACE)
    if written is None or TRACE in table:
        return table
    trace = Trace.read(written)
    if trace.kind == "none" or trace == _told_by(list(table.columns)):
        return table
    wide = table.assign(**{TRACE: json.dumps(written, ensure_ascii=False)})
    wide.attrs = table.attrs
    return wide


def lifted_trace(table: pd.DataFrame) -> pd.DataFrame:
    """The table that `with_trace` was given; any other table as it is.

    Raises KhitabError for rows of several tables, which would be followed in several ways.
    """
    if TRACE not in table or not len(table):
        return table
    found = {str(cell) for cell in table[TRACE]}
    try:
        traces = [json.loads(cell) for cell in found]
        kinds = [trace["kind"] for trace in traces]
    except (ValueError, TypeError, KeyError):
        return table  # a column of the corpus that happens to be called so
    if len(traces) > 1:
        raise KhitabError(f"evidence: these rows are of {len(kinds)} tables; open those of one table at a time.")
    plain = table.drop(columns=TRACE)
    plain.attrs = {**table.attrs, TRACE: traces[0]}
    return plain


def _spans(rows: pd.DataFrame, trace: Trace, _: Sources) -> Found:
    """Rows that are passages themselves."""
    start, end = (f"{trace.column}_{name}" if trace.column != "frame" else name for name in ("start", "end"))
    need_columns(rows, ("doc_id", start, end))
    places = rows[[start, end]].set_axis(["start", "end"], axis=1)
    if trace.column == "cue":
        # A headline or a turn has no cue: its speaker's name, or what is said, stands for it.
        for name in ("speaker", "content"):
            pair = [column for column in (f"{name}_start", f"{name}_end") if column in rows.columns]
            if len(pair) == 2:
                places = places.fillna(rows[pair].set_axis(["start", "end"], axis=1))
    return Found(rows.assign(start=places["start"].astype("int64"), end=places["end"].astype("int64")))


def _hits(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Hits of a frame (or another item), of a tier, in a group of documents."""
    need_columns(rows, (*trace.by, trace.item, trace.number))
    hits, groups = sources.given_hits(), _Groups(sources, trace.by)
    chosen = np.zeros(len(hits), dtype=bool)
    for row in rows.to_dict("records"):
        inside = of_row(hits, row, trace) & groups.hold(hits, {name: row[name] for name in trace.by})
        check_number(int(inside.sum()), row[trace.number], str(row[trace.item]))
        chosen |= inside
    return Found(hits[chosen])


def _sides(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Hits on both sides of a comparison of groups."""
    first, second = ("first", "second") if trace.number == "n_first" else ("group", "other")
    numbers = (trace.number, f"n_{second}")
    need_columns(rows, (first, second, "frame", *numbers))
    hits, groups = sources.given_hits(), _Groups(sources, trace.by)
    (by,) = trace.by
    chosen = np.zeros(len(hits), dtype=bool)
    for row in rows.to_dict("records"):
        wanted = of_row(hits, row, trace)
        one = groups.hold(hits, {by: row[first]})
        other = groups.known(hits) & ~one if row[second] == REST else groups.hold(hits, {by: row[second]})
        for side, number, name in zip((one, other), numbers, (first, second), strict=True):
            check_number(int((wanted & side).sum()), row[number], f"{row['frame']} in {row[name]}")
        chosen |= wanted & (one | other)
    return Found(hits[chosen])


def _levels(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Hits before and after the date of a change."""
    need_columns(rows, ("frame", "date", "n_before", "n_after"))
    hits, documents = sources.given_hits(), sources.annotations.documents
    read = documents[documents["date"].notna() & (documents[f"n_{trace.unit or 'words'}"] > 0)]
    dates = hits["doc_id"].astype("str").map(pd.Series(read["date"].to_numpy(), index=read["doc_id"].astype("str")))
    chosen = np.zeros(len(hits), dtype=bool)
    for row in rows.to_dict("records"):
        if pd.isna(row["date"]):
            raise KhitabError(
                f"no change of {row['frame']} was sought ({row.get('note', '')}), so no passages are behind this row; "
                "open the rows of frame_rates."
            )
        wanted, begins = of_row(hits, row, trace), pd.Timestamp(str(row["date"]))
        for side, number in ((dates < begins, "n_before"), (dates >= begins, "n_after")):
            inside = wanted & side.to_numpy(dtype=bool)
            check_number(int(inside.sum()), row[number], f"{row['frame']}, {number.removeprefix('n_')} the change,")
            chosen |= inside
    return Found(hits[chosen])


def _event(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Hits in the days before and after an event."""
    ends = ("before_from", "before_to", "after_from", "after_to")
    need_columns(rows, ("frame", *ends, "n_before", "n_after"))
    hits, documents = sources.given_hits(), sources.annotations.documents
    ids = documents["doc_id"].astype("str")
    days = hits["doc_id"].astype("str").map(pd.Series(documents["date"].dt.normalize().to_numpy(), index=ids))
    groups = _Groups(sources, trace.by)
    chosen = np.zeros(len(hits), dtype=bool)
    for row in rows.to_dict("records"):
        wanted = of_row(hits, row, trace)
        if trace.by and row["group"] != EVERYTHING:
            wanted = wanted & groups.hold(hits, {trace.by[0]: row["group"]})
        for side in ("before", "after"):
            first, last = (pd.Timestamp(str(row[f"{side}_{end}"])) for end in ("from", "to"))
            inside = wanted & ((days >= first) & (days <= last)).to_numpy(dtype=bool)
            check_number(int(inside.sum()), row[f"n_{side}"], f"{row['frame']}, {side} the event,")
            chosen |= inside
    return Found(hits[chosen])


def _pairs(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """The hits of both frames in the paragraphs that rows of a table of `frame_cooccurrence` counted."""
    need_columns(rows, ("frame", "other", "paragraphs"))
    hits = sources.given_hits()
    chosen = np.zeros(len(hits), dtype=bool)
    place = hits["doc_id"].astype("str") + "\x00" + hits["paragraph"].astype("str")
    for row in rows.to_dict("records"):
        of_frame, of_other = (of_row(hits, {**row, "frame": row[name]}, trace) for name in ("frame", "other"))
        shared = set(place[of_frame]) & set(place[of_other])
        check_number(len(shared), row["paragraphs"], f"{row['frame']} and {row['other']}", "paragraphs")
        chosen |= (of_frame | of_other) & place.isin(shared).to_numpy(dtype=bool)
    return Found(hits[chosen], "paragraph")


def _words(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Words found anew; of keywords on either side, or on both in annotations that hold both."""
    numbers = ("n_target", "n_reference") if trace.number == "n_target" else (trace.number,)
    need_columns(rows, (trace.item, *numbers))
    fold = key if trace.unit in ("key", "surface") else str
    items = [fold(str(item)) for item in rows[trace.item]]
    places = item_places(sources.annotations, trace.unit, items)  # type: ignore[arg-type]
    counts = places["item"].value_counts()
    for row, item in zip(rows.to_dict("records"), items, strict=True):
        said = [int(row[name]) for name in numbers]
        found = int(counts.get(item, 0))
        if found not in (*said, sum(said)):
            of_sides = "; the target's, the reference's, or annotations that hold both and nothing else"
            raise KhitabError(
                f"the row of {row[trace.item]!r} counts {' and '.join(f'{n:,}' for n in said)}, but {found:,} are "
                f"found; pass the annotations that it was counted in{of_sides if len(said) > 1 else ''}."
            )
    return Found(places)


def _nowhere(_: pd.DataFrame, trace: Trace, __: Sources) -> Found:
    raise KhitabError(f"no passages are behind such a row: {trace.reason}")


FINDERS: dict[str, Finder | str] = {
    "spans": _spans,
    "hits": _hits,
    "sides": _sides,
    "levels": _levels,
    "event": _event,
    "pairs": _pairs,
    "words": _words,
    "keywords": "analysis.comparison.keyword_places:keywords_behind",
    "none": _nowhere,
    "company": "analysis.context.word_sketch:company_behind",
    "voices": "analysis.discourse.crossed_rows:hits_of_voices",
    "actors": "analysis.discourse.crossed_rows:sentences_of_actors",
    "grammar": "analysis.discourse.crossed_rows:hits_by_grammar",
    "processes": "analysis.discourse.processes.crossing:hits_by_process",
    "codings": "analysis.validation.coded_rows:tokens_behind",
}
"""What follows each kind of trace; functions of higher floors by name, since this floor does not import them."""


def _finder(kind: str) -> Finder:
    if kind not in FINDERS:
        raise KhitabError(
            f"evidence knows no way back from a table traced as {kind!r}; it was made by another version of Khitab."
        )
    finder = FINDERS[kind]
    if isinstance(finder, str):
        module, name = finder.split(":")
        named: Finder = getattr(import_module(module), name)
        return named
    return finder


class _Groups:
    """Documents by the columns, or periods, in which a table is grouped."""

    def __init__(self, sources: Sources, by: tuple[str, ...]) -> None:
        documents = with_groups(sources.annotations.documents, list(by), "evidence")
        self._documents, self._by = documents.assign(doc_id=documents["doc_id"].astype("str")), by

    def hold(self, hits: pd.DataFrame, values: dict[str, object]) -> Bools:
        """(n_hits,) whether the document of each hit has these values."""
        within = [_equals(self._documents[name], value) for name, value in values.items()]
        return self._of(hits, np.logical_and.reduce(within) if within else np.ones(len(self._documents), dtype=bool))

    def known(self, hits: pd.DataFrame) -> Bools:
        """(n_hits,) whether the document of each hit has any value in these columns."""
        return self._of(hits, self._documents[list(self._by)].notna().all(axis=1).to_numpy())

    def _of(self, hits: pd.DataFrame, chosen: Bools) -> Bools:
        inside: Bools = hits["doc_id"].astype("str").isin(self._documents["doc_id"][chosen]).to_numpy(dtype=bool)
        return inside


def _equals(column: pd.Series[Any], value: object) -> Bools:
    """Compare by value, and by spelling where a table read from a file has lost the type."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return (column == pd.Timestamp(str(value))).to_numpy(dtype=bool)
    return (column.astype("str") == str(value)).to_numpy(dtype=bool, na_value=False)


@dataclass(frozen=True)
class Tokens:
    """The tokens of one document in order: character spans, and the sentence and paragraph of each."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    sentence: NDArray[np.int64]
    paragraph: NDArray[np.int64]

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last token that the characters from `start` to `end` touch."""
        first = int(np.searchsorted(self.end, start, side="right"))
        last = int(np.searchsorted(self.start, end, side="left")) - 1
        if not 0 <= first <= last < len(self.start):
            raise KhitabError(
                f"no word stands at characters {start} to {end} of the document; pass the annotations in which "
                "these rows were found."
            )
        return first, last

    def within(self, unit: str, number: int) -> tuple[int, int]:
        """The first and the last token of a sentence or paragraph."""
        places = np.flatnonzero((self.sentence if unit == "sentence" else self.paragraph) == number)
        return int(places[0]), int(places[-1])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from the first token's beginning to the last one's end."""
        return int(self.start[first]), int(self.end[last])


def tokens_of(words: pd.DataFrame, doc_ids: list[str]) -> dict[str, Tokens]:
    """The tokens of each of the documents, from a words table."""
    table = words[words["doc_id"].isin(doc_ids)].drop_duplicates(["doc_id", "token"])
    return {
        str(doc_id): Tokens(*(rows[name].to_numpy(np.int64) for name in ("start", "end", "sentence", "paragraph")))
        for doc_id, rows in table.groupby("doc_id", observed=True)
    }
