"""Spelling: how a folded key is written as a word, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.orthography import normalize

if TYPE_CHECKING:
    from analysis.annotation import Annotations


def spellings(
    items: pd.Series | pd.Index | Sequence[str], annotations: Iterable[Annotations], unit: str = "key"
) -> pd.Series:
    """For each key, the form in which it is printed most often, without diacritics; lemmas may be a parser's error.

    Items of another unit, and keys that occur nowhere, are written as they are. Returns a Series of strings in the
    order of ``items``.
    """
    wanted = pd.Series(items, dtype="str").reset_index(drop=True)
    if unit != "key":
        return wanted
    counted = pd.concat([_counted(part.words, wanted) for part in annotations] or [_NONE])
    together = counted.groupby(["key", "text"], sort=True)["n"].sum().reset_index()
    commonest = together.sort_values("n", kind="stable").drop_duplicates("key", keep="last")
    found = wanted.map(commonest.set_index("key")["text"]).astype("str")
    return found.where(found.notna(), wanted)


_NONE = pd.DataFrame({"key": pd.Series(dtype="str"), "text": pd.Series(dtype="str"), "n": pd.Series(dtype="int64")})


def _counted(words: pd.DataFrame, wanted: pd.Series) -> pd.DataFrame:
    """The forms of the wanted keys, each with its key and number; settled by type, not by word."""
    keys, forms = words["key"].cat, words["form"].cat
    rows = np.isin(keys.categories, wanted)[keys.codes.to_numpy()] if len(keys.categories) else np.zeros(0, bool)
    # one number for each pair of key and form, so that millions of words are counted in one go
    pairs = keys.codes.to_numpy()[rows].astype(np.int64) * max(len(forms.categories), 1) + forms.codes.to_numpy()[rows]
    occurring, n = np.unique(pairs, return_counts=True)
    key, form = np.divmod(occurring, max(len(forms.categories), 1))
    texts = [normalize(text).text for text in forms.categories[form]]
    table = pd.DataFrame({"key": keys.categories[key].astype("str"), "text": pd.array(texts, dtype="str"), "n": n})
    return table[table["text"].str.strip("_") != ""]
