import os
import zipfile
from collections import OrderedDict

import pytest
import torch
from torch import nn

from analysis.errors import KhitabError
from analysis.parsing.loading import load_processors
from analysis.parsing.model import BUNDLED
from analysis.parsing.weights import UnknownContentError, read_weights, undrawn


class Runs:
    """What an unpickler that trusts a file runs."""

    def __init__(self, called, *args):
        self.called, self.args = called, args

    def __reduce__(self):
        return self.called, self.args


@pytest.fixture
def saved(tmp_path):
    """A function that saves something as torch does and gives the path."""

    def saved(content, **options):
        torch.save(content, tmp_path / "saved.pt", **options)
        return tmp_path / "saved.pt"

    return saved


def same(one, other):
    if isinstance(one, torch.Tensor):
        return one.dtype == other.dtype and one.stride() == other.stride() and torch.equal(one, other)
    if isinstance(one, dict):
        return type(one) is type(other) and same(list(one.items()), list(other.items()))
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def test_tensors_and_plain_values_are_read_as_torch_reads_them(saved):
    table = torch.arange(12.0).view(3, 4)
    content = {
        "model": OrderedDict(table=table, part=table.T[1:], whole=torch.tensor([1, 2]), none=torch.empty(0, 3)),
        "dtypes": [torch.ones(2, dtype=dtype) for dtype in (torch.float64, torch.float16, torch.int8, torch.bool)],
        "vocab": {"سلام": 1, ("a", None): [b"\xd8\xb3", 1.5, True]},
    }
    path = saved(content)
    read = read_weights(path)
    assert same(read, torch.load(path, weights_only=True))
    assert read["model"]["part"].untyped_storage().data_ptr() == read["model"]["table"].untyped_storage().data_ptr()


def test_weights_of_a_network_keep_what_torch_notes_of_them(saved):
    path = saved(nn.Linear(2, 3).state_dict())
    assert read_weights(path)._metadata == torch.load(path, weights_only=True)._metadata


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(BUNDLED.glob("ar/*/*.pt")), ids=lambda path: path.parent.name)
def test_the_files_of_the_bundled_model_are_read_as_torch_reads_them(path):
    assert same(read_weights(path), torch.load(path, weights_only=True))


@pytest.mark.parametrize("called", [os.mkdir, eval, getattr, torch.load], ids=lambda called: called.__name__)
def test_nothing_but_weights_is_made_of_a_file_and_nothing_is_run(saved, tmp_path, called):
    path = saved({"model": Runs(called, str(tmp_path / "made"))})
    with pytest.raises(UnknownContentError):
        read_weights(path)
    assert not (tmp_path / "made").exists()


def test_a_file_cannot_change_what_reads_the_next_one(saved):
    class Changes:
        def __reduce__(self):
            return torch._utils._rebuild_tensor_v2, (), (None, {"__defaults__": (1,), "__doc__": "changed"})

    with pytest.raises((UnknownContentError, TypeError, AttributeError)):
        read_weights(saved(Changes()))
    assert same(read_weights(saved(torch.ones(2))), torch.ones(2))


def test_files_of_another_kind_are_left_to_torch(saved, tmp_path):
    (tmp_path / "text.pt").write_text("سلام", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "empty.pt", "w"):
        pass
    older = saved(torch.ones(2), _use_new_zipfile_serialization=False)
    for path in (older, tmp_path / "text.pt", tmp_path / "empty.pt"):
        with pytest.raises(UnknownContentError):
            read_weights(path)


def test_numbers_that_are_missing_are_an_error(saved, tmp_path):
    with zipfile.ZipFile(saved(torch.ones(100))) as whole, zipfile.ZipFile(tmp_path / "cut.pt", "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, whole.read(name)[:40] if "/data/" in name else whole.read(name))
    with pytest.raises(ValueError, match="broadcast"):
        read_weights(tmp_path / "cut.pt")


def test_layers_that_are_made_undrawn_ask_nothing_of_chance_and_take_their_weights():
    weights = nn.LSTM(3, 2, bidirectional=True).state_dict()
    before = torch.random.get_rng_state()
    with undrawn():
        layers = nn.LSTM(3, 2, bidirectional=True), nn.Linear(3, 2), nn.Embedding(3, 2), nn.EmbeddingBag(3, 2)
        nn.init.normal_(layers[1].weight)
    assert torch.equal(torch.random.get_rng_state(), before)
    layers[0].load_state_dict(weights)
    assert same(layers[0].state_dict(), weights)
    nn.Linear(3, 2)
    assert not torch.equal(torch.random.get_rng_state(), before)


def test_a_model_that_would_run_something_is_refused(tmp_path, saved):
    for path in BUNDLED.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(BUNDLED)).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path.relative_to(BUNDLED)).symlink_to(path)
    tagger = tmp_path / "ar/pos/padt.pt"
    tagger.unlink()
    torch.save({"model": Runs(os.mkdir, str(tmp_path / "made"))}, tagger)
    with pytest.raises(KhitabError, match="cannot load the model"):
        load_processors(tmp_path)
    assert not (tmp_path / "made").exists()
