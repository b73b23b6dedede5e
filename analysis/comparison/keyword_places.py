"""Keyword places: where the items of a word list, or the matches of compared queries, stand in the texts."""

from __future__ import annotations

import pandas as pd

from analysis.context.search import find_quietly
from analysis.counting.listed_places import POSITIONS, listed_places
from analysis.counting.pieces import joined
from analysis.counting.trace import Found, Sources, Trace, need_columns
from analysis.errors import KhitabError


def keywords_behind(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `keyness` or `word_dispersion`: the places of the rows' items in the annotations given.

    Raises
    ------
    KhitabError where they are not as many as the row says, of either side or of both.
    """
    numbers = ("n_target", "n_reference") if trace.number == "n_target" else (trace.number,)
    need_columns(rows, (trace.item, *numbers))
    found = [pd.DataFrame(columns=["doc_id", *POSITIONS])]
    for row in rows.to_dict("records"):
        item, said = str(row[trace.item]), [int(row[name]) for name in numbers]
        places = _places(sources, item, trace.unit)
        if len(places) not in (*said, sum(said)):
            raise KhitabError(
                f"the row of {item!r} counts {' and '.join(f'{n:,}' for n in said)}, but {len(places):,} are found; "
                "pass the annotations that it was counted in: the target's, the reference's, or both and nothing else."
            )
        found.append(places)
    return Found(joined(found[1:] or found))


def _places(sources: Sources, item: str, unit: str) -> pd.DataFrame:
    annotations = sources.annotations
    if unit == "query":
        return find_quietly(annotations, item)[["doc_id", *POSITIONS]]
    return listed_places(annotations, [item], unit).drop(columns="item")
