"""Documents of the articles of a file, with what the archive says of them as metadata, and notes on what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.corpus.articles.forms import KEEP, Found
from analysis.corpus.articles.pieces import number_in
from analysis.corpus.dates import DateOptions, read_dates
from analysis.corpus.documents import Document, is_blank
from analysis.errors import KhitabError
from analysis.wording import how_many

_OFF = 0.25  # of the words that the archive counts
_FEW = 40  # words, of which archives count a headline as well


@dataclass
class _Told:
    """Articles that a note is about: their number and the first."""

    number: int = 0
    first: str = ""

    def add(self, name: str) -> None:
        self.number += 1
        self.first = self.first or name


@dataclass
class _Notes:
    blank: _Told = field(default_factory=_Told)
    headless: _Told = field(default_factory=_Told)
    other_length: _Told = field(default_factory=_Told)
    undated: _Told = field(default_factory=_Told)


def documents_of(
    text: str, found: Found, stem: str, place: str, metadata: Mapping[str, object], dates: DateOptions
) -> tuple[list[Document], list[str]]:
    """A document for each article that has a text, numbered in the order of the file, and notes.

    `metadata` are those of the file; what an article says of itself comes first. `file_start` is the place of an
    article's text in that of the file. Raises KhitabError where no article has a text.
    """
    told = _Notes()
    written = [article.fields.get("date") for article in found.articles]
    days, settled = read_dates(written, dates)
    documents = []
    for number, (article, day) in enumerate(zip(found.articles, days, strict=True), start=1):
        name, own = f"{stem}-{number}", article.text(text)
        if is_blank(own):
            told.blank.add(article.fields.get("title") or name)
            continue
        if not article.known:
            told.headless.add(name)
        if day is None:
            told.undated.add(str(article.fields["date"]))
        fields: dict[str, object] = {
            key: value for key, value in article.fields.items() if key not in ("date", "length")
        }
        if day is not None and not pd.isna(day):
            fields["date"] = day
        length = number_in(article.fields.get("length", ""))
        if length is not None:
            fields["length"] = length
            if abs(len(own.split()) - length) > max(_OFF * length, _FEW):
                told.other_length.add(name)
        documents.append(Document(name, own, {**metadata, **fields, "article": number, "file_start": article.start}))
    if not documents:
        raise KhitabError(
            f"{place}: no article of {len(found.articles):,} has a text, as where abstracts alone were "
            "exported; export the full texts."
        )
    return documents, _notes(found, told, len(documents), place, settled)


def _notes(found: Found, told: _Notes, number: int, place: str, settled: list[str]) -> list[str]:
    """What a reader of numbers made from these articles should know."""
    notes = [
        f"{place}: {how_many(number, 'article')} of {found.what}, each a document; "
        f"articles={KEEP!r} leaves the file one document"
    ]
    if found.said and found.said != len(found.articles):
        notes.append(
            f"{place}: by its own count it has {how_many(found.said, 'article')}, and {len(found.articles):,} "
            f"{'is' if len(found.articles) == 1 else 'are'} here"
        )
    for count, what in (
        (told.blank, "no text (an abstract alone?), left out"),
        (told.headless, "no header that is known, so that all between the marks is text"),
        (told.other_length, "many more or fewer words than the archive says; look at where beginnings and ends are"),
        (told.undated, "a date that names no day or leaves open which it is, and counts as unknown"),
    ):
        if count.number:
            have = how_many(count.number, "article has", "articles have")
            notes.append(f"{place}: {have} {what}, the first being {count.first!r}")
    if found.outside:
        words = how_many(found.outside, "word")
        notes.append(f"{place}: {words} before the first article and behind the last set aside")
    return [*notes, *(f"{place}, dates of the articles: {note}" for note in settled)]
