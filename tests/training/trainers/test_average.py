"""The mean of runs is the mean of their weights, and only of networks of one shape."""

import pytest
import torch

from training.trainers.average import average


def saved(path, weight, **more):
    weights = {name: torch.tensor(value) for name, value in {"weight": weight, **more}.items()}
    torch.save({"model": {**weights, "steps": torch.tensor(3)}, "config": {"name": path.stem}}, path)
    return path


def test_weights_are_averaged_and_the_rest_is_the_firsts(tmp_path):
    runs = [
        saved(tmp_path / "first.pt", [1.0, 2.0]),
        saved(tmp_path / "second.pt", [3.0, 2.0], relations=[1.0]),
        saved(tmp_path / "third.pt", [5.0, 5.0]),
    ]
    average(runs, tmp_path / "out.pt")
    found = torch.load(tmp_path / "out.pt", weights_only=True)
    assert found["model"]["weight"].tolist() == [3.0, 3.0]
    assert found["model"]["steps"].item() == 3
    assert found["model"].keys() == {"weight", "steps"}, "the head that only one was trained with is left out"
    assert found["config"] == {"name": "first"}


@pytest.mark.parametrize(
    ("first", "differing"), [({"weight": [1.0]}, "weight"), ({"weight": [1.0, 2.0], "bias": [1.0]}, "bias")]
)
def test_networks_of_other_shapes_are_refused(tmp_path, first, differing):
    runs = [saved(tmp_path / "first.pt", **first), saved(tmp_path / "second.pt", [1.0, 2.0])]
    with pytest.raises(ValueError, match=f"{differing}: .*shape"):
        average(runs, tmp_path / "out.pt")
