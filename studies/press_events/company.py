"""Company: which words are key after the event, and which stand beside a node before and after it."""

import pandas as pd

from analysis import Annotations
from analysis.comparison import keyness
from analysis.context import collocates, word_sketch
from analysis.errors import KhitabError
from press_events.settings import Event, Settings
from press_events.whole import side_of

LEAST = 5
"""A word is listed when it keeps the node company so often, or occurs in so many articles."""


def sides(annotations: Annotations, event: Event) -> dict[str, Annotations]:
    """The annotations of each side of the event."""
    days = annotations.documents["date"].dt.strftime("%Y-%m-%d")
    side = side_of(days, event).to_numpy()
    ids = annotations.documents["doc_id"].astype("str")
    return {name: annotations.select(list(ids[side == name])) for name in ("before", "after")}


def key_words(parts: dict[str, Annotations]) -> pd.DataFrame:
    """Nouns and adjectives that are key after the event, those surest to be so first; of five articles or more."""
    table = keyness(parts["after"], parts["before"], pos=["NOUN", "ADJ"], stop="function", clusters="cluster")
    return table[table["documents_target"] >= LEAST].head(30).reset_index(drop=True)


def beside(parts: dict[str, Annotations], settings: Settings) -> pd.DataFrame:
    """Collocates of the node before and after: collocate, n, log_dice and documents of each side, difference."""
    found = {
        name: collocates(
            part, settings.node, pos=["NOUN", "ADJ", "VERB"], stop="function", names=False, min_frequency=2
        )
        for name, part in parts.items()
    }
    columns = ["collocate", "n", "log_dice", "documents"]
    both = found["before"][columns].merge(
        found["after"][columns], on="collocate", how="outer", suffixes=("_before", "_after")
    )
    counts = [name for name in both if str(name).startswith(("n_", "documents_"))]
    both[counts] = both[counts].fillna(0).astype(int)
    often = both[(both["n_before"] >= LEAST) | (both["n_after"] >= LEAST)]
    nodes = {name: int(table["n_node"].iloc[0]) for name, table in found.items()}
    often = often.assign(
        per_100_before=100 * often["n_before"] / nodes["before"], per_100_after=100 * often["n_after"] / nodes["after"],
        nodes_before=nodes["before"], nodes_after=nodes["after"],
    )  # fmt: skip
    often = often.assign(change=often["per_100_after"] - often["per_100_before"])
    return often.sort_values("change", ascending=False, key=abs).reset_index(drop=True)


def most_common(table: pd.DataFrame, first: int = 6) -> pd.DataFrame:
    """The commonest company of each side: side, rank, collocate, n, per_100, documents; equals by letter."""
    parts = []
    for side in ("before", "after"):
        own = table.sort_values([f"n_{side}", "collocate"], ascending=[False, True]).head(first)
        columns = {f"{name}_{side}": name for name in ("n", "per_100", "documents")}
        own = own[["collocate", *columns]].rename(columns=columns)
        parts.append(own.assign(side=side, rank=range(1, len(own) + 1)))
    return pd.concat(parts, ignore_index=True)


def sketch(parts: dict[str, Annotations], settings: Settings) -> pd.DataFrame:
    """The word sketch of the node on each side: side, relation, collocate, n, log_dice, documents."""
    tables = []
    for name, part in parts.items():
        try:
            found = word_sketch(part, settings.node, min_frequency=LEAST, top=6)
        except KhitabError:
            continue
        tables.append(found[["relation", "collocate", "n", "log_dice", "documents"]].assign(side=name))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
