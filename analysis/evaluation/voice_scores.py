"""Scoring voices against hand-coded paragraphs: what is right, how sure that is, and what went wrong."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import key
from analysis.errors import KhitabError
from analysis.evaluation.coded_lines import check_span, read_lines
from analysis.measures.arrays import divide
from analysis.measures.classification import f1, percentile_interval

Span = tuple[int, int]
TOKEN = re.compile(r"[^\s«»“”„\"‹›()\[\]،,.؛;:؟!?…–—]+")
_OBLIQUE = re.compile("(?<=...)ين$")
# Each measure: what it is about, its name, and how it is made of COUNTS: "a/b", or "f1 a b c" = 2a / (b + c).
MEASURES = (
    ("cue", "precision", "matched/found"),
    ("cue", "recall", "matched/gold"),
    ("cue", "f1", "f1 matched found gold"),
    ("without_cue", "precision", "bare_matched/bare_found"),
    ("without_cue", "recall", "bare_matched/bare_gold"),
    ("without_cue", "f1", "f1 bare_matched bare_found bare_gold"),
    ("speaker", "accuracy", "speakers/matched"),
    ("speaker", "exact_span", "spans/matched"),
    ("speaker", "exact_f1", "f1 speaker_exact speaker_found speaker_gold"),
    ("speaker", "overlap_f1", "f1 speaker_overlap speaker_found speaker_gold"),
    ("content", "f1", "f1 content_both content_found content_gold"),
    ("content", "exact_f1", "f1 contents_exact contents_found contents_gold"),
    ("content", "overlap_f1", "f1 contents_overlap contents_found contents_gold"),
    ("type", "accuracy", "types/matched"),
    ("name", "accuracy", "names/named"),
    ("kind", "accuracy", "kinds/named"),
)
COUNTS = (
    "gold", "found", "matched", "bare_gold", "bare_found", "bare_matched", "speakers", "spans", "types",
    "content_gold", "content_found", "content_both", "speaker_gold", "speaker_found", "speaker_exact",
    "speaker_overlap", "contents_gold", "contents_found", "contents_exact", "contents_overlap",
    "names", "kinds", "named",
)  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """One attribution as coded or found; spans of characters in the paragraph.

    `cue` is None for headlines and turns of speech (name, colon, words). `name` and `kind` of the speaker are None
    where there is no speaker; `named` says whether they were coded at all.
    """

    cue: Span | None
    speaker: Span | None
    content: Span | None
    type: str
    name: str | None = None
    kind: str | None = None
    named: bool = False


@dataclass(frozen=True)
class Coded:
    """A hand-coded paragraph; cues in `unsure` are not scored."""

    id: str
    text: str
    voices: tuple[Voice, ...]
    unsure: tuple[Span, ...] = ()


def read_codings(path: str | Path, corpora: Sequence[str | Path] = ()) -> tuple[Coded, ...]:
    """Read hand-coded voices, one JSON object a line.

    A line carries its `text`, or a `doc_id` and the `paragraph`'s span in that document, which `corpora` hold.

    Raises KhitabError naming the line if it is no JSON, lacks a field, or has a span outside its text.
    """
    return tuple(_coded(place, record) for place, record in read_lines(path, {"voices": list}, corpora))


def _coded(place: str, record: Mapping[str, Any]) -> Coded:
    text = record["text"]
    try:
        voices = tuple(
            Voice(
                _optional(v["cue"]),
                _optional(v.get("speaker")),
                _optional(v.get("content")),
                v["type"],
                v.get("name"),
                v.get("kind"),
                "name" in v,
            )
            for v in record["voices"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KhitabError(f"{place}: a voice needs cue, speaker, content and type ({error!r}); add them.") from None
    for span in (s for v in voices for s in (v.cue, v.speaker, v.content) if s is not None):
        check_span(place, span, text)
    return Coded(str(record.get("id", place)), text, voices, tuple(_span(s) for s in record.get("unsure", [])))


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
        name, kind = (_text(row.get(column)) for column in ("speaker_name", "speaker_kind"))
        voice = Voice(cue, speaker, content, str(row["type"]), name, kind, "speaker_name" in row)
        voices.setdefault(str(row["doc_id"]), []).append(voice)
    return voices


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


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

    - cue: a found cue is right if it overlaps a coded one (each counts once); an attribution without a cue (headline,
      turn) is right if its speaker overlaps that of a coded one without a cue. Precision, recall, F1; `without_cue`:
      the same of attributions without a cue alone.
    - speaker: given a right cue, the first token of the phrase is the coded one's (in Arabic the head comes first), or
      both have none; `exact_span` asks for the whole phrase.
    - content: F1 over tokens (no white space or punctuation), summed over **all** attributions: contents of missed cues
      count as missed, of invented ones as invented.
    - exact_f1, overlap_f1: F1 over whole spans of all attributions; a span is right if it has the coded tokens, or
      shares one with them. These are the two ways in which work on other languages is scored (Newell et al. 2018,
      "Quote extraction and analysis for news").
    - type: given a right cue.
    - name, kind: given a right cue, over attributions whose speaker was coded with them; names are compared by key
      (diacritics, hamza, final ya and ta marbuta make no difference), and no speaker is right if none was coded.

    A measure without cases (names in codings that have none) is left out.

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
    for index, whole in enumerate(codings):
        # An attribution coded in doubt counts neither for nor against: it is left out on both sides.
        coded = replace(whole, voices=tuple(v for v in whole.voices if not _is_unsure(v, whole.unsure)))
        voices = [v for v in found.get(coded.id, []) if not _is_unsure(v, coded.unsure)]
        tally = _compare(coded, voices, errors)
        counts[index] = [tally[name] for name in COUNTS]
    weights = np.random.default_rng(seed).multinomial(
        len(codings), np.full(len(codings), 1 / len(codings)), n_resamples
    )
    sums = counts.sum(axis=0)
    (values, n), (samples, _) = _measures(sums[np.newaxis]), _measures(weights @ counts)
    cases = n[0] > 0
    values, n, samples = values[0][cases], n[0][cases].astype(int), samples[:, cases]
    voiced = int((counts > 0).any(axis=1).sum())
    ends = [percentile_interval(float(value), draws, voiced) for value, draws in zip(values, samples.T, strict=True)]
    low, high = np.array(ends).reshape(-1, 2).T
    rows = [measure[:2] for measure, has_cases in zip(MEASURES, cases, strict=True) if has_cases]
    table = pd.DataFrame(rows, columns=["part", "measure"]).assign(
        value=values, low=low, high=high, n=n, paragraphs=len(codings), method="percentile bootstrap over paragraphs"
    )
    return Score(table, pd.DataFrame(errors, columns=["id", "what", "cue", "start", "expected", "got"]))


def _is_unsure(voice: Voice, unsure: Sequence[Span]) -> bool:
    """Say whether an attribution stands where the coders were in doubt: by its cue, else by its speaker."""
    place = voice.cue or voice.speaker
    return place is not None and any(_overlap(place, span) for span in unsure)


def _measures(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn (n, counts) sums into (n, measures) values, and what each rests on (coded or matched cases)."""
    c = dict(zip(COUNTS, counts.T, strict=True))
    values, cases = [], []
    for _, _, recipe in MEASURES:
        if recipe.startswith("f1 "):
            both, found, gold = recipe.split()[1:]
            values.append(f1(c[both], c[found], c[gold]))
            cases.append(c[gold])
        else:
            part, whole = recipe.split("/")
            values.append(divide(c[part], c[whole]))
            cases.append(c[whole])
    return np.stack(values, axis=1), np.stack(cases, axis=1)


def _pairs(coded: Coded, found: Sequence[Voice]) -> tuple[list[tuple[Voice, Voice | None]], list[Voice]]:
    """Pair each coded voice with a found one; give what was found beside them too."""
    pairs: list[tuple[Voice, Voice | None]] = []
    free = list(found)
    for voice in coded.voices:
        match = next((f for f in free if _same_place(f, voice)), None)
        if match:
            free.remove(match)
        pairs.append((voice, match))
    return pairs, free


def _same_place(found: Voice, coded: Voice) -> bool:
    if coded.cue and found.cue:
        return _overlap(found.cue, coded.cue)
    if coded.cue or found.cue:
        return False
    place, other = coded.speaker or coded.content, found.speaker or found.content
    return place is not None and other is not None and _overlap(place, other)


def _compare(coded: Coded, found: Sequence[Voice], errors: list[dict[str, object]]) -> Counter[str]:
    """Count agreements in one paragraph, and add its disagreements to `errors`."""
    text = coded.text
    pairs, free = _pairs(coded, found)
    missed = [v for v, m in pairs if m is None]
    for what, wrong in (("cue missed", missed), ("cue invented", free)):
        errors += [_error(coded, what, v, _words(text, v.content), "") for v in wrong]
    tally: Counter[str] = Counter()
    tally["gold"], tally["found"] = len(coded.voices), len(found)
    tally["bare_gold"] = sum(v.cue is None for v in coded.voices)
    tally["bare_found"] = sum(f.cue is None for f in found)
    for side, voices in (("gold", coded.voices), ("found", found)):
        for v in voices:
            tally[f"content_{side}"] += len(_tokens(text, v.content))
            tally[f"contents_{side}"] += v.content is not None
            tally[f"speaker_{side}"] += v.speaker is not None
    for v, m in pairs:
        if m is None:
            continue
        tally["matched"] += 1
        tally["bare_matched"] += v.cue is None
        tally["spans"] += _tokens(text, v.speaker) == _tokens(text, m.speaker)
        tally["content_both"] += len(_tokens(text, v.content) & _tokens(text, m.content))
        for part, a, b in (("speaker", v.speaker, m.speaker), ("contents", v.content, m.content)):
            tally[f"{part}_exact"] += a is not None and _tokens(text, a) == _tokens(text, b)
            tally[f"{part}_overlap"] += bool(_tokens(text, a) & _tokens(text, b))
        tally["speakers"] += _is_right(coded, v, errors, "speaker", _head, v.speaker, m.speaker)
        _is_right(coded, v, errors, "content", _tokens, v.content, m.content)
        tally["types"] += v.type == m.type
        if v.type != m.type:
            errors.append(_error(coded, "type", v, v.type, m.type))
        if v.named:
            tally["named"] += 1
            for what, expected, got in (("name", _key(v.name), _key(m.name)), ("kind", v.kind, m.kind)):
                tally[f"{what}s"] += expected == got
                if expected != got:
                    errors.append(_error(coded, what, v, str(getattr(v, what)), str(getattr(m, what))))
    return tally


def _is_right(
    coded: Coded, voice: Voice, errors: list[dict[str, object]], what: str,
    view: Callable[[str, Span | None], object], expected: Span | None, got: Span | None,
) -> bool:  # fmt: skip
    """Compare two spans as `view` sees them; add a disagreement to `errors`."""
    right = view(coded.text, expected) == view(coded.text, got)
    if not right:
        errors.append(_error(coded, what, voice, _words(coded.text, expected), _words(coded.text, got)))
    return right


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _key(name: str | None) -> tuple[str, ...]:
    """A name as it is compared: the keys of its words, without marks, a plural in the nominative."""
    return () if name is None else tuple(_OBLIQUE.sub("ون", key(word)) for word in TOKEN.findall(name))


def _tokens(text: str, span: Span | None) -> frozenset[int]:
    """The tokens of a span, by their first character."""
    return frozenset() if span is None else frozenset(m.start() + span[0] for m in TOKEN.finditer(text[slice(*span)]))


def _head(text: str, span: Span | None) -> int | None:
    return min(_tokens(text, span), default=None)


def _words(text: str, span: Span | None) -> str:
    return "" if span is None else text[slice(*span)]


def _error(coded: Coded, what: str, voice: Voice, expected: str, got: str) -> dict[str, object]:
    place = voice.cue or voice.speaker or voice.content or (0, 0)
    return {
        "id": coded.id,
        "what": what,
        "cue": _words(coded.text, voice.cue),
        "start": place[0],
        "expected": expected,
        "got": got,
    }
