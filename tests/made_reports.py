"""Small corpora made by hand, of which a report's prose must stay true, and reports read back from their files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pandas as pd
from made import made_annotations

from analysis import Annotations
from analysis.plots.tables import read_saved

SAID = "قال/VERB/root/0 الوزير/NOUN/nsubj/1 إن/SCONJ/mark/4 التعاون/NOUN/ccomp/1 وثيق/ADJ/amod/4 مع/ADP/case/7"
SAID += " باكستان/PROPN/nmod/4 ."
SECURITY = "لا/PART/advmod/2 يهدد/VERB/root/0 الإرهاب/NOUN/nsubj/2 الأمن/NOUN/obj/2 في/ADP/case/6 البلاد/NOUN/obl/2 ."
BOTH = "التعاون/NOUN/root/0 والأمن/NOUN/conj/1 وثيق/ADJ/amod/1 ."
COUNCIL = "اجتمع/VERB/root/0 مجلس/NOUN/nsubj/1 الأمن/NOUN/nmod/2 أمس/ADV/advmod/1 ."
ENGLISH = "The minister said that the talks of the two countries were held in the capital on Sunday ."


def one_article() -> Annotations:
    lines = "\n".join([SAID, SECURITY, COUNCIL, BOTH])
    return made_annotations({"only": lines}, {"only": {"title": "خبر", "date": pd.Timestamp("2024-03-05")}})


def two_months() -> Annotations:
    """One source; the second month speaks of security far more than the first."""
    texts, known = {}, {}
    for number in range(24):
        late = number >= 12
        texts[f"d{number:02}"] = "\n".join([SAID, *[SECURITY] * (4 if late else 0), COUNCIL])
        day = pd.Timestamp("2024-02-02" if late else "2024-01-02") + pd.Timedelta(days=number % 12)
        known[f"d{number:02}"] = {"source": "الأفق", "date": day}
    return made_annotations(texts, known)


def no_dates() -> Annotations:
    texts = {f"d{number}": "\n".join([SAID, SECURITY] if number % 2 else [BOTH]) for number in range(10)}
    return made_annotations(texts, {f"d{number}": {"source": "أ" if number < 6 else "ب"} for number in range(10)})


def eight_sources() -> Annotations:
    """Eight sources over eight months, two documents without a source and one without a date; one writes otherwise."""
    texts, known = {}, {}
    for number in range(80):
        odd = number % 8 == 3
        line = " ".join(["المناخ/NOUN/root/0", *["المناخ/NOUN/dep/1"] * 3, "."])
        texts[f"d{number:02}"] = "\n".join(
            [*[SECURITY] * (5 if odd else 1), SAID, *([line] if odd else [BOTH, COUNCIL])]
        )
        metadata = {
            "source": f"صحيفة {number % 8 + 1}",
            "date": pd.Timestamp("2024-01-15") + pd.Timedelta(days=3 * number),
        }
        metadata |= {"title": f"خبر {number}", "url": f"https://example.org/{number}"}
        known[f"d{number:02}"] = {name: value for name, value in metadata.items() if (number, name) not in MISSING}
    return made_annotations(texts, known)


MISSING = {(0, "source"), (9, "source"), (17, "date")}


def english_text() -> Annotations:
    return made_annotations({f"e{number}": "\n".join([ENGLISH] * (number + 1)) for number in range(3)})


OPTIONS = {"two months": {"over": "month"}}
CORPORA = {
    "one article": one_article, "two months": two_months, "no dates": no_dates, "eight sources": eight_sources,
    "English text": english_text,
}  # fmt: skip


@dataclass(frozen=True)
class Datum:
    """A number as a page shows it, and the link that it stands in."""

    text: str
    value: str
    table: str
    row: int
    column: str
    form: str
    noun: str
    href: str


@dataclass
class Page(HTMLParser):
    """A page of a report, taken apart."""

    path: Path
    data: list[Datum] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    passages: list[dict[str, str]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._datum = ""
        self.feed(self.path.read_text("utf-8"))

    @property
    def text(self) -> str:
        html = re.sub(r"</?(?:data|bdi|a|code|cite|span|b)\b[^>]*>", "", self.path.read_text("utf-8"))
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append((tag, known))
        if tag in ("meta", "link", "input", "br"):
            return
        if "prose" in known.get("class", "").split():
            self.prose.append("")
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
        if tag == "a":
            self.links.append(known.get("href", ""))
        if tag == "li" and any(name.startswith("data-") for name in known):
            self.passages.append({name[5:]: value for name, value in known.items() if name.startswith("data-")})
        if tag == "data":
            self._datum = ""
        self._open.append((tag, known))

    def handle_endtag(self, tag):
        while self._open:
            name, known = self._open.pop()
            if name == "data":
                table, row, column = known["data-at"].split("/")
                href = next((k["href"] for t, k in reversed(self._open) if t == "a"), "")
                noun = known.get("data-noun", "")
                self.data.append(
                    Datum(self._datum, known["value"], table, int(row), column, known["data-as"], noun, href)
                )
            if name == tag:
                return

    def handle_data(self, data):
        inside = [tag for tag, _ in self._open]
        if "data" in inside:
            self._datum += data
            return
        if {"h1", "h2", "h3"} & set(inside):
            self.headings[-1] += data
        named = any(known.get("class") == "name" for _, known in self._open)
        if self.prose and any("prose" in k.get("class", "").split() for _, k in self._open):
            self.prose[-1] += "" if named or {"cite", "code"} & set(inside) else data


@dataclass(frozen=True)
class Written:
    """A report as its files have it."""

    folder: Path

    @cached_property
    def index(self) -> Page:
        return Page(self.folder / "index.html")

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {path.name: Page(path) for path in sorted((self.folder / "passages").glob("*.html"))}

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        return {path.stem.replace("_", " "): read_saved(path) for path in (self.folder / "tables").glob("*.csv")}

    def behind(self, href: str) -> list[dict[str, str]]:
        """The passages that a link shows."""
        page, _, wanted = href.removeprefix("passages/").partition("#")
        asked = {name: values[0] for name, values in parse_qs(unquote(wanted)).items()}
        return [one for one in self.pages[page].passages if all(one.get(n) == value for n, value in asked.items())]

    def opened(self) -> Iterator[Datum]:
        """The numbers that lead to passages and are counted by them."""
        return (d for d in self.index.data if d.href.startswith("passages/") and d.column != "value")
