"""Concordance: every place where a query matches, in its context, as a table and as right-to-left HTML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from analysis.arabic.orthography import key
from analysis.context.search import find_matches
from analysis.errors import KhitabError
from analysis.passages.evidence import evidence

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.passages.concordance import Concordance
    from analysis.rendering.labels import Labels

Order = Literal["text", "left", "right", "keyword"]


def concordance(
    annotations: AnnotationSource,
    query: str,
    *,
    context: int | None = 10,
    sort: Order = "text",
    sample: int | None = None,
    seed: int = 1,
    labels: Labels = "ar",
) -> Concordance:
    """Every place where ``query`` matches; `.table` is the DataFrame, `.to_html(path)` the page.

    Parameters
    ----------
    query : as in `analysis.context.query`: a word or phrase as printed, such as `مجلس الأمن`; or CQL, such as
        `[lemma="تعاون"]`, the lemma in all its forms, or `[lemma="تعاون" & upos="NOUN"] []{0,2} [word="الأمن"]`.
    context : printed tokens to each side, within the sentence; None for the whole sentence.
    sort : "text", the order of the corpus; "keyword", by the match; "right", by what follows it; "left", by what
        precedes it, nearest word first. Ties keep the order of the text.
    sample : draw so many at random, reproducibly by ``seed``; all if omitted.

    `.table.attrs["notes"]` says what was looked for where nothing is found (which is also a `KhitabWarning`), with the
    nearest forms that occur.

    Raises
    ------
    KhitabError when the query cannot be read or the order is unknown.

    Examples
    --------
    >>> concordance(annotations, "الأمن", labels="en").total > 0
    True
    """
    if sort not in ("text", "left", "right", "keyword"):
        raise KhitabError(f"concordance: sort {sort!r} is unknown; use 'text', 'left', 'right' or 'keyword'.")
    matches = find_matches(annotations, query)
    lines = evidence(matches, annotations, context=context, limit=sample, seed=seed, labels=labels)
    lines.table.attrs["notes"] = matches.attrs["notes"]
    return lines if sort == "text" else _sorted(lines, sort)


def _sorted(lines: Concordance, sort: Order) -> Concordance:
    """The same lines in another order."""
    if lines.table.empty:
        return lines
    texts = lines.table[sort]
    spelled = [[key(word) for word in text.split()] for text in texts]
    if sort == "left":
        spelled = [words[::-1] for words in spelled]
    order = sorted(range(len(spelled)), key=spelled.__getitem__)
    table = lines.table.iloc[order].reset_index(drop=True)
    table.attrs = dict(lines.table.attrs)
    return replace(lines, table=pd.DataFrame(table), lines=tuple(lines.lines[place] for place in order))
