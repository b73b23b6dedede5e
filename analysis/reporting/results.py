"""Results: every table that a report shows, computed once, and what could not be computed, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.comparison.differences import compare
from analysis.comparison.keyness import SPREAD, keyness
from analysis.comparison.subcorpora import split_by
from analysis.comparison.timeline import SUPPORTED, change_points, timeline
from analysis.corpus.metadata import own_name
from analysis.discourse.crossings import frame_by_voice
from analysis.discourse.placing import NARRATOR, words_by_voice
from analysis.discourse.voices.find import find_voices
from analysis.errors import KhitabError
from analysis.frames.find import find_excluded, find_frames
from analysis.frames.rates import frame_rates
from analysis.lexicon.accuracy import MARK_BELOW
from analysis.measures.uncertainty import MIN_DOCUMENTS
from analysis.reporting.choices import SHOWN_GROUPS, Choice, course, group_values, grouping

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.corpus.check import CorpusCheck
    from analysis.lexicon import Lexicon

CONFIDENCE, PER, RESAMPLES = 0.95, 1000, 2000
KEYWORDS = 10
"""Keywords of a group that are shown."""
_NAMED = ("person", "institution", "group", "text")
Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Results:
    """What a report is about, and its tables by name.

    Attributes
    ----------
    known : the documents whose group is known; all of them where there are no groups.
    by, over : the grouping and the periods; false where there are none.
    groups : the groups that are shown, the largest first where there are many.
    tables : "summary", "corpus", "rates" and so on, as far as this corpus has them.
    voices : the attributions.
    nothing : why nothing was counted ("no words", "not arabic"); "" where all was.
    """

    annotations: AnnotationSource
    known: AnnotationSource
    lexicon: Lexicon
    check: CorpusCheck | None
    by: Choice
    over: Choice
    groups: tuple[str, ...]
    tables: Mapping[str, pd.DataFrame]
    nothing: str = ""

    @property
    def hits(self) -> pd.DataFrame:
        """Every hit, both tiers."""
        return self.tables["hits"]


def results_of(
    annotations: AnnotationSource,
    lexicon: Lexicon,
    check: CorpusCheck | None,
    by: str | None,
    over: str | None,
    tell: Tell,
) -> Results:
    """Compute what the report shows of a corpus."""
    documents = annotations.documents
    grouped, dealt = grouping(documents, by), course(documents, over)
    groups = _largest(documents, grouped)
    nothing = _why_nothing(annotations, check)
    known = _known(annotations, grouped)
    found = Results(annotations, known, lexicon, check, grouped, dealt, groups, {}, nothing)
    tables = {"corpus": _corpus(annotations, grouped)}
    if check is not None:
        tables["findings"] = _with_provenance(check.findings, annotations)
    if not found.nothing:
        tell("frames")
        tables |= _frames(found)
        tell("voices")
        tables |= _voices(found, tables["hits"])
        if grouped:
            tell("keywords")
            tables["keywords"] = _keywords(found)
        tables["accuracy"] = _accuracy(lexicon, annotations)
    found = replace(found, tables=tables)
    return replace(found, tables={"summary": _summary(found), **tables})


def _why_nothing(annotations: AnnotationSource, check: CorpusCheck | None) -> str:
    if not int(annotations.documents["n_words"].sum()):
        return "no words"
    languages = check.summary["languages"] if check is not None else {"Arabic": 1}
    return "" if isinstance(languages, dict) and "Arabic" in languages else "not arabic"


def _largest(documents: pd.DataFrame, by: Choice) -> tuple[str, ...]:
    """The groups that are shown: all in order, or the largest where there are many."""
    if len(by.values) <= SHOWN_GROUPS:
        return by.values
    words = documents["n_words"].groupby(group_values(documents, by.column)).sum()
    return tuple(sorted(words.sort_values(ascending=False, kind="stable").index[:SHOWN_GROUPS]))


def _with_provenance(table: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    known = table.copy()
    known.attrs["provenance"] = dict(annotations.provenance)
    return known


def _corpus(annotations: AnnotationSource, by: Choice) -> pd.DataFrame:
    """Documents, words and dates of each group; of all in one row where there are none."""
    documents = annotations.documents
    groups = group_values(documents, by.column) if by else pd.Series("", index=documents.index)
    table = (
        documents.assign(group=groups.fillna("unknown"))
        .groupby("group", sort=True)
        .agg(
            documents=("doc_id", "size"),
            words=("n_words", "sum"),
            tokens=("n_tokens", "sum"),
            first=("date", "min"),
            last=("date", "max"),
            undated=("date", lambda dates: int(dates.isna().sum())),
        )
        .reset_index()
    )
    return _with_provenance(table, annotations)


def _frames(found: Results) -> dict[str, pd.DataFrame]:
    annotations, lexicon = found.annotations, found.lexicon
    hits = find_frames(annotations, lexicon)
    tables = {
        "hits": hits,
        "excluded": find_excluded(annotations, lexicon),
        "rates": frame_rates(hits, annotations, tier="each"),
    }
    if found.by:
        known = found.known
        hits_of_known = hits if known is annotations else find_frames(known, lexicon)
        tables["groups"] = frame_rates(hits_of_known, known, by=found.by.column)
        tables["differences"] = compare(hits_of_known, known, found.by.column)
    if found.over:
        tables["periods"] = timeline(hits, annotations, found.over.column)  # type: ignore[arg-type]
        if len(found.over.values) == 2:
            tables["period differences"] = compare(hits, annotations, found.over.column)
        else:
            tables["changes"] = change_points(hits, annotations)
    return tables


def _known(annotations: AnnotationSource, by: Choice) -> AnnotationSource:
    """The documents whose group is known: a source that is not named is no group."""
    if not by:
        return annotations
    known = group_values(annotations.documents, by.column).notna()
    return annotations if known.all() else annotations.select(annotations.documents["doc_id"][known])


def _voices(found: Results, hits: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Attributions, the words of each kind of speaker, speakers by name, and frames in the words of each kind."""
    annotations = found.annotations
    voices = find_voices(annotations)
    kinds = voices["speaker_kind"].fillna("unknown").astype("str")
    words = words_by_voice(voices, annotations, "speaker_kind").groupby("speaker_kind")["words"].sum()
    all_words = int(annotations.documents["n_words"].sum())
    rows = [
        {
            "kind": kind,
            "attributions": int((kinds == kind).sum()),
            "words": int(words.get(kind, 0)),
            "share": words.get(kind, 0) / all_words,
        }
        for kind in sorted({NARRATOR, *kinds}, key=lambda kind: (kind != NARRATOR, -int(words.get(kind, 0)), kind))
    ]
    by_kind = _with_provenance(pd.DataFrame(rows), annotations)
    tables = {"attributions": voices, "voices": by_kind, "speakers": _speakers(voices, annotations)}
    if len(voices):
        tables["frames by voice"] = frame_by_voice(hits, annotations, voices, by="speaker_kind")
    return tables


def _speakers(voices: pd.DataFrame, annotations: AnnotationSource) -> pd.DataFrame:
    """Speakers who are named, by the number of their attributions."""
    named = voices[voices["speaker_kind"].isin(_NAMED) & voices["speaker_name"].notna()]
    grouped = named.astype({"speaker_name": "str"}).groupby("speaker_name", sort=True)
    table = grouped.agg(
        kind=("speaker_kind", lambda kinds: kinds.mode().iloc[0]),
        attributions=("doc_id", "size"),
        documents=("doc_id", "nunique"),
    ).reset_index(names="speaker")
    order = table.sort_values(["attributions", "documents", "speaker"], ascending=[False, False, True], kind="stable")
    return _with_provenance(order.reset_index(drop=True), annotations)


def _keywords(found: Results) -> pd.DataFrame:
    """The keywords of each group that is shown against all other documents: those of which a difference is sure.

    Where the conservative log ratio is 0, the interval of the effect holds "no difference".
    """
    tables = []
    for group, value in _values(found):
        try:
            target, rest = split_by(found.known, found.by.column, value)
            table = keyness(target, rest, stop="function")
        except KhitabError:  # one side has no words
            continue
        sure = (table["lrc"] > 0) & (table["p_adjusted"] <= SUPPORTED)
        spread = table["documents_target"] >= SPREAD
        tables.append(table[sure & spread].head(KEYWORDS).assign(group=group))
    joined = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["group", "item"])
    joined = joined[["group", *(name for name in joined.columns if name != "group")]]
    joined.attrs = {}
    return _with_provenance(joined, found.annotations)


def _values(found: Results) -> list[tuple[str, object]]:
    """Each shown group with its value as the metadata have it."""
    documents = found.annotations.documents
    column = own_name(found.by.column, documents)
    if column not in documents:  # a period: its keywords would be those of its days
        return []
    texts = group_values(documents, column)
    return [(group, documents[column][texts == group].iloc[0]) for group in found.groups]


def _accuracy(lexicon: Lexicon, annotations: AnnotationSource) -> pd.DataFrame:
    """What was measured of each frame; no rows where nothing was."""
    measured = lexicon.accuracy.frames if lexicon.accuracy else {}
    rows = [{"frame": frame, **vars(measured[frame])} for frame in lexicon.frame_ids if frame in measured]
    return _with_provenance(pd.DataFrame(rows), annotations)


def _summary(found: Results) -> pd.DataFrame:
    """Every number that prose states and no other table holds, by name."""
    tables, documents = found.tables, found.annotations.documents
    dates = documents["date"].dropna()
    facts: dict[str, object] = {
        "documents": len(documents),
        "words": int(documents["n_words"].sum()),
        "tokens": int(documents["n_tokens"].sum()),
        "documents with words": int((documents["n_words"] > 0).sum()),
        "undated": int(documents["date"].isna().sum()),
        "first date": f"{dates.min():%Y-%m-%d}" if len(dates) else "",
        "last date": f"{dates.max():%Y-%m-%d}" if len(dates) else "",
        "confidence": CONFIDENCE * 100,
        "per": PER,
        "resamples": RESAMPLES,
        "level": SUPPORTED,
        "least documents": MIN_DOCUMENTS,
        "least spread": SPREAD,
        "low mark": MARK_BELOW,
        "one": 1,
    }
    if found.by or "groups" in found.by.parts:
        facts["groups"] = len(found.by.values) or found.by.parts["groups"]
    if found.by:
        facts["without group"] = int(group_values(documents, found.by.column).isna().sum())
    if found.over or "periods" in found.over.parts:
        facts["periods"] = len(found.over.values) or found.over.parts["periods"]
    if found.check is not None:
        languages = found.check.summary["languages"]
        arabic = languages.get("Arabic", 0) if isinstance(languages, dict) else 0
        facts["not arabic"] = found.check.summary["documents"] - arabic  # type: ignore[operator]
    for name in ("differences", "period differences", "changes"):
        if name in tables:
            p = tables[name]["p_adjusted"].dropna()
            facts |= {f"{name} tested": len(p), f"{name} supported": int((p <= SUPPORTED).sum())}
    if "periods" in tables:
        shown = tables["periods"].drop_duplicates(found.over.column)
        facts["periods without documents"] = int((shown["documents"] == 0).sum())
    if len(tables.get("keywords", ())):
        over_documents = tables["keywords"]["p_documents_adjusted"].dropna()
        facts |= {"keywords": len(tables["keywords"]), "keywords tested over documents": len(over_documents)}
        facts["keywords over documents"] = int((over_documents <= SUPPORTED).sum())
    if "excluded" in tables:
        facts["excluded"] = len(tables["excluded"])
    if "voices" in tables:
        given = tables["voices"][tables["voices"]["kind"] != NARRATOR]
        facts |= {
            "attributions": len(tables["attributions"]),
            "attributed words": int(given["words"].sum()),
            "attributed share": given["words"].sum() / max(int(documents["n_words"].sum()), 1),
        }
    if len(tables.get("accuracy", ())):
        facts |= {
            f"{measure} {name}": float(getattr(tables["accuracy"][measure], end)())
            for measure in ("precision", "recall")
            for name, end in (("lowest", "min"), ("highest", "max"))
        }
    table = pd.DataFrame({"name": list(facts), "value": pd.Series(list(facts.values()), dtype=object)})
    return _with_provenance(table, found.annotations)
