from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from analysis.parsing.networks.trees import best_tree, greedy_tree, is_tree, spanning_tree


def scores_of(seed: int, size: int, sharpness: float) -> np.ndarray:
    """Log-probabilities of heads, as a parser gives them: the sharper, the nearer to a tree."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(size + 1, size + 1))
    scores[np.arange(1, size + 1), rng.integers(0, np.arange(1, size + 1))] += sharpness
    np.fill_diagonal(scores, -np.inf)
    return (scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))).astype(np.float32)


def is_tree_with_one_root(heads) -> bool:
    def reaches_root(word):
        return any((word := heads[word]) == 0 for _ in heads)

    return list(heads[1:]).count(0) == 1 and all(reaches_root(word) for word in range(1, len(heads)))


SENTENCES = (st.integers(0, 10_000), st.integers(1, 40), st.sampled_from([0.0, 3.0, 12.0]))


@given(*SENTENCES)
def test_the_best_tree_is_the_one_that_stanza_finds(seed, size, sharpness):
    scores = scores_of(seed, size, sharpness)
    expected = chuliu_edmonds_one_root(scores.copy()).tolist()
    given_scores = scores.copy()
    assert best_tree(given_scores).tolist() == expected
    assert spanning_tree(given_scores).tolist() == expected
    assert np.array_equal(given_scores, scores), "the scores are left as they were"


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_no_tree_scores_higher(seed, size):
    scores = scores_of(seed, size, 0.0).astype(float)
    words = np.arange(1, size + 1)
    trees = [(0, *heads) for heads in product(range(size + 1), repeat=size) if is_tree_with_one_root((0, *heads))]
    best = max(trees, key=lambda heads: scores[words, list(heads[1:])].sum())
    assert tuple(spanning_tree(scores)) == best


def test_both_ways_to_a_tree_are_taken_here():
    taken = [greedy_tree(scores_of(seed, 8, 12.0)) is not None for seed in range(200)]
    assert 20 < sum(taken) < 200


@pytest.mark.parametrize(
    ("heads", "tree"),
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
def test_cycles_and_second_roots_are_no_trees(heads, tree):
    scores = np.full((len(heads) + 1, len(heads) + 1), -9.0)
    scores[np.arange(1, len(heads) + 1), heads] = -0.1
    np.fill_diagonal(scores, -np.inf)
    found = greedy_tree(scores)
    assert (found is not None) == tree == is_tree_with_one_root([0, *heads])
    if tree:
        assert found.tolist() == [0, *heads]
    assert is_tree_with_one_root(best_tree(scores))


@given(st.lists(st.integers(0, 8), min_size=1, max_size=8))
def test_heads_are_a_tree_if_all_lead_to_the_one_root(heads):
    heads = [head % (len(heads) + 1) for head in heads]

    def reaches_root(word):
        for _ in heads:
            word = heads[word - 1] if word else 0
        return word == 0

    assert is_tree(np.array([0, *heads])) == (heads.count(0) == 1 and all(map(reaches_root, range(1, len(heads) + 1))))
