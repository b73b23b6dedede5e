"""Evidence: open any row of any table and read the passages behind it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import expect_annotations
from analysis.counting.hit_checks import check_hits
from analysis.counting.trace import Found, Sources
from analysis.errors import KhitabError
from analysis.passages.citations import as_text, citations
from analysis.passages.concordance import Concordance, Line
from analysis.passages.marks import marks_of
from analysis.passages.tracing import Tokens, passages_behind, tokens_of
from analysis.rendering.frame_style import FrameLook, frame_look
from analysis.rendering.labels import Labels, check_labels

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

_SAID_OF_HITS = ("frame", "tier", "term", "rule", "item", "error")
Rows = list[dict[Hashable, Any]]
_UNITS = {"sentence": ["doc_id", "sentence"], "paragraph": ["doc_id", "paragraph"]}


def evidence(
    rows: pd.DataFrame | pd.Series[Any],
    annotations: AnnotationSource,
    hits: pd.DataFrame | None = None,
    beside: Any = None,
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
    rows : one or more rows of any table of Khitab (`docs/tables.md` says what each opens into), or any table with
        `doc_id`, `start`, `end`.
    annotations : the annotations the rows were made from, in memory or stored; of a row of `keyness` the target's, the
        reference's, or those that hold both.
    hits : the hits that were counted; not needed where the rows are passages themselves or count words.
    beside : what the hits were set beside: the voices of `frame_by_voice`, the actors of `frame_by_actor`, the codings
        of `score_codings` and `score_terms`.
    context : tokens to each side of the key word, within its sentence; None for the whole sentence.
    limit : draw so many at random where there are more; the concordance says of how many. `seed` fixes the draw.
    labels : "ar" or "en", the language of what is said about the passages.
    lexicon : gives the frames' names and colours; the default lexicon if omitted.

    Raises
    ------
    KhitabError when the rows cannot be traced: a table is missing, or is not the one that the numbers were made from;
    or no passage is behind such rows, as behind an agreement coefficient.

    Examples
    --------
    >>> evidence(rates.iloc[0], annotations, hits)
    >>> evidence(keyness(target, reference).iloc[0], target)
    >>> evidence(frame_by_actor(hits, annotations, actors).iloc[0], annotations, hits, actors)
    """
    check_labels(labels)
    for name, value in (("context", context), ("limit", limit)):
        if value is not None and value < 0:
            raise KhitabError(f"evidence: {name} is {value}; give a number from 0 up, or leave it out.")
    table = rows.to_frame().T if isinstance(rows, pd.Series) else rows
    if hits is not None:
        check_hits(hits, annotations, "evidence", whole=False)
    expect_annotations(annotations, "evidence")
    behind = passages_behind(table, Sources(annotations, hits, beside))
    origin = next((t.attrs["provenance"] for t in (rows, hits) if t is not None and "provenance" in t.attrs), None)
    found = _in_order(behind.table, annotations)
    found.attrs = {}  # which pandas would copy for each line
    check_hits(found, annotations, "evidence", what="rows", whole=False)
    unit = _UNITS.get(behind.unit) or ["doc_id", "start", "end", *found.columns.intersection(["frame", "word", "pair"])]
    number = found.groupby(unit, sort=False, observed=True, dropna=False).ngroup()
    total = int(number.max()) + 1 if len(found) else 0
    drawn = _drawn(total, limit, seed)
    # As plain rows: a passage each of a data frame of its own would take a hundred times as long.
    kept = number.isin(drawn)
    by_line: dict[int, Rows] = {}
    for line, row in zip(number[kept], found[kept].to_dict("records"), strict=True):
        by_line.setdefault(int(line), []).append(row)
    chosen = list(by_line.values())
    look = frame_look(found["frame"].dropna(), lexicon, labels) if "frame" in found.columns else None
    doc_ids = [str(group[0]["doc_id"]) for group in chosen]
    read = annotations.select(set(doc_ids))
    tokens = tokens_of(read.words, doc_ids)
    cited = citations(annotations.documents)
    make = _hit_line if behind.unit == "hit" else _unit_line
    made = [
        make(group, tokens[doc_id], read, look, context, behind, cited.loc[doc_id].to_dict())
        for doc_id, group in zip(doc_ids, chosen, strict=True)
    ]
    shown = pd.DataFrame([row for _, row in made], columns=_columns(found, behind, list(cited.columns)))
    shown.attrs["provenance"] = dict(origin or annotations.provenance)
    return Concordance(
        table=shown,
        total=total,
        lines=tuple(line for line, _ in made),
        texts={doc_id: read.text(doc_id) for doc_id in tokens},
        noun=behind.unit,
        labels=labels,
        seed=seed,
    )


def _columns(found: pd.DataFrame, behind: Found, cited: list[str]) -> list[str]:
    """What the table of passages is headed with, also where there are none."""
    if behind.unit != "hit":
        return ["doc_id", *cited, "paragraph", "start", "end", "keywords", "text"]
    said = [name for name in _SAID_OF_HITS if name in found.columns]
    return ["doc_id", *cited, "paragraph", "sentence", "start", "end", *said, "left", "keyword", "right"]


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
    group: Rows,
    tokens: Tokens,
    annotations: Annotations,
    look: FrameLook | None,
    context: int | None,
    _: Found,
    cited: dict[Any, Any],
) -> tuple[Line, dict[str, object]]:
    """The key word in its sentence."""
    doc_id, start, end = str(group[0]["doc_id"]), int(group[0]["start"]), int(group[0]["end"])
    text = annotations.text(doc_id)
    first, last = tokens.at(start, end)
    sentence, paragraph = int(tokens.sentence[first]), int(tokens.paragraph[first])
    left, right = tokens.within("sentence", sentence)
    if context is not None:
        left, right = max(left, first - context), min(max(right, last), last + context)
    stretch = (min(int(tokens.start[left]), start), max(int(tokens.end[max(right, last)]), end))
    whole = tokens.span(*tokens.within("paragraph", paragraph))
    marks = tuple(marks_of(group, look))
    line = Line(doc_id, paragraph + 1, start, end, stretch, whole, marks, as_text(cited))
    said = {name: str(group[0][name]) for name in _SAID_OF_HITS if name in group[0]}
    words = {"left": text[stretch[0] : start], "keyword": text[start:end], "right": text[end : stretch[1]]}
    place = {"paragraph": paragraph, "sentence": sentence, "start": start, "end": end}
    return line, {"doc_id": doc_id, **cited, **place, **said, **words}


def _unit_line(
    group: Rows,
    tokens: Tokens,
    annotations: Annotations,
    look: FrameLook | None,
    _: int | None,
    behind: Found,
    cited: dict[Any, Any],
) -> tuple[Line, dict[str, object]]:
    """A sentence or paragraph in which several things meet, with each of them marked."""
    doc_id, number = str(group[0]["doc_id"]), int(group[0][behind.unit])
    text = annotations.text(doc_id)
    first, last = tokens.within(behind.unit, number)
    start, end = tokens.span(first, last)
    paragraph = int(tokens.paragraph[first])
    whole = tokens.span(*tokens.within("paragraph", paragraph))
    line = Line(
        doc_id, paragraph + 1, start, end, (start, end), whole, tuple(marks_of(group, look)), as_text(cited)
    )  # fmt: skip
    words = "، ".join(
        text[start:end] for start, end in dict.fromkeys((int(row["start"]), int(row["end"])) for row in group)
    )
    place = {"paragraph": paragraph, "start": start, "end": end}
    return line, {"doc_id": doc_id, **cited, **place, "keywords": words, "text": text[start:end]}
