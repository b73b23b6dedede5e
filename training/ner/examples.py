"""Sentences to learn names from: tokens as the model reads them, with labels or without."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from analysis.parsing.engine import Engine
from analysis.parsing.names import NameToken
from analysis.parsing.networks.name_network import LABELS
from analysis.parsing.paragraphs import split_paragraphs
from analysis.parsing.parts import by_size

BATCH_CHARACTERS = 40_000


@dataclass(frozen=True)
class Example:
    """A sentence: its tokens, the tagger's states of their stems as float16 (n, 400), numbers of labels.

    `own` says which of the annotator's tokens each one is, or is in.
    """

    tokens: list[NameToken]
    states: NDArray[np.float16]
    labels: NDArray[np.int64]
    own: NDArray[np.int64]


def read_labelled(path: Path) -> list[list[tuple[str, str]]]:
    """Sentences of (token, label) of a gzip of lines of token TAB label; an I- that continues nothing begins a name."""
    sentences: list[list[tuple[str, str]]] = [[]]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in map(str.rstrip, lines):
            if not line:
                sentences.append([])
                continue
            token, label = line.split("\t")
            before = sentences[-1][-1][1] if sentences[-1] else "O"
            begins = label[0] == "I" and before[1:] != label[1:]
            sentences[-1].append((token, f"B{label[1:]}" if begins else label))
    return [sentence for sentence in sentences if sentence]


def labelled_examples(sentences: Sequence[Sequence[tuple[str, str]]], engine: Engine) -> list[list[Example]]:
    """The examples of each sentence, which the model may cut into several; its tokens have the annotator's labels."""
    texts = [" ".join(token for token, _ in sentence) for sentence in sentences]
    result: list[list[Example]] = []
    for batch in by_size(range(len(texts)), [len(text) for text in texts], BATCH_CHARACTERS):
        paragraphs = list(split_paragraphs("\n".join(texts[place] for place in batch)))
        described = engine.describe([paragraph.text for paragraph in paragraphs])
        for place, paragraph, found in zip(batch, paragraphs, described, strict=True):
            starts = np.cumsum([0, *(len(token) + 1 for token, _ in sentences[place])])
            labels, last = [label for _, label in sentences[place]], -1
            examples = []
            for tokens, read, states in found:
                at = [paragraph.source_span(token.start, token.end)[0] - paragraph.start for token in tokens]
                own = np.searchsorted(starts, at, "right") - 1
                numbers = []
                for this in own.tolist():
                    label = labels[this]
                    numbers.append(LABELS.index(f"I{label[1:]}" if this == last and label != "O" else label))
                    last = this
                examples.append(Example(read, of_stems(read, states), np.array(numbers), own))
            result.append(examples)
    return result


def news_examples(texts: Sequence[str], engine: Engine) -> Iterator[Example]:
    """Sentences of news, of 4 to 120 tokens, all labelled O."""
    paragraphs = [paragraph for text in texts for paragraph in split_paragraphs(text)]
    for batch in by_size(paragraphs, [len(paragraph.text) for paragraph in paragraphs], BATCH_CHARACTERS):
        for found in engine.describe([paragraph.text for paragraph in batch]):
            for _, read, states in found:
                if 4 <= len(read) <= 120:
                    outside = np.zeros(len(read), dtype=np.int64)
                    yield Example(read, of_stems(read, states), outside, np.arange(len(read)))


def of_stems(tokens: Sequence[NameToken], states: Tensor) -> NDArray[np.float16]:
    """(n_tokens, 400) the states of the tokens' stems."""
    return states[[token.word for token in tokens]].numpy().astype(np.float16)
