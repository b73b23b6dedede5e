"""A classifier for lemmas that the spelling does not tell: أن and ان are أَن before a verb, أَنَّ before a noun, or إِنَّ.

It learns from each sentence twice where that has such a word: as it is written, and without its hamza.

Stanza's lemmatiser looks at one word and its part of speech; its lemma classifier (Stanza ≥ 1.9) reads the sentence. It
is trained by Stanza's own trainer (which imports transformers) and travels inside the lemmatiser's file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch
from stanza.models.lemma_classifier import train_lstm_model
from stanza.models.lemma_classifier.prepare_dataset import DataProcessor
from stanza.utils.conll import CoNLL

from analysis.parsing import particles
from training.data_prep.augment import HAMZA, respelt_token
from training.data_prep.conllu import Sentence, Token, read_conllu, write_conllu
from training.data_prep.particles import as_read

TARGETS, UPOS, LEMMAS = "[أاإ]ن", "SCONJ", "أَن|أَنَّ|إِنَّ|إِن"
#: Occurrences from which a word keeps a vector of its own; the others have their pretrained one.
FREQUENT = 20
OTHER = "<other>"
UPOS_TAGS = frozenset(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()  # noqa: SIM905
)


def train_contextual(train: Path, dev: Path, vectors: Path, work: Path, out: Path) -> None:
    """Train the classifier and write its file."""
    processor = DataProcessor(TARGETS, [UPOS], LEMMAS)
    read, kept_apart = map(as_read, read_conllu(train)), map(as_read, read_conllu(dev))
    sentences = [both for sentence in read for both in (sentence, *_bare_copy(sentence))]
    for name, some in (("train", sentences), ("dev", kept_apart)):
        path = work / f"contextual-{name}.conllu"
        write_conllu(some, path)
        processor.process_document(CoNLL.conll2doc(str(path)), str(work / f"contextual-{name}.json"))
    torch.manual_seed(1234)
    arguments = (
        f"--hidden_dim 64 --batch_size 64 --wordvec_pretrain_file {vectors} --save_dir {out.parent} --force "
        f"--save_name {out.name} --train_file {work}/contextual-train.json --eval_file {work}/contextual-dev.json"
    )
    parsed = train_lstm_model.build_argparse().parse_args(arguments.split())
    parsed.num_epochs = 6  # which its command line reads as a float, and then cannot count to
    train_lstm_model.main(predefined_args=parsed)
    _slim(out, Counter(word.form.lower() for sentence in read_conllu(train) for word in sentence.words))


def _bare_copy(sentence: Sentence) -> Iterable[Sentence]:
    """The sentence with the hamzas of its particles left off, if it has any."""
    copy = as_read(sentence.with_tokens(map(_without_hamza, sentence.tokens)))
    return [] if copy == sentence else [copy]


def _without_hamza(token: Token) -> Token:
    if not {particles.AN, particles.INNA} & {word.form for word in token.words}:
        return token
    return respelt_token(token, token.form.translate(HAMZA))


def _slim(path: Path, counts: Counter[str]) -> None:
    """Keep vectors for frequent words only, know every part of speech, and forget the paths of training."""
    state = torch.load(path, weights_only=True)
    words, weights = state["known_words"], state["params"]["delta_embedding.weight"]
    # Row 0 is that of all other words, and of the first known one.
    kept = [row for row, word in enumerate(words) if row and counts[word] >= FREQUENT]
    state["known_words"] = [OTHER, *(words[row] for row in kept)]
    state["params"]["delta_embedding.weight"] = weights[[0, *kept, 0]].clone()
    tags, vectors = state["upos_to_id"], state["params"]["upos_emb.weight"]
    for tag in sorted(UPOS_TAGS - tags.keys()):  # which Stanza would stumble over
        tags[tag] = len(tags)
    state["params"]["upos_emb.weight"] = torch.cat(
        [vectors, vectors.new_zeros(len(tags) - len(vectors), vectors.shape[1])]
    )
    state["args"] = {key: None if key.endswith(("_file", "_dir")) else value for key, value in state["args"].items()}
    torch.save(state, path)
