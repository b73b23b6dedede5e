"""Voices: who is given the word, for what, and how directly.

The rules are data (`voices.toml`, patterns for spaCy's Matcher; `cues.toml`, the vocabulary of saying); what patterns
cannot do (pairing quotation marks, finding where a report ends, carrying a speaker on to the next verb) is code, a
step a module: `complements` where the thing said begins, `contents` where it ends, `speakers` who says it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key
from analysis.discourse.entities import merge_names
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.naming import speaker_name, voice_kind
from analysis.discourse.parsed import Reading, read_with_docs
from analysis.discourse.phrases import COMPLEMENTISERS
from analysis.discourse.rules import (
    Rule,
    anchors,
    build_matcher,
    misdivided,
    read_rules,
    spellings_of,
    vocabulary_with_keys,
)
from analysis.discourse.voices.attribution import Attribution, attributions
from analysis.discourse.voices.cues import CueBook, default_cues
from analysis.discourse.voices.speakers import Speaker

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

# Lists whose spellings are also looked for in whole surface tokens, in case the parser took one apart wrongly.
WHOLE_TOKENS = ("past_verbs", "participles", "feminine_participles")
RULES = Path(__file__).parent / "voices.toml"
COLUMNS = (
    "doc_id", "paragraph", "sentence", "word", "cue", "cue_start", "cue_end", "cue_lemma", "cue_class", "rule",
    "speaker", "speaker_start", "speaker_end", "speaker_head", "speaker_name", "speaker_kind", "speaker_rule",
    "inferred",
    "content", "content_start", "content_end", "content_words", "type",
)  # fmt: skip


@cache
def voice_rules() -> tuple[Rule, ...]:
    """The rules that say where a saying is, in order of precedence."""
    return read_rules(RULES)


def find_voices(annotations: AnnotationSource, cues: CueBook | None = None) -> pd.DataFrame:
    """Find the attributions: somebody said, wrote, announced, confirmed, warned, asked … something.

    Parameters
    ----------
    annotations : from `annotate`.
    cues : the vocabulary of saying, from `read_cues`; Khitab's own if not given.

    Returns
    -------
    One row per attribution, in the order of the texts:

    doc_id, paragraph, sentence, word : where the cue stands.
    cue, cue_start, cue_end : its surface token and span; cue_lemma, cue_class ("say", "announce", "stress", "claim",
        "deny", "warn", "ask", "agree", "praise", "blame", "feel"); rule : the rule that found it.
    speaker, speaker_start, speaker_end : the longest phrase naming who speaks, or missing; speaker_head its first word;
        speaker_name without titles, one for all mentions in a document; speaker_kind "person", "institution",
        "statement" or "unnamed"; speaker_rule how it
        was found; inferred : true where the cue's own subject is elided and an earlier speaker was carried on.
    content, content_start, content_end, content_words : what is said, without quotation marks; words by white space.
    type : "direct", "indirect" or "mixed".
    """
    book = cues or default_cues()
    vocab = vocabulary_with_keys()
    matcher = build_matcher(voice_rules(), cue_lists(book), vocab)
    spellings = spellings_of(voice_rules(), {name: cue_lists(book)[name] for name in WHOLE_TOKENS})
    rows = [
        row
        for reading, doc in read_with_docs(annotations, vocab)
        for row in _with_merged_names(list(_rows(reading, doc, matcher, spellings, book)))
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in (
        name
        for name in COLUMNS
        if name.endswith(("_start", "_end", "_words")) or name in ("paragraph", "sentence", "word")
    ):
        table[name] = table[name].astype("Int64")
    table["inferred"] = table["inferred"].astype(bool)
    table.attrs["provenance"] = dict(annotations.provenance)
    return table


def cue_lists(book: CueBook) -> Mapping[str, list[str]]:
    """The spellings that the lists named in `voices.toml` stand for."""
    return {
        "verbs": sorted(book.verbs),
        "past_verbs": sorted(book.past_verbs),
        "participles": sorted(book.participles),
        "feminine_participles": sorted(book.feminine_participles),
        "nouns": sorted(book.nouns),
        "sources": sorted(book.sources),
        "complementisers": sorted(COMPLEMENTISERS),
    }


def _rows(
    reading: Reading, doc: "Doc", matcher: "Matcher", spellings: Mapping[str, Rule], book: CueBook
) -> Iterator[dict[str, object]]:
    candidates = anchors(doc, voice_rules(), matcher)
    candidates |= misdivided(reading, spellings, candidates)
    for found in attributions(reading, dict(sorted(candidates.items())), book):
        yield _row(reading, found)


def _without_clitic(reading: Reading, speaker: Speaker) -> str:
    """A speaker phrase without the preposition glued to it: للمصادر → المصادر, لـISPR → ISPR."""
    glued = (
        speaker.head > 0
        and reading.upos[speaker.head - 1] == "ADP"
        and reading.starts[speaker.head - 1] >= speaker.start
    )
    first = reading.forms[speaker.head] if glued else reading.text[speaker.start : reading.ends[speaker.head]]
    return first + reading.text[reading.ends[speaker.head] : speaker.end]


def _name_at_end(reading: Reading, speaker: Speaker) -> str:
    """The words at a speaker phrase's end that the tagger takes for a name."""
    last = speaker.head
    while last < len(reading) and reading.ends[last] <= speaker.end:
        last += 1
    first = last
    while first > speaker.head and reading.upos[first - 1] in ("X", "PROPN"):
        first -= 1
    return reading.text[reading.starts[first] : reading.ends[last - 1]] if first < last else ""


def _with_merged_names(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give the speakers of one document one name each: منير after عاصم منير, ISPR after its full name."""
    known = default_gazetteer().phrases
    named = [row for row in rows if row.get("speaker_name")]
    names = [str(row["speaker_name"]) for row in named]
    aliases = [known.get(tuple(key(word) for word in name.split())) for name in names]
    names = [
        alias[0].name if alias and alias[1] == "name" else name for name, alias in zip(names, aliases, strict=True)
    ]
    for row, name in zip(named, merge_names(names), strict=True):
        row["speaker_name"] = name
    return rows


def _row(reading: Reading, found: Attribution) -> dict[str, object]:
    cue = found.cue
    start, end = reading.starts[cue], reading.ends[cue]
    row: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[cue], "sentence": reading.sentences[cue], "word": cue,
        "cue": reading.text[start:end], "cue_start": start, "cue_end": end,
        "cue_lemma": found.entry.lemma, "cue_class": found.entry.cue_class, "rule": found.rule,
        "inferred": False, "type": found.type,
    }  # fmt: skip
    if found.speaker:
        speaker = found.speaker
        phrase = reading.text[speaker.start : speaker.end]
        named = _without_clitic(reading, speaker)
        row |= {
            "speaker": phrase, "speaker_start": speaker.start, "speaker_end": speaker.end,
            "speaker_head": reading.forms[speaker.head],
            "speaker_name": speaker_name(named, _name_at_end(reading, speaker)),
            "speaker_kind": voice_kind(named), "speaker_rule": speaker.rule, "inferred": speaker.inferred,
        }  # fmt: skip
    if found.content:
        first, last = found.content
        content = reading.text[first:last]
        row |= {"content": content, "content_start": first, "content_end": last, "content_words": len(content.split())}
    return row
