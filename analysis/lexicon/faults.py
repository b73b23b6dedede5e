"""Faults of a lexicon that show in the file itself, before any text is looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from analysis.lexicon.terms import Frame, Lexicon, Term

_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a term, or may be.

    `kind` is "fault" for what cannot be meant, "warning" for what may be; `detail` says what and how to mend it.
    """

    frame: str
    tier: str
    term: str
    kind: str
    detail: str


def faults_in_writing(lexicon: Lexicon) -> list[Fault]:
    """List terms in two tiers, Latin terms, and terms that were written with the article."""
    return [fault for frame in lexicon.frames for fault in _of_frame(frame)]


def _of_frame(frame: Frame) -> Iterator[Fault]:
    for term in frame.terms:
        if term.article:
            yield _fault(
                frame, term, "warning", "is written with the article, which was taken off: a lemma counts either way; "
                "write it without, or as { phrase = … } if only the definite form is meant.",
            )  # fmt: skip
        if term.pattern is None and _LATIN.search(term.text) and not _ARABIC.search(term.text):
            yield _fault(
                frame, term, "warning", "is in Latin letters: it counts only where the text has these letters; add "
                "the Arabic spelling.",
            )  # fmt: skip
    for one, two in combinations(frame.terms, 2):
        if one.tier != two.tier and (shared := _shared(one, two)):
            yield _fault(
                frame,
                two,
                "fault",
                f"stands under {one.tier} too ({shared}), which comes first; delete one of the two.",
            )


def _shared(one: Term, two: Term) -> str:
    """Name the stem or phrase that two terms of different tiers share, where nothing but the tier tells them apart."""
    if (one.pos, one.inflection) != (two.pos, two.inflection) or _conditional(one) or _conditional(two):
        return ""
    stems = set(one.stems) & set(two.stems)
    if stems:
        return min(stems)
    return one.text if one.phrases and set(one.phrases) & set(two.phrases) else ""


def _conditional(term: Term) -> bool:
    return bool(term.has_conditions or term.next or term.unless_next or term.near)


def _fault(frame: Frame, term: Term, kind: str, detail: str) -> Fault:
    return Fault(frame.id, term.tier, term.text, kind, detail)
