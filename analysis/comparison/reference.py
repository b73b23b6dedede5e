"""General Arabic as a reference: frequency lists made elsewhere, which have no documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis.arabic.orthography import keys
from analysis.counting.item_counts import Unit
from analysis.errors import KhitabError

_NOTIONAL_SIZE = 1e9


@dataclass(frozen=True)
class FrequencyList:
    """Items with their number of occurrences in ``size`` words of ``unit``; nothing is known of documents.

    ``counts`` is a Series indexed by item, unique.

    Examples
    --------
    >>> isinstance(general_arabic(), FrequencyList)
    True
    """

    name: str
    counts: pd.Series
    size: float
    unit: Unit
    note: str = ""


@cache
def general_arabic() -> FrequencyList:
    """wordfreq's list of Arabic: web pages, subtitles, Wikipedia, news, books and social media up to 2021.

    wordfreq publishes shares, not counts, and of printed tokens with their clitics; so the list is used as shares of
    a notional 1,000,000,000 tokens, compared with printed tokens (``unit="surface"``), spellings folded on both
    sides. The uncertainty of the list itself is therefore not in any figure.

    Raises KhitabError where the package wordfreq is not installed.

    Source: Speer (2022), rspeer/wordfreq v3.0, doi:10.5281/zenodo.7199437; data CC BY-SA 4.0.

    Examples
    --------
    >>> general_arabic().unit
    'surface'
    """
    try:
        import wordfreq
    except ModuleNotFoundError as error:
        raise KhitabError(
            "general_arabic: the frequency list needs the package wordfreq; install it with pip install wordfreq."
        ) from error
    shares = pd.Series(wordfreq.get_frequency_dict("ar", wordlist="large"))
    folded = shares.groupby(keys(shares.index.tolist())).sum()
    folded = folded[folded.index != ""]
    counts = (folded * _NOTIONAL_SIZE).round().astype("int64").sort_index()
    note = "wordfreq gives shares without documents; no test over documents, and its own uncertainty is left out"
    return FrequencyList("general Arabic (wordfreq)", counts, _NOTIONAL_SIZE, "surface", note)
