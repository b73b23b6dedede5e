"""Scoring actors against hand-coded paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.corpus import Corpus, Document
from analysis.discourse.actors.find import find_actors
from analysis.errors import KhitabError
from analysis.evaluation.coded_lines import check_span, read_lines
from analysis.measures.classification import SCORE_COLUMNS, found_and_coded, share

TOKEN = re.compile(r"[^\s«»“”„\"()،,.؛;:]+")
KINDS = ("person", "institution", "country", "group")
ROLES = ("agent", "patient", "passive subject", "possessor", "oblique", "attribute", "other")


@dataclass(frozen=True)
class Actor:
    """A mention of an actor: its span, kind and role ("other" where the parse gives none)."""

    start: int
    end: int
    kind: str
    role: str


@dataclass(frozen=True)
class CodedActors:
    """A hand-coded paragraph; mentions that overlap a span in `unsure` are not scored."""

    id: str
    text: str
    actors: tuple[Actor, ...]
    unsure: tuple[tuple[int, int], ...]


def read_coded_actors(path: str | Path, corpora: Sequence[str | Path] = ()) -> tuple[CodedActors, ...]:
    """Read hand-coded paragraphs, one JSON object a line: id, text, actors (start, end, kind, role), unsure (spans).

    Raises KhitabError naming the line if a field is missing, has an unknown value, or a span lies outside the text.
    """
    return tuple(
        CodedActors(
            record["id"],
            record["text"],
            tuple(_actor(place, actor, record["text"]) for actor in record["actors"]),
            tuple((int(start), int(end)) for start, end in record.get("unsure", ())),
        )
        for place, record in read_lines(path, {"id": str, "actors": list}, corpora)
    )


def _actor(place: str, record: dict[str, object], text: str) -> Actor:
    try:
        actor = Actor(int(str(record["start"])), int(str(record["end"])), str(record["kind"]), str(record["role"]))
    except (KeyError, TypeError, ValueError) as error:
        raise KhitabError(f"{place}: an actor needs start, end, kind and role ({error!r}); add them.") from None
    check_span(place, (actor.start, actor.end), text)
    role = actor.role.replace("_", " ")
    for value, allowed in ((actor.kind, KINDS), (role, ROLES)):
        if value not in allowed:
            raise KhitabError(f"{place}: {value!r} is unknown; write one of {', '.join(allowed)}.")
    return Actor(actor.start, actor.end, actor.kind, role)


def actors_corpus(coded: Sequence[CodedActors]) -> Corpus:
    """Give the coded texts as a corpus, one document a paragraph."""
    return Corpus("coded actors", tuple(Document(item.id, item.text, {}) for item in coded))


def score_actors(coded: Sequence[CodedActors], annotations: AnnotationSource) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare `find_actors` with the coders' mentions.

    - mention: a found mention is right if it overlaps a coded one (each counts once); precision, recall, F1.
    - span: of right mentions, how many have the coded printed tokens (a glued و or preposition makes no difference).
    - kind, role: of right mentions; a role that the parse does not give counts as "other".

    Parameters
    ----------
    coded : from `read_coded_actors`.
    annotations : of `actors_corpus(coded)`.

    Returns
    -------
    (scores, errors). `scores`: field, value, measure, score, low, high (95 %, exact), n, method; mentions are taken as
    independent, so that intervals are somewhat narrow where few paragraphs hold many. `errors`: id, what ("missed",
    "invented", "kind", "role", "span"), mention, expected, got.
    """
    table = find_actors(annotations)
    found_in = {str(doc_id): _found(part) for doc_id, part in table.groupby("doc_id", observed=True)}
    pairs: list[tuple[Actor, Actor]] = []
    errors: list[tuple[str, str, str, str, str]] = []
    n_found = n_coded = spans = 0
    for item in coded:
        gold = [actor for actor in item.actors if not _unsure(actor, item)]
        free = [actor for actor in found_in.get(item.id, []) if not _unsure(actor, item)]
        n_found, n_coded = n_found + len(free), n_coded + len(gold)
        for actor in gold:
            match = _best(actor, free)
            if match is None:
                errors.append((item.id, "missed", item.text[actor.start : actor.end], actor.kind, ""))
                continue
            free.remove(match)
            pairs.append((actor, match))
            spans += _tokens(item.text, actor) == _tokens(item.text, match)
            errors += _differences(item, actor, match)
        errors += [(item.id, "invented", item.text[f.start : f.end], "", f.kind) for f in free]
    rows = [
        *found_and_coded("mention", "", len(pairs), n_found, n_coded),
        share("span", "", "accuracy", spans, len(pairs)),
        *_values("kind", [(a.kind, f.kind) for a, f in pairs], KINDS),
        *_values("role", [(a.role, f.role) for a, f in pairs], ROLES),
    ]
    return (
        pd.DataFrame(rows, columns=list(SCORE_COLUMNS)),
        pd.DataFrame(errors, columns=["id", "what", "mention", "expected", "got"]),
    )


def _found(table: pd.DataFrame) -> list[Actor]:
    return [
        Actor(int(row["start"]), int(row["end"]), str(row["kind"]), str(row["role"]) or "other")
        for row in table.to_dict("records")
    ]


def _unsure(actor: Actor, item: CodedActors) -> bool:
    return any(actor.start < end and start < actor.end for start, end in item.unsure)


def _best(actor: Actor, free: Sequence[Actor]) -> Actor | None:
    """Give the found mention that covers most of a coded one; of equals the first."""
    overlaps = [(min(actor.end, f.end) - max(actor.start, f.start), -i, f) for i, f in enumerate(free)]
    size, _, best = max(overlaps, default=(0, 0, None), key=lambda triple: triple[:2])
    return best if size > 0 else None


def _tokens(text: str, actor: Actor) -> tuple[int, ...]:
    """The printed tokens that a mention touches, by their ends."""
    return tuple(m.end() for m in TOKEN.finditer(text) if m.start() < actor.end and actor.start < m.end())


def _differences(item: CodedActors, actor: Actor, match: Actor) -> list[tuple[str, str, str, str, str]]:
    mention, got = item.text[actor.start : actor.end], item.text[match.start : match.end]
    differences = [("kind", actor.kind, match.kind), ("role", actor.role, match.role)]
    if _tokens(item.text, actor) != _tokens(item.text, match):
        differences.append(("span", mention, got))
    return [(item.id, what, mention, expected, value) for what, expected, value in differences if expected != value]


def _values(field: str, pairs: Sequence[tuple[str, str]], values: Sequence[str]) -> list[dict[str, object]]:
    rows = [share(field, "", "accuracy", sum(coded == got for coded, got in pairs), len(pairs))]
    for value in values:
        both = sum(coded == got == value for coded, got in pairs)
        rows += found_and_coded(
            field, value, both, sum(got == value for _, got in pairs), sum(coded == value for coded, _ in pairs)
        )
    return rows
