"""An encoder of words in context, taught to guess words of news that are hidden from it.

Syntactic words are the units (Devlin et al. 2019 with whole words): what a word is and how it is spelt (its prefixes,
suffixes and trigrams, hashed as by Bojanowski et al. 2017) goes into a transformer; words out of the vocabulary are
known by their spelling. Runs on a GPU in minutes; on processors it takes days.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

PAD, MASK, BREAK = range(3)  #: types before those of the text: nothing, a hidden word, the end of an article
SPECIAL = ("<pad>", "<mask>", "<break>")
PIECES, BUCKETS = 18, 1 << 17
WARM_UP = 200  #: steps


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder."""

    words: int = 64_000
    width: int = 512
    piece: int = 128
    layers: int = 10
    heads: int = 8


@dataclass(frozen=True)
class Schooling:
    """How the encoder learns to guess words."""

    seconds: float = 290
    steps: int | None = None  #: instead of seconds
    window: int = 256
    windows: int = 96
    rate: float = 1e-3
    hidden: float = 0.2
    unknown: float = 0.1  #: share of words known by their spelling alone
    seed: int = 1


def pieces_of(form: str) -> list[int]:
    """Buckets (from 1) of a form's length, prefixes, suffixes and first trigrams; 0 fills up to 18."""
    ends = [f"<{form[:n]}" for n in range(1, 5)] + [f"{form[-n:]}>" for n in range(1, 5)]
    marked = f"<{form}>"
    inner = [marked[i : i + 3] for i in range(len(marked) - 2)]
    found = [f"#{min(len(form), 12)}", *ends, *inner][:PIECES]
    return [1 + zlib.crc32(piece.encode()) % (BUCKETS - 1) for piece in found] + [0] * (PIECES - len(found))


def piece_table(forms: Sequence[str]) -> Tensor:
    """Buckets of all types (types, 18)."""
    return torch.from_numpy(np.array([pieces_of(form) for form in forms], dtype=np.int32))


class Layer(nn.Module):
    """A layer of the transformer, normalised first, with turned positions (Su et al. 2021)."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.before, self.between = nn.RMSNorm(width), nn.RMSNorm(width)
        self.asked = nn.Linear(width, 3 * width, bias=False)
        self.heard = nn.Linear(width, width, bias=False)
        self.wide = nn.Linear(width, 4 * width, bias=False)
        self.narrow = nn.Linear(4 * width, width, bias=False)

    def forward(self, states: Tensor, turns: tuple[Tensor, Tensor], mask: Tensor | None) -> Tensor:
        """States (batch, words, width) after the layer; a mask (batch, 1, 1, words) says which words are there."""
        batch, length, width = states.shape
        asked = self.asked(self.before(states)).view(batch, length, 3, self.heads, -1).transpose(1, 3)
        query, key, value = _turned(asked[:, :, 0], turns), _turned(asked[:, :, 1], turns), asked[:, :, 2]
        drop = self.dropout if self.training else 0.0
        heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=drop)
        states = states + self._dropped(self.heard(heard.transpose(1, 2).reshape(batch, length, width)))
        return states + self._dropped(self.narrow(functional.gelu(self.wide(self.between(states)))))

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


def _turned(states: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    left, right = states.chunk(2, -1)
    cos, sin = turns
    return torch.cat([left * cos - right * sin, right * cos + left * sin], -1)


def turns_of(length: int, size: int, device: torch.device, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Cosines and sines (length, size / 2) of the turned positions."""
    pace = 10_000.0 ** (-torch.arange(0, size, 2, device=device) / size)
    angles = torch.arange(length, device=device)[:, None] * pace[None]
    return angles.cos().to(dtype), angles.sin().to(dtype)


class Encoder(nn.Module):
    """Types of words (batch, words) to states after every layer."""

    def __init__(self, shape: Shape, pieces: Tensor, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("pieces", pieces, persistent=False)
        self.word = nn.Embedding(shape.words + 1, shape.width)  # the last stands for all others
        self.piece = nn.Embedding(BUCKETS, shape.piece, padding_idx=0)
        self.spelt = nn.Linear(shape.piece, shape.width, bias=False)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, dropout) for _ in range(shape.layers))
        self.after = nn.RMSNorm(shape.width)
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                small = 0.02 / (2 * shape.layers) ** 0.5 if name.endswith(("heard.weight", "narrow.weight")) else 0.02
                nn.init.normal_(weight, std=small)

    def forward(self, types: Tensor, unknown: Tensor | None = None, mask: Tensor | None = None) -> list[Tensor]:
        """States before the first and after each layer; words marked unknown are known by their spelling."""
        words = types.clamp(max=self.shape.words)
        if unknown is not None:
            words = torch.where(unknown, self.shape.words, words)
        spelt = self.spelt(self.piece(self.pieces[types]).sum(-2))
        states = self.word(words) + spelt
        turns = turns_of(types.shape[1], self.shape.width // self.shape.heads, types.device, spelt.dtype)
        found = [states]
        for layer in self.layers:
            states = layer(states, turns, mask)
            found.append(states)
        found[-1] = self.after(states)
        return found


class Guesser(nn.Module):
    """The loss of guessing hidden words from their surroundings."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.turned = nn.Linear(encoder.shape.width, encoder.shape.width)
        self.bias = nn.Parameter(torch.zeros(encoder.shape.words))

    def forward(self, shown: Tensor, unknown: Tensor, places: Tensor, wanted: Tensor) -> Tensor:
        """Mean surprise in nats at places (flat) where the types `wanted` were."""
        states = self.encoder(shown, unknown)[-1].flatten(0, 1)[places]
        turned = functional.gelu(self.turned(states))
        scores = functional.linear(turned, self.encoder.word.weight[:-1], self.bias)
        return functional.cross_entropy(scores.float(), wanted)


def hide(
    types: Tensor, words: int, known: int, share: float, unknown: float, random: torch.Generator
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Hide a fixed number of words: four of five as MASK, one of ten as another word, one of ten left as it is.

    Returns what is shown, which words are shown by their spelling alone, the places (flat) and types of the hidden.
    """
    chance = torch.rand(types.shape, generator=random, device=types.device)
    guessable = (types >= len(SPECIAL)) & (types < words)
    number = int(share * 0.9 * types.numel())
    places = (chance + guessable).flatten().topk(number).indices
    wanted = types.flatten()[places]
    how = torch.rand(places.shape, generator=random, device=types.device)
    other = torch.randint(len(SPECIAL), known, places.shape, generator=random, device=types.device)
    shown = types.flatten().clone()
    shown[places] = torch.where(how < 0.8, MASK, torch.where(how < 0.9, other, wanted))
    spelt = torch.rand(types.shape, generator=random, device=types.device) < unknown
    return shown.view_as(types), spelt, places, wanted


def windows(stream: Tensor, schooling: Schooling, random: torch.Generator) -> Iterator[Tensor]:
    """Batches of windows of a stream of types, each time cut elsewhere, without end."""
    size = schooling.window
    if len(stream) < (schooling.windows + 1) * size:
        raise ValueError(f"{len(stream)} words are too few for {schooling.windows} windows of {size}")
    while True:
        start = int(torch.randint(size, (1,)))
        cut = stream[start : start + (len(stream) - start) // size * size].view(-1, size)
        order = torch.randperm(len(cut), generator=random, device=stream.device)
        for first in range(0, len(order) - schooling.windows + 1, schooling.windows):
            yield cut[order[first : first + schooling.windows]].long()


def pretrain(encoder: Encoder, stream: Tensor, schooling: Schooling, compiled: bool) -> list[tuple[float, int, float]]:
    """Teach an encoder on its device; returns (seconds, words seen, surprise) now and then."""
    torch.manual_seed(schooling.seed)
    device = stream.device
    random = torch.Generator(device).manual_seed(schooling.seed)
    guesser = Guesser(encoder).to(device).train()
    step = torch.compile(guesser, dynamic=False) if compiled else guesser
    matrices = [w for w in guesser.parameters() if w.dim() > 1]
    others = [w for w in guesser.parameters() if w.dim() < 2]
    groups = [{"params": matrices, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=schooling.rate, betas=(0.9, 0.98), fused=device.type == "cuda")
    known, log, began, steps = int(encoder.pieces.shape[0]), [], time.monotonic(), 0
    heard, limit = torch.zeros((), device=device), schooling.steps
    for batch in windows(stream, schooling, random):
        spent, budget = (time.monotonic() - began, schooling.seconds) if limit is None else (steps, limit)
        gone = spent / budget
        if gone >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = schooling.rate * min(1.0, (steps + 1) / WARM_UP, max(0.02, (1 - gone) / 0.8))
        shown, spelt, places, wanted = hide(
            batch, encoder.shape.words, known, schooling.hidden, schooling.unknown, random
        )
        with torch.autocast(device.type, torch.bfloat16):
            loss = step(shown, spelt, places, wanted)
        loss.backward()
        nn.utils.clip_grad_norm_(guesser.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        heard, steps = heard + loss.detach(), steps + 1
        if steps % 100 == 0:
            log.append((time.monotonic() - began, steps * batch.numel(), float(heard) / 100))
            print(f"  {log[-1][0]:6.0f} s {log[-1][1] / 1e6:8.1f} M words  surprise {log[-1][2]:.3f}", flush=True)
            heard = torch.zeros((), device=device)
    return log
