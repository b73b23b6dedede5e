"""Evidence: open any row of any table and read the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import KhitabError
from analysis.passages.concordance import Concordance, Line
from analysis.passages.marks import marks_of
from analysis.passages.tokens import Tokens, tokens_of
from analysis.passages.tracing import hits_behind, paragraphs_behind
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.labels import Labels, check_labels

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

_SAID_OF_HITS = ("frame", "tier", "term", "rule")


def evidence(
    rows: pd.DataFrame | pd.Series[Any],
    annotations: AnnotationSource,
    hits: pd.DataFrame | None = None,
    *,
    context: int | None = 10,
    limit: int | None = None,
    seed: int = 1,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
) -> Concordance:
    """The passages behind a number.

    Parameters
    ----------
    rows : hits or one hit; any table with `doc_id`, `start`, `end`; one or more rows of a table of `frame_rates` or
        of `frame_cooccurrence`, which need `hits`.
    annotations : the annotations the rows were made from.
    hits : the hits that the rates or pairs were counted from.
    context : tokens to each side of the key word, within its sentence; None for the whole sentence.
    limit : draw so many at random where there are more; the concordance says of how many. `seed` fixes the draw.
    labels : "ar" or "en", the language of what is said about the passages.
    lexicon : gives the frames' names and colours; the default lexicon if omitted.

    Raises
    ------
    KhitabError when the rows cannot be traced: hits are missing, or are not those that the numbers were made from.
    """
    check_labels(labels)
    for name, value in (("context", context), ("limit", limit)):
        if value is not None and value < 0:
            raise KhitabError(f"evidence: {name} is {value}; give a number from 0 up, or leave it out.")
    table = rows.to_frame().T if isinstance(rows, pd.Series) else rows
    paragraphwise = "other" in table.columns and "paragraphs" in table.columns
    if {"doc_id", "start", "end"} <= set(table.columns):
        found = table
    elif paragraphwise:
        found = paragraphs_behind(table, _given(hits))
    else:
        found = hits_behind(table, annotations.documents, _given(hits))
    origin = next((t.attrs["provenance"] for t in (rows, hits) if t is not None and "provenance" in t.attrs), None)
    found = _in_order(found, annotations)
    found.attrs = {}  # which pandas would copy for each line
    unit = (
        ["doc_id", "paragraph"] if paragraphwise else ["doc_id", "start", "end", *found.columns.intersection(["frame"])]
    )
    number = found.groupby(unit, sort=False, observed=True).ngroup()
    total = int(number.max()) + 1 if len(found) else 0
    drawn = _drawn(total, limit, seed)
    chosen = [group for _, group in found[number.isin(drawn)].groupby(number, sort=False)]
    look = frame_look(found["frame"], lexicon, labels) if "frame" in found.columns else None
    doc_ids = [str(group["doc_id"].iloc[0]) for group in chosen]
    read = annotations.select(set(doc_ids))
    tokens = tokens_of(read.words, doc_ids)
    make = _paragraph_line if paragraphwise else _hit_line
    made = [make(group, tokens[doc_id], read, look, context) for doc_id, group in zip(doc_ids, chosen, strict=True)]
    shown = pd.DataFrame([row for _, row in made], columns=None if made else _columns(found, paragraphwise))
    shown.attrs["provenance"] = dict(origin or annotations.provenance)
    return Concordance(
        table=shown,
        total=total,
        lines=tuple(line for line, _ in made),
        texts={doc_id: read.text(doc_id) for doc_id in tokens},
        noun="paragraph" if paragraphwise else "hit",
        labels=labels,
        seed=seed,
    )


def _columns(found: pd.DataFrame, paragraphwise: bool) -> list[str]:
    """What a table of no passages is headed with, as one of some is."""
    if paragraphwise:
        return ["doc_id", "paragraph", "start", "end", "keywords", "text"]
    said = [name for name in _SAID_OF_HITS if name in found.columns]
    return ["doc_id", "paragraph", "sentence", "start", "end", *said, "left", "keyword", "right"]


def _given(hits: pd.DataFrame | None) -> pd.DataFrame:
    if hits is None:
        raise KhitabError(
            "evidence of a rate or a pair needs the hits it was counted from; pass them as the third argument."
        )
    return hits


def _in_order(found: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """The order of the documents in the corpus, then of the text."""
    place = {str(doc_id): number for number, doc_id in enumerate(annotations.documents["doc_id"])}
    order = found["doc_id"].astype(str).map(place)
    if order.isna().any():
        stranger = found.loc[order.isna(), "doc_id"].iloc[0]
        raise KhitabError(
            f"the document {stranger!r} of these rows is not among the annotations; pass those the rows were made from."
        )
    return found.assign(_order=order).sort_values(["_order", "start", "end"], kind="stable").drop(columns="_order")


def _drawn(total: int, limit: int | None, seed: int) -> NDArray[np.int64]:
    """Numbers of the lines to show: all, or `limit` of them drawn at random."""
    if limit is None or limit >= total:
        return np.arange(total)
    return np.random.default_rng(seed).choice(total, size=limit, replace=False)


def _hit_line(
    group: pd.DataFrame, tokens: Tokens, annotations: Annotations, look: FrameLook | None, context: int | None
) -> tuple[Line, dict[str, object]]:
    """The key word in its sentence."""
    doc_id, start, end = str(group["doc_id"].iloc[0]), int(group["start"].iloc[0]), int(group["end"].iloc[0])
    text = annotations.text(doc_id)
    first, last = tokens.at(start, end)
    sentence, paragraph = int(tokens.sentence[first]), int(tokens.paragraph[first])
    left, right = tokens.within("sentence", sentence)
    if context is not None:
        left, right = max(left, first - context), min(max(right, last), last + context)
    stretch = (min(int(tokens.start[left]), start), max(int(tokens.end[max(right, last)]), end))
    line = Line(
        doc_id, paragraph, start, end, stretch, tokens.span(*tokens.within("paragraph", paragraph)),
        tuple(marks_of(group, look)),
    )  # fmt: skip
    said = {name: str(group[name].iloc[0]) for name in _SAID_OF_HITS if name in group.columns}
    words = {"left": text[stretch[0] : start], "keyword": text[start:end], "right": text[end : stretch[1]]}
    place = {"doc_id": doc_id, "paragraph": paragraph, "sentence": sentence, "start": start, "end": end}
    return line, {**place, **said, **words}


def _paragraph_line(
    group: pd.DataFrame, tokens: Tokens, annotations: Annotations, look: FrameLook | None, _: int | None
) -> tuple[Line, dict[str, object]]:
    """A paragraph in which frames meet, with every hit of theirs marked."""
    doc_id, paragraph = str(group["doc_id"].iloc[0]), int(group["paragraph"].iloc[0])
    text = annotations.text(doc_id)
    start, end = tokens.span(*tokens.within("paragraph", paragraph))
    line = Line(doc_id, paragraph, start, end, (start, end), (start, end), tuple(marks_of(group, look)))
    words = "، ".join(text[s:e] for s, e in zip(group["start"], group["end"], strict=True))
    place = {"doc_id": doc_id, "paragraph": paragraph, "start": start, "end": end}
    return line, {**place, "keywords": words, "text": text[start:end]}
