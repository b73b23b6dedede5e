"""The draw: which articles of the corpus file are studied, in which order, and what each step leaves out."""

from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus, Document
from analysis.corpus.duplicates import Copies
from press_events.settings import Settings

COLUMNS = ["doc_id", "source", "date", "category", "title", "author", "text", "url"]


def read_file(path: str | Path) -> pd.DataFrame:
    """The articles of the corpus file, with `day`."""
    table = pd.read_parquet(path)
    return table.assign(day=table["date"].astype("str").str[:10])


def in_dates(table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """The articles with text that are dated within the study."""
    dated = table[(table["day"] >= settings.first) & (table["day"] <= settings.last)]
    return dated[dated["text"].str.strip().astype(bool)]


def draw(table: pd.DataFrame, settings: Settings, articles: int | None = None) -> pd.DataFrame:
    """The articles to be annotated: the first of a random order, which are a random sample for every number."""
    written = in_dates(table, settings)
    wanted = settings.articles if articles is None else articles
    if not wanted:
        return written
    return written.sample(frac=1, random_state=settings.seed).head(wanted)


def earlier_samples(written: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    """The articles of samples that were looked at before: the pilot's own draw, and fronts of this order."""
    found = {}
    order = written.sample(frac=1, random_state=settings.seed)["doc_id"]
    for name, number in settings.earlier_samples.items():
        if name == "pilot":
            drawn = (
                written.sample(1500, random_state=settings.seed).sort_index().sample(frac=1, random_state=settings.seed)
            )
            found[name] = drawn["doc_id"].head(number)
        else:
            found[name] = order.head(number)
    return found


def with_clusters(written: pd.DataFrame) -> pd.DataFrame:
    """The articles with `cluster`: the first article of which each is a near-copy."""
    copies = Copies()
    for row in written.itertuples():
        copies.add(Document(str(row.doc_id), str(row.text)))
    return written.assign(cluster=written["doc_id"].map(copies.clusters()))


def flow(table: pd.DataFrame, clustered: pd.DataFrame, chosen: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Articles from the file to the analysis: step, articles, left_out, why.

    Parameters
    ----------
    clustered : all articles with text within the dates, with their clusters; chosen : those that are annotated.
    """
    inside = table[(table["day"] >= settings.first) & (table["day"] <= settings.last)]
    of_chosen = clustered[clustered["doc_id"].isin(chosen["doc_id"])]
    steps = [
        ("in the file", len(table), ""),
        ("dated within the study", len(inside), "other dates, or dates that are not days of writing"),
        ("with text", len(clustered), "blank"),
    ]
    if settings.event.day == "out":
        clustered = clustered[clustered["day"] != settings.event.date]
        steps.append(("on a side of the event", len(clustered), "dated on the day of the event"))
        of_chosen = of_chosen[of_chosen["day"] != settings.event.date]
    not_drawn = "not among those drawn" if len(of_chosen) < len(clustered) else ""
    steps += [
        ("annotated", len(of_chosen), not_drawn),
        ("in clusters of near-copies", of_chosen["cluster"].nunique(), "near-copies, which count as one unit"),
    ]
    rows, last = [], len(table)
    for step, articles, why in steps:
        rows.append((step, articles, last - articles, why if articles < last else ""))
        last = articles
    return pd.DataFrame(rows, columns=["step", "articles", "left_out", "why"])


def by_day(written: pd.DataFrame, chosen: pd.DataFrame, group: str, period: str = "day") -> pd.DataFrame:
    """How many articles each group has on each day or month, in all and annotated; those without any have 0."""
    length = {"day": 10, "month": 7}[period]
    every = pd.date_range(written["day"].min(), written["day"].max()).strftime("%Y-%m-%d")
    days = list(dict.fromkeys(day[:length] for day in every))
    written, chosen = (table.assign(day=table["day"].str[:length]) for table in (written, chosen))
    index = pd.MultiIndex.from_product([days, sorted(written[group].unique())], names=["day", group])
    counts = {
        name: part.groupby(["day", group]).size().reindex(index, fill_value=0)
        for name, part in (("articles", written), ("annotated", chosen))
    }
    return pd.DataFrame(counts).reset_index()


def as_corpus(written: pd.DataFrame, name: str) -> Corpus:
    """The articles as documents with their source, as the search for boilerplate needs them."""
    rows = zip(written["doc_id"], written["text"], written["source"], strict=True)
    return Corpus(name, tuple(Document(str(i), str(text), {"source": str(source)}) for i, text, source in rows))
