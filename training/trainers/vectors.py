"""Word vectors of syntactic words from news text, in the form Stanza reads (`Pretrain`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from gensim.models import Word2Vec  # type: ignore[import-untyped]
from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
from stanza.models.common.vocab import VOCAB_PREFIX, BaseVocab

from training.data_prep.conllu import read_conllu
from training.data_prep.segment import news_texts, segmented

SEED = 1


class _Lines:
    """Restartable iterator: word2vec reads the corpus once per epoch."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.split()


def write_corpus(news: Path, segments: Path, treebank: Path, out: Path) -> None:
    """Write one line of space-separated syntactic words per line of news or sentence of the treebank."""
    table = json.loads(segments.read_text(encoding="utf-8"))
    with out.open("w", encoding="utf-8") as file:
        for sentence in read_conllu(treebank):
            file.write(" ".join(word.form.replace(" ", "") for word in sentence.words) + "\n")
        for words in segmented(news_texts(news), table):
            file.write(" ".join(words) + "\n")


def train_vectors(corpus: Path, out: Path, *, size: int = 100, words: int = 80_000, epochs: int = 3) -> None:
    """Skip-gram with negative sampling over the corpus; the most frequent `words` types are kept.

    One worker thread, so that a rerun with the same PYTHONHASHSEED gives the same vectors.
    """
    model = Word2Vec(
        _Lines(corpus), vector_size=size, window=3, min_count=4, max_final_vocab=words, sg=1, negative=5,
        sample=1e-4, epochs=epochs, workers=1, seed=SEED,
    )  # fmt: skip
    save_pretrain(model.wv.index_to_key, model.wv.vectors, out)


def save_pretrain(words: list[str], vectors: np.ndarray, out: Path) -> None:
    """Write vectors scaled to unit root mean square as a Stanza pretrain file; the prefix rows are zero."""
    emb = np.zeros((len(words) + len(VOCAB_PREFIX), vectors.shape[1]), dtype=np.float32)
    emb[len(VOCAB_PREFIX) :] = vectors / np.sqrt((vectors**2).mean())
    vocab: BaseVocab = PretrainedWordVocab(words)
    pretrain = Pretrain(None, save_to_file=False)
    pretrain._vocab, pretrain._emb = vocab, torch.from_numpy(emb)
    pretrain.save(str(out))
