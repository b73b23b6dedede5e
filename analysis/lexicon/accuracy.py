"""How right the frames of a lexicon are: precision and recall on coded paragraphs, kept beside its file.

`frames.toml` has `frames.accuracy.toml` beside it. Each frame's figures name the hash of what decides its hits
(`Lexicon.frame_hashes`) and hold for that alone: a frame that was changed shows no figures until it is scored again,
and the others keep theirs. A frame taken over from the default lexicon has the figures measured there.
"""

import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import KhitabError
from analysis.files import whole_file
from analysis.rounding import as_measure, two_decimals

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
    sample : what it was measured on, in words that a figure can bear.
    seen : whether the frame was written with the sample in view, which makes the figures too good.
    sample_ar : the sample in Arabic words, for figures with Arabic labels; where empty they bear `sample`.
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
    sample: str
    seen: bool
    sample_ar: str = ""

    @property
    def is_low(self) -> bool:
        """Whether the frame is to be marked: by the figures as they are shown."""
        return min(two_decimals(self.precision), two_decimals(self.recall)) < MARK_BELOW

    def sample_in(self, labels: str) -> str:
        """The sample in the words of that language, where there are any."""
        return self.sample_ar if labels == "ar" and self.sample_ar else self.sample


@dataclass(frozen=True)
class Accuracy:
    """What was measured of a lexicon: the frames that were, each with its figures."""

    frames: Mapping[str, FrameAccuracy]

    def samples_in(self, labels: str) -> list[str]:
        """What the frames were measured on, each sample once."""
        return list(dict.fromkeys(one.sample_in(labels) for one in self.frames.values()))

    def provenance(self) -> dict[str, str | int | bool]:
        """What tables and figures say: ranges of the two measures, frames that are low, the samples."""
        measured = self.frames.values()
        return {
            "accuracy_sample": "; ".join(self.samples_in("en")),
            "accuracy_sample_ar": "؛ ".join(self.samples_in("ar")),
            "accuracy_seen": any(one.seen for one in measured),
            "accuracy_precision": _range([one.precision for one in measured]),
            "accuracy_recall": _range([one.recall for one in measured]),
            "accuracy_low": ", ".join(frame for frame, one in self.frames.items() if one.is_low),
        }


def _range(values: list[float]) -> str:
    """The lowest and the highest value."""
    low, high = as_measure(min(values)), as_measure(max(values))
    return low if low == high else f"{low}–{high}"


def accuracy_path(lexicon: Path) -> Path:
    """Where the figures of a lexicon's file stand."""
    return lexicon.with_suffix(".accuracy.toml")


def read_accuracy(lexicon: Path, hashes: Mapping[str, str]) -> Accuracy | None:
    """Find the figures of a lexicon's frames, beside its file and beside the default lexicon; None if there are none.

    Parameters
    ----------
    lexicon : its file.
    hashes : of each frame, by its id (`Lexicon.frame_hashes`).

    Raises
    ------
    KhitabError : the file is not of the form that `write_accuracy` gives it.
    """
    known = _figures(Path(__file__).parent / "frames.accuracy.toml")
    known |= _figures(accuracy_path(lexicon))
    frames = {frame: known[said] for frame, said in hashes.items() if said in known}
    return Accuracy(frames) if frames else None


def _figures(path: Path) -> dict[str, FrameAccuracy]:
    """The figures in a file, by the hash of the frame that they are of."""
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["frames"].values()
        return {
            str(table["hash"]): FrameAccuracy(**{name: value for name, value in table.items() if name != "hash"})
            for table in tables
        }
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KhitabError(
            f"{path}: is no file of accuracy figures ({error}); delete it, or make it anew with score-frames."
        ) from None


def write_accuracy(lexicon: Path, hashes: Mapping[str, str], accuracy: Accuracy) -> Path:
    """Write the figures beside a lexicon's file, and give the path.

    Figures that stand there already stay where their frame was not changed since, nor scored anew.
    """
    path = accuracy_path(lexicon)
    kept, frames = _figures(path), {}
    for frame, said in hashes.items():
        figures = accuracy.frames.get(frame) or kept.get(said)
        if figures is not None:
            frames[frame] = (said, figures)
    lines = [
        "# How right the frames of this lexicon are: precision and recall of core hits by token, with 95 % intervals.",
        "# Made by khitab score-frames; true of the frame with this hash only.",
        "# seen: whether the frame was written with the sample in view.",
    ]
    for frame, (said, one) in frames.items():
        lines += ["", f"[frames.{frame}]", f'hash = "{said}"']
        lines += [f"{name} = {getattr(one, name):.4f}" for name in _MEASURES]
        lines += [f"{name} = {getattr(one, name)}" for name in _COUNTS]
        lines += [f"sample = {_quoted(one.sample)}"]
        lines += [f"sample_ar = {_quoted(one.sample_ar)}"] if one.sample_ar else []
        lines += [f"seen = {str(one.seen).lower()}"]
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
                *(precision, precision_low, precision_high, recall, recall_low, recall_high),
                *(n_gold, n_found, correct),
                *(sample, seen, sample_ar),
            )
    return Accuracy(frames)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
