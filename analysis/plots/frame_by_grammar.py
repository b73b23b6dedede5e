"""Figure: stacked bars of the grammar around each frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.discourse.grammar.measured import doubt, precision_of
from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, phrase
from analysis.rendering.typeface import INK, PALETTE

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

# Hatches tell the parts apart where colours cannot.
_HATCHES = ("", "////", "", "....", "\\\\\\\\", "")
_COLOURS = (PALETTE[1], PALETTE[3], PALETTE[0], PALETTE[4], PALETTE[2], "#d9d9d9")


@styled
def plot_frame_by_grammar(
    crossing: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """One bar a frame: the shares of its hits that are negated, passive, in a verbal noun …, or plain.

    Parameters
    ----------
    crossing : a table of `frame_by_surrounding`. Frames without hits are left out. A part whose rules were measured
        to be often wrong carries a star and a note.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_frame_by_grammar(frame_by_surrounding(grammar, annotations), labels="en").get_suptitle()
    'The grammar around frames'
    """
    if not {"frame", "surrounding", "n", "denominator"} <= set(crossing.columns):
        raise KhitabError("plot_frame_by_grammar draws a table of frame_by_surrounding; this one lacks its columns.")
    found = crossing[crossing["denominator"] > 0]
    look = frame_look(found["frame"], lexicon, labels)
    parts = list(dict.fromkeys(found["surrounding"]))
    counts = found.pivot(index="frame", columns="surrounding", values="n").reindex(index=look.ids, columns=parts)
    totals = counts.sum(axis=1)
    fig = new_figure(height=2.9 + 0.36 * len(look.ids))
    ax = fig.add_subplot()
    left = pd.Series(0.0, index=counts.index)
    for part, colour, hatch in zip(parts, _COLOURS, _HATCHES, strict=False):
        share = 100 * counts[part] / totals
        ax.barh(
            range(len(share)), share, left=left, height=0.7, color=colour, hatch=hatch, edgecolor="white",
            linewidth=0.6, label=phrase("discourse/" + part, labels) + " *" * bool(doubt(part)),
        )  # fmt: skip
        left += share
    for place, total in enumerate(totals):
        ax.text(
            101, place, f"{int(total):,}", va="center", ha="right" if labels == "ar" else "left", size=8.5, color=INK
        )
    ax.set_yticks(range(len(look.ids)), [wrapped(name, 20) for name in look.names.values()], size=9)
    ax.set_ylim(len(look.ids) - 0.4, -0.6)
    ax.set_xlim((107, 0) if labels == "ar" else (0, 107))
    ax.set_xticks(range(0, 101, 20))
    ax.tick_params(axis="y", length=0)
    names_at_start(ax, labels)
    ax.set_xlabel(phrase("discourse/share of hits", labels))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=8.5)
    notes = [phrase("discourse/first fits", labels), phrase("discourse/no intervals", labels)]
    doubtful = [f"{precision_of(part):.2f}" for part in parts if doubt(part)]
    if doubtful:
        notes.append(phrase("discourse/often wrong", labels, precision=", ".join(doubtful)))
    return finish(
        fig,
        title or phrase("discourse/grammar", labels),
        crossing.attrs.get("provenance", {}),
        labels=labels,
        notes=notes,
    )
