"""What the explorer counts: every view of the same hits, at once, and the same numbers as `frame_rates` gives.

Documents, frames and tiers of the hits are numbered once; a view is then sums over these numbers, which takes a
hundredth of a second for a million words. The intervals of a view are those of `frame_rates` itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.hit_checks import check_hits
from analysis.counting.hit_counts import count_hits, frames_of
from analysis.counting.periods import with_groups
from analysis.discourse.placing import voice_of_hits
from analysis.errors import KhitabError
from analysis.frames.rates import frame_rates
from analysis.widgets.choice import Choice
from analysis.widgets.narrowed import Narrowed

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
PER = 1000
_NUMBERS = ("n", "denominator", "documents", "documents_with", "rate", "low", "high")


@dataclass(frozen=True, eq=False)
class Explored:
    """Hits of a corpus, numbered for counting.

    Attributes
    ----------
    annotations, hits : as for `frame_rates`.
    frames : all frames that were sought, in the order of the lexicon.
    left_out : (n_hits,) the hits that somebody found wrong; they are in no count.
    voices : (n_hits,) in whose words each hit stands; None until they are asked for.
    """

    annotations: AnnotationSource
    hits: pd.DataFrame
    frames: list[str]
    left_out: Bools
    document: Ints
    frame: Ints
    core: Bools
    voices: NDArray[np.object_] | None = None
    _groupings: dict[str, tuple[Ints, list[Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, annotations: AnnotationSource, hits: pd.DataFrame) -> Explored:
        """Number the hits of `find_frames` on these annotations."""
        check_hits(hits, annotations, "explore")
        hits = hits.reset_index(drop=True)
        document = _numbered(hits["doc_id"], annotations.documents["doc_id"].tolist())
        frames = frames_of(hits, None, "explore")
        frame = _numbered(hits["frame"], frames)
        core = (hits["tier"] == "core").to_numpy(dtype=bool)
        return cls(annotations, hits, frames, np.zeros(len(hits), dtype=bool), document, frame, core)

    def leaving_out(self, wrong: Bools) -> Explored:
        """The same without the hits that are wrong, in place of those left out before."""
        return replace(self, left_out=wrong)

    def with_voices(self, voices: pd.DataFrame) -> Explored:
        """The same, with the speaker of each hit, from `find_voices` of these annotations."""
        return replace(self, voices=voice_of_hits(self.hits, voices)["voice"].to_numpy(dtype=object))

    # --- which documents and hits a choice takes ---

    def documents_of(self, choice: Choice) -> Bools:
        """(n_documents,) whether a document is of the sources and days chosen."""
        documents = self.annotations.documents
        inside = np.ones(len(documents), dtype=bool)
        if choice.sources:
            inside &= documents["source"].astype("str").isin(choice.sources).to_numpy(dtype=bool)
        if choice.since or choice.until:
            day = documents["date"].to_numpy("datetime64[D]")
            inside &= ~np.isnat(day)
            inside &= day >= np.datetime64(choice.since, "D") if choice.since else True
            inside &= day <= np.datetime64(choice.until, "D") if choice.until else True
        return inside

    def hits_of(self, choice: Choice, *, left_out: bool = False) -> Bools:
        """(n_hits,) whether a hit counts in a view; with `left_out`, whether it would, had it not been found wrong."""
        frames = np.zeros(len(self.frames), dtype=bool)
        frames[[self.frames.index(frame) for frame in self._wanted(choice)]] = True
        chosen: Bools = np.append(frames, False)[self.frame] & self.documents_of(choice)[self.document]
        if choice.tier != "all":
            chosen &= self.core if choice.tier == "core" else ~self.core
        if choice.speakers and self.voices is not None:
            chosen &= np.isin(self.voices.astype(str), choice.speakers)
        return chosen & (self.left_out if left_out else ~self.left_out)

    def hits_of_cell(self, choice: Choice, frame: str, values: Sequence[str]) -> Ints:
        """The places, in `hits`, of those that one cell of a view counts: of a frame, in a group."""
        inside = np.ones(len(self.annotations.documents), dtype=bool)
        for column, value in zip(choice.columns, values, strict=True):
            codes, names = self._grouping(column)
            written = [str(name) for name in names]
            if value not in written:
                raise KhitabError(f"explore: no document has {value!r} in {column!r}; run the cell again.")
            inside &= codes == written.index(value)
        return np.flatnonzero(self.hits_of(replace(choice, frames=(frame,))) & inside[self.document])

    def _wanted(self, choice: Choice) -> list[str]:
        return frames_of(self.hits, choice.frames, "explore") if choice.frames else self.frames

    def _grouping(self, column: str) -> tuple[Ints, list[Any]]:
        """The number of each document's value in a column, -1 where it has none, and the values in order."""
        if column not in self._groupings:
            corpus = str(self.annotations.provenance["corpus"])
            values = with_groups(self.annotations.documents, [column], corpus)[column]
            codes, uniques = pd.factorize(values, sort=True)
            self._groupings[column] = (codes.astype(np.int64), uniques.tolist())
        return self._groupings[column]

    # --- tables ---

    def table(self, choice: Choice) -> pd.DataFrame:
        """The counts and rates of a view, in the order and to the digit of `frame_rates`, without intervals.

        Returns
        -------
        The columns of the groups, then frame, tier, n, denominator, denominator_name, documents, documents_with, rate.
        """
        frames = self._wanted(choice)
        group, values = self._groups(choice)
        inside = np.flatnonzero(group >= 0)
        inside = inside[np.argsort(group[inside], kind="stable")]
        starts = np.flatnonzero(np.diff(group[inside], prepend=-1))
        order = np.array([self.frames.index(frame) for frame in frames], dtype=np.int64)
        counts = self._by_document(choice)[inside][:, order]
        sizes = self.annotations.documents[f"n_{choice.denominator}"].to_numpy(np.int64)[inside]
        members = np.diff(np.append(starts, len(inside))) if len(starts) else np.zeros(len(values), dtype=np.int64)
        n, found, total = (_sums(part.astype(np.int64), starts, len(values)) for part in (counts, counts > 0, sizes))
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.where(total[:, None] > 0, n / total[:, None] * PER, np.nan)
        wide = len(frames)
        columns = {
            name: [value[place] for value in values for _ in frames] for place, name in enumerate(choice.columns)
        }
        return pd.DataFrame(
            {
                **columns, "frame": frames * len(values), "tier": choice.tier, "n": n.ravel(),
                "denominator": np.repeat(total, wide), "denominator_name": choice.denominator,
                "documents": np.repeat(members, wide), "documents_with": found.ravel(),
                "rate": rate.ravel(),
            }
        )  # fmt: skip

    def rates(self, choice: Choice) -> pd.DataFrame:
        """The view as a table of `frame_rates`, with intervals; `evidence` opens its rows in the same hits."""
        inside = self.documents_of(choice)
        hits = self.hits[self.hits_of(choice)]
        return frame_rates(
            count_hits(hits), Narrowed.to(self.annotations, inside), choice.columns, frames=self._wanted(choice),
            tier=choice.tier, denominator=choice.denominator, per=PER,
        )  # fmt: skip

    def _groups(self, choice: Choice) -> tuple[Ints, list[tuple[Any, ...]]]:
        """The group of each document, -1 outside, and the values of each group, sorted."""
        inside = self.documents_of(choice)
        together = np.zeros(len(inside), dtype=np.int64)
        names: list[list[Any]] = []
        for column in choice.columns:
            codes, values = self._grouping(column)
            inside &= codes >= 0
            together = together * max(len(values), 1) + codes
            names.append(values)
        present, numbers = np.unique(together[inside], return_inverse=True)
        group = np.full(len(inside), -1, dtype=np.int64)
        group[inside] = numbers
        if not names:
            return group, [()]
        places = np.unravel_index(present, [max(len(values), 1) for values in names])
        return group, [
            tuple(values[at] for values, at in zip(names, spot, strict=True)) for spot in zip(*places, strict=True)
        ]

    def _by_document(self, choice: Choice) -> Ints:
        """(n_documents, n_frames) the hits of a view."""
        wide, long = len(self.frames), len(self.annotations.documents)
        chosen = self.hits_of(choice)
        cells = self.document[chosen] * wide + self.frame[chosen]
        return np.bincount(cells, minlength=wide * long).reshape(long, wide)


def _numbered(column: pd.Series[Any], names: Sequence[str]) -> Ints:
    """The place of each value among the names."""
    codes, values = pd.factorize(column.astype("str"))
    place = pd.Index(list(names), dtype="str").get_indexer(pd.Index(values, dtype="str"))
    return np.asarray(place[codes], dtype=np.int64)


def _sums(part: Ints, starts: Ints, groups: int) -> Ints:
    """Sums of rows from each start to the next; noughts where there are no rows."""
    if not len(starts):
        return np.zeros((groups, *part.shape[1:]), dtype=np.int64)
    return np.asarray(np.add.reduceat(part, starts, axis=0), dtype=np.int64)


def plain_rows(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a view as plain values for a page: group values as texts, what is missing as None."""
    numbers = [name for name in _NUMBERS if name in table]
    rows: list[Mapping[Any, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return [
        {
            "values": [str(row[name]) for name in columns],
            "frame": str(row["frame"]),
            "note": str(row.get("note", "")),
            **{name: None if row[name] != row[name] else row[name] for name in numbers},
        }
        for row in rows
    ]
