"""Coded rows: the tokens behind a row of `score_codings` or `score_terms`, with what was right and wrong about them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.counting.trace import Found, Sources, Trace, check_number, need_columns
from analysis.validation.units import match_codings


def tokens_behind(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `score_codings` (tokens coded or found) or `score_terms` (tokens found by a term).

    The column `error` says "found, not coded", "coded, not found", or "" where both agree.
    """
    terms = trace.item == "term"
    need_columns(rows, ("frame", "term", "found") if terms else ("frame", "n_coded", "n_found", "correct"))
    codings = sources.given_beside("codings").single("evidence")
    tokens = match_codings(codings, sources.given_hits(), trace.tier)
    coded, found = (tokens[name].to_numpy(dtype=bool) for name in ("coded", "found"))
    chosen = np.zeros(len(tokens), dtype=bool)
    for row in rows.to_dict("records"):
        of_frame = (tokens["frame"] == row["frame"]).to_numpy(dtype=bool)
        if terms:
            inside = of_frame & found & (tokens["term"] == row["term"]).to_numpy(dtype=bool)
            check_number(int(inside.sum()), row["found"], f"{row['term']!r}", "tokens")
        else:
            inside = of_frame
            for kind, name in ((coded, "n_coded"), (found, "n_found"), (coded & found, "correct")):
                check_number(int((inside & kind).sum()), row[name], f"{row['frame']}, {name},", "tokens")
        chosen |= inside
    errors = np.select([found & ~coded, coded & ~found], ["found, not coded", "coded, not found"], "")
    return Found(tokens.assign(error=errors)[chosen])
