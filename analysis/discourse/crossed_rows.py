"""Crossed rows: the passages behind a row of `frame_by_voice`, `frame_by_actor`, `frame_by_grammar` and their like."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.counting.trace import Found, Sources, Trace, check_number, need_columns, of_row
from analysis.discourse.crossings import grammar_flags, surroundings
from analysis.discourse.placing import voice_of_hits, voices_named


def hits_of_voices(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `frame_by_voice`: the hits of a frame in the words of a voice."""
    need_columns(rows, ("voice", "frame", "n"))
    hits = sources.given_hits()
    placed = hits if {"voice", "voice_type"} <= {*hits.columns} else voice_of_hits(hits, sources.given_beside("voices"))
    names = voices_named(placed, trace.by[0])
    chosen = np.zeros(len(placed), dtype=bool)
    for row in rows.to_dict("records"):
        inside = of_row(placed, row, trace) & (names == str(row["voice"])).to_numpy(dtype=bool)
        check_number(int(inside.sum()), row["n"], f"{row['frame']} in the words of {row['voice']}")
        chosen |= inside
    return Found(placed[chosen])


def sentences_of_actors(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `frame_by_actor`: the sentences that hold an actor and a frame, with both."""
    need_columns(rows, ("actor", "frame", "n"))
    hits, actors = sources.given_hits(), sources.given_beside("actors")
    if trace.only:
        actors = actors[actors["role"].isin(trace.only)]
    framed, named = _sentences(hits), _sentences(actors)
    hits_chosen, actors_chosen = np.zeros(len(hits), dtype=bool), np.zeros(len(actors), dtype=bool)
    for row in rows.to_dict("records"):
        of_frame, of_actor = of_row(hits, row, trace), (actors["actor"] == row["actor"]).to_numpy(dtype=bool)
        shared = set(framed[of_frame]) & set(named[of_actor])
        check_number(len(shared), row["n"], f"{row['actor']} and {row['frame']}", "sentences")
        hits_chosen |= of_frame & framed.isin(shared).to_numpy()
        actors_chosen |= of_actor & named.isin(shared).to_numpy()
    places = ["doc_id", "paragraph", "sentence", "start", "end"]
    mentions = actors.loc[actors_chosen, places].astype(dict.fromkeys(places[1:], "int64"))
    mentions = mentions.assign(doc_id=mentions["doc_id"].astype("str"))
    return Found(pd.concat([hits[hits_chosen], mentions], ignore_index=True), "sentence")


def hits_by_grammar(rows: pd.DataFrame, trace: Trace, sources: Sources) -> Found:
    """Follow a trace of `frame_by_grammar` or `frame_by_surrounding`: the hits of a frame in such a surrounding."""
    need_columns(rows, ("frame", trace.unit, "n"))
    described = sources.given_hits("find_grammar")
    need_columns(described, ("negated", "passive", "nominalisation", "modality"))
    flags, around = grammar_flags(described), surroundings(described)
    chosen = np.zeros(len(described), dtype=bool)
    for row in rows.to_dict("records"):
        name = str(row[trace.unit])
        fits = flags[name].to_numpy(dtype=bool) if trace.unit == "feature" else around == name
        inside = of_row(described, row, trace) & fits
        check_number(int(inside.sum()), row["n"], f"{row['frame']}, {name},")
        chosen |= inside
    return Found(described[chosen])


def _sentences(table: pd.DataFrame) -> pd.Series[str]:
    """The sentence in which each row stands, as one value."""
    return table["doc_id"].astype("str") + "\x00" + table["sentence"].astype("int64").astype("str")
