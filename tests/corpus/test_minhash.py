import numpy as np
import pytest

from analysis.corpus.minhash import HASHES, Search, bands_for, similarity, sketch


def some(*ranges):
    return np.concatenate([np.arange(first, last, dtype=np.uint32) for first, last in ranges])


@pytest.mark.parametrize(("one", "other", "share"), [((0, 900), (0, 900), 1.0), ((0, 900), (2000, 2900), 0.0)])
def test_equal_sets_are_alike_and_disjoint_ones_are_not(one, other, share):
    assert similarity(sketch(some(one)), sketch(some(other))) == share


@pytest.mark.parametrize("size", [40, 400, 20_000])
@pytest.mark.parametrize("overlap", [0.2, 0.5, 0.8])
def test_the_estimate_lies_within_four_standard_errors_of_jaccard(size, overlap):
    shared = int(size * overlap)
    jaccard = shared / (2 * size - shared)
    found = similarity(sketch(some((0, size))), sketch(some((size - shared, 2 * size - shared))))
    assert abs(found - jaccard) <= 4 * np.sqrt(jaccard * (1 - jaccard) / HASHES)


def test_neither_order_nor_repetition_changes_a_sketch():
    members = some((0, 20_000))
    shuffled = np.random.default_rng(1).permutation(np.concatenate([members, members[:5000]]))
    assert (sketch(members) == sketch(shuffled)).all()


# The Python package datasketch gives the same; the last stands in its documentation.
@pytest.mark.parametrize(("threshold", "bands"), [(0.5, (25, 5)), (0.7, (14, 9)), (0.8, (9, 13)), (0.9, (5, 25))])
def test_bands_are_those_with_the_fewest_errors(threshold, bands):
    assert bands_for(threshold) == bands


def test_likely_copies_are_found_in_the_order_of_their_adding():
    search = Search(0.7)
    for name, members in (("a", (0, 1000)), ("b", (5000, 6000)), ("c", (20, 1020))):
        search.add(name, sketch(some(members)))
    assert search.like(sketch(some((10, 1010)))) == ["a", "c"]
    assert search.like(sketch(some((9000, 9900)))) == []
