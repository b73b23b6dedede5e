"""Care of the data: what recurs at the edges of texts is set aside after annotating, and all offsets stay."""

import re

import numpy as np
import pandas as pd

from analysis import Annotations
from analysis.annotation.word_counts import is_word
from analysis.corpus import Corpus, Document
from analysis.corpus.boilerplate import COLUMNS, Recurring, Rules, boilerplate

ASIDE = "…"
"""What stands in the place of a form that is set aside: no letter, so that it counts as no word."""
_GAP = re.compile(r" +")


def spans_aside(corpus: Corpus) -> pd.DataFrame:
    """Where each document has boilerplate: doc_id, start, end.

    Lines, openings and closings are found by `boilerplate` in all articles of the study and blanked by its rules;
    what differs from the text as read are the spans.
    """
    table = boilerplate(corpus)
    found = [Recurring(*map(str, row), 0, 0.0, "") for row in table[COLUMNS[:3]].itertuples(index=False)]
    rules = Rules(found)
    rows = []
    for document in corpus.documents:
        blanked = rules.set_aside(document).text
        if blanked == document.text:
            continue
        for gap in _GAP.finditer(blanked):
            if document.text[gap.start() : gap.end()].strip():
                rows.append((document.doc_id, gap.start(), gap.end()))
    return pd.DataFrame(rows, columns=["doc_id", "start", "end"]).astype({"start": "int64", "end": "int64"})


def is_aside(table: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Which rows, by doc_id and start, lie in a span."""
    if spans.empty:
        return np.zeros(len(table), dtype=bool)
    places = table[["doc_id", "start"]].astype({"doc_id": "str", "start": "int64"}).reset_index(names="row")
    ends = spans.rename(columns={"start": "from", "end": "to"}).sort_values("from")
    joined = pd.merge_asof(places.sort_values("start"), ends, left_on="start", right_on="from", by="doc_id")
    inside = (joined["start"] < joined["to"]).fillna(False)
    return inside.set_axis(joined["row"]).sort_index().to_numpy(bool)


def set_aside(annotations: Annotations, spans: pd.DataFrame) -> Annotations:
    """The annotations with the words of the spans made punctuation: they keep their rows and are in no count."""
    words = annotations.words
    aside = is_aside(words, spans)
    changed = words.assign(
        **{
            name: words[name].cat.add_categories([] if value in words[name].cat.categories else [value])
            for name, value in (("form", ASIDE), ("lemma", ASIDE), ("key", ASIDE), ("upos", "PUNCT"))
        }
    )
    for name, value in (("form", ASIDE), ("lemma", ASIDE), ("key", ASIDE), ("upos", "PUNCT")):
        changed.loc[aside, name] = value
    return Annotations(changed, annotations.corpus, annotations.model, complete=annotations.complete)


def with_column(annotations: Annotations, name: str, values: pd.Series) -> Annotations:
    """The annotations with a column among their metadata, in the place of one of that name; values by doc_id."""
    known = values.to_dict()
    documents = tuple(
        Document(d.doc_id, d.text, {**d.metadata, name: known[d.doc_id]}) for d in annotations.corpus.documents
    )
    corpus = Corpus(annotations.corpus.name, documents, annotations.corpus.notes, annotations.corpus.skipped)
    return Annotations(annotations.words, corpus, annotations.model, complete=annotations.complete)


def care_table(before: Annotations, after: Annotations, spans: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """What was set aside, in one column of names and one of numbers."""
    words = int(is_word(before.words).sum())
    gone = words - int(is_word(after.words).sum())
    own = spans[spans["doc_id"].isin(before.documents["doc_id"])]
    rows = [
        ("words", words),
        ("words set aside", gone),
        ("percent of words set aside", 100 * gone / words),
        ("articles with something set aside", own["doc_id"].nunique()),
        ("hits of core terms", len(hits)),
        ("hits of core terms set aside", int(is_aside(hits, spans).sum()) if len(hits) else 0),
    ]
    return pd.DataFrame(rows, columns=["what", "number"])
