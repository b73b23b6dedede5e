"""Layers that are computed faster give what torch's own give, whatever the sizes, and in few shapes."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.hlstm import HighwayLSTM
from torch.nn.utils.rnn import pack_padded_sequence

from analysis.parsing.networks import layers
from analysis.parsing.networks.layers import (
    AVAILABLE,
    _LSTMByLength,
    _LSTMByLikeLength,
    _round,
    by_like_length,
    cut,
    linear,
    quicken,
)

LENGTHS = st.lists(st.integers(1, 40), min_size=1, max_size=50).map(lambda numbers: sorted(numbers, reverse=True))


def packed(lengths: list[int], size: int, lstm: torch.nn.LSTM):
    """Rows of random numbers, and random first states."""
    shape = lstm.num_layers * (1 + lstm.bidirectional), len(lengths), lstm.hidden_size
    rows = pack_padded_sequence(torch.randn(len(lengths), lengths[0], size), lengths, batch_first=True)
    return rows, (torch.randn(shape), torch.randn(shape))


@settings(deadline=None, max_examples=40)
@given(LENGTHS, st.booleans(), st.integers(1, 2), st.booleans())
def test_sequences_of_one_length_together(lengths, bidirectional, layers, given_states):
    lstm = torch.nn.LSTM(5, 3, layers, batch_first=True, bidirectional=bidirectional).eval()
    rows, states = packed(lengths, 5, lstm)
    asked = (rows, states) if given_states else (rows,)
    with torch.inference_mode():
        expected, last = lstm(*asked)
        lstm.__class__ = _LSTMByLength
        found, reached = lstm(*asked)
    assert torch.equal(found.batch_sizes, expected.batch_sizes)
    assert torch.allclose(found.data, expected.data, atol=1e-6)
    assert all(torch.allclose(one, other, atol=1e-6) for one, other in zip(reached, last, strict=True))


@settings(deadline=None, max_examples=40)
@given(LENGTHS, st.booleans(), st.booleans())
def test_sequences_of_like_length_together(lengths, bidirectional, given_states):
    lstm = torch.nn.LSTM(5, 3, batch_first=True, bidirectional=bidirectional).eval()
    rows, states = packed(lengths, 5, lstm)
    asked = (rows, states) if given_states else (rows,)
    with torch.inference_mode():
        expected = lstm(*asked)[0]
        lstm.__class__ = _LSTMByLikeLength
        found = lstm(*asked)[0]
    assert torch.equal(found.batch_sizes, expected.batch_sizes)
    assert torch.allclose(found.data, expected.data, atol=1e-6)


@pytest.mark.parametrize("kind", [_LSTMByLength, _LSTMByLikeLength])
def test_other_numbers_and_layers_without_bias(kind):
    lstm = torch.nn.LSTM(5, 3, batch_first=True, bias=False, dtype=torch.float64).eval()
    rows = pack_padded_sequence(torch.randn(8, 4, 5, dtype=torch.float64), [4, 4, 4, 4, 2, 2, 2, 2], batch_first=True)
    with torch.inference_mode():
        expected = lstm(rows)[0].data
        lstm.__class__ = kind
        assert torch.allclose(lstm(rows)[0].data, expected)


def test_shapes_recur(monkeypatch):
    """Batches of every composition, and few shapes for which a kernel is compiled."""
    shapes, rng, compute = set(), np.random.default_rng(1), torch.lstm

    def recording(rows, *rest):
        shapes.add(tuple(rows.shape))
        return compute(rows, *rest)

    monkeypatch.setattr(torch, "lstm", recording)
    lstm = torch.nn.LSTM(2, 1, batch_first=True).eval()
    with torch.inference_mode():
        for _ in range(60):
            lengths = np.sort(rng.integers(1, 120, rng.integers(1, 60)))[::-1].tolist()
            by_like_length(lstm, *packed(lengths, 2, lstm))
    assert {count for count, _, _ in shapes} <= {1, 2, 4, 8, 16}
    assert len({length for _, length, _ in shapes}) <= 40


def test_gradients_pass_through():
    lstm = torch.nn.LSTM(4, 3, batch_first=True, bidirectional=True)
    rows, states = packed([19, 18, 17, 17, 17, 16, 16, 16, 9, 5, 5, 2], 4, lstm)
    lstm(rows, states)[0].data.square().sum().backward()
    expected = [weights.grad.clone() for weights in lstm.parameters()]
    lstm.zero_grad()
    by_like_length(lstm, rows, states).data.square().sum().backward()
    for weights, gradient in zip(lstm.parameters(), expected, strict=True):
        assert torch.allclose(weights.grad, gradient, atol=1e-5)


@given(LENGTHS, st.floats(0.1, 1), st.integers(1, 9), st.integers(1, 20))
def test_runs_hold_every_sequence_in_order(lengths, like, few, most):
    runs = list(cut(np.array(lengths), like=like, few=few, most=most))
    assert [first for first, _ in runs] == [0, *(end for _, end in runs[:-1])]
    assert runs[-1][1] == len(lengths)
    for first, end in runs:
        assert end - first <= most
        assert end - first <= few or lengths[end - 1] >= like * lengths[first]


def test_lengths_are_rounded_up_to_few_values():
    rounded = [_round(length) for length in range(1, 1001)]
    assert all(length <= up < 1.13 * length + 1 for length, up in enumerate(rounded, 1))
    assert len(set(rounded)) < 65
    assert rounded[:20] == [*range(1, 17), 18, 18, 20, 20]


@pytest.mark.parametrize("available", [AVAILABLE, False])
@pytest.mark.parametrize("shape", [(40,), (1, 40), (3, 40), (64, 40), (700, 40), (7, 90, 40), (0, 40)])
@pytest.mark.parametrize("columns", [1, 30])
@pytest.mark.parametrize("biased", [True, False])
def test_products_of_any_shape(shape, columns, biased, available, monkeypatch):
    monkeypatch.setattr(layers, "AVAILABLE", available)
    rows, weight = torch.randn(shape), torch.randn(columns, 40)
    bias = torch.randn(columns) if biased else None
    with torch.inference_mode():
        assert torch.allclose(linear(rows, weight, bias), F.linear(rows, weight, bias), atol=1e-4)
        if rows.ndim == 3:  # as it lies after `pad_packed_sequence`
            turned = rows.transpose(0, 1)
            assert torch.allclose(linear(turned, weight, bias), F.linear(turned, weight, bias), atol=1e-4)


@pytest.mark.skipif(not AVAILABLE, reason="torch was built without oneDNN")
def test_whole_blocks_are_multiplied_by_onednn(monkeypatch):
    rows, weight = torch.randn(320, 40), torch.randn(30, 40)
    expected = F.linear(rows, weight)
    monkeypatch.setattr(layers.F, "linear", None)
    with torch.inference_mode():
        assert torch.allclose(linear(rows, weight), expected, atol=1e-4)


def test_weights_that_learn_get_their_gradient():
    layer, rows = torch.nn.Linear(40, 30), torch.randn(320, 40)
    layer(rows).square().sum().backward()
    expected, layer.weight.grad = layer.weight.grad, None
    quicken(layer)
    layer(rows).square().sum().backward()
    assert torch.allclose(layer.weight.grad, expected, atol=1e-3)


def test_a_whole_network():
    network = HighwayLSTM(6, 4, num_layers=2, bidirectional=True, batch_first=True).eval()
    rows, states = packed([9, 7, 7, 2], 6, torch.nn.LSTM(6, 4, 2, bidirectional=True))
    with torch.inference_mode():
        expected = network(rows, [9, 7, 7, 2], hx=states)[0].data
        quicken(network)
        assert all(type(layer.lstm) is _LSTMByLikeLength for layer in network.lstm)
        assert torch.allclose(network(rows, [9, 7, 7, 2], hx=states)[0].data, expected, atol=1e-6)
