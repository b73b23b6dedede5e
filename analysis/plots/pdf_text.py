"""Text in PDF figures: marks of direction take no room.

They are laid out as a blank of no width, and matplotlib moves what follows back by the width of a blank that the PDF
does not draw. Once a direction is found the marks have done their work, and are left out of what is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from matplotlib import _text_helpers as helpers

_MARKS = frozenset("\u061c\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069")


@contextmanager
def marks_without_room() -> Iterator[None]:
    """Let matplotlib write texts without their marks of direction, until the end of the block."""
    layout = helpers.layout

    def seen(*text: Any, **options: Any) -> Iterator[Any]:
        return _without_marks(layout(*text, **options))

    helpers.layout = seen
    try:
        yield
    finally:
        helpers.layout = layout


def _without_marks(items: Iterator[Any]) -> Iterator[Any]:
    """Glyphs as they were laid out, each with the shift to it from the glyph before that is drawn."""
    mark, shift = None, 0.0
    for item in items:
        if mark is not None:
            shift += item.x - mark.x
        if item.char in _MARKS:
            shift += item.prev_kern if mark is None else 0.0
            mark = item
        elif mark is None:
            yield item
        else:
            names = ("ft_object", "char", "glyph_index", "x", "y")
            yield SimpleNamespace(**{name: getattr(item, name) for name in names}, prev_kern=shift)
            mark, shift = None, 0.0
