"""The plain text of XML, TEI above all: its paragraphs one a line, with what its header says of them.

No entity is expanded and nothing is fetched.
"""

from typing import Any

from analysis.corpus.dates import parse_date
from analysis.corpus.metadata import NAMES
from analysis.errors import KhitabError
from analysis.wording import how_many

BLOCKS = {
    "p", "head", "l", "ab", "item", "s", "u", "quote", "opener", "closer", "byline", "dateline", "trailer", "cell",
    "para", "title", "sp",
    "line", "text", "body", "div", "lg", "list", "table", "row", "front", "back", "group", "article",
}  # fmt: skip
INLINE = {
    "w", "pc", "c", "m", "g", "hi", "seg", "emph", "foreign", "name", "persName", "placeName", "orgName", "rs", "num",
    "date", "time", "ref", "ex", "expan", "abbr", "choice", "orig", "reg", "corr", "sic", "unclear", "supplied", "add",
    "del", "lb", "pb", "cb", "b", "i", "u", "em", "strong", "span", "a", "sub", "sup", "font",
}  # fmt: skip
"""What stands in a line, even where nothing stands between one and the next."""
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
        if len(names) > 1 and len(set(names)) == 1 and all(_is_record(child) for child in node if _name(child)):
            return names[0], len(names)
    return None


def _is_record(node: Node) -> bool:
    """Has it fields, as the rows of a database have: one called as a text, and one that tells of it?"""
    fields = {(child.get("name") or _name(child)).casefold() for child in node if _name(child)}
    roles = {role for role, names in NAMES.items() if not fields.isdisjoint(names)}
    return not (node.text or "").strip() and "text" in roles and len(roles) > 1 and len(fields) > 1


def _walk(node: Node, lines: list[str], line: list[str]) -> list[str]:
    """Gather text; a block begins and ends a line."""
    name = _name(node)
    if not name or name in PASSED_OVER:
        return line
    block = name in BLOCKS or (name not in INLINE and _is_field(node))
    if block:
        line = _close(line, lines)
    line.append(node.text or "")
    if name == "lb":
        line.append(" ")
    for child in node:
        line = _walk(child, lines, line)
        line.append(child.tail or "")
    return _close(line, lines) if block else line


def _is_field(node: Node) -> bool:
    """Does it stand among elements alone, as fields of data do: no words before or behind it?"""
    parent = node.getparent()
    return parent is not None and not any((text or "").strip() for text in (parent.text, *(n.tail for n in parent)))


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
