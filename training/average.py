"""The mean of the weights of two runs that began from the same ones: `python -m training.average FIRST SECOND OUT`.

Between such runs the loss is flat, so that their mean errs less than either (Wortsman et al. 2022, model soups).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average(first: Path, second: Path, out: Path) -> None:
    """Write a trainer's file with the mean of two others' weights, and the rest of the second."""
    one, other = (torch.load(path, weights_only=True, map_location="cpu") for path in (first, second))
    if {name: value.shape for name, value in one["model"].items()} != {
        name: value.shape for name, value in other["model"].items()
    }:
        raise ValueError(f"{first} and {second}: the networks differ in shape")
    model = {
        name: (one["model"][name] + value) / 2 if value.is_floating_point() else value
        for name, value in other["model"].items()
    }
    torch.save({**other, "model": model}, out)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__.split("\n", 1)[0])
    for name in ("first", "second", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    average(args.first, args.second, args.out)


if __name__ == "__main__":
    main()
