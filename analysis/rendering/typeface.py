"""The bundled typeface and the colours that figures, pages and widgets share."""

import base64
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
FONT_FAMILY = "Khitab Sans"

# Okabe & Ito (2008), "Color Universal Design", without their yellow, which is too pale for thin marks on white.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, GREY, FAINT = "#1a1a1a", "#5f5f5f", "#d9d9d9"


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width in inches of a line as drawn in the bundled font at `size` points, Arabic letters joined."""
    from matplotlib import font_manager  # needed where figures are drawn, not where pages are written
    from matplotlib.ft2font import LoadFlags

    name = "KhitabSans-Bold.ttf" if weight == "bold" else "KhitabSans-Regular.ttf"
    font = font_manager.get_font(FONT_FOLDER / name)
    font.set_size(size, 72)
    font.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0] / 64 / 72)


@cache
def font_data_uri(weight: str = "Regular") -> str:
    """The bundled font as a data address, for files that must carry it within themselves."""
    data = (FONT_FOLDER / f"KhitabSans-{weight}.ttf").read_bytes()
    return "data:font/ttf;base64," + base64.b64encode(data).decode()
