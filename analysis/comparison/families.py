"""Families: which findings hold where several tables of tests are read together?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures.correction import adjust, selected_families

_NAMES_OF_ROWS = ("group", "other", "frame", "spelling", "item", "term", "date")


def adjust_families(
    tables: Mapping[str, pd.DataFrame], p: str | Mapping[str, str] = "p", *, level: float = 0.05
) -> pd.DataFrame:
    """Correct the p-values of several tables together: each table a family, such as one frame, question or figure.

    Whoever looks at ten tables and tells of the one with something in it has looked at ten. A family is told of only
    where its smallest p-values hold among all families; within it, findings must be the rarer the fewer families were
    selected. Of what is then found, no more than ``level`` is false on the average over the families told of.

    Parameters
    ----------
    tables : name and table, each with a column of p-values that are not yet corrected.
    p : the name of that column, or one for each table, as {"window": "p_days", "papers": "p"}.
    level : the share of false findings to be borne.

    Returns
    -------
    One row for each row of the tables, in order: family, row (its place in the table), name (what it is about), p,
    p_adjusted (over all rows of all tables, Benjamini–Hochberg), p_family (Simes), selected (is the family told of?),
    p_selective (within the family; empty where that is not selected), found.

    Raises
    ------
    KhitabError where a table has no such column.

    Source: Benjamini & Bogomolov (2014), doi:10.1111/rssb.12028; Simes (1986), doi:10.1093/biomet/73.3.751.

    Examples
    --------
    >>> papers = compare(hits, annotations, "source", n_resamples=50, n_permutations=99)
    >>> months = compare(hits, annotations, "month", n_resamples=50, n_permutations=99)
    >>> list(adjust_families({"papers": papers, "months": months}).columns[:3])
    ['family', 'row', 'name']
    """
    parts = []
    for family, table in tables.items():
        column = p if isinstance(p, str) else p[family]
        if column not in table:
            raise KhitabError(f"adjust_families: the table {family!r} has no column {column!r}; name the one with p.")
        named = [name for name in _NAMES_OF_ROWS if name in table]
        names = table[named].astype("str").agg(" – ".join, axis=1) if named else table.index.astype("str")
        parts.append(
            pd.DataFrame(
                {
                    "family": family,
                    "row": np.arange(len(table)),
                    "name": list(names),
                    "p": table[column].to_numpy(float),
                }
            )
        )
    if not parts:
        raise KhitabError("adjust_families: there are no tables; give at least one.")
    every = pd.concat(parts, ignore_index=True)
    chosen = selected_families(every["p"], every["family"], level)
    every["p_adjusted"] = adjust(every["p"])
    every["p_family"], every["p_selective"] = chosen.simes, chosen.within
    every["selected"] = chosen.selected
    every["found"] = chosen.selected & (chosen.within <= level)
    columns = ["family", "row", "name", "p", "p_adjusted", "p_family", "selected", "p_selective", "found"]
    every = every[columns]
    every.attrs = {"provenance": next(iter(tables.values())).attrs.get("provenance", {}), "level": level}
    return Trace("none", reason="the row repeats one of another table; open that one").on(every)
