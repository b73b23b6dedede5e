"""Voices, actors and grammar as labels of tokens, so that what serves frames serves them: samples, codings, scores.

A finding is an attribution, a mention or a hit; it stands on one printed token (the cue, the mention's noun, the hit).
Each thing said of it is a label of that token: "voice", "type=direct", "kind=person"; "actor", "role=agent"; "hit",
"negated", "agent=deleted". A table of labels has the columns of a table of hits, with the label as its frame.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.errors import KhitabError

What = Literal["voices", "actors", "grammar"]
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Kind:
    """What is said of one kind of finding.

    Attributes
    ----------
    label : the label of the finding itself; recall is about it alone.
    fields : each field that a coder may correct, and its values; none for free text. "yes" labels by the field's name.
    columns : the column of the finding's table for each field.
    told : the columns shown beside the text, for the coder to see what was found.
    term : the column that groups findings in `score_terms`.
    """

    label: str
    fields: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, str]
    told: tuple[str, ...]
    term: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that tokens can have."""
        return (self.label, *(label for field in self.fields for label in self.labels_of(field)))

    def labels_of(self, field: str) -> tuple[str, ...]:
        """The labels of one field."""
        values = self.fields[field]
        if values in ((), YES_NO):
            return (field,)
        return tuple(f"{field}={value}" for value in values if value != "no")

    def label_of(self, field: str, value: str) -> str:
        """The label that a value gives, "" for one that says nothing."""
        if value in ("", "no"):
            return ""
        return field if self.fields[field] in ((), YES_NO) else f"{field}={value}"


KINDS: Mapping[str, Kind] = {
    "voices": Kind(
        "voice",
        {
            "type": ("direct", "indirect", "mixed"),
            "kind": ("person", "institution", "group", "text", "unnamed", "no"),
            "name": (),
        },
        {"type": "type", "kind": "speaker_kind", "name": "speaker_name"},
        ("speaker", "content"),
        "cue_lemma",
    ),
    "actors": Kind(
        "actor",
        {
            "kind": ("person", "institution", "country", "group"),
            "role": ("agent", "patient", "passive_subject", "possessor", "oblique", "attribute", "other"),
        },
        {"kind": "kind", "role": "role"},
        ("mention",),
        "actor",
    ),
    "grammar": Kind(
        "hit",
        {
            "negated": YES_NO,
            "passive": ("morphological", "periphrastic", "no"),
            "nominalisation": ("itself", "object", "no"),
            "agent": ("named", "deleted", "no"),
            "modality": ("necessity", "possibility", "no"),
            "future": YES_NO,
            "conditional": YES_NO,
        },
        {name: name for name in ("negated", "passive", "nominalisation", "agent", "modality", "future", "conditional")},
        (),
        "rules",
    ),
}
COLUMNS = ("doc_id", "paragraph", "word", "start", "end", "surface", "frame", "tier", "term")


def kind_of(what: str) -> Kind:
    """Give what is said of voices, actors or grammar."""
    if what not in KINDS:
        raise KhitabError(f"{what!r} cannot be coded so; use one of {', '.join(KINDS)}, or frames.")
    return KINDS[what]


def label_findings(found: pd.DataFrame, annotations: AnnotationSource, what: What) -> pd.DataFrame:
    """Turn a table of `find_voices`, `find_actors` or `find_grammar` into labels of tokens.

    Parameters
    ----------
    found : that table, of these annotations.
    what : "voices", "actors" or "grammar".

    Returns
    -------
    One row per label: doc_id, paragraph, word, start, end, surface (of the printed token), frame (the label), tier
    ("core"), term. `draw_sample`, `score_codings`, `score_terms` and `correct_rates` take it as a table of hits.

    Examples
    --------
    >>> labels = label_findings(find_voices(annotations), annotations, "voices")
    >>> set(labels["tier"])
    {'core'}
    """
    kind = kind_of(what)
    rows = []
    for row in findings(found, annotations, what).to_dict("records"):
        place = {name: row[name] for name in ("doc_id", "paragraph", "word", "start", "end", "surface")}
        labels = [kind.label, *(kind.label_of(field, row[field]) for field in kind.fields)]
        rows += [{**place, "frame": label, "tier": "core", "term": row["term"]} for label in labels if label]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(["doc_id", "start", "frame"], ignore_index=True)
    table.attrs = {"frames": list(kind.labels), "provenance": dict(found.attrs.get("provenance", {}))}
    return table


def findings(found: pd.DataFrame, annotations: AnnotationSource, what: What) -> pd.DataFrame:
    """One row per finding, on its printed token: doc_id, paragraph, word, start, end, surface, each field, told, term.

    Fields hold the values that coders write ("yes" and "no" for those that are true or false). Of several findings on
    one token, as a word that belongs to two frames, the first counts.
    """
    kind = kind_of(what)
    if missing := sorted({"doc_id", "word", *kind.columns.values()} - set(found.columns)):
        raise KhitabError(f"label_findings: {what} have no column {missing[0]!r}; pass the table of {what}.")
    tokens = _tokens(found, annotations)
    rows = []
    for row in found.to_dict("records"):
        place = tokens.get((str(row["doc_id"]), int(row["word"])))
        if place is None:
            raise KhitabError(f"label_findings: {row['doc_id']!r} has no word {row['word']}; pass its annotations.")
        values = {field: _said(row[column]) for field, column in kind.columns.items()}
        told = {name: _said(row.get(name)) for name in kind.told}
        rows.append({**place, "word": int(row["word"]), **values, **told, "term": _said(row.get(kind.term))})
    names = ["doc_id", "paragraph", "word", "start", "end", "surface", *kind.columns, *kind.told, "term"]
    table = pd.DataFrame(rows, columns=names).drop_duplicates(["doc_id", "start"])
    return table.sort_values(["doc_id", "start"], ignore_index=True)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "" or pd.isna(value):
        return "no"
    return "passive_subject" if value == "passive subject" else str(value)


def _tokens(found: pd.DataFrame, annotations: AnnotationSource) -> dict[tuple[str, int], dict[str, Any]]:
    """The printed token of each word that a finding stands on."""
    wanted = {str(doc_id): set(part["word"]) for doc_id, part in found.groupby("doc_id", observed=True)}
    return dict(_places(annotations, wanted))


def _places(
    annotations: AnnotationSource, wanted: Mapping[str, set[int]]
) -> Iterator[tuple[tuple[str, int], dict[str, Any]]]:
    for piece in annotations.pieces(("doc_id", "paragraph", "word", "start", "end")):
        words = piece.words[piece.words["doc_id"].isin(list(wanted))]
        columns = (words[name].tolist() for name in ("doc_id", "paragraph", "word", "start", "end"))
        for doc_id, paragraph, word, start, end in zip(*columns, strict=True):
            if word in wanted[doc_id]:
                place = {"doc_id": doc_id, "paragraph": paragraph, "start": start, "end": end}
                yield (doc_id, word), {**place, "surface": piece.text(doc_id)[start:end]}
