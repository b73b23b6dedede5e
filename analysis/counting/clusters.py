"""Clusters of documents that are drawn together: copies of one report, texts of one author, one day."""

import pandas as pd

from analysis.corpus.metadata import own_name
from analysis.counting.periods import PERIODS, period_labels
from analysis.errors import KhitabError

Clusters = str | pd.DataFrame


def cluster_labels(documents: pd.DataFrame, clusters: Clusters | None, place: str) -> pd.Series | None:
    """The cluster of each document; a document that has none is one of its own.

    Parameters
    ----------
    documents : the metadata of the documents.
    clusters : a column of these; "day", "week" … of their dates, where there is no such column; or a table with the
        columns doc_id and cluster, such as `duplicates` gives.
    place : names the function that asks, in errors.

    Returns
    -------
    (n_documents,) labels, or None where no clusters are asked for.

    Raises KhitabError for a column that there is not, and for a table without these columns or of other documents.
    """
    if clusters is None:
        return None
    own = documents["doc_id"].astype("str")
    if isinstance(clusters, str):
        clusters = own_name(clusters, documents)
        if clusters in PERIODS and clusters not in documents and documents["date"].notna().any():
            found = period_labels(documents["date"], clusters)
        elif clusters in documents:
            found = documents[clusters]
        else:
            known = ", ".join(str(name) for name in documents if name not in ("n_words", "n_tokens"))
            raise KhitabError(
                f"{place}: the documents have no column {clusters!r} to take as clusters; use one of {known}, or "
                'read the corpus with duplicates="cluster".'
            )
    else:
        if missing := [name for name in ("doc_id", "cluster") if name not in clusters]:
            raise KhitabError(
                f"{place}: the table of clusters has no column {missing[0]!r}; give what duplicates() gives."
            )
        if strangers := set(clusters["doc_id"].astype("str")) - set(own):
            raise KhitabError(
                f"{place}: the table of clusters names a document {sorted(strangers)[0]!r} that the annotations do not "
                "have; make it of the same corpus."
            )
        named = clusters.drop_duplicates("doc_id").set_index(clusters["doc_id"].drop_duplicates().astype("str"))
        found = own.map(named["cluster"])
    # A label of its own for each document without one cannot be the label of another.
    return ("in " + found.astype("str")).where(found.notna() & (found.astype("str") != ""), "alone " + own)
