"""Named entities: the persons, organisations and places that a text names, one row a name."""

import numpy as np
import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.annotation.words import Annotations
from analysis.errors import KhitabError

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
_READ = ("doc_id", "paragraph", "sentence", "token", "start", "end", "ner")


def find_names(annotations: AnnotationSource) -> pd.DataFrame:
    """Find the names in texts, as the model's network for names labels their tokens (the column `ner`).

    Parameters
    ----------
    annotations : from `annotate` or `open_annotations`, made with a model that looks for names (the bundled one).

    Returns
    -------
    One row per name, in the order of the texts:

    doc_id, paragraph : where it stands.
    token, n_tokens : its first surface token's position in the document, and how many tokens it has.
    start, end : its span in the source text, with clitics that are glued to it.
    text : the source between them, وبالقاهرة for القاهرة.
    kind : "person", "organisation", "place" or "other" (currencies, events, works and the like).

    >>> names = find_names(annotations)
    >>> names[names.kind == "person"].text.value_counts()

    Raises KhitabError for words of a model that does not look for names.
    """
    tables = [_names(piece) for piece in annotations.pieces(_READ)]
    table = pd.concat(tables, ignore_index=True)
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def _names(piece: Annotations) -> pd.DataFrame:
    documents, labels = piece.strings("doc_id"), piece.strings("ner")
    token, sentence = piece.numbers("token"), piece.numbers("sentence")
    new = np.ones(len(token), dtype=bool)
    new[1:] = (token[1:] != token[:-1]) | (documents.codes[1:] != documents.codes[:-1])
    rows = np.flatnonzero(new)
    values = labels.values.to_pylist()
    if any(values[code] == "" for code in np.unique(labels.codes[rows])):
        raise KhitabError(
            f"{piece.corpus.name}: the model {piece.model.name!r} does not look for names; use model='bundled'."
        )
    kinds = pd.Index([value[2:] for value in values])
    of_value, kind_names = pd.factorize(kinds)
    begins_here = np.array([value[:1] == "B" for value in values], dtype=bool)
    kind = np.where(np.array([value in ("", "O") for value in values], dtype=bool), -1, of_value)[labels.codes[rows]]
    beside = np.zeros(len(rows), dtype=bool)  # whether a token goes on with the name of the one before it
    alike = (sentence[rows][1:] == sentence[rows][:-1]) & (documents.codes[rows][1:] == documents.codes[rows][:-1])
    beside[1:] = alike & (kind[1:] == kind[:-1]) & ~begins_here[labels.codes[rows][1:]]
    inside = kind >= 0
    first = np.flatnonzero(inside & ~beside)
    number = np.cumsum(inside & ~beside)[inside]
    n_tokens = np.bincount(number, minlength=len(first) + 1)[1:]
    begin, last = rows[first], rows[first + n_tokens - 1]
    doc_ids = documents.take(documents.codes[begin])
    starts, ends = piece.numbers("start")[begin], piece.numbers("end")[last]
    return pd.DataFrame(
        {
            "doc_id": pd.array(doc_ids, dtype="str"),
            "paragraph": piece.numbers("paragraph")[begin],
            "token": token[begin],
            "n_tokens": n_tokens.astype("int32"),
            "start": starts,
            "end": ends,
            "text": pd.array(
                [
                    piece.text(doc_id)[start:end]
                    for doc_id, start, end in zip(doc_ids, starts.tolist(), ends.tolist(), strict=True)
                ],
                dtype="str",
            ),
            "kind": pd.Categorical([KINDS[kind_names[one]] for one in kind[first]], categories=list(KINDS.values())),
        }
    )
