"""Topics by their words: a plain sorting of documents, to compare like with like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.context.search import find_quietly
from analysis.counting.hit_counts import rows_by_document
from analysis.counting.trace import Trace
from analysis.errors import KhitabError

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

OTHER = "other"
"""The topic of documents that have no word of any."""


def topics_by_words(
    annotations: AnnotationSource, topics: Mapping[str, Sequence[str]], *, at_least: int = 1
) -> pd.DataFrame:
    """Give each document the topic whose words it has most of: strata for `compare_within` and `event_window`.

    Such topics are as good as their words. Words of the frame that is to be compared must not be among them, or the
    comparison within topics takes away what it is to show.

    Parameters
    ----------
    topics : for each topic its words, phrases or queries (`find_matches`); of two topics with as many, the first.
    at_least : documents with fewer words of a topic than this are "other".

    Returns
    -------
    One row for each document: doc_id, stratum (its topic, or "other"), matches (words of that topic).

    Raises
    ------
    KhitabError without topics, or where one has no words.

    Examples
    --------
    >>> topics = topics_by_words(annotations, {"water": ["المياه"], "roads": ["الطريق", "طرق"]})
    >>> list(topics.columns)
    ['doc_id', 'stratum', 'matches']
    """
    if not topics or not all(topics.values()):
        raise KhitabError('topics_by_words: give each topic some words, as in {"water": ["المياه", "سد"]}.')
    if OTHER in topics:
        raise KhitabError(f"topics_by_words: a topic cannot be called {OTHER!r}, which documents without any are.")
    doc_ids = annotations.documents["doc_id"].astype("str")
    counts = np.column_stack(
        [
            sum(rows_by_document(find_quietly(annotations, query), doc_ids) for query in queries)
            for queries in topics.values()
        ]
    )
    most = counts.max(axis=1)
    names = np.array(list(topics), dtype=object)
    stratum = np.where(most >= max(at_least, 1), names[counts.argmax(axis=1)], OTHER)
    table = pd.DataFrame(
        {"doc_id": doc_ids.to_numpy(), "stratum": pd.array(list(stratum), dtype="str"), "matches": most}
    )
    table.attrs = {"provenance": dict(annotations.provenance)}
    return Trace("none", reason="a topic is of a whole document; open its words with find_matches").on(table)
