"""Spelling: how a folded key is written as a word, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.orthography import key, normalize

if TYPE_CHECKING:
    from analysis.annotation import Annotations


def spellings(
    items: pd.Series | pd.Index | Sequence[str], annotations: Iterable[Annotations], unit: str = "key"
) -> pd.Series:
    """For each key, its commonest lemma without diacritics (or form, where the parser found no lemma).

    Items of another unit are written as they are. Returns a Series of strings in the order of ``items``.
    """
    wanted = pd.Series(items, dtype="str").reset_index(drop=True)
    if unit != "key":
        return wanted
    written = pd.Series(dtype="str")
    for column in ("lemma", "form"):
        counted = pd.concat([_counted(part.words[column]) for part in annotations] or [pd.DataFrame()])
        if counted.empty:
            continue
        together = counted.groupby(["key", "text"], sort=True)["n"].sum().reset_index()
        commonest = together.sort_values("n", kind="stable").drop_duplicates("key", keep="last")
        written = written.combine_first(commonest.set_index("key")["text"])
    found = wanted.map(written).astype("str")
    return found.where(found.notna(), wanted)


def _counted(column: pd.Series) -> pd.DataFrame:
    """Texts that occur, each with its key and number; settled by type, not by word."""
    codes = column.cat.codes.to_numpy()
    n = np.bincount(codes[codes >= 0], minlength=len(column.cat.categories))
    occurring = [
        (text, count) for text, count in zip(column.cat.categories, n, strict=True) if count and text.strip("_")
    ]
    texts = [normalize(text).text for text, _ in occurring]
    return pd.DataFrame({"key": [key(text) for text in texts], "text": texts, "n": [count for _, count in occurring]})
