"""What a study asks, as its `study.toml` says it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CLITICS = r"(?<!\w)[وف]?(?:[بك]?ال|لل|[بلك])?"
"""What may be glued before a word of a printed pattern."""


@dataclass(frozen=True)
class Event:
    """A date that was known before the counting, and the days on both sides of it."""

    name: str
    date: str
    before: int
    after: int
    day: str
    """The side to which the day of the event belongs, or "out"."""

    @property
    def window(self) -> dict[str, Any]:
        """The arguments by which the functions of `analysis.comparison` know the window."""
        return {"before": self.before, "after": self.after, "event_day": self.day}


@dataclass(frozen=True)
class Settings:
    """A study's question: dates, frames, groups, and the words by which articles are sorted."""

    folder: Path
    corpus: str
    first: str
    last: str
    articles: int
    """How many are annotated, from the front of the random order; 0 for all, in the order of the file."""
    seed: int
    period: str
    group: str
    frames: tuple[str, ...]
    events: tuple[Event, ...]
    topics: Mapping[str, Sequence[str]]
    apart: tuple[str, ...]
    """Newspapers whose change is set against that of all others."""
    node: str
    printed: Mapping[str, re.Pattern[str]]
    printed_not: Mapping[str, re.Pattern[str]]
    """What is taken from the count of a frame's printed words again."""
    stories: Mapping[str, tuple[re.Pattern[str], ...]]
    """Rules by name, the first of which is used: an article tells the event's story when all patterns of the rule are
    in it and it is not from before the event."""

    printed_not_in: Mapping[str, tuple[str, re.Pattern[str]]] = field(default_factory=dict)
    """By frame a topic and what, in articles with two words of the topic, is taken from the count, too."""
    with_title: tuple[str, ...] = ()
    """Rules of `stories` that read the title, too."""
    maybe_story: re.Pattern[str] | None = None
    """What makes an article a candidate for a miss of the first rule, in title or text."""
    other_story: re.Pattern[str] | None = None
    """The largest other story of the frame, to be taken out on both sides."""
    earlier_samples: Mapping[str, int] = field(default_factory=dict)
    """Samples that were looked at before this one, by name, with their number of articles."""

    @property
    def event(self) -> Event:
        """The first event."""
        return self.events[0]


def read_settings(folder: str | Path) -> Settings:
    """Read the `study.toml` of a study's folder."""
    place = Path(folder)
    raw = tomllib.loads((place / "study.toml").read_text("utf-8"))
    return Settings(
        place,
        raw["corpus"],
        raw["first"],
        raw["last"],
        raw["articles"],
        raw["seed"],
        raw["period"],
        raw["group"],
        tuple(raw["frames"]),
        tuple(Event(**event) for event in raw["event"]),
        raw.get("topics", {}),
        tuple(raw.get("apart", [])),
        raw.get("node", ""),
        {frame: re.compile(rf"{CLITICS}(?:{words})(?!\w)") for frame, words in raw.get("printed", {}).items()},
        {frame: re.compile(words) for frame, words in raw.get("printed_not", {}).items()},
        {name: tuple(map(re.compile, words)) for name, words in raw.get("stories", {}).items()},
        {frame: (own["topic"], re.compile(own["words"])) for frame, own in raw.get("printed_not_in", {}).items()},
        tuple(raw.get("with_title", [])),
        re.compile(raw["maybe_story"]) if "maybe_story" in raw else None,
        re.compile(raw["other_story"]) if "other_story" in raw else None,
        raw.get("earlier_samples", {}),
    )
