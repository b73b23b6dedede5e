"""The stages of the pipeline in order, each with the file that shows it is done."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.trainers.launch import launch
from training.trainers.recipes import RECIPES

logger = logging.getLogger("training")


@dataclass(frozen=True)
class Inputs:
    """Paths of a run; `start` is a model folder to start from, or None."""

    train: Path
    dev: Path
    news: Path
    work: Path
    out: Path
    start: Path | None = None
    minutes: float | None = None

    @property
    def data(self) -> Path:
        """Files for the trainers."""
        return self.work / "data"

    @property
    def saved(self) -> Path:
        """Weights the trainers wrote."""
        return self.work / "saved"


@dataclass(frozen=True)
class Stage:
    """A step of the pipeline: it is skipped while the file it makes exists."""

    name: str
    makes: str
    run: Callable[[Inputs], None]


def _prepare(inputs: Inputs) -> None:
    from training.data_prep.prepare import prepare

    prepare(inputs.train, inputs.dev, inputs.work)


def _segment(inputs: Inputs) -> None:
    from training.data_prep.segment import learn_segments, news_texts
    from training.package import assemble

    texts = news_texts(inputs.news)
    random.Random(1).shuffle(texts)
    model = inputs.start or assemble(inputs.saved, ("tokenize", "mwt"), inputs.work / "segmenter")
    learn_segments(texts, model, 1_500_000, inputs.data / "segments.json")


def _misspelt(inputs: Inputs) -> None:
    from training.dictionaries.misspelt import write_misspelt

    write_misspelt(inputs.news, inputs.data / "segments.json", inputs.data / "misspelt.json")


def _wholes(inputs: Inputs) -> None:
    from training.dictionaries.wholes import write_wholes

    write_wholes(inputs.news, inputs.data / "wholes.json")


def _attested(inputs: Inputs) -> None:
    from training.dictionaries.attested import write_attested

    write_attested(inputs.news, _trained_expander(inputs), inputs.data / "attested.json")


def _hamzas(inputs: Inputs) -> None:
    from training.dictionaries.hamzas import write_hamzas

    data, model = inputs.data, _trained_expander(inputs)
    write_hamzas(inputs.news, data / "segments.json", data / "train.conllu", model, data / "hamzas.json")


def _trained_expander(inputs: Inputs) -> Path:
    """The expander as trained here, since a start model's dictionary may hold the entries already."""
    from training.package import assemble

    return assemble(inputs.saved, ("tokenize", "mwt"), inputs.work / "expander")


def _vectors(inputs: Inputs) -> None:
    from training.trainers.vectors import train_vectors, write_corpus

    corpus = inputs.data / "corpus.txt"
    write_corpus(inputs.news, inputs.data / "segments.json", inputs.data / "train.conllu", corpus)
    train_vectors(corpus, inputs.data / "ar.pretrain.pt")


def _train(part: str) -> Callable[[Inputs], None]:
    def run(inputs: Inputs) -> None:
        recipe = RECIPES[part]
        plan = recipe.plan(inputs.start, inputs.minutes)
        inputs.saved.mkdir(parents=True, exist_ok=True)
        launch(part, recipe.arguments(inputs.data, inputs.saved, plan.steps), plan)

    return run


def _likely(inputs: Inputs) -> None:
    from training.dictionaries.likely import write_likely
    from training.package import assemble

    data, parts = inputs.data, ("tokenize", "mwt", "pos", "lemma")
    model = assemble(inputs.saved, parts, inputs.work / "lemmatiser", data / "ar.pretrain.pt")
    write_likely(inputs.news, data / "segments.json", data / "train.conllu", model, data / "likely.json")


def _contextual(inputs: Inputs) -> None:
    from training.package import CONTEXTUAL
    from training.trainers.contextual import train_contextual

    train_contextual(
        inputs.data / "train.conllu",
        inputs.data / "dev.conllu",
        inputs.data / "ar.pretrain.pt",
        inputs.data,
        inputs.saved / CONTEXTUAL,
    )


def _mix(inputs: Inputs) -> None:
    """Tag the training data with the start model's tagger, else the trained one, and mix the parser's data."""
    from training.trainers.mix import DROPOUT, mix, tag

    tagger = inputs.saved / RECIPES["tagger"].saved
    if inputs.start is not None:
        tagger = inputs.start / "ar" / "pos" / "padt.pt"
    vectors = inputs.data / "ar.pretrain.pt"
    for part, dropout in (("dev", 0.0), ("train-all", DROPOUT)):
        tag(inputs.data / f"{part}.conllu", inputs.data / f"{part}-tagged.conllu", tagger, vectors, dropout)
    mix(inputs.data / "train-all.conllu", inputs.data / "train-all-tagged.conllu", inputs.data / "parse-train.conllu")


def _package(inputs: Inputs) -> None:
    from training.package import package

    def entries(name: str) -> Any:
        return json.loads((inputs.data / f"{name}.json").read_text(encoding="utf-8"))

    hamzas, lemmas = entries("hamzas"), entries("likely")
    learnt = hamzas["expansions"] | entries("attested") | entries("misspelt") | entries("wholes")
    for upos, words in hamzas["lemmas"].items():
        lemmas[upos] = lemmas.get(upos, {}) | words
    package(inputs.saved, inputs.data / "ar.pretrain.pt", inputs.data / "train.conllu", learnt, lemmas, inputs.out)
    (inputs.work / "known.done").unlink(missing_ok=True)  # which go with the networks
    (inputs.work / "persons.done").unlink(missing_ok=True)
    (inputs.work / "package.done").touch()


def _known(inputs: Inputs) -> None:
    from training.dictionaries.known import add_known

    add_known(inputs.news, inputs.out)
    (inputs.work / "known.done").touch()


def _persons(inputs: Inputs) -> None:
    from training.dictionaries.verbs import add_persons
    from training.ner.lists import name_lists

    add_persons(inputs.news, inputs.data / "train.conllu", inputs.out, name_lists())
    (inputs.work / "persons.done").touch()


def _report(inputs: Inputs) -> None:
    from training.report import write_report

    write_report(inputs.data, inputs.news, inputs.out, inputs.work / "report")


STAGES = (
    Stage("prepare", "data/train-all.conllu", _prepare),
    Stage("tokenizer", "saved/ar_padt_tokenizer.pt", _train("tokenizer")),
    Stage("mwt", "saved/ar_padt_mwt_expander.pt", _train("mwt")),
    Stage("segment", "data/segments.json", _segment),
    Stage("misspelt", "data/misspelt.json", _misspelt),
    Stage("wholes", "data/wholes.json", _wholes),
    Stage("attested", "data/attested.json", _attested),
    Stage("hamzas", "data/hamzas.json", _hamzas),
    Stage("vectors", "data/ar.pretrain.pt", _vectors),
    Stage("tagger", "saved/ar_padt_tagger.pt", _train("tagger")),
    Stage("lemmatizer", "saved/ar_padt_lemmatizer.pt", _train("lemmatizer")),
    Stage("likely", "data/likely.json", _likely),
    Stage("contextual", "saved/ar_padt_contextual.pt", _contextual),
    Stage("mix", "data/parse-train.conllu", _mix),
    Stage("parser", "saved/ar_padt_parser.pt", _train("parser")),
    Stage("package", "package.done", _package),
    Stage("known", "known.done", _known),
    Stage("persons", "persons.done", _persons),
    Stage("report", "report/dev.csv", _report),
)
