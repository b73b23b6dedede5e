"""The margin of an article: who says which stretch of it, numbered where the stretch stands."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from analysis.rendering.labels import Labels, phrase


@dataclass(frozen=True)
class Said:
    """What one voice is given the word for: a span of the text, by whom, with which word of saying, how directly."""

    number: int
    start: int
    end: int
    speaker: str
    cue: str
    kind: str
    inferred: bool


def said_in(voices: pd.DataFrame, doc_id: str) -> list[Said]:
    """The attributions of one document that have a content, numbered from 1 in the order of the text."""
    own = voices[(voices["doc_id"].astype("str") == doc_id) & voices["content_start"].notna()]
    rows = own.sort_values(["content_start", "content_end"], kind="stable").to_dict("records")
    return [
        Said(
            number, int(row["content_start"]), int(row["content_end"]), _text(row["speaker_name"]), _text(row["cue"]),
            str(row["type"]), bool(row["inferred"]),
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip


def margin(said: list[Said], labels: Labels) -> str:
    """The notes beside one paragraph, as HTML."""
    return "".join(
        f'<li class="{one.kind}"><span class="number">{one.number}</span> {" · ".join(_parts(one, labels))}</li>'
        for one in said
    )


def _parts(one: Said, labels: Labels) -> list[str]:
    speaker = f"<bdi>{escape(one.speaker)}</bdi>" if one.speaker else escape(phrase("discourse/unknown", labels))
    parts = [f"<b>{speaker}</b>", escape(phrase(f"discourse/{one.kind}", labels))]
    if one.cue:
        parts.insert(1, f'<bdi lang="ar" dir="rtl">{escape(one.cue)}</bdi>')
    if one.inferred:
        parts.append(escape(phrase("reading/inferred", labels)))
    return parts


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
