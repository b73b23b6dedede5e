"""The parser's best tree, found faster and in less memory.

Stanza's graph parser searches for the maximum spanning tree with one root by a Chu-Liu/Edmonds search in plain Python
that copies the score matrix at each contraction, which costs time and, in long sentences, much memory.
Two things find the same tree. For half of all sentences the best head of each word, taken word by word, already is a
tree with one root, and no tree can score higher than one made of each word's best head. For the others, Tarjan's
version of the search for dense graphs contracts cycles inside one matrix.

Sources: Chu & Liu (1965); Edmonds (1967); Tarjan (1977), doi:10.1002/net.3230070103; one root by the reweighting of
Stanojević & Cohen (2021), doi:10.18653/v1/2021.emnlp-main.823.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def best_tree(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Find the highest-scoring tree in which exactly one word depends on the root.

    `scores[dependent, head]` over the root (0) and n words: an (n + 1, n + 1) array of finite numbers, its diagonal
    apart. Returns n + 1 heads, the root's own being 0.
    """
    tree = greedy_tree(scores)
    return spanning_tree(scores) if tree is None else tree


def greedy_tree(scores: NDArray[np.floating]) -> NDArray[np.int64] | None:
    """Give the tree of best heads if it is a tree with one root, else None."""
    heads = np.argmax(scores, axis=1)
    heads[0] = 0
    return heads if is_tree(heads) else None


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Say whether n + 1 heads, the root's own (0) first, make a tree in which exactly one word depends on the root."""
    if np.count_nonzero(heads[1:] == 0) != 1:
        return False
    # Following heads for n steps reaches the root from each word exactly if there is no cycle; doubling the stride
    # each time needs log2(n) rounds.
    ancestors = heads
    for _ in range(len(heads).bit_length()):
        ancestors = ancestors[ancestors]
    return not ancestors.any()


def spanning_tree(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Find the highest-scoring tree with one root by contracting cycles (Tarjan's search)."""
    return _Search(scores).run()


class _Search:
    """The state of one search: a matrix in which contracted cycles live on in the row and column of one member.

    `arc[a, b]` is the arc (dependent * size + head) of the sentence that stands behind the score at [a, b]. Nodes are
    words (0 to n) and, numbered on from there, cycles; `node[a]` is the one in slot a, `entering` its best arc.
    """

    def __init__(self, scores: NDArray[np.floating]) -> None:
        self.size = len(scores)
        self.scores = scores.astype(np.float64)
        # A second word under the root must cost more than any other choice can gain.
        self.scores[:, 0] += np.min(self.scores, where=np.isfinite(self.scores), initial=0.0) * self.size
        np.fill_diagonal(self.scores, -np.inf)
        self.arc = np.arange(self.size**2).reshape(self.size, self.size)
        self.slots = np.arange(self.size)
        self.slot_of = list(range(self.size))
        self.node = list(range(self.size))
        self.entering = [0] * self.size
        self.parent: list[int | None] = [None] * self.size
        self.members: list[list[int]] = [[] for _ in range(self.size)]

    def run(self) -> NDArray[np.int64]:
        """Follow best heads from each word until the root is reached, contracting each cycle met on the way."""
        reached = [False] * self.size  # slots from which best arcs lead to the root
        reached[0] = True
        gain = [0.0] * self.size
        for word in range(1, self.size):
            path = [] if reached[self.slot_of[word]] else [self.slot_of[word]]
            while path:
                slot = path[-1]
                head = int(np.argmax(self.scores[slot]))
                gain[slot] = self.scores[slot, head]
                self.entering[self.node[slot]] = int(self.arc[slot, head])
                if reached[head]:
                    for passed in path:
                        reached[passed] = True
                    break
                if head in path:
                    cycle = path[path.index(head) :]
                    del path[path.index(head) :]
                    self._contract(cycle, [gain[slot] for slot in cycle])
                path.append(head)
        return self._expand()

    def _contract(self, cycle: list[int], gains: list[float]) -> None:
        """Make the cycle one node in the slot of its first member."""
        kept = cycle[0]
        # What breaking the cycle at each member gains, for each head outside; then the best member for each head.
        rows = self.scores[cycle] - np.array(gains)[:, None]
        best = rows.argmax(axis=0)
        arcs = self.arc[np.array(cycle)[best], self.slots]
        self.scores[kept] = rows[best, self.slots]
        self.arc[kept] = arcs
        columns = self.scores[:, cycle]
        best = columns.argmax(axis=1)
        arcs = self.arc[self.slots, np.array(cycle)[best]]
        self.scores[:, cycle] = -np.inf
        self.scores[:, kept] = columns[self.slots, best]
        self.arc[:, kept] = arcs
        self.scores[kept, kept] = -np.inf

        node = len(self.parent)
        members = [self.node[slot] for slot in cycle]
        self.parent.append(None)
        self.members.append(members)
        self.entering.append(0)
        for member in members:
            self.parent[member] = node
        self.node[kept] = node
        for word, slot in enumerate(self.slot_of):
            if slot in cycle:
                self.slot_of[word] = kept

    def _expand(self) -> NDArray[np.int64]:
        """Break each cycle where the arc that enters it ends, from the outermost in."""
        heads = np.zeros(self.size, dtype=np.int64)
        waiting = [node for node, parent in enumerate(self.parent) if parent is None and node != 0]
        while waiting:
            outer = waiting.pop()
            node, head = divmod(self.entering[outer], self.size)
            heads[node] = head
            while node != outer:
                parent = self.parent[node]
                assert parent is not None
                waiting += [member for member in self.members[parent] if member != node]
                node = parent
        return heads


def find_trees_here(processor: Any) -> None:
    """Let this parser (this object, not Stanza at large) use `best_tree`; other kinds of parser are left alone."""
    from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
    from stanza.models.depparse.head_constraints import resolve_head_constraint_violations
    from stanza.models.depparse.model import GraphParser

    parser: Any = getattr(processor.trainer, "model", None)
    if type(parser) is not GraphParser:
        return

    def decode(
        vocab: Any, batch_size: int, preds: Any, sentlens: Any, resolve_head_constraints: bool = False
    ) -> list[list[list[Any]]]:
        """Do as GraphParser.decode_graph_predictions does, the search apart."""
        decoded = []
        for index in range(batch_size):
            length = sentlens[index]
            scores = preds[0][index][:length, :length]
            tree = best_tree(scores)
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
