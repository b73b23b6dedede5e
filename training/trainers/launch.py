"""Run one of Stanza's trainers as it is, with four things around its update step.

- bfloat16 arithmetic where the processor has it: LSTM layers cost half;
- a learning rate that rises for a moment, holds, and falls to nothing by the end of the budget;
- an exponential average of the weights, which is what is evaluated and saved;
- a start from the weights of an earlier model, found by name and by vocabulary entry.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from training.trainers import fast
from training.trainers.transfer import transfer

#: Part → (module with `main`, module and class whose update, predict and save are wrapped).
PARTS = {
    "tokenizer": ("stanza.models.tokenizer", "stanza.models.tokenization.trainer", "Trainer"),
    "mwt": ("stanza.models.mwt_expander", "stanza.models.mwt.trainer", "Trainer"),
    "tagger": ("stanza.models.tagger", "stanza.models.pos.trainer", "Trainer"),
    "lemmatizer": ("stanza.models.lemmatizer", "stanza.models.lemma.trainer", "Trainer"),
    "parser": ("stanza.models.parser", "stanza.models.depparse.trainer", "GraphTrainer"),
}
WARMUP, HOLD, FLOOR = 0.02, 0.5, 0.02


@dataclass(frozen=True)
class Plan:
    """How to run a trainer: budget in steps or minutes, average's decay, start weights."""

    steps: int | None = None
    minutes: float | None = None
    average: float = 0.998
    bf16: bool = True
    init: Path | None = None

    def progress(self, step: int, started: float) -> float:
        """Share of the budget that is used, 0 to 1; without a budget the rate stays at its peak."""
        if self.minutes is not None:
            return min(1.0, (time.monotonic() - started) / 60 / self.minutes)
        return min(1.0, step / self.steps) if self.steps else HOLD / 2


def rate(progress: float) -> float:
    """Learning rate as a share of its peak: warm-up, plateau, linear fall."""
    if progress < WARMUP:
        return max(0.05, progress / WARMUP)
    return 1.0 if progress < HOLD else max(FLOOR, (1 - progress) / (1 - HOLD))


@dataclass
class Run:
    """State of one run; `averaged` says whether the model now holds the average instead of the raw weights."""

    plan: Plan
    step: int = 0
    started: float = field(default_factory=time.monotonic)
    average: dict[str, torch.Tensor] = field(default_factory=dict)
    raw: dict[str, torch.Tensor] = field(default_factory=dict)
    averaged: bool = False

    def follow(self, model: torch.nn.Module) -> None:
        """Move the average one step towards the weights."""
        weight = 1 - min(self.plan.average, self.step / (self.step + 10))
        with torch.no_grad():
            for name, value in _trained(model):
                if name in self.average:
                    self.average[name].lerp_(value, weight)
                else:
                    self.average[name] = value.clone()

    def show(self, model: torch.nn.Module, averaged: bool) -> None:
        """Put the averaged or the raw weights into the model."""
        if averaged == self.averaged or not self.average:
            return
        with torch.no_grad():
            for name, value in _trained(model):
                if averaged:
                    self.raw[name] = value.clone()
                value.copy_((self.average if averaged else self.raw)[name])
        self.averaged = averaged


def _trained(model: torch.nn.Module) -> list[tuple[str, torch.nn.Parameter]]:
    return [(name, p) for name, p in model.named_parameters() if p.requires_grad]


def launch(part: str, stanza_args: list[str], plan: Plan) -> None:
    """Run the part's trainer with Stanza's own command line arguments."""
    main_name, trainer_name, class_name = PARTS[part]
    trainer = getattr(importlib.import_module(trainer_name), class_name)
    main_module = importlib.import_module(main_name)
    run = Run(plan)
    fast.install()
    _wrap(trainer, run)
    main_module.main(stanza_args)


def _wrap(trainer: Any, run: Run) -> None:
    build, update, predict, save = trainer.__init__, trainer.update, trainer.predict, trainer.save

    def built(self: Any, *args: Any, **kwargs: Any) -> None:
        build(self, *args, **kwargs)
        if run.plan.init is not None and run.step == 0:
            transfer(run.plan.init, self.model, self.vocab)

    def updated(self: Any, batch: Any, *args: Any, **kwargs: Any) -> Any:
        run.show(self.model, averaged=False)
        progress = run.plan.progress(run.step, run.started)
        for optimizer in _optimizers(self):
            for group in optimizer.param_groups:
                group.setdefault("peak", group["lr"])
                group["lr"] = group["peak"] * rate(progress)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.plan.bf16):
            result = update(self, batch, *args, **kwargs)
        run.step += 1
        run.follow(self.model)
        if progress >= 1.0:
            _end(self, run)
        return result

    def shown(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            run.show(self.model, averaged=True)
            with torch.no_grad():
                return method(self, *args, **kwargs)

        return call

    trainer.__init__, trainer.update = built, updated
    trainer.predict, trainer.save = shown(predict), shown(save)


def _end(trainer: Any, run: Run) -> None:
    """Let the trainer's loop evaluate now, save if it is the best, and stop."""
    step = getattr(trainer, "global_step", run.step)
    if "eval_steps" in trainer.args:
        # The tokeniser's loop knows no other way to stop: evaluate at each step, stop at the first no better.
        trainer.args.update(eval_steps=1, max_steps_before_stop=-1)
    for name in ("max_steps", "eval_interval"):
        if name in trainer.args:
            trainer.args[name] = step


def _optimizers(trainer: Any) -> list[torch.optim.Optimizer]:
    for name in ("optimizers", "optimizer"):
        found = getattr(trainer, name, None)
        if found is not None:
            return list(found.values()) if isinstance(found, dict) else [found]
    return []
