"""Start a model from an earlier one of another vocabulary or with fewer inputs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import torch

logger = logging.getLogger("stanza")
#: Tables whose rows are vocabulary entries: parameter → vocabulary part.
TABLES = {
    "word_emb.weight": "word",
    "lemma_emb.weight": "lemma",
    "charmodel.char_emb.weight": "char",
    "embeddings.weight": None,
    "embedding.weight": "char",
    "dec2vocab.weight": "char",
    "dec2vocab.bias": "char",
}
NEW_INPUT_SCALE = 0.3


def transfer(path: Path, model: torch.nn.Module, vocab: Any) -> None:
    """Copy every weight of the saved model that has a place in `model`.

    Vocabulary tables are copied entry by entry; matrices over the concatenated word inputs keep the columns
    of the old inputs, and the columns of word vectors, which the old model lacks, start small.
    """
    saved = torch.load(path, weights_only=True, map_location="cpu")
    old, old_vocab = saved["model"], saved["vocab"]
    copied = 0
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if name not in old:
                continue
            if name in TABLES:
                _copy_rows(value, old[name].float(), _units(vocab, TABLES[name]), _units(old_vocab, TABLES[name]))
            elif value.shape == old[name].shape:
                value.copy_(old[name])
            else:
                _copy_columns(name, value, old[name].float(), model)
            copied += 1
    logger.info("Started from %s: %d of %d weights", path, copied, len(old))


def _units(vocab: Any, part: str | None) -> dict[str, int]:
    state = vocab if isinstance(vocab, dict) else vocab.state_dict()
    if part is not None and "_unit2id" not in state:
        state = state[part]
    return dict(state["_unit2id"])


def _copy_rows(new: torch.Tensor, old: torch.Tensor, units: dict[str, int], old_units: dict[str, int]) -> None:
    for unit, row in units.items():
        if unit in old_units:
            new[row] = old[old_units[unit]]


def _copy_columns(name: str, new: torch.Tensor, old: torch.Tensor, model: Any) -> None:
    """Old input columns keep their place around the word vectors' block."""
    width = new.shape[-1] - old.shape[-1]
    # The tagger concatenates words, vectors, characters; the parser vectors first.
    before = model.args["word_emb_dim"] if hasattr(model, "taggerlstm") else 0
    if width != model.args["transformed_dim"] or new.shape[:-1] != old.shape[:-1]:
        raise ValueError(f"{name}: cannot start a tensor of shape {tuple(new.shape)} from {tuple(old.shape)}")
    new.mul_(NEW_INPUT_SCALE)
    new[..., :before] = old[..., :before]
    new[..., before + width :] = old[..., before:]
