"""Large corpora of annotations, made by repeating small ones under new ids, in memory or in a folder of parts."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis import Annotations, Corpus, Document
from analysis.annotation.cache import text_hash
from analysis.annotation.stored.annotations import StoredAnnotations, open_annotations
from analysis.annotation.stored.manifest import Manifest, write_manifest
from analysis.annotation.stored.part_files import write_part

PART_WORDS = 300_000  # as many as parts have that `annotate_into` writes


def repeated(annotations: Annotations, n_words: int, first: int = 0) -> Annotations:
    """Repeat annotated documents until there are so many words; the repetitions are numbered from `first`."""
    times = -(-n_words // len(annotations.words))
    documents = annotations.corpus.documents
    ids = [f"{document.doc_id}-{k}" for k in range(first, first + times) for document in documents]
    words = pd.concat([annotations.words] * times, ignore_index=True)
    codes = annotations.words["doc_id"].cat.codes.to_numpy().astype(np.int32)
    shifted = np.concatenate([codes + k * len(documents) for k in range(times)])
    words["doc_id"] = pd.Categorical.from_codes(shifted, categories=pd.Index(ids, dtype="str"))
    copies = tuple(Document(i, d.text, d.metadata) for i, d in zip(ids, documents * times, strict=True))
    return Annotations(words, Corpus("repeated", copies), annotations.model)


def store_repeated(annotations: Annotations, n_words: int, folder: Path) -> StoredAnnotations:
    """Write at least so many words of repeated documents into a folder, as `annotate_into` would lay them out."""
    folder.mkdir(parents=True)
    hashes = [text_hash(document.text) for document in annotations.corpus.documents]
    parts, first, left = [], 0, n_words
    while left > 0:
        part = repeated(annotations, min(left, PART_WORDS), first)
        times = len(part.words) // len(annotations.words)
        parts.append(write_part(part, hashes * times, f"{len(parts):05}", folder))
        first, left = first + times, left - len(part.words)
    model = annotations.model
    manifest = Manifest("repeated", model.name, model.fingerprint, "", "", parts=tuple(parts), complete=True)
    write_manifest(manifest, folder)
    return open_annotations(folder)
