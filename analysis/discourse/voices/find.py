"""Voices: who is given the word, for what, and how directly.

The rules are data (`voices.toml`, patterns for spaCy's Matcher; `cues.toml`, the vocabulary of saying); what patterns
cannot do (pairing quotation marks, finding where a report ends, carrying a speaker on to the next verb) is code, a
step a module: `complements` where the thing said begins, `contents` where it ends, `speakers` who says it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.arabic.orthography import key
from analysis.discourse.document_names import (
    body_meant,
    holder_meant,
    holds_another,
    is_definite_office,
    may_hold,
    offices_of,
)
from analysis.discourse.full_names import in_full, persons_named
from analysis.discourse.gazetteer import default_gazetteer
from analysis.discourse.identity import Identity, identify
from analysis.discourse.kept import kept_rows
from analysis.discourse.naming import Named, merge_speakers
from analysis.discourse.parsed import NEEDED, Reading, read
from analysis.discourse.patterns import PatternBook
from analysis.discourse.phrases import COMPLEMENTISERS
from analysis.discourse.rules import Rule, misdivided, read_rules, spellings_of
from analysis.discourse.voices.attribution import Attribution, attributions
from analysis.discourse.voices.cues import CueBook, default_cues
from analysis.discourse.voices.speakers import is_first_person
from analysis.discourse.voices.turns import Turn, find_turns, identity_of

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
        speaker_name without titles, one for all mentions in a document; speaker_kind "person", "institution", "group",
        "text" or "unnamed"; speaker_rule how it
        was found; inferred : true where the cue's own subject is elided and an earlier speaker was carried on.
    content, content_start, content_end, content_words : what is said, without quotation marks; words by white space.
    type : "direct", "indirect" or "mixed".

    Examples
    --------
    >>> voices = find_voices(report)
    >>> voices[["cue", "speaker_name", "type"]].head(2)
         cue                          speaker_name      type
    0    قال                             عاصم منير  indirect
    1  وذكرت  إدارة العلاقات العامة للقوات المسلحة  indirect
    """
    book = cues or default_cues()
    rows = kept_rows("voices", annotations, NEEDED, lambda piece: _voices_in(piece, book), keep=book is default_cues())
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


def _voices_in(annotations: AnnotationSource, book: CueBook) -> Iterator[dict[str, object]]:
    patterns, orators = _patterns(book), _orators(annotations)
    spellings = _default_spellings() if book is default_cues() else _spellings(book)
    for reading in read(annotations):
        rows = _with_merged_names(reading, list(_rows(reading, patterns, spellings, book)))
        yield from _in_speech(reading, rows, orators.get(reading.doc_id))


def _patterns(book: CueBook) -> PatternBook:
    """Compile the rules with a vocabulary; those of Khitab's own vocabulary are kept."""
    return _default_patterns() if book is default_cues() else PatternBook(voice_rules(), cue_lists(book))


def _spellings(book: CueBook) -> Mapping[str, Rule]:
    """Whole surface tokens of a vocabulary, by the rule that each stands for."""
    lists = cue_lists(book)
    return spellings_of(voice_rules(), {name: lists[name] for name in WHOLE_TOKENS})


@cache
def _default_spellings() -> Mapping[str, Rule]:
    return _spellings(default_cues())


@cache
def _default_patterns() -> PatternBook:
    return PatternBook(voice_rules(), cue_lists(default_cues()))


def cue_lists(book: CueBook) -> Mapping[str, list[str]]:
    """The spellings that the lists named in `voices.toml` stand for."""
    return {
        "verbs": sorted(book.verbs),
        # A dual (علما) is an adverb more often than a verb that the tagger missed.
        "past_verbs": sorted(
            form for form in book.past_verbs if not form.endswith("ا") or form.endswith(("وا", "نا")) or len(form) < 4
        ),
        "plain_verbs": sorted(
            form for form in book.past_verbs if form in book.verbs and not book.verbs[form].ambiguous
        ),
        "participles": sorted(book.participles),
        "feminine_participles": sorted(book.feminine_participles),
        "nouns": sorted(book.nouns),
        "sources": sorted(book.sources),
        "complementisers": sorted(COMPLEMENTISERS),
    }


def _rows(
    reading: Reading, patterns: PatternBook, spellings: Mapping[str, Rule], book: CueBook
) -> Iterator[dict[str, object]]:
    candidates = patterns.match(reading)
    candidates |= misdivided(reading, spellings, candidates)
    found = attributions(reading, dict(sorted(candidates.items())), book)
    cues = sorted(one.cue for one in found)
    turns = find_turns(reading, lambda first, last: bisect_left(cues, first) < bisect_left(cues, last))
    rows = [(one.cue, _row(reading, one)) for one in found] + [(turn.place, _turn_row(reading, turn)) for turn in turns]
    yield from (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _with_merged_names(reading: Reading, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give the speakers of one document one name each: منير after عاصم منير, ISPR after its full name.

    Who speaks may be named in full only where he does not: `persons_named`, `meant`.
    """
    persons = persons_named(reading)
    named = [(row, identity) for row in rows if isinstance(identity := row.pop("identity", None), Identity)]
    printed = _printed_names([identity.name for _, identity in named])
    speakers = [
        Named(name, identity.kind, identity.titles, int(str(row["paragraph"])), identity.named)
        for (row, identity), name in zip(named, printed, strict=True)
    ]
    for (row, identity), (name, kind) in zip(named, merge_speakers(speakers), strict=True):
        full = in_full(name, persons) if identity.named and kind == "person" else name
        if full == identity.name and not identity.named:
            full = _meant(reading, full, kind, int(str(row["word"]))) or full
        row["speaker_name"], row["speaker_kind"] = full, kind
    for row, identity in named:
        if row["speaker_name"] == identity.name and is_definite_office(identity):
            row["speaker_name"] = _only_person(reading, named, row["paragraph"], identity.name) or identity.name
    return rows


def _only_person(
    reading: Reading, named: Sequence[tuple[dict[str, object], Identity]], paragraph: object, office: str
) -> str | None:
    """The one person who speaks by name in a paragraph: … الزهري …. وقال المتحدث باسم الخارجية الأمريكية.

    Not one whom the document gives another office: beside الرئيس الزهري, المتحدث is somebody else.
    """
    names = {str(row["speaker_name"]) for row, one in named if row["paragraph"] == paragraph and one.named}
    names = {name for name in names if not holds_another(reading, name, office)}
    if len(names) != 1:
        return None
    (name,) = names
    held = {title for row, one in named if row["speaker_name"] == name and one.named for title in one.titles}
    held |= offices_of(reading, name)
    return name if may_hold(office, held) else None


def _meant(reading: Reading, name: str, kind: str, place: int) -> str | None:
    """Whom a speaker who is only called by a noun or an office is, if the document says so where he does not speak."""
    if kind == "institution":
        return body_meant(reading, name, place)
    return holder_meant(reading, name, place) if kind == "person" else None


def _printed_names(names: list[str]) -> list[str]:
    """Names as printed; where one body or country has several in a document, the longest of them for all."""
    known = default_gazetteer().phrases
    entities = [known.get(tuple(key(word) for word in name.split())) for name in names]
    fullest: dict[str, str] = {}
    for name, found in zip(names, entities, strict=True):
        if found and found[1] == "name":
            fullest[found[0].name] = max(fullest.get(found[0].name, ""), name, key=len)
    return [
        fullest[found[0].name] if found and found[1] == "name" else name
        for name, found in zip(names, entities, strict=True)
    ]


def _orators(annotations: AnnotationSource) -> dict[str, str]:
    """Who holds the speech that a document is, by the metadata column `speaker`."""
    documents = annotations.documents
    if "speaker" not in documents.columns:
        return {}
    named = documents[documents["speaker"].map(lambda name: isinstance(name, str) and bool(name.strip()))]
    return {str(doc_id): str(name).strip() for doc_id, name in zip(named["doc_id"], named["speaker"], strict=True)}


def _in_speech(reading: Reading, rows: list[dict[str, object]], orator: str | None) -> list[dict[str, object]]:
    """In a speech the orator speaks unless somebody is quoted, and says what is said in the first person."""
    own = [bool(row.pop("first_person", False)) for row in rows]
    if orator is None:
        return rows
    for row, first_person in zip(rows, own, strict=True):
        if first_person and "speaker" not in row:
            row |= {"speaker_name": orator, "speaker_kind": "person", "speaker_rule": "orator", "inferred": True}
    content = reading.text.strip()
    start = reading.text.index(content)
    speech: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": 0, "sentence": 0, "word": 0, "cue_class": "say", "rule": "speech",
        "speaker_name": orator, "speaker_kind": "person", "speaker_rule": "metadata", "inferred": False,
        "content": content, "content_start": start, "content_end": start + len(content),
        "content_words": len(content.split()), "type": "direct",
    }  # fmt: skip
    return [speech, *rows]


def _turn_row(reading: Reading, turn: Turn) -> dict[str, object]:
    first, last = turn.content
    content = reading.text[first:last]
    row: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": turn.paragraph, "sentence": reading.sentences[turn.place],
        "word": turn.place, "cue_class": "say", "rule": turn.rule, "inferred": False, "type": "direct",
        "content": content, "content_start": first, "content_end": last, "content_words": len(content.split()),
    }  # fmt: skip
    if turn.speaker and turn.head is not None:
        start, end = turn.speaker
        row |= {
            "speaker": reading.text[start:end], "speaker_start": start, "speaker_end": end,
            "speaker_head": reading.forms[turn.head], "identity": identity_of(reading, turn), "speaker_rule": "colon",
        }  # fmt: skip
    return row


def _row(reading: Reading, found: Attribution) -> dict[str, object]:
    cue = found.cue
    start, end = reading.starts[cue], reading.ends[cue]
    row: dict[str, object] = {
        "doc_id": reading.doc_id, "paragraph": reading.paragraphs[cue], "sentence": reading.sentences[cue], "word": cue,
        "cue": reading.text[start:end], "cue_start": start, "cue_end": end,
        "cue_lemma": found.entry.lemma, "cue_class": found.entry.cue_class, "rule": found.rule,
        "inferred": False, "type": found.type, "first_person": is_first_person(reading, cue),
    }  # fmt: skip
    if found.speaker:
        speaker = found.speaker
        phrase = reading.text[speaker.start : speaker.end]
        row |= {
            "speaker": phrase, "speaker_start": speaker.start, "speaker_end": speaker.end,
            "speaker_head": reading.forms[speaker.head],
            "identity": identify(reading, speaker.head, speaker.start, speaker.end, speaker.gender),
            "speaker_rule": speaker.rule, "inferred": speaker.inferred,
        }  # fmt: skip
    if found.content:
        first, last = found.content
        content = reading.text[first:last]
        row |= {"content": content, "content_start": first, "content_end": last, "content_words": len(content.split())}
    return row
