"""Crossings: frames by the voice that uses them, by the actors beside them, by the grammar around them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.errors import KhitabError
from analysis.measures.uncertainty import bootstrap_rate

NARRATOR = "narrator"
_RATE_COLUMNS = (
    "n",
    "denominator",
    "denominator_name",
    "documents",
    "documents_with",
    "rate",
    "low",
    "high",
    "interval",
    "note",
)


def voice_of_hits(hits: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Say for every hit who says it.

    A hit belongs to the attribution whose content holds it; of several, to the innermost. What stands in no attribution is the
    narrator's.

    Returns
    -------
    `hits` with `voice` (the speaker's name, "unknown" for an attribution without a speaker, "narrator" outside), `voice_kind`, `voice_type`
    ("direct", "indirect", "mixed", "" outside), `voice_row` (the row of `voices`, missing outside).
    """
    _need(hits, "voice_of_hits", ("doc_id", "start", "end"))
    contents = {
        doc_id: part[["content_start", "content_end"]].to_numpy(dtype=np.int64)
        for doc_id, part in voices.dropna(subset=["content_start"]).groupby("doc_id", observed=True)
    }
    rows = {
        doc_id: part.index.to_numpy()
        for doc_id, part in voices.dropna(subset=["content_start"]).groupby("doc_id", observed=True)
    }
    found: list[Any] = []
    for doc_id, start, end in zip(hits["doc_id"], hits["start"], hits["end"], strict=True):
        spans = contents.get(doc_id)
        inside = np.empty(0, int) if spans is None else np.flatnonzero((spans[:, 0] <= start) & (spans[:, 1] >= end))
        if len(inside):
            lengths = spans[inside, 1] - spans[inside, 0]  # type: ignore[index]
            found.append(rows[doc_id][inside[lengths.argmin()]])
        else:
            found.append(None)
    row = pd.Series(found, index=hits.index, dtype="Int64")
    matched = voices.reindex(row.dropna().astype(int)).set_index(row.dropna().index)
    table = hits.assign(voice=NARRATOR, voice_kind="narrator", voice_type="", voice_row=row)
    table.loc[matched.index, "voice"] = matched["speaker_name"].fillna("unknown")
    table.loc[matched.index, "voice_kind"] = matched["speaker_kind"].fillna("unknown")
    table.loc[matched.index, "voice_type"] = matched["type"]
    table.attrs = dict(hits.attrs)
    return table


def words_by_voice(voices: pd.DataFrame, annotations: Annotations, by: str = "speaker_name") -> pd.DataFrame:
    """Count for how many of a corpus's words each speaker is given the word.

    Every word (white space between) belongs to the innermost content that holds it, the rest to the narrator. Returns
    one row per value of `by` (a column of `voices`) and document: doc_id, the value, words.
    """
    _need(voices, "words_by_voice", (by,))
    rows: list[tuple[str, str, int]] = []
    by_document = {str(doc_id): part for doc_id, part in voices.groupby("doc_id", observed=True)}
    for document in annotations.corpus.documents:
        owner = _owners(document.text, by_document.get(document.doc_id), by)
        counts: dict[str, int] = {}
        position = 0
        for word in document.text.split():
            position = document.text.index(word, position)
            name = owner.get(position, NARRATOR)
            counts[name] = counts.get(name, 0) + 1
            position += len(word)
        rows += [(document.doc_id, name, n) for name, n in counts.items()]
    table = pd.DataFrame(rows, columns=["doc_id", by, "words"])
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def _owners(text: str, part: pd.DataFrame | None, by: str) -> dict[int, str]:
    """Give the owner of every character position inside a content; inner contents are written over outer ones."""
    owner: dict[int, str] = {}
    if part is None:
        return owner
    spans = part.dropna(subset=["content_start"])
    lengths = spans["content_end"] - spans["content_start"]
    for row in spans.loc[lengths.sort_values(ascending=False).index].to_dict("records"):
        name = row[by] if isinstance(row[by], str) else "unknown"
        start = int(row["content_start"])
        # A mark or clitic before the content belongs to the word that begins it.
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        owner.update(dict.fromkeys(range(start, int(row["content_end"])), name))
    return owner


def frame_by_voice(
    hits: pd.DataFrame, voices: pd.DataFrame, annotations: Annotations, *,
    by: str = "speaker_name", per: float = 1000, tier: str | None = "core", seed: int = 1,
) -> pd.DataFrame:  # fmt: skip
    """Rate of each frame in the words of each voice.

    Parameters
    ----------
    by : "speaker_name", "speaker_kind" or "type": how voices are grouped. What stands outside attributions is the narrator's.

    Returns
    -------
    One row per voice and frame: voice, frame, then n (hits), denominator (the voice's words, by white space), denominator_name,
    documents (in which the voice is given the word), documents_with, rate (per `per` words), low, high, interval, note. Voices
    by falling number of words. `evidence` finds the sentences behind a row with `hits=voice_of_hits(…)`.
    """
    column = {"speaker_name": "voice", "speaker_kind": "voice_kind", "type": "voice_type"}.get(by)
    if column is None:
        raise KhitabError(f"frame_by_voice: by={by!r} is unknown; use speaker_name, speaker_kind or type.")
    placed = voice_of_hits(hits, voices)
    placed = placed[placed["tier"] == tier] if tier else placed
    if by == "type":
        placed = placed.assign(voice_type=placed["voice_type"].replace("", NARRATOR))
    sizes = words_by_voice(voices, annotations, by).pivot_table(
        index="doc_id", columns=by, values="words", aggfunc="sum", fill_value=0
    )
    frames = list(hits.attrs.get("frames", dict.fromkeys(hits["frame"])))
    rows: list[dict[str, object]] = []
    for voice in sizes.sum().sort_values(ascending=False, kind="stable").index:
        own = placed[placed[column] == voice]
        for frame in frames:
            counts = _per_document(own[own["frame"] == frame], sizes.index)
            rows.append(
                {
                    "voice": voice,
                    "frame": frame,
                    **_rate(counts, sizes[voice].to_numpy(), per, "words of this voice", seed),
                }
            )
    return _table(rows, ["voice", "frame"], hits, per)


def frame_by_actor(
    hits: pd.DataFrame, actors: pd.DataFrame, annotations: Annotations, *,
    roles: Iterable[str] | None = None, per: float = 1000, tier: str | None = "core", seed: int = 1,
) -> pd.DataFrame:  # fmt: skip
    """Rate at which each actor stands in a sentence with each frame.

    Parameters
    ----------
    roles : count mentions in these roles only ("agent", "patient", …); all if omitted.

    Returns
    -------
    One row per actor and frame that meet: actor, kind, frame, then n (sentences that hold both), denominator (sentences with the
    actor), denominator_name, documents, documents_with, rate, low, high, interval, note; `per` 1000 sentences.
    """
    chosen = actors if roles is None else actors[actors["role"].isin(list(roles))]
    hits_of = hits[hits["tier"] == tier] if tier else hits
    place = ["doc_id", "sentence"]
    mentions = (
        chosen[[*place, "actor", "kind"]].astype({"doc_id": str, "sentence": int}).drop_duplicates([*place, "actor"])
    )
    framed = hits_of[[*place, "frame"]].astype({"doc_id": str, "sentence": int}).drop_duplicates()
    both = mentions.merge(framed, on=place)
    doc_ids = annotations.documents["doc_id"]
    sizes = {actor: _per_document(part, doc_ids) for actor, part in mentions.groupby("actor")}
    kinds = mentions.groupby("actor")["kind"].agg(lambda kind: kind.mode().iloc[0])
    rows: list[dict[str, object]] = []
    for (actor, frame), part in both.groupby(["actor", "frame"]):
        rate = _rate(_per_document(part, doc_ids), sizes[str(actor)], per, "sentences with this actor", seed)
        rows.append({"actor": actor, "kind": kinds[actor], "frame": frame, **rate})
    table = _table(rows, ["actor", "kind", "frame"], hits, per)
    order = table.sort_values(["n", "actor", "frame"], ascending=[False, True, True], kind="stable").reset_index(
        drop=True
    )
    order.attrs = dict(table.attrs)
    return order


def frame_by_grammar(
    described: pd.DataFrame, annotations: Annotations, *, per: float = 100, tier: str | None = "core", seed: int = 1
) -> pd.DataFrame:
    """Share of each frame's hits that stand in each grammatical surrounding.

    Parameters
    ----------
    described : from `grammar`.

    Returns
    -------
    One row per frame and feature: frame, feature ("negated", "passive", "nominalised", "nominalised, no agent", "necessity",
    "possibility", "future", "conditional", "plain": none of these), then n, denominator (the frame's hits), denominator_name,
    documents, documents_with, rate (per `per` hits), low, high, interval, note. Features overlap, so rates do not add up to `per`.
    """
    _need(described, "frame_by_grammar", ("frame", "tier", "negated", "passive", "nominalisation", "modality"))
    chosen = described[described["tier"] == tier] if tier else described
    flags = grammar_flags(chosen)
    doc_ids = annotations.documents["doc_id"]
    rows: list[dict[str, object]] = []
    for frame in described.attrs.get("frames", dict.fromkeys(described["frame"])):
        own = chosen["frame"] == frame
        sizes = _per_document(chosen[own], doc_ids)
        for feature in flags.columns:
            counts = _per_document(chosen[own & flags[feature]], doc_ids)
            rows.append({"frame": frame, "feature": feature, **_rate(counts, sizes, per, "hits of this frame", seed)})
    return _table(rows, ["frame", "feature"], described, per)


SURROUNDINGS = (
    "negated",
    "passive",
    "nominalised, no agent",
    "nominalised, agent named",
    "modal, future or conditional",
    "plain",
)


def frame_by_surrounding(
    described: pd.DataFrame, annotations: Annotations, *, per: float = 100, tier: str | None = "core", seed: int = 1
) -> pd.DataFrame:
    """Share of each frame's hits by the one surrounding that says most: shares add up to `per`.

    A hit counts under the first of `SURROUNDINGS` that fits it. Columns as in `frame_by_grammar`, with `surrounding` for `feature`.
    """
    _need(described, "frame_by_surrounding", ("frame", "tier", "negated", "passive", "nominalisation", "modality"))
    chosen = described[described["tier"] == tier] if tier else described
    flags = grammar_flags(chosen)
    modal = flags[["necessity", "possibility", "future", "conditional"]].any(axis=1)
    named = flags["nominalised"] & ~flags["nominalised, no agent"]
    choices = [flags["negated"], flags["passive"], flags["nominalised, no agent"], named, modal]
    surrounding = np.select([choice.to_numpy(dtype=bool) for choice in choices], SURROUNDINGS[:-1], SURROUNDINGS[-1])
    doc_ids = annotations.documents["doc_id"]
    rows: list[dict[str, object]] = []
    for frame in described.attrs.get("frames", dict.fromkeys(described["frame"])):
        own = (chosen["frame"] == frame).to_numpy()
        sizes = _per_document(chosen[own], doc_ids)
        for name in SURROUNDINGS:
            counts = _per_document(chosen[own & (surrounding == name)], doc_ids)
            rows.append({"frame": frame, "surrounding": name, **_rate(counts, sizes, per, "hits of this frame", seed)})
    return _table(rows, ["frame", "surrounding"], described, per)


def grammar_flags(described: pd.DataFrame) -> pd.DataFrame:
    """Turn the columns of `grammar` into one yes-or-no column per feature of `frame_by_grammar`."""
    noun = described["nominalisation"] != ""
    flags = pd.DataFrame(
        {
            "negated": described["negated"].astype(bool),
            "passive": described["passive"] != "",
            "nominalised": noun,
            "nominalised, no agent": noun & (described["agent"] == "deleted"),
            "necessity": described["modality"] == "necessity",
            "possibility": described["modality"] == "possibility",
            "future": described["future"].astype(bool),
            "conditional": described["conditional"].astype(bool),
        },
        index=described.index,
    )
    return flags.assign(plain=~flags.any(axis=1))


def _need(table: pd.DataFrame, function: str, columns: Sequence[str]) -> None:
    if missing := [column for column in columns if column not in table.columns]:
        raise KhitabError(
            f"{function}: the table has no column {missing[0]!r}; pass the table that the function names."
        )


def _per_document(rows: pd.DataFrame, doc_ids: Iterable[str]) -> NDArray[np.int64]:
    counts = rows["doc_id"].astype(str).value_counts()
    return counts.reindex([str(doc_id) for doc_id in doc_ids], fill_value=0).to_numpy()


def _rate(counts: NDArray[np.int64], sizes: NDArray[np.int64], per: float, name: str, seed: int) -> dict[str, object]:
    """A rate with its interval over documents, and how many documents it rests on."""
    interval = bootstrap_rate(counts, sizes, per=per, seed=seed)
    total = int(sizes.sum())
    found = (
        int(counts.sum()), total, name, int((sizes > 0).sum()), int((counts > 0).sum()),
        counts.sum() / total * per if total else np.nan, interval.low, interval.high, interval.method, interval.note,
    )  # fmt: skip
    return dict(zip(_RATE_COLUMNS, found, strict=True))


def _table(rows: Sequence[dict[str, object]], first: list[str], source: pd.DataFrame, per: float) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=[*first, *_RATE_COLUMNS])
    table.attrs = {"provenance": dict(source.attrs.get("provenance", {})), "per": per}
    return table
