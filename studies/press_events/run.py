"""A study from the corpus file to its report, step by step.

python -m press_events.run draw     STUDY CORPUS SAMPLE [--articles N]   the articles to annotate, as one Parquet file
python -m press_events.run analyse  STUDY CORPUS STORE  [--articles N]   tables, figures and provenance
python -m press_events.report       STUDY                                the report

Between the first two, `khitab annotate SAMPLE --into STORE --duplicates cluster` parses. What is written beside the
study holds counts, names and single words, never texts.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure

from analysis import open_annotations, save_figure
from analysis.errors import KhitabError
from press_events import draw as drawing
from press_events.figures import figures_of
from press_events.settings import Settings, read_settings
from press_events.tables import Found, tables_of


def draw(settings: Settings, corpus: Path, target: Path, articles: int | None) -> None:
    """Write the articles that are to be annotated."""
    chosen = drawing.draw(drawing.read_file(corpus), settings, articles)
    target.parent.mkdir(parents=True, exist_ok=True)
    chosen.drop(columns="day").to_parquet(target)


def analyse(settings: Settings, corpus: Path, store: Path, articles: int | None) -> Found:
    """All tables of the study, from the corpus file and the folder of its annotations."""
    table = drawing.read_file(corpus)
    chosen = drawing.draw(table, settings, articles)
    annotations = open_annotations(store).load()
    wanted, there = set(chosen["doc_id"].astype("str")), annotations.documents["doc_id"]
    if lacking := wanted - set(there):
        raise KhitabError(
            f"{store}: {len(lacking):,} of {len(wanted):,} articles of this draw are not there; annotate them."
        )
    if len(there) > len(wanted):
        annotations = annotations.select(there[there.isin(wanted)])
    return tables_of(settings, table, chosen, annotations)


def write_tables(folder: Path, found: Found) -> None:
    """Write tables and provenance into the study's folder, in the place of those that are there."""
    place = _emptied(folder / "tables")
    for name, table in found.tables.items():
        table.reset_index(drop=True).to_csv(place / f"{name}.csv", index=False, float_format="%.6g")
    text = json.dumps(found.provenance, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "provenance.json").write_text(text + "\n", encoding="utf-8")


def write_figures(folder: Path, figures: Mapping[str, Figure]) -> None:
    """Write figures into the study's folder, in the place of those that are there."""
    place = _emptied(folder / "figures")
    for name, figure in figures.items():
        save_figure(figure, place / f"{name}.png")


def _emptied(place: Path) -> Path:
    place.mkdir(parents=True, exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    return place


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=["draw", "analyse"])
    parser.add_argument("study", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("place", type=Path, help="the sample to write, or the store to read")
    parser.add_argument("--articles", type=int, help="how many; as study.toml says if left out")
    given = parser.parse_args()
    settings = read_settings(given.study)
    if given.step == "draw":
        draw(settings, given.corpus, given.place, given.articles)
        return
    found = analyse(settings, given.corpus, given.place, given.articles)
    write_tables(settings.folder, found)
    write_figures(settings.folder, figures_of(found, settings))


if __name__ == "__main__":
    main()
