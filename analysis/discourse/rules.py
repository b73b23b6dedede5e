"""Rules as data: TOML tables of patterns, each with an example, a counterexample and a gloss."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.discourse.parsed import Reading
from analysis.errors import KhitabError

FIELDS = {"name", "pattern", "needs", "example", "cue", "counterexample", "gloss"}


@dataclass(frozen=True)
class Rule:
    """A pattern over words; `anchor` is the place in it of the word that the rule is about."""

    name: str
    pattern: tuple[Mapping[str, Any], ...]
    anchor: int
    needs: str
    example: str
    cue: str
    counterexample: str
    gloss: str


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Read a file of rules; KhitabError names the rule that lacks something."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_rule(path.name, table) for table in data.get("rule", []))


def _rule(place: str, table: Mapping[str, Any]) -> Rule:
    name = table.get("name", "without name")
    if missing := sorted(FIELDS - set(table)):
        raise KhitabError(f'{place}, rule "{name}": {missing[0]} is missing; add it.')
    anchors = [index for index, word in enumerate(table["pattern"]) if word.get("cue")]
    if len(anchors) != 1:
        raise KhitabError(f'{place}, rule "{name}": mark exactly one word of the pattern with cue = true.')
    return Rule(
        name,
        tuple(table["pattern"]),
        anchors[0],
        *(table[field] for field in ("needs", "example", "cue", "counterexample", "gloss")),
    )


def spellings_of(rules: Sequence[Rule], lists: Mapping[str, Sequence[str]]) -> dict[str, Rule]:
    """Map the spellings of lists to the single-word rule that looks for them."""
    single = {rule.pattern[0].get("in"): rule for rule in rules if len(rule.pattern) == 1}
    return {spelling: single[name] for name in lists if name in single for spelling in lists[name]}


def misdivided(
    reading: Reading, spellings: Mapping[str, Rule], taken: Mapping[int, tuple[Rule, ...]]
) -> dict[int, tuple[Rule, ...]]:
    """Find cues in surface tokens that the parser took apart wrongly: لافتة as ل + افتة."""
    found: dict[int, tuple[Rule, ...]] = {}
    position, size, next_token = 0, len(reading), reading.next_token
    while position < size:
        following = next_token(position)
        if following > position + 1:
            rule = spellings.get(reading.token_key(position))
            if rule and not any(i in taken for i in range(position, following)):
                found[position] = (rule,)
        position = following
    return found
