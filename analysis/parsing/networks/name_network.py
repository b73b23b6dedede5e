"""The network that finds names: what a token's spelling and place tell, a BiLSTM, and scores of labels in a row.

It reads the tagger's states, so that what the tagger learnt about a word's surroundings need not be learnt again, and
the word vectors that come with the model. The best row of labels is found by the Viterbi algorithm over a conditional
random field (Lample et al. 2016, doi:10.18653/v1/N16-1030).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence

from analysis.parsing.networks.inputs import unpacked
from analysis.parsing.networks.layers import by_like_length, linear

LABELS = ("O", *(f"{place}-{kind}" for kind in ("PER", "LOC", "ORG", "MISC") for place in "BI"))
IMPOSSIBLE = -1e4
#: (labels, labels) whether a label may not follow another: I- goes on with its own kind alone.
MAY_NOT = torch.tensor([[other[0] == "I" and one[1:] != other[1:] for other in LABELS] for one in LABELS])


@dataclass(frozen=True)
class Sizes:
    """Sizes of the network; `classes` counts the values of each class of a token (part of speech, clitics …)."""

    classes: tuple[int, ...]
    widths: tuple[int, ...]
    lists: int
    state: int = 400
    of_state: int = 100
    vector: int = 100
    of_vector: int = 100
    near: int = 64
    of_near: int = 100
    of_head: int = 30
    pieces: int = 1 << 14
    of_pieces: int = 48
    hidden: int = 128
    layer: int = 100


class NameNetwork(nn.Module):
    """Scores of labels for each token of a sentence, and of one label after another."""

    def __init__(self, sizes: Sizes, dropout: float = 0.0) -> None:
        super().__init__()
        self.sizes = sizes
        self.of_vector = nn.Linear(sizes.vector, sizes.of_vector)
        self.of_near = nn.Linear(sizes.near, sizes.of_near)
        self.pieces = nn.EmbeddingBag(sizes.pieces, sizes.of_pieces, mode="sum", padding_idx=0)
        self.of_head = nn.Linear(sizes.vector, sizes.of_head)
        self.classes = nn.ModuleList(
            nn.Embedding(n + 1, width) for n, width in zip(sizes.classes, sizes.widths, strict=True)
        )
        self.of_lists = nn.Linear(sizes.lists, sizes.lists)
        self.of_state = nn.Linear(sizes.state, sizes.of_state)
        width = sizes.of_vector + sizes.of_near + sizes.of_pieces + sizes.of_head
        width += sum(sizes.widths) + sizes.lists + sizes.of_state
        self.lstm = nn.LSTM(width, sizes.hidden, bidirectional=True, batch_first=True)
        self.layer = nn.Linear(2 * sizes.hidden, sizes.layer)
        self.scores = nn.Linear(sizes.layer, len(LABELS))
        self.after = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.last = nn.Parameter(torch.zeros(len(LABELS)))
        self.drop = nn.Dropout(dropout)
        nn.init.normal_(self.pieces.weight, std=0.1)

    def spelt(self, vectors: Tensor, near: Tensor, pieces: Tensor) -> Tensor:
        """What tokens' spellings tell: word vectors, vectors of neighbours, and pieces (n, 20) of the stem."""
        told = (self.of_vector(vectors), self.of_near(near), self.pieces(pieces))
        return torch.cat([self.mostly(part, 0.1) for part in told], 1)

    def classed(self, classes: Tensor) -> Tensor:
        """What tokens' classes (n, n_classes) tell."""
        return torch.cat([embedding(classes[:, place]) for place, embedding in enumerate(self.classes)], 1)

    def placed(self, heads: Tensor, lists: Tensor, states: Tensor) -> Tensor:
        """What tokens' places tell: vectors of heads, lists of names, and states of the tagger."""
        told = self.mostly(linear(lists, self.of_lists.weight, self.of_lists.bias), 0.3)
        return torch.cat([heads, told, linear(self.drop(states), self.of_state.weight, self.of_state.bias)], 1)

    def mostly(self, rows: Tensor, left_out: float) -> Tensor:
        """In training, rows some of which are empty: the network learns not to trust one source alone."""
        return rows * (torch.rand(len(rows), 1) > left_out) if self.training else rows

    def label_scores(self, rows: Tensor, lengths: Sequence[int]) -> Tensor:
        """Scores (n, labels) of the tokens of sentences laid end to end, longest first."""
        packed = pack_sequence(list(torch.split(self.drop(rows), list(lengths))))
        zeros = rows.new_zeros(2, len(lengths), self.sizes.hidden)
        # Of which learning takes half the time of the other.
        read = self.lstm(packed)[0] if self.training else by_like_length(self.lstm, packed, (zeros, zeros))
        return self.scored(read.data[torch.from_numpy(unpacked(packed.batch_sizes, lengths))])

    def scored(self, states: Tensor) -> Tensor:
        """Scores (n, labels) of tokens, given the LSTM's states."""
        hidden = torch.tanh(linear(self.drop(states), self.layer.weight, self.layer.bias))
        return linear(self.drop(hidden), self.scores.weight, self.scores.bias)

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Scores of a label after another (labels, labels) and of the first label."""
        return self.after.masked_fill(MAY_NOT, IMPOSSIBLE), self.first.masked_fill(MAY_NOT[0], IMPOSSIBLE)


def best_labels(
    scores: NDArray[np.float32],
    lengths: Sequence[int],
    after: NDArray[np.float32],
    first: NDArray[np.float32],
    last: NDArray[np.float32],
) -> NDArray[np.int64]:
    """(n,) the best row of labels of each sentence; sentences lie end to end, longest first."""
    starts = np.cumsum([0, *lengths[:-1]])
    sizes = np.asarray(lengths)
    reached = first + scores[starts]
    came = np.zeros((int(sizes.max(initial=1)), len(lengths), len(first)), dtype=np.int64)
    for step in range(1, int(sizes.max(initial=1))):
        alive = int((sizes > step).sum())
        sums = reached[:alive, :, None] + after
        came[step, :alive] = sums.argmax(1)
        reached[:alive] = sums.max(1) + scores[starts[:alive] + step]
    best = (reached + last).argmax(1)
    labels = np.zeros(int(sizes.sum()), dtype=np.int64)
    for step in range(int(sizes.max(initial=1)) - 1, -1, -1):
        alive = int((sizes > step).sum())
        labels[starts[:alive] + step] = best[:alive]
        best[:alive] = came[step, np.arange(alive), best[:alive]]
    return labels
