"""Citations: what a reader gives as the source of a passage, as far as the documents' metadata have it."""

from __future__ import annotations

import pandas as pd

LINKS = ("url", "link")
"""Columns of the metadata that hold the address of a document; it is called `url` in evidence."""

UNKNOWN = ("", "unknown", "nan", "None")


def citations(documents: pd.DataFrame) -> pd.DataFrame:
    """What there is to cite of each document.

    Parameters
    ----------
    documents : `Annotations.documents`.

    Returns
    -------
    DataFrame, indexed by doc_id: of source, date, title and url those that some document has; texts are "" and dates
    NaT where a document lacks them.
    """
    columns: dict[str, pd.Series] = {}
    link = next((name for name in LINKS if name in documents.columns), None)
    for name, column in (("source", "source"), ("date", "date"), ("title", "title"), ("url", link)):
        if column is None or column not in documents.columns:
            continue
        values = documents[column]
        if pd.api.types.is_datetime64_any_dtype(values):
            known = values.notna()
        else:
            values = values.astype("str").fillna("").str.strip()
            known = ~values.isin(UNKNOWN)
            values = values.where(known, "")
        if known.any():
            columns[name] = values
    index = pd.Index(documents["doc_id"].astype("str"), name="doc_id")
    return pd.DataFrame({name: values.to_numpy() for name, values in columns.items()}, index=index)


def as_text(citation: dict[str, object]) -> dict[str, str]:
    """A citation as texts to print, without what is missing."""
    said = {}
    for name, value in citation.items():
        if isinstance(value, pd.Timestamp):
            said[name] = f"{value:%Y-%m-%d}"
        elif isinstance(value, str) and value:
            said[name] = value
    return said
