"""Codings by somebody who marks the same words throughout."""

import pandas as pd

from analysis.counting.paragraph_table import UNIT, token_table
from analysis.validation.codings import Codings, make_codings

FRAMES = ("cooperation", "security")
TRUE = {"تعاون": "cooperation", "أمن": "security", "شراكة": "cooperation"}


def coded_as(annotations, meanings, coder="سلمى") -> Codings:
    """Codings of the whole corpus by somebody who marks these words."""
    tokens = token_table(annotations)
    texts = [annotations.text(row["doc_id"])[row["start"] : row["end"]] for row in tokens.to_dict("records")]
    marked = tokens.assign(token=texts, frame=pd.Series(texts).map(meanings)).dropna(subset=["frame"])
    marks = [
        (row["doc_id"], row["paragraph"], row["start"], row["end"], row["token"], row["frame"], False, coder, "")
        for row in marked.to_dict("records")
    ]
    units = tokens[UNIT].drop_duplicates().to_dict("records")
    read = [(unit["doc_id"], unit["paragraph"], coder, "2026-06-01T10:00:00+00:00", "") for unit in units]
    return make_codings(read, marks, FRAMES)
