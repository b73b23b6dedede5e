"""Products in whole numbers are nearly those of floats, row by row, and exact where numbers are whole."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.networks import integers
from analysis.parsing.networks.integers import BLOCK, LARGEST, Weights, in_bytes

SIZES = st.integers(2, 40)


@given(SIZES, st.integers(1, 2 * BLOCK), SIZES)
def test_products_are_those_of_floats_but_for_rounding(size, number, wide):
    torch.manual_seed(size)
    weight, rows, bias = torch.randn(size, wide), torch.randn(number, wide), torch.randn(size)
    found = Weights(weight).products(rows, bias)
    expected = rows @ weight.T + bias
    # Each of `wide` terms is off by half a step of either number at most.
    steps = rows.abs().amax(1)[:, None] * weight.abs().amax(1) / LARGEST
    assert ((found - expected).abs() <= wide * 1.01 * steps + 1e-5).all()


def test_the_largest_sums_are_exact_with_and_without_bytes(monkeypatch):
    rows = torch.full((3, 800), -LARGEST, dtype=torch.int8)
    for able in (True, False):
        monkeypatch.setattr(integers, "multiplies_bytes", lambda able=able: able)
        assert Weights(-torch.ones(2, 800)).sums(rows).tolist() == [[LARGEST**2 * 800.0] * 2] * 3


def test_rows_of_zeros_stay_zeros():
    whole, _ = in_bytes(torch.zeros(2, 5))
    assert whole.tolist() == [[0] * 5] * 2
    assert Weights(torch.zeros(3, 5)).products(torch.zeros(2, 5)).tolist() == [[0.0] * 3] * 2


@pytest.mark.parametrize(("owner", "name"), [(torch, "_int_mm"), (torch.cpu, "_is_vnni_supported")])
def test_a_torch_that_cannot_tell_or_multiply_bytes_multiplies_floats(monkeypatch, owner, name):
    monkeypatch.delattr(owner, name)
    assert not integers.multiplies_bytes.__wrapped__()


def test_a_machine_whose_sums_are_cut_off_multiplies_floats(monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_vnni_supported", lambda: True)
    monkeypatch.setattr(torch, "_int_mm", lambda rows, columns: (rows.int() @ columns.int()).clamp(-(2**15), 2**15))
    assert not integers.multiplies_bytes.__wrapped__()
