"""Measure a packed model: the dev set and its perturbed copies, names, and sentence lengths on news."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd

from analysis.evaluation.treebank import evaluate_model
from analysis.parsing.engine import load_engine
from analysis.parsing.model import find_model
from training.data_prep.augment import RULES
from training.data_prep.name_cuts import cut_names, frequent_names
from training.data_prep.names import DATA, read_names
from training.data_prep.segment import news_texts

SEED = 1


def perturbed_scores(data: Path, model: str | Path, *, plain: bool = False) -> pd.DataFrame:
    """F1 of each metric (columns) on the dev set and each perturbed copy of it (rows)."""
    files = [data / "dev.conllu", *(data / f"dev-{rule}.conllu" for rule in sorted(RULES))]
    scores = {path.stem: evaluate_model(path, model, plain=plain).set_index("metric")["f1"] for path in files}
    return pd.DataFrame(scores).T.rename_axis("text")


def name_scores(news: Path, model: Path) -> pd.DataFrame:
    """Per cent of right tokens for frequent listed names and for unlisted ones, bare and under each clitic."""
    listed = cut_names(model, frequent_names(news_texts(news)))
    unlisted = cut_names(model, read_names(DATA / "names-unlisted.txt"))
    both = pd.concat([listed.assign(names="frequent"), unlisted.assign(names="unlisted")])
    return both.groupby(["names", "clitic"])["right"].agg(["mean", "size", "sum"])


def sentence_lengths(news: Path, model: str | Path, articles: int = 200) -> pd.Series:
    """Distribution of sentence lengths in syntactic words over a random sample of news articles."""
    texts = random.Random(SEED).sample(news_texts(news), articles)
    engine = load_engine(find_model(model))
    lengths = [
        len(sentence)
        for text in texts
        for paragraph in engine.parse([line for line in text.splitlines() if line.strip()])
        for sentence in paragraph
    ]
    return pd.Series(lengths).describe(percentiles=[0.25, 0.5, 0.75, 0.9, 0.99])


def write_report(data: Path, news: Path, model: Path, out: Path) -> None:
    """Write the tables as CSV: names, lengths, and scores on text as `annotate` reads it and as it is."""
    out.mkdir(parents=True, exist_ok=True)
    name_scores(news, model).to_csv(out / "names.csv")
    sentence_lengths(news, model).to_csv(out / "sentence-lengths.csv")
    for name, plain in (("dev", False), ("dev-plain", True)):
        perturbed_scores(data, model, plain=plain).round(2).to_csv(out / f"{name}.csv")
