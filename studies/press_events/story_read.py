"""The rule of the story held to a reader: of articles in and out of the rule, which speak of the event?

Articles are drawn from four strata: those that the first rule takes; of the others, those with a word that makes a miss
likely; those with a printed word of the first frame; and the rest. `coding/story-read.csv` keeps places and labels:
doc_id, stratum, label ("about" the event, "names" it among other things, "alludes" to it without naming it, "no").
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from press_events.settings import Settings

READ = "story-read.csv"
DRAWN = {"rule": 30, "near": 32, "words": 25, "other": 13}
DRAWS, PRIOR = 4000, 0.5
"""Intervals: shares of each stratum drawn from what is likely after the reading (Jeffreys' prior)."""


def strata_of(late: pd.DataFrame, counts: pd.DataFrame, first: set[str], settings: Settings) -> pd.Series:
    """The stratum of each article dated on the event or later; `counts` has its printed words, in the same rows."""
    if settings.maybe_story is None:
        raise ValueError("study.toml has no pattern of candidates (maybe_story)")
    both = late["title"].fillna("").astype(str) + "\n" + late["text"]
    told = late["doc_id"].astype("str").isin(first)
    frame = settings.frames[0]
    name = np.select(
        [told, both.str.contains(settings.maybe_story), counts[frame].to_numpy() > 0],
        ["rule", "near", "words"],
        "other",
    )
    return pd.Series(name, index=late.index)


def draw_to_read(late: pd.DataFrame, strata: pd.Series, seed: int) -> pd.DataFrame:
    """Articles to be read: doc_id and stratum, in an order that does not tell the stratum."""
    rng = np.random.default_rng(seed)
    parts = []
    for name, number in DRAWN.items():
        own = late[strata == name].sort_values("doc_id")
        parts.append(own.iloc[rng.permutation(len(own))[:number]][["doc_id"]].assign(stratum=name))
    return pd.concat(parts).sample(frac=1, random_state=1).reset_index(drop=True)


def story_read(
    late: pd.DataFrame, counts: pd.DataFrame, taken: Mapping[str, set[str]], settings: Settings
) -> dict[str, pd.DataFrame]:
    """What the reading says of the rules, weighted to all articles.

    Parameters
    ----------
    late : the articles dated on the event or later; counts : their printed words, in the same rows. taken : the
        doc_ids of each rule.

    Returns
    -------
    story_read : stratum, articles, words (of the first frame), read, about, names, alludes, told_words (of the frame,
        in articles read that speak of the event).
    story_rules_read : rule; precision, recall (of articles that are about or name the event), recall_wide (that allude
        to it, too), each with low and high; the stratum "other" is left out, which has no word of the frame.
    story_left : of the first frame's words that the first rule leaves in the rest: left, told (percent of them in
        articles about the event or naming it), alluding (percent in such as allude to it).
    """
    read = pd.read_csv(settings.folder / "coding" / READ)
    rules = list(taken)
    strata = strata_of(late, counts, taken[rules[0]], settings)
    frame = settings.frames[0]
    every = pd.DataFrame({"doc_id": late["doc_id"].astype("str"), "stratum": strata, "words": counts[frame].to_numpy()})
    own = every.merge(read[["doc_id", "label"]], on="doc_id")
    told = own["label"].isin(["about", "names"])
    rows = []
    for name in DRAWN:
        all_of, mine = every[every["stratum"] == name], own[own["stratum"] == name]
        n = mine["label"].value_counts()
        rows.append(
            {
                "stratum": name, "articles": len(all_of), "words": int(all_of["words"].sum()), "read": len(mine),
                **{label: int(n.get(label, 0)) for label in ("about", "names", "alludes")},
                "told_words": int(mine.loc[told[mine.index], "words"].sum()),
            }
        )  # fmt: skip
    rng = np.random.default_rng(settings.seed)
    scored = [_scores(every, own, rule, taken[rule], rng) for rule in rules]
    return {
        "story_read": pd.DataFrame(rows),
        "story_rules_read": pd.DataFrame(scored),
        "story_left": pd.DataFrame([_left(every, own)]),
    }


def _scores(
    every: pd.DataFrame, own: pd.DataFrame, rule: str, ids: set[str], rng: np.random.Generator
) -> dict[str, object]:
    row: dict[str, object] = {"rule": rule}
    for name, labels in (("recall_wide", ["about", "names", "alludes"]), ("recall", ["about", "names"])):
        sums, likely = np.zeros(3), np.zeros((DRAWS, 3))
        for stratum in ("rule", "near", "words"):
            articles = int((every["stratum"] == stratum).sum())
            mine = own[own["stratum"] == stratum]
            if not articles:
                continue
            told, by_rule = mine["label"].isin(labels).to_numpy(), mine["doc_id"].isin(ids).to_numpy()
            # Hits, misses, false ones, and neither; what a stratum cannot hold by its making has no prior.
            cells = np.array([(told & by_rule).sum(), (told & ~by_rule).sum(), (~told & by_rule).sum(), 0.0])
            cells[3] = len(mine) - cells.sum()
            inside = every.loc[every["stratum"] == stratum, "doc_id"].isin(ids).mean()
            open_to = np.array([inside > 0, inside < 1, inside > 0, inside < 1])
            sums += articles * cells[:3] / len(mine)
            likely += articles * rng.dirichlet(np.where(open_to, cells + PRIOR, 1e-9), DRAWS)[:, :3]
        for score, part in (("precision", 2), (name, 1)):
            drawn = likely[:, 0] / (likely[:, 0] + likely[:, part])
            low, high = np.quantile(drawn, [0.025, 0.975])
            row |= {score: sums[0] / (sums[0] + sums[part]), f"{score}_low": low, f"{score}_high": high}
    return row


def _left(every: pd.DataFrame, own: pd.DataFrame) -> dict[str, float]:
    found = {"told": 0.0, "alluding": 0.0}
    left = 0.0
    for stratum in ("near", "words"):
        words = every.loc[every["stratum"] == stratum, "words"].sum()
        if not words:
            continue
        left += words
        mine = own[own["stratum"] == stratum]
        for name, labels in (("told", ["about", "names"]), ("alluding", ["alludes"])):
            found[name] += words * mine.loc[mine["label"].isin(labels), "words"].sum() / mine["words"].sum()
    return {"left": left} | {name: 100 * value / left for name, value in found.items()}
