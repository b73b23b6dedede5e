"""The story of the event: which articles tell it, whose words they give, and who acts in them."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis import Annotations
from analysis.discourse import find_actors, find_voices, frame_by_voice
from press_events.settings import Settings

LEAST = 5
"""A name is listed when it stands in so many articles."""


def story_ids(written: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    """By rule, the ids of the articles that tell the event's story: dated on it or later, with all patterns."""
    late = written["day"] >= settings.event.date
    return {rule: written.loc[late & _has(written, words), "doc_id"].astype("str")
            for rule, words in settings.stories.items()}  # fmt: skip


def story_rules(written: pd.DataFrame, annotations: Annotations, settings: Settings) -> pd.DataFrame:
    """How many articles each rule takes: rule, articles, annotated, too_early (which cannot tell the story)."""
    early, known = written["day"] < settings.event.date, set(annotations.documents["doc_id"])
    rows = []
    for rule, ids in story_ids(written, settings).items():
        too_early = int((early & _has(written, settings.stories[rule])).sum())
        rows.append((rule, len(ids), int(ids.isin(known).sum()), too_early))
    return pd.DataFrame(rows, columns=["rule", "articles", "annotated", "too_early"])


def _has(written: pd.DataFrame, words: Iterable[re.Pattern[str]]) -> pd.Series:
    every = pd.Series(True, index=written.index)
    for pattern in words:
        every &= written["text"].str.contains(pattern)
    return every


def story_by(written: pd.DataFrame, ids: pd.Series, columns: list[str]) -> pd.DataFrame:
    """How many articles tell the story, by columns: articles, story, percent."""
    table = written.assign(story=written["doc_id"].astype("str").isin(set(ids)))
    found = table.groupby(columns)["story"].agg(articles="size", story="sum").reset_index()
    return found.assign(percent=100 * found["story"] / found["articles"])


def voices_of(hits: pd.DataFrame, annotations: Annotations, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Terrorism and security by kind of voice, and the kinds and names of those who are given the word.

    Returns
    -------
    by_kind : the rows of `frame_by_voice`, with share (of all words).
    names : name, kind, articles, attributions, words; those in at least `LEAST` articles.
    """
    voices = find_voices(annotations)
    by_kind = frame_by_voice(hits, annotations, voices, by="speaker_kind", clusters="cluster", seed=seed)
    words = int(annotations.documents["n_words"].sum())
    by_kind = by_kind.assign(share=100 * by_kind["denominator"] / words)
    named = voices[voices["speaker_kind"].isin(["person", "institution", "group"])]
    names = (
        named.groupby(["speaker_name", "speaker_kind"])
        .agg(articles=("doc_id", "nunique"), attributions=("doc_id", "size"), words=("content_words", "sum"))
        .reset_index()
        .rename(columns={"speaker_name": "name", "speaker_kind": "kind"})
    )
    return by_kind, _frequent(names)


def actors_of(annotations: Annotations) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who acts and is acted on: kinds by role, and the names in at least `LEAST` articles."""
    actors = find_actors(annotations)
    roles = pd.crosstab(actors["kind"], actors["role"]).reset_index()
    of_names: dict[str, Any] = {
        "articles": ("doc_id", "nunique"),
        "mentions": ("doc_id", "size"),
        "agent": ("role", lambda role: int((role == "agent").sum())),
        "patient": ("role", lambda role: int(role.isin(["patient", "passive subject"]).sum())),
    }
    names = actors.groupby(["actor", "kind"]).agg(**of_names).reset_index().rename(columns={"actor": "name"})
    return roles, _frequent(names)


def _frequent(names: pd.DataFrame) -> pd.DataFrame:
    kept = names[names["articles"] >= LEAST]
    return kept.sort_values(["articles", "name"], ascending=[False, True]).head(40).reset_index(drop=True)
