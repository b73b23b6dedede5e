"""UDPipe 1 on the same files, as a figure to stand beside: `python -m benchmarks.udpipe --train T --dev D --out DIR`.

Options follow the manual's for Universal Dependencies (Straka and Straková 2017): a projective parser whose learning
rate falls from 0.01. Without word vectors, a lemmatiser apart from the tagger and the search for the best options,
which the published models had, and with `--iterations` passes over the data (they had 30), its figures are a lower
bound.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from ufal import udpipe

from analysis.evaluation.treebank import read_treebank, score


def train(train_file: Path, dev_file: Path, out: Path, iterations: int) -> None:
    """Train tokeniser, tagger with lemmatiser, and parser, and write one model file."""
    error = udpipe.ProcessingError()
    model = udpipe.Trainer.train(
        "morphodita_parsito",
        _sentences(train_file),
        _sentences(dev_file),
        f"epochs={2 * iterations};batch_size=50;learning_rate=0.005;dropout=0.1;early_stopping=1",
        f"models=1;templates_1=tagger;iterations_1={iterations};early_stopping_1=1",
        f"iterations={iterations};embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
        "embedding_deprel=20;hidden_layer=200;batch_size=10;learning_rate=0.01;learning_rate_final=0.001;l2=0.5;"
        "transition_system=projective;transition_oracle=dynamic;structured_interval=0;early_stopping=1",
        error,
    )
    if error.occurred():
        raise RuntimeError(error.message)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(bytes(model))


def evaluate(model_file: Path, treebank: Path) -> pd.DataFrame:
    """Score a model on a treebank's raw text, as `analysis.evaluation.treebank.evaluate_model` does."""
    gold, error = read_treebank(treebank), udpipe.ProcessingError()
    # The pipeline does not keep the model alive.
    model = udpipe.Model.load(str(model_file))
    pipeline = udpipe.Pipeline(model, "tokenize", "", "", "conllu")
    parsed = "".join(pipeline.process(paragraph, error) for paragraph in gold.paragraphs)
    if error.occurred():
        raise RuntimeError(error.message)
    return score(gold.conllu, parsed, treebank)


def _sentences(path: Path) -> udpipe.Sentences:
    reader, error = udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError()
    reader.setText(read_treebank(path).conllu)
    sentences, sentence = udpipe.Sentences(), udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    return sentences


def main() -> None:
    """Train and score."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.udpipe", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for udpipe.model and udpipe.csv")
    parser.add_argument("--iterations", type=int, default=10, help="passes of tagger and parser, some minutes each")
    args = parser.parse_args()
    train(args.train, args.dev, args.out / "udpipe.model", args.iterations)
    evaluate(args.out / "udpipe.model", args.dev).to_csv(args.out / "udpipe.csv", index=False)


if __name__ == "__main__":
    main()
