"""Frames: where in the texts does the vocabulary of each frame stand?

One row per hit. Within a frame the longest match wins and a token counts once; `exclude` phrases come first and are
reported apart (`find_excluded`). Strings are compared once per type (`analysis.matching`), so the time taken depends
on the number of hits rather than of words.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation import Annotations
from analysis.inflection import Analysis
from analysis.lexicon import Lexicon, Term
from analysis.matching import match_forms, match_lemmas
from analysis.phrases import Contexts, phrase_candidates
from analysis.places import Places, Types, attached

COLUMNS = (
    "doc_id", "frame", "tier", "term", "rule", "surface", "clitics", "match",
    "start", "end", "paragraph", "sentence", "token", "word",
)  # fmt: skip

_TIER_RANK = {"exclude": 0, "core": 1, "related": 2}
_RULE_RANK = {"phrase": 0, "lemma": 1, "form": 2, "pattern": 3}


def find_frames(annotations: Annotations, lexicon: Lexicon) -> pd.DataFrame:
    """Find the vocabulary of a lexicon's frames.

    Returns
    -------
    One row per counted token (per counted phrase, for phrases), in the order of the texts:

    doc_id, frame, tier, term : where, and which entry of the lexicon matched.
    rule : how it matched: "lemma" (the parser's lemma), "form" (the spelling, once clitics and endings are off),
        "phrase" or "pattern".
    surface : the token as printed, `text[start:end]`; match : the word inside it; clitics : what is glued to it,
        hyphens showing the side ("و-ب-", "-ها").
    start, end : character span in the source text.
    paragraph, sentence, token, word : positions in the document, from 0.
    """
    return _find(annotations, lexicon, excluded=False)


def find_excluded(annotations: Annotations, lexicon: Lexicon) -> pd.DataFrame:
    """Find what the lexicon's `exclude` phrases set aside: the columns of `find_frames`, with tier "exclude"."""
    return _find(annotations, lexicon, excluded=True)


def _find(annotations: Annotations, lexicon: Lexicon, *, excluded: bool) -> pd.DataFrame:
    words = annotations.words
    places, types = Places.of(words), Types.of(words)
    entries = list(lexicon.terms())
    terms = [term for _, term in entries]
    numbers = {frame.id: number for number, frame in enumerate(lexicon.frames)}
    frame_of = np.array([numbers[frame.id] for frame, _ in entries], dtype=np.int64)
    rank_of = np.array([_TIER_RANK[term.tier] for term in terms], dtype=np.int64)
    contexts = Contexts.of(terms, types, places)
    phrases = phrase_candidates(terms, contexts).assign(rule="phrase", reading=None)
    singles = _single_candidates(terms, words["upos"], types, places)
    singles = singles[_fitting(terms, singles, contexts)]
    candidates = pd.concat([phrases, singles], ignore_index=True)
    candidates["frame"] = frame_of[candidates["term"].to_numpy()]
    candidates["rank"] = rank_of[candidates["term"].to_numpy()]
    chosen = _choose(candidates)
    chosen = chosen[(chosen["rank"] == _TIER_RANK["exclude"]) == excluded].sort_values(["row", "frame"])
    hits = _describe(chosen, annotations, places, types, lexicon, terms)
    hits.attrs = {
        "provenance": {**annotations.provenance, **lexicon.provenance},
        "frames": lexicon.frame_ids,
    }
    return hits


def _single_candidates(terms: Sequence[Term], upos: pd.Series, types: Types, places: Places) -> pd.DataFrame:
    """Candidates of one token: by lemma, or by form or pattern where the lemma does not tell."""
    by_form, by_lemma = match_forms(types.form_texts, types.form_keys, terms), match_lemmas(types.lemma_keys, terms)
    form_rows, form_units, form_pairs = by_form.rows(types.forms)
    lemma_rows, lemma_units, _ = by_lemma.rows(types.lemmas)
    spelled = pd.DataFrame({"row": form_rows, "term": form_units, "reading": by_form.readings[form_pairs]})
    lemmatised = pd.DataFrame({"row": lemma_rows, "term": lemma_units, "lemma": True})
    found = spelled.merge(lemmatised, on=["row", "term"], how="outer")
    found["reading"] = found["reading"].astype(object).where(found["reading"].notna(), None)
    tags, codes = list(upos.cat.categories), upos.cat.codes.to_numpy()
    admitted = np.array([[_admits(term, tag) for tag in tags] for term in terms], dtype=bool).reshape(
        len(terms), len(tags)
    )
    found = found[admitted[found["term"].to_numpy(), codes[found["row"].to_numpy()]]]
    is_pattern = np.array([term.pattern is not None for term in terms], dtype=bool)[found["term"].to_numpy()]
    rule = np.where(is_pattern, "pattern", np.where(found["lemma"].notna(), "lemma", "form"))
    token = places.token[found["row"].to_numpy()]
    return pd.DataFrame(
        {"row": found["row"], "term": found["term"], "token": token, "last_token": token, "rule": rule}
    ).assign(reading=found["reading"])


def _fitting(terms: Sequence[Term], singles: pd.DataFrame, contexts: Contexts) -> NDArray[np.bool_]:
    """Say which candidates stand in the context that their terms ask for."""
    fits = np.ones(len(singles), dtype=bool)
    numbers, last = singles["term"].to_numpy(), singles["last_token"].to_numpy()
    for number, term in enumerate(terms):
        if not term.phrases and (term.next or term.unless_next or term.near):
            of_term = np.flatnonzero(numbers == number)
            fits[of_term] = contexts.fit(term, last[of_term])
    return fits


def _admits(term: Term, tag: str) -> bool:
    """Whether a word with this part of speech can be the term."""
    if term.pos:
        return tag in term.pos
    if term.inflection == "verb":
        return tag == "VERB"
    # Nouns and adjectives are often tagged X, PROPN or each other, but a verb is another word: آمن "he believed".
    return tag != "VERB" or term.inflection == "none"


def _is_loose(reading: Analysis | None, rule: str) -> bool:
    """Whether a word is read as noun + ya: تنسيقي is rather the adjective, where the lexicon has it, than تنسيق."""
    return rule == "form" and reading is not None and reading.ending + reading.enclitic == "ي"


def _choose(candidates: pd.DataFrame) -> pd.DataFrame:
    """Settle overlaps within each frame: excludes first, then longer before shorter, core before related.

    A noun with ya at its end gives way to an adjective that is spelt so.
    """
    order = candidates.assign(
        excluded=candidates["rank"] != _TIER_RANK["exclude"],
        length=candidates["token"] - candidates["last_token"],
        loose=[
            _is_loose(reading, rule) for reading, rule in zip(candidates["reading"], candidates["rule"], strict=True)
        ],
        rule_rank=candidates["rule"].map(_RULE_RANK),
    ).sort_values(["excluded", "length", "loose", "rank", "rule_rank", "term", "row"], kind="stable")
    order = order.drop_duplicates(["frame", "token", "last_token", "excluded"])
    taken: set[tuple[int, int]] = set()
    kept = np.zeros(len(order), dtype=bool)
    spans = zip(order["frame"].tolist(), order["token"].tolist(), order["last_token"].tolist(), strict=True)
    for number, (frame, first, last) in enumerate(spans):
        span = [(frame, token) for token in range(first, last + 1)]
        if taken.isdisjoint(span):
            taken.update(span)
            kept[number] = True
    return order[kept]


def _describe(
    chosen: pd.DataFrame,
    annotations: Annotations,
    places: Places,
    types: Types,
    lexicon: Lexicon,
    terms: Sequence[Term],
) -> pd.DataFrame:
    """Turn chosen candidates into the rows that users see."""
    rows = chosen["row"].to_numpy()
    head = annotations.words.iloc[rows]
    last = annotations.words["end"].to_numpy()[places.last_row[chosen["last_token"].to_numpy()]]
    spans = zip(head["doc_id"].tolist(), head["start"].tolist(), last.tolist(), strict=True)
    surfaces = [annotations.text(doc_id)[start:end] for doc_id, start, end in spans]
    glued = attached(rows, chosen["reading"].tolist(), places, types)
    frame_ids = np.array(lexicon.frame_ids, dtype=object)[chosen["frame"].to_numpy()]
    return pd.DataFrame(
        {
            "doc_id": head["doc_id"].astype("str").to_numpy(),
            "frame": frame_ids,
            "tier": [terms[term].tier for term in chosen["term"]],
            "term": [terms[term].text for term in chosen["term"]],
            "rule": chosen["rule"].to_numpy(),
            "surface": surfaces,
            "clitics": [clitics for clitics, _ in glued],
            "match": [match for _, match in glued],
            "start": head["start"].to_numpy(),
            "end": last,
            **{name: head[name].to_numpy() for name in ("paragraph", "sentence", "token", "word")},
        },
        columns=list(COLUMNS),
    )
