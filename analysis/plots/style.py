"""How every figure looks: one bundled font, colours that survive colour blindness, a provenance line, stable bytes.

A figure function is decorated with `@styled`, makes its canvas with `new_figure`, and returns `finish(...)`.
Nothing of it touches pyplot or leaves a matplotlib setting changed.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib import figure, font_manager
from matplotlib.text import Text
from matplotlib.ticker import Formatter

from analysis.cells import in_xml
from analysis.errors import KhitabError
from analysis.files import inside, write_bytes
from analysis.plots.described import MOST_SPOKEN, svg_with_text
from analysis.plots.pdf_text import marks_without_room
from analysis.rendering.labels import (
    RIGHT_TO_LEFT_MARK,
    Labels,
    check_labels,
    isolated_lines,
    line_start,
    provenance_parts,
)
from analysis.rendering.numerals import in_numerals, numerals
from analysis.rendering.typeface import FAINT, FONT_FAMILY, FONT_FOLDER, GREY, INK, text_width

_SETTINGS: Any = {
    "font.family": [FONT_FAMILY],
    "font.size": 10,
    "text.color": INK,
    "text.parse_math": False,
    "text.hinting": "no_hinting",  # so that a line is as wide on screen as it was measured
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.titlesize": 10,
    "axes.labelsize": 10,
    "axes.unicode_minus": False,
    "axes.formatter.use_mathtext": False,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "figure.constrained_layout.w_pad": 0.1,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "figure.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "khitab",
    "pdf.fonttype": 42,
}
# No dates, and no version of the drawing library, so that the same figure is the same file.
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}
_TITLE_SIZE, _NOTE_SIZE, _MARGIN_INCHES = 12.5, 7.5, 0.1
_DRAWINGS_TO_SETTLE = 2

styled = mpl.rc_context(_SETTINGS)
"""Decorator: draw with Khitab's settings, and put the caller's back afterwards."""


class Figure(figure.Figure):
    """A matplotlib figure that notebooks show as a vector picture, with title and numbers as its text alternative.

    `spoken` holds the numbers as lines, by the row that each stands for, and `notes` what stands beneath the drawing.
    """

    spoken: Mapping[str, str] = MappingProxyType({})
    notes: str = ""

    def savefig(self, *args: Any, **options: Any) -> None:
        """Save as matplotlib does, with the settings that the figure was drawn with: its minus signs depend on them."""
        with mpl.rc_context(_SETTINGS), marks_without_room():
            super().savefig(*args, **options)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        kind, title = "image/svg+xml", _title(self)
        if self.spoken and len(self.spoken) <= MOST_SPOKEN:
            title = ". ".join([title, *self.spoken.values()])
        return {kind: to_bytes(self, "svg").decode()}, {kind: {"alt": title}}


def _title(fig: figure.Figure) -> str:
    return str(fig.get_suptitle()).replace("\n", " ").replace(RIGHT_TO_LEFT_MARK, "")


@cache
def _register_fonts() -> None:
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def new_figure(width: float = 7.2, height: float = 4.2) -> Figure:
    """A blank figure of that size in inches; its layout keeps every label inside, whatever its length."""
    _register_fonts()
    return Figure(figsize=(width, height), layout="constrained")


def finish(
    fig: Figure,
    title: str,
    provenance: Mapping[str, object],
    *,
    labels: Labels,
    notes: Iterable[str] = (),
) -> Figure:
    """Set the title above and, below, the notes and the provenance in small grey; settle the layout.

    Parameters
    ----------
    provenance : `table.attrs["provenance"]` of the table drawn.
    notes : what a reader must know beside the drawing: the interval's method, what is missing and why.
    """
    check_labels(labels)
    if not provenance:
        raise KhitabError(
            "the table of this figure has no provenance; draw from a table as the library returned it, "
            "or set table.attrs['provenance'] again."
        )
    side, align = (1.0, "right") if labels == "ar" else (0.0, "left")
    width = fig.get_figwidth() - 2 * _MARGIN_INCHES
    edge = side + (_MARGIN_INCHES if labels == "en" else -_MARGIN_INCHES) / fig.get_figwidth()
    small = [line for note in notes for line in wrap(note.split(" "), " ", width, _NOTE_SIZE)]
    small += wrap(provenance_parts(provenance, labels), " · ", width, _NOTE_SIZE)
    heading = wrap(title.split(" "), " ", width, _TITLE_SIZE, weight="bold")
    start = line_start(labels)
    _numerals(fig, labels)
    fig.suptitle(
        in_numerals("\n".join(start + line for line in heading), labels),
        x=edge,
        ha=align,
        size=_TITLE_SIZE,
        weight="bold",
    )
    fig.supxlabel(
        in_numerals("\n".join(start + line for line in small), labels), x=edge, ha=align, size=_NOTE_SIZE, color=GREY
    )
    fig.notes = in_numerals("\n".join(small), labels)
    # The layout moves a little with every drawing until it settles; fixed, the figure is the same however often drawn.
    for _ in range(_DRAWINGS_TO_SETTLE):
        fig.draw_without_rendering()
    fig.set_layout_engine("none")
    return fig


class _InNumerals(Formatter):
    """The labels of an axis in the numerals that were chosen when the figure was made, whenever it is drawn."""

    def __init__(self, inner: Formatter, labels: Labels) -> None:
        self.inner, self.labels = inner, labels

    def set_locs(self, locs: Any) -> None:
        self.inner.set_locs(locs)

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self._shown(self.inner(x, pos))

    def get_offset(self) -> str:
        return self._shown(self.inner.get_offset())

    def _shown(self, text: str) -> str:
        with numerals("arab"):
            return in_numerals(text, self.labels)


def _numerals(fig: figure.Figure, labels: Labels) -> None:
    """Every number that is drawn by now, in the numerals that are chosen."""
    if in_numerals("1", labels) == "1":
        return
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(_InNumerals(axis.get_major_formatter(), labels))
    for text in fig.findobj(Text):
        text.set_text(in_numerals(text.get_text(), labels))


def wrap(pieces: Sequence[str], joint: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Lines of whole pieces, as many to a line as fit in `width` inches at `size` points.

    A piece that is wider than a line by itself is broken between its words.
    """
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{joint}{piece}" if lines else piece
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        elif " " in piece and text_width(piece, size, weight) > width:
            lines += wrap(piece.split(" "), " ", width, size, weight)
        else:
            lines.append(piece)
    return isolated_lines(lines)


@styled
def to_bytes(fig: figure.Figure, kind: str) -> bytes:
    """The figure as an SVG, PNG or PDF file; the same figure gives the same bytes."""
    stream = io.BytesIO()
    fig.savefig(stream, format=kind, metadata=_METADATA[kind])
    if kind == "svg":  # labels are texts of other people, in which there may be what no XML holds
        svg = stream.getvalue().decode("utf-8", "surrogatepass")
        if isinstance(fig, Figure):
            svg = svg_with_text(svg, _title(fig), fig.spoken, fig.notes)
        return in_xml(svg).encode()
    return stream.getvalue()


def save_figure(fig: figure.Figure, name: str | Path, folder: str | Path | None = None) -> tuple[Path, ...]:
    """Write `name.svg`, `name.png` and `name.pdf` into the folder, made where absent; gives the paths.

    Without a folder, `name` is the path of one file, whose ending says which of the three it is to be.

    Examples
    --------
    >>> [path.suffix for path in save_figure(plot_rates(rates), "rates", folder)]
    ['.svg', '.png', '.pdf']
    """
    if folder is None:
        path = Path(name)
        if path.suffix[1:] not in _METADATA:
            raise KhitabError(f"{path}: cannot tell the form of the figure; end its name in .svg, .png or .pdf.")
        return (write_bytes(path, to_bytes(fig, path.suffix[1:])),)
    stem = inside(folder, str(name))
    return tuple(write_bytes(stem.with_name(f"{name}.{kind}"), to_bytes(fig, kind)) for kind in _METADATA)
