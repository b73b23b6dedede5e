"""The tagger's network learns Arabic from news before, and besides, the treebank: it guesses words from their context.

A treebank of 200,000 words is learnt by heart before a network has seen most constructions of the language. So the
network between the tagger's inputs and what it says is trained on raw news as well, with two kinds of gap (after Peters
et al. 2018 and Devlin et al. 2019, in small):

- beside a word: the first layer's state ahead of it, which has read all before, and the one behind it, which has read
  all after, together guess it; they know nothing of the word itself;
- instead of a word: inputs are replaced by the one that stands for dropped words, and the last layer guesses them.

Some batches are of the treebank, with its tags, so that what is learnt is what these need. Stanza's own trainer goes on
from the result, which is a tagger like any other.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from training import fast
from training.launch import Plan, Run, rate

logger = logging.getLogger("training")

SEED = 1
GUESSED = 15_000  # types that are guessed, the most frequent ones
DROPPED = 0.2
BESIDE = 0.35  # of all words, the share that is guessed from its neighbours
FREQUENT = 3e-3
EVALUATE_EVERY = 400


@dataclass(frozen=True)
class Budget:
    """How long to train, at which peak rate, with which dropout, and every how manieth batch is of the treebank."""

    minutes: float
    rate: float = 0.0015
    dropout: float = 0.15
    gold_every: int = 4
    bf16: bool = True


class Guessers(nn.Module):
    """The two guessers of words; the vectors of their answers are the same, and begin as pretrained ones.

    Parameters
    ----------
    vectors, counts : (n, dimensions) and (n,) of the types that are guessed, the most frequent first.
    words : how many words there are in all.
    states : width of the network's states, both directions together.
    """

    def __init__(self, vectors: Tensor, counts: NDArray[np.int64], words: int, states: int) -> None:
        super().__init__()
        self.beside, self.instead = (nn.Linear(states, vectors.shape[1]) for _ in range(2))
        self.answers = nn.Linear(vectors.shape[1], len(vectors))
        self.answers.weight.data = vectors / vectors.shape[1] ** 0.5
        self.answers.bias.data = torch.from_numpy(np.log(counts / words)).float()
        # Very frequent words are guessed seldom (Mikolov et al. 2013).
        self.asked = torch.from_numpy(np.minimum(1.0, np.sqrt(FREQUENT * words / counts))).float()

    def forward(self, first: Tensor, last: Tensor, words: Tensor, dropped: Tensor) -> Tensor:
        """Losses (2,) of the two kinds of gap.

        `first` and `last` are the states of these layers (sentences, words, states); `words` (sentences, words) are
        numbers of types, -1 where there is none to guess; `dropped` says which inputs were.
        """
        half = first.shape[2] // 2
        around = torch.cat([F.pad(first[:, :-1, :half], (0, 0, 1, 0)), F.pad(first[:, 1:, half:], (0, 0, 0, 1))], dim=2)
        known = (words >= 0) & (words < len(self.asked))
        asked = known & (torch.rand(words.shape) < BESIDE * self.asked[torch.where(known, words, 0)])
        pairs = ((self.beside, around, asked), (self.instead, last, known & dropped))
        return torch.stack([self._loss(guesser(states[where]), words[where]) for guesser, states, where in pairs])

    def _loss(self, guesses: Tensor, words: Tensor) -> Tensor:
        loss = F.cross_entropy(self.answers(guesses).float(), words, reduction="sum")
        return loss / max(1, len(words))  # of few words none may be asked for


def layers(network: Any, packed: PackedSequence, lengths: Any, starts: tuple[Tensor, Tensor]) -> list[PackedSequence]:
    """States of all layers of a `HighwayLSTM`, by the sums of its own `forward`, which gives those of the last."""
    found = []
    for layer, lstm in enumerate(network.lstm):
        if layer:
            packed = PackedSequence(network.drop(packed.data), packed.batch_sizes)
        first, second = (start[2 * layer : 2 * layer + 2] for start in starts)
        hidden = lstm(packed, lengths, (first, second))[0]
        gate = torch.sigmoid(network.gate[layer](packed.data))
        mixed = hidden.data + gate * network.highway_func(network.highway[layer](packed.data))
        packed = PackedSequence(mixed, packed.batch_sizes)
        found.append(packed)
    return found


class Learner(Protocol):
    """A network of Stanza's that reads news and the treebank."""

    network: Any
    guessers: Guessers

    def news(self) -> Iterator[Tensor]:
        """Losses (2,) of the two kinds of gap, batch by batch, without end."""

    def gold(self) -> Iterator[Tensor]:
        """Losses of what the treebank says, batch by batch, without end."""

    def scores(self) -> dict[str, float]:
        """Per cent right on the development part."""

    def save(self, out: Path) -> None:
        """Write Stanza's file."""


class Training:
    """A run, which goes on from its last checkpoint if it was cut off."""

    def __init__(self, learner: Learner, budget: Budget) -> None:
        self.learner, self.budget = learner, budget
        for module in learner.network.modules():
            if isinstance(module, nn.Dropout):
                module.p = budget.dropout
        parts = (learner.network, learner.guessers)
        self.weights = [p for part in parts for p in part.parameters() if p.requires_grad]
        self.optimizer = torch.optim.Adam(self.weights, lr=budget.rate, betas=(0.9, 0.95), eps=1e-6)
        self.run = Run(Plan(minutes=budget.minutes))

    def train(self, out: Path) -> None:
        """Train until the budget is spent; the averaged weights are saved at each evaluation."""
        checkpoint = out.with_suffix(".checkpoint")
        if checkpoint.exists():
            self._go_on(torch.load(checkpoint, weights_only=True))
        losses: list[list[float]] = [[], [], []]
        news, gold = self.learner.news(), self.learner.gold()
        while (progress := self.run.plan.progress(self.run.step, self.run.started)) < 1:
            of_gold = self.run.step % self.budget.gold_every == 0
            found = self._step(gold if of_gold else news, progress)
            for some, loss in zip(losses[2:] if of_gold else losses[:2], found, strict=True):
                some.append(loss)
            if self.run.step % EVALUATE_EVERY == 0:
                self._report(losses, out)
                torch.save(self._state(), checkpoint)
                losses = [[], [], []]
        self._report(losses, out)

    def _step(self, batches: Iterator[Tensor], progress: float) -> list[float]:
        self.run.show(self.learner.network, averaged=False)
        self.learner.network.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self.budget.rate * rate(progress)
        self.optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.budget.bf16):
            losses = next(batches)
        losses.sum().backward()
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()
        self.run.step += 1
        self.run.follow(self.learner.network)
        return [float(loss) for loss in losses.detach().view(-1)]

    def _report(self, losses: list[list[float]], out: Path) -> None:
        self.run.show(self.learner.network, averaged=True)
        with torch.no_grad():
            scores = ", ".join(f"{name} {score:.2f}" for name, score in self.learner.scores().items())
        beside, instead, gold = (np.mean(some) if some else np.nan for some in losses)
        seconds = time.monotonic() - self.run.started
        message = "cloze: step %d, %.0f s: losses beside %.3f, instead %.3f, treebank %.3f; %s"
        logger.info(message, self.run.step, seconds, beside, instead, gold, scores)
        self.learner.save(out)

    def _state(self) -> dict[str, Any]:
        self.run.show(self.learner.network, averaged=False)
        parts = {"network": self.learner.network, "guessers": self.learner.guessers, "optimizer": self.optimizer}
        state = {name: part.state_dict() for name, part in parts.items()}
        return {
            **state,
            "average": self.run.average,
            "step": self.run.step,
            "spent": time.monotonic() - self.run.started,
        }

    def _go_on(self, state: dict[str, Any]) -> None:
        self.learner.network.load_state_dict(state["network"])
        self.learner.guessers.load_state_dict(state["guessers"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.run.average, self.run.step = state["average"], state["step"]
        self.run.started -= state["spent"]


def train_cloze(learner: Learner, budget: Budget, out: Path) -> None:
    """Let a network read news and the treebank, and write Stanza's file of it."""
    fast.install()
    random.seed(SEED)
    torch.manual_seed(SEED)
    Training(learner, budget).train(out)
