"""What is packed loads as it was saved, and the same weights make the same bytes."""

import torch
from stanza.models.common.vocab import VOCAB_PREFIX

from training.package import _save, shortened


def test_a_compressed_file_loads_as_torch_saved_it(tmp_path):
    state = {"model": {"weight": torch.randn(40, 30).half(), "bias": torch.zeros(7)}, "config": {"lang": "ar", "n": 3}}
    _save(state, tmp_path / "one.pt")
    _save(state, tmp_path / "other.pt")
    assert (tmp_path / "one.pt").read_bytes() == (tmp_path / "other.pt").read_bytes()
    torch.save(state, tmp_path / "plain.pt")
    assert (tmp_path / "one.pt").stat().st_size < (tmp_path / "plain.pt").stat().st_size
    loaded = torch.load(tmp_path / "one.pt", weights_only=True)
    assert loaded["config"] == state["config"]
    assert all(torch.equal(loaded["model"][name], value) for name, value in state["model"].items())


def test_the_most_frequent_vectors_are_kept_as_fp32_of_half_precision():
    units = [*VOCAB_PREFIX, "في", "من", "الأمن", "نادر"]
    emb = torch.randn(len(units), 5, generator=torch.Generator().manual_seed(1))
    vocab = {"_id2unit": units, "_unit2id": {unit: row for row, unit in enumerate(units)}}
    kept = shortened({"vocab": vocab, "emb": emb}, 3)
    assert kept["vocab"]["_id2unit"] == units[:-1]
    assert "نادر" not in kept["vocab"]["_unit2id"]
    assert kept["emb"].dtype == torch.float32
    assert torch.equal(kept["emb"], emb[:-1].half().float())
    assert vocab["_id2unit"] == units, "the vectors that were given are left alone"
