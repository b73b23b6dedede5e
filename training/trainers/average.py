"""The mean of the weights of runs that began alike: `python -m training.trainers.average OUT FIRST SECOND [...]`.

Between such runs the loss is flat, so that their mean errs less than each (Wortsman et al. 2022, model soups).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def average(paths: Sequence[Path], out: Path) -> None:
    """Write the first trainer's file with the mean of all files' weights.

    Weights that only others have, of a head that the first was not trained with, are left out.
    """
    first, *others = (torch.load(path, weights_only=True, map_location="cpu") for path in paths)
    model = dict(first["model"])
    for name, value in model.items():
        found = [value, *(other["model"].get(name) for other in others)]
        if any(some is None or some.shape != value.shape for some in found):
            raise ValueError(f"{name}: the networks of {', '.join(map(str, paths))} differ in shape")
        if value.is_floating_point():
            model[name] = torch.stack(found).mean(0)
    torch.save({**first, "model": model}, out)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.trainers.average", description=__doc__.split("\n", 1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    args = parser.parse_args()
    average(args.runs, args.out)


if __name__ == "__main__":
    main()
