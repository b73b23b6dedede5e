"""Parsing with the layers of `analysis.parsing.networks.layers` and with torch's own, in processor time.

The LSTM over sequences of like length and the matrix products are taken away one at a time, and both together. What is
asked of Stanza's networks, and how often, stays the same; only the layers that compute the answers change.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import pandas as pd
import torch
import torch.nn.functional as F  # noqa: N812 (PyTorch's own custom)
from torch import nn

from analysis.parsing.engine import Engine
from analysis.parsing.networks import layers, name_network, parser, tagger
from analysis.parsing.parts import BATCH_CHARACTERS, by_size, one_thread

ROUNDS = 3
WITHOUT = {
    "own LSTM, own products": (),
    "torch's LSTM, own products": ("lstm",),
    "own LSTM, torch's products": ("products",),
    "torch's LSTM, torch's products": ("lstm", "products"),
}


def _torchs_lstm(lstm: nn.LSTM, rows: Any, states: Any) -> Any:
    return nn.LSTM.forward(lstm, rows, states)[0]


@contextmanager
def torchs(*kinds: str) -> Iterator[None]:
    """Let networks that are loaded and asked here compute these kinds ("lstm", "products") by torch's own layers."""
    with ExitStack() as changed:
        if "products" in kinds:
            changed.enter_context(patch.object(layers._Linear, "forward", nn.Linear.forward))
            for module in (layers, parser, tagger, name_network):
                changed.enter_context(patch.object(module, "linear", F.linear))
        if "lstm" in kinds:
            for own in (layers._LSTMByLength, layers._LSTMByLikeLength):
                changed.enter_context(patch.object(own, "forward", nn.LSTM.forward))
            changed.enter_context(patch.object(name_network, "by_like_length", _torchs_lstm))
        yield


def with_and_without(folder: Path, texts: list[list[str]]) -> pd.DataFrame:
    """Processor seconds for the same articles, by which layers were used; rounds take turns, a fresh engine each."""
    paragraphs = [paragraph for article in texts for paragraph in article]
    groups = list(by_size(paragraphs, [len(text) for text in paragraphs], BATCH_CHARACTERS))
    taken: dict[str, list[float]] = {name: [] for name in WITHOUT}
    words: dict[str, list[Any]] = {}
    for _ in range(ROUNDS):
        for name, kinds in WITHOUT.items():
            with torchs(*kinds), one_thread(), torch.inference_mode():
                engine = Engine(folder)
                start = time.process_time()
                words[name] = [sentences for group in groups for sentences in engine.parse(group)]
                taken[name].append(time.process_time() - start)
                print(f"{name}: {taken[name][-1]:.1f} s of the processor", flush=True)
    own = words["own LSTM, own products"]
    table = pd.DataFrame(
        {
            "layers": name, "articles": len(texts), "processor_seconds": median(seconds),
            "paragraphs_read_otherwise": sum(a != b for a, b in zip(own, words[name], strict=True)),
        }
        for name, seconds in taken.items()
    )  # fmt: skip
    return table.assign(times_torchs=table.processor_seconds.iloc[-1] / table.processor_seconds)
