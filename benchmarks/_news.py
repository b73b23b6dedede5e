"""Documents for the benchmarks: news articles of your own, or the invented reports."""

import os
from pathlib import Path

import pandas as pd

from analysis import Corpus, Document, read_corpus
from training.dictionaries.known import kept_apart

NEWS = "KHITAB_NEWS"  # names a Parquet file with a column `text`, one article a row


def articles(number: int, seed: int = 3) -> Corpus:
    """`number` different articles drawn from the file that $KHITAB_NEWS names; without it the invented reports.

    Only such as the model's known types were not taken from.
    """
    path = os.environ.get(NEWS)
    if not path:
        return read_corpus("corpus/constructed")
    texts = pd.read_parquet(path, columns=["text"])["text"].dropna()
    texts = texts[texts.str.strip() != ""].drop_duplicates()
    texts = texts[texts.map(kept_apart)]
    drawn = texts.sample(min(number, len(texts)), random_state=seed)
    documents = (Document(f"{row:06}", text, {}) for row, text in drawn.items())
    return Corpus(Path(path).stem, tuple(documents))
