"""`check_corpus`: what a corpus is like, on one page, before an hour is spent on it."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.articles import check_articles
from analysis.corpus.boilerplate import EdgeSurvey, Recurring, as_table
from analysis.corpus.contents import open_contents, openable
from analysis.corpus.dates import Calendar, DateOptions, is_absent
from analysis.corpus.documents import Corpus, Document, Skipped
from analysis.corpus.languages import NAMES
from analysis.corpus.printed_words import printed_words
from analysis.corpus.reading import named, read_corpus, survey_notes
from analysis.corpus.reading_options import Duplicates, ReadingOptions
from analysis.corpus.repairs import REPAIRS
from analysis.corpus.survey import Found, Repairer, Survey
from analysis.errors import KhitabError
from analysis.wording import how_many

PIECE = 200  # documents
SHOWN = 12  # lines of each part of the page
SHORT = 20  # printed words: too few for a rate
_NAMES = {"tokens": "printed words, about"}  # counted before anything is parsed
_EMPTY_ROWS = re.compile(r": (([\d,]+) of [\d,]+ rows? ha(?:s|ve) no text.*)")  # pages of a PDF have none either
KINDS = ["finding", "documents", "share", "places", "first", "mend", "kind"]


@dataclass(frozen=True)
class CorpusCheck:
    """What was found. Print it, or show it in a notebook; `to_json` is for programs.

    Attributes
    ----------
    summary : what the corpus is: name, documents, tokens, characters, dates, sources, languages, encodings.
    findings : DataFrame, one row for each thing to know: finding; documents (that have it) and their share; places (in
        them); first (a doc_id, or a file); mend (what to do about it, "" where nothing need be done); kind, its name
        for programs: that of a repair, "copies", "boilerplate", "language", "undated" and the like.
    by_group : DataFrame, one row for each source, file or folder: documents, tokens, first and last day, missing_days,
        undated, copies, and the documents with each kind of damage.
    recurring : DataFrame of `boilerplate`.
    notes : what reading had to settle; skipped : files that could not be read.

    Examples
    --------
    >>> isinstance(check_corpus("corpus/ispr"), CorpusCheck)
    True
    """

    summary: dict[str, object]
    findings: pd.DataFrame
    by_group: pd.DataFrame
    recurring: pd.DataFrame
    notes: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    @property
    def sound(self) -> bool:
        """Is there nothing to mend?"""
        return not self.skipped and not (self.findings["mend"] != "").any()

    def to_json(self) -> str:
        """All of it as one JSON object."""
        tables = {
            name: json.loads(table.to_json(orient="records", date_format="iso", force_ascii=False))
            for name, table in (("findings", self.findings), ("by_group", self.by_group), ("recurring", self.recurring))
        }
        rest = {"sound": self.sound, "notes": list(self.notes), "skipped": [vars(file) for file in self.skipped]}
        return json.dumps({"summary": self.summary, **tables, **rest}, ensure_ascii=False, default=str)

    def __str__(self) -> str:
        parts = ["\n".join(f"{_NAMES.get(name, name) + ':':<24}{_told(value)}" for name, value in self.summary.items())]
        parts.append("To know and to mend" if len(self.findings) else "Nothing to mend was found.")
        for row in self.findings.to_dict("records"):
            share = f" ({row['share']:.1%})" if row["documents"] else ""
            mend = f"\n    → {row['mend']}" if row["mend"] else ""
            parts.append(f"  {row['finding']}: {_where(row)}{share}{_first(row)}{mend}")
        if len(self.recurring):
            parts.append("Recurring lines, openings and closings (boilerplate)")
            parts.append(_plain(self.recurring.assign(text=self.recurring["text"].str[:60]), SHOWN))
        parts += ["By group", _plain(self.by_group, 2 * SHOWN)]
        if self.skipped:
            parts.append("Files that cannot be read")
            parts += [f"  {file.reason}" for file in self.skipped[:SHOWN]]
        parts.append("Notes of reading")
        parts += [f"  {note}" for note in self.notes]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        summary = "".join(
            f"<tr><th>{escape(_NAMES.get(name, name))}</th><td dir='auto'>{escape(_told(value))}</td></tr>"
            for name, value in self.summary.items()
        )
        tables = [self.findings, self.recurring.head(SHOWN), self.by_group.head(2 * SHOWN)]
        notes = "".join(f"<li dir='auto'>{escape(note)}</li>" for note in self.notes)
        return f"<table>{summary}</table>" + "".join(t.to_html(index=False) for t in tables) + f"<ul>{notes}</ul>"


def check_corpus(
    corpus: str | Path | Corpus,
    *,
    text: str | None = None,
    doc_id: str | None = None,
    encoding: str | None = None,
    header: bool | None = None,
    dayfirst: bool | None = None,
    calendar: Calendar | None = None,
    articles: str | None = None,
    repair: str | Sequence[str] = (),
    duplicates: Duplicates = "keep",
) -> CorpusCheck:
    """Look a corpus over: size, languages, encodings, dates, copies, boilerplate, broken letters, and what mends each.

    Parameters
    ----------
    corpus : a path, as for `read_corpus` (whose arguments the others are), or a corpus that was read. A path is gone
        through piece by piece, so a corpus of any size can be checked.
    repair, duplicates : look at the texts as they are once mended so; then the corpus of a path is read as a whole.

    Returns
    -------
    CorpusCheck; `print` it. Tokens are printed words with a letter or digit, counted before the parser has read the
    texts: those of the annotations but for about one in a thousand. Words, per 1,000 of which rates are given, are
    known once texts are parsed: وبالتعاون is one token and three words.

    >>> from analysis.corpus import Corpus, Document
    >>> check_corpus(Corpus("c", (Document("a", "عزز <b>الأمن</b>"),))).findings["finding"].tolist()
    ['tags, entities or marks of HTML and Markdown', 'documents without a date', 'documents of fewer than 20 tokens']
    """
    if repair or duplicates != "keep":
        if isinstance(corpus, Corpus):
            raise KhitabError(
                "check_corpus: a corpus that was read is looked at as it is; give repair= to read_corpus."
            )
        reading: dict[str, Any] = {"text": text, "doc_id": doc_id, "encoding": encoding, "header": header}
        dates: dict[str, Any] = {"dayfirst": dayfirst, "calendar": calendar, "articles": articles}
        corpus = read_corpus(corpus, **reading, **dates, repair=repair, duplicates=duplicates)
    if isinstance(corpus, Corpus):
        check = _Check(corpus.name)
        for document in corpus.documents:
            check.add(document)
        return check.finished(corpus.notes, corpus.skipped)
    options = ReadingOptions(
        text, doc_id, encoding, header, DateOptions(dayfirst, calendar), articles=check_articles(articles)
    )
    path, name = named(corpus, None)
    check = _Check(name)
    with openable(path):
        contents = open_contents(path, name, options, PIECE, streamed=True)
        for batch in contents.batches():
            for document in batch:
                check.add(document)
    return check.finished(survey_notes(contents.all_notes(), Repairer(()), check.survey), contents.left_out())


class _Check:
    """Counts what a page needs while documents go by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.survey = Survey(edges=EdgeSurvey())
        self.tokens = self.characters = 0
        self.short, self.undated = Found(), Found()
        self.encodings: Counter[str] = Counter()
        self.rows: list[dict[str, object]] = []

    def add(self, document: Document) -> None:
        found = self.survey.add(document)
        metadata, tokens = document.metadata, printed_words(document.text)
        self.tokens += tokens
        self.characters += len(document.text)
        if tokens < SHORT:
            self.short.add(tokens, document.doc_id)
        date = metadata.get("date")
        if is_absent(date):
            self.undated.add(1, document.doc_id)
        self.encodings[str(metadata.get("encoding") or "")] += 1
        group = next((str(metadata[name]) for name in ("source", "file", "folder") if metadata.get(name)), "unknown")
        row = {"group": group, "doc_id": document.doc_id, "tokens": tokens, "date": date}
        self.rows.append({**row, **dict.fromkeys(found, 1)})

    def finished(self, notes: tuple[str, ...], skipped: tuple[Skipped, ...]) -> CorpusCheck:
        table = pd.DataFrame(self.rows)
        table["date"] = pd.to_datetime(table["date"]).dt.normalize()
        recurring = self.survey.edges.found() if self.survey.edges else []
        missing = _missing_days(table["date"])
        groups = self._by_group(table)
        return CorpusCheck(
            self._summary(table, missing),
            self._findings(len(table), missing, groups, recurring, notes, skipped),
            groups,
            as_table(recurring),
            notes,
            skipped,
        )

    def _summary(self, table: pd.DataFrame, missing: list[pd.Timestamp]) -> dict[str, object]:
        dated = table["date"].dropna()
        days = f"{dated.min().date()} to {dated.max().date()}" if len(dated) else "none"
        if missing:
            days += f", no document on {how_many(len(missing), 'day')} ({_days(missing)})"
        encodings = {name: n for name, n in self.encodings.most_common() if name}
        return {
            "corpus": self.name,
            "documents": len(table),
            "tokens": self.tokens,
            "characters": self.characters,
            "dates": days,
            "groups": table["group"].nunique(),
            "languages": {NAMES[code]: n for code, n in self.survey.languages.most_common()},
            **({"encodings": encodings} if encodings else {}),
        }

    def _findings(
        self,
        total: int,
        missing: list[pd.Timestamp],
        groups: pd.DataFrame,
        recurring: list[Recurring],
        notes: tuple[str, ...],
        skipped: tuple[Skipped, ...],
    ) -> pd.DataFrame:
        rows: list[tuple[str, int, int, str, str, str]] = []
        if skipped:
            mend = "see their reasons; mend or remove them"
            rows.append(("files that cannot be read", 0, len(skipped), skipped[0].file, mend, "unreadable"))
        for what, number in (found.groups() for found in map(_EMPTY_ROWS.search, notes) if found):
            rows.append((what, 0, int(number.replace(",", "")), "", "fill them, or leave them out", "no-text"))
        for kind, found in self.survey.damaged.items():
            mend = "" if REPAIRS[kind].harmless else REPAIRS[kind].lost or f'repair="{kind}"'
            what = REPAIRS[kind].what + (" (read rightly)" if REPAIRS[kind].harmless else "")
            rows.append((what, found.documents, found.places, found.first, mend, kind))
        repeating, same = self.survey.copies.repeating()
        if repeating:
            first = next(doc for doc, of in self.survey.copies.clusters().items() if doc != of)
            what = f"copies of an earlier document ({same:,} word for word)"
            mend = 'duplicates="drop", or duplicates="cluster" and clusters="cluster"'
            rows.append((what, repeating, repeating, first, mend, "copies"))
        if recurring:
            places = sum(rule.documents for rule in recurring)
            recur = "line, opening or closing that recurs", "lines, openings and closings that recur"
            what = f"boilerplate ({how_many(len(recurring), *recur)} in a source)"
            mend = 'look at boilerplate(corpus), then repair="boilerplate"'
            rows.append((what, 0, places, recurring[0].example, mend, "boilerplate"))
        others = sum(n for code, n in self.survey.languages.items() if code != "ar")
        if others:
            mend = "leave them out: nothing is found in them"
            rows.append(("not in Arabic", others, others, self.survey.foreign[0], mend, "language"))
        if self.undated.documents:
            found = self.undated
            rows.append(("documents without a date", found.documents, 0, found.first, "", "undated"))
        if missing:
            rows.append((f"days without a document: {_days(missing)}", 0, len(missing), "", "", "missing-days"))
        gaps = groups[groups["missing_days"] > 0].sort_values("missing_days", ascending=False, kind="stable")
        if len(gaps) and len(groups) > 1:
            told = ", ".join(f"{row.group} {row.missing_days:,}" for row in gaps.head(SHOWN).itertuples())
            more = " …" if len(gaps) > SHOWN else ""
            what = f"days without a document of a source, between its first and its last: {told}{more}"
            rows.append((what, 0, int(gaps["missing_days"].sum()), "", "", "missing-days-of-a-source"))
        if self.short.documents:
            what = f"documents of fewer than {SHORT} tokens"
            rows.append((what, self.short.documents, 0, self.short.first, "", "short"))
        table = pd.DataFrame(rows, columns=["finding", "documents", "places", "first", "mend", "kind"])
        table["share"] = (table["documents"] / max(total, 1)).round(4)
        return table[KINDS]

    def _by_group(self, table: pd.DataFrame) -> pd.DataFrame:
        clusters = self.survey.copies.clusters()
        table["copies"] = [int(clusters[doc_id] != doc_id) for doc_id in table["doc_id"]]
        kinds = [kind for kind in REPAIRS if kind in table]
        table[kinds] = table[kinds].fillna(0).astype(int)
        rows = []
        for group, members in table.groupby("group", sort=True):
            dated = members["date"].dropna()
            rows.append(
                {
                    "group": group,
                    "documents": len(members),
                    "tokens": int(members["tokens"].sum()),
                    "first_day": str(dated.min().date()) if len(dated) else "",
                    "last_day": str(dated.max().date()) if len(dated) else "",
                    "missing_days": len(_missing_days(members["date"])),
                    "undated": int(members["date"].isna().sum()),
                    "copies": int(members["copies"].sum()),
                    **{kind: int(members[kind].sum()) for kind in kinds},
                }
            )
        return pd.DataFrame(rows)


def _missing_days(dates: "pd.Series[pd.Timestamp]") -> list[pd.Timestamp]:
    """Days within the span of the dates without a document, where most days have one."""
    days = pd.DatetimeIndex(dates.dropna().unique())
    if len(days) < 5:
        return []
    span = pd.date_range(days.min(), days.max())
    return list(span.difference(days)) if len(days) * 2 > len(span) else []


def _days(days: list[pd.Timestamp]) -> str:
    """Days in words, runs of them as one."""
    runs: list[list[pd.Timestamp]] = []
    for day in days:
        if runs and day - runs[-1][-1] == pd.Timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    told = [str(run[0].date()) + (f" to {run[-1].date()}" if len(run) > 1 else "") for run in runs]
    return ", ".join(told[:SHOWN]) + (" …" if len(told) > SHOWN else "")


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:,}" for name, number in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


def _where(row: Mapping[Any, Any]) -> str:
    """How many documents have it and at how many places; places alone for what is told by file or source."""
    documents, places = how_many(row["documents"], "document"), how_many(row["places"], "place")
    if not row["documents"] and row["places"]:
        return places
    return documents if row["places"] in (0, row["documents"]) else f"{documents}, {places}"


def _first(row: Mapping[Any, Any]) -> str:
    return f", first in {row['first']}" if row["first"] else ""


def _plain(table: pd.DataFrame, rows: int) -> str:
    shown = table.head(rows).to_string(index=False)
    return shown + (f"\n… and {len(table) - rows:,} more" if len(table) > rows else "")
