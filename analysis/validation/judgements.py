"""Judgements: single hits that somebody read and found right or wrong, with a reason.

They are kept as a file of codings with four columns more, so that `read_codings` reads it: what was judged right is
marked, what was judged wrong is not, and every other hit of these paragraphs is unsure, that is, scored by nobody. Hits
that somebody came upon are no sample: a precision from them alone means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cells import guarded_table, unguarded
from analysis.counting.paragraph_table import UNIT, corpus_hash
from analysis.counting.trace import Trace
from analysis.errors import KhitabError
from analysis.evaluation.frame_scores import GoldFrames
from analysis.evaluation.learn_senses import learn_senses
from analysis.files import write_text
from analysis.validation.files import CODING_COLUMNS, read_table

if TYPE_CHECKING:
    from analysis.annotation.source import AnnotationSource
    from analysis.lexicon import Lexicon

JUDGED = ("doc_id", "paragraph", "start", "end", "token", "frame", "right", "reason", "coder", "time")
SPAN = ["doc_id", "frame", "start", "end"]
_OF_ALL = "a condition is about all hits that were judged; open the rows of the judgements."
_MORE = ("judged", "judged_frame", "judged_start", "judged_end", "judged_token")


def judgements_table(rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Rows of judgements as a table with the columns `JUDGED`; of several on one hit the last stands."""
    table = pd.DataFrame(list(rows), columns=list(JUDGED))
    kinds: dict[str, Any] = dict.fromkeys(("paragraph", "start", "end"), "int64")
    kinds |= dict.fromkeys(("doc_id", "token", "frame", "reason", "coder", "time"), "str") | {"right": bool}
    return table.astype(kinds).drop_duplicates(SPAN, keep="last", ignore_index=True)


def without_wrong(hits: pd.DataFrame, judgements: pd.DataFrame) -> pd.DataFrame:
    """Leave out the hits that were judged wrong; what is counted from the rest says how many these are.

    Parameters
    ----------
    judgements : of `read_judgements`; those of hits that are not in the table are passed over.

    Returns
    -------
    `hits` without them. `attrs["provenance"]["left_out_by_hand"]` is their number, and figures say it.

    Examples
    --------
    >>> left = without_wrong(hits, judgements)
    >>> len(hits) - len(left), left.attrs["provenance"]["left_out_by_hand"]
    (1, 1)
    """
    wrong = wrong_hits(hits, judgements)
    left = hits[~wrong].reset_index(drop=True)
    left.attrs = dict(hits.attrs)
    if wrong.any():
        origin = dict(hits.attrs.get("provenance", {}))
        before = int(origin.get("left_out_by_hand", 0))
        left.attrs["provenance"] = {**origin, "left_out_by_hand": before + int(wrong.sum())}
    return left


def wrong_hits(hits: pd.DataFrame, judgements: pd.DataFrame) -> NDArray[np.bool_]:
    """(n_hits,) whether each hit was judged wrong.

    Raises KhitabError where a judgement names other letters than stand there: it is of another text.
    """
    found: NDArray[np.bool_] = np.zeros(len(hits), dtype=bool)
    wrong = judgements[~judgements["right"]]
    if not len(wrong):
        return found
    near = hits["doc_id"].astype("str").isin(wrong["doc_id"])
    few = hits.loc[near, [*SPAN, "surface"]].astype({"doc_id": "str", "frame": "str"})
    both = few.reset_index(names="place").merge(wrong[[*SPAN, "token"]], on=SPAN)
    if len(other := both[both["surface"].astype("str") != both["token"]]):
        row = other.iloc[0]
        raise KhitabError(
            f"judgements: characters {row['start']:,} to {row['end']:,} of {row['doc_id']!r} were judged as "
            f"{row['token']!r}, but in these hits they are {row['surface']!r}; pass the judgements of these texts."
        )
    found[hits.index.get_indexer(pd.Index(both["place"]))] = True
    return found


def write_judgements(
    judgements: pd.DataFrame,
    hits: pd.DataFrame,
    annotations: AnnotationSource,
    path: str | Path,
    *,
    texts_hash: str = "",
) -> Path:
    """Write judgements as a file of codings, which `read_codings` and `read_judgements` read.

    Parameters
    ----------
    hits : all hits that were looked at; those of the same paragraphs that nobody judged are written as unsure.
    texts_hash : the hash of the texts, where it is known from the last time; reading a stored corpus takes a while.

    Examples
    --------
    >>> write_judgements(judgements, hits, annotations, folder / "judged.csv").name
    'judged.csv'
    """
    constant = {
        "frames": " ".join(hits.attrs.get("frames", dict.fromkeys(hits["frame"].astype("str")))),
        "corpus_hash": texts_hash or corpus_hash(annotations),
        "lexicon_hash": str(hits.attrs.get("provenance", {}).get("lexicon_hash", "")),
    }
    rows: list[dict[str, Any]] = []
    near = hits[hits["doc_id"].astype("str").isin(judgements["doc_id"])].astype({"doc_id": "str", "frame": "str"})
    of_unit: dict[Any, pd.DataFrame] = dict(iter(near.groupby(UNIT)))
    for (doc_id, paragraph, coder), part in judgements.groupby([*UNIT, "coder"], sort=False):
        own = part.to_dict("records")
        rows += [_judged_row(judgement) for judgement in sorted(own, key=lambda row: row["right"])]
        others = of_unit.get((doc_id, paragraph), near[:0]).to_dict("records")
        shared = {"doc_id": doc_id, "paragraph": paragraph, "coder": coder, "time": own[-1]["time"]}
        rows += [shared | _other_row(hit, own) for hit in others if not _is_judged(hit, own)]
    columns = [*CODING_COLUMNS, *_MORE]
    # As texts before they are a table, which would make 0.0 of 0 where other rows have nothing.
    texts = [{name: str({**row, **constant}.get(name, "")) for name in columns} for row in rows]
    table = pd.DataFrame(texts, columns=columns, dtype="str")
    return write_text(path, guarded_table(table).to_csv(index=False, lineterminator="\n"))


def read_judgements(path: str | Path, annotations: AnnotationSource | None = None) -> pd.DataFrame:
    """Read what `write_judgements`, or the explorer, wrote.

    Parameters
    ----------
    annotations : where they are given, the judgements must be of these texts.

    Returns
    -------
    One row per judgement: doc_id, paragraph, start, end, token (as printed), frame, right, reason, coder, time (ISO).

    Examples
    --------
    >>> read_judgements(write_judgements(judgements, hits, annotations, folder / "judged.csv"))["right"].tolist()
    [False]
    """
    read = read_table(path, (*CODING_COLUMNS, *_MORE)).map(unguarded)
    if annotations is not None and set(read["corpus_hash"]) - {"", corpus_hash(annotations)}:
        raise KhitabError(f"{path}: these judgements are of another corpus; give another file to keep yours in.")
    rows: list[dict[Any, Any]] = []
    for number, row in enumerate(read.to_dict("records"), start=2):
        if row["judged"]:
            span = {name: row[f"judged_{name}"] for name in ("frame", "start", "end", "token")}
            if row["judged"] not in ("right", "wrong") or not all(span[name].isdigit() for name in ("start", "end")):
                raise KhitabError(f"{path}, row {number}: the judgement is damaged; take the row out and judge anew.")
            rows.append(
                {
                    **{str(name): cell for name, cell in row.items()},
                    **span,
                    "right": row["judged"] == "right",
                    "reason": row["note"],
                }
            )
    return judgements_table({name: row[name] for name in JUDGED} for row in rows)


def judged_senses(
    term: str,
    judgements: pd.DataFrame,
    annotations: AnnotationSource,
    lexicon: Lexicon | str | Path | None = None,
    *,
    least: int = 2,
) -> pd.DataFrame:
    """Propose conditions for a term from hits that were judged, as `learn_senses` does; nothing else is looked at.

    Parameters
    ----------
    term, lexicon, least : as for `learn_senses`. The lexicon is not changed.
    judgements : right ones and wrong ones; from wrong ones alone no company can be told from chance.

    Examples
    --------
    >>> judged_senses("تعاون", judgements, annotations).columns.tolist()[:3]
    ['condition', 'relation', 'word']
    """
    doc_ids = list(dict.fromkeys(judgements["doc_id"]))
    read = annotations.select(doc_ids)
    right = judgements.loc[judgements["right"], ["doc_id", "frame", "start", "end"]]
    unsure = [
        (doc_id, start, end)
        for doc_id in doc_ids
        for start, end in _between(judgements[judgements["doc_id"] == doc_id], len(read.text(doc_id)))
    ]
    nobody = pd.DataFrame(unsure, columns=["doc_id", "start", "end"])
    table = learn_senses(term, _Judged(read.corpus, right, nobody, judgements), read, lexicon, least=least)
    table.attrs["provenance"] = {**annotations.provenance, "judged_hits": len(judgements)}
    return Trace("none", reason=_OF_ALL).on(table)


@dataclass(frozen=True)
class _Judged(GoldFrames):
    """Judged hits as codings whose frames are those judged, so that a frame that was only wrong is known, too."""

    judgements: pd.DataFrame

    @property
    def frames(self) -> list[str]:
        return sorted(set(self.judgements["frame"]))


def _between(judged: pd.DataFrame, length: int) -> list[tuple[int, int]]:
    """The stretches of a text that nobody judged."""
    spans, at, found = sorted(zip(judged["start"], judged["end"], strict=True)), 0, []
    for start, end in spans:
        if start > at:
            found.append((at, int(start)))
        at = max(at, int(end))
    return [*found, (at, length)] if at < length else found


def _judged_row(judgement: Mapping[Any, Any]) -> dict[str, Any]:
    """A judgement as a row: a mark where it is right; where it is wrong, a paragraph that was read and has none."""
    said = "right" if judgement["right"] else "wrong"
    row = {name: judgement[name] for name in (*UNIT, "coder", "time")} | {"note": judgement["reason"], "judged": said}
    own = {name: judgement[name] for name in ("frame", "start", "end", "token")}
    row |= {f"judged_{name}": value for name, value in own.items()}
    return row | own if judgement["right"] else row


def _other_row(hit: Mapping[Any, Any], judged: list[dict[Any, Any]]) -> dict[str, Any]:
    """A hit that nobody judged: unsure; or, where it shares letters with one that was, taken at the machine's word."""
    own = {"start": hit["start"], "end": hit["end"], "token": hit["surface"]}
    beside = any(row["start"] < hit["end"] and hit["start"] < row["end"] for row in judged)
    return own | ({"frame": hit["frame"]} if beside else {"unsure": "yes"})


def _is_judged(hit: Mapping[Any, Any], judged: list[dict[Any, Any]]) -> bool:
    return any(all(str(row[name]) == str(hit[name]) for name in SPAN) for row in judged)
