"""The same sums done faster: replacements for slow spots of Stanza's networks, equal up to rounding.

- `BiaffineScorer`: torch's `Bilinear` spends most of the tagger's step in its backward pass; two products do the same.
- the parser scores 36 relations for every pair of words though training looks at each word's gold head alone.
- `chuliu_edmonds_one_root`: the same tree is found as in use (`analysis.parsing.networks.trees`).
- `PackedLSTM`: sequences of like length are run together, as in use (`analysis.parsing.networks.layers`).
- `Dropout`: drawing its mask with `bernoulli_` took a fifth of a parser's step; one random byte a number is enough.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from stanza.models.common import biaffine
from stanza.models.common.packed_lstm import PackedLSTM
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.depparse import model as parser_model
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from analysis.parsing.networks.layers import by_like_length
from analysis.parsing.networks.trees import best_tree

_slow_lstm = PackedLSTM.forward


def bilinear(layer: nn.Bilinear, left: Tensor, right: Tensor) -> Tensor:
    """`layer(left, right)` for rows (n, i) and (n, j), as a matrix product and a row-wise one."""
    outputs, inner, other = layer.weight.shape
    spread = left @ layer.weight.permute(1, 0, 2).reshape(inner, outputs * other)
    return torch.einsum("noj,nj->no", spread.view(-1, outputs, other), right.to(spread.dtype)) + layer.bias


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, rows.new_ones(*rows.shape[:-1], 1)], -1)


def score_rows(self: biaffine.BiaffineScorer, left: Tensor, right: Tensor) -> Tensor:
    """Replaces `BiaffineScorer.forward`."""
    return bilinear(self.W_bilin, _with_one(left), _with_one(right)).float()


def gold_head_scores(scorer: biaffine.DeepBiaffineScorer, words: Tensor, heads: Tensor, head: Tensor) -> Tensor:
    """Relation scores (n words, n relations) of each word under its gold head; `head` is (sentences, words)."""
    below = scorer.dropout(scorer.hidden_func(scorer.W1(words)))[:, 1:]
    above = scorer.dropout(scorer.hidden_func(scorer.W2(heads)))
    above = above.gather(1, head.unsqueeze(2).expand(-1, -1, above.shape[2]))
    layer = scorer.scorer.W_bilin
    left, right = _with_one(below).flatten(0, 1), _with_one(above).flatten(0, 1)
    spread = left @ layer.weight.permute(0, 2, 1).reshape(layer.weight.shape[0], -1)
    spread = spread.view(-1, layer.weight.shape[2], layer.weight.shape[1])
    scores: Tensor = torch.einsum("noj,nj->no", spread, right.to(spread.dtype)).float() + layer.bias
    return scores


def parser_loss(self: Any, *batch: Any) -> tuple[Tensor, None]:
    """Replaces `GraphParser.loss`: its training loss, with relations scored for gold heads alone."""
    word, mask, chars, head, deprel = batch[0], batch[1], batch[2], batch[9], batch[10]
    states = self.embed(*batch)
    offset = torch.arange(word.size(1)).view(1, 1, -1) - torch.arange(word.size(1)).view(1, -1, 1)
    arcs = _pairs(self, self.unlabeled, states)
    order = _pairs(self, self.linearization, states)
    distance = -torch.log((offset.abs().float() - 1 - F.softplus(_pairs(self, self.distance, states))) ** 2 / 2 + 1)
    arcs = arcs + F.logsigmoid(order * offset.sign().float()).detach() + distance.detach()
    arcs = arcs.masked_fill(torch.eye(word.size(1), dtype=torch.bool) | mask.unsqueeze(1), -float("inf"))[:, 1:]
    outside = mask[:, 1:]
    loss = self.crit(arcs.flatten(0, 1), head.masked_fill(outside, -1).view(-1))
    labels = gold_head_scores(self.deprel, self.drop(states), self.drop(states), head)
    loss = loss + self.crit(labels, (deprel - VOCAB_PREFIX_SIZE).masked_fill(outside, -1).view(-1))
    # As in Stanza, padding counts in the two terms below: its head is 0.
    towards = order[:, 1:].gather(2, head.unsqueeze(2)).view(-1, 1)
    after = (offset.expand(word.size(0), -1, -1)[:, 1:] > 0).long().gather(2, head.unsqueeze(2)).view(-1)
    loss = loss + self.crit(torch.cat([-towards / 2, towards / 2], 1), after)
    loss = loss - distance[:, 1:].gather(2, head.unsqueeze(2)).sum()
    return loss / chars.size(0), None


def _pairs(parser: Any, scorer: nn.Module, states: Tensor) -> Tensor:
    scores: Tensor = scorer(parser.drop(states), parser.drop(states)).squeeze(3)
    return scores.float()


def lstm_layer(self: PackedLSTM, rows: Any, lengths: Any, hx: Any = None) -> Any:
    """Replaces `PackedLSTM.forward` while training; the final states, which nothing reads then, are the first ones."""
    if not self.training or hx is None or not isinstance(rows, PackedSequence) or not self.lstm.bidirectional:
        return _slow_lstm(self, rows, lengths, hx)
    return by_like_length(self.lstm, rows, hx), hx


def drop(self: nn.Dropout, rows: Tensor) -> Tensor:
    """Replaces `Dropout.forward`: the share that is dropped is rounded to 256ths."""
    threshold = round(self.p * 256)
    if not self.training or not threshold or not rows.numel():
        return rows
    bytes_ = torch.empty(-(-rows.numel() // 4), dtype=torch.int32).random_(-(2**31), None).view(torch.uint8)
    kept = bytes_[: rows.numel()].view(rows.shape) >= threshold
    return rows * kept.to(rows.dtype).mul_(256 / (256 - threshold))


def install() -> None:
    """Put the replacements into Stanza for this process."""
    nn.Dropout.forward = drop
    biaffine.BiaffineScorer.forward = score_rows
    PackedLSTM.forward = lstm_layer
    parser_model.chuliu_edmonds_one_root = best_tree
    parser_model.GraphParser.loss = parser_loss
