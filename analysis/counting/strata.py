"""Strata of documents: topics or stories within which groups are compared."""

import pandas as pd

from analysis.corpus.metadata import own_name
from analysis.counting.periods import PERIODS, period_labels
from analysis.errors import KhitabError

Strata = str | pd.DataFrame

NO_STRATUM = "(none)"
"""Documents without a stratum are one of their own."""


def stratum_labels(documents: pd.DataFrame, strata: Strata, place: str) -> pd.Series:
    """The stratum of each document.

    Parameters
    ----------
    strata : a metadata column or a period ("week" …); or a table with the columns doc_id and stratum, such as
        `topics_by_words` gives.
    place : names the function that asks, in errors.

    Raises KhitabError for a column that there is not, and for a table without these columns.
    """
    if isinstance(strata, str):
        if strata in PERIODS and "date" in documents and documents["date"].notna().any():
            return period_labels(documents["date"], strata).fillna(NO_STRATUM).astype("str")
        strata = own_name(strata, documents)
        if strata not in documents:
            known = ", ".join(str(name) for name in documents if name not in ("n_words", "n_tokens"))
            raise KhitabError(
                f"{place}: the documents have no column {strata!r} to take as strata; use one of {known}."
            )
        return documents[strata].astype("object").fillna(NO_STRATUM).astype("str")
    if missing := [name for name in ("doc_id", "stratum") if name not in strata]:
        raise KhitabError(
            f"{place}: the table of strata has no column {missing[0]!r}; give what topics_by_words() gives."
        )
    named = strata.drop_duplicates("doc_id")
    found = documents["doc_id"].astype("str").map(pd.Series(list(named["stratum"]), named["doc_id"].astype("str")))
    return found.astype("object").fillna(NO_STRATUM).astype("str")
