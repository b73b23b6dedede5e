"""What the packed model says of the types that news uses again and again, put into its folder."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from pathlib import Path

import torch

from analysis.parsing.engine import Engine, MultiWordType, WordType
from analysis.parsing.model import KnownTypes, write_known
from analysis.parsing.paragraphs import split_paragraphs
from training.data_prep.segment import news_texts
from training.package import write_manifest

ARTICLES, BATCH, LEAST, SEED = 8_000, 40, 3, 1


def kept_apart(text: str) -> bool:
    """Say whether a text is one of the quarter that is never asked about, for benchmarks to measure with."""
    return hashlib.sha256(text.encode()).digest()[0] < 64


def add_known(news: Path, model: Path, articles: int = ARTICLES) -> None:
    """Ask the model's own networks about types found `LEAST` times in a sample of news; write the manifest anew."""
    engine, texts = Engine(model, known=KnownTypes()), [text for text in news_texts(news) if not kept_apart(text)]
    random.Random(SEED).shuffle(texts)
    tokens, words = Counter[MultiWordType](), Counter[WordType]()
    torch.set_num_threads(1)
    for first in range(0, min(articles, len(texts)), BATCH):
        paragraphs = [p.text for text in texts[first : first + BATCH] for p in split_paragraphs(text)]
        found = engine.types(paragraphs)
        tokens.update(found[0])
        words.update(found[1])
    expansions = dict(token for token, count in tokens.items() if count >= LEAST)
    lemmas = {(form, upos): lemma for (form, upos, lemma), count in words.items() if count >= LEAST}
    write_known(model, KnownTypes(expansions, lemmas))
    write_manifest(model)
