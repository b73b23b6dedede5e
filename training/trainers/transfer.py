"""Start a model from an earlier one of another vocabulary, with fewer inputs or with narrower layers."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX

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
#: Tensors with a slice for each label: of parts of speech, of a field of a composite tag, of relations.
LABELS = re.compile(
    r"(?:(?P<part>upos)_(?:emb|clf)|(?P<embedded>xpos|ufeats)_emb\.(?P<field>\d+)"
    r"|tag_clf\.(?P<scored>xpos|feats)\.(?P<scorer>\d+)\.W_bilin|(?P<arcs>deprel)\.scorer\.W_bilin)\.(?:weight|bias)"
)
NEW_INPUT_SCALE = 0.3


def transfer(path: Path, model: Any, vocab: Any) -> None:
    """Copy every weight of the saved model that has a place in `model`.

    Vocabulary tables and labels are copied entry by entry, since their order goes by the training data; matrices over
    the concatenated word inputs keep the columns of the old inputs, and the columns of word vectors, which the old
    model lacks, start small. Wider layers keep the old units, and what the new units say counts for nothing at first,
    so that the wider model begins by giving the old one's answers (after Chen, Goodfellow and Shlens 2016, Net2Net).
    """
    saved = torch.load(path, weights_only=True, map_location="cpu")
    old, old_vocab = saved["model"], saved["vocab"]
    widths = _widths(saved.get("config", {}), model.args)
    copied = 0
    with torch.no_grad():
        for name, value in model.state_dict().items():
            label = LABELS.fullmatch(name)
            source = _of_labels(label, old, vocab, old_vocab) if label else old.get(name)
            if source is None:
                continue
            if name in TABLES:
                _copy_rows(value, source.float(), _units(vocab, TABLES[name]), _units(old_vocab, TABLES[name]))
            elif value.shape == source.shape:
                value.copy_(source)
            elif _is_wider(widths, value, source):
                _copy_units(value, source.float(), widths)
            else:
                _copy_columns(name, value, source.float(), model)
            copied += 1
    logger.info("Started from %s: %d of %d weights", path, copied, len(old))


def _units(vocab: Any, part: str | None) -> dict[str, int]:
    state = vocab if isinstance(vocab, dict) else vocab.state_dict()
    if part is not None and "_unit2id" not in state:
        state = state[part]
    return dict(state["_unit2id"])


def _of_labels(found: re.Match[str], old: dict[str, torch.Tensor], vocab: Any, old_vocab: Any) -> torch.Tensor | None:
    """The old model's tensor of a name, its slices in the order of the new labels; labels that it lacks are zero.

    None for a field of tags that the old model lacks altogether.
    """
    name = found[0]
    part = found["part"] or found["arcs"] or (found["embedded"] or found["scored"]).removeprefix("u")
    number = found["field"] or found["scorer"]
    units, old_units = _units(vocab, part), _units(old_vocab, part)
    if number is not None:
        field = list(units)[int(number)]
        if field not in old_units:
            return None
        place = list(old_units).index(field)
        units, old_units = units[field], old_units[field]
        name = name.replace(f".{number}.", f".{place}.")
    if name not in old:
        return None
    # Relations are scored without the four signs that go before them in the vocabulary.
    axis, first = (-1, len(VOCAB_PREFIX)) if found["arcs"] else (0, 0)
    tensor = old[name].float()
    places = [
        old_units[unit] - first if unit in old_units else -1 for unit, place in _in_order(units) if place >= first
    ]
    present = torch.tensor([float(place >= 0) for place in places])
    shape = [1] * tensor.dim()
    shape[axis] = len(places)
    return tensor.index_select(axis, torch.tensor([max(place, 0) for place in places])) * present.view(shape)


def _in_order(units: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(units.items(), key=lambda unit: unit[1])


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


def _widths(old: dict[str, Any], new: dict[str, Any]) -> dict[tuple[int, int], torch.Tensor]:
    """(old, new) size of every dimension that widened layers have in Stanza's networks → places of the old units.

    Hidden states come alone, in two directions side by side, or as the four gates of an LSTM; the units of a
    composite tag's hidden layer come alone or with a bias, which stays last.
    """
    widths = {}
    for name, blocks in (("composite_deep_biaff_hidden_dim", (1,)), ("hidden_dim", (1, 2, 4))):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or before == after:
            continue
        widths[before + 1, after + 1] = torch.cat([torch.arange(before), torch.tensor([after])])
        for count in blocks:
            if (before * count, after * count) in widths:
                raise ValueError(f"{name}: from {before} to {after} cannot be told from another layer's widening")
            widths[before * count, after * count] = torch.cat([torch.arange(before) + k * after for k in range(count)])
    return widths


def _is_wider(widths: dict[tuple[int, int], torch.Tensor], new: torch.Tensor, old: torch.Tensor) -> bool:
    return all(n == o or (o, n) in widths for o, n in zip(old.shape, new.shape, strict=True))


def _copy_units(new: torch.Tensor, old: torch.Tensor, widths: dict[tuple[int, int], torch.Tensor]) -> None:
    """Put the old units in their places; an old unit takes nothing from new ones."""
    sizes = zip(old.shape, new.shape, strict=True)
    places = [torch.arange(o) if o == n else widths[o, n] for o, n in sizes]
    new[places[0]] = 0
    new[torch.meshgrid(*places, indexing="ij")] = old
