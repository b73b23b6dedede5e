"""What every source of annotations offers, whether its words lie in memory or are read piece by piece."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

import pandas as pd

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
