"""The baseline that the rules must beat: quotation marks, a list of verbs of saying, the next noun phrase.

It reads words and tags, but neither dependencies nor participles, nouns of saying, sources or earlier speakers.
"""

from collections.abc import Iterator

import pandas as pd

from analysis.annotation.source import AnnotationSource
from analysis.discourse.parsed import Reading, read
from analysis.discourse.phrases import COMPLEMENTISERS
from analysis.discourse.voices.cues import CueBook, default_cues
from analysis.discourse.voices.quotes import Quote, find_quotes

COLUMNS = ("doc_id", "cue_start", "cue_end", "speaker_start", "speaker_end", "content_start", "content_end", "type")


def baseline_voices(annotations: AnnotationSource, cues: CueBook | None = None) -> pd.DataFrame:
    """Find attributions the simple way.

    A cue is any token spelled as a verb of saying. Its speaker is the nearest following run of nominal words; its
    content the next quotation of the paragraph that begins within the sentence, else the sentence's rest after أن.

    Returns one row per attribution with the spans of `find_voices` and its type.
    """
    book = cues or default_cues()
    rows = [row for reading in read(annotations) for row in _rows(reading, book)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(reading: Reading, book: CueBook) -> Iterator[tuple[object, ...]]:
    quotes = [quote for quote in find_quotes(reading.text) if quote.depth == 0]
    for position, word in enumerate(reading.keys):
        if word in book.verbs:
            content, how = _content(reading, position, quotes)
            speaker = _speaker(reading, position)
            yield (
                reading.doc_id, reading.starts[position], reading.ends[position],
                *(speaker or (None, None)), *(content or (None, None)), how,
            )  # fmt: skip


def _speaker(reading: Reading, cue: int) -> tuple[int, int] | None:
    stop = reading.stops[cue]
    first = next((i for i in range(reading.next_token(cue), stop) if reading.is_nominal(i)), None)
    if first is None:
        return None
    last = first
    while last < stop and reading.is_nominal(last):
        last += 1
    return reading.span(first, last)


def _content(reading: Reading, cue: int, quotes: list[Quote]) -> tuple[tuple[int, int] | None, str]:
    stop = min(reading.stops[cue], len(reading) - 1)
    for quote in quotes:
        if reading.ends[cue] <= quote.start <= reading.ends[stop]:
            return (quote.inner_start, quote.inner_end), "direct"
    for position in range(cue + 1, stop):
        if reading.keys[position] in COMPLEMENTISERS:
            first = reading.next_token(position)
            return (reading.span(first, stop) if first < stop else None), "indirect"
    return None, "indirect"
