"""Teaching the network: examples as numbers, the loss of a conditional random field, scores of whole names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from analysis.arabic.orthography import key
from analysis.parsing.names import NameInputs
from analysis.parsing.networks.name_network import LABELS, NameNetwork, Sizes, best_labels
from training.ner.examples import Example

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Numbers:
    """An example as the network reads it."""

    places: Tensor  # (n, 22) of spellings
    heads: Tensor  # (n,) in the word vectors
    classes: Tensor  # (n, n_classes)
    lists: Tensor  # (n, n_lists)
    states: Tensor  # (n, 400) float16
    labels: Tensor  # (n,)

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Course:
    """A run of learning: how often the examples are seen, how fast, and where the rate ends."""

    epochs: int
    rate: float
    floor: float
    batch: int = 32


def numbers_of(examples: Sequence[Example], inputs: NameInputs) -> list[Numbers]:
    """Turn examples into numbers."""
    return [
        Numbers(
            inputs.places([token[:2] for token in example.tokens]),
            torch.tensor([inputs.of_word(token.head) for token in example.tokens]),
            inputs.classed([token[2:8] for token in example.tokens]),
            torch.from_numpy(inputs.lists.tell([key(token.stem) for token in example.tokens])),
            torch.from_numpy(example.states),
            torch.from_numpy(example.labels),
        )
        for example in examples
    ]


def class_values(examples: Sequence[Example], least: int = 3) -> list[list[str]]:
    """The values of each class of tokens that occur often enough to learn from, sorted."""
    columns = zip(*(token[2:8] for example in examples for token in example.tokens), strict=True)
    return [sorted(value for value, n in Counter(column).items() if n >= least) for column in columns]


def scores_of(network: NameNetwork, inputs: NameInputs, batch: Sequence[Numbers]) -> Tensor:
    """Scores of labels of the tokens of a batch, longest first, laid end to end."""
    spelt = network.spelt(*inputs.looked_up(torch.cat([one.places for one in batch])))
    heads = network.of_head(inputs.vectors[torch.cat([one.heads for one in batch])])
    placed = network.placed(
        heads, torch.cat([one.lists for one in batch]), torch.cat([one.states for one in batch]).float()
    )
    classed = network.classed(torch.cat([one.classes for one in batch]))
    return network.label_scores(torch.cat([spelt, classed, placed], 1), [len(one) for one in batch])


def loss_of(network: NameNetwork, scores: Tensor, batch: Sequence[Numbers]) -> Tensor:
    """Mean negative log-likelihood of the labels of a batch's sentences."""
    lengths = [len(one) for one in batch]
    after, first = network.transitions()
    padded = nn.utils.rnn.pad_sequence(list(torch.split(scores, lengths)), batch_first=True)
    labels = nn.utils.rnn.pad_sequence([one.labels for one in batch], batch_first=True)
    there = torch.arange(padded.shape[1]) < torch.tensor(lengths)[:, None]
    rows = torch.arange(len(batch))
    taken = padded.gather(2, labels[..., None])[..., 0] * there
    steps = after[labels[:, :-1], labels[:, 1:]] * there[:, 1:]
    of_labels = first[labels[:, 0]] + taken.sum(1) + steps.sum(1) + network.last[labels[rows, there.sum(1) - 1]]
    reached = first + padded[:, 0]
    for step in range(1, padded.shape[1]):
        further = torch.logsumexp(reached[:, :, None] + after, 1) + padded[:, step]
        reached = torch.where(there[:, step, None], further, reached)
    return (torch.logsumexp(reached + network.last, 1) - of_labels).mean()


def teach(network: NameNetwork, inputs: NameInputs, examples: Sequence[Numbers], course: Course, seed: int) -> None:
    """Teach a network; in the end its weights are their running average."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    learnt = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=course.rate, weight_decay=1e-3, betas=(0.9, 0.98))
    mean = [weight.detach().clone() for weight in learnt]
    steps, step = course.epochs * -(-len(examples) // course.batch), 0
    network.train()
    for _ in range(course.epochs):
        for batch in _batches(examples, course.batch, draw):
            pace = min(1.0, (step + 1) / 60) * max(course.floor, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = course.rate * pace
            loss = loss_of(network, scores_of(network, inputs, batch), batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learnt, 5.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                for average, weight in zip(mean, learnt, strict=True):
                    average.lerp_(weight, 1 - min(0.998, step / (step + 20)))
    with torch.no_grad():
        for average, weight in zip(mean, learnt, strict=True):
            weight.copy_(average)
    network.eval()


def _batches(examples: Sequence[Numbers], size: int, draw: np.random.Generator) -> Iterator[list[Numbers]]:
    """Batches of examples of about one length, in random order."""
    order = np.argsort([-len(example) + draw.uniform(0, 6) for example in examples], kind="stable")
    for first in draw.permutation(np.arange(0, len(order), size)):
        batch = [examples[place] for place in order[first : first + size]]
        yield sorted(batch, key=len, reverse=True)


@torch.no_grad()
def predict(network: NameNetwork, inputs: NameInputs, examples: Sequence[Numbers]) -> list[NDArray[np.int64]]:
    """The best labels of each example."""
    network.eval()
    after, first = network.transitions()
    found: list[NDArray[np.int64]] = [np.empty(0, np.int64)] * len(examples)
    order = np.argsort([-len(example) for example in examples], kind="stable")
    for begin in range(0, len(order), 64):
        some = order[begin : begin + 64]
        lengths = [len(examples[place]) for place in some]
        scores = scores_of(network, inputs, [examples[place] for place in some])
        labels = best_labels(scores.numpy(), lengths, after.numpy(), first.numpy(), network.last.numpy())
        for place, part in zip(some, np.split(labels, np.cumsum(lengths)[:-1]), strict=True):
            found[place] = part
    return found


def posteriors(network: NameNetwork, inputs: NameInputs, batch: Sequence[Numbers]) -> list[Tensor]:
    """Probability (n, labels) of each label of each token of a batch, longest first."""
    lengths = [len(one) for one in batch]
    after, first = network.transitions()
    scores = nn.utils.rnn.pad_sequence(list(torch.split(scores_of(network, inputs, batch), lengths)), batch_first=True)
    there = torch.arange(scores.shape[1]) < torch.tensor(lengths)[:, None]
    forward, backward = [first + scores[:, 0]], [network.last.expand(len(batch), -1)]
    for step in range(1, scores.shape[1]):
        further = torch.logsumexp(forward[-1][:, :, None] + after, 1) + scores[:, step]
        forward.append(torch.where(there[:, step, None], further, forward[-1]))
    for step in range(scores.shape[1] - 1, 0, -1):
        before = torch.logsumexp(after + (scores[:, step] + backward[-1])[:, None], 2)
        backward.append(torch.where(there[:, step, None], before, backward[-1]))
    both = torch.softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), 2)
    return [row[:length] for row, length in zip(both, lengths, strict=True)]


def spans(labels: Sequence[str]) -> set[Span]:
    """Names in a row of labels as (first token, end, kind)."""
    found, begin = set(), None
    for place, label in enumerate([*labels, "O"]):
        if begin is not None and (label[0] != "I" or label[1:] != labels[begin][1:]):
            found.add((begin, place, labels[begin][2:]))
            begin = None
        if label != "O" and begin is None:
            begin = place
    return found


def f1_of_names(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of whole names of the right kind, as conlleval counts; of all and of each kind."""
    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for one, other in zip(gold, found, strict=True):
        for counter, names in ((right, spans(one) & spans(other)), (wanted, spans(one)), (given, spans(other))):
            counter.update(name[2] for name in names)
            counter["all"] += len(names)
    return {
        kind: (
            right[kind] / max(1, given[kind]),
            right[kind] / max(1, wanted[kind]),
            2 * right[kind] / max(1, given[kind] + wanted[kind]),
        )
        for kind in sorted(wanted)
    }


def sizes_of(inputs: NameInputs, classes: Sequence[Sequence[str]], hidden: int) -> Sizes:
    """Sizes of a network for these inputs."""
    return Sizes(
        classes=tuple(map(len, classes)),
        widths=(12, 6, 12, 24, 8, 12),
        lists=inputs.lists.width,
        vector=inputs.vectors.shape[1],
        near=inputs.near.shape[1],
        hidden=hidden,
    )


__all__ = ["LABELS", "Course", "Numbers", "f1_of_names", "numbers_of", "posteriors", "predict", "sizes_of", "teach"]
