"""Training data of the parser: trees are gold, tags mostly predicted, as they will be in use."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer
from stanza.utils.conll import CoNLL
from torch import nn

from training.data_prep.conllu import Sentence, read_conllu, write_conllu
from training.trainers import fast

GOLD_TAGS, FORM_FOR_LEMMA, RARE = 0.15, 0.04, 30
#: With so much dropout the bundled tagger's tags are right on its training data as often as on others (AllTags 92 %).
DROPOUT = 0.33
TAGS = ("upos", "xpos", "feats")
SEED = 1


def mix(gold: Path, tagged: Path, out: Path) -> None:
    """Write the sentences with predicted tags; a share, and those with rare tags, keep the gold ones.

    Sentences with rare tags stay gold so that the parser's tag vocabularies are the treebank's. A small share of
    lemmas is replaced by the form, since the lemmatiser errs in use.
    """
    rng, sentences = random.Random(SEED), read_conllu(gold)
    counts = Counter(word.xpos for s in sentences for word in s.words) + Counter(
        w.feats for s in sentences for w in s.words
    )
    chosen = []
    for sentence, predicted in zip(sentences, read_conllu(tagged), strict=True):
        rare = any(min(counts[word.xpos], counts[word.feats]) < RARE for word in sentence.words)
        chosen.append(_noisy(sentence if rare or rng.random() < GOLD_TAGS else predicted, rng))
    write_conllu(chosen, out)


def tag(gold: Path, out: Path, tagger: Path, vectors: Path, dropout: float = 0.0) -> None:
    """Write `gold` with the tags that a saved tagger predicts.

    On its own training data a tagger errs far less than in use; with dropout of its states it errs as much again, and
    where it is least sure (after Gal and Ghahramani 2016).
    """
    fast.install()
    torch.manual_seed(SEED)
    pretrain = Pretrain(str(vectors))
    trainer = Trainer(pretrain=pretrain, model_file=str(tagger), device="cpu")
    _keep_dropping(trainer.model, dropout)
    document = CoNLL.conll2doc(str(gold))
    data = Dataset(document, trainer.args, pretrain, trainer.vocab, evaluation=True)
    with torch.no_grad():
        tags = [sentence for batch in data.to_loader(batch_size=64) for sentence in trainer.predict(batch)]
    sentences = read_conllu(gold)
    write_conllu([with_tags(sentence, some) for sentence, some in zip(sentences, tags, strict=True)], out)


def _keep_dropping(network: nn.Module, share: float) -> None:
    """Let `eval` leave dropout on."""
    layers = [layer for layer in network.modules() if isinstance(layer, nn.Dropout)]
    quiet = network.eval

    def evaluate() -> nn.Module:
        quiet()
        for layer in layers:
            layer.p = share
            layer.train(share > 0)
        return network

    network.eval = evaluate  # type: ignore[method-assign]


def with_tags(sentence: Sentence, tags: Sequence[Sequence[str]]) -> Sentence:
    """The sentence with these tags (UPOS, XPOS, features) of each word."""
    words = iter(tags)
    return sentence.with_tokens(
        replace(token, words=tuple(word._replace(**dict(zip(TAGS, next(words), strict=True))) for word in token.words))
        for token in sentence.tokens
    )


def _noisy(sentence: Sentence, rng: random.Random) -> Sentence:
    tokens = []
    for token in sentence.tokens:
        words = (w._replace(lemma=w.form) if rng.random() < FORM_FOR_LEMMA else w for w in token.words)
        tokens.append(replace(token, words=tuple(words)))
    return sentence.with_tokens(tokens)
