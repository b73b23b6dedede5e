"""Rules as data: TOML tables of patterns for spaCy's matchers, each with an example, a counterexample and a gloss."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import KhitabError
from analysis.orthography import key

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

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
    return Rule(name, tuple(table["pattern"]), anchors[0], *(table[field] for field in ("needs", "example", "cue", "counterexample", "gloss")))


def vocabulary_with_keys() -> "Vocab":
    """Make a spaCy vocabulary whose NORM is the key of a spelling, so that patterns see through spelling."""
    import spacy
    from spacy.attrs import NORM

    vocab = spacy.blank("ar").vocab
    vocab.lex_attr_getters = {**vocab.lex_attr_getters, NORM: key}
    return vocab


def build_matcher(rules: Sequence[Rule], lists: Mapping[str, Sequence[str]], vocab: "Vocab") -> "Matcher":
    """Compile rules, with `in = "<list>"` replaced by the spellings of that list."""
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    for rule in rules:
        matcher.add(rule.name, [[_entry(word, lists) for word in rule.pattern]])
    return matcher


def _entry(word: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    entry = {name: value for name, value in word.items() if name not in ("in", "cue")}
    if "in" in word:
        entry["NORM"] = {"IN": list(lists[word["in"]])}
    return entry


def anchors(doc: "Doc", rules: Sequence[Rule], matcher: "Matcher") -> dict[int, Rule]:
    """Match a document; of the rules that meet at one word the first in the file is kept.

    Returns a map from the position of the anchor to its rule.
    """
    order = {rule.name: index for index, rule in enumerate(rules)}
    found: dict[int, Rule] = {}
    for label, start, _, alignments in matcher(doc, with_alignments=True):
        rule = rules[order[doc.vocab.strings[label]]]
        position = start + alignments.index(rule.anchor)
        best = found.get(position)
        if best is None or order[rule.name] < order[best.name]:
            found[position] = rule
    return found
