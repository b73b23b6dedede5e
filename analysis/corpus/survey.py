"""What a corpus is like, found while its documents go by: damage, languages, copies, boilerplate.

Nothing but counts is kept, so a corpus of any size can be gone through.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.corpus.boilerplate import EdgeSurvey, Recurring, Rules
from analysis.corpus.documents import Document
from analysis.corpus.duplicates import Copies, cluster_note, cluster_sizes, left_out_note
from analysis.corpus.languages import NAMES, language_of
from analysis.corpus.mended import Mended
from analysis.corpus.reading_options import NOTHING_ASKED, ReadingOptions
from analysis.corpus.repairs import REPAIRS, damage, repair_text
from analysis.wording import how_many, part_of


@dataclass
class Found:
    """One kind of damage: documents that have it, places in them, and the first of the documents."""

    documents: int = 0
    places: int = 0
    first: str = ""

    def add(self, number: int, doc_id: str) -> None:
        """Count a document with so many places."""
        self.documents += 1
        self.places += number
        self.first = self.first or doc_id


@dataclass
class Survey:
    """Takes documents one by one; `notes` say what was seen, and `finish` gives what was asked for."""

    options: ReadingOptions = NOTHING_ASKED
    edges: EdgeSurvey | None = None
    copies: Copies = field(default_factory=Copies)
    damaged: dict[str, Found] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    documents: int = 0

    def __post_init__(self) -> None:
        if self.edges is None and "boilerplate" in self.options.repair:
            self.edges = EdgeSurvey()

    def add(self, document: Document) -> dict[str, int]:
        """Look at a document, and give the damage found in it."""
        self.documents += 1
        found = damage(document.text)
        for kind, number in found.items():
            self.damaged.setdefault(kind, Found()).add(number, document.doc_id)
        language = language_of(document.text)
        self.languages[language] += 1
        if language != "ar" and len(self.foreign) < 10:
            self.foreign.append(document.doc_id)
        self.copies.add(document)
        if self.edges is not None:
            self.edges.add(document)
        return found

    def add_all(self, documents: Iterable[Document]) -> "Survey":
        """Look at several documents."""
        for document in documents:
            self.add(document)
        return self

    def notes(self) -> list[str]:
        """What a reader of any number made from the corpus should know."""
        notes = [self._damage_note(kind, found) for kind, found in self.damaged.items() if not REPAIRS[kind].harmless]
        if note := self.language_note():
            notes.append(note)
        if self.options.duplicates == "keep":
            notes += cluster_note(*self.copies.repeating(), self.documents)
        return notes

    def _damage_note(self, kind: str, found: Found) -> str:
        mend = REPAIRS[kind].lost or f"repair={kind!r} mends it"
        return (
            f"{part_of(found.documents, self.documents, 'document', 'has', 'have')} {REPAIRS[kind].what} "
            f"({how_many(found.places, 'place')}, first in {found.first!r}); {mend}"
        )

    def language_note(self) -> str:
        """A word on documents that are not in Arabic."""
        others = {code: n for code, n in self.languages.most_common() if code != "ar"}
        if not others:
            return ""
        foreign = sum(others.values())
        told = ", ".join(f"{n:,} {NAMES[code]}" for code, n in others.items())
        return (
            f"{part_of(foreign, self.documents, 'document', 'is', 'are')} not in Arabic ({told}), the first being "
            f"{self.foreign[0]!r}; nothing that is counted in them means anything"
        )

    def finish(self) -> "Finish":
        """What is to be done to each document, now that all are known."""
        clusters = None if self.options.duplicates == "keep" else self.copies.clusters()
        rules: list[Recurring] = []
        if "boilerplate" in self.options.repair and self.edges is not None:
            rules = self.edges.found()
        return Finish(self.options, clusters, Rules(rules), bool(rules))


@dataclass(frozen=True)
class Finish:
    """Drops copies or names their clusters, and sets boilerplate aside, as was asked for."""

    options: ReadingOptions
    clusters: dict[str, str] | None
    rules: Rules
    has_rules: bool

    def documents(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """The documents that are kept, as they are to be."""
        return tuple(self._marked(d) for d in documents if self.keeps(d.doc_id))

    def keeps(self, doc_id: str) -> bool:
        """Is the document kept?"""
        return self.options.duplicates != "drop" or self.clusters is None or self.clusters[doc_id] == doc_id

    def _marked(self, document: Document) -> Document:
        if self.has_rules:
            document = self.rules.set_aside(document)
        if self.options.duplicates == "cluster" and self.clusters is not None:
            metadata = {**document.metadata, "cluster": self.clusters[document.doc_id]}
            return Document(document.doc_id, document.text, metadata)
        return document

    def notes(self, n_documents: int) -> list[str]:
        """What was done."""
        notes = []
        if self.clusters is not None and self.options.duplicates == "drop":
            left_out = sum(first != doc_id for doc_id, first in self.clusters.items())
            notes.append(left_out_note(left_out, n_documents))
        if self.clusters is not None and self.options.duplicates == "cluster":
            notes.append(cluster_sizes(self.clusters))
        if self.has_rules:
            notes.append("boilerplate that recurs in the texts of a source is set aside: spaces stand in its place")
        return notes


@dataclass
class Repairer:
    """Mends documents as was asked for, and counts those that it changed."""

    steps: tuple[str, ...]
    changed: Counter[str] = field(default_factory=Counter)

    def mended(self, document: Document) -> Document:
        """The document, mended."""
        text = document.text
        for step in self.steps:
            if step == "boilerplate":
                continue
            mended: Mended = repair_text(text, (step,))
            if mended.text != text:
                self.changed[step] += 1
                text = mended.text
        return document if text == document.text else Document(document.doc_id, text, document.metadata)

    def notes(self, n_documents: int) -> list[str]:
        """Which steps changed how many documents."""
        total = how_many(n_documents, "document")
        return [
            f"repair={step!r} mended {self.changed[step]:,} of {total} ({REPAIRS[step].what})"
            for step in self.steps
            if step != "boilerplate"
        ]
