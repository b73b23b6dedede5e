"""A corpus: named documents, each with its text as read and what is known about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from analysis.corpus.metadata import as_id, tidy_metadata
from analysis.errors import KhitabError
from analysis.wording import how_many

LEADING_COLUMNS = ("title", "date", "source", "constructed")
ABSENT = {"title": "", "date": pd.NaT, "source": "unknown", "constructed": False}

SURROGATE = re.compile("[\ud800-\udfff]")
# Zero-width and direction marks show no more than spaces do.
VISIBLE = re.compile(r"[^\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00]")


def is_blank(text: str) -> bool:
    """Does the text hold nothing that could be seen?"""
    return VISIBLE.search(text) is None


@dataclass(frozen=True)
class Document:
    """One text and its metadata.

    `text` is the text exactly as decoded: every offset that Khitab reports counts its characters.
    `metadata` may hold anything; `title`, `date` (a pandas Timestamp), `source` and `constructed`
    (True for invented texts) are known to the rest of Khitab.

    Raises KhitabError for an id or a text with half a character (a lone surrogate), which no file could hold.

    Examples
    --------
    >>> Document("a", "عاد الأمن.", {"source": "الأفق"}).metadata["source"]
    'الأفق'
    """

    doc_id: str
    text: str
    metadata: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))
        given: tuple[object, object] = self.doc_id, self.text  # from tables made by hand they may be anything
        if not isinstance(given[0], str):
            object.__setattr__(self, "doc_id", as_id(given[0]))
        if not isinstance(given[1], str):
            raise KhitabError(f"document {self.doc_id!r}: the text is {type(self.text).__name__}, no string; give one.")
        if SURROGATE.search(self.doc_id):
            raise KhitabError(
                f"document {self.doc_id!a}: the doc_id holds half a character (a lone surrogate); give it another id."
            )
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            raise KhitabError(
                f"document {self.doc_id!r}: the text holds half a character (a lone surrogate) at {error.start}; "
                r"replace it, for instance by '\ufffd'."
            ) from error

    def __reduce__(self) -> tuple[type["Document"], tuple[str, str, dict[str, object]]]:
        return Document, (self.doc_id, self.text, dict(self.metadata))


@dataclass(frozen=True)
class Skipped:
    """A file that was left out, and the sentence that says why.

    Examples
    --------
    >>> read_corpus("corpus/constructed").skipped
    ()
    """

    file: str
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Documents in a fixed order, with unique ids; `notes` say what reading them had to guess or skip.

    Metadata are brought into one form, with a note where that changed anything: dates are Timestamps or unknown, a
    column holds values of one kind, and names that differ by nothing visible are one name. `skipped` are the files
    that could not be read.

    Examples
    --------
    >>> Corpus("talks", (Document("a", "عاد الأمن."),))
    <Corpus 'talks': 1 document>
    """

    name: str
    documents: tuple[Document, ...]
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "documents", tuple(self.documents))
        records, notes = tidy_metadata([document.metadata for document in self.documents], self.name)
        if records is not None:
            tidy = (Document(d.doc_id, d.text, r) for d, r in zip(self.documents, records, strict=True))
            object.__setattr__(self, "documents", tuple(tidy))
        object.__setattr__(self, "notes", (*self.notes, *(note for note in notes if note not in self.notes)))
        seen: set[str] = set()
        for document in self.documents:
            if document.doc_id in seen:
                raise KhitabError(
                    f"{self.name}: the doc_id {document.doc_id!r} occurs more than once; "
                    "give each document an id of its own."
                )
            seen.add(document.doc_id)

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        notes = f"; {how_many(len(self.notes), 'note')}, see .notes" if self.notes else ""
        return f"<Corpus {self.name!r}: {how_many(len(self), 'document')}{notes}>"

    @property
    def metadata(self) -> pd.DataFrame:
        """One row per document: doc_id, title, date, source, constructed, then all other columns."""
        others = dict.fromkeys(name for document in self.documents for name in document.metadata)
        columns = [*LEADING_COLUMNS, *(name for name in others if name not in (*LEADING_COLUMNS, "doc_id"))]
        data: dict[str, object] = {"doc_id": pd.array([d.doc_id for d in self.documents], dtype="str")}
        for name in columns:
            data[name] = [document.metadata.get(name, ABSENT.get(name)) for document in self.documents]
        table = pd.DataFrame(data)
        return table.astype({"title": "str", "source": "str", "date": "datetime64[us]", "constructed": bool})

    def select(self, doc_ids: "pd.Series[str] | list[str] | set[str]") -> "Corpus":
        """Keep the named documents, in the order of this corpus; an unknown id is an error."""
        wanted = set(doc_ids)
        unknown = sorted(wanted - {document.doc_id for document in self.documents})
        if unknown:
            raise KhitabError(f"{self.name}: no document is called {unknown[0]!r}; see corpus.metadata.doc_id.")
        kept = tuple(document for document in self.documents if document.doc_id in wanted)
        return Corpus(self.name, kept, self.notes, self.skipped)
