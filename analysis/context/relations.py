"""Relations: the syntactic company of a word, as rows of the dependency tree, named as a scholar would name them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.context.sequences import head_rows
from analysis.errors import KhitabError

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Relation:
    """A relation as pairs of words in the tree.

    name, label_ar : what a word sketch calls it, of the collocate.
    deprels : the relations of the dependent to its head.
    node_is_head : whether the node is the head of the pair (and the collocate the dependent), or the reverse.
    preposition : whether the dependent has a preposition (True), has none (False), or either (None).
    verb : whether the head must be a verb.
    example, gloss : a phrase in which the first word is the node, and what is found in it.
    """

    name: str
    label_ar: str
    deprels: tuple[str, ...]
    node_is_head: bool
    preposition: bool | None = None
    verb: bool = False
    example: str = ""
    gloss: str = ""


RELATIONS = (
    Relation("modifier", "صفاته", ("amod",), True, example="تعاون وثيق", gloss="تعاون ← وثيق"),
    Relation(
        "possessor", "ما أضيف إليه", ("nmod", "nmod:poss"), True, preposition=False,
        example="تعاون البلدين", gloss="تعاون ← بلدين",
    ),
    Relation(
        "possessed", "ما أضيف هو إليه", ("nmod", "nmod:poss"), False, preposition=False,
        example="أواصر التعاون", gloss="تعاون ← أواصر",
    ),
    Relation(
        "after preposition", "ما يتعلق به بحرف جر", ("nmod", "obl", "obl:arg"), True, preposition=True,
        example="تعاون في مجال الدفاع", gloss="تعاون ← مجال",
    ),
    Relation(
        "subject of", "الأفعال التي هو فاعلها", ("nsubj",), False, verb=True,
        example="استمر التعاون", gloss="تعاون ← استمر",
    ),
    Relation(
        "object of", "الأفعال التي هو مفعولها", ("obj", "nsubj:pass"), False, verb=True,
        example="عززوا التعاون", gloss="تعاون ← عزز",
    ),
    Relation("subject", "فاعله", ("nsubj",), True, example="أكد الوزير", gloss="أكد ← وزير"),
    Relation("object", "مفعوله", ("obj",), True, example="عزز التعاون", gloss="عزز ← تعاون"),
    Relation("joined with", "ما عُطف عليه", ("conj",), True, example="التعاون والتنسيق", gloss="تعاون ← تنسيق"),
    Relation("joined to", "ما عُطف هو عليه", ("conj",), False, example="الحوار والتعاون", gloss="تعاون ← حوار"),
)  # fmt: skip


UNIVERSAL = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj",
    "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
"""The dependency relations of Universal Dependencies 2 (de Marneffe et al. 2021); subtypes follow a colon."""


def find_relation(relation: str | Relation) -> Relation:
    """Find one of `RELATIONS` by its name; a relation of `UNIVERSAL`, with any subtype, is that of the node as head.

    Raises KhitabError, with the names there are, for any other name.
    """
    if isinstance(relation, Relation):
        return relation
    named = {known.name: known for known in RELATIONS}
    if relation in named:
        return named[relation]
    if relation.partition(":")[0] in UNIVERSAL:
        return Relation(relation, relation, (relation,), True)
    raise KhitabError(
        f"collocates: the relation {relation!r} is unknown; use one of {', '.join(named)}, or a dependency relation: "
        f"{', '.join(UNIVERSAL)}."
    )


def related_pairs(words: pd.DataFrame, relation: Relation) -> tuple[Ints, Ints]:
    """(pairs,) rows of the words in the node's place and in the collocate's, all pairs of the relation there are."""
    heads = head_rows(words)
    deprel = words["deprel"].cat
    fits = np.isin(deprel.categories, relation.deprels)[deprel.codes.to_numpy()] & (heads >= 0)
    if relation.preposition is not None:
        fits &= _has_preposition(words, heads) == relation.preposition
    dependents = np.flatnonzero(fits)
    if relation.verb:
        upos = words["upos"].cat
        verb = np.asarray(upos.categories == "VERB")[upos.codes.to_numpy()]
        dependents = dependents[verb[heads[dependents]]]
    pair = heads[dependents], dependents
    return pair if relation.node_is_head else pair[::-1]


def _has_preposition(words: pd.DataFrame, heads: Ints) -> NDArray[np.bool_]:
    """(words,) whether a preposition depends on the word by `case`."""
    deprel = words["deprel"].cat
    case = np.asarray(deprel.categories == "case")[deprel.codes.to_numpy()] & (heads >= 0)
    result = np.zeros(len(words), dtype=bool)
    result[heads[case]] = True
    return result
