"""What an explorer's view shows: frames, groups, time, and which documents and speakers; plain values, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np

from analysis.counting.hit_counts import DENOMINATORS, Denominator, Tier, check_choice
from analysis.counting.periods import PERIODS
from analysis.errors import KhitabError

_LISTS = ("frames", "sources", "speakers")


@dataclass(frozen=True)
class Choice:
    """One view of a corpus.

    Attributes
    ----------
    frames : the frames shown, in this order; all of the hits if empty.
    tier : as for `frame_rates`; denominator, too.
    by : a metadata column of the documents, or "" for no groups.
    over : "year", "quarter", "month", "week" or "day", or "" for no time.
    sources : only documents of these sources; of all if empty.
    since, until : only documents of these days and those between, as "2026-01-31"; "" for no bound.
    speakers : only hits in the words of these speakers (`voice_of_hits`); of all words if empty. The denominator stays
        that of the documents.
    """

    frames: tuple[str, ...] = ()
    tier: Tier = "core"
    by: str = ""
    over: str = ""
    denominator: Denominator = "words"
    sources: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    speakers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_choice("explore", "tier", self.tier, get_args(Tier))
        check_choice("explore", "denominator", self.denominator, DENOMINATORS)
        if self.over:
            check_choice("explore", "over", self.over, tuple(PERIODS))
        for name in ("since", "until"):
            _check_day(name, getattr(self, name))

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Choice:
        """Read a choice from plain values, as a page sends them; what it does not name keeps its default."""
        given = {name: value for name, value in written.items() if name in cls.__dataclass_fields__}
        plain = {
            name: tuple(str(item) for item in value) if name in _LISTS else str(value) for name, value in given.items()
        }
        return cls(**plain)  # type: ignore[arg-type]

    @property
    def columns(self) -> list[str]:
        """What the table is grouped by."""
        return [name for name in dict.fromkeys((self.by, self.over)) if name]


def _check_day(name: str, day: str) -> None:
    try:
        np.datetime64(day or "2026-01-01", "D")
    except ValueError:
        raise KhitabError(f"explore: {name}={day!r} is not a day; write it as 2026-01-31.") from None
