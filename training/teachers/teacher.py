"""A network that tags and parses: an encoder that has learnt to guess words, with scores of tags, heads and relations.

Arcs and relations are scored as by Dozat and Manning (2017); a tag is scored as a whole and field by field.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.teachers.encoder import Encoder
from training.teachers.padded import Batch

ARC, RELATION = 400, 128  #: widths of the parser's scores
FIELDS, TREE = 0.25, 0.5  #: what a field of a tag, and heads and relations, count beside the tag


class Teacher(nn.Module):
    """Scores of tags, heads and relations over a copy of an encoder."""

    def __init__(self, encoder: Encoder, fields: Tensor, relations: int, dropout: float) -> None:
        super().__init__()
        width = encoder.shape.width
        self.encoder, self.dropout = encoder, dropout
        self.register_buffer("fields", fields, persistent=False)  # label of each tag in each field (tags, fields)
        self.sizes = [int(size) + 1 for size in fields.max(0).values]
        self.mixed = nn.Parameter(torch.zeros(encoder.shape.layers + 1))
        self.tag_state = nn.Linear(width, width)
        self.tag = nn.Linear(width, len(fields))
        self.field = nn.Linear(width, sum(self.sizes))
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.below, self.above = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.below_named, self.above_named = nn.Linear(width, RELATION), nn.Linear(width, RELATION)
        self.named = nn.Parameter(torch.zeros(relations, RELATION + 1, RELATION + 1))

    def forward(self, types: Tensor, there: Tensor) -> tuple[Tensor, list[Tensor], Tensor, Tensor]:
        """Scores of tags, of each field, of arcs (…, word, head from 0, the root) and of relations of each arc."""
        layers = self.encoder(types, None, there[:, None, None, :])
        share = self.mixed.softmax(0) * len(layers)
        states = functional.layer_norm(
            sum(part * layer for part, layer in zip(share, layers, strict=True)), (layers[0].shape[-1],)
        )
        states = self._dropped(states)
        tag_state = self._dropped(functional.gelu(self.tag_state(states)))
        tags, fields = self.tag(tag_state), list(self.field(tag_state).split(self.sizes, -1))
        rooted = torch.cat([self.root.to(states.dtype).expand(len(states), 1, -1), states], 1)
        below, above = self._arm(self.below, states), self._arm(self.above, rooted)
        arcs = torch.einsum("bwi,ij,bhj->bwh", _with_one(below), self.arc, above)
        there_too = functional.pad(there, (1, 0), value=True)
        arcs = arcs.masked_fill(~there_too[:, None], -1e4)
        low, high = _with_one(self._arm(self.below_named, states)), _with_one(self._arm(self.above_named, rooted))
        return tags, fields, arcs, torch.einsum("bwi,rij,bhj->bwhr", low, self.named, high)

    def _arm(self, layer: nn.Linear, states: Tensor) -> Tensor:
        return self._dropped(functional.gelu(layer(states)))

    def _dropped(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)

    def loss(self, batch: Batch) -> Tensor:
        """Sum of the mean surprises of tags, fields, heads and relations."""
        assert batch.tags is not None
        assert batch.heads is not None
        assert batch.relations is not None
        tags, fields, arcs, named = self(batch.types, batch.there)
        at, wanted = batch.there, batch.tags[batch.there]
        total = functional.cross_entropy(tags[at].float(), wanted)
        for scores, labels in zip(fields, self.fields[wanted].T, strict=True):
            total = total + functional.cross_entropy(scores[at].float(), labels) * FIELDS
        heads = batch.heads[at]
        total = total + functional.cross_entropy(arcs[at].float(), heads) * TREE
        chosen = named[at][torch.arange(len(heads), device=heads.device), heads]
        return total + functional.cross_entropy(chosen.float(), batch.relations[at]) * TREE

    def probabilities(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Logarithms of probabilities of tags (fields taken in), heads, and relations."""
        tags, fields, arcs, named = self(batch.types, batch.there)
        surprise = tags.float().log_softmax(-1)
        for scores, labels in zip(fields, self.fields.T, strict=True):
            surprise = surprise + scores.float().log_softmax(-1)[..., labels] * FIELDS
        return surprise.log_softmax(-1), arcs.float().log_softmax(-1), named.float().log_softmax(-1)


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], -1)
