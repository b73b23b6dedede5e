"""Figure: a heat map of the frames that share a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.axes import names_at_start
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import frame_look, wrapped
from analysis.rendering.labels import Labels, counted, phrase

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

# One hue from light to dark: its order survives colour blindness and a black-and-white printer.
_SCALE = "Blues"
_DARK, _ITSELF = 0.55, "#e8e8e8"


@styled
def plot_cooccurrence(
    pairs: pd.DataFrame, *, labels: Labels = "ar", lexicon: Lexicon | None = None, title: str | None = None
) -> Figure:
    """Each cell: in how many paragraphs both frames are found, coloured by their share of the row frame's.

    The diagonal, in grey, has the paragraphs with the frame itself.

    Parameters
    ----------
    pairs : a table of `frame_cooccurrence`.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_cooccurrence(pairs, labels="en").get_suptitle()
    'Frames that share a paragraph'
    """
    if "paragraphs_frame" not in pairs.columns:
        raise KhitabError(
            "plot_cooccurrence needs the column 'paragraphs_frame', which this table lacks; draw from the table "
            "that frame_cooccurrence gave."
        )
    look = frame_look(pairs["frame"], lexicon, labels)
    names = [wrapped(name, 16) for name in look.names.values()]
    counts = pairs.pivot(index="frame", columns="other", values="paragraphs").loc[look.ids, look.ids]
    shares = pairs.pivot(index="frame", columns="other", values="share").loc[look.ids, look.ids]
    size = len(look.ids)
    fig = new_figure(height=2.4 + 0.48 * size)
    ax = fig.add_subplot()
    ax.set_facecolor(_ITSELF)
    others = shares.mask(np.eye(size, dtype=bool))
    top = max(np.ceil(np.nan_to_num(others.to_numpy(float)).max() * 10) / 10, 0.1)
    image = ax.imshow(others, cmap=_SCALE, vmin=0, vmax=top, aspect="auto")
    _write_cells(ax, counts.to_numpy(), others.to_numpy(float) / top)
    ax.set_xticks(range(size), names, size=8.5)
    ax.set_yticks(range(size), names, size=8.5)
    ax.tick_params(length=0)
    names_at_start(ax, labels)
    ax.set_xlim((size - 0.5, -0.5) if labels == "ar" else (-0.5, size - 0.5))
    for label in ax.get_xticklabels():
        label.set(
            rotation=-45 if labels == "ar" else 45, rotation_mode="anchor", ha="left" if labels == "ar" else "right"
        )
    for spine in ax.spines.values():
        spine.set_visible(False)
    bar = fig.colorbar(image, ax=ax, location="left" if labels == "ar" else "right", shrink=0.85, pad=0.02)
    bar.set_ticks([0, top / 2, top], labels=[f"{100 * share:.0f} %" for share in (0, top / 2, top)], size=8)
    bar.outline.set_visible(False)
    total = counted(int(pairs["paragraphs_all"].iloc[0]), "paragraph", labels)
    return finish(
        fig,
        title or phrase("cooccurrence", labels),
        pairs.attrs.get("provenance", {}),
        labels=labels,
        notes=[phrase("cells", labels, total=total), phrase("share", labels), phrase("no interval", labels)],
    )


def _write_cells(ax: Axes, counts: np.ndarray, shares: np.ndarray) -> None:
    """The number of paragraphs in each cell, light on dark; a frame with itself stands in grey."""
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > _DARK else "black"
        ax.text(column, row, f"{int(count):,}", ha="center", va="center", color=colour, size=9)
