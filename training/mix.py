"""Training data of the parser: trees are gold, tags mostly predicted, as they will be in use."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

from training import fast
from training.conllu import Sentence, read_conllu, write_conllu
from training.recipes import SHORT

GOLD_TAGS, FORM_FOR_LEMMA, RARE = 0.3, 0.04, 30
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


def tag(gold: Path, out: Path, tagger: Path, data: Path) -> None:
    """Write `gold` with the tags that a saved tagger predicts."""
    from stanza.models import tagger as stanza_tagger

    fast.install()
    paths = ["--eval_file", gold, "--output_file", out, "--wordvec_pretrain_file", data / "ar.pretrain.pt"]
    model = ["--save_dir", tagger.parent, "--save_name", tagger.name]
    stanza_tagger.main(["--mode", "predict", "--batch_size", "64", *map(str, [*paths, *model]), *SHORT])


def _noisy(sentence: Sentence, rng: random.Random) -> Sentence:
    tokens = []
    for token in sentence.tokens:
        words = (w._replace(lemma=w.form) if rng.random() < FORM_FOR_LEMMA else w for w in token.words)
        tokens.append(replace(token, words=tuple(words)))
    return sentence.with_tokens(tokens)
