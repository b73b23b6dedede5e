"""`khitab score-voices`: from a file of hand-coded paragraphs to the figures, beside the baseline's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.annotation import Annotations, annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.parsed import read
from analysis.discourse.voices.cues import CueBook, default_cues
from analysis.discourse.voices.find import find_voices
from analysis.evaluation.baseline import baseline_voices
from analysis.evaluation.voice_scores import Coded, Score, found_voices, read_codings, score_voices


@dataclass(frozen=True)
class Evaluation:
    """The rules' score, the baseline's, and the errors with their causes."""

    rules: Score
    baseline: Score
    errors: pd.DataFrame

    @property
    def table(self) -> pd.DataFrame:
        """The rules' figures with intervals, and the baseline's value beside each."""
        return self.rules.table.assign(baseline=self.baseline.table["value"])


def evaluate_voices(
    path: str | Path,
    *,
    corpora: Sequence[str | Path] = (),
    model: str | Path = "bundled",
    cache: str | Path | None = None,
    progress: bool = False,
) -> Evaluation:
    """Score `find_voices` and the baseline on hand-coded paragraphs.

    Parameters
    ----------
    path : one JSON object a line, as `read_codings` reads them.
    corpora : where the texts of codings that hold document ids are found (files or folders that `read_corpus` reads).
    model, cache, progress : as for `annotate`.

    Returns
    -------
    Evaluation. `errors` has the columns of `score_voices`, and `cause`: "vocabulary" (the cue is in no list), "parse"
    (the tagger or parser is
    wrong where the rules rely on it) or "rule".
    """
    codings = read_codings(path, corpora)
    documents = tuple(Document(coded.id, coded.text, {}) for coded in codings)
    annotations = annotate(Corpus(Path(path).stem, documents), model, cache=cache, progress=progress)
    rules = score_voices(codings, found_voices(find_voices(annotations)))
    baseline = score_voices(codings, found_voices(baseline_voices(annotations)))
    return Evaluation(rules, baseline, with_causes(rules.errors, codings, annotations))


def with_causes(
    errors: pd.DataFrame, codings: Sequence[Coded], annotations: Annotations, cues: CueBook | None = None
) -> pd.DataFrame:
    """Add to each error its likely cause.

    vocabulary: a missed cue whose spelling no list holds. parse: the cue's word carries a tag that its rule does not
    take,
    its token was taken apart, or the coded speaker's head is not what the parse calls the cue's subject. rule: all
    else.
    """
    book = cues or default_cues()
    readings = {reading.doc_id: reading for reading in read(annotations)}
    speakers = {(c.id, v.cue[0]): v.speaker for c in codings for v in c.voices if v.cue}
    causes = []
    for error in errors.to_dict("records"):
        reading = readings.get(error["id"])
        inside = (
            []
            if reading is None
            else [i for i in range(len(reading)) if reading.starts[i] <= error["start"] < reading.ends[i]]
        )
        if reading is None or not inside:
            causes.append("parse")
            continue
        words = [i for i in inside if _known(reading.keys[i], book)]
        if error["what"] == "cue missed" and not words:
            causes.append("parse" if _known(reading.token_key(inside[0]), book) else "vocabulary")
        elif error["what"] == "cue missed":
            causes.append("rule" if reading.upos[words[0]] in ("VERB", "ADJ", "NOUN", "ADP") else "parse")
        elif error["what"] == "speaker":
            causes.append(
                _speaker_cause(
                    reading.heads, reading.deprel, reading.starts, inside, speakers.get((error["id"], error["start"]))
                )
            )
        else:
            causes.append("rule")
    return errors.assign(cause=causes)


def _known(word: str, book: CueBook) -> bool:
    lists: tuple[Mapping[str, object], ...] = (
        book.verbs, book.participles, book.feminine_participles, book.nouns, book.sources,
    )  # fmt: skip
    return any(word in entries for entries in lists)


def _speaker_cause(
    heads: Sequence[int], deprel: Sequence[str], starts: Sequence[int], cue: Sequence[int], span: tuple[int, int] | None
) -> str:
    subjects = [i for i in range(len(heads)) if heads[i] in cue and deprel[i].startswith("nsubj")]
    if span is None or not subjects:
        return "rule"
    return "rule" if any(span[0] <= starts[i] < span[1] for i in subjects) else "parse"
