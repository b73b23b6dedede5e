"""How right the frames of a lexicon are: precision and recall on coded paragraphs, kept beside its file.

`frames.toml` has `frames.accuracy.toml` beside it. What is there holds for the lexicon with the hash it names and for
no other, so that a lexicon that was changed shows no figures until it is scored again.
"""

import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError
from analysis.files import whole_file

MARK_BELOW = 0.9
"""A frame whose precision or recall lies below this is marked wherever it is drawn."""

MARK = "*"

_MEASURES = ("precision", "precision_low", "precision_high", "recall", "recall_low", "recall_high")
_COUNTS = ("n_gold", "n_found", "correct")


@dataclass(frozen=True)
class FrameAccuracy:
    """Precision and recall of a frame's core tier, with 95 % intervals, and the counts that they come from.

    Attributes
    ----------
    n_gold, n_found, correct : tokens that were coded, that the lexicon found, and that both have.
    """

    precision: float
    precision_low: float
    precision_high: float
    recall: float
    recall_low: float
    recall_high: float
    n_gold: int
    n_found: int
    correct: int

    @property
    def is_low(self) -> bool:
        """Whether the frame is to be marked."""
        return self.precision < MARK_BELOW or self.recall < MARK_BELOW


@dataclass(frozen=True)
class Accuracy:
    """What was measured of a lexicon.

    Attributes
    ----------
    sample : what it was measured on, in words that a figure can bear.
    seen : whether the lexicon was written with the sample in view, which makes the figures too good.
    frames : the frames that were measured.
    sample_ar : the sample in Arabic words, for figures with Arabic labels; where empty they bear `sample`.
    """

    sample: str
    seen: bool
    frames: Mapping[str, FrameAccuracy]
    sample_ar: str = ""

    def sample_in(self, labels: str) -> str:
        """The sample in the words of that language, where there are any."""
        return self.sample_ar if labels == "ar" and self.sample_ar else self.sample

    def provenance(self, frame_ids: list[str]) -> dict[str, str | int | bool]:
        """What tables and figures say of some frames: ranges of the two measures, frames that are low, the sample."""
        measured = {frame: self.frames[frame] for frame in frame_ids if frame in self.frames}
        if not measured:
            return {}
        return {
            "accuracy_sample": self.sample,
            "accuracy_sample_ar": self.sample_in("ar"),
            "accuracy_seen": self.seen,
            "accuracy_precision": _range([one.precision for one in measured.values()]),
            "accuracy_recall": _range([one.recall for one in measured.values()]),
            "accuracy_low": ", ".join(frame for frame, one in measured.items() if one.is_low),
        }


def _range(values: list[float]) -> str:
    """The lowest and the highest value, rounded down, for nothing is to look better than it is."""
    low, high = (f"{int(value * 100 + 1e-9) / 100:.2f}" for value in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def accuracy_path(lexicon: Path) -> Path:
    """Where the figures of a lexicon's file stand."""
    return lexicon.with_suffix(".accuracy.toml")


def read_accuracy(lexicon: Path, lexicon_hash: str) -> Accuracy | None:
    """Read the figures beside a lexicon's file; None if there are none, or if they are those of another version.

    Raises
    ------
    KhitabError : the file is not of the form that `write_accuracy` gives it.
    """
    path = accuracy_path(lexicon)
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if data["lexicon_hash"] != lexicon_hash:
            return None
        frames = {frame: FrameAccuracy(**table) for frame, table in data["frames"].items()}
        return Accuracy(str(data["sample"]), bool(data["seen"]), frames, str(data.get("sample_ar", "")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KhitabError(
            f"{path}: is no file of accuracy figures ({error}); delete it, or make it anew with score-frames."
        ) from None


def write_accuracy(lexicon: Path, lexicon_hash: str, accuracy: Accuracy) -> Path:
    """Write the figures beside a lexicon's file, and give the path."""
    lines = [
        "# How right the frames of this lexicon are: precision and recall of core hits by token, with 95 % intervals.",
        "# Made by khitab score-frames; true of the lexicon with this hash only.",
        "",
        f'lexicon_hash = "{lexicon_hash}"',
        f"sample = {_quoted(accuracy.sample)}",
        *([f"sample_ar = {_quoted(accuracy.sample_ar)}"] if accuracy.sample_ar else []),
        f"seen = {str(accuracy.seen).lower()}  # whether the lexicon was written with the sample in view",
    ]
    for frame, one in accuracy.frames.items():
        lines += ["", f"[frames.{frame}]"]
        lines += [f"{name} = {getattr(one, name):.4f}" for name in _MEASURES]
        lines += [f"{name} = {getattr(one, name)}" for name in _COUNTS]
    path = accuracy_path(lexicon)
    with whole_file(path) as file:
        file.write(("\n".join(lines) + "\n").encode())
    return path


def accuracy_of(scores: Iterable[Mapping[Hashable, Any]], sample: str, *, seen: bool, sample_ar: str = "") -> Accuracy:
    """Make figures of the rows of a table of `score_frames`; frames that lack a case are left out."""
    frames = {}
    for row in scores:
        if row["n_gold"] and row["n_found"]:
            precision, precision_low, precision_high, recall, recall_low, recall_high = (
                float(row[name]) for name in _MEASURES
            )
            n_gold, n_found, correct = (int(row[name]) for name in _COUNTS)
            frames[str(row["frame"])] = FrameAccuracy(
                precision, precision_low, precision_high, recall, recall_low, recall_high, n_gold, n_found, correct
            )
    return Accuracy(sample, seen, frames, sample_ar)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
