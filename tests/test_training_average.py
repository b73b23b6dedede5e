"""The mean of two runs is the mean of their weights, and only of networks of one shape."""

import pytest
import torch

from training.average import average


def saved(path, weight) -> None:
    torch.save(
        {"model": {"weight": torch.tensor(weight), "steps": torch.tensor(3)}, "config": {"name": path.stem}}, path
    )


def test_weights_are_averaged_and_the_rest_is_the_seconds(tmp_path):
    first, second, out = (tmp_path / f"{name}.pt" for name in ("first", "second", "out"))
    saved(first, [1.0, 2.0])
    saved(second, [3.0, 2.0])
    average(first, second, out)
    found = torch.load(out, weights_only=True)
    assert found["model"]["weight"].tolist() == [2.0, 2.0]
    assert found["model"]["steps"].item() == 3
    assert found["config"] == {"name": "second"}


def test_networks_of_other_shapes_are_refused(tmp_path):
    saved(tmp_path / "first.pt", [1.0])
    saved(tmp_path / "second.pt", [1.0, 2.0])
    with pytest.raises(ValueError, match="shape"):
        average(tmp_path / "first.pt", tmp_path / "second.pt", tmp_path / "out.pt")
