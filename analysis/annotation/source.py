"""What every source of annotations offers, whether its words lie in memory or are read piece by piece."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from analysis.corpus import Corpus
from analysis.errors import KhitabError
from analysis.parsing.model import ModelInfo

if TYPE_CHECKING:
    from analysis.annotation.words import Annotations


class AnnotationSource(Protocol):
    """Annotations in memory, or stored ones; what is computed from pieces needs no more memory than a piece does."""

    @property
    def documents(self) -> pd.DataFrame:
        """The metadata of all documents, with `n_words` and `n_tokens`."""
        ...

    @property
    def provenance(self) -> dict[str, str | int | bool | tuple[str, ...]]:
        """What a table or figure made from all documents rests on."""
        ...

    @property
    def model(self) -> ModelInfo:
        """The model that made the words."""
        ...

    def text(self, doc_id: str) -> str:
        """Give a document's source text."""
        ...

    def select(self, doc_ids: "pd.Series[str] | Iterable[str]") -> "Annotations":
        """Bring the named documents into memory."""
        ...

    def pieces(self, columns: Sequence[str] | None = None) -> "Iterator[Annotations]":
        """Yield the documents in their order, each whole and in one piece, with at least `columns` of the words table.

        The categories of a piece may be its own; `analysis.counting.pieces` numbers types alike over all pieces.
        """
        ...


def expect_annotations(given: object, place: str) -> None:
    """Refuse what stands where annotations belong: a corpus that nobody annotated, a path, another table.

    Parameters
    ----------
    place : the function that asks, for the message.
    """
    if hasattr(given, "documents") and not isinstance(given, Corpus | pd.DataFrame):
        return
    if isinstance(given, Corpus | str | Path):
        what = "a corpus" if isinstance(given, Corpus) else "a path"
        raise KhitabError(f"{place}: {what} stands where annotations belong; annotate it first, with annotate.")
    what = "a table" if isinstance(given, pd.DataFrame) else f"something of type {type(given).__name__}"
    raise KhitabError(f"{place}: {what} stands where annotations belong; pass those that the table was made from.")
