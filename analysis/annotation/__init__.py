"""Annotation: from a corpus to its words, each with lemma, tags and syntactic head, by Stanza."""

from analysis.annotation.annotating import annotate
from analysis.annotation.conllu import read_conllu
from analysis.annotation.conllu_export import to_conllu, write_conllu
from analysis.annotation.named_entities import find_names
from analysis.annotation.spacy_docs import from_spacy, to_spacy
from analysis.annotation.stored.annotate_into import annotate_into
from analysis.annotation.stored.annotations import StoredAnnotations, open_annotations
from analysis.annotation.vertical import read_vertical, to_vertical, write_vertical
from analysis.annotation.words import Annotations
from analysis.parsing.model import ModelInfo

__all__ = [
    "Annotations",
    "ModelInfo",
    "StoredAnnotations",
    "annotate",
    "annotate_into",
    "find_names",
    "from_spacy",
    "open_annotations",
    "read_conllu",
    "read_vertical",
    "to_conllu",
    "to_spacy",
    "to_vertical",
    "write_conllu",
    "write_vertical",
]
