"""Printed forms of collocates: how the words that keep a node company stand in the texts, clitics and all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.context.collocates import Listed, Node, company_rows
from analysis.counting.word_list import items_of

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

MOST = 3
_NEEDED = ("doc_id", "paragraph", "token", "word", "start", "end", "form", "upos", "deprel", "head")


def printed_forms(
    table: pd.DataFrame, annotations: AnnotationSource, node: str | pd.DataFrame, *, most: int = MOST
) -> pd.Series[str]:
    """How the collocates of a table are printed where they are with the node, the most frequent forms first.

    Parameters
    ----------
    table : rows of `collocates`, of one relation or window.
    node : as it was given to `collocates`.
    most : so many forms of each; "…" stands for the others.

    Returns
    -------
    (n_rows,) such as "الوطني، والوطنية".

    Examples
    --------
    >>> table = collocates(annotations, "الأمن").head(1)
    >>> printed_forms(table, annotations, "الأمن").tolist()
    ['الوطني']
    """
    wanted = {(str(relation), str(item)) for relation, item in zip(table["relation"], table["collocate"], strict=True)}
    counts: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in wanted}
    unit = str(table.attrs.get("provenance", {}).get("unit", "key"))
    company, listed = Node.of(node, annotations), Listed(unit, items_of(annotations, annotations, unit))
    for piece in annotations.pieces(tuple(dict.fromkeys((*_NEEDED, unit)))) if wanted else ():
        hit, (codes, names) = company.matches(piece), listed.items(piece)
        for relation in {relation for relation, _ in wanted}:
            _count(counts, relation, piece, company_rows(piece.words, hit, relation), codes, names)
    shown = [
        _shown(counts[str(relation), str(item)], most)
        for relation, item in zip(table["relation"], table["collocate"], strict=True)
    ]
    return pd.Series(shown, index=table.index, dtype="str")


def _count(
    counts: dict[tuple[str, str], Counter[str]], relation: str, piece: Annotations, rows: np.ndarray,
    codes: np.ndarray, names: list[str],
) -> None:  # fmt: skip
    """Add the printed tokens at these rows to their items'."""
    sought = np.array([(relation, name) in counts for name in names], dtype=bool)
    rows = rows[sought[codes[rows]]]
    places = piece.words.iloc[rows][["doc_id", "start", "end"]].itertuples(index=False)
    for item, (doc_id, start, end) in zip(codes[rows].tolist(), places, strict=True):
        counts[relation, names[item]][piece.text(str(doc_id))[start:end]] += 1


def _shown(forms: Counter[str], most: int) -> str:
    ordered = sorted(forms, key=lambda form: (-forms[form], form))
    return "، ".join(ordered[:most]) + ("…" if len(ordered) > most else "")
