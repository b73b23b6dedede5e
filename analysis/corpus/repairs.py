"""Repairs: what is broken in a text, how often, and the named step that mends it and keeps the way back.

Nothing is mended unless it is asked for. A repaired document's text is the repaired one, which all offsets count;
`repair_text` gives for each of its characters the place in the text as read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.corpus.letters import (
    count_backwards,
    count_controls,
    count_lost,
    count_shapes,
    count_spaced,
    count_swapped,
    mend_backwards,
    mend_controls,
    mend_shapes,
    mend_spaced,
    mend_swapped,
)
from analysis.corpus.line_wraps import count_wraps, mend_wraps
from analysis.corpus.markup import count_markup, mend_markup
from analysis.corpus.mended import Mended, as_read
from analysis.corpus.mojibake import count_mojibake, mend_mojibake
from analysis.corpus.other_files import (
    count_articles,
    count_cut,
    count_foreign_lines,
    count_no_article,
    count_page_marks,
)
from analysis.errors import KhitabError


@dataclass(frozen=True)
class Repair:
    """One kind of damage: what it is called in notes, and how it is counted and mended."""

    what: str
    count: Callable[[str], int]
    mend: Callable[[str], Mended]
    harmless: bool = False
    """Read rightly as it is: told by `check_corpus`, but no note."""
    lost: str = ""
    """What to do where nothing in the text can mend it."""


REPAIRS = {
    "controls": Repair("NUL and other control characters", count_controls, mend_controls),
    "mojibake": Repair("letters read in a wrong encoding (mojibake)", count_mojibake, mend_mojibake),
    "markup": Repair("tags, entities or marks of HTML and Markdown", count_markup, mend_markup),
    "visual-order": Repair("words written from left to right", count_backwards, mend_backwards),
    "shapes": Repair("letters in presentation forms", count_shapes, mend_shapes, harmless=True),
    "pdf-letters": Repair("lam-alefs with their letters swapped, as from a PDF", count_swapped, mend_swapped),
    "spaced-letters": Repair("words with a space after each letter", count_spaced, mend_spaced),
    "lines": Repair("lines broken at a width", count_wraps, mend_wraps),
    "lost-letters": Repair(
        "marks in the place of letters that were lost before (\ufffd, ????)",
        count_lost,
        as_read,
        lost="nothing brings them back; take the texts anew from where they came",
    ),
    "many-articles": Repair(
        "marks that stand between articles, so several are counted as one document",
        count_articles,
        as_read,
        lost='articles="lines", or a pattern of what stands between them, makes a document of each',
    ),
    "cut-texts": Repair(
        "an end such as [+1234 chars] or اقرأ المزيد, so the rest of the text is missing",
        count_cut,
        as_read,
        lost="take the whole texts from their pages",
    ),
    "no-articles": Repair(
        "words of a page that shows no article, or its beginning alone (cookies, an error, a wall for subscribers)",
        count_no_article,
        as_read,
        lost="leave them out, or take the pages anew",
    ),
    "page-marks": Repair(
        "numbers of pages and running heads among their lines, which are counted as text",
        count_page_marks,
        as_read,
        lost="take them out where they are many; a paragraph that goes on over a page is two",
    ),
    "other-files": Repair(
        "lines of another kind of file (subtitles, a chat, a mail, front matter, a table, JSON), counted as text",
        count_foreign_lines,
        as_read,
        lost="save tables as .csv and JSON as .json, and of others the text alone",
    ),
}
"""In the order in which they are done."""


def check_steps(steps: Iterable[str], *, of_corpus: bool = False) -> tuple[str, ...]:
    """The steps in the order in which they are done; KhitabError for one that there is not.

    "all" are those that mend a text; "boilerplate", which needs the whole corpus, is named apart.
    """
    wanted, known = list(steps), (*REPAIRS, *(["boilerplate"] if of_corpus else []))
    if "all" in wanted:
        return tuple(REPAIRS)
    if unknown := [step for step in wanted if step not in known]:
        raise KhitabError(f"repair={unknown[0]!r} is unknown; use some of {', '.join(known)}, or all.")
    return tuple(step for step in known if step in wanted)


def repair_text(text: str, steps: Iterable[str]) -> Mended:
    """Mend a text.

    Parameters
    ----------
    text : as read.
    steps : names of repairs, as for `read_corpus`; "all" for all of them.

    Returns
    -------
    Mended: the text, and `offsets` by which a span of it leads back to the text as read.

    >>> mended = repair_text("عزز <b>الأمن</b> والتعاون", ["markup"])
    >>> mended.text
    'عزز الأمن والتعاون'
    >>> mended.source_span(4, 9)
    (7, 12)
    """
    mended = as_read(text)
    for step in check_steps(steps):
        mended = mended.then(REPAIRS[step].mend)
    return mended


def damage(text: str) -> dict[str, int]:
    """How often each kind of damage is found in a text, those alone that are found."""
    found = {name: repair.count(text) for name, repair in REPAIRS.items()}
    return {name: number for name, number in found.items() if number}
