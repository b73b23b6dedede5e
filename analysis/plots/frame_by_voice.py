"""Figure: a heat map of the frames in each voice's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, per_units, phrase, with_count

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_SCALE, _DARK, _NAME = "Blues", 0.55, 26


@styled
def plot_frame_by_voice(
    crossing: pd.DataFrame,
    *,
    voices: int = 12,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """Each cell: how many hits of a frame stand in a voice's words, coloured by their rate in those words.

    Parameters
    ----------
    crossing : a table of `frame_by_voice`.
    voices : the most voices to draw, those with most words; a note counts the others.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_frame_by_voice(frame_by_voice(hits, annotations, voices), labels="en").get_suptitle()
    'Who speaks in which frame'
    """
    if not {"voice", "frame", "n", "denominator", "rate"} <= set(crossing.columns):
        raise KhitabError("plot_frame_by_voice draws a table of frame_by_voice; this one lacks its columns.")
    words = crossing.groupby("voice", sort=False)["denominator"].first().sort_values(ascending=False, kind="stable")
    drawn = list(words.index[:voices])
    present = crossing[(crossing["n"] > 0) & crossing["voice"].isin(drawn)]
    look = frame_look(crossing.loc[crossing["frame"].isin(present["frame"]), "frame"], lexicon, labels)
    counts = crossing.pivot(index="voice", columns="frame", values="n").loc[drawn, look.ids].to_numpy(int)
    rates = crossing.pivot(index="voice", columns="frame", values="rate").loc[drawn, look.ids].to_numpy(float)
    fig = new_figure(height=2.8 + 0.42 * len(drawn))
    ax = fig.add_subplot()
    top = max(float(np.nan_to_num(rates).max(initial=0)), 1e-9)
    image = ax.imshow(rates, cmap=_SCALE, vmin=0, vmax=top, aspect="auto")
    for (row, column), count in np.ndenumerate(counts):
        if count:
            colour = "white" if rates[row, column] / top > _DARK else "black"
            ax.text(column, row, f"{count:,}", ha="center", va="center", color=colour, size=9)
    names = [wrapped(with_count(phrase("discourse/" + str(name), labels), int(words[name])), _NAME) for name in drawn]
    ax.set_yticks(range(len(drawn)), names, size=8.5)
    ax.set_xticks(range(len(look.ids)), [wrapped(name, 16) for name in look.names.values()], size=8.5)
    ax.tick_params(length=0)
    names_at_start(ax, labels)
    last = len(look.ids) - 0.5
    ax.set_xlim((last, -0.5) if labels == "ar" else (-0.5, last))
    arabic = labels == "ar"
    for label in ax.get_xticklabels():
        label.set(rotation=-45 if arabic else 45, rotation_mode="anchor", ha="left" if arabic else "right")
    for spine in ax.spines.values():
        spine.set_visible(False)
    bar = fig.colorbar(image, ax=ax, location="left" if arabic else "right", shrink=0.85, pad=0.02)
    bar.ax.tick_params(labelsize=8)
    per = per_units(float(crossing.attrs.get("per", 1000)), "words", labels)
    bar.set_label(phrase("discourse/colour bar", labels, per=per), size=8)
    bar.outline.set_visible(False)
    notes = [
        phrase("discourse/voice cells", labels),
        phrase("discourse/colour", labels, per=per),
        phrase("discourse/no intervals", labels),
    ]
    if len(words) > len(drawn):
        notes.append(phrase("discourse/voices left out", labels, n=len(words) - len(drawn)))
    return finish(
        fig,
        title or phrase("discourse/frame by voice", labels),
        crossing.attrs.get("provenance", {}),
        labels=labels,
        notes=notes,
    )
