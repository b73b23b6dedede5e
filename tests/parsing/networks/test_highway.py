"""A highway LSTM in whole numbers gives nearly what Stanza's gives, and always the same."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.hlstm import HighwayLSTM
from torch import nn
from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence

from analysis.parsing.networks import integers
from analysis.parsing.networks.highway import Highway

SIZE, INPUTS, LAYERS = 24, 10, 2


class Model(nn.Module):
    """What is asked of a tagger or parser: the network and its first states."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = HighwayLSTM(
            INPUTS, SIZE, LAYERS, batch_first=True, bidirectional=True, highway_func=torch.tanh
        ).eval()
        self.lstm_h_init, self.lstm_c_init = (nn.Parameter(torch.rand(2 * LAYERS, 1, SIZE) - 0.5) for _ in range(2))


@pytest.fixture(scope="module")
def model() -> Model:
    torch.manual_seed(1)
    return Model()


LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=20).map(lambda lengths: sorted(lengths, reverse=True))


@settings(deadline=None, max_examples=30)
@given(LENGTHS)
def test_states_are_those_of_stanza_but_for_rounding(model, lengths):
    rows = torch.randn(sum(lengths), INPUTS)
    with torch.inference_mode():
        found = Highway(model, "lstm").run(rows, lengths)
        states = tuple(
            first.expand(2 * LAYERS, len(lengths), SIZE).contiguous()
            for first in (model.lstm_h_init, model.lstm_c_init)
        )
        packed, _ = model.lstm(pack_sequence(list(rows.split(lengths))), lengths, hx=states)
        padded, _ = pad_packed_sequence(packed, batch_first=True)
    expected = torch.cat([sentence[:length] for sentence, length in zip(padded, lengths, strict=True)])
    assert (found - expected).abs().max() < 0.05, "of numbers between -2 and 2"


def test_a_sentence_has_the_same_states_whatever_is_read_with_it(model):
    lengths = [40, 23, 23, 7, 2, 1]
    rows = torch.randn(sum(lengths), INPUTS)
    with torch.inference_mode():
        network = Highway(model, "lstm")
        together = network.run(rows, lengths).split(lengths)
        alone = [network.run(some, [len(some)]) for some in rows.split(lengths)]
    assert all(torch.equal(one, other) for one, other in zip(together, alone, strict=True))


def test_a_machine_that_cannot_multiply_bytes_finds_the_same(model, monkeypatch):
    lengths = [31, 12, 12, 3]
    rows = torch.randn(sum(lengths), INPUTS)
    found = []
    for able in (True, False):
        monkeypatch.setattr(integers, "multiplies_bytes", lambda able=able: able)
        with torch.inference_mode():
            found.append(Highway(model, "lstm").run(rows, lengths))
    assert torch.equal(*found)
