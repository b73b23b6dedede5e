"""The network that finds names: its rows of labels."""

from itertools import pairwise, product

import numpy as np
import torch

from analysis.parsing.networks.name_network import LABELS, NameNetwork, Sizes, best_labels

SIZES = Sizes(classes=(3, 2), widths=(4, 2), lists=4, state=10, of_state=6, vector=5, of_vector=4, near=3, of_near=4)


def test_the_best_row_is_the_best_of_all_rows():
    draw = np.random.default_rng(1)
    size, lengths = 3, [4, 4, 2, 1]
    scores = draw.normal(size=(sum(lengths), size)).astype(np.float32)
    after, first, last = (draw.normal(size=shape).astype(np.float32) for shape in ((size, size), size, size))
    found = np.split(best_labels(scores, lengths, after, first, last), np.cumsum(lengths)[:-1])

    def worth(row: tuple[int, ...], of: np.ndarray) -> float:
        steps = sum(after[one, other] for one, other in pairwise(row))
        return first[row[0]] + last[row[-1]] + steps + of[np.arange(len(row)), row].sum()

    for labels, of in zip(found, np.split(scores, np.cumsum(lengths)[:-1]), strict=True):
        best = max(product(range(size), repeat=len(of)), key=lambda row: worth(row, of))
        assert tuple(labels) == best


def test_a_name_goes_on_with_its_own_kind_only():
    torch.manual_seed(1)
    network = NameNetwork(SIZES).eval()
    after, first = (scores.detach().numpy() for scores in network.transitions())
    scores = np.random.default_rng(1).normal(size=(50, len(LABELS))).astype(np.float32) * 5
    row = [LABELS[label] for label in best_labels(scores, [50], after, first, network.last.detach().numpy())]
    assert row[0][0] != "I"
    assert all(one[1:] == other[1:] for one, other in pairwise(row) if other[0] == "I")


def test_learning_and_asking_read_alike():
    torch.manual_seed(1)
    network = NameNetwork(SIZES)
    rows = torch.randn(9, network.lstm.input_size)
    with torch.no_grad():
        assert torch.allclose(network.label_scores(rows, [5, 4]), network.eval().label_scores(rows, [5, 4]), atol=1e-6)
