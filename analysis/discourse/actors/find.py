"""Actors: people, institutions and countries, what they are called, and what they do in their clauses."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.discourse.actors.mentions import Mention, find_mentions
from analysis.discourse.entities import merge_names
from analysis.discourse.gazetteer import Gazetteer, default_gazetteer
from analysis.discourse.parsed import Reading, read_with_docs
from analysis.discourse.rules import vocabulary_with_keys
from analysis.discourse.verbal_nouns import is_verbal_noun

if TYPE_CHECKING:
    from spacy.matcher import DependencyMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ROLES = Path(__file__).parent / "roles.toml"
COLUMNS = (
    "doc_id", "paragraph", "sentence", "word", "actor", "kind", "mention", "start", "end", "rule",
    "role", "role_rule", "predicate", "predicate_word", "predicate_kind",
)  # fmt: skip


@dataclass(frozen=True)
class RoleRule:
    """A pattern of the parse that gives a role; `nodes` are the names of the pattern's words in its order."""

    name: str
    role: str
    pattern: tuple[Mapping[str, Any], ...]
    nodes: tuple[str, ...]
    example: str
    counterexample: str
    actor: str
    gloss: str


@dataclass(frozen=True)
class Role:
    """What an actor does: `predicate` is the position of the verb or noun, -1 without one."""

    role: str
    rule: str
    predicate: int


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The rules of `roles.toml`, in order of precedence."""
    tables = tomllib.loads(ROLES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        RoleRule(
            table["name"], table["role"], tuple(table["pattern"]), tuple(node["RIGHT_ID"] for node in table["pattern"]),
            table["example"], table["counterexample"], table["actor"], table["gloss"],
        )
        for table in tables
    )  # fmt: skip


def find_actors(annotations: AnnotationSource, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Find who is shown acting and who is acted upon.

    Parameters
    ----------
    annotations : from `annotate`.
    gazetteer : countries and bodies, from `read_gazetteer`; Khitab's own if not given.

    Returns
    -------
    One row per mention, in the order of the texts:

    doc_id, paragraph, sentence, word : where the mention's head stands.
    actor : the name under which mentions of the same are counted; kind : "person", "institution", "country", "group".
    mention, start, end : as printed; rule : how it was found ("gazetteer", "capital", "adjective", "title-name",
        "apposition", "office", "name", "institution", "group").
    role : "agent", "patient", "passive subject", "possessor", "attribute", "oblique", or "" where the parse gives none.
    predicate, predicate_word, predicate_kind : the lemma and position of what it stands with, and whether that is a
        "verb", a "verbal noun" or a plain "noun"; missing without one.

    Limits: names that the tagger does not take for names are found only after a title; merging is by words of the name
    within a document (two people called منير become one if only one has a first name there).
    """
    gazetteer = gazetteer or default_gazetteer()
    vocab = vocabulary_with_keys()
    matcher = build_role_matcher(role_rules(), vocab)
    rows = [
        row for reading, doc in read_with_docs(annotations, vocab) for row in _rows(reading, doc, matcher, gazetteer)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("paragraph", "sentence", "word", "start", "end", "predicate_word"):
        table[name] = table[name].astype("Int64")
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def build_role_matcher(rules: Sequence[RoleRule], vocab: "Vocab") -> "DependencyMatcher":
    """Compile the role rules."""
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    for rule in rules:
        matcher.add(rule.name, [[dict(node) for node in rule.pattern]])
    return matcher


def roles_of(doc: "Doc", rules: Sequence[RoleRule], matcher: "DependencyMatcher") -> dict[int, Role]:
    """Give the role of every word of a document that has one; of several rules the first in the file decides."""
    order = {rule.name: index for index, rule in enumerate(rules)}
    best: dict[int, tuple[int, int]] = {}
    for label, words in matcher(doc):
        index = order[doc.vocab.strings[label]]
        nodes = dict(zip(rules[index].nodes, words, strict=True))
        actor = nodes["actor"]
        if actor not in best or index < best[actor][0]:
            best[actor] = (index, nodes["predicate"])
    return {actor: Role(rules[i].role, rules[i].name, predicate) for actor, (i, predicate) in best.items()}


def _rows(
    reading: Reading, doc: "Doc", matcher: "DependencyMatcher", gazetteer: Gazetteer
) -> Iterator[dict[str, object]]:
    mentions = find_mentions(reading, gazetteer)
    roles = roles_of(doc, role_rules(), matcher)
    fixed = {"country"}
    merged = iter(merge_names([m.name for m in mentions if m.kind not in fixed]))
    lemmas = [word.lemma_ for word in doc]
    last_role: Role | None = None
    for mention in mentions:
        name = mention.name if mention.kind in fixed else next(merged)
        head = _head(reading, mention)
        role = last_role if mention.rule == "apposition" else _role(reading, head, roles)
        last_role = role if mention.kind == "person" else last_role
        yield _row(reading, mention, name, head, role, lemmas)


def _head(reading: Reading, mention: Mention) -> int:
    """Give the word of a mention that depends on something outside it; its first word if all do."""
    inside = range(mention.first, mention.last)
    outward = [i for i in inside if reading.heads[i] not in inside and reading.upos[i] not in ("PUNCT", "ADP", "CCONJ")]
    return outward[0] if outward else mention.first


def _role(reading: Reading, head: int, roles: Mapping[int, Role]) -> Role | None:
    """Give the role of a word; a member of a coordination or apposition has that of its first member."""
    for _ in range(6):
        if head in roles and reading.deprel[head] not in ("conj", "appos"):
            return roles[head]
        if reading.deprel[head] not in ("conj", "appos", "flat", "flat:foreign"):
            return roles.get(head)
        head = reading.heads[head]
        if head < 0:
            return None
    return None


def _row(
    reading: Reading, mention: Mention, name: str, head: int, role: Role | None, lemmas: Sequence[str]
) -> dict[str, object]:
    start, end = reading.span(mention.first, mention.last)
    row: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[head], "sentence": reading.sentences[head],
        "word": head, "actor": name, "kind": mention.kind, "mention": reading.text[start:end],
        "start": start, "end": end, "rule": mention.rule, "role": "", "role_rule": "",
    }  # fmt: skip
    if mention.rule == "adjective":
        row |= {"role": "attribute", "role_rule": "adjective"}
    if role is not None:
        kind = "verb" if reading.upos[role.predicate] in ("VERB", "AUX") else "noun"
        if kind == "noun" and is_verbal_noun(lemmas[role.predicate]):
            kind = "verbal noun"
        row |= {"predicate": lemmas[role.predicate], "predicate_word": role.predicate, "predicate_kind": kind}
        if mention.rule != "adjective":
            row |= {"role": role.role, "role_rule": role.rule}
    return row
