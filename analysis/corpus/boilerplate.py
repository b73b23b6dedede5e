"""Boilerplate: bylines, agency tags, links and addresses that a source puts at its texts, found because they recur.

Three forms: a line that is the same in many documents of a source (// انتهى //); an opening or a closing, a run of four
words among the first or last of many documents, with what follows it in its line (رابط الخبر بصحيفة الوئام: …). What is
found is a proposal to look at: nothing is set aside unless it is asked for. Copies of a text are counted once.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.corpus.documents import Corpus, Document
from analysis.errors import KhitabError
from analysis.wording import how_many

FEWEST = 5  # documents
LINE_SHARE = 0.005  # of a source's documents that have the line
EDGE_SHARE = 0.25  # of a source's documents that have the opening or closing
LONGEST = 200  # characters of a line
WORDS = 4  # of an opening or closing
OPENING, CLOSING = 14, 30  # words from the edge among which it is sought
MOST = 1_000_000  # lines remembered; those seen once are forgotten beyond that
COLUMNS = ["source", "place", "text", "documents", "share", "example"]
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Recurring:
    """A line, opening or closing that recurs in the documents of a source."""

    source: str
    place: str
    text: str
    documents: int
    share: float
    example: str


def boilerplate(corpus: Corpus) -> pd.DataFrame:
    """List what recurs at the texts of each source.

    Returns
    -------
    DataFrame, the most frequent first: source; place ("line", "opening", "closing"); text; documents (with it, copies
    counted once); share (of the source's documents); example (a doc_id).

    Examples
    --------
    >>> len(boilerplate(read_corpus("corpus/constructed")))
    3
    """
    survey = EdgeSurvey()
    for document in corpus.documents:
        survey.add(document)
    return as_table(survey.found())


def without_boilerplate(corpus: Corpus, found: pd.DataFrame | None = None) -> Corpus:
    """Set boilerplate aside: it becomes spaces, so that all offsets stay those of the text as read.

    Parameters
    ----------
    corpus : from `read_corpus`.
    found : rows of `boilerplate(corpus)` that are to be set aside; all of them if omitted.

    Examples
    --------
    >>> len(without_boilerplate(read_corpus("corpus/constructed")))
    36
    """
    table = boilerplate(corpus) if found is None else found
    if missing := [name for name in ("source", "place", "text") if name not in table]:
        raise KhitabError(f"without_boilerplate: the table has no column {missing[0]!r}; give rows of boilerplate().")
    rules = Rules(
        Recurring(str(s), str(p), str(t), 0, 0.0, "") for s, p, t in zip(*(table[c] for c in COLUMNS[:3]), strict=True)
    )
    documents = tuple(rules.set_aside(document) for document in corpus.documents)
    return Corpus(corpus.name, documents, (*corpus.notes, rules.note(len(corpus))), corpus.skipped)


def as_table(found: Iterable[Recurring]) -> pd.DataFrame:
    """One row for each."""
    return pd.DataFrame([vars(rule) for rule in found], columns=COLUMNS)


@dataclass
class EdgeSurvey:
    """Counts lines, openings and closings while documents go by."""

    _documents: Counter[str] = field(default_factory=Counter)
    _seen: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _example: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _texts: set[int] = field(default_factory=set)

    def add(self, document: Document) -> None:
        """Count a document, unless the same text was counted before."""
        content = hash(document.text)
        if content in self._texts:
            return
        self._texts.add(content)
        source = source_of(document)
        self._documents[source] += 1
        keys = {(source, "line", line.strip()) for line in _LINE.findall(document.text) if len(line) <= LONGEST}
        words = document.text.split()
        if len(words) > 2 * WORDS:
            keys |= {(source, "opening", run) for run in _runs(words[:OPENING])}
            keys |= {(source, "closing", run) for run in _runs(words[-CLOSING:])}
        for key in keys:
            self._seen[key] += 1
            self._example.setdefault(key, document.doc_id)
        if len(self._seen) > MOST:
            self._forget()

    def _forget(self) -> None:
        self._seen = Counter({key: n for key, n in self._seen.items() if n > 1})
        self._example = {key: self._example[key] for key in self._seen}

    def found(self) -> list[Recurring]:
        """What recurs often enough, the most frequent first; of overlapping runs the first alone."""
        rules = []
        for (source, place, text), number in self._seen.items():
            share = number / self._documents[source]
            enough = LINE_SHARE if place == "line" else EDGE_SHARE
            if (
                text.strip()
                and number >= FEWEST
                and share >= enough
                and any(char.isalpha() or char in "/*" for char in text)
            ):
                rules.append(
                    Recurring(source, place, text, number, round(share, 4), self._example[(source, place, text)])
                )
        return _first_of_overlapping(sorted(rules, key=lambda rule: (-rule.documents, rule.source, rule.text)))


def _runs(words: list[str]) -> set[str]:
    """Runs of words that no sentence ends within."""
    found = (words[k : k + WORDS] for k in range(len(words) - WORDS + 1))
    return {" ".join(run) for run in found if not any(word.endswith((".", "!", "؟", "?", "…")) for word in run[:-1])}


def _first_of_overlapping(rules: list[Recurring]) -> list[Recurring]:
    """Runs that begin inside another run say the same of the same place."""
    kept: list[Recurring] = []
    by_edge: dict[tuple[str, str], list[Recurring]] = defaultdict(list)
    for rule in rules:
        if rule.place == "line":
            kept.append(rule)
        else:
            by_edge[rule.source, rule.place].append(rule)
    for group in by_edge.values():
        tails = {" ".join(rule.text.split()[k:]) for rule in group for k in (1, 2, 3)}
        kept += [rule for rule in group if not any(" ".join(rule.text.split()[:k]) in tails for k in (3, 2, 1))]
    return sorted(kept, key=lambda rule: (-rule.documents, rule.source, rule.text))


def source_of(document: Document) -> str:
    """The source by which documents are taken together; "unknown" where none is told."""
    return str(document.metadata.get("source") or "unknown")


class Rules:
    """Sets boilerplate aside, document by document, and counts what it did."""

    def __init__(self, rules: Iterable[Recurring]) -> None:
        self._lines: dict[str, set[str]] = defaultdict(set)
        self._edges: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        self._changed = self._letters = 0
        for rule in rules:
            if rule.place == "line":
                self._lines[rule.source].add(rule.text)
                continue
            words = r"[^\S\n]+".join(map(re.escape, rule.text.split()))
            self._edges[rule.source].append(re.compile(words + (r"[^\n]*" if rule.place == "closing" else "")))

    def set_aside(self, document: Document) -> Document:
        """The document with its boilerplate become spaces."""
        source, text = source_of(document), document.text
        spans = [m.span() for m in _LINE.finditer(text) if m.group().strip() in self._lines[source]]
        words = [match.start() for match in _WORD.finditer(text)]
        for pattern in self._edges[source]:
            for match in pattern.finditer(text):
                at_start = pattern.pattern.endswith("*") is False and match.start() <= words[:OPENING][-1]
                at_end = pattern.pattern.endswith("*") and match.start() >= words[-CLOSING:][0]
                if at_start or at_end:
                    spans.append(match.span())
        if not spans:
            return document
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]
        self._changed += 1
        self._letters += sum(end - start for start, end in spans)
        return Document(document.doc_id, text, document.metadata)

    def note(self, total: int) -> str:
        """What was set aside so far."""
        letters = how_many(self._letters, "character")
        return f"boilerplate is set aside in {self._changed:,} of {how_many(total, 'document')} ({letters})"
