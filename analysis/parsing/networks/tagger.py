"""The tagger, with the second layer of its classifiers worked out beforehand.

Each of some thirty classifiers (the positions of PADT's tag, the features) is a biaffine form of the word's state and
of the vector of its predicted part of speech. There are some twenty parts of speech, so for each of them the
classifiers collapse into one matrix.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (PyTorch's own custom)
from stanza.models.common.vocab import CompositeVocab
from torch import Tensor

from analysis.arabic.orthography import TATWEEL
from analysis.parsing.networks.highway import Highway
from analysis.parsing.networks.inputs import Rows, Spellings, laid_out
from analysis.parsing.networks.layers import linear
from analysis.parsing.tokens import Tags

BATCH_WORDS = 12_000  # which bounds memory: some 15 kB a word


def _has_letter(form: str) -> bool:
    return any(character.isalnum() and character != TATWEEL for character in form)  # which may be a dash


class FastTagger:
    """Stanza's tagger of this very shape: UPOS first, composite XPOS and features conditioned on it."""

    def __init__(self, trainer: Any, pretrain_vocab: Any) -> None:
        self._model, self._vocab = trainer.model, trainer.vocab
        self._spellings = Spellings(self._model, self._vocab, pretrain_vocab)
        self._rows = Rows(self._spell)
        self._lstm = Highway(self._model, "taggerlstm")
        self._columns = ("xpos", "feats")
        self._collapsed = {name: self._collapse(name) for name in self._columns}
        self._tags: dict[bytes, Tags] = {}
        self._mark = self._vocab["upos"]._unit2id.get("PUNCT")

    @staticmethod
    def fits(trainer: Any) -> bool:
        """Say whether a tagger has the shape that is sped up here; others run as Stanza runs them."""
        model = trainer.model
        return (
            not (model.args.get("charlm") or model.args.get("bert_model") or model.share_hid)
            and model.args["word_emb_dim"] > 0
            and bool(model.args["char"])
            and model.link_mode == "tag_emb"
            and [(column.name, tuple(column.parents)) for column in model.tag_columns]
            == [("upos", ()), ("xpos", ("upos",)), ("feats", ("upos",))]
            and all(isinstance(trainer.vocab[name], CompositeVocab) for name in ("xpos", "feats"))
        )

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tags]]:
        """Tag sentences of forms."""
        return self.read(sentences)[0]

    def read(self, sentences: Sequence[Sequence[str]]) -> tuple[list[list[Tags]], list[Tensor]]:
        """Tag sentences of forms; give the states (n_words, 2 * hidden) of the network, too, a tensor a sentence."""
        lengths = [len(sentence) for sentence in sentences]
        result: list[list[Tags]] = [[] for _ in sentences]
        states: list[Tensor] = [torch.empty(0)] * len(sentences)
        for batch in laid_out(lengths, BATCH_WORDS):
            forms = [form for index in batch for form in sentences[index]]
            of_batch = [lengths[index] for index in batch]
            tags, read = self._tag(self._rows.find(forms), of_batch, [_has_letter(form) for form in forms])
            found = iter(tags)
            for index, part in zip(batch, torch.split(read, of_batch), strict=True):
                result[index] = [next(found) for _ in range(lengths[index])]
                states[index] = part
        return result, states

    def _spell(self, forms: Sequence[str]) -> Tensor:
        pieces = self._spellings.vectors(forms)
        return torch.cat([pieces[name] for name in ("word", "pretrained", "char") if name in pieces], 1)

    def _tag(self, rows: Tensor, lengths: Sequence[int], lettered: Sequence[bool]) -> tuple[list[Tags], Tensor]:
        model = self._model
        states = self._lstm.run(rows, lengths)
        of_upos = model.upos_clf(F.relu(model.upos_hid(states)))
        if self._mark is not None:  # whose sentences end with a mark: a verse's last word was taken for one
            of_upos[torch.tensor(lettered), self._mark] = -torch.inf
        upos = of_upos.argmax(1)
        ids = [upos.unsqueeze(1)]
        for name in self._columns:
            matrices, sizes = self._collapsed[name]
            hidden = F.relu(model.tag_hid[name](states))
            hidden = torch.cat([hidden, hidden.new_ones(len(hidden), 1)], 1)
            scores = hidden.new_empty(len(hidden), sum(sizes))
            for tag in upos.unique():
                of_tag = (upos == tag).nonzero().squeeze(1)
                scores[of_tag] = linear(hidden[of_tag], matrices[tag])
            # Classifiers' biases stand in the column of the constant input.
            ids += [part.argmax(1, keepdim=True) for part in torch.split(scores, sizes, 1)]
        return self._spelt_out(torch.cat(ids, 1).numpy().astype(np.int16)), states

    def _spelt_out(self, ids: Any) -> list[Tags]:
        keys = [row.tobytes() for row in np.ascontiguousarray(ids)]
        for index in {key: index for index, key in enumerate(keys) if key not in self._tags}.values():
            row = ids[index].tolist()
            n_xpos = len(self._vocab["xpos"])
            self._tags[keys[index]] = Tags(
                self._vocab["upos"].unmap(row[:1])[0],
                self._vocab["xpos"].unmap([row[1 : 1 + n_xpos]])[0],
                "" if (feats := self._vocab["feats"].unmap([row[1 + n_xpos :]])[0]) == "_" else feats,
            )
        return [self._tags[key] for key in keys]

    @torch.no_grad()
    def _collapse(self, name: str) -> tuple[Tensor, list[int]]:
        """Fold parts of speech into the classifiers: (n_upos, n_values, hidden + 1), and how many values each has."""
        parents = self._model.upos_emb.weight
        parents = torch.cat([parents, parents.new_ones(len(parents), 1)], 1)
        layers = [classifier.W_bilin for classifier in self._model.tag_clf[name]]
        folded = torch.cat([torch.einsum("oij,uj->uoi", layer.weight, parents) for layer in layers], 1)
        folded[:, :, -1] += torch.cat([layer.bias for layer in layers])
        return folded.contiguous(), [layer.out_features for layer in layers]
