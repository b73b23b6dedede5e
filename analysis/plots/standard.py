"""The standard set of figures and tables of a corpus: what one command draws."""

from pathlib import Path

from analysis.annotation.source import AnnotationSource
from analysis.errors import KhitabError
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.frames.find import find_excluded, find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon import Lexicon
from analysis.passages.evidence import evidence
from analysis.plots.cooccurrence import plot_cooccurrence
from analysis.plots.groups import plot_groups
from analysis.plots.periods import plot_periods
from analysis.plots.positions import plot_positions
from analysis.plots.rates import plot_rates
from analysis.plots.style import save_figure
from analysis.plots.tables import save_table
from analysis.rendering.labels import Labels

MOST_PASSAGES = 2_000  # more make a page that browsers open slowly


def standard_figures(
    annotations: AnnotationSource,
    lexicon: Lexicon,
    folder: str | Path,
    *,
    by: str | None = None,
    over: str | None = None,
    labels: Labels = "ar",
) -> list[Path]:
    """Draw the frames of a corpus and write the tables and the passages behind the figures.

    Parameters
    ----------
    folder : receives `*.svg|png|pdf`, `*.csv|parquet` and `evidence.html`.
    by : a metadata column; adds a figure of the frames by group.
    over : "year", "quarter", "month", "week" or "day"; adds a figure of the frames over time.

    Returns
    -------
    The files written; without hits, no figure of positions and no passages; with fewer than two frames, no
    co-occurrence. The page of passages shows at most `MOST_PASSAGES`, drawn at random, and says so.

    Raises KhitabError if the folder cannot be made.
    """
    folder = Path(folder)
    hits = find_frames(annotations, lexicon)
    tables = {
        "rates": frame_rates(hits, annotations, tier="each"),
        "hits": hits,
        "excluded": find_excluded(annotations, lexicon),
    }
    several = hits.loc[hits["tier"] == "core", "frame"].nunique() > 1  # one frame has no company
    if several:
        tables["cooccurrence"] = frame_cooccurrence(hits, annotations, tier="core")
    figures = {"rates": plot_rates(tables["rates"], labels=labels, lexicon=lexicon)}
    if by is not None:
        tables["groups"] = frame_rates(hits, annotations, by=by)
        figures["groups"] = plot_groups(tables["groups"], labels=labels, lexicon=lexicon)
    if over is not None:
        tables["timeline"] = frame_rates(hits, annotations, by=over)
        figures["timeline"] = plot_periods(tables["timeline"], labels=labels, lexicon=lexicon)
    if len(hits):
        figures["positions"] = plot_positions(hits, annotations, labels=labels, lexicon=lexicon)
    if several:
        figures["cooccurrence"] = plot_cooccurrence(tables["cooccurrence"], labels=labels, lexicon=lexicon)
    _make(folder)
    written = [path for name, figure in figures.items() for path in save_figure(figure, name, folder)]
    written += [path for name, table in tables.items() for path in save_table(table, name, folder)]
    if len(hits):
        page = folder / "evidence.html"
        evidence(hits, annotations, limit=MOST_PASSAGES, labels=labels, lexicon=lexicon).to_html(page)
        written.append(page)
    return written


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KhitabError(f"{folder}: this folder cannot be made ({error.strerror}); choose another place.") from None
