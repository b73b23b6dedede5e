"""Crossings: frames by the voice that uses them, by the actors beside them, by the grammar around them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters
from analysis.counting.hit_checks import check_actors, check_hits, check_voices
from analysis.counting.hit_counts import Tier, of_tier, rows_by_document
from analysis.counting.trace import Trace
from analysis.discourse.crossing_rates import labels_of, rate_table, rates_of, shares_of_frames
from analysis.discourse.grammar.measured import doubt
from analysis.discourse.placing import ATTRIBUTED, need_columns, voice_of_hits, voices_named, words_by_voice
from analysis.errors import KhitabError


def frame_by_voice(
    hits: pd.DataFrame, annotations: AnnotationSource, voices: pd.DataFrame, *,
    by: str = "speaker_name", per: float = 1000, tier: Tier = "core", seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Rate of each frame in the words of each voice.

    Parameters
    ----------
    by : "speaker_name", "speaker_kind" or "type": how voices are grouped; or "attribution": all quoted and reported
        words in one row, "attributed". What stands outside attributions is the narrator's.
    clusters : as for `frame_rates`.

    Returns
    -------
    One row per voice and frame: voice, frame, then n (hits), denominator (the voice's words), denominator_name,
    documents (in which the voice is given the word), documents_with, rate (per `per` words), low, high, interval,
    note. Voices by falling number of words. `evidence(row, annotations, hits, voices)` shows a row's hits.

    Examples
    --------
    >>> frame_by_voice(hits, annotations, voices)[["voice", "frame", "n"]].head(2)
          voice        frame   n
    0  narrator  cooperation  14
    1  narrator     security  17
    """
    columns = {"speaker_name": "voice", "speaker_kind": "voice_kind", "type": "voice_type", "attribution": ATTRIBUTED}
    column = columns.get(by)
    if column is None:
        raise KhitabError(f"frame_by_voice: by={by!r} is unknown; use speaker_name, speaker_kind, type or attribution.")
    check_hits(hits, annotations, "frame_by_voice")
    check_voices(voices, annotations, "frame_by_voice")
    placed = voice_of_hits(hits, voices)
    placed = placed[of_tier(placed, tier, "frame_by_voice")]
    if by == "attribution":
        voices = voices.assign(attribution=ATTRIBUTED)
    sizes = words_by_voice(voices, annotations, by).pivot_table(
        index="doc_id", columns=by, values="words", aggfunc="sum", fill_value=0
    )
    labels = labels_of(annotations, clusters, "frame_by_voice", sizes.index)
    frames = list(hits.attrs.get("frames", dict.fromkeys(hits["frame"])))
    document = pd.Index(sizes.index.astype(str)).get_indexer(placed["doc_id"].astype(str))
    frame_number = pd.Index(frames).get_indexer(placed["frame"].astype(str))
    kept = (document >= 0) & (frame_number >= 0)
    cells = document * len(frames) + frame_number
    hits_of = placed.groupby(voices_named(placed, column)).indices
    rows: list[dict[str, object]] = []
    for voice in sizes.sum().sort_values(ascending=False, kind="stable").index:
        own = hits_of.get(voice, np.empty(0, dtype=np.int64))
        counts = np.bincount(cells[own[kept[own]]], minlength=len(sizes) * len(frames)).reshape(len(sizes), len(frames))
        rates = rates_of(counts, sizes[voice].to_numpy(), per, "words of this voice", seed, labels)
        rows += [{"voice": voice, "frame": frame, **rate} for frame, rate in zip(frames, rates, strict=True)]
    table = rate_table(rows, ["voice", "frame"], hits, annotations, per)
    return Trace("voices", by=(column,), tier=tier).on(table)


def frame_by_actor(
    hits: pd.DataFrame, annotations: AnnotationSource, actors: pd.DataFrame, *,
    roles: Iterable[str] | None = None, per: float = 1000, tier: Tier = "core", seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Rate at which each actor stands in a sentence with each frame.

    Parameters
    ----------
    roles : count mentions in these roles only ("agent", "patient", …); all if omitted.
    clusters : as for `frame_rates`.

    Returns
    -------
    One row per actor and frame that meet: actor, kind, frame, then n (sentences that hold both), denominator
    (sentences with the
    actor), denominator_name, documents, documents_with, rate, low, high, interval, note; `per` 1000 sentences.

    Examples
    --------
    >>> frame_by_actor(hits, annotations, actors)[["actor", "frame", "n"]].head(2)
                     actor     frame  n
    0                بلاده  military  4
    1  ضباط الكلية الحربية  military  4
    """
    only = () if roles is None else tuple(roles)
    chosen = actors[actors["role"].isin(only)] if only else actors
    check_hits(hits, annotations, "frame_by_actor")
    check_actors(actors, annotations, "frame_by_actor")
    hits_of = hits[of_tier(hits, tier, "frame_by_actor")]
    place = ["doc_id", "sentence"]
    mentions = (
        chosen[[*place, "actor", "kind"]].astype({"doc_id": str, "sentence": int}).drop_duplicates([*place, "actor"])
    )
    framed = hits_of[[*place, "frame"]].astype({"doc_id": str, "sentence": int}).drop_duplicates()
    both = mentions.merge(framed, on=place)
    doc_ids = annotations.documents["doc_id"]
    labels = labels_of(annotations, clusters, "frame_by_actor", doc_ids)
    sizes = {actor: rows_by_document(part, doc_ids) for actor, part in mentions.groupby("actor")}
    kinds = mentions.groupby("actor")["kind"].agg(lambda kind: kind.mode().iloc[0])
    rows: list[dict[str, object]] = []
    for actor, met in both.groupby("actor"):
        parts = dict(list(met.groupby("frame")))
        counts = np.column_stack([rows_by_document(part, doc_ids) for part in parts.values()])
        rates = rates_of(counts, sizes[str(actor)], per, "sentences with this actor", seed, labels)
        named = {"actor": actor, "kind": kinds[str(actor)]}
        rows += [{**named, "frame": frame, **rate} for frame, rate in zip(parts, rates, strict=True)]
    table = rate_table(rows, ["actor", "kind", "frame"], hits, annotations, per)
    order = table.sort_values(["n", "actor", "frame"], ascending=[False, True, True], kind="stable").reset_index(
        drop=True
    )
    order.attrs = dict(table.attrs)
    return Trace("actors", tier=tier, only=only).on(order)


def frame_by_grammar(
    described: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    per: float = 100,
    tier: Tier = "core",
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Share of each frame's hits that stand in each grammatical surrounding.

    Parameters
    ----------
    described : from `find_grammar`.
    clusters : as for `frame_rates`.

    Returns
    -------
    One row per frame and feature: frame, feature ("negated", "passive", "nominalised", "nominalised, no agent",
    "necessity",
    "possibility", "future", "conditional", "plain": none of these), then n, denominator (the frame's hits),
    denominator_name,
    documents, documents_with, rate (per `per` hits), low, high, interval, note. Features overlap, so rates do not add
    up to `per`.

    Examples
    --------
    >>> frame_by_grammar(grammar, annotations)[["frame", "feature", "n"]].head(2)
             frame  feature  n
    0  cooperation  negated  3
    1  cooperation  passive  5
    """
    need_columns(described, "frame_by_grammar", ("frame", "tier", "negated", "passive", "nominalisation", "modality"))
    check_hits(described, annotations, "frame_by_grammar")
    chosen = described[of_tier(described, tier, "frame_by_grammar")]
    flags = grammar_flags(chosen)
    kinds = {str(name): flags[name].to_numpy(dtype=bool) for name in flags}
    doubts = {name: doubt(name) for name in kinds}
    rows = shares_of_frames(
        chosen, annotations, "feature", kinds, doubts,
        place="frame_by_grammar", per=per, seed=seed, clusters=clusters,
    )  # fmt: skip
    table = rate_table(rows, ["frame", "feature"], described, annotations, per)
    return Trace("grammar", unit="feature", tier=tier).on(table)


SURROUNDINGS = (
    "negated",
    "passive",
    "nominalised, no agent",
    "nominalised, agent named",
    "modal, future or conditional",
    "plain",
)


def frame_by_surrounding(
    described: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    per: float = 100,
    tier: Tier = "core",
    seed: int = 1,
    clusters: Clusters | None = None,
) -> pd.DataFrame:
    """Share of each frame's hits by the one surrounding that says most: shares add up to `per`.

    A hit counts under the first of `SURROUNDINGS` that fits it. Columns as in `frame_by_grammar`, with `surrounding`
    for `feature`.

    Examples
    --------
    >>> frame_by_surrounding(grammar, annotations)[["frame", "surrounding", "n"]].head(2)
             frame surrounding  n
    0  cooperation     negated  3
    1  cooperation     passive  5
    """
    need_columns(
        described, "frame_by_surrounding", ("frame", "tier", "negated", "passive", "nominalisation", "modality")
    )
    check_hits(described, annotations, "frame_by_surrounding")
    chosen = described[of_tier(described, tier, "frame_by_surrounding")]
    surrounding = surroundings(chosen)
    kinds = {name: surrounding == name for name in SURROUNDINGS}
    doubts = {name: doubt(name) for name in kinds}
    rows = shares_of_frames(
        chosen, annotations, "surrounding", kinds, doubts,
        place="frame_by_surrounding", per=per, seed=seed, clusters=clusters,
    )  # fmt: skip
    table = rate_table(rows, ["frame", "surrounding"], described, annotations, per)
    return Trace("grammar", unit="surrounding", tier=tier).on(table)


def surroundings(described: pd.DataFrame) -> NDArray[np.str_]:
    """(n_hits,) the first of `SURROUNDINGS` that fits each hit."""
    flags = grammar_flags(described)
    modal = flags[["necessity", "possibility", "future", "conditional"]].any(axis=1)
    named = flags["nominalised"] & ~flags["nominalised, no agent"]
    choices = [flags["negated"], flags["passive"], flags["nominalised, no agent"], named, modal]
    return np.select([choice.to_numpy(dtype=bool) for choice in choices], SURROUNDINGS[:-1], SURROUNDINGS[-1])


def grammar_flags(described: pd.DataFrame) -> pd.DataFrame:
    """Turn the columns of `find_grammar` into one yes-or-no column per feature of `frame_by_grammar`."""
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
