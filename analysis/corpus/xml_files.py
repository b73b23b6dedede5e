"""The plain text of XML, TEI above all: its paragraphs one a line, with what its header says of them.

No entity is expanded and nothing is fetched.
"""

from typing import Any

from analysis.corpus.dates import parse_date
from analysis.errors import KhitabError
from analysis.wording import how_many

BLOCKS = {
    "p", "head", "l", "ab", "item", "s", "u", "quote", "opener", "closer", "byline", "dateline", "trailer", "cell",
    "para", "title", "sp",
    "line", "text", "body", "div", "lg", "list", "table", "row", "front", "back", "group", "article",
}  # fmt: skip
PASSED_OVER = {"teiHeader", "note", "fw", "figDesc", "script", "style", "metadata"}
FEEDS = ("rss", "feed", "RDF")
ARTICLES = {
    "article",
    "doc",
    "document",
    "item",
    "record",
    "entry",
    "TEI",
    "news",
    "newsitem",
    "NewsItem",
    "post",
    "page",
}
WHOLE = {"doc", "document", "record", "TEI", "newsitem", "NewsItem", "post", "page"}
Node = Any


def read_xml(raw: bytes, place: str) -> tuple[str, dict[str, object], str]:
    """The text, the metadata of a TEI header (title, date, source), and the encoding."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise KhitabError(f"{place}: not well-formed XML ({error}); mend it, or save its text as .txt.") from error
    if entries := sum(_name(node) in ("item", "entry") for node in root.iter()) if _name(root) in FEEDS else 0:
        raise KhitabError(
            f"{place}: a feed of {how_many(entries, 'entry', 'entries')} and no text of one document; "
            "save the entries as rows of a table."
        )
    if several := _several_articles(root):
        raise KhitabError(
            f"{place}: holds {several[1]:,} <{several[0]}> and no text of one document; save each as a file of its own "
            "or a row of a table."
        )
    encoding = str(root.getroottree().docinfo.encoding or "utf-8").lower()
    lines: list[str] = []
    last = _walk(root, lines, [])
    _close(last, lines)
    return "\n".join(lines), _header(root), encoding


def _several_articles(root: Node) -> tuple[str, int] | None:
    """The name and number of articles, where a file holds nothing but several of them, within one wrapping or two."""
    for node in (root, *root):
        names = [name for child in node if (name := _name(child)) and name not in PASSED_OVER]
        if len(names) > 1 and len(set(names)) == 1 and names[0] in ARTICLES and _name(node) not in ("list", "body"):
            return names[0], len(names)
        made = [_name(child) for child in node if _name(child) in WHOLE and any(_name(inner) for inner in child)]
        if len(made) > 1 and node is root:  # beside what the file says of itself, as in a dump of a wiki
            return made[0], len(made)
    return None


def _walk(node: Node, lines: list[str], line: list[str]) -> list[str]:
    """Gather text; a block begins and ends a line."""
    name = _name(node)
    if not name or name in PASSED_OVER:
        return line
    block = name in BLOCKS
    if block:
        line = _close(line, lines)
    line.append(node.text or "")
    if name == "lb":
        line.append(" ")
    for child in node:
        line = _walk(child, lines, line)
        line.append(child.tail or "")
    return _close(line, lines) if block else line


def _close(line: list[str], lines: list[str]) -> list[str]:
    text = " ".join("".join(line).split())
    if text:
        lines.append(text)
    return []


def _name(node: Node) -> str:
    """The element's name without its namespace; "" for comments, instructions and entities."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _header(root: Node) -> dict[str, object]:
    found: dict[str, object] = {}
    header = next((node for node in root.iter() if _name(node) == "teiHeader"), None)
    if header is None:
        return found
    for node in header.iter():
        name, text = _name(node), " ".join("".join(node.itertext()).split()) if _name(node) else ""
        if name == "title" and text:
            found.setdefault("title", text)
        elif name == "publisher" and text:
            found.setdefault("source", text)
        elif name == "date":
            date = parse_date(node.get("when") or text)
            if date is not None and date == date:  # not NaT
                found.setdefault("date", date)
    return found
