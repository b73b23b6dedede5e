"""Matches: where in the texts does a query hold? A phrase as printed, or words in CQL, as rows like those of frames."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import expect_annotations
from analysis.context.nearest import nothing_found
from analysis.context.printed import Phrase
from analysis.context.printed_matches import PHRASE_COLUMNS, printed_matches
from analysis.context.query import Element, read_query
from analysis.context.sequences import columns_of, comparisons_of, follow
from analysis.counting.pieces import joined
from analysis.counting.token_index import Places
from analysis.errors import warn
from analysis.frames.find import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

Ints = NDArray[np.int64]


def find_matches(annotations: AnnotationSource, query: str, *, name: str | None = None) -> pd.DataFrame:
    """Find where a query (`analysis.context.query`) matches: a word or phrase as printed, or CQL.

    From each word on, the longest match counts; one that begins inside an earlier match does not. word and token are
    compared as plain phrases are, without diacritics, tatweel and hamzas on alef, unless the query writes diacritics;
    lemma likewise; key in folded spelling; feats feature by feature (`feats="Case=Gen"`); a comparison with `head.`
    holds for no word without a head. A token is one match, however many words it has.

    A phrase is found in the texts, wherever the parser cut them. Only a word without article that has one of و ف ب ك ل
    before it is left to the parser: كمال is not "like money" if it was read as one word.

    Returns
    -------
    The columns of `find_frames`, so that whatever takes hits takes matches: `frame` is ``name`` or the query, `tier`
    "core", `term` the query, `rule` "query"; `surface` and the span run over the whole match; `clitics` are those
    before a phrase; paragraph, sentence, token and word are those of its first word.

    `attrs["notes"]` says what was looked for where nothing is found, with the nearest forms that occur, and which other
    spellings of a phrase there are. Nothing found is also a `KhitabWarning`.

    Raises
    ------
    KhitabError when the query cannot be read.

    Examples
    --------
    >>> find_matches(annotations, "مجلس الأمن")
    >>> find_matches(annotations, '[lemma="إرهاب"] [upos="ADJ"]')
    """
    hits = find_quietly(annotations, query, name=name)
    if hits.empty:
        warn(hits.attrs["notes"][0])
    return hits


def find_quietly(annotations: AnnotationSource, query: str, *, name: str | None = None) -> pd.DataFrame:
    """`find_matches` without the warning, for those who say it in their own way."""
    expect_annotations(annotations, "find_matches")
    sought, label = read_query(query), name or query
    if isinstance(sought, Phrase):
        found = [printed_matches(piece, sought) for piece in annotations.pieces(PHRASE_COLUMNS)]
        tables = [matches.table for matches in found]
        notes = [
            *_told("not counted, since it is printed in another spelling", [matches.others for matches in found]),
            *_told("not counted, since the parser reads it as one word", [matches.whole for matches in found]),
        ]
    else:
        needed = tuple(dict.fromkeys((*_PLACES, *columns_of(sought))))
        tables, notes = [_matches(piece, sought) for piece in annotations.pieces(needed)], []
    same = {"frame": label, "tier": "core", "term": query, "rule": "query"}
    hits = joined(tables)
    hits = hits.assign(**{name: pd.array([value] * len(hits), dtype="str") for name, value in same.items()})
    hits = hits[list(COLUMNS)]
    if hits.empty:
        notes.insert(0, nothing_found(annotations, query, sought))
    hits.attrs = {"provenance": {**annotations.provenance, "query": query}, "frames": [label], "notes": notes}
    return hits


_PLACES = ("doc_id", "paragraph", "sentence", "token", "word", "start", "end")


def _told(why: str, counts: Sequence[Counter[str]]) -> list[str]:
    """A sentence on forms that are like the query and were not counted; none without such forms."""
    together = sum(counts, Counter[str]())
    listed = "، ".join(f"{form} ({n:,})" for form, n in together.most_common(5))
    return [f"{why}: {listed}"] if listed else []


def _matches(piece: Annotations, elements: Sequence[Element]) -> pd.DataFrame:
    """Where a sequence of words matches in a piece."""
    words = piece.words
    firsts, ends = follow(elements, piece)
    if any(comparison.attribute == "token" for comparison in comparisons_of(elements[:1])):
        # All words of بالتعاون stand in this token, which is one place all the same.
        _, once = np.unique(Places.of(piece).token_of(firsts), return_index=True)
        firsts, ends = firsts[once], ends[once]
    head, end = words.iloc[firsts], words["end"].to_numpy()[ends - 1]
    doc_ids = head["doc_id"].astype("str").to_numpy()
    spans = zip(doc_ids, head["start"], end, strict=True)
    surfaces = pd.array([piece.text(doc_id)[start:last] for doc_id, start, last in spans], dtype="str")
    columns = {"doc_id": pd.array(doc_ids, dtype="str"), "surface": surfaces, "match": surfaces, "end": end}
    columns |= {"clitics": pd.array([""] * len(head), dtype="str")}
    columns |= {column: head[column].to_numpy() for column in ("start", "paragraph", "sentence", "token", "word")}
    return pd.DataFrame(columns)
