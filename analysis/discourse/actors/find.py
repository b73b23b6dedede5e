"""Actors: people, institutions and countries, what they are called, and what they do in their clauses."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.discourse.actors.mentions import Mention, find_mentions
from analysis.discourse.actors.roles import Role, roles_of
from analysis.discourse.gazetteer import Gazetteer, default_gazetteer
from analysis.discourse.grammar.tree import Tree
from analysis.discourse.kept import kept_rows
from analysis.discourse.naming import merge_names
from analysis.discourse.parsed import NEEDED, Reading, read
from analysis.discourse.verbal_nouns import is_verbal_noun

ROLES = Path(__file__).parent / "roles.toml"
COLUMNS = (
    "doc_id", "paragraph", "sentence", "word", "actor", "kind", "mention", "start", "end", "rule",
    "role", "role_rule", "predicate", "predicate_word", "predicate_kind",
)  # fmt: skip


@dataclass(frozen=True)
class RoleRule:
    """A rule of roles, with examples in which the mention that it is about stands in 【】."""

    name: str
    role: str
    example: str
    counterexample: str
    gloss: str


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The rules of `roles.toml`."""
    return tuple(RoleRule(**table) for table in tomllib.loads(ROLES.read_text(encoding="utf-8"))["rule"])


def find_actors(annotations: AnnotationSource, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Find who is shown acting and who is acted upon.

    Parameters
    ----------
    annotations : from `annotate`.
    gazetteer : countries and bodies, from `read_gazetteer`; Khitab's own if not given.

    Returns
    -------
    One row per mention, in the order of the texts; the longest phrase counts, so that the country in an office or the
    body in somebody's title is no mention of its own:

    doc_id, paragraph, sentence, word : where the mention's noun stands.
    actor : the name under which mentions of the same are counted; kind : "person", "institution", "country", "group".
    mention, start, end : as printed; rule : how it was found ("gazetteer", "capital", "country", "adjective", "state",
        "title-name", "office", "name", "person", "institution", "group").
    role : "agent" (subject of an active verb, or the doer of a noun of action), "patient", "passive subject",
        "possessor", "oblique", "attribute", or "other"; role_rule : by which rule of `roles.toml`.
    predicate, predicate_word, predicate_kind : the key of the lemma and the position of what it stands with, and
        whether that is a "verb", a "verbal noun" or a plain "noun"; missing without one.

    Limits: a single word that is no known name, and that the tagger does not take for one, is found only after a title;
    merging is by words of the name within a document (two people called منير become one if only one has a first name
    there).

    Examples
    --------
    >>> from analysis.annotation import annotate
    >>> from analysis.corpus import Corpus, Document
    >>> annotations = annotate(Corpus("x", (Document("a", "زار الوفد باكستان.", {}),)), progress=False)
    >>> find_actors(annotations)[["mention", "kind", "role"]].values.tolist()
    [['الوفد', 'group', 'agent'], ['باكستان', 'country', 'patient']]
    """
    known = gazetteer or default_gazetteer()
    rows = kept_rows(
        "actors", annotations, NEEDED,
        lambda piece: (row for reading in read(piece) for row in _rows(reading, known)),
        keep=known is default_gazetteer(),
    )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("paragraph", "sentence", "word", "start", "end", "predicate_word"):
        table[name] = table[name].astype("Int64")
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def _rows(reading: Reading, gazetteer: Gazetteer) -> Iterator[dict[str, object]]:
    mentions = find_mentions(reading, gazetteer)
    tree = Tree(reading)
    merged = iter(merge_names([m.name for m in mentions if m.kind != "country"]))
    for mention, role in zip(mentions, roles_of(tree, mentions), strict=True):
        name = mention.name if mention.kind == "country" else next(merged)
        yield _row(tree, mention, name, role)


def printed(reading: Reading, first: int) -> int:
    """Give where a phrase begins on paper without a glued و, ف, ب, ك or ل; لل holds the article, and stays whole."""
    start, token = reading.starts[first], reading.token_start(first)
    glued = "".join(reading.forms[token:first])
    text = reading.text[start : reading.ends[first]]
    for letter in glued:
        if not text.startswith(letter) or letter not in "وفبكل" or (letter == "ل" and text.startswith("لل")):
            break
        text = text[1:].lstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652ـ")
    return reading.ends[first] - len(text)


def _row(tree: Tree, mention: Mention, name: str, role: Role) -> dict[str, object]:
    reading, head = tree.reading, mention.head
    start, end = printed(reading, mention.first), reading.ends[mention.last - 1]
    row: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[head], "sentence": reading.sentences[head],
        "word": head, "actor": name, "kind": mention.kind, "mention": reading.text[start:end],
        "start": start, "end": end, "rule": mention.rule, "role": role.role, "role_rule": role.rule,
    }  # fmt: skip
    if role.predicate >= 0:
        kind = "verb" if tree.is_verb(role.predicate) else "noun"
        if kind == "noun" and is_verbal_noun(reading.lemmas[role.predicate]):
            kind = "verbal noun"
        row |= {"predicate": reading.lemmas[role.predicate], "predicate_word": role.predicate, "predicate_kind": kind}
    return row
