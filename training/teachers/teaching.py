"""Tags and trees of news by taught encoders: `python -m training.teachers.teaching ARRAYS LABELS`.

`encoder.py` learns to guess words of all the news; copies of it then learn tags and trees of the treebank together
(`teacher.py`), and the mean of their probabilities labels the news, from which smaller networks learn (`taught.py`;
Hinton et al. 2015, distillation). Reads and writes arrays alone, so that it runs where only PyTorch and NumPy are.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from training.teachers.encoder import MASK, SPECIAL, Encoder, Schooling, Shape, piece_table, pretrain
from training.teachers.padded import Sentences, grouped
from training.teachers.teacher import Teacher

RATES = (2e-4, 3e-4, 1.2e-4)  #: of the copies in turn
UNREACHED = 255


@dataclass(frozen=True)
class Course:
    """How a copy learns the treebank."""

    rate: float = RATES[0]
    epochs: int = 14
    dropout: float = 0.2
    hidden: float = 0.12  #: share of words hidden while it learns
    words: int = 4_000  #: of a batch
    seed: int = 1


def tune(teacher: Teacher, train: Sentences, course: Course, device: torch.device) -> None:
    """Teach a copy the treebank."""
    torch.manual_seed(course.seed)
    rng = np.random.default_rng(course.seed)
    inner = list(teacher.encoder.parameters())
    own = [w for name, w in teacher.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": inner, "peak": course.rate}, {"params": own, "peak": 1e-3}]
    optimizer = torch.optim.AdamW(
        groups, lr=course.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=device.type == "cuda"
    )
    per_epoch = sum(1 for _ in grouped(np.diff(train.starts), course.words, np.arange(len(train.starts) - 1)))
    steps, done = per_epoch * course.epochs, 0
    teacher.train()
    for _ in range(course.epochs):
        for batch in train.batches(course.words, rng.permutation(len(train.starts) - 1), device):
            done += 1
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * min(1.0, done / 100, max(0.01, (steps - done) / (0.9 * steps)))
            hidden = torch.rand(batch.types.shape, device=device) < course.hidden
            shown = replace(batch, types=torch.where(hidden, MASK, batch.types))
            with torch.autocast(device.type, torch.bfloat16):
                loss = teacher.loss(shown)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)


@torch.no_grad()
def label(
    teachers: Sequence[Teacher], sentences: Sentences, words: int, device: torch.device, limit: float = 1e9
) -> dict[str, np.ndarray]:
    """Tags, heads and relations by the mean of the teachers, for whole sentences until the limit in seconds is over.

    `sure` is the probability of the tag in per cent; sentences not reached have 255 there.
    """
    size = len(sentences.types)
    kinds = {"tags": np.uint16, "heads": np.uint16, "relations": np.uint8}
    found = {name: np.zeros(size, dtype=kind) for name, kind in kinds.items()} | {
        "sure": np.full(size, UNREACHED, np.uint8)
    }
    for teacher in teachers:
        teacher.eval()
    began = time.monotonic()
    order = np.random.default_rng(1).permutation(len(sentences.starts) - 1)
    for chunk in np.array_split(order, max(1, len(order) // 20_000)):
        for batch in sentences.batches(words, chunk, device):
            if time.monotonic() - began > limit:
                return found
            with torch.autocast(device.type, torch.bfloat16):
                asked = [teacher.probabilities(batch) for teacher in teachers]
            tags, arcs, named = (torch.stack(some).mean(0) for some in zip(*asked, strict=True))
            heads = arcs.argmax(-1)
            relations = named.gather(2, heads[..., None, None].expand(-1, -1, 1, named.shape[-1])).squeeze(2).argmax(-1)
            sure, best = tags.max(-1)
            out = {"tags": best, "heads": heads, "relations": relations, "sure": (sure.exp() * 100).round()}
            for name, values in out.items():
                found[name][batch.places] = values[batch.there].cpu().numpy()
    return found


def marks(sentences: Sentences, found: dict[str, np.ndarray], tag_names: np.ndarray) -> dict[str, float]:
    """Shares in per cent of right labels on gold words."""
    assert sentences.tags is not None
    assert sentences.heads is not None
    assert sentences.relations is not None
    gold, ours = tag_names[sentences.tags], tag_names[found["tags"]]
    head = found["heads"] == sentences.heads
    right = {name: gold[:, i] == ours[:, i] for i, name in enumerate(("UPOS", "XPOS", "UFeats"))}
    right |= {"AllTags": (gold == ours).all(1), "UAS": head, "LAS": head & (found["relations"] == sentences.relations)}
    return {name: round(100 * float(hit.mean()), 2) for name, hit in right.items()}


def read_arrays(folder: Path) -> dict[str, Any]:
    """The arrays that `taught.py` wrote."""
    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    return {path.stem: np.load(path) for path in folder.glob("*.npy")} | names


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.teachers.teaching", description=__doc__.split("\n", 1)[0])
    parser.add_argument("arrays", type=Path, help="folder that `python -m training.teachers.taught write` made")
    parser.add_argument("labels", type=Path, help="folder to write")
    parser.add_argument("--seconds", type=float, default=Schooling.seconds, help="to learn from news [%(default)s]")
    parser.add_argument("--steps", type=int, help="to learn from news, instead of seconds: the same on every machine")
    parser.add_argument("--label-seconds", type=float, default=90, help="to label news, at most [%(default)s]")
    parser.add_argument("--copies", type=int, default=2, help="encoders taught the treebank [%(default)s]")
    parser.add_argument("--epochs", type=int, default=Course.epochs, help="over the treebank [%(default)s]")
    parser.add_argument("--layers", type=int, default=Shape.layers, help="of the encoder [%(default)s]")
    parser.add_argument("--width", type=int, default=Shape.width, help="of the encoder [%(default)s]")
    parser.add_argument("--windows", type=int, default=Schooling.windows, help="windows of a batch [%(default)s]")
    parser.add_argument("--plain", action="store_true", help="without torch.compile")
    args = parser.parse_args()
    args.labels.mkdir(parents=True, exist_ok=True)
    torch.set_float32_matmul_precision("high")
    device, began = torch.device("cuda" if torch.cuda.is_available() else "cpu"), time.monotonic()

    def tell(*words: object) -> None:
        print(f"[{time.monotonic() - began:5.0f} s]", *words, flush=True)

    arrays = read_arrays(args.arrays)
    pieces = piece_table([*SPECIAL, *arrays["forms"]]).to(device)
    tell(len(pieces), "types,", len(arrays["news"]), "words of news,", device)
    shape = Shape(min(Shape.words, len(pieces)), args.width, layers=args.layers)
    torch.manual_seed(1)
    encoder = Encoder(shape, pieces, 0.0).to(device)
    stream = torch.from_numpy(arrays["news"].astype(np.int32)).to(device)
    log = pretrain(encoder, stream, Schooling(args.seconds, args.steps, windows=args.windows), not args.plain)
    tell("encoder", asdict(shape))
    weights = {name: weight.detach().clone() for name, weight in encoder.state_dict().items()}
    del encoder
    train, dev = (
        Sentences(*(arrays[f"{part}-{kind}"] for kind in ("starts", "types", "tags", "heads", "relations")))
        for part in ("train", "dev")
    )
    tag_names = np.array([*arrays["tags"], ("?",) * 3], dtype=object)  # the last: tags that the training part lacks
    fields = torch.from_numpy(arrays["fields"].astype(np.int64)).to(device)
    teachers, figures = [], []
    for copy in range(args.copies):
        course = Course(rate=RATES[copy % len(RATES)], epochs=args.epochs, seed=copy + 1)
        torch.manual_seed(course.seed)
        own = Encoder(shape, pieces, course.dropout / 2)
        own.load_state_dict(weights)
        teacher = Teacher(own, fields, len(arrays["relations"]), course.dropout).to(device)
        tune(teacher, train, course, device)
        teachers.append(teacher)
        figures.append({**asdict(course), **marks(dev, label([teacher], dev, 8_000, device), tag_names)})
        tell(figures[-1])
    found = label(teachers, dev, 8_000, device)
    figures.append(marks(dev, found, tag_names))
    tell("mean of all:", figures[-1])
    np.savez_compressed(args.labels / "dev.npz", **found)
    (args.labels / "figures.json").write_text(json.dumps({"log": log, "dev": figures}, indent=1))
    news = Sentences(arrays["label-starts"], arrays["label-types"])
    found = label(teachers, news, 12_000, device, args.label_seconds)
    tell("labelled", int((found["sure"] < UNREACHED).sum()), "words")
    for name, values in found.items():
        np.savez_compressed(args.labels / f"{name}.npz", values)
    tell("written")


if __name__ == "__main__":
    main()
