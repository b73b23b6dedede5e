"""A coder at work: which paragraph is next, what has been answered, and a file that always holds all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.paragraph_table import token_table
from analysis.errors import KhitabError
from analysis.validation.codings import Codings, coder_file_name, make_codings
from analysis.validation.files import read_coding_file, write_codings
from analysis.validation.sampling import Sample

UNSURE = "unsure"


@dataclass(frozen=True)
class Item:
    """One paragraph to be coded; `tokens` are spans of its own text, `start` its place in the document."""

    doc_id: str
    paragraph: int
    start: int
    text: str
    tokens: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Answer:
    """What the coder said of one paragraph: for each marked token (by its number) a frame or "unsure"."""

    marks: Mapping[int, Sequence[str]]
    time: str
    note: str = ""


@dataclass
class CodingSession:
    """The state of one coder's work on one sample; every answer is on disk before the next paragraph is shown.

    It is the one thing in Khitab that changes in place: it stands for a file that grows.
    """

    items: tuple[Item, ...]
    frames: tuple[str, ...]
    coder: str
    path: Path
    provenance: dict[str, object]
    answers: dict[int, Answer] = field(default_factory=dict)
    suggested: dict[int, Mapping[int, Sequence[str]]] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        sample: Sample,
        annotations: AnnotationSource,
        coder: str,
        folder: str | Path,
        name: str = "sample",
        found: pd.DataFrame | None = None,
    ) -> "CodingSession":
        """Begin, or go on where this coder stopped: the file is `folder/name-coder.csv`.

        `found` holds hits or labels to be confirmed or corrected: the marks that a paragraph without an answer shows.

        Errors: KhitabError if the file there is damaged, of another corpus or of other frames.
        """
        path = Path(folder) / coder_file_name(name, coder)
        session = cls(_items(sample, annotations), sample.frames, coder, path, dict(sample.provenance))
        if path.exists():
            session.answers |= _answers(read_coding_file(path, annotations), session)
        if found is not None:
            session.suggested |= _suggested(found, session)
        return session

    def marks_at(self, position: int) -> Mapping[int, Sequence[str]]:
        """The marks to show: those answered, or those suggested."""
        answer = self.answers.get(position)
        return answer.marks if answer else self.suggested.get(position, {})

    @property
    def next_position(self) -> int:
        """The first paragraph without an answer; the number of paragraphs when all have one."""
        return next((i for i in range(len(self.items)) if i not in self.answers), len(self.items))

    def answer(self, position: int, marks: Mapping[int, Sequence[str]], note: str = "") -> None:
        """Keep the answer to one paragraph (again, if it had one) and write the file.

        Errors: KhitabError for a paragraph, token or frame that does not exist.
        """
        if not 0 <= position < len(self.items):
            raise KhitabError(f"coding: there is no paragraph {position + 1}; there are {len(self.items)}.")
        for token, labels in marks.items():
            if not 0 <= token < len(self.items[position].tokens):
                raise KhitabError(f"coding: paragraph {position + 1} has no token {token}; reload the page.")
            if unknown := [label for label in labels if label not in (*self.frames, UNSURE)]:
                raise KhitabError(f"coding: {unknown[0]!r} is none of the frames {', '.join(self.frames)}.")
        kept = {token: tuple(labels) for token, labels in sorted(marks.items()) if labels}
        time = datetime.now(UTC).isoformat(timespec="seconds")
        self.answers[position] = Answer(kept, time, note)
        write_codings(self.codings(), self.path)

    def codings(self) -> Codings:
        """What has been coded so far, in the order of the sample."""
        read, marks = [], []
        for position, answer in sorted(self.answers.items()):
            item = self.items[position]
            read.append((item.doc_id, item.paragraph, self.coder, answer.time, answer.note))
            for token, labels in answer.marks.items():
                first, last = item.tokens[token]
                span = (item.start + first, item.start + last, item.text[first:last])
                for label in labels:
                    unsure = label == UNSURE
                    frame = "" if unsure else label
                    marks.append((item.doc_id, item.paragraph, *span, frame, unsure, self.coder, answer.note))
        return make_codings(read, marks, self.frames, self.provenance)


def _items(sample: Sample, annotations: AnnotationSource) -> tuple[Item, ...]:
    wanted = annotations.select(dict.fromkeys(sample.paragraphs["doc_id"]))
    tokens = token_table(wanted)
    of_unit = {unit: rows[["start", "end"]].to_numpy() for unit, rows in tokens.groupby(["doc_id", "paragraph"])}
    items = []
    for row in sample.paragraphs.to_dict("records"):
        start, text = row["start"], annotations.text(row["doc_id"])[row["start"] : row["end"]]
        spans = of_unit[(row["doc_id"], row["paragraph"])] - start
        items.append(Item(row["doc_id"], row["paragraph"], start, text, tuple(map(tuple, spans.tolist()))))
    return tuple(items)


def _token_at(item: Item, position: int) -> int | None:
    return next((number for number, (start, _) in enumerate(item.tokens) if start == position), None)


def _suggested(found: pd.DataFrame, session: CodingSession) -> dict[int, Mapping[int, Sequence[str]]]:
    """The labels that were found on the tokens of the sample."""
    place = {(item.doc_id, item.paragraph): position for position, item in enumerate(session.items)}
    marks: dict[int, dict[int, list[str]]] = {}
    for row in found[found["frame"].isin(session.frames)].to_dict("records"):
        position = place.get((str(row["doc_id"]), int(row["paragraph"])))
        if position is None:
            continue
        item = session.items[position]
        token = _token_at(item, int(row["start"]) - item.start)
        if token is not None:
            marks.setdefault(position, {}).setdefault(token, []).append(str(row["frame"]))
    return {position: dict(of_tokens) for position, of_tokens in marks.items()}


def _answers(codings: Codings, session: CodingSession) -> dict[int, Answer]:
    if set(codings.frames) != set(session.frames):
        raise KhitabError(
            f"{session.path}: was coded for {', '.join(codings.frames)}, not {', '.join(session.frames)}; "
            "choose another folder or name."
        )
    place = {(item.doc_id, item.paragraph): position for position, item in enumerate(session.items)}
    marks: dict[int, dict[int, list[str]]] = {}
    notes: dict[int, str] = {}
    for row in codings.marks.to_dict("records"):
        position = place.get((row["doc_id"], row["paragraph"]))
        if position is None:
            continue
        item = session.items[position]
        token = _token_at(item, row["start"] - item.start)
        if token is None:
            raise KhitabError(f"{session.path}: {row['token']!r} does not begin a token; correct its start.")
        marks.setdefault(position, {}).setdefault(token, []).append(UNSURE if row["unsure"] else row["frame"])
        notes[position] = row["note"]
    answers = {}
    for row in codings.read.to_dict("records"):
        position = place.get((row["doc_id"], row["paragraph"]))
        if position is None:
            raise KhitabError(
                f"{session.path}: paragraph {row['paragraph']} of {row['doc_id']!r} is not in this sample; "
                "choose another folder or name."
            )
        kept = {token: tuple(labels) for token, labels in sorted(marks.get(position, {}).items())}
        answers[position] = Answer(kept, row["time"], row["note"] or notes.get(position, ""))
    return answers
