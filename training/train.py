"""The pipeline: stages in order, skipped while their result exists."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from training.stages import STAGES, Inputs

logger = logging.getLogger("training")


def run_stages(inputs: Inputs, only: list[str] | None = None, *, again: bool = False) -> None:
    """Run the stages in order, skipping those whose file exists unless `again`."""
    for stage in STAGES:
        if only and stage.name not in only:
            continue
        if (inputs.work / stage.makes).exists() and not again:
            logger.info("%s: done before (%s exists)", stage.name, inputs.work / stage.makes)
            continue
        logger.info("%s: starting", stage.name)
        stage.run(inputs)


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=(
            "Train Khitab's Arabic model: from a treebank (CoNLL-U) and raw news text (Parquet files with a `text` "
            "column) to a model folder that Stanza loads. Stages whose result exists are skipped, so a run that was "
            "cut off goes on where it stopped."
        ),
        epilog="See training/README.md for the order of stages, the budget of each, and how to continue a part.",
    )
    parser.add_argument("--train", type=Path, required=True, help="training treebank, .conllu or .conllu.gz")
    parser.add_argument("--dev", type=Path, required=True, help="development treebank, never trained on")
    parser.add_argument("--news", type=Path, required=True, help="folder of Parquet files with news text")
    parser.add_argument("--work", type=Path, default=Path("training/work"), help="checkpoints and data [%(default)s]")
    parser.add_argument(
        "--out", type=Path, default=Path("analysis/models/ar-bundled"), help="model folder [%(default)s]"
    )
    parser.add_argument(
        "--start", type=Path, help="start from the weights of this model folder instead of from nothing"
    )
    parser.add_argument("--minutes", type=float, help="budget of each trained part in minutes instead of steps")
    parser.add_argument(
        "--stage", action="append", choices=[stage.name for stage in STAGES], help="run only this stage"
    )
    parser.add_argument("--again", action="store_true", help="run stages even if their result exists")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Entry point of `python -m training`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("stanza").propagate = False  # it has a handler of its own
    args = arguments(words)
    inputs = Inputs(args.train, args.dev, args.news, args.work, args.out, args.start, args.minutes)
    run_stages(inputs, args.stage, again=args.again)
