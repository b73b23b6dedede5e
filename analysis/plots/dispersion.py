"""Figure: where in the corpus each item occurs, document after document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes

from analysis.comparison.dispersion import dispersion
from analysis.corpus.metadata import own_name
from analysis.counting.hit_counts import Tier, of_tier
from analysis.counting.pieces import positions_in
from analysis.counting.trace import joint_provenance
from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, counted, isolating, phrase
from analysis.rendering.typeface import FAINT, GREY
from analysis.wording import how_many

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

MIN_DOCUMENTS = 3
_ROW_INCHES = 0.42


@styled
def plot_dispersion(
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    *,
    item: str = "frame",
    items: Sequence[str] | None = None,
    tier: Tier = "core",
    order: str = "date",
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """One strip an item: the documents side by side, each occurrence a line at its place, DPnorm beside it.

    Parameters
    ----------
    hits : a table of `find_frames` or `find_matches`.
    annotations : the annotations they were found in.
    item, items : the column whose values are the strips, and which of them; all that occur if omitted.
    tier : "core", "related", or "all" for both.
    order : the metadata column by which documents stand in a row; documents without a value come last.
    labels, lexicon, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when fewer than 3 documents have words, or there is no such column.

    Examples
    --------
    >>> plot_dispersion(hits, annotations, labels="en").get_suptitle()
    'Dispersion over the corpus'
    """
    documents = annotations.documents
    order = own_name(order, documents)
    if order not in documents.columns:
        raise KhitabError(
            f"plot_dispersion: the documents have no column {order!r}; use one of {', '.join(documents.columns)}."
        )
    read = documents[documents["n_words"] > 0].sort_values(order, kind="stable")
    if len(read) < MIN_DOCUMENTS:
        raise KhitabError(
            f"plot_dispersion: {how_many(len(read), 'document')} with words; dispersion over "
            f"documents needs at least {MIN_DOCUMENTS}; for one text use plot_positions."
        )
    table = dispersion(hits, annotations, item=item, items=items, tier=tier)
    hits = hits[of_tier(hits, tier, "plot_dispersion")]
    look = frame_look(table["item"], lexicon, labels)
    lengths = positions_in(annotations)["word"].reindex(read["doc_id"])
    starts, total = lengths.cumsum() - lengths, int(lengths.sum())
    fig = new_figure(height=1.7 + _ROW_INCHES * len(look.ids))
    ax = fig.add_subplot()
    _bands(ax, starts, total)
    for place, name in enumerate(look.ids):
        chosen = hits[hits[item].astype("str") == name]
        at = chosen["doc_id"].astype("str").map(starts).to_numpy(float) + chosen["word"].to_numpy(float)
        ax.vlines(at, place - 0.34, place + 0.34, colors=look.colours[name], linewidth=1.1, zorder=3)
    measured = {str(row["item"]): row for _, row in table.iterrows()}
    names = [f"{wrapped(look.names[name])}\n{_figures(measured[name], labels)}" for name in look.ids]
    ax.set_yticks(range(len(names)), names, size=8)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    names_at_start(ax, labels)
    _scale(ax, total, labels)
    return finish(
        fig,
        title or isolating("comparison/dispersion", labels),
        joint_provenance(hits, annotations),
        labels=labels,
        notes=[phrase(tier, labels), isolating("comparison/dispersion notes", labels)],
    )


def _bands(ax: Axes, starts: pd.Series, total: int) -> None:
    """Every second document shaded."""
    borders = [*starts, total]
    for number in range(1, len(starts), 2):
        ax.axvspan(borders[number], borders[number + 1], color=FAINT, alpha=0.6, linewidth=0, zorder=0)


def _figures(row: pd.Series, labels: Labels) -> str:
    of = counted(int(row["documents"]), "document", labels, "oblique")
    spread = isolating(
        "comparison/range",
        labels,
        n=counted(int(row["n"]), "hit", labels),
        with_it=f"{row['documents_with']:,}",
        documents=of,
    )
    return spread if pd.isna(row["dp_norm"]) else f"{spread} · DPnorm {row['dp_norm']:.2f}"


def _scale(ax: Axes, total: int, labels: Labels) -> None:
    """The corpus from its first word to its last, in reading direction."""
    ax.set_xlim((total, 0) if labels == "ar" else (0, total))
    ax.set_xticks(
        [0, total],
        [isolating("comparison/first document", labels), isolating("comparison/last document", labels)],
        size=8,
        color=GREY,
    )
    first, last = ax.get_xticklabels()
    first.set_horizontalalignment("right" if labels == "ar" else "left")
    last.set_horizontalalignment("left" if labels == "ar" else "right")
    ax.tick_params(axis="x", length=0)
