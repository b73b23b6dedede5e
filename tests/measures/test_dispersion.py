"""Dispersion, against the worked examples of the papers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis.measures import dispersion

# Gries (2008; 2020): the letter a in a corpus of five parts of 9, 10, 10, 10 and 11 words.
GRIES = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]


def test_gries_dp_and_its_normalised_form_as_printed():
    assert dispersion.dp(*GRIES) == pytest.approx(0.18, abs=1e-12)
    assert dispersion.dp_norm(*GRIES) == pytest.approx(0.18 / 0.82, abs=1e-12)


def test_lijffijt_and_gries_2012_table_1():
    assert dispersion.dp([2, 1, 0], [1, 1, 1]) == pytest.approx(1 / 3)
    assert dispersion.dp_norm([2, 1, 0], [1, 1, 1]) == pytest.approx(0.5)


def test_juilland_d_as_printed():
    """Gries (2008) 0.785; Carroll (1970), p. 14: 0.6464."""
    assert dispersion.juilland_d(*GRIES) == pytest.approx(0.785, abs=0.0005)
    assert dispersion.juilland_d([0, 4, 3, 2, 1], [1] * 5) == pytest.approx(0.6464, abs=5e-5)


def test_same_as_the_package_corpus_dispersion():
    """Values of corpus_dispersion 0.2.0 (an implementation in Rust) for six parts of unequal size."""
    parts = [10, 5, 8, 12, 3, 0], [1000, 800, 1200, 900, 600, 70]
    assert dispersion.dp(*parts) == pytest.approx(0.16319244500748586, abs=1e-12)
    assert dispersion.dp_norm(*parts) == pytest.approx(0.16573099415204676, abs=1e-12)
    assert dispersion.juilland_d(*parts) == pytest.approx(0.7308881617020712, abs=1e-12)


def test_arf_as_printed():
    """Gries (2008), p. 410: 15 occurrences among 50 words, with these distances around the ring; ARF 10.8."""
    distances = [2, 10, 2, 9, 2, 5, 2, 3, 3, 1, 3, 2, 1, 3, 2]
    assert dispersion.arf(np.cumsum(distances) - 1, 50) == pytest.approx(10.8, abs=1e-9)


def test_arf_is_the_frequency_when_even_and_near_one_when_bunched():
    assert dispersion.arf([0, 10, 20, 30, 40], 50) == pytest.approx(5)
    assert dispersion.arf([7, 8, 9, 10, 11], 5_000) == pytest.approx(1, abs=0.01)
    assert dispersion.arf([], 50) == 0


@given(st.lists(st.integers(0, 49), min_size=1, max_size=20, unique=True), st.integers(0, 49))
def test_arf_does_not_depend_on_where_the_ring_begins(positions, shift):
    turned = [(p + shift) % 50 for p in positions]
    assert dispersion.arf(turned, 50) == pytest.approx(dispersion.arf(positions, 50))
    assert 1 - 1e-9 <= dispersion.arf(positions, 50) <= len(positions) + 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 500)), min_size=2, max_size=12),
    st.integers(1, 5),
)
def test_dp_norm_is_a_share_and_knows_no_scale(parts, scale):
    counts, sizes = (np.array(x) for x in zip(*parts, strict=True))
    value = dispersion.dp_norm(counts, sizes)
    if counts.sum() == 0:
        assert math.isnan(value)
    else:
        assert -1e-12 <= value <= 1 + 1e-12
        assert dispersion.dp_norm(counts * scale, sizes * scale) == pytest.approx(value, abs=1e-12)
        assert dispersion.dp_norm(sizes, sizes) == pytest.approx(0, abs=1e-12)


def test_many_items_at_once_get_what_each_gets_alone():
    rng = np.random.default_rng(3)
    counts = rng.poisson(0.3, (40, 60))
    counts[:, 7] = 0
    sizes = rng.integers(0, 300, 40)
    counts[sizes == 0] = 0
    together = dispersion.dp_norms(sparse.csc_array(counts), sizes)
    alone = [dispersion.dp_norm(counts[:, i], sizes) for i in range(60)]
    np.testing.assert_allclose(together, alone, atol=1e-12)


def test_one_part_and_no_occurrence_are_nan(recwarn):
    assert math.isnan(dispersion.dp([0, 0], [10, 10]))
    assert math.isnan(dispersion.dp_norm([5], [10]))
    assert math.isnan(dispersion.juilland_d([5], [10]))
    assert math.isnan(dispersion.dp_norm([], []))
    assert np.isnan(dispersion.dp_norms(sparse.csc_array(np.ones((1, 3))), [10])).all()
    assert not recwarn.list


def test_range_counts_the_parts_that_have_the_item():
    assert dispersion.document_range([0, 3, 1, 0]) == 2


def test_impossible_parts_are_refused():
    with pytest.raises(ValueError, match="do not match"):
        dispersion.dp([1, 2], [3])
    with pytest.raises(ValueError, match="empty part"):
        dispersion.dp([1, 2], [0, 3])
    with pytest.raises(ValueError, match="outside the corpus"):
        dispersion.arf([50], 50)
