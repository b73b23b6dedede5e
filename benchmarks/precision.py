"""What do whole numbers of eight bits gain beside floats, and how many words do they change?

The same articles are parsed with tagger and parser in floats, in eight bits as they are, and in eight bits on a machine
without instructions for them, where the same whole numbers are multiplied as floats. Seconds are of the processor;
rounds take turns. The share of words that are annotated as in floats counts every column. With a treebank the accuracy
is scored as well.

    KHITAB_NEWS=FILE.parquet KHITAB_TREEBANK=FILE.conllu python -m benchmarks precision
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import pandas as pd
import torch
from torch import Tensor

from analysis.evaluation.treebank import parse_treebank, read_treebank, score
from analysis.parsing.engine import Engine
from analysis.parsing.model import find_model
from analysis.parsing.networks import highway, integers, parser, recurrent
from analysis.parsing.networks.layers import linear
from analysis.parsing.parts import BATCH_CHARACTERS, by_size, one_thread
from benchmarks._news import articles
from benchmarks.annotation_speed import shown

HERE = Path(__file__)
ARTICLES, ROUNDS = 40, 3


class _InFloats:
    """What `integers.Weights` is, without its rounding."""

    def __init__(self, weight: Tensor) -> None:
        self.weight, self.size = weight, len(weight)
        self.scales, self.dtype = torch.ones(self.size), torch.float32

    def sums(self, rows: Tensor) -> Tensor:
        return rows @ self.weight.T

    def products(self, rows: Tensor, bias: Tensor | None = None) -> Tensor:
        return linear(rows, self.weight, bias)

    def scaled(self, rows: Tensor, _: Tensor, bias: Tensor | None = None, out: Tensor | None = None) -> Tensor:
        found = linear(rows, self.weight, bias)
        return found if out is None else out.copy_(found)


@contextmanager
def in_floats() -> Iterator[None]:
    """Let tagger and parser that are loaded and asked here keep their floats."""
    with ExitStack() as changed:
        for module in (highway, parser, recurrent):
            changed.enter_context(patch.object(module, "Weights", _InFloats))
        changed.enter_context(patch.object(recurrent, "_whole", lambda halves: halves * (2 * integers.LARGEST)))
        for module in (highway, recurrent):
            changed.enter_context(patch.object(module, "in_bytes", lambda rows: (rows, rows.new_ones(len(rows), 1))))
        yield


@contextmanager
def as_it_is() -> Iterator[None]:
    """Change nothing."""
    yield


@contextmanager
def without_instructions() -> Iterator[None]:
    """Let networks that are loaded here multiply whole numbers as floats."""
    with patch.object(integers, "multiplies_bytes", lambda: False):
        yield


PRECISIONS: dict[str, Callable[[], Any]] = {
    "floats": in_floats,
    "eight bits": as_it_is,
    "eight bits, multiplied as floats": without_instructions,
}


def parse(paragraphs: list[str]) -> tuple[float, list[Any]]:
    """Processor seconds of a fresh engine, and words."""
    engine = Engine(find_model().folder)
    start = time.process_time()
    with one_thread():
        parsed = [
            word
            for group in by_size(paragraphs, [len(text) for text in paragraphs], BATCH_CHARACTERS)
            for sentences in engine.parse(group)
            for sentence in sentences
            for word in sentence
        ]
    return time.process_time() - start, parsed


def accuracy(treebank: Path) -> dict[str, float]:
    """F1 of some metrics from raw text."""
    gold = read_treebank(treebank)
    parsed = parse_treebank(gold, Engine(find_model().folder))
    table = score(gold.conllu, parsed, treebank).set_index("metric")["f1"]
    return {metric: float(table[metric]) for metric in ("UPOS", "UFeats", "Lemmas", "UAS", "LAS")}


def main() -> None:
    """Write the table."""
    paragraphs = [paragraph for article in shown(articles(ARTICLES)) for paragraph in article]
    treebank = os.environ.get("KHITAB_TREEBANK")
    taken: dict[str, list[float]] = {name: [] for name in PRECISIONS}
    words: dict[str, list[Any]] = {}
    for _ in range(ROUNDS):
        for name, change in PRECISIONS.items():
            with change():
                seconds, words[name] = parse(paragraphs)
            taken[name].append(seconds)
            print(f"{name}: {seconds:.1f} s of the processor", flush=True)
    rows = []
    for name, change in PRECISIONS.items():
        same = sum(one == other for one, other in zip(words[name], words["floats"], strict=True))
        row = {"networks": name, "words": len(words[name]), "processor_seconds": median(taken[name])}
        row |= {"times_floats": median(taken["floats"]) / median(taken[name])}
        with change():
            scores = accuracy(Path(treebank)) if treebank else {}
        rows.append({**row, "words_differing": len(words[name]) - same, **scores})
    table = pd.DataFrame(rows).round(4)
    print(table.to_string(index=False))
    table.to_csv(HERE.with_suffix(".csv"), index=False)


if __name__ == "__main__":
    main()
