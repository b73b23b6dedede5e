"""Learning to find names: what is read, what is lost, how whole names are scored."""

import gzip
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import torch

from analysis.parsing.networks.name_network import LABELS, NameNetwork, Sizes
from training.ner.examples import read_labelled
from training.ner.learning import Numbers, f1_of_names, loss_of, spans
from training.ner.neighbours import TOKEN

SIZES = Sizes(classes=(3,), widths=(4,), lists=4, state=10, of_state=6, vector=5, of_vector=4, near=3, of_near=4)


def test_a_label_that_goes_on_with_nothing_begins_a_name(tmp_path: Path):
    path = tmp_path / "labelled.tsv.gz"
    path.write_bytes(gzip.compress("في\tO\nهونج\tB-LOC\nكونج\tI-LOC\nالأمن\tI-ORG\n\nقال\tO\n\n".encode()))
    first, second = read_labelled(path)
    assert [label for _, label in first] == ["O", "B-LOC", "I-LOC", "B-ORG"]
    assert second == [("قال", "O")]


def test_names_count_when_span_and_kind_are_right():
    gold = [["B-PER", "I-PER", "O", "B-LOC"], ["B-ORG", "B-ORG"]]
    found = [["B-PER", "O", "O", "B-LOC"], ["B-ORG", "B-LOC"]]
    assert spans(gold[0]) == {(0, 2, "PER"), (3, 4, "LOC")}
    scores = f1_of_names(gold, found)
    assert scores["all"] == (0.5, 0.5, 0.5)
    assert scores["LOC"] == (0.5, 1.0, 2 / 3)
    assert scores["PER"] == (0.0, 0.0, 0.0)


def test_the_loss_is_that_of_all_rows():
    torch.manual_seed(1)
    network = NameNetwork(SIZES)
    for weight in (network.after, network.first, network.last):
        torch.nn.init.normal_(weight)
    row = (0, 1, 2)
    scores = torch.randn(3, len(LABELS))
    nothing = torch.zeros(3, 1, dtype=torch.long)
    batch = [Numbers(nothing, nothing[:, 0], nothing, nothing, nothing, torch.tensor(row))]
    with torch.no_grad():
        loss = loss_of(network, scores, batch).item()
        after, first = network.transitions()

    def worth(labels: tuple[int, ...]) -> float:
        steps = sum(after[one, other].item() for one, other in pairwise(labels))
        own = sum(scores[place, label].item() for place, label in enumerate(labels))
        return first[labels[0]].item() + network.last[labels[-1]].item() + steps + own

    every = [worth(labels) for labels in product(range(len(LABELS)), repeat=3)]
    assert np.isclose(loss, np.logaddexp.reduce(every) - worth(row), atol=1e-4)


def test_tokens_are_words_numbers_and_marks():
    assert TOKEN.findall("زار عدن، عام 2015.") == ["زار", "عدن", "،", "عام", "2015", "."]
