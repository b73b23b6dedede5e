"""The Saudi press around the bombing in Abha: from the corpus file to tables and figures.

    python study.py CORPUS.parquet [--articles 1500] [--results .]

CORPUS is `saudinewsnet.parquet`: doc_id, source, url, date, title, author, text. Articles are drawn at random with a
fixed seed, in a random order, so that the first N are a random sample for every N. Annotations are cached. What is
written holds counts and names, never texts.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import Annotations, annotate, find_frames, frame_rates, read_corpus
from analysis.comparison import (
    adjust_families,
    change_points,
    event_days,
    event_placebos,
    event_window,
    keyness,
    topics_by_words,
)
from analysis.discourse import find_actors, find_voices, frame_by_actor, frame_by_voice
from analysis.plots import plot_event_days, plot_event_window, save_figure

EVENT = "2015-08-06"
FIRST, LAST = "2015-08-01", "2015-08-11"
SEED = 20_150_806
SAMPLE = 1500
FRAMES = ("terrorism", "security", "cooperation")
WINDOW: dict[str, Any] = {"before": 5, "after": 5, "event_day": "out"}
"""1 to 5 August (the fifth is missing) and 7 to 11 August. Articles dated 6 August hold those of 5 August, too."""

TOPICS = {
    "sport": ["الدوري", "مباراة", "المباراة", "اللاعب", "اللاعبين", "المنتخب", "النادي", "المدرب"],
    "money": ["النفط", "الأسهم", "السوق", "الأسواق", "البنك", "الشركة", "الشركات", "ريال", "دولار", "الاستثمار"],
    "abroad": ["إيران", "سوريا", "اليمن", "العراق", "الحوثي", "الحوثيين", "واشنطن", "روسيا", "عدن", "الأمم المتحدة"],
    "courts and police": ["الشرطة", "شرطة", "المحكمة", "الحادث", "حادث", "مخدرات", "المرور", "الدفاع المدني"],
    "worship": ["الحرم", "الحج", "العمرة", "القرآن", "الصلاة", "المساجد", "الشيخ", "خطبة"],
    "services": ["أمانة", "الأمانة", "البلدية", "المستشفى", "الصحة", "التعليم", "الجامعة", "المدارس", "الطلاب"],
}
"""Topics by words that belong to none of the three frames."""


def draw(corpus: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The random sample in a random order, and how many articles each step left."""
    table = pd.read_parquet(corpus)
    days = table["date"].astype(str).str[:10]
    dated = table[(days >= FIRST) & (days <= LAST)]
    written = dated[dated["text"].str.strip().astype(bool)]
    chosen = written.sample(SAMPLE, random_state=SEED).sort_index().sample(frac=1, random_state=SEED)
    steps = [
        ("articles in the file", len(table)),
        ("dated 1 to 11 August 2015", len(dated)),
        ("with text", len(written)),
        ("drawn at random", len(chosen)),
    ]
    return chosen, pd.DataFrame(steps, columns=["step", "articles"])


def annotated(chosen: pd.DataFrame) -> Annotations:
    """Read the articles, near-duplicates as clusters, and annotate them (cached)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saudinewsnet-sample.parquet"
        chosen.to_parquet(path)
        return annotate(read_corpus(path, duplicates="cluster"))


def tables(annotations: Annotations, flow: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All tables of the study by name."""
    hits = find_frames(annotations)
    documents = annotations.documents
    topics = topics_by_words(annotations, TOPICS, at_least=2)
    clusters = documents["cluster"].nunique()
    flow = pd.concat(
        [
            flow,
            pd.DataFrame(
                [("annotated", len(documents)), ("clusters of near-duplicates", clusters)], columns=flow.columns
            ),
        ]
    )
    core: dict[str, Any] = {"frames": FRAMES, "clusters": "cluster", "seed": SEED}
    window = event_window(hits, annotations, EVENT, **WINDOW, **core, by="source", strata=topics, placebo=False)
    choices = {
        "6 August left out": window[window["group"] == "(all)"],
        "6 August counted after": event_window(hits, annotations, EVENT, before=5, after=6, **core, placebo=False),
        "related terms": event_window(hits, annotations, EVENT, **WINDOW, **core, tier="all", placebo=False),
        "two days a side": event_window(hits, annotations, EVENT, before=2, after=2, event_day="out", **core),
    }
    sides = _sides(annotations)
    found = {
        "flow": flow,
        "rates": frame_rates(hits, annotations, clusters="cluster", seed=SEED),
        "window": window,
        "choices": pd.concat([table.assign(choice=name) for name, table in choices.items()]),
        "days": event_days(hits, annotations, EVENT, **WINDOW, **core),
        "placebos": event_placebos(hits, annotations, EVENT, before=2, after=2, event_day="out", frames=FRAMES),
        "changes": change_points(hits, annotations, frames=FRAMES, clusters="day", seed=SEED),
        "families": adjust_families(
            {frame: window[(window["frame"] == frame) & (window["group"] != "(all)")] for frame in FRAMES},
            "p_documents",
        ),
        "topics": _by_side(topics, documents),
        "keyness": keyness(sides[1], sides[0], pos=["NOUN", "ADJ"], stop="function", clusters="cluster").head(30),
        "voices": _terrorism(frame_by_voice(hits, annotations, find_voices(annotations), by="speaker_kind")),
        "actors": _terrorism(frame_by_actor(hits, annotations, find_actors(annotations))).head(20),
    }
    return {name: _plain(table) for name, table in found.items()} | {"_window": window, "_days": found["days"]}


def _sides(annotations: Annotations) -> tuple[Annotations, Annotations]:
    days = annotations.documents["date"].dt.strftime("%Y-%m-%d")
    ids = annotations.documents["doc_id"].astype(str)
    return tuple(annotations.select(list(ids[chosen])) for chosen in (days < "2015-08-06", days > "2015-08-06"))


def _by_side(topics: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    days = documents["date"].dt.strftime("%Y-%m-%d")
    side = days.map(lambda day: "before" if day < EVENT else "after" if day > EVENT else "6 August")
    counts = pd.crosstab(topics["stratum"].to_numpy(), side.to_numpy()).reset_index(names="topic")
    return counts[["topic", "before", "6 August", "after"]]


def _terrorism(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["frame"] == "terrorism"].sort_values("n", ascending=False)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    return table.reset_index(drop=True)


def main() -> None:
    """Run the study and write tables, figures and provenance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=SAMPLE)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    chosen, flow = draw(options.corpus)
    annotations = annotated(chosen.head(options.articles))
    made = tables(annotations, flow)
    folder = options.results / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in made.items():
        if not name.startswith("_"):
            table.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")
    figures: dict[str, Callable[[str], Any]] = {
        "terrorism-days": lambda labels: plot_event_days(made["_days"], "terrorism", labels=labels),
        "security-days": lambda labels: plot_event_days(made["_days"], "security", labels=labels),
        "window": lambda labels: plot_event_window(made["_window"][made["_window"]["group"] == "(all)"], labels=labels),
    }
    drawn = options.results / "figures"
    drawn.mkdir(exist_ok=True)
    for name, figure in figures.items():
        for labels in ("en", "ar"):
            save_figure(figure(labels), drawn / f"{name}-{labels}.png")
    provenance = {**made["window"].attrs.get("provenance", {}), **made["_window"].attrs["provenance"], "seed": SEED}
    plain = {name: value for name, value in provenance.items() if isinstance(value, (str, int, float, bool))}
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    (options.results / "provenance.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
