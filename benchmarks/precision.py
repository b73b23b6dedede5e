"""Would int8, bfloat16 or ONNX Runtime parse faster, and do the words stay the same?

The engine parses the same articles with its networks in fp32, with their LSTMs and linear layers quantised to int8
(dynamically, by torch), and with the parser's scorers in bfloat16; words a second of one thread, and the share of words
that are annotated as in fp32. With a treebank the accuracy is scored as well. ONNX Runtime, whose exporter takes no
packed sequences, is timed on one LSTM layer of the parser's size beside torch's.

    KHITAB_NEWS=FILE.parquet KHITAB_TREEBANK=FILE.conllu python -m benchmarks precision      (needs onnx, onnxruntime)
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import torch
from torch import nn

from analysis.evaluation.treebank import parse_treebank, read_treebank, score
from analysis.parsing.engine import Engine
from analysis.parsing.model import find_model
from analysis.parsing.parts import by_size, one_thread
from benchmarks._news import articles
from benchmarks.annotation_speed import shown

HERE = Path(__file__)
ARTICLES, ROUNDS, GROUP = 40, 5, 40_000
SENTENCES, LENGTH, INPUT, HIDDEN = 64, 45, 400, 200


def fp32(engine: Engine) -> None:
    """As the engine is."""


def int8(engine: Engine) -> None:
    """Quantise LSTMs and linear layers of tagger and parser."""
    for network in _networks(engine):
        for module in network.modules():  # torch quantises its own classes, not those made of them for speed
            if type(module).__base__ in (nn.LSTM, nn.Linear):
                module.__class__ = type(module).__base__  # type: ignore[assignment]
        torch.ao.quantization.quantize_dynamic(network, {nn.LSTM, nn.Linear}, dtype=torch.qint8, inplace=True)


def bfloat16(engine: Engine) -> None:
    """Let linear layers of tagger and parser compute in bfloat16."""
    for network in _networks(engine):
        for module in network.modules():
            if isinstance(module, nn.Linear):
                weight, bias = module.weight.bfloat16(), None if module.bias is None else module.bias.bfloat16()
                module.forward = _rounded(weight, bias)  # type: ignore[method-assign]


def _rounded(weight: torch.Tensor, bias: torch.Tensor | None) -> Callable[[torch.Tensor], torch.Tensor]:
    return lambda rows: nn.functional.linear(rows.bfloat16(), weight, bias).float()


def _networks(engine: Engine) -> list[Any]:
    assert engine._reader._fast is not None
    return [network._model for network in engine._reader._fast]


def parse(engine: Engine, paragraphs: list[str]) -> tuple[float, list[Any]]:
    """Seconds, and words."""
    start = time.perf_counter()
    with one_thread():
        parsed = [
            word
            for group in by_size(paragraphs, [len(text) for text in paragraphs], GROUP)
            for sentences in engine.parse(group)
            for sentence in sentences
            for word in sentence
        ]
    return time.perf_counter() - start, parsed


def accuracy(engine: Engine, treebank: Path) -> dict[str, float]:
    """F1 of some metrics from raw text."""
    gold = read_treebank(treebank)
    table = score(gold.conllu, parse_treebank(gold, engine), treebank).set_index("metric")["f1"]
    return {metric: float(table[metric]) for metric in ("UPOS", "UFeats", "UAS", "LAS")}


def engines(paragraphs: list[str], treebank: Path | None) -> pd.DataFrame:
    """One row for each precision."""
    built: dict[str, Engine] = {}
    for change in (fp32, int8, bfloat16):
        built[change.__name__] = Engine(find_model().folder)
        change(built[change.__name__])
    times: dict[str, list[float]] = {name: [] for name in built}
    words: dict[str, list[Any]] = {}
    for _ in range(ROUNDS):
        for name, engine in built.items():
            seconds, words[name] = parse(engine, paragraphs)
            times[name].append(seconds)
    rows = []
    for name, engine in built.items():
        same = sum(one == other for one, other in zip(words[name], words["fp32"], strict=True)) / len(words["fp32"])
        row = {"networks": name, "words": len(words[name]), "words_per_second": len(words[name]) / median(times[name])}
        rows.append({**row, "same_as_fp32": same, **(accuracy(engine, treebank) if treebank else {})})
    return pd.DataFrame(rows)


def layers() -> pd.DataFrame:
    """Microseconds a word of one bidirectional LSTM layer."""
    import onnxruntime

    torch.manual_seed(1)
    layer = nn.LSTM(INPUT, HIDDEN, batch_first=True, bidirectional=True).eval()
    rows = torch.randn(SENTENCES, LENGTH, INPUT)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "layer.onnx")
        torch.onnx.export(layer, (rows,), path, input_names=["rows"], dynamo=False)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(path, options)
        quantised = torch.ao.quantization.quantize_dynamic(nn.Sequential(layer), {nn.LSTM}, dtype=torch.qint8)[0]
        half, half_rows = nn.LSTM(INPUT, HIDDEN, batch_first=True, bidirectional=True).bfloat16(), rows.bfloat16()
        tasks: dict[str, Callable[[], object]] = {
            "torch fp32": lambda: layer(rows),
            "torch int8": lambda: quantised(rows),
            "torch bfloat16": lambda: half(half_rows),
            "ONNX Runtime fp32": lambda: session.run(None, {"rows": rows.numpy()}),
        }
        times: dict[str, list[float]] = {name: [] for name in tasks}
        with torch.inference_mode(), one_thread():
            for _ in range(ROUNDS + 1):
                for name, task in tasks.items():
                    start = time.perf_counter()
                    task()
                    times[name].append(time.perf_counter() - start)
    scale = 1e6 / SENTENCES / LENGTH
    return pd.DataFrame(
        {"layer": name, "microseconds_a_word": median(taken[1:]) * scale} for name, taken in times.items()
    )


def main() -> None:
    """Write both tables."""
    paragraphs = [paragraph for article in shown(articles(ARTICLES)) for paragraph in article]
    treebank = os.environ.get("KHITAB_TREEBANK")
    for name, table in {"": engines(paragraphs, Path(treebank) if treebank else None), "_layers": layers()}.items():
        print(table.round(4).to_string(index=False))
        table.round(4).to_csv(HERE.with_name(f"precision{name}.csv"), index=False)


if __name__ == "__main__":
    main()
