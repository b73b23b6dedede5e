"""The rules of grammar as data, and where they match."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.discourse.verbal_nouns import is_verbal_noun

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

RULES = Path(__file__).parent / "grammar.toml"


@dataclass(frozen=True)
class GrammarRule:
    """A pattern; `cue` and `marker` are places in it."""

    name: str
    feature: str
    value: str
    scope: str
    pattern: tuple[Mapping[str, Any], ...]
    cue: int
    marker: int
    verbal_noun: bool
    sentence_start: bool
    damma: bool
    example: str
    counterexample: str
    gloss: str


@dataclass(frozen=True)
class Mark:
    """A rule found at a word: what it says of that word, and the word that shows it."""

    rule: GrammarRule
    word: int
    marker: int


@cache
def grammar_rules() -> tuple[GrammarRule, ...]:
    """The rules of `grammar.toml`."""
    tables = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(_rule(table) for table in tables)


def _rule(table: Mapping[str, Any]) -> GrammarRule:
    places = {flag: next(i for i, word in enumerate(table["pattern"]) if word.get(flag)) for flag in ("cue", "marker")}
    pattern = tuple({k: v for k, v in word.items() if k not in ("cue", "marker")} for word in table["pattern"])
    return GrammarRule(
        table["name"], table["feature"], table["value"], table["scope"], pattern, places["cue"], places["marker"],
        table.get("verbal_noun", False), table.get("sentence_start", False), table.get("damma", False),
        table["example"], table["counterexample"], table["gloss"],
    )  # fmt: skip


def build_grammar_matcher(rules: Sequence[GrammarRule], vocab: "Vocab") -> "Matcher":
    """Compile the rules."""
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    for rule in rules:
        matcher.add(rule.name, [[dict(word) for word in rule.pattern]])
    return matcher


def find_marks(doc: "Doc", rules: Sequence[GrammarRule], matcher: "Matcher") -> list[Mark]:
    """Find what the rules say of the words of a document."""
    by_name = {rule.name: rule for rule in rules}
    marks: dict[tuple[str, int], Mark] = {}
    for label, start, _, alignments in matcher(doc, with_alignments=True):  # type: ignore[misc]
        rule = by_name[doc.vocab.strings[label]]
        word, marker = start + alignments.index(rule.cue), start + alignments.index(rule.marker)
        if rule.verbal_noun and not is_verbal_noun(doc[word].lemma_):
            continue
        if rule.sentence_start and marker > 0 and doc[marker - 1].pos_ not in ("PUNCT", "CCONJ"):
            continue
        marks.setdefault((rule.name, word), Mark(rule, word, marker))
    return list(marks.values())
