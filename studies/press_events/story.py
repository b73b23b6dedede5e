"""The story of the event: which articles tell it, whose words they give, and who acts in them."""

from typing import Any

import pandas as pd

from analysis import Annotations
from analysis.discourse import find_actors, find_voices, frame_by_voice
from press_events.settings import Settings

LEAST = 5
"""A name is listed when it stands in so many articles."""
OPENING = 50
"""An article reports the event when the rule is met in its title or its first so many words."""


def story_ids(written: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    """By rule, the ids of the articles that tell the event's story: dated on it or later, with all patterns."""
    late = written["day"] >= settings.event.date
    return {rule: written.loc[late & _has(written, rule, settings), "doc_id"].astype("str")
            for rule in settings.stories}  # fmt: skip


def taken_out(written: pd.DataFrame, settings: Settings) -> dict[str, set[str]]:
    """What is left out to see the rest: by each rule, by stricter ones and by some on both sides.

    "reports alone" takes of the first rule what meets it in the title or the first words; "both sides' stories" adds
    the largest other story on both sides; a rule that reads titles is also taken out on both sides.
    """
    told = story_ids(written, settings)
    found: dict[str, set[str]] = {rule: set(ids) for rule, ids in told.items()}
    main = next(iter(settings.stories))
    opening = _titles(written) + " " + written["text"].str.split().str[:OPENING].str.join(" ")
    at_opening = opening.str.contains(settings.stories[main][0])
    found["reports alone"] = set(written.loc[at_opening, "doc_id"].astype("str")) & found[main]
    if settings.other_story is not None:
        other = written["text"].str.contains(settings.other_story)
        found["both sides' stories"] = found[main] | set(written.loc[other, "doc_id"].astype("str"))
    for rule in settings.with_title:
        found[f"{rule}, both sides"] = set(written.loc[_has(written, rule, settings), "doc_id"].astype("str"))
    return found


def story_rules(written: pd.DataFrame, annotations: Annotations, settings: Settings) -> pd.DataFrame:
    """How many articles each rule takes: rule, articles, annotated, too_early (which cannot tell the story)."""
    early, known = written["day"] < settings.event.date, set(annotations.documents["doc_id"])
    rows = []
    for rule, ids in story_ids(written, settings).items():
        too_early = int((early & _has(written, rule, settings)).sum())
        rows.append((rule, len(ids), int(ids.isin(known).sum()), too_early))
    return pd.DataFrame(rows, columns=["rule", "articles", "annotated", "too_early"])


def _titles(written: pd.DataFrame) -> pd.Series:
    return written["title"].fillna("").astype(str)


def _has(written: pd.DataFrame, rule: str, settings: Settings) -> pd.Series:
    text = written["text"]
    if rule in settings.with_title:
        text = _titles(written) + "\n" + text
    every = pd.Series(True, index=written.index)
    for pattern in settings.stories[rule]:
        every &= text.str.contains(pattern)
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
