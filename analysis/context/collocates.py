"""Collocates: the words that keep a node company, within a window or by syntax."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.word_counts import is_word
from analysis.context.relations import Relation, find_relation, related_pairs
from analysis.context.search import find_quietly
from analysis.counting.hit_checks import check_hits
from analysis.counting.item_counts import check_unit
from analysis.counting.pieces import Numbers, Sums, document_index
from analysis.counting.trace import Trace
from analysis.counting.word_choice import Choice
from analysis.counting.word_list import Items, items_of, list_names
from analysis.counting.word_list import listed as is_listed
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
    stop: Literal["function"] | Iterable[str] | None = None,
    names: bool = True,
    numbers: bool = False,
    min_frequency: int = 3,
) -> pd.DataFrame:
    """Words in the company of ``node``: within ``window`` words to each side, or in a syntactic ``relation`` with it.

    Parameters
    ----------
    node : a query as `find_matches` takes it, such as `مجلس الأمن`, as printed, or `[lemma="تعاون"]`, the lemma in all
        its forms; or a table of hits. Of a match of several words all are the node.
    window : words to each side, within the paragraph, punctuation not counted. A word near two nodes counts once;
        the nodes themselves are no collocates.
    relation : instead of a window: one of `RELATIONS` by name ("modifier", "subject of" …) or a dependency relation
        such as "amod", of which the node is the head.
    unit : what collocates are listed as: "key", "lemma" or "form". Clitics and single letters are not listed.
    pos : list these parts of speech only, such as ("NOUN", "ADJ"). Counts of everything else stay as they are.
    stop : leave out these words, or "function" words; names : False leaves out names; numbers : True lists numbers,
        all as in `keyness`.
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

    Examples
    --------
    >>> collocates(annotations, "الأمن")[["collocate", "n", "log_dice"]].round(2).head(2)
      collocate  n  log_dice
    0      وطني  3     12.06
    1      كلفه  3     12.00
    """
    check_unit(unit)
    if unit == "surface":
        raise KhitabError("collocates: printed tokens have no column of their own; use key, lemma or form.")
    chosen = None if relation is None else find_relation(relation)
    if not isinstance(node, str):
        check_hits(node, annotations, "collocates")
    choice = Choice.of(pos, stop, names, numbers, unit)
    known = items_of(annotations, annotations, unit)
    company, items = _company(annotations, Node.of(node, annotations), chosen, window, Listed(unit, known, numbers))
    table, name = _score(company, items, min_frequency), chosen.name if chosen else f"window of {window}"
    table = table[choice.kept(pd.Index(table["collocate"]), known)]
    table.insert(1, "spelling", pd.Series(known.spellings(table["collocate"]), index=table.index, dtype="str"))
    shown_node = node if isinstance(node, str) else _name_of(node)
    table.insert(0, "node", shown_node)
    table.insert(1, "relation", name)
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


def _name_of(hits: pd.DataFrame) -> str:
    """What hits are called as a node: their one frame, or "hits"."""
    frames = list(hits["frame"].astype("str").unique()) if "frame" in hits else []
    return str(frames[0]) if len(frames) == 1 else "hits"


@dataclass(frozen=True)
class Node:
    """What collocates are sought of: hits, each from its first word to the end of its span.

    document, word, end : (hits,) the place of each in `doc_ids`, the number of its first word, the end of its span.
    """

    doc_ids: pd.Index
    document: Ints
    word: Ints
    end: Ints

    @classmethod
    def of(cls, node: str | pd.DataFrame, annotations: AnnotationSource) -> Node:
        """Take hits, or find them.

        Raises
        ------
        KhitabError, with the nearest forms that occur, where there are none.
        """
        hits = find_quietly(annotations, node) if isinstance(node, str) else node
        doc_ids = document_index(annotations)
        document = np.asarray(doc_ids.get_indexer(pd.Index(hits["doc_id"].astype("str"))), dtype=np.int64)
        if not (document >= 0).any():
            where = annotations.provenance["corpus"]
            told = f"none of the hits is in {where}; pass hits that were found in it."
            raise KhitabError(f"collocates: {hits.attrs['notes'][0] if isinstance(node, str) else told}")
        word, end = hits["word"], hits["end"] if "end" in hits else pd.Series(-1, index=hits.index)
        return cls(doc_ids, document, np.asarray(word, dtype=np.int64), np.asarray(end, dtype=np.int64))

    def matches(self, piece: Annotations) -> Ints:
        """(words,) the number of the hit that each word of a piece belongs to; -1 for all others."""
        words = piece.words
        column = words["doc_id"].cat
        document, token, starts = column.codes.to_numpy(np.int64), words["token"].to_numpy(), words["start"].to_numpy()
        own = (document << 32) | words["word"].to_numpy()
        place = column.categories.get_indexer(self.doc_ids)[self.document]
        wanted = (place.astype(np.int64) << 32) | self.word
        row = np.minimum(np.searchsorted(own, wanted), max(len(own) - 1, 0))
        number = np.flatnonzero((place >= 0) & (self.document >= 0) & (own[row] == wanted)) if len(own) else row[:0]
        first = row = row[number]
        numbers = np.full(len(words), -1, dtype=np.int64)
        numbers[row] = number
        while len(row):  # a phrase goes on with the words of later tokens that begin before its span ends
            row = row + 1
            goes_on = row < len(words)
            number, row, first = number[goes_on], row[goes_on], first[goes_on]
            goes_on = (document[row] == document[first]) & (starts[row] < self.end[number])
            number, row, first = number[goes_on], row[goes_on], first[goes_on]
            later = token[row] > token[first]
            numbers[row[later]] = number[later]
        return numbers


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
    annotations: AnnotationSource, node: Node, relation: Relation | None, window: int, listed: Listed
) -> tuple[Company, pd.Index]:
    """Count over all pieces; the items are sorted."""
    numbers = Numbers[str]()
    counts, sizes = tuple(Sums() for _ in range(3)), np.zeros(4, dtype=np.int64)
    for piece in annotations.pieces((*_NEEDED, listed.unit)):
        hit, (codes, names) = node.matches(piece), listed.items(piece)
        of_items = codes, len(names)
        found = _near(piece, hit, window, of_items) if relation is None else _related(piece, hit, relation, of_items)
        common = numbers.of_all(names)
        for sums, of_piece in zip(counts, (found.together, found.of_item, found.documents), strict=True):
            sums.add(common, of_piece)
        sizes += (found.occurrences, found.node, found.chances, found.total)
    # Every item has been counted, if only as 0, so that the sums are as many as the items.
    order = numbers.in_order()
    together, of_item, documents = (sums.result()[1][order] for sums in counts)
    items = pd.Index(np.array(numbers.values, dtype=object)[order], dtype="str")
    return Company(together, of_item, documents, *sizes.tolist()), items


_NEEDED = ("doc_id", "paragraph", "token", "word", "form", "upos", "deprel", "head", "start")


@dataclass(frozen=True)
class Listed:
    """As what the words of a piece are listed."""

    unit: str
    known: Items
    numbers: bool = True

    def items(self, piece: Annotations) -> tuple[Ints, list[str]]:
        """(words,) the place of each word's item in a list, and the list, of which the last is what is not listed."""
        codes, listed_under = list_names(piece, self.unit)
        place, names = pd.factorize(self.known.of(listed_under).to_numpy(dtype=object))
        codes = np.append(place, -1)[codes]
        kept = is_listed(piece, numbers=self.numbers)
        return np.where(kept & (codes >= 0), codes, len(names)), [*names.tolist(), ""]


def _near(piece: Annotations, hit: Ints, window: int, of_items: tuple[Ints, int]) -> Company:
    words, is_node = piece.words, hit >= 0
    kept = is_word(words)
    near = near_words(words, is_node, window, kept)
    codes, items = of_items
    aside = np.flatnonzero(is_node | ~kept)
    n_node = _distinct(hit)
    return Company(
        together=np.bincount(codes[near], minlength=items),
        of_item=np.bincount(codes, minlength=items) - np.bincount(codes[aside], minlength=items),
        documents=_documents(words["doc_id"].cat.codes.to_numpy()[near], codes[near], items),
        occurrences=n_node,
        node=n_node,
        chances=len(near),
        total=len(words) - len(aside),
    )


def _distinct(hit: Ints) -> int:
    """How many hits there are."""
    return len(np.unique(hit[hit >= 0]))


def node_pairs(words: pd.DataFrame, hit: Ints, relation: Relation) -> tuple[Ints, Ints, Bools]:
    """(pairs,) rows of the two words of each pair of a relation, none within one hit, and whether the node is in it."""
    node_rows, other_rows = related_pairs(words, relation)
    apart = (hit[node_rows] < 0) | (hit[node_rows] != hit[other_rows])
    node_rows, other_rows = node_rows[apart], other_rows[apart]
    return node_rows, other_rows, hit[node_rows] >= 0


def company_rows(words: pd.DataFrame, hit: Ints, relation: str) -> Ints:
    """Rows of the words in the company of a node, by the name of a relation or window as tables have it."""
    if relation.startswith("window of "):
        return near_words(words, hit >= 0, int(relation.removeprefix("window of ")))
    _, other_rows, with_node = node_pairs(words, hit, find_relation(relation))
    return np.sort(other_rows[with_node])


def _related(piece: Annotations, hit: Ints, relation: Relation, of_items: tuple[Ints, int]) -> Company:
    words = piece.words
    node_rows, other_rows, with_node = node_pairs(words, hit, relation)
    codes, items = of_items
    others = other_rows[with_node]
    return Company(
        together=np.bincount(codes[others], minlength=items),
        of_item=np.bincount(codes[other_rows], minlength=items),
        documents=_documents(words["doc_id"].cat.codes.to_numpy()[others], codes[others], items),
        occurrences=_distinct(hit),
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
    kept = np.flatnonzero((company.together >= max(min_frequency, 1)) & (items != ""))
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
