"""Figure: actors and the frames they share sentences with, as a network of two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import KhitabError
from analysis.plots.style import Figure, finish, new_figure, styled
from analysis.rendering.frame_style import FrameLook, frame_look, wrapped
from analysis.rendering.labels import Labels, phrase, with_count
from analysis.rendering.typeface import INK

if TYPE_CHECKING:
    from analysis.lexicon import Lexicon

_WIDEST, _CURVE = 9.0, 60


@styled
def plot_frame_by_actor(
    crossing: pd.DataFrame,
    *,
    actors: int = 12,
    labels: Labels = "ar",
    lexicon: Lexicon | None = None,
    title: str | None = None,
) -> Figure:
    """Actors in one column, frames in the other; a line is as wide as the sentences that hold both are many.

    Nothing is left to chance: actors stand by falling number of sentences, each frame beside the mean place of its
    actors, so that the same table gives the same picture.

    Parameters
    ----------
    crossing : a table of `frame_by_actor`.
    actors : the most actors to draw; a note counts the others.
    labels, lexicon, title : as for `plot_rates`.

    Examples
    --------
    >>> plot_frame_by_actor(frame_by_actor(hits, annotations, actors), labels="en").get_suptitle()
    'Actors and frames in one sentence'
    """
    if not {"actor", "frame", "n"} <= set(crossing.columns):
        raise KhitabError("plot_frame_by_actor draws a table of frame_by_actor; this one lacks its columns.")
    totals = crossing.groupby("actor", sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    drawn = crossing[crossing["actor"].isin(totals.index[:actors])]
    look = frame_look(drawn["frame"], lexicon, labels)
    actor_place = {str(actor): place for place, actor in enumerate(totals.index[:actors])}
    frame_place = _frame_places(drawn, actor_place)
    rows = max(len(actor_place), len(frame_place), 1)
    fig = new_figure(height=1.9 + 0.42 * rows)
    ax = fig.add_subplot()
    _draw_edges(ax, drawn, actor_place, frame_place, look, rows)
    _write_names(ax, drawn, actor_place, frame_place, look, labels, rows)
    ax.set_xlim((1.75, -0.75) if labels == "ar" else (-0.75, 1.75))
    ax.set_ylim(rows - 0.4, -0.6)
    ax.axis("off")
    notes = [
        phrase("discourse/edges", labels),
        phrase("discourse/numbers", labels),
        phrase("discourse/no intervals", labels),
    ]
    if len(totals) > actors:
        notes.append(phrase("discourse/actors left out", labels, n=len(totals) - actors))
    return finish(
        fig,
        title or phrase("discourse/actor network", labels),
        crossing.attrs.get("provenance", {}),
        labels=labels,
        notes=notes,
    )


def _frame_places(drawn: pd.DataFrame, actor_place: dict[str, int]) -> dict[str, int]:
    """Order frames by the mean place of their actors, weighted by sentences (one pass of the barycentre method)."""
    place = drawn["actor"].map(actor_place).to_numpy(float)
    weights = drawn["n"].to_numpy(float)
    sums = (
        pd.DataFrame({"frame": drawn["frame"].to_numpy(), "w": weights, "wp": weights * place}).groupby("frame").sum()
    )
    mean = (sums["wp"] / sums["w"]).sort_values(kind="stable")
    return {str(frame): index for index, frame in enumerate(mean.index)}


def _height(place: int, count: int, rows: int) -> float:
    """Spread the shorter column over the height of the longer."""
    return (place + 0.5) * rows / count - 0.5


def _draw_edges(
    ax: Axes, drawn: pd.DataFrame, actor_place: dict[str, int], frame_place: dict[str, int], look: FrameLook, rows: int
) -> None:
    steps = np.linspace(0, 1, _CURVE)
    smooth = steps * steps * (3 - 2 * steps)
    most = max(int(drawn["n"].max()), 1) if len(drawn) else 1
    for row in drawn.sort_values(["n", "actor", "frame"]).to_dict("records"):
        start = _height(actor_place[str(row["actor"])], len(actor_place), rows)
        end = _height(frame_place[str(row["frame"])], len(frame_place), rows)
        ax.plot(
            steps, start + (end - start) * smooth, color=look.colours[str(row["frame"])], alpha=0.55,
            linewidth=max(0.7, _WIDEST * int(row["n"]) / most), solid_capstyle="butt",
        )  # fmt: skip


def _write_names(
    ax: Axes, drawn: pd.DataFrame, actor_place: dict[str, int], frame_place: dict[str, int], look: FrameLook,
    labels: Labels, rows: int,
) -> None:  # fmt: skip
    before, after = ("left", "right") if labels == "ar" else ("right", "left")
    actor_sums, frame_sums = (drawn.groupby(name)["n"].sum() for name in ("actor", "frame"))
    for actor, place in actor_place.items():
        name = wrapped(with_count(actor, int(actor_sums[actor])), 24)
        ax.text(-0.03, _height(place, len(actor_place), rows), name, ha=before, va="center", size=9, color=INK)
    for frame, place in frame_place.items():
        name = wrapped(with_count(look.names[frame], int(frame_sums[frame])), 22)
        ax.text(
            1.03, _height(place, len(frame_place), rows), name, ha=after, va="center", size=9, color=look.colours[frame]
        )
