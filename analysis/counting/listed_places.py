"""Listed places: where the items of a word list stand in the texts, the same places that the list counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.counting.pieces import joined
from analysis.counting.word_list import items_of, list_names, listed

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource

POSITIONS = ("paragraph", "sentence", "token", "word", "start", "end")
"""The columns that say where in its document a word stands."""


def listed_places(annotations: AnnotationSource, items: Iterable[str], unit: str = "key") -> pd.DataFrame:
    """Every place of some items, in the order of the text: doc_id, the columns of `POSITIONS`, item.

    Parameters
    ----------
    items : as `keyness` and collocates name them: a key that the texts do not show stands under another.
    unit : what the list is of: "key", "lemma" or "form".
    """
    wanted = set(items)
    found = [pd.DataFrame(columns=["doc_id", *POSITIONS, "item"])]
    if not wanted:
        return found[0]
    known = items_of(annotations, annotations, unit)
    for piece in annotations.pieces(tuple(dict.fromkeys(("doc_id", *POSITIONS, "form", unit)))):
        codes, listed_under = list_names(piece, unit)
        names = known.of(listed_under)
        inside = names.isin(wanted)[codes] & listed(piece, numbers=True)
        rows = piece.words.loc[inside, ["doc_id", *POSITIONS]]
        item = np.asarray(names, dtype=object)[codes[inside]]
        found.append(rows.assign(doc_id=rows["doc_id"].astype("str"), item=item))
    return joined(found[1:] or found)
