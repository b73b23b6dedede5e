"""Annotations laid down in a folder in so many parts, without parsing anything."""

from pathlib import Path

import numpy as np

from analysis.annotation import Annotations
from analysis.annotation.cache import text_hash
from analysis.annotation.stored.annotations import StoredAnnotations, open_annotations
from analysis.annotation.stored.manifest import Manifest, write_manifest
from analysis.annotation.stored.part_files import write_part


def stored_in_parts(annotations: Annotations, folder: Path, n_parts: int) -> StoredAnnotations:
    """Write consecutive documents as parts, about equally many each, and open the folder."""
    folder.mkdir()
    parts = []
    for number, doc_ids in enumerate(np.array_split(annotations.documents["doc_id"], n_parts)):
        part = annotations.select(doc_ids)
        for name in part.words.columns.drop("doc_id")[part.words.dtypes.drop("doc_id") == "category"]:
            part.words[name] = part.words[name].cat.remove_unused_categories()
        keys = [text_hash(document.text) for document in part.corpus.documents]
        parts.append(write_part(part, keys, f"{number:04}", folder))
    model = annotations.model
    manifest = Manifest(
        annotations.corpus.name, model.name, model.fingerprint, "", "", parts=tuple(parts), complete=True
    )
    write_manifest(manifest, folder)
    return open_annotations(folder)
