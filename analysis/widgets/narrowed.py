"""Some documents of annotations, without their words: `select` would bring all of these into memory, to count hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.parsing.model import ModelInfo

if TYPE_CHECKING:
    from analysis.annotation.words import Annotations


@dataclass(frozen=True, eq=False)
class Narrowed:
    """Some documents of annotations, for what counts hits and reads no words."""

    source: AnnotationSource
    documents: pd.DataFrame

    @classmethod
    def to(cls, source: AnnotationSource, inside: NDArray[np.bool_]) -> Narrowed:
        """Keep the documents that are inside, (n_documents,)."""
        return cls(source, source.documents[inside].reset_index(drop=True))

    @property
    def provenance(self) -> dict[str, str | int | bool | tuple[str, ...]]:
        """As that of `select`."""
        sums = {"words": int(self.documents["n_words"].sum()), "tokens": int(self.documents["n_tokens"].sum())}
        constructed = bool(self.documents["constructed"].any())
        return {**self.source.provenance, "documents": len(self.documents), **sums, "constructed": constructed}

    @property
    def model(self) -> ModelInfo:
        """The model that made the words."""
        return self.source.model

    def text(self, doc_id: str) -> str:
        """Give a document's source text."""
        return self.source.text(doc_id)

    def select(self, doc_ids: pd.Series[str] | Iterable[str]) -> Annotations:
        """Bring the named documents into memory."""
        return self.source.select(doc_ids)

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[Annotations]:  # noqa: ARG002
        """Yield the documents, in one piece."""
        yield self.source.select(self.documents["doc_id"])
