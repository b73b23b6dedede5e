import pytest
from matplotlib import _text_helpers as helpers
from matplotlib.ft2font import FT2Font, LoadFlags

from analysis.plots.pdf_text import marks_without_room
from analysis.rendering.typeface import FONT_FOLDER

LINES = (
    "\u200fدقة \u20660.95–1.00\u2069 واستيعابها",
    "قبل \u20662015-08-07\u2069\u2069 وبعده",
    "\u2066\u2066abc",
    "سلام",
)


@pytest.fixture
def font():
    font = FT2Font(FONT_FOLDER / "KhitabSans-Regular.ttf")
    font.set_size(10, 72)
    return font


@pytest.mark.parametrize("line", LINES)
def test_each_glyph_stands_where_it_was_laid_out_and_marks_are_gone(font, line):
    laid = [(item.char, item.x) for item in helpers.layout(line, font) if item.char not in "\u200f\u2066\u2069"]
    with marks_without_room():
        items = list(helpers.layout(line, font))
    assert [(item.char, item.x) for item in items] == laid
    reached = None
    for item in items:
        if reached is not None:
            assert reached + item.prev_kern == pytest.approx(item.x, abs=0.02)
        reached = item.x + font.load_glyph(item.glyph_index, flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536


def test_matplotlib_is_as_before_afterwards():
    before = helpers.layout
    with marks_without_room():
        assert helpers.layout is not before
    assert helpers.layout is before
