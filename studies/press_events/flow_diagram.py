"""The flow diagram: from the corpus file to what is analysed, and what each step leaves out."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.plots.style import new_figure

_BOX = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": "#444444"}
_STEP = 1.0


def flow_diagram(flow: pd.DataFrame) -> Figure:
    """Boxes from above to below with the articles that are left, and beside the arrows what was left out.

    Parameters
    ----------
    flow : the table of `draw.flow`, whose English words are shown.
    """
    fig = new_figure(height=0.5 + 0.85 * len(flow))
    ax = fig.add_subplot()
    for place, row in enumerate(flow.itertuples()):
        y = -_STEP * place
        ax.text(0, y, f"{row.articles:,}\n{row.step}", ha="center", va="center", size=9, bbox=_BOX)
        if place:
            ax.annotate("", (0, y + 0.32), (0, y + _STEP - 0.32), arrowprops={"arrowstyle": "->", "color": "#444444"})
            if row.why:
                ax.text(0.12, y + _STEP / 2, f"– {row.left_out:,}  {row.why}", ha="left", va="center", size=8)
    ax.set_xlim(-0.6, 1.2)
    ax.set_ylim(-_STEP * (len(flow) - 1) - 0.5, 0.5)
    ax.axis("off")
    return fig
