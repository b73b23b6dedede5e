"""What a scholar may say about the files of a corpus, and what is asked for while they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.corpus.articles import check_articles
from analysis.corpus.dates import UNSAID, Calendar, DateOptions
from analysis.corpus.repairs import check_steps
from analysis.errors import KhitabError

Duplicates = Literal["keep", "drop", "cluster"]


@dataclass(frozen=True)
class ReadingOptions:
    """The keyword arguments of `read_corpus`, checked."""

    text: str | None = None
    doc_id: str | None = None
    encoding: str | None = None
    header: bool | None = None
    dates: DateOptions = UNSAID
    repair: tuple[str, ...] = ()
    duplicates: Duplicates = "keep"
    skip: bool = True
    articles: str | None = None


NOTHING_ASKED = ReadingOptions()


def reading_options(
    text: str | None,
    doc_id: str | None,
    encoding: str | None,
    header: bool | None,
    dayfirst: bool | None,
    calendar: Calendar | None,
    repair: str | Sequence[str],
    duplicates: Duplicates,
    errors: str,
    articles: str | None = None,
) -> ReadingOptions:
    """Check what was asked for; raises KhitabError naming what there is to choose from."""
    for name, value, choices in (
        ("calendar", calendar, (None, "hijri", "solar", "gregorian")),
        ("duplicates", duplicates, ("keep", "drop", "cluster")),
        ("errors", errors, ("skip", "raise")),
    ):
        if value not in choices:
            known = ", ".join(repr(choice) for choice in choices)
            raise KhitabError(f"read_corpus: {name}={value!r} is unknown; use one of {known}.")
    if text is not None and text == doc_id:
        raise KhitabError(
            f"read_corpus: text= and doc_id= both name the column {text!r}; name two columns, or leave doc_id= out."
        )
    steps = check_steps((repair,) if isinstance(repair, str) else tuple(repair), of_corpus=True)
    return ReadingOptions(
        text,
        doc_id,
        encoding,
        header,
        DateOptions(dayfirst, calendar),
        steps,
        duplicates,
        errors == "skip",
        check_articles(articles),
    )
