"""Patterns over the words of a document, matched on plain lists: what a rule's `pattern` in a TOML file means.

The entries are written as for spaCy's Matcher (`NORM`, `POS`, `OP`), with `in = "<list>"` for a list of spellings. A
pattern is looked up by the key of the word that it is about, so that words which no rule names cost nothing, and no
spaCy Doc has to be made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.discourse.parsed import Reading
from analysis.discourse.rules import Rule


@dataclass(frozen=True)
class _Entry:
    """One word of a pattern: its key among `keys` (None: any), its tag among `tags` and not among `not_tags`."""

    keys: frozenset[str] | None
    tags: frozenset[str] | None
    not_tags: frozenset[str]
    optional: bool
    repeated: bool

    def fits(self, reading: Reading, position: int) -> bool:
        return (
            (self.keys is None or reading.keys[position] in self.keys)
            and (self.tags is None or reading.upos[position] in self.tags)
            and reading.upos[position] not in self.not_tags
        )


@dataclass(frozen=True)
class _Pattern:
    """A rule's pattern around its anchor: the words before it (nearest first), itself, the words after it."""

    number: int
    before: tuple[_Entry, ...]
    anchor: _Entry
    after: tuple[_Entry, ...]


class PatternBook:
    """The patterns of a file of rules, by the keys that their anchors may have."""

    def __init__(self, rules: Sequence[Rule], lists: Mapping[str, Sequence[str]]) -> None:
        self.rules = tuple(rules)
        by_key: dict[str, list[_Pattern]] = {}
        for number, rule in enumerate(rules):
            entries = [_entry(word, lists) for word in rule.pattern]
            pattern = _Pattern(
                number,
                tuple(reversed(entries[: rule.anchor])),
                entries[rule.anchor],
                tuple(entries[rule.anchor + 1 :]),
            )
            for key in pattern.anchor.keys or ():
                by_key.setdefault(key, []).append(pattern)
        self._by_key = {key: tuple(patterns) for key, patterns in by_key.items()}

    def match(self, reading: Reading) -> dict[int, tuple[Rule, ...]]:
        """Give, by the position of the anchor, the rules that meet there, in the order of the file."""
        found: dict[int, tuple[Rule, ...]] = {}
        by_key = self._by_key
        for position, key in enumerate(reading.keys):
            patterns = by_key.get(key)
            if patterns is None:
                continue
            rules = tuple(
                self.rules[p.number]
                for p in patterns
                if p.anchor.fits(reading, position)
                and _meets(reading, p.after, position + 1, 1)
                and _meets(reading, p.before, position - 1, -1)
            )
            if rules:
                found[position] = rules
        return found


def _entry(word: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> _Entry:
    norm, tag = word.get("NORM"), word.get("POS")
    keys = frozenset(lists[word["in"]]) if "in" in word else _among(norm)
    excluded = frozenset(tag["NOT_IN"]) if isinstance(tag, Mapping) and "NOT_IN" in tag else frozenset()
    operator = word.get("OP", "1")
    return _Entry(keys, None if excluded else _among(tag), excluded, operator in ("?", "*"), operator in ("*", "+"))


def _among(value: Any) -> frozenset[str] | None:
    if value is None:
        return None
    return frozenset([value]) if isinstance(value, str) else frozenset(value["IN"])


def _meets(reading: Reading, entries: Sequence[_Entry], position: int, step: int) -> bool:
    """Say whether the words from `position` on, in steps of 1 or -1, fit the entries."""
    if not entries:
        return True
    entry, rest = entries[0], entries[1:]
    if entry.optional and _meets(reading, rest, position, step):
        return True
    if not 0 <= position < len(reading) or not entry.fits(reading, position):
        return False
    if _meets(reading, rest, position + step, step):
        return True
    return entry.repeated and _meets(reading, entries, position + step, step)
