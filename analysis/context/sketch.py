"""Word sketch: one word's company in all its relations, and the passages behind any line of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.context.collocates import collocates, near_words, node_words
from analysis.context.relations import RELATIONS, find_relation, related_pairs
from analysis.errors import KhitabError
from analysis.orthography import key
from analysis.show.evidence import evidence

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.show.concordance import Concordance
    from analysis.show.labels import Labels


def word_sketch(
    annotations: Annotations, node: str | pd.DataFrame, *, unit: str = "key", min_frequency: int = 3, top: int = 10
) -> pd.DataFrame:
    """The ``top`` collocates of ``node`` in each of `RELATIONS`, as `collocates` gives them, one below the other."""
    parts = [
        collocates(annotations, node, relation=relation, unit=unit, min_frequency=min_frequency).head(top)
        for relation in RELATIONS
    ]
    table = pd.concat(parts, ignore_index=True)
    table.attrs["provenance"] = {**parts[0].attrs["provenance"], "relation": "word sketch"}
    return table


def collocation_evidence(
    annotations: Annotations,
    node: str | pd.DataFrame,
    row: pd.Series,
    *,
    unit: str = "key",
    context: int | None = 10,
    limit: int | None = None,
    seed: int = 1,
    labels: Labels = "ar",
) -> Concordance:
    """The passages counted in a row of `collocates` or `word_sketch`: every place of the collocate, in its context.

    Raises
    ------
    KhitabError when the passages are not as many as the row says: it was made from other words.
    """
    words = annotations.words
    is_node = node_words(annotations, node, unit)
    relation = str(row["relation"])
    if relation.startswith("window of "):
        rows = near_words(words, is_node, int(relation.removeprefix("window of ")))
    else:
        node_rows, other_rows = related_pairs(words, find_relation(relation))
        rows = np.sort(other_rows[is_node[node_rows]])
    sought = key(str(row["collocate"])) if unit == "key" else str(row["collocate"])
    rows = rows[(words[unit].iloc[rows] == sought).to_numpy()]
    if len(rows) != row["n"]:
        raise KhitabError(
            f"collocation_evidence: the row counts {row['n']:,} of {row['collocate']!r}, but {len(rows):,} are found; "
            "pass the annotations, node and unit that the row was made from."
        )
    places = words.iloc[rows][["doc_id", "paragraph", "sentence", "token", "word", "start", "end"]]
    places = places.assign(doc_id=places["doc_id"].astype("str")).reset_index(drop=True)
    return evidence(places, annotations, context=context, limit=limit, seed=seed, labels=labels)
