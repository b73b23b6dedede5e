"""The published: figures that others have given of the same corpora, beside what is counted here."""

import re
from collections import Counter

import pandas as pd
from scipy.stats import spearmanr

from press_events.settings import Settings

_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_SIGNS = re.compile("[\u0640\u064b-\u0652]")


def published_counts(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Published numbers beside those counted in the corpus file: what, published, counted, difference, percent, agrees.

    `published/counts.csv` has the columns what, column, value, published: the articles whose column has the value, or
    with column "(all)" all "articles" or all "words" between blanks.
    """
    rows = []
    for row in pd.read_csv(settings.folder / "published" / "counts.csv", dtype={"published": int}).to_dict("records"):
        counted = _count(table, str(row["column"]), str(row["value"]))
        gap = counted - row["published"]
        rows.append((row["what"], row["published"], counted, gap, 100 * gap / row["published"], gap == 0))
    return pd.DataFrame(rows, columns=["what", "published", "counted", "difference", "percent", "agrees"])


def _count(table: pd.DataFrame, column: str, value: str) -> int:
    if column != "(all)":
        return int((table[column].astype("str") == value).sum())
    if value == "articles":
        return len(table)
    fields = {"words": ["text"], "words with title and abstract": ["title", "abstract", "text"]}[value]
    return int(sum(table[name].astype("str").str.split().str.len().sum() for name in fields))


def published_frequencies(table: pd.DataFrame, settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Published frequencies of words beside those of the corpus file, words cut as Buckwalter says.

    `published/frequencies.csv` has word, frequency, tokens, source; `published/ranks.csv` a list by falling frequency:
    word, zipf. A word is a run of Arabic letters, vowel signs and tatweel taken out.

    Returns
    -------
    frequencies : published and counted, per 1,000, and their ratio.
    ranks : for the first 20, 50, 100 … words of the list, how many are among as many of the corpus, and Spearman's rank
        correlation of the frequencies.
    """
    counts: Counter[str] = Counter()
    for text in table["text"]:
        counts.update(_ARABIC_WORD.findall(_SIGNS.sub("", text)))
    total = counts.total()
    given = pd.read_csv(settings.folder / "published" / "frequencies.csv")
    own = 1000 * given["word"].map(counts) / total
    rate = 1000 * given["frequency"] / given["tokens"]
    listed = pd.read_csv(settings.folder / "published" / "ranks.csv")
    rows = []
    for first in (20, 50, 100, 200):
        head = listed.head(first)
        most = {word for word, _ in counts.most_common(first)}
        rows.append((first, int(head["word"].isin(most).sum()), spearmanr(head["zipf"], head["word"].map(counts))[0]))
    ranks = pd.DataFrame(rows, columns=["first", "in_both", "spearman"])
    return given.assign(published=rate, counted=own, ratio=own / rate, words=total), ranks
