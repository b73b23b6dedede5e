"""What each part of the model is trained with: arguments of Stanza's own trainers, and our budget for them.

Dropout is lower than Stanza's 0.5 and 0.33: in the few dozen passes over the data that a laptop has time for, networks
of this size do not overfit, and what dropout costs is never won back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.trainers.launch import Plan

SHORT = ("--lang", "ar", "--shorthand", "ar_padt", "--cpu", "--seed", "1234")
NEVER = "1000000"


@dataclass(frozen=True)
class Recipe:
    """One trainer's arguments (`{data}`, `{saved}` are folders) and steps, from an earlier model and from nothing."""

    part: str
    processor: str
    saved: str
    args: tuple[str, ...]
    steps: int | None = None
    steps_from_nothing: int | None = None
    average: float = 0.998
    bf16: bool = True

    def plan(self, start: Path | None, minutes: float | None) -> Plan:
        """Budget and start weights of this run; `start` is a model folder in Stanza's layout."""
        init = None if start is None else start / "ar" / self.processor / "padt.pt"
        steps = self.steps if start is not None else self.steps_from_nothing
        return Plan(None if minutes else steps, minutes, self.average, self.bf16, init)

    def arguments(self, data: Path, saved: Path, steps: int | None) -> list[str]:
        """Command line of the trainer."""
        filled = [arg.format(data=data, saved=saved) for arg in self.args]
        limit = [] if self.part in {"mwt", "lemmatizer"} else ["--steps" if self.part == "tokenizer" else "--max_steps"]
        short = SHORT[2:] if self.part == "lemmatizer" else SHORT  # which takes no --lang
        return [*filled, *short, "--save_dir", str(saved), *[x for name in limit for x in (name, str(steps or NEVER))]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


RECIPES = {
    recipe.part: recipe
    for recipe in (
        Recipe(
            "tokenizer", "tokenize", "ar_padt_tokenizer.pt",
            _words(
                "--txt_file {data}/tok-train.txt --label_file {data}/tok-train.toklabels "
                "--dev_txt_file {data}/tok-dev.txt "
                "--dev_label_file {data}/tok-dev.toklabels --dev_conll_gold {data}/tok-dev.conllu "
                "--mwt_json_file {data}/tok-train-mwt.json --max_seqlen 1000 --lr0 0.001 "
                "--dropout 0.1 --unit_dropout 0.1 --feat_unit_dropout 0.1 "
                "--eval_steps 300 --max_steps_before_stop 1000000 --save_name ar_padt_tokenizer.pt"
            ),
            steps=1800, steps_from_nothing=5000,
        ),
        Recipe(
            "mwt", "mwt", "ar_padt_mwt_expander.pt",
            _words(
                "--train_file {data}/mwt-train.conllu --eval_file {data}/dev.conllu --gold_file {data}/dev.conllu "
                "--output_file {data}/mwt-out.conllu --num_epoch 10 --dropout 0.2 --emb_dropout 0.2 "
                "--save_name ar_padt_mwt_expander.pt"
            ),
            # The epochs make about 8,500 steps.
            steps=4500, steps_from_nothing=8500, average=0.995, bf16=False,
        ),
        Recipe(
            "tagger", "pos", "ar_padt_tagger.pt",
            _words(
                "--train_file {data}/train-all.conllu --eval_file {data}/dev.conllu "
                "--wordvec_pretrain_file {data}/ar.pretrain.pt --augment_nopunct 0.1 --hidden_dim 200 "
                "--char_hidden_dim 150 --deep_biaff_hidden_dim 150 --composite_deep_biaff_hidden_dim 50 "
                "--word_cutoff 3 --batch_size 64 --batch_maximum_tokens 3000 --lr 0.002 --eval_interval 400 "
                "--dropout 0.2 --word_dropout 0.2 "
                "--max_steps_before_stop 1000000 --save_name ar_padt_tagger.pt"
            ),
            steps=3000, steps_from_nothing=6000,
        ),
        Recipe(
            "lemmatizer", "lemma", "ar_padt_lemmatizer.pt",
            _words(
                "--train_file {data}/lemma-train.conllu --eval_file {data}/dev.conllu "
                "--output_file {data}/lemma-out.conllu --num_epoch 4 --save_name ar_padt_lemmatizer.pt"
            ),
            # The epochs make about 5,000 steps; this only tells the learning rate when the end is near.
            steps=5000, steps_from_nothing=5000,
        ),
        Recipe(
            "parser", "depparse", "ar_padt_parser.pt",
            _words(
                "--train_file {data}/parse-train.conllu --eval_file {data}/dev-tagged.conllu "
                "--wordvec_pretrain_file {data}/ar.pretrain.pt --augment_nopunct 0.1 --hidden_dim 200 "
                "--char_hidden_dim 150 --deep_biaff_hidden_dim 200 --word_cutoff 3 --batch_size 2500 --optim adam "
                "--lr 0.002 --beta2 0.95 --weight_decay 0.00001 --no_second_optim --no_plateau --eval_interval 400 "
                "--dropout 0.22 --word_dropout 0.2 "
                "--max_steps_before_stop 1000000 --save_name ar_padt_parser.pt "
                "--checkpoint_save_name ar_padt_parser_checkpoint.pt"
            ),
            steps=3500, steps_from_nothing=8000,
        ),
    )
}  # fmt: skip
