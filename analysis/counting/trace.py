"""Traces: how a row of a table finds the passages that it counts, said once by the function that made the table.

A trace travels in `attrs["trace"]` as a dict of plain values, so that it outlives slicing, sorting and a Parquet file.
`analysis.passages.tracing` follows it; a row from which nothing leads back says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

REST = "(rest)"
"""How a comparison calls all other documents, where a group is set against them."""

EVERYTHING = "(all)"
"""How a table by groups calls all documents together."""

Unit = Literal["hit", "sentence", "paragraph"]
"""What a row counts: single hits, or the sentences or paragraphs that hold several."""


@dataclass(frozen=True)
class Trace:
    """How the rows of one table lead back to the text.

    Attributes
    ----------
    kind : which function of `analysis.passages.tracing.FINDERS` follows it; "none" where nothing leads back.
    by : the columns of the documents (or periods of their dates) by which the rows are grouped.
    item : the column of the rows that names what was counted; column : that of the hits in which the name stands.
    tier : what the rows count where they have no column `tier`; "" for both tiers.
    number : the column that says how many passages there are.
    unit : what words were counted by ("key", "lemma", "form", "surface").
    node : the word whose company was counted; "" where it was a table of hits.
    only : the values of a column to which the table was restricted, as roles of actors.
    reason : why no passage is behind a row, as a sentence that says what to read instead.
    """

    kind: str
    by: tuple[str, ...] = ()
    item: str = "frame"
    column: str = "frame"
    tier: str = ""
    number: str = "n"
    unit: str = ""
    node: str = ""
    only: tuple[str, ...] = ()
    reason: str = ""

    def on(self, table: pd.DataFrame) -> pd.DataFrame:
        """Write the trace on a table and give the table back."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
        defaults = {field.name: field.default for field in fields(self)}
        table.attrs["trace"] = {
            name: value for name, value in plain.items() if name == "kind" or given[name] != defaults[name]
        }
        return table

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Trace:
        """Read a trace from what `on` wrote."""
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {name: value for name, value in written.items() if name in known}
        plain: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
        return cls(**plain)


def joint_provenance(found: pd.DataFrame, annotations: AnnotationSource) -> dict[str, object]:
    """Where a table comes from that counts what was found: of the findings what only they know (lexicon, rules).

    The documents counted are those of the annotations, which may be fewer than the findings were made in.
    """
    return {**found.attrs.get("provenance", {}), **annotations.provenance}


@dataclass(frozen=True)
class Sources:
    """What a trace is followed in: the annotations, the hits, and what these were set beside (voices, actors …)."""

    annotations: AnnotationSource
    hits: pd.DataFrame | None = None
    beside: Any = None

    def given_hits(self, made_by: str = "") -> pd.DataFrame:
        """The hits; a KhitabError where none were given."""
        if self.hits is None:
            what = f"the table of {made_by}" if made_by else "the hits it was counted from"
            raise KhitabError(f"evidence of such a row needs {what}; pass it as the third argument.")
        if not {"doc_id", "start", "end"} <= set(self.hits.columns):
            raise KhitabError("evidence shows hits, not counts of them; pass the table of find_frames in their place.")
        return self.hits

    def given_beside(self, what: str) -> Any:
        """What the hits were set beside; a KhitabError where it was not given."""
        if self.beside is None:
            raise KhitabError(f"evidence of such a row also needs the {what}; pass them as the fourth argument.")
        return self.beside


@dataclass(frozen=True)
class Found:
    """What is behind some rows: `table` has a row for each span to mark, and `unit` says what was counted."""

    table: pd.DataFrame
    unit: Unit = "hit"


def check_number(found: int, said: object, what: str, noun: str = "hits") -> None:
    """Refuse a number that the passages do not bear out."""
    if found != int(said):  # type: ignore[call-overload]
        raise KhitabError(
            f"the row of {what} counts {int(said):,} {noun}, but {found:,} are found; pass the hits and annotations "  # type: ignore[call-overload]
            "from which the row was made."
        )


def need_columns(rows: pd.DataFrame, columns: tuple[str, ...]) -> None:
    """Refuse rows that have lost a column by which they would be traced."""
    if missing := [name for name in columns if name not in rows.columns]:
        raise KhitabError(
            f"evidence cannot trace these rows, which have no column {missing[0]!r}; pass rows of the table as the "
            "library returned it."
        )


def of_row(hits: pd.DataFrame, row: dict[Any, Any], trace: Trace) -> NDArray[np.bool_]:
    """(n_hits,) whether each hit is of the item and the tier that a row names."""
    inside = hits[trace.column].astype("str") == str(row[trace.item])
    tier = str(row.get("tier", trace.tier))
    if tier not in ("all", "None", "nan", ""):
        inside &= hits["tier"].astype("str") == tier
    chosen: NDArray[np.bool_] = inside.to_numpy(dtype=bool)
    return chosen
