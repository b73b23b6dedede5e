"""Frames by the type of process in whose clause they stand."""

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.counting.clusters import Clusters
from analysis.counting.hit_checks import check_hits
from analysis.counting.hit_counts import Tier, of_tier
from analysis.counting.trace import Found, Sources, Trace, check_number, need_columns, of_row
from analysis.discourse.crossing_rates import rate_table, shares_of_frames
from analysis.discourse.grammar.measured import doubt
from analysis.discourse.placing import need_columns as need
from analysis.discourse.processes.classes import PROCESSES, UNCLASSIFIED

NO_VERB = "no verb"
GROUP = 5


def process_of_hits(described: pd.DataFrame, processes: pd.DataFrame) -> pd.DataFrame:
    """Say of every hit in what type of process it stands.

    Parameters
    ----------
    described : of `find_grammar`. processes : of `find_processes`.

    Returns
    -------
    `described` with `process`: that of the verb of its clause (`clause_word`), or of the verb that this one modulates;
    "no verb" in a verbless clause.

    Examples
    --------
    >>> bool(process_of_hits(grammar, find_processes(annotations))["process"].isna().any())
    False
    """
    need(described, "process_of_hits", ("doc_id", "clause_word"))
    need(processes, "process_of_hits", ("doc_id", "word", "process"))
    known = {
        (str(row["doc_id"]), int(row["word"])): str(row["process"])
        for row in processes[["doc_id", "word", "process"]].to_dict("records")
    }
    found = [
        _process(known, str(doc_id), clause)
        for doc_id, clause in zip(described["doc_id"], described["clause_word"], strict=True)
    ]
    table = described.assign(process=found)
    table.attrs = dict(described.attrs)
    return table


def _process(known: dict[tuple[str, int], str], doc_id: str, clause: object) -> str:
    if pd.isna(clause):  # type: ignore[call-overload]
        return NO_VERB
    word = int(str(clause))
    # A verb that only modulates has no row: the one after it tells.
    return next((known[doc_id, i] for i in range(word, word + GROUP + 1) if (doc_id, i) in known), UNCLASSIFIED)


def frame_by_process(
    described: pd.DataFrame, annotations: AnnotationSource, processes: pd.DataFrame, *,
    per: float = 100, tier: Tier = "core", seed: int = 1, clusters: Clusters | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Share of each frame's hits that stand in each type of process; shares add up to `per`.

    Parameters
    ----------
    described : of `find_grammar`. processes : of `find_processes`.
    clusters : as for `frame_rates`.

    Returns
    -------
    One row per frame and process (the six types, "unclassified", "no verb"): frame, process, n, denominator (the
    frame's hits), denominator_name, documents, documents_with, rate, low, high, interval, note.
    `evidence(row, annotations, described, processes)` shows a row's hits.

    Examples
    --------
    >>> table = frame_by_process(grammar, annotations, find_processes(annotations))
    >>> list(table.columns[:3])
    ['frame', 'process', 'n']
    """
    need(described, "frame_by_process", ("frame", "tier", "clause_word"))
    check_hits(described, annotations, "frame_by_process")
    check_hits(processes, annotations, "frame_by_process", what="processes")
    placed = process_of_hits(described, processes)
    chosen = placed[of_tier(placed, tier, "frame_by_process")]
    names = (*PROCESSES, UNCLASSIFIED, NO_VERB)
    kinds = {name: (chosen["process"] == name).to_numpy(dtype=bool) for name in names}
    rows = shares_of_frames(
        chosen, annotations, "process", kinds, dict.fromkeys(names, doubt("process")),
        place="frame_by_process", per=per, seed=seed, clusters=clusters,
    )  # fmt: skip
    return Trace("processes", tier=tier).on(rate_table(rows, ["frame", "process"], described, annotations, per))


def hits_by_process(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `frame_by_process`: the hits of a frame in such a process."""
    need_columns(rows, ("frame", "process", "n"))
    described = sources.given_hits("find_grammar")
    placed = process_of_hits(described, sources.given_beside("processes"))
    chosen = pd.Series(False, index=placed.index).to_numpy()
    for row in rows.to_dict("records"):
        fits = (placed["process"] == row["process"]).to_numpy(dtype=bool)
        inside = of_row(placed, row, trace) & fits
        check_number(int(inside.sum()), row["n"], f"{row['frame']}, {row['process']},")
        chosen = chosen | inside
    return Found(described[chosen])
