"""Files that Stanza's trainers read, made from a treebank: plain, augmented, and for each part."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

from stanza.utils.datasets import prepare_tokenizer_data

from training.data_prep.augment import RULES, augmented_copies, perturb
from training.data_prep.conllu import Sentence, parse_conllu, raw_text, write_conllu
from training.data_prep.lemmas import lemma_sentences
from training.data_prep.names import name_copies, read_names

#: Share of the training sentences that is added as changed copies, and the share that is added with names swapped.
AUGMENTED, NAMED = 0.35, 0.20
SEED = 1


def read_treebank(path: Path) -> list[Sentence]:
    """Read CoNLL-U, plain or gzipped."""
    data = path.read_bytes()
    return list(parse_conllu((gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")))


def prepare(train: Path, dev: Path, work: Path) -> None:
    """Write all training files under `work/data`; the same inputs give the same bytes."""
    folder = work / "data"
    folder.mkdir(parents=True, exist_ok=True)
    gold, held = read_treebank(train), read_treebank(dev)
    respelt = augmented_copies(gold, AUGMENTED, SEED)
    named = name_copies(gold, read_names(), round(NAMED * len(gold)), SEED)
    write_conllu(gold, folder / "train.conllu")
    write_conllu(held, folder / "dev.conllu")
    write_conllu(gold + respelt + named, folder / "train-all.conllu")
    write_conllu(lemma_sentences(gold + respelt), folder / "lemma-train.conllu")
    mixed = [*gold, *respelt, *named]
    random.Random(SEED).shuffle(mixed)
    tokeniser_files(mixed, folder, "train")
    tokeniser_files(held, folder, "dev")
    for rule in RULES:
        write_conllu(perturb(held, rule), folder / f"dev-{rule}.conllu")
    write_conllu(mixed, folder / "mwt-train.conllu")


def tokeniser_files(sentences: list[Sentence], folder: Path, part: str) -> None:
    """Write what the tokeniser's trainer reads: text, a label for each character, and multi-word tokens."""
    conllu, text = folder / f"tok-{part}.conllu", folder / f"tok-{part}.txt"
    write_conllu(sentences, conllu)
    text.write_text(raw_text(sentences), encoding="utf-8")
    labels, expansions = folder / f"tok-{part}.toklabels", folder / f"tok-{part}-mwt.json"
    prepare_tokenizer_data.main([str(text), str(conllu), "-o", str(labels), "-m", str(expansions)])
