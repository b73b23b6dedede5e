"""Make Khitab Sans from Noto Sans Arabic and Noto Sans; run by hand, never imported by the package."""

import sys
import tempfile
from pathlib import Path

from fontTools import merge, subset  # type: ignore[import-untyped]

ARABIC = [*range(0x600, 0x700), *range(0x750, 0x780), *range(0x200C, 0x2010), 0x25CC]
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028)]
ISOLATES = range(0x2066, 0x206A)
LATIN += [0x2030, 0x2039, 0x203A, 0x20AC]


def cut(source: Path, characters: list[int], target: Path) -> str:
    """Keep the characters and every layout feature that shapes them."""
    options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.save(target)
    return str(target)


def build(weight: str, noto: Path, folder: Path) -> None:
    """Join both scripts into one file under a name of its own, with line spacing that suits charts."""
    with tempfile.TemporaryDirectory() as scratch:
        arabic = cut(noto / f"NotoSansArabic-{weight}.ttf", ARABIC, Path(scratch, "arabic.ttf"))
        latin = cut(noto / f"NotoSans-{weight}.ttf", LATIN, Path(scratch, "latin.ttf"))
        font = merge.Merger().merge([arabic, latin])
    names = {1: "Khitab Sans", 3: f"KhitabSans-{weight}", 4: f"Khitab Sans {weight}", 6: f"KhitabSans-{weight}"}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
    tall, deep = 960, -300
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = tall, deep, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = tall, deep, 0
    # Bidi isolates draw nothing, but a font without them makes renderers fall back to another one.
    for table in font["cmap"].tables:
        table.cmap.update(dict.fromkeys(ISOLATES, table.cmap[0x200E]))
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 3_660_000_000  # any fixed day: the same file each time
    font.save(folder / f"KhitabSans-{weight}.ttf")


if __name__ == "__main__":
    for style in ("Regular", "Bold"):
        build(style, Path(sys.argv[1]), Path(__file__).parent)
