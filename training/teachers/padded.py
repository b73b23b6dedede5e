"""Sentences as padded arrays, those of like length together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Sentences:
    """Words of many sentences end to end, and where each begins: `types`, `tags`, `heads`, `relations`."""

    starts: np.ndarray
    types: np.ndarray
    tags: np.ndarray | None = None
    heads: np.ndarray | None = None
    relations: np.ndarray | None = None

    def batches(self, words: int, order: np.ndarray, device: torch.device) -> Iterator[Batch]:
        """Batches of about so many words with padding, in an order of sentences; sentences of like length together."""
        lengths = np.diff(self.starts)
        for group in grouped(lengths, words, order):
            yield self._batch(group, lengths[group], device)

    def _batch(self, group: np.ndarray, lengths: np.ndarray, device: torch.device) -> Batch:
        shape = (len(group), int(lengths.max()))
        places = np.concatenate([np.arange(self.starts[i], self.starts[i + 1]) for i in group])
        there = np.arange(shape[1])[None] < lengths[:, None]

        def spread(values: np.ndarray | None) -> Tensor | None:
            if values is None:
                return None
            full = np.zeros(shape, dtype=np.int64)
            full[there] = values[places]
            return torch.from_numpy(full).to(device, non_blocking=True)

        types = spread(self.types)
        assert types is not None
        mask = torch.from_numpy(there).to(device, non_blocking=True)
        return Batch(places, types, mask, spread(self.tags), spread(self.heads), spread(self.relations))


@dataclass(frozen=True)
class Batch:
    """Sentences (sentences, words), which words are there, and their labels; `places` are those of the words there."""

    places: np.ndarray
    types: Tensor
    there: Tensor
    tags: Tensor | None
    heads: Tensor | None
    relations: Tensor | None


def grouped(lengths: np.ndarray, words: int, order: np.ndarray) -> Iterator[np.ndarray]:
    """Groups of sentences whose padded size is at most `words` (or one sentence), in a random order of lengths."""
    ranked = order[np.argsort(lengths[order], kind="stable")]
    groups: list[np.ndarray] = []
    begin = 0
    for i in range(1, len(ranked) + 1):
        if i == len(ranked) or (i - begin + 1) * lengths[ranked[i]] > words:
            groups.append(ranked[begin:i])
            begin = i
    place = np.random.default_rng(int(order[0])).permutation(len(groups))
    yield from (groups[i] for i in place)
