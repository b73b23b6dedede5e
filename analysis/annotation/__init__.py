"""Annotation: from a corpus to its words, each with lemma, tags and syntactic head, by Stanza."""

from analysis.annotation.annotating import annotate
from analysis.annotation.model import ModelInfo
from analysis.annotation.spacy_docs import from_spacy, to_spacy
from analysis.annotation.stored import StoredAnnotations, open_annotations
from analysis.annotation.storing import annotate_into
from analysis.annotation.table import Annotations

__all__ = [
    "Annotations",
    "ModelInfo",
    "StoredAnnotations",
    "annotate",
    "annotate_into",
    "from_spacy",
    "open_annotations",
    "to_spacy",
]
