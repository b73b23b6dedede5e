"""A shortcut to the parser's best tree.

Stanza's graph parser searches for the maximum spanning tree with one root (Chu-Liu/Edmonds in Python), although
for half of all sentences the best head of each word, taken word by word, already is such a tree. No tree can
score higher than one made of each word's best head, so that one is the answer, and the search is skipped.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def greedy_tree(scores: NDArray[np.floating]) -> NDArray[np.int64] | None:
    """Give the tree of best heads if it is a tree with one root, else None.

    `scores[dependent, head]` over n words and the root (0): an (n + 1, n + 1) array. The result has n + 1 heads,
    the root's own being 0.
    """
    heads = np.argmax(scores, axis=1)
    heads[0] = 0
    if np.count_nonzero(heads[1:] == 0) != 1:
        return None
    # Following heads for n steps reaches the root from each word exactly if there is no cycle; doubling the stride
    # each time needs log2(n) rounds.
    ancestors = heads
    for _ in range(len(heads).bit_length()):
        ancestors = ancestors[ancestors]
    return heads if not ancestors.any() else None


def prefer_greedy_trees(processor: Any) -> None:
    """Let this parser (this object, not Stanza at large) take the shortcut; other kinds of parser are left alone."""
    from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.head_constraints import resolve_head_constraint_violations
    from stanza.models.depparse.model import GraphParser

    parser: Any = getattr(processor.trainer, "model", None)
    if type(parser) is not GraphParser:
        return

    def decode(
        vocab: Any, batch_size: int, preds: Any, sentlens: Any, resolve_head_constraints: bool = False
    ) -> list[list[list[Any]]]:
        """Do as GraphParser.decode_graph_predictions does, the shortcut apart."""
        decoded = []
        for index in range(batch_size):
            length = sentlens[index]
            scores = preds[0][index][:length, :length]
            tree = greedy_tree(scores)
            if tree is None:
                tree = chuliu_edmonds_one_root(scores)
            if resolve_head_constraints:
                log_probs = preds[2][index][:length, :length, :]
                tree, labels = resolve_head_constraint_violations(scores, log_probs, tree, vocab)
                deprels = vocab.unmap([label + VOCAB_PREFIX_SIZE for label in labels])
            else:
                labels = preds[1][index]
                deprels = vocab.unmap([labels[word + 1][head] for word, head in enumerate(tree[1:])])
            decoded.append([list(pair) for pair in zip(tree[1:], deprels, strict=True)])
        return decoded

    parser.decode_graph_predictions = decode
