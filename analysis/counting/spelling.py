"""Spelling: how a folded key is written as a word, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.arabic.orthography import normal
from analysis.counting.pieces import commonest, type_counts

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource


def spellings(
    items: pd.Series | pd.Index | Sequence[str], annotations: Iterable[AnnotationSource], unit: str = "key"
) -> pd.Series:
    """For each key, the form in which it is printed most often, without diacritics; lemmas may be a parser's error.

    Items of another unit, and keys that occur nowhere, are written as they are. Returns a Series of strings in the
    order of ``items``.
    """
    wanted = pd.Series(items, dtype="str").reset_index(drop=True)
    if unit != "key":
        return wanted
    pairs = [type_counts(source, ("key", "form"), wanted) for source in annotations]
    counted = pd.concat(pairs or [pd.DataFrame(columns=["key", "form", "n"])])
    counted["text"] = pd.array([normal(form) for form in counted["form"]], dtype="str")
    together = counted[counted["text"].str.strip("_") != ""].groupby(["key", "text"], sort=True)["n"].sum()
    found = wanted.map(commonest(together.reset_index()).set_index("key")["text"]).astype("str")
    return found.where(found.notna(), wanted)
