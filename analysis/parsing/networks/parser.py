"""The graph parser, asked for one relation a word.

Stanza scores 36 relations for every pair of words, though a tree has one pair a word. Here the tree is found first,
and relations are scored for its pairs alone; only where Stanza mends a tree in which a head has two subjects or two
objects are all pairs of that sentence scored, as it does.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (PyTorch's own custom)
from numpy.typing import NDArray
from stanza.models.common.vocab import ROOT_ID, VOCAB_PREFIX_SIZE, CompositeVocab
from stanza.models.depparse.head_constraints import (
    find_head_constraint_violations,
    resolve_head_constraint_violations,
)
from stanza.models.depparse.model import GraphParser
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from analysis.parsing.networks.highway import Highway
from analysis.parsing.networks.inputs import Rows, Spellings, batches, laid_out
from analysis.parsing.networks.integers import Weights
from analysis.parsing.networks.layers import linear
from analysis.parsing.networks.trees import best_tree

# Which bound memory, some 15 kB a word; of pairs of words, in sentences that are padded to one length.
BATCH_WORDS, PAIRED_WORDS = 12_000, 3000
HEADS_AT_ONCE = 64  # which bounds memory; their products are some 30 kB a head


class ParserWord(NamedTuple):
    """What the parser reads of a word."""

    form: str
    upos: str
    xpos: str
    lemma: str


class Arc(NamedTuple):
    """A word's head (1 to n, 0 = root) and relation."""

    head: int
    deprel: str


class FastParser:
    """Stanza's graph parser of this very shape, with its scores for order and distance."""

    def __init__(self, trainer: Any, pretrain_vocab: Any, *, resolve: bool) -> None:
        self._model, self._vocab, self._resolve = trainer.model, trainer.vocab, resolve
        self._spellings = Spellings(self._model, self._vocab, pretrain_vocab)
        self._lstm = Highway(self._model, "parserlstm")
        self._forms = Rows(self._read_forms)
        self._lemmas = Rows(self._read_lemmas)
        self._tags = Rows(self._read_tags)
        # (below × relations, above): the product with heads comes first.
        weight = self._model.deprel.scorer.W_bilin.weight.detach()
        self._relation_weights = Weights(weight.permute(0, 2, 1).flatten(0, 1))
        # What each word is as a dependent and as a head, for all scorers in one product.
        self._scorers = [getattr(self._model, name) for name in ("unlabeled", "linearization", "distance", "deprel")]
        layers = [layer for scorer in self._scorers for layer in (scorer.W1, scorer.W2)]
        self._sides = Weights(torch.cat([layer.weight.detach() for layer in layers]))
        self._side_biases = torch.cat([layer.bias.detach() for layer in layers])
        self._relations = self._vocab["deprel"].unmap(range(VOCAB_PREFIX_SIZE, len(self._vocab["deprel"])))

    @staticmethod
    def fits(trainer: Any) -> bool:
        """Say whether a parser has the shape that is sped up here; others run as Stanza runs them."""
        model = trainer.model
        if type(model) is not GraphParser:
            return False
        args = model.args
        return (
            not (args.get("charlm") or args.get("bert_model") or args.get("use_arc_embedding") or args.get("reversed"))
            and args["word_emb_dim"] > 0
            and args["tag_emb_dim"] > 0
            and bool(args["char"] and args["linearization"] and args["distance"])
            and bool(args.get("use_upos", True) and args.get("use_xpos", True) and args.get("use_ufeats", True))
            and isinstance(trainer.vocab["xpos"], CompositeVocab)
        )

    def parse(self, sentences: Sequence[Sequence[ParserWord]]) -> list[list[Arc]]:
        """Parse sentences of tagged, lemmatised words."""
        lengths = [len(sentence) + 1 for sentence in sentences]  # the root is a word of its own
        result: list[list[Arc]] = [[] for _ in sentences]
        for batch in laid_out(lengths, BATCH_WORDS):
            of_batch = [lengths[index] for index in batch]
            states = self._lstm.run(self._inputs([sentences[index] for index in batch]), of_batch)
            first = 0
            for alike in batches(of_batch, PAIRED_WORDS):  # in the order in which they lie
                some = [of_batch[place] for place in alike]
                for place, arcs in zip(alike, self._parse(states[first : first + sum(some)], some), strict=True):
                    result[batch[place]] = arcs
                first += sum(some)
        return result

    def _inputs(self, sentences: Sequence[Sequence[ParserWord]]) -> Tensor:
        words = [word for sentence in sentences for word in (None, *sentence)]
        forms = self._forms.find([None if word is None else word.form for word in words])
        lemmas = self._lemmas.find([None if word is None else word.lemma for word in words])
        tags = self._tags.find([None if word is None else (word.upos, word.xpos) for word in words])
        before, characters = forms.tensor_split([-self._model.trans_char.out_features], 1)
        # The order of Stanza's parser, which reads the tags twice and the features never.
        return torch.cat([before, lemmas, tags, tags, characters], 1)

    def _read_forms(self, forms: Sequence[str | None]) -> Tensor:
        pieces = self._spellings.vectors(forms)
        return torch.cat([pieces[name] for name in ("pretrained", "word", "char") if name in pieces], 1)

    def _read_lemmas(self, lemmas: Sequence[str | None]) -> Tensor:
        vocab = self._vocab["lemma"]
        ids = [ROOT_ID if lemma is None else vocab.unit2id(lemma) for lemma in lemmas]
        result: Tensor = self._model.lemma_emb(torch.tensor(ids))
        return result

    def _read_tags(self, tags: Sequence[tuple[str, str] | None]) -> Tensor:
        model, upos, xpos = self._model, self._vocab["upos"], self._vocab["xpos"]
        ids = torch.tensor([ROOT_ID if pair is None else upos.unit2id(pair[0]) for pair in tags])
        parts = torch.tensor([[ROOT_ID] * len(xpos) if pair is None else xpos.unit2id(pair[1]) for pair in tags])
        total: Tensor = model.upos_emb(ids)
        for position in range(len(xpos)):
            total = total + model.xpos_emb[position](parts[:, position])
        return total

    def _parse(self, states: Tensor, lengths: Sequence[int]) -> list[list[Arc]]:
        sides = F.relu_(self._sides.products(states, self._side_biases)).chunk(2 * len(self._scorers), 1)
        scores = self._arc_scores(sides, lengths).numpy()
        trees = [best_tree(scores[index, :length, :length]) for index, length in enumerate(lengths)]
        labels = self._labels(sides[-2], sides[-1], trees)
        arcs = []
        for index, (of_sentence, tree, ids) in enumerate(
            zip(torch.split(states, list(lengths)), trees, labels, strict=True)
        ):
            names = [self._relations[label] for label in ids]
            if self._resolve and find_head_constraint_violations(tree, names):
                tree, names = self._mended(scores[index], of_sentence, tree)
            arcs.append([Arc(int(head), name) for head, name in zip(tree[1:], names, strict=True)])
        return arcs

    def _mended(self, scores: NDArray[np.float32], states: Tensor, tree: Any) -> tuple[Any, list[str]]:
        """Stanza's tree without a head that has two subjects or two objects, and its relations."""
        length = len(tree)
        labels = self._model.deprel(states[None], states[None])[0]
        log_probabilities = F.log_softmax(labels, 2).numpy()
        mended, ids = resolve_head_constraint_violations(
            scores[:length, :length], log_probabilities, tree, self._vocab["deprel"]
        )
        return mended, [self._relations[label] for label in ids]

    def _arc_scores(self, sides: Sequence[Tensor], lengths: Sequence[int]) -> Tensor:
        """Log probabilities (sentences, dependents, heads)."""
        unlabeled, order, distance = (
            _pairs(scorer, sides[2 * number], sides[2 * number + 1], lengths)
            for number, scorer in enumerate(self._scorers[:-1])
        )
        positions = torch.arange(lengths[0])
        offset = positions.view(1, 1, -1) - positions.view(1, -1, 1)
        scores = unlabeled + F.logsigmoid(order * offset.sign().float())
        scores -= torch.log((offset.abs().float() - (1 + F.softplus(distance))) ** 2 / 2 + 1)
        scores.diagonal(dim1=1, dim2=2).fill_(-torch.inf)
        return F.log_softmax(scores, 2)

    def _labels(self, below: Tensor, above: Tensor, trees: Sequence[NDArray[np.int64]]) -> list[list[int]]:
        sizes = [len(tree) for tree in trees]
        starts = np.cumsum(sizes) - sizes
        word = np.concatenate([np.arange(start + 1, start + size) for start, size in zip(starts, sizes, strict=True)])
        head = np.concatenate([tree[1:] + start for tree, start in zip(trees, starts, strict=True)])
        # Half of all words head nothing: the larger of the two products is worked out once a head, not once a word.
        heads, of_word = np.unique(head, return_inverse=True)
        scores = _relation_scores(self._relation_weights, _with_one(above[heads]), _with_one(below[word]), of_word)
        found = (scores + self._model.deprel.scorer.W_bilin.bias).argmax(1).tolist()
        ends = np.cumsum([size - 1 for size in sizes]).tolist()
        return [found[end - size + 1 : end] for end, size in zip(ends, sizes, strict=True)]


def _pairs(scorer: Any, below: Tensor, above: Tensor, lengths: Sequence[int]) -> Tensor:
    """A biaffine score for each pair of words: (sentences, dependents, heads)."""
    layer = scorer.scorer.W_bilin
    left, right = (
        pad_sequence(list(torch.split(rows, list(lengths))), batch_first=True)
        for rows in (linear(_with_one(below), layer.weight[:, :, 0].T), _with_one(above))
    )
    result: Tensor = torch.bmm(left, right.transpose(1, 2)) + layer.bias
    return result


def _relation_scores(weights: Weights, above: Tensor, below: Tensor, head: NDArray[np.int64]) -> Tensor:
    """Biaffine scores (n words, relations) of words under their heads; `head` is each word's row of `above`.

    `weights` is (rows of `below` × relations, rows of `above`). Heads with equally many words share a batch.
    """
    size = below.shape[1]
    scores = below.new_empty(len(below), weights.size // size)
    by_head, counts = np.argsort(head, kind="stable"), np.bincount(head, minlength=len(above))
    starts = np.cumsum(counts) - counts
    for count in np.unique(counts).tolist():
        alike = np.flatnonzero(counts == count)
        for first in range(0, len(alike), HEADS_AT_ONCE):
            heads = alike[first : first + HEADS_AT_ONCE]
            words = torch.from_numpy(by_head[starts[heads][:, None] + np.arange(count)])
            products = weights.products(above[torch.from_numpy(heads)]).view(len(heads), size, -1)
            scores[words] = torch.bmm(below[words], products)
    return scores


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, rows.new_ones(*rows.shape[:-1], 1)], -1)
