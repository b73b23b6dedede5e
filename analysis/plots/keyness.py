"""Figure: the keywords on either side, as lollipops along the log ratio."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.labels import Labels, counted, isolating, percent, phrase
from analysis.rendering.typeface import FAINT, INK, PALETTE
from analysis.wording import how_many

MIN_DOCUMENTS = 8
SUPPORTED = 0.05
_COLOURS = PALETTE[0], PALETTE[1]
_ROW_INCHES = 0.24


@styled
def plot_keyness(keywords: pd.DataFrame, *, top: int = 12, labels: Labels = "ar", title: str | None = None) -> Figure:
    """The ``top`` keywords of the target and of the reference, in the table's order, at their log ratio.

    Only items that LRC or the corrected test over documents sets apart are shown.

    Parameters
    ----------
    keywords : a table of `keyness`.
    labels, title : as for `plot_rates`.

    Raises
    ------
    KhitabError when no item is set apart, or either side has fewer than 8 documents: its keywords may be one text's
    subject.

    Examples
    --------
    >>> plot_keyness(keyness(*split_by(annotations, "source", "anwa")), labels="en").get_suptitle()
    'Keywords'
    """
    _check(keywords)
    shown = _ends(keywords, top)
    fig = new_figure(height=1.7 + _ROW_INCHES * len(shown))
    ax = fig.add_subplot()
    for place, (_, row) in enumerate(shown.iterrows()):
        _lollipop(ax, place, row)
    ax.axvline(0, color=INK, linewidth=0.8)
    border = int((shown["log_ratio"] > 0).sum())
    if 0 < border < len(shown):
        ax.axhline(border - 0.5, color=FAINT, linewidth=0.8)
    _counts(ax, shown, labels)
    ax.set_yticks(range(len(shown)), list(shown["spelling"]))
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    reach = 1.3 * float(shown[["log_ratio", "low", "high"]].abs().max().max())
    ax.set_xlim((reach, -reach) if labels == "ar" else (-reach, reach))
    ax.grid(axis="x")
    names_at_start(ax, labels)
    ax.set_xlabel(isolating("comparison/log ratio", labels))
    return finish(
        fig,
        title or isolating("comparison/keyness", labels),
        keywords.attrs["provenance"],
        labels=labels,
        notes=_notes(shown, labels, keywords),
    )


def _check(keywords: pd.DataFrame) -> None:
    provenance = keywords.attrs.get("provenance", {})
    if "lrc" not in keywords.columns or "reference_words" not in provenance:
        raise KhitabError("plot_keyness draws a table of keyness; pass the table as keyness gave it.")
    if not _supported(keywords).any():
        raise KhitabError(
            "plot_keyness: no test supports any keyword of either side; compare larger or more different texts."
        )
    listed = keywords["documents_reference"].isna().all()
    few = (
        int(provenance["documents"])
        if listed
        else min(int(provenance["documents"]), int(provenance["reference_documents"]))
    )
    if few < MIN_DOCUMENTS:
        raise KhitabError(
            f"plot_keyness: a side has {how_many(few, 'document')}, and keywords of fewer than "
            f"{MIN_DOCUMENTS} may be one text's subject; add documents, or read the table itself."
        )


def _supported(keywords: pd.DataFrame) -> pd.Series:
    """Items that LRC or the corrected test over documents sets apart."""
    return keywords["lrc"].ne(0) | (keywords["p_documents_adjusted"] <= SUPPORTED)


def _ends(keywords: pd.DataFrame, top: int) -> pd.DataFrame:
    """The strongest supported keywords of the target, then those of the reference, in the table's order."""
    supported = keywords[_supported(keywords)]
    ours, theirs = supported[supported["log_ratio"] > 0], supported[supported["log_ratio"] < 0]
    return pd.concat([ours.head(top), theirs.tail(top)])


def _lollipop(ax: Axes, place: int, row: pd.Series) -> None:
    colour = _COLOURS[0] if row["log_ratio"] > 0 else _COLOURS[1]
    few = "document" in str(row["note"])
    ax.hlines(place, 0, row["log_ratio"], colors=colour, linewidth=1, alpha=0.55)
    if pd.notna(row["low"]):
        ax.hlines(place, row["low"], row["high"], colors=INK, linewidth=1.1, zorder=3)
    ax.plot(
        row["log_ratio"],
        place,
        "o",
        markersize=6.5,
        markeredgecolor=colour,
        markerfacecolor="white" if few else colour,
        zorder=4,
    )


def _counts(ax: Axes, shown: pd.DataFrame, labels: Labels) -> None:
    """Beside the plot, at the side where a word is more frequent than elsewhere, its count in that corpus."""
    sides = (("target side", "n_target", _COLOURS[0]), ("reference side", "n_reference", _COLOURS[1]))
    for (name, column, colour), at_right in zip(sides, (labels == "en", labels == "ar"), strict=True):
        where, align = (0.985, "right") if at_right else (0.015, "left")
        style: dict[str, Any] = {"ha": align, "size": 7.5, "color": colour, "transform": ax.get_yaxis_transform()}
        for place, n in enumerate(shown[column]):
            ax.text(where, place, f"{int(n):,}", va="center", zorder=5, **style)
        ax.text(where, -0.75, phrase(f"comparison/{name}", labels), va="bottom", weight="bold", **style)


def _notes(shown: pd.DataFrame, labels: Labels, keywords: pd.DataFrame) -> list[str]:
    provenance = keywords.attrs["provenance"]
    sides = " — ".join(
        [
            isolating(
                "comparison/target",
                labels,
                size=counted(int(provenance["words"]), "word", labels),
                documents=counted(int(provenance["documents"]), "document", labels),
            ),
            isolating(
                "comparison/reference",
                labels,
                corpus=provenance["reference"],
                size=counted(int(provenance["reference_words"]), "word", labels),
            ),
        ]
    )
    notes = [sides, isolating("comparison/keyness counts", labels)]
    listed = keywords["documents_reference"].isna().all()
    if listed:
        notes.append(phrase("comparison/no documents", labels))
    elif shown["low"].notna().any():
        notes.append(isolating("comparison/over documents", labels, confidence=percent(keywords)))
    if shown["note"].str.contains("document").any():
        notes.append(isolating("comparison/hollow few", labels))
    return notes
