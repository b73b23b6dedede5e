"""Collocates: the words that keep a node company, within a window or by syntax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.word_counts import is_word
from analysis.arabic.orthography import key
from analysis.context.relations import Relation, find_relation, related_pairs
from analysis.counting.hit_checks import check_hits
from analysis.counting.item_counts import check_unit
from analysis.counting.pieces import Numbers, Sought, Sums, commonest, type_counts
from analysis.counting.spelling import spellings
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.measures import collocation as measures
from analysis.measures.contingency import p_value
from analysis.measures.correction import adjust

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

MI_MINIMUM = 5
"""MI, MI³ and NPMI are given from so many joint occurrences on; below they reward the accidents of rare words."""


@dataclass(frozen=True)
class Company:
    """What was counted: for each item, how often with the node, and in all; with how much there was to count.

    `occurrences` are the node's words, `node` those that can have company; `chances` are all positions near the node
    (or its pairs), `total` all positions (or pairs) there are.
    """

    together: NDArray[np.int64]
    of_item: NDArray[np.int64]
    documents: NDArray[np.int64]
    occurrences: int
    node: int
    chances: int
    total: int


def collocates(
    annotations: AnnotationSource,
    node: str | pd.DataFrame,
    *,
    window: int = 5,
    relation: str | Relation | None = None,
    unit: str = "key",
    pos: Sequence[str] | None = None,
    min_frequency: int = 3,
) -> pd.DataFrame:
    """Words in the company of ``node``: within ``window`` words to each side, or in a syntactic ``relation`` with it.

    Parameters
    ----------
    node : a word in the spelling of ``unit`` (a key is folded first), or a table of hits, whose words are the node.
    window : words to each side, within the paragraph, punctuation not counted. A word near two nodes counts once;
        the nodes themselves are no collocates.
    relation : instead of a window: one of `RELATIONS` by name ("modifier", "subject of" …) or a dependency relation
        such as "amod", of which the node is the head.
    unit : what collocates are listed as: "key", "lemma" or "form".
    pos : list these parts of speech only, such as ("NOUN", "ADJ"). Counts of everything else stay as they are.
    min_frequency : leave out words seen fewer times with the node.

    Returns
    -------
    DataFrame, strongest logDice first: node; relation ("window of 5" or its name); collocate, and its spelling as a
    word to read; n (together), n_collocate, n_node; expected; log_dice; log_likelihood (four terms), p, p_adjusted
    (Benjamini–Hochberg); mi, mi3, npmi (from 5 joint occurrences on); t_score; delta_p_collocate (of the collocate
    where the node is), delta_p_node (the reverse); documents with the pair; note.

    `attrs["provenance"]` has the node's occurrences as `n_node`, also where no word is with it often enough.

    Raises
    ------
    KhitabError when the unit, relation or window is impossible, or the node does not occur.
    """
    check_unit(unit)
    if unit == "surface":
        raise KhitabError("collocates: printed tokens have no column of their own; use key, lemma or form.")
    chosen = None if relation is None else find_relation(relation)
    if not isinstance(node, str):
        check_hits(node, annotations, "collocates")
    company, items = _company(annotations, Node(node, unit), chosen, window, unit)
    if not company.occurrences:
        raise _absent(annotations, node, unit)
    table, name = _score(company, items, min_frequency), chosen.name if chosen else f"window of {window}"
    table.insert(1, "spelling", spellings(table["collocate"], [annotations], unit))
    shown_node = node if isinstance(node, str) else _name_of(node)
    table.insert(0, "node", shown_node)
    table.insert(1, "relation", name)
    if pos is not None:
        table = table[table["collocate"].isin(_items_with(annotations, unit, pos))]
    table = table.sort_values(["log_dice", "n", "collocate"], ascending=[False, False, True], kind="stable")
    table = table.reset_index(drop=True)
    table.attrs["provenance"] = {
        **annotations.provenance,
        "node": shown_node,
        "n_node": company.occurrences,
        "relation": name,
        "unit": unit,
    }
    return Trace("company", unit=unit, node=node if isinstance(node, str) else "").on(table)


def _absent(annotations: AnnotationSource, node: str | pd.DataFrame, unit: str) -> KhitabError:
    name = annotations.provenance["corpus"]
    if not isinstance(node, str):
        return KhitabError(f"collocates: none of the hits is in {name}; pass hits that were found in it.")
    listed = "lemma" if unit == "key" else unit
    return KhitabError(
        f"collocates: {node!r} does not occur in {name} as a {listed}; try another spelling, or one word alone."
    )


def _name_of(hits: pd.DataFrame) -> str:
    """What hits are called as a node: their one frame, or "hits"."""
    frames = list(hits["frame"].astype("str").unique()) if "frame" in hits else []
    return str(frames[0]) if len(frames) == 1 else "hits"


class Node:
    """What collocates are sought of: a word in the spelling of ``unit``, or the words of a table of hits."""

    def __init__(self, node: str | pd.DataFrame, unit: str) -> None:
        self._unit = unit
        self._item = (key(node) if unit == "key" else node) if isinstance(node, str) else None
        self._sought = None if isinstance(node, str) else Sought(node)

    def words(self, piece: Annotations) -> Bools:
        """(words,) which words of a piece are the node."""
        if self._sought is not None:
            found = np.zeros(len(piece.words), dtype=bool)
            found[self._sought.rows_in(piece)[1]] = True
            return found
        column = piece.words[self._unit].cat
        is_item = np.append(column.categories == self._item, False)
        return np.asarray(is_item[column.codes.to_numpy()], dtype=bool)


def near_words(words: pd.DataFrame, is_node: Bools, window: int, kept: Bools | None = None) -> Ints:
    """Rows of the words within ``window`` words of a node in its paragraph, nodes and punctuation aside, in order.

    ``kept`` says which rows are words and no punctuation, if that is known already.
    """
    if window < 1:
        raise KhitabError(f"collocates: a window of {window} holds no words; give at least 1.")
    counted = np.flatnonzero(is_word(words) if kept is None else kept)
    document, paragraph = words["doc_id"].cat.codes.to_numpy(), words["paragraph"].to_numpy()
    # only the neighbours of nodes are looked at, so that a question costs little in a corpus of many millions
    nodes = np.flatnonzero(is_node)
    place = np.searchsorted(counted, nodes)
    steps = np.r_[-window:0, 1 : window + 1]
    neighbours = (place[:, None] + steps).ravel()
    origins = np.repeat(nodes, len(steps))
    inside = (neighbours >= 0) & (neighbours < len(counted))
    rows, origins = counted[neighbours[inside]], origins[inside]
    same = (document[rows] == document[origins]) & (paragraph[rows] == paragraph[origins])
    rows = np.unique(rows[same])
    near: Ints = rows[~is_node[rows]]
    return near


def _company(
    annotations: AnnotationSource, node: Node, relation: Relation | None, window: int, unit: str
) -> tuple[Company, pd.Index]:
    """Count over all pieces; the items are sorted."""
    numbers = Numbers[str]()
    counts, sizes = tuple(Sums() for _ in range(3)), np.zeros(4, dtype=np.int64)
    for piece in annotations.pieces((*_NEEDED, unit)):
        is_node = node.words(piece)
        found = _near(piece, is_node, window, unit) if relation is None else _related(piece, is_node, relation, unit)
        common = numbers.of_all(piece.words[unit].cat.categories.tolist())
        for sums, of_piece in zip(counts, (found.together, found.of_item, found.documents), strict=True):
            sums.add(common, of_piece)
        sizes += (found.occurrences, found.node, found.chances, found.total)
    # Every item has been counted, if only as 0, so that the sums are as many as the items.
    order = numbers.in_order()
    together, of_item, documents = (sums.result()[1][order] for sums in counts)
    items = pd.Index(np.array(numbers.values, dtype=object)[order], dtype="str")
    return Company(together, of_item, documents, *sizes.tolist()), items


_NEEDED = ("doc_id", "paragraph", "word", "form", "upos", "deprel", "head")


def _near(piece: Annotations, is_node: Bools, window: int, unit: str) -> Company:
    words = piece.words
    kept = is_word(words)
    near = near_words(words, is_node, window, kept)
    codes, items = words[unit].cat.codes.to_numpy(), len(words[unit].cat.categories)
    aside = np.flatnonzero(is_node | ~kept)
    n_node = int(is_node.sum())
    return Company(
        together=np.bincount(codes[near], minlength=items),
        of_item=np.bincount(codes, minlength=items) - np.bincount(codes[aside], minlength=items),
        documents=_documents(words["doc_id"].cat.codes.to_numpy()[near], codes[near], items),
        occurrences=n_node,
        node=n_node,
        chances=len(near),
        total=len(words) - len(aside),
    )


def _related(piece: Annotations, is_node: Bools, relation: Relation, unit: str) -> Company:
    words = piece.words
    node_rows, other_rows = related_pairs(words, relation)
    codes, items = words[unit].cat.codes.to_numpy(), len(words[unit].cat.categories)
    with_node = is_node[node_rows]
    others = other_rows[with_node]
    return Company(
        together=np.bincount(codes[others], minlength=items),
        of_item=np.bincount(codes[other_rows], minlength=items),
        documents=_documents(words["doc_id"].cat.codes.to_numpy()[others], codes[others], items),
        occurrences=int(is_node.sum()),
        node=int(with_node.sum()),
        chances=int(with_node.sum()),
        total=len(node_rows),
    )


def _documents(document: NDArray[np.integer], item: NDArray[np.integer], items: int) -> NDArray[np.int64]:
    """In how many documents each item was seen."""
    pairs = np.unique(document.astype(np.int64) * items + item)
    return np.bincount(pairs % items, minlength=items) if items else np.empty(0, np.int64)


def _score(company: Company, items: pd.Index, min_frequency: int) -> pd.DataFrame:
    """The association scores of the items seen often enough."""
    kept = np.flatnonzero(company.together >= max(min_frequency, 1))
    together, of_item = company.together[kept], company.of_item[kept]
    pair = together, company.chances, of_item, company.total
    towards_collocate, towards_node = measures.delta_p(*pair)
    table = pd.DataFrame(
        {
            "collocate": items[kept],
            "n": together,
            "n_collocate": of_item,
            "n_node": company.node,
            "expected": measures.expected(*pair[1:]),
            "log_dice": measures.log_dice(together, company.node, of_item),
            "log_likelihood": measures.log_likelihood(*pair),
        }
    )
    table["p"] = p_value(table["log_likelihood"])
    table["p_adjusted"] = adjust(table["p"])
    for name, score in (("mi", measures.mi), ("mi3", measures.mi3), ("npmi", measures.npmi)):
        table[name] = score(*pair, min_frequency=MI_MINIMUM)
    table["t_score"] = measures.t_score(*pair)
    table["delta_p_collocate"], table["delta_p_node"] = towards_collocate, towards_node
    table["documents"] = company.documents[kept]
    table["note"] = np.where(company.documents[kept] == 1, "in one document only", "")
    return table


def _items_with(annotations: AnnotationSource, unit: str, pos: Sequence[str]) -> pd.Index:
    """Items whose commonest part of speech is one of ``pos``."""
    pairs = commonest(type_counts(annotations, (unit, "upos")))
    items: pd.Index = pd.Index(pairs.loc[pairs["upos"].isin(list(pos)), unit])
    return items
