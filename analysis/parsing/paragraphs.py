"""Paragraphs of a source text, spelt as the parser expects, with the way back to the source.

Stanza's Arabic models learnt from newswire of the early 2000s: they know straight quotes and guillemets, plain
hyphens, commas and European digits. What they never saw they take for a noun, or glue it to the word before it, as
they do with every other Arabic semicolon. So the parser is shown the characters it knows; each stands for exactly one
character, and the words get their own characters back afterwards.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.arabic.habitual_spelling import with_habits_undone
from analysis.arabic.orthography import INVISIBLE, TATWEEL, Normalized, dash_places, normalize, with_hyphens
from analysis.parsing.unread import with_spaces_for_unread

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A clitic set off by tatweel from what is no Arabic word (لـISPR, بـ«الشرق», الـ15): the tatweel marks the cut.
CLITIC_TATWEEL = re.compile(
    r"(?<![\w\u064b-\u0652])([وف]?(?:[بكل]|ال|بال|كال|لل))\u0640(?=[^\w\s\u0610-\u061a\u064b-\u065f\u0670]|[A-Za-z0-9٠-٩۰-۹])"
)
LONG_DASH = re.compile(TATWEEL + "{2,}")  # which models do not know, as they do the short one
KNOWN_TO_MODELS = str.maketrans(
    {
        **dict.fromkeys("“”„‟‘’‚‛″", '"'),
        **dict(zip("‹›", "«»", strict=True)),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True)),
        **dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
        **dict(zip("٪٫٬", "%.,", strict=True)),
        **dict(zip("؛[]{}", "،()()", strict=True)),
        **dict.fromkeys("•·", "-"),
    }
)


@dataclass(frozen=True)
class SourceParagraph:
    """A non-blank line of a document.

    `number` counts such lines from 0, `start` is the line's place in the document, `text` is what the parser reads:
    `normalized.text` character by character, with the characters that models know.
    """

    number: int
    start: int
    line: str
    normalized: Normalized
    text: str

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `text` into the span of the document's source that it was made from.

        The source span takes in the marks inside and right after the token, and leaves out the spaces and
        invisible characters around it.
        """
        first, last = self.normalized.source_span(start, end)
        last = max(last, int(self.normalized.offsets[end - 1]) + 1)  # the end may fall inside an unfolded ligature
        while last > first + 1 and _is_margin(self.line[last - 1]):
            last -= 1
        return self.start + first, self.start + last

    def form(self, form: str, start: int, end: int) -> str:
        """Give a word its own characters back, if it makes up all of its token."""
        own = self.normalized.text[start:end]
        return form if form != self.text[start:end] else own


def _is_margin(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc") or bool(INVISIBLE.match(character))


def split_paragraphs(text: str) -> Iterator[SourceParagraph]:
    """Yield a document's paragraphs: the lines that hold anything to read, numbered from 0."""
    number = 0
    for match in LINE.finditer(text):
        normalized = _normalized(match[0])
        if normalized.text.strip():
            shown = LONG_DASH.sub(lambda run: "-" * len(run[0]), normalized.text.translate(KNOWN_TO_MODELS))
            yield SourceParagraph(number, match.start(), match[0], normalized, with_habits_undone(shown))
            number += 1


def _normalized(line: str) -> Normalized:
    # One space for one tatweel, control character or mark that is no word's: positions stay as they are.
    spaced = CLITIC_TATWEEL.sub(r"\1 ", with_spaces_for_unread(CONTROL.sub(" ", line)))
    dashes = set(dash_places(spaced))
    normalized = normalize(with_hyphens(spaced, dashes))
    if not dashes:
        return normalized
    own = zip(normalized.text, normalized.offsets.tolist(), strict=False)
    return replace(normalized, text="".join(TATWEEL if place in dashes else char for char, place in own))
