"""Make the network that finds names, stage by stage: `python -m training.ner ANERCORP NEWS_FOLDER`.

`ANERCORP` is a gzip of lines of token TAB label. Teachers learn from it alone and label news, a student learns from
both; neither sees the last sixth of the sentences, by which the student is scored. The network that is shipped is the
student after three further passes over all sentences.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch

from analysis.parsing.engine import Engine
from analysis.parsing.model import BUNDLED, NAMES
from analysis.parsing.names import NameInputs, NameToken, inputs_of
from analysis.parsing.networks.name_network import LABELS, NameNetwork
from training.data_prep.segment import news_texts
from training.ner.examples import Example, labelled_examples, news_examples, read_labelled
from training.ner.learning import (
    Course,
    class_values,
    f1_of_names,
    numbers_of,
    posteriors,
    predict,
    sizes_of,
    teach,
)
from training.ner.lists import name_lists
from training.ner.neighbours import neighbour_vectors, token_keys
from training.package import write_manifest

STAGES = ("inputs", "labelled", "news", "teachers", "silver", "student", "report", "whole", "package")
ARTICLES, TOKENS, SEED = 3_600, 450_000, 1
TEACHERS = {1: (176, 0.45), 2: (128, 0.5)}  #: seed → hidden size, dropout
STUDENT = 128, 0.4
SURE = 0.42  #: the least sure label of a sentence of news that is learnt from
NAMELESS = 0.25  #: share of the sentences without names that are learnt from


def main(arguments: list[str] | None = None) -> None:
    """Run the stages that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m training.ner", description=__doc__)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--model", type=Path, default=BUNDLED)
    parser.add_argument("--work", type=Path, default=Path("training/work/ner"))
    parser.add_argument("--stage", action="append", choices=STAGES)
    asked = parser.parse_args(arguments)
    asked.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for stage in asked.stage or STAGES:
        print(stage, flush=True)
        globals()[f"_{stage}"](asked)


def _inputs(asked: argparse.Namespace) -> None:
    words, near, step = neighbour_vectors(token_keys(news_texts(asked.news)))
    torch.save(
        {"words": words, "near": torch.from_numpy(near), "step": step, "lists": name_lists()}, asked.work / "inputs.pt"
    )


def _labelled(asked: argparse.Namespace) -> None:
    groups = labelled_examples(read_labelled(asked.labelled), Engine(asked.model))
    torch.save([[_plain(example) for example in group] for group in groups], asked.work / "labelled.pt")


def _news(asked: argparse.Namespace) -> None:
    texts = sorted(set(news_texts(asked.news)))
    chosen = np.random.default_rng(SEED).permutation(len(texts))[:ARTICLES]
    examples = news_examples([texts[place] for place in chosen], Engine(asked.model))
    torch.save([_plain(example) for example in examples], asked.work / "news.pt")


def _teachers(asked: argparse.Namespace) -> None:
    inputs, classes = _loaded_inputs(asked)
    examples = numbers_of(_gold(asked)[0], inputs)
    for seed, (hidden, dropout) in TEACHERS.items():
        torch.manual_seed(seed)
        network = NameNetwork(sizes_of(inputs, classes, hidden), dropout)
        teach(network, inputs, examples, Course(11, 2e-3, 0.01, 24), seed)
        torch.save(network.state_dict(), asked.work / f"teacher-{seed}.pt")


@torch.no_grad()
def _silver(asked: argparse.Namespace) -> None:
    inputs, classes = _loaded_inputs(asked)
    networks = [_network(asked, f"teacher-{seed}.pt", inputs, classes, shape) for seed, shape in TEACHERS.items()]
    examples = [_example(plain) for plain in torch.load(asked.work / "news.pt", weights_only=True)]
    draw, silver, tokens = np.random.default_rng(SEED), [], 0
    for first in range(0, len(examples), 64):
        some = sorted(examples[first : first + 64], key=lambda example: -len(example.tokens))
        numbers = numbers_of(some, inputs)
        told = [posteriors(network, inputs, numbers) for network in networks]
        for example, of_example in zip(some, zip(*told, strict=True), strict=True):
            best, labels = (torch.stack(of_example).mean(0)).max(1)
            names = bool(labels.any())
            if best.min() > SURE and (names or draw.random() < NAMELESS) and _in_order(labels.tolist()):
                silver.append(Example(example.tokens, example.states, labels.numpy(), example.own))
                tokens += len(labels)
        if tokens > TOKENS:
            break
    torch.save([_plain(example) for example in silver], asked.work / "silver.pt")


def _student(asked: argparse.Namespace) -> None:
    inputs, classes = _loaded_inputs(asked)
    gold = numbers_of(_gold(asked)[0], inputs)
    silver = [_example(plain) for plain in torch.load(asked.work / "silver.pt", weights_only=True)]
    torch.manual_seed(SEED)
    network = NameNetwork(sizes_of(inputs, classes, STUDENT[0]), STUDENT[1])
    teach(network, inputs, [*numbers_of(silver, inputs), *gold, *gold], Course(1, 2e-3, 0.3), SEED)
    teach(network, inputs, gold, Course(5, 1e-3, 0.02, 24), SEED)
    torch.save(network.state_dict(), asked.work / "student.pt")


def _whole(asked: argparse.Namespace) -> None:
    inputs, classes = _loaded_inputs(asked)
    network = _network(asked, "student.pt", inputs, classes, STUDENT)
    first, last = _gold(asked)
    everything = numbers_of([*first, *(example for group in last for example in group)], inputs)
    teach(network, inputs, everything, Course(3, 5e-4, 0.02, 24), SEED)
    torch.save(network.state_dict(), asked.work / "whole.pt")


def _package(asked: argparse.Namespace) -> None:
    inputs, classes = _loaded_inputs(asked)
    stored = torch.load(asked.work / "inputs.pt", weights_only=True)
    state = torch.load(asked.work / "whole.pt", weights_only=True)
    sizes = vars(sizes_of(inputs, classes, STUDENT[0]))
    told = {"sizes": sizes, "labels": LABELS, "near": stored["words"], "classes": classes, "lists": stored["lists"]}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    np.savez_compressed(
        asked.model / NAMES,
        told=np.frombuffer(text, dtype=np.uint8),
        near=stored["near"].numpy(),
        near_step=np.float32(stored["step"]),
        **{f"net.{name}": weights.numpy().astype(np.float16) for name, weights in state.items()},
    )
    write_manifest(asked.model)


def _report(asked: argparse.Namespace) -> None:
    """Scores of the last sixth, by the annotator's own tokens."""
    inputs, classes = _loaded_inputs(asked)
    network = _network(asked, "student.pt", inputs, classes, STUDENT)
    _, groups = _gold(asked)
    found = iter(predict(network, inputs, numbers_of([example for group in groups for example in group], inputs)))
    sentences = read_labelled(asked.labelled)[-len(groups) :]
    rows = []
    for group, sentence in zip(groups, sentences, strict=True):
        labels = ["O"] * len(sentence)
        for example in group:
            for own, label in reversed(list(zip(example.own.tolist(), next(found).tolist(), strict=True))):
                labels[own] = LABELS[label]  # of several parts of a token the first decides
        rows.append(labels)
    scores = f1_of_names([[label for _, label in sentence] for sentence in sentences], rows)
    table = pd.DataFrame(scores, index=["precision", "recall", "F1"]).T.round(4)
    table.to_csv(asked.work / "names.csv")
    print(table)


def _gold(asked: argparse.Namespace) -> tuple[list[Example], list[list[Example]]]:
    """Examples of the first five sixths of the sentences, and those of each sentence of the last."""
    groups = [
        [_example(plain) for plain in group] for group in torch.load(asked.work / "labelled.pt", weights_only=True)
    ]
    first = len(groups) * 5 // 6
    return [example for group in groups[:first] for example in group], groups[first:]


def _loaded_inputs(asked: argparse.Namespace) -> tuple[NameInputs, list[list[str]]]:
    stored = torch.load(asked.work / "inputs.pt", weights_only=True)
    pretrain = torch.load(asked.model / "ar" / "pretrain" / "padt.pt", weights_only=True)
    examples = [
        _example(plain) for group in torch.load(asked.work / "labelled.pt", weights_only=True) for plain in group
    ]
    classes = class_values(examples)
    told: dict[str, Any] = {"near": stored["words"], "classes": classes, "lists": stored["lists"]}
    units = pretrain["vocab"]["_id2unit"]
    return inputs_of(told, stored["near"].numpy(), stored["step"], units, torch.as_tensor(pretrain["emb"])), classes


def _network(
    asked: argparse.Namespace, file: str, inputs: NameInputs, classes: list[list[str]], shape: tuple[int, float]
) -> NameNetwork:
    hidden, dropout = shape
    network = NameNetwork(sizes_of(inputs, classes, hidden), dropout)
    network.load_state_dict(torch.load(asked.work / file, weights_only=True))
    return network.eval()


def _in_order(labels: list[int]) -> bool:
    """Whether each I- label continues a name of its kind."""
    return all(
        label % 2 or not label or before in (label, label - 1)
        for before, label in zip([0, *labels[:-1]], labels, strict=True)
    )


def _plain(example: Example) -> tuple[list[tuple[Any, ...]], torch.Tensor, torch.Tensor, torch.Tensor]:
    arrays = (torch.from_numpy(array) for array in (example.states, example.labels, example.own))
    return ([tuple(token) for token in example.tokens], *arrays)


def _example(plain: tuple[list[tuple[Any, ...]], torch.Tensor, torch.Tensor, torch.Tensor]) -> Example:
    tokens, *arrays = plain
    states, labels, own = (array.numpy() for array in arrays)
    return Example([NameToken(*token) for token in tokens], states, labels, own)


if __name__ == "__main__":
    main()
