"""Right-to-left HTML: escaping, Arabic elements of their own, text with marked spans, whole offline pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from analysis.rendering.labels import Labels
from analysis.rendering.typeface import font_data_uri

FRAGMENT_CSS = (Path(__file__).parent / "fragment.css").read_text("utf-8")
PAGE_CSS = (Path(__file__).parent / "page.css").read_text("utf-8")


#: A page runs nothing and fetches nothing, whatever a text, a name or a notebook put into it; what lies beside it in
#: the build folder it may show.
POLICY = (
    "default-src 'none'; img-src data: 'self' file:; style-src 'unsafe-inline' 'self' file:; "
    "font-src data: 'self' file:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Mark:
    """A span of the source text to highlight, with what it is called and its colour."""

    start: int
    end: int
    label: str
    colour: str
    anchor: str = ""


def arabic(tag: str, content: str, css: str = "") -> str:
    """An element of Arabic that runs from right to left; `content` is HTML already."""
    name = f' class="{css}"' if css else ""
    return f'<{tag}{name} dir="rtl" lang="ar">{content}</{tag}>'


def latin(content: str, css: str = "") -> str:
    """A name, number or span that keeps its own direction within Arabic; `content` is HTML already."""
    name = f' class="{css}"' if css else ""
    return f'<bdi{name} dir="ltr">{content}</bdi>'


def direction(labels: Labels) -> str:
    """The attributes of an element whose words are in the language of the labels."""
    return 'dir="rtl" lang="ar"' if labels == "ar" else 'dir="ltr" lang="en"'


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> str:
    """The stretch `text[start:end]`, escaped, each mark as a `<mark>`; where marks overlap, both colours show.

    Marks are cut at the ends of the stretch; a piece carries the anchor of each mark that begins there.
    """
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end))})
    pieces = []
    for left, right in pairwise(cuts):
        piece = escape(text[left:right])
        covering = [mark for mark in inside if mark.start < right and mark.end > left]
        anchors = dict.fromkeys(mark.anchor for mark in covering if mark.anchor and mark.start == left)
        pieces += [f'<a id="{escape(anchor)}"></a>' for anchor in anchors]
        pieces.append(_mark(piece, covering) if covering else piece)
    return "".join(pieces)


def paragraphs(text: str, marks: Iterable[Mark]) -> str:
    """A whole document, one element for each line that is not blank, marked."""
    every, start, html = list(marks), 0, []
    for line in text.splitlines(keepends=True):
        if line.strip():
            html.append(arabic("p", marked(text, start, start + len(line.rstrip()), every)))
        start += len(line)
    return "".join(html)


def _mark(piece: str, covering: list[Mark]) -> str:
    """One highlighted piece: tinted by its first mark, underlined in the colour of each."""
    labels = "، ".join(dict.fromkeys(mark.label for mark in covering if mark.label))
    colours = list(dict.fromkeys(mark.colour for mark in covering))
    lines = ", ".join(f"inset 0 -{2 + 3 * place}px {colour}" for place, colour in enumerate(colours))
    return f'<mark title="{escape(labels)}" style="background:{colours[0]}22;box-shadow:{lines}">{piece}</mark>'


def fragment(body: str, labels: Labels, css: str = "") -> str:
    """A piece of HTML for a notebook, with the style it needs and nothing from elsewhere."""
    return f'<style>{FRAGMENT_CSS}</style><div class="khitab {css}" {direction(labels)}>{body}</div>'


def standalone_page(title: str, body: str, labels: Labels) -> str:
    """A whole page that carries its style and font within itself, so that it opens anywhere, offline."""
    fonts = "".join(
        f"@font-face{{font-family:'Khitab Sans';font-weight:{number};src:url({font_data_uri(name)})}}"
        for number, name in ((400, "Regular"), (700, "Bold"))
    )
    return page(title, body, labels, f"<style>{fonts}{PAGE_CSS}{FRAGMENT_CSS}</style>")


def page(title: str, body: str, labels: Labels, head: str) -> str:
    """The frame of every page; `head` brings the style. The empty icon keeps browsers from asking for one."""
    return (
        f'<!DOCTYPE html>\n<html {direction(labels)}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n{head}\n</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
