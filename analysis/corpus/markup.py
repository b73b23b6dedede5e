"""Markup that was left in a text: HTML tags and entities, Markdown, and line breaks written as marks."""

import html
import re

from analysis.corpus.mended import Mended, substituted

BREAKS = (
    r"<(?:LF|CR|CRLF|NEWLINE)>|\\r\\n|\\n|\\r(?![A-Za-z])|_x000[DA]_"
    r"|<br\s*/?>|</?(?:p|div|li|tr|h[1-6]|ul|ol|table)\b[^<>]{0,500}>"
)
UNSEEN = r"<(script|style)\b.{0,50000}?</\1\s*>|<!--.{0,50000}?-->"
TAGS = r"</?[A-Za-z][A-Za-z0-9:-]{0,15}(?:\s[^<>]{0,1000})?/?>|<!DOCTYPE[^<>]{0,200}>"
ENTITIES = r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"
LINKS = r"!?\[(?P<label>[^\[\]\n]{1,300})\]\((?:https?://|/)[^()\s]{1,500}\)"
STRONG = r"(?P<star>\*\*\*|\*\*|__|~~|`)(?=\S)(?P<inside>[^\n*_~`]{1,300}?)(?<=\S)(?P=star)"
HEADS = r"^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]"

_FOUND = re.compile(f"{UNSEEN}|{BREAKS}|{TAGS}|{ENTITIES}", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(BREAKS, re.IGNORECASE)
_MARKDOWN = re.compile(f"{LINKS}|{STRONG}|{HEADS}", re.MULTILINE)


def count_markup(text: str) -> int:
    """How many tags, entities and marks a text has."""
    found = 0
    if "<" in text or "&" in text or "\\" in text or "_x" in text:
        found += sum(
            html.unescape(match.group()) != match.group() or not match.group().startswith("&")
            for match in _FOUND.finditer(text)
        )
    if "**" in text or "](" in text or "__" in text or "#" in text:
        found += sum(
            match["star"] in ("**", "***", "__") or match["label"] is not None or "# " in match.group()
            for match in _MARKDOWN.finditer(text)
        )
    return found


def mend_markup(text: str) -> Mended:
    """Take markup out; tags that end a line become line breaks, entities the characters that they stand for."""
    return substituted(text, _FOUND, _plain).then(lambda half: substituted(half, _MARKDOWN, _unmarked))


def _plain(match: re.Match[str]) -> str:
    found = match.group()
    if found.startswith("&"):
        meant = html.unescape(found)
        return " " if meant == "\u00a0" else "" if meant == "\u200c" else meant
    if match.group(1) or found.startswith("<!"):
        return " "
    return "\n" if _BREAK.fullmatch(found) else ""


def _unmarked(match: re.Match[str]) -> tuple[str, range]:
    for name in ("label", "inside"):
        if match[name] is not None:
            start = match.start(name) - match.start()
            return match[name], range(start, start + len(match[name]))
    return "", range(0)
