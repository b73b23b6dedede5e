"""Scoring voices against hand-coded paragraphs: what is right, how sure that is, and what went wrong."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import KhitabError
from analysis.measures.proportion import certain_interval

Span = tuple[int, int]
TOKEN = re.compile(r"[^\s«»“”„\"‹›()\[\]،,.؛;:؟!?…–—]+")
MEASURES = (
    ("cue", "precision"), ("cue", "recall"), ("cue", "f1"),
    ("speaker", "accuracy"), ("speaker", "exact_span"), ("content", "f1"), ("type", "accuracy"),
)  # fmt: skip
COUNTS = (
    "gold", "found", "matched", "speakers", "spans", "types", "content_gold", "content_found", "content_both",
)  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """One attribution as coded or found; spans of characters in the paragraph."""

    cue: Span
    speaker: Span | None
    content: Span | None
    type: str


@dataclass(frozen=True)
class Coded:
    """A hand-coded paragraph; cues in `unsure` are not scored."""

    id: str
    text: str
    voices: tuple[Voice, ...]
    unsure: tuple[Span, ...] = ()


def read_codings(path: str | Path, texts: Mapping[str, str] | None = None) -> tuple[Coded, ...]:
    """Read hand-coded voices, one JSON object a line.

    A line carries its `text`, or a `doc_id` and the `paragraph`'s span in that document, whose text `texts` gives.

    Raises KhitabError naming the line if it is no JSON, lacks a field, or has a span outside its text.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KhitabError(f"{path}: cannot be read ({error}); give a UTF-8 file with one JSON object a line.") from None
    return tuple(
        _coded(f"{path}, line {i}", line, texts or {}) for i, line in enumerate(lines, start=1) if line.strip()
    )


def _coded(place: str, line: str, texts: Mapping[str, str]) -> Coded:
    try:
        record = json.loads(line)
        text = record["text"] if "text" in record else _paragraph(place, record, texts)
        voices = tuple(
            Voice(_span(v["cue"]), _optional(v.get("speaker")), _optional(v.get("content")), v["type"])
            for v in record["voices"]
        )
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, KhitabError):
            raise
        raise KhitabError(
            f"{place}: is no coded paragraph ({error!r}); it needs text, or doc_id and paragraph, and voices."
        ) from None
    for span in (s for v in voices for s in (v.cue, v.speaker, v.content) if s):
        if not 0 <= span[0] < span[1] <= len(text):
            raise KhitabError(f"{place}: span {list(span)} lies outside the text of {len(text)} characters; mend it.")
    return Coded(str(record.get("id", place)), text, voices, tuple(_span(s) for s in record.get("unsure", [])))


def _paragraph(place: str, record: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    if record["doc_id"] not in texts:
        raise KhitabError(f"{place}: document {record['doc_id']!r} is not at hand; give the corpus it comes from.")
    return texts[record["doc_id"]][slice(*record["paragraph"])]


def _span(value: Sequence[int]) -> Span:
    return int(value[0]), int(value[1])


def _optional(value: Sequence[int] | None) -> Span | None:
    return None if value is None else _span(value)


def found_voices(table: pd.DataFrame) -> dict[str, list[Voice]]:
    """Turn a table of `find_voices` (or of the baseline) into voices by document."""
    voices: dict[str, list[Voice]] = {}
    names = ("cue", "speaker", "content")
    for row in table.to_dict("records"):
        spans = [
            None if pd.isna(row[f"{name}_start"]) else (int(row[f"{name}_start"]), int(row[f"{name}_end"]))
            for name in names
        ]
        cue, speaker, content = spans
        if cue is not None:
            voices.setdefault(str(row["doc_id"]), []).append(Voice(cue, speaker, content, str(row["type"])))
    return voices


@dataclass(frozen=True)
class Score:
    """Figures with intervals (`table`), and every disagreement (`errors`)."""

    table: pd.DataFrame
    errors: pd.DataFrame

    def summary(self) -> dict[str, dict[str, float]]:
        """The figures as nested plain numbers, rounded to four places."""
        result: dict[str, dict[str, float]] = {}
        for row in self.table.to_dict("records"):
            result.setdefault(row["part"], {})[row["measure"]] = round(float(row["value"]), 4)
        return result


def score_voices(
    codings: Sequence[Coded], found: Mapping[str, Sequence[Voice]], *, n_resamples: int = 2000, seed: int = 1
) -> Score:
    """Compare found with coded voices.

    - cue: a found cue is right if it overlaps a coded one (each counts once); precision, recall, F1.
    - speaker: given a right cue, the first token of the phrase is the coded one's (in Arabic the head comes first), or
      both have none; `exact_span` asks for the whole phrase.
    - content: F1 over tokens (no white space or punctuation), summed over **all** attributions: contents of missed cues
      count as missed, of invented ones as invented.
    - type: given a right cue.

    Intervals are 95 % percentile bootstraps over paragraphs; for a value of 0 or 1, where no resample differs, the
    exact binomial interval over the paragraphs with attributions.

    Returns
    -------
    Score. `table`: part, measure, value, low, high, n (what the value counts), method; `errors`: id, what ("cue
    missed", "cue
    invented", "speaker", "content", "type"), cue, expected, got.
    """
    counts = np.zeros((len(codings), len(COUNTS)))
    errors: list[dict[str, object]] = []
    for index, coded in enumerate(codings):
        voices = [v for v in found.get(coded.id, []) if not any(_overlap(v.cue, u) for u in coded.unsure)]
        counts[index] = _compare(coded, voices, errors)
    weights = np.random.default_rng(seed).multinomial(
        len(codings), np.full(len(codings), 1 / len(codings)), n_resamples
    )
    values, samples = _measures(counts.sum(axis=0, keepdims=True))[0], _measures(weights @ counts)
    low, high = np.nanpercentile(samples, [2.5, 97.5], axis=0)
    voiced = int((counts > 0).any(axis=1).sum())
    for place in np.flatnonzero(np.isin(values, (0, 1))):
        low[place], high[place] = certain_interval(float(values[place]), voiced)
    totals = dict(zip(COUNTS, counts.sum(axis=0).astype(int), strict=True))
    n = [
        totals["found"],
        totals["gold"],
        totals["gold"],
        totals["matched"],
        totals["matched"],
        totals["content_gold"],
        totals["matched"],
    ]
    table = pd.DataFrame(MEASURES, columns=["part", "measure"]).assign(
        value=values, low=low, high=high, n=n, paragraphs=len(codings), method="percentile bootstrap over paragraphs"
    )
    return Score(table, pd.DataFrame(errors, columns=["id", "what", "cue", "start", "expected", "got"]))


def _measures(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn (n, 9) sums of counts into (n, 7) measures."""
    c = dict(zip(COUNTS, counts.T, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack(
            [
                c["matched"] / c["found"],
                c["matched"] / c["gold"],
                2 * c["matched"] / (c["found"] + c["gold"]),
                c["speakers"] / c["matched"],
                c["spans"] / c["matched"],
                2 * c["content_both"] / (c["content_found"] + c["content_gold"]),
                c["types"] / c["matched"],
            ],
            axis=1,
        )


def _compare(coded: Coded, found: Sequence[Voice], errors: list[dict[str, object]]) -> list[int]:
    """Count agreements in one paragraph, and add its disagreements to `errors`."""
    text = coded.text
    pairs, free = [], list(found)
    for voice in coded.voices:
        match = next((f for f in free if _overlap(f.cue, voice.cue)), None)
        if match:
            free.remove(match)
        pairs.append((voice, match))
    missed = [v for v, m in pairs if m is None]
    for what, voices in (("cue missed", missed), ("cue invented", free)):
        errors += [_error(coded, what, v.cue, _words(text, v.content), "") for v in voices]
    both = [(v, m) for v, m in pairs if m is not None]
    speakers = [_head(text, v.speaker) == _head(text, m.speaker) for v, m in both]
    for (v, m), right in zip(both, speakers, strict=True):
        if not right:
            errors.append(_error(coded, "speaker", v.cue, _words(text, v.speaker), _words(text, m.speaker)))
        if _tokens(text, v.content) != _tokens(text, m.content):
            errors.append(_error(coded, "content", v.cue, _words(text, v.content), _words(text, m.content)))
        if v.type != m.type:
            errors.append(_error(coded, "type", v.cue, v.type, m.type))
    return [
        len(coded.voices), len(found), len(both), sum(speakers),
        sum(_tokens(text, v.speaker) == _tokens(text, m.speaker) for v, m in both),
        sum(v.type == m.type for v, m in both),
        sum(len(_tokens(text, v.content)) for v in coded.voices),
        sum(len(_tokens(text, f.content)) for f in found),
        sum(len(_tokens(text, v.content) & _tokens(text, m.content)) for v, m in both),
    ]  # fmt: skip


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _tokens(text: str, span: Span | None) -> frozenset[int]:
    """The tokens of a span, by their first character."""
    return frozenset() if span is None else frozenset(m.start() + span[0] for m in TOKEN.finditer(text[slice(*span)]))


def _head(text: str, span: Span | None) -> int | None:
    return min(_tokens(text, span), default=None)


def _words(text: str, span: Span | None) -> str:
    return "" if span is None else text[slice(*span)]


def _error(coded: Coded, what: str, cue: Span, expected: str, got: str) -> dict[str, object]:
    return {
        "id": coded.id,
        "what": what,
        "cue": coded.text[slice(*cue)],
        "start": cue[0],
        "expected": expected,
        "got": got,
    }
