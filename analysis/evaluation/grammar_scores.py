"""Scoring the grammar of hits against hand-coded tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.annotation import Annotations
from analysis.corpus import Corpus, Document
from analysis.discourse.grammar.find import find_grammar
from analysis.errors import KhitabError
from analysis.evaluation.coded_lines import check_span, read_lines
from analysis.measures.classification import SCORE_COLUMNS, found_and_coded, share

# A field of the codings, the column of find_grammar, and the values that the coders may write.
FIELDS = {
    "negated": ("negated", ("yes", "no")),
    "nominal": ("nominalisation", ("itself", "object", "no")),
    "agent": ("agent", ("named", "deleted", "none")),
    "passive": ("passive", ("morphological", "periphrastic", "no")),
    "modality": ("modality", ("necessity", "possibility", "no")),
    "future": ("future", ("yes", "no")),
    "conditional": ("conditional", ("yes", "no")),
}
NOTHING = {"agent": "none"}


@dataclass(frozen=True)
class CodedGrammar:
    """A hand-coded token: its span in its text, a value for each of `FIELDS`, and the fields not to score."""

    id: str
    text: str
    start: int
    end: int
    values: dict[str, str]
    unsure: frozenset[str]


def read_coded_grammar(path: str | Path, corpora: Sequence[str | Path] = ()) -> tuple[CodedGrammar, ...]:
    """Read hand-coded tokens, one JSON object a line: id, text, start, end, the fields of `FIELDS`, unsure.

    Yes and no may be written true and false.

    Raises KhitabError naming the line if a field is missing, has an unknown value, or the span lies outside the text.
    """
    coded = []
    for place, record in read_lines(path, {"id": str, "start": int, "end": int}, corpora):
        check_span(place, (record["start"], record["end"]), record["text"])
        values = {}
        for field, (_, allowed) in FIELDS.items():
            value = record.get(field)
            values[field] = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
            if values[field] not in allowed:
                raise KhitabError(f"{place}: {field} is {value!r}; write one of {', '.join(allowed)}.")
        unsure = frozenset(record.get("unsure", ()))
        coded.append(CodedGrammar(record["id"], record["text"], record["start"], record["end"], values, unsure))
    return tuple(coded)


def grammar_corpus(coded: Sequence[CodedGrammar]) -> Corpus:
    """Give the coded texts as a corpus, one document a token."""
    return Corpus("coded grammar", tuple(Document(item.id, item.text, {}) for item in coded))


def score_grammar(coded: Sequence[CodedGrammar], annotations: Annotations) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare the columns of `find_grammar` with the coders' values.

    Parameters
    ----------
    coded : from `read_coded_grammar`.
    annotations : of `grammar_corpus(coded)`.

    Returns
    -------
    (scores, errors). `scores` has one row per field, value and measure: field, value ("" for the field as a whole),
    measure ("accuracy" of a field; "precision", "recall", "f1" of a value), score, low, high (95 %, exact), n, method.
    Fields that the coders called unsure are left out. `errors` has one row per disagreement: id, token, field,
    expected, got, rules.
    """
    found = find_grammar(_hits(coded, annotations), annotations)
    pairs: dict[str, list[tuple[str, str]]] = {field: [] for field in FIELDS}
    errors = []
    for item, row in zip(coded, found.to_dict("records"), strict=True):
        for field, (column, _) in FIELDS.items():
            if field in item.unsure:
                continue
            value = row[column]
            got = ("yes" if value else "no") if isinstance(value, bool) else str(value) or NOTHING.get(field, "no")
            pairs[field].append((item.values[field], got))
            if got != item.values[field]:
                token = item.text[item.start : item.end]
                errors.append((item.id, token, field, item.values[field], got, row["rules"]))
    rows = [row for field, values in pairs.items() for row in _rows(field, values)]
    return (
        pd.DataFrame(rows, columns=list(SCORE_COLUMNS)),
        pd.DataFrame(errors, columns=["id", "token", "field", "expected", "got", "rules"]),
    )


def _rows(field: str, pairs: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    rows = [share(field, "", "accuracy", sum(coded == got for coded, got in pairs), len(pairs))]
    for value in FIELDS[field][1]:
        if value in ("no", "none"):
            continue
        both = sum(coded == got == value for coded, got in pairs)
        rows += found_and_coded(
            field, value, both, sum(got == value for _, got in pairs), sum(coded == value for coded, _ in pairs)
        )
    return rows


def _hits(coded: Sequence[CodedGrammar], annotations: Annotations) -> pd.DataFrame:
    """Give the words of the coded tokens: of each token the longest word, which its clitics are not."""
    words = annotations.words.assign(length=annotations.words["form"].astype(str).str.len())
    by_document = dict(list(words.groupby("doc_id", observed=True)))
    rows = []
    for item in coded:
        part = by_document[item.id]
        inside = part[(part["start"] < item.end) & (part["end"] > item.start)]
        if inside.empty:
            raise KhitabError(f"{item.id}: no word stands at [{item.start}, {item.end}]; mend the span.")
        word = inside.sort_values("length", ascending=False, kind="stable").iloc[0]
        rows.append({"doc_id": item.id, "word": int(word["word"])})
    return pd.DataFrame(rows)
