import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from analysis.annotation.trees import greedy_tree


def scores_of(seed: int, size: int, sharpness: float) -> np.ndarray:
    """Log-probabilities of heads, as a parser gives them: the sharper, the nearer to a tree."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(size + 1, size + 1))
    scores[np.arange(1, size + 1), rng.integers(0, np.arange(1, size + 1))] += sharpness
    np.fill_diagonal(scores, -np.inf)
    return (scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))).astype(np.float32)


@given(st.integers(0, 10_000), st.integers(1, 30), st.sampled_from([0.0, 3.0, 12.0]))
def test_a_greedy_tree_is_the_one_that_the_search_finds(seed, size, sharpness):
    scores = scores_of(seed, size, sharpness)
    tree = greedy_tree(scores.copy())
    if tree is not None:
        assert tree.tolist() == chuliu_edmonds_one_root(scores.copy()).tolist()


def test_the_shortcut_is_taken_often_enough_to_be_tested_here():
    taken = [greedy_tree(scores_of(seed, 8, 12.0)) is not None for seed in range(200)]
    assert 20 < sum(taken) < 200


@pytest.mark.parametrize(
    ("heads", "is_tree"),
    [
        ([0], True),
        ([2, 0], True),
        ([0, 1, 2], True),
        ([2, 1], False),
        ([0, 0], False),
        ([0, 3, 2], False),
        ([2, 3, 1, 0], False),
    ],
)
def test_cycles_and_second_roots_are_no_trees(heads, is_tree):
    scores = np.full((len(heads) + 1, len(heads) + 1), -9.0)
    scores[np.arange(1, len(heads) + 1), heads] = -0.1
    np.fill_diagonal(scores, -np.inf)
    found = greedy_tree(scores)
    assert (found is not None) == is_tree
    if is_tree:
        assert found.tolist() == [0, *heads]
