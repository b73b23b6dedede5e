"""Tokeniser training on news as the model cuts it: `python -m training.teachers.silver_tokens NEWS MODEL DATA`.

News has words and names that the treebank lacks; shown without hamzas, it teaches that what they hold is cut the same.
But where its sentences end is the model's own guess, which teaches nothing good. So the tokeniser is trained on these
files first, and then on such without news (`--sentences 0`), in which the treebank comes without hamzas once more.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.data_prep.augment import drop_hamza, egyptian_endings
from training.data_prep.conllu import Sentence, read_conllu
from training.data_prep.prepare import tokeniser_files
from training.teachers.silver import drawn_sentences

SEED, SENTENCES = 21, 16_000
BARE, EGYPTIAN, PARAGRAPH_ENDS = 0.55, 0.15, 0.3


def respelt(sentences: Sequence[Sentence]) -> list[Sentence]:
    """News sentences, shares of them without hamzas, with final ى for ي, and at the end of a paragraph."""
    rng, changed = random.Random(SEED), []
    for sentence in sentences:
        bare = drop_hamza(sentence, rng) if rng.random() < BARE else sentence
        spelt = egyptian_endings(bare, rng) if rng.random() < EGYPTIAN else bare
        changed.append(replace(spelt, ends_paragraph=rng.random() < PARAGRAPH_ENDS))
    return changed


def without_hamzas(sentences: Sequence[Sentence]) -> list[Sentence]:
    """A copy of each sentence that has a hamza to lose."""
    copies = [(sentence, drop_hamza(sentence, random.Random(SEED))) for sentence in sentences]
    return [bare for sentence, bare in copies if bare != sentence]


def main(words: Sequence[str] | None = None) -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(
        prog="python -m training.teachers.silver_tokens", description=__doc__.split("\n", 1)[0]
    )
    parser.add_argument("news", type=Path, help="folder of Parquet files with a `text` column")
    parser.add_argument("model", type=Path, help="model folder whose sentences and words are taken")
    parser.add_argument(
        "data", type=Path, help="the training pipeline's data folder, whose tok-train files are written"
    )
    parser.add_argument("--sentences", type=int, default=SENTENCES, help="of news; 0 for the treebank alone")
    args = parser.parse_args(words)
    treebank = read_conllu(args.data / "train-all.conllu")
    if args.sentences:
        added = respelt(drawn_sentences(args.news, args.model, args.sentences, SEED))
    else:
        added = without_hamzas(read_conllu(args.data / "train.conllu"))
    mixed = [*treebank, *added]
    random.Random(SEED).shuffle(mixed)
    tokeniser_files(mixed, args.data, "train")


if __name__ == "__main__":
    main()
