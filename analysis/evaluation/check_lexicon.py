"""A lexicon run against itself: each term on its own examples, parsed as any text is.

A term's examples are those that its entry gives (`examples`, `not_examples`), and some that are made from its words.
What is made tries only whether the words can be found at all: conditions and parts of speech are left out for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.frames.find import find_excluded, find_frames
from analysis.lexicon import Frame, Lexicon, Term, read_lexicon
from analysis.lexicon.faults import Fault, faults_in_writing

COLUMNS = ("frame", "tier", "term", "kind", "detail")

# What a made example stands in: alone, as a noun in a sentence, and as a verb in one.
_CARRIERS = ("{}", "ذكر التقرير {} أمس .", "وقد {} الرجل أمس .", "الكتاب {} مفيد .")
_MADE_FROM_LEMMAS = ("{}", "ال{}", "و{}", "{}ة", "ي{}")


@dataclass(frozen=True)
class _Example:
    """A text, and the number of the term that must be found in it, or must not."""

    term: int
    text: str
    found: bool
    made: bool


def check_lexicon(
    lexicon: Lexicon | str | Path, *, model: str | Path = "bundled", cache: Path | str | bool | None = None
) -> pd.DataFrame:
    """Run a lexicon against itself.

    Parameters
    ----------
    lexicon : a lexicon, or the path of its file.
    model, cache : as for `annotate`, which parses the examples.

    Returns
    -------
    One row per finding, in the order of the file, none where all is well: frame, tier, term; kind, "fault" for what
    cannot be meant and "warning" for what may be; detail, what is wrong and how to mend it. Findings are: a term that
    can never be found; one whose example it is not found in, or whose `not_examples` it is found in; a term in two
    tiers; one that another term of its frame always takes the place of; Latin letters; a lemma with the article.

    Raises
    ------
    KhitabError : the file cannot be read as a lexicon; the message names the place, the fault and the mend.

    Examples
    --------
    >>> check_lexicon("my-frames.toml")  # doctest: +SKIP
    """
    if not isinstance(lexicon, Lexicon):
        lexicon = read_lexicon(lexicon)
    terms = [(frame, term) for frame, term in lexicon.terms()]
    examples = list(_examples(terms))
    texts = list(dict.fromkeys(example.text for example in examples))
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(texts))
    faults = faults_in_writing(lexicon)
    if documents:
        annotations = annotate(
            Corpus("examples", documents), model, cache=None if cache is True else cache, progress=False
        )
        place = {text: str(number) for number, text in enumerate(texts)}
        alone = find_frames(annotations, _each_alone(terms))
        found = set(zip(alone["doc_id"].astype(str), alone["frame"].astype(str), strict=True))
        faults += _never_found(terms, examples, place, found)
        both = [find_frames(annotations, lexicon), find_excluded(annotations, lexicon)]
        faults += _overruled(terms, examples, place, found, pd.concat(both, ignore_index=True))
    order = {(frame.id, str(term.tier), term.text): number for number, (frame, term) in enumerate(terms)}
    faults.sort(key=lambda fault: order[fault.frame, fault.tier, fault.term])
    return pd.DataFrame([vars(fault) for fault in faults], columns=list(COLUMNS)).astype("str")


def _examples(terms: list[tuple[Frame, Term]]) -> Iterator[_Example]:
    for number, (_, term) in enumerate(terms):
        for text in term.examples:
            yield _Example(number, text, found=True, made=False)
        for text in term.not_examples:
            yield _Example(number, text, found=False, made=False)
        for text in _made(term):
            for carrier in _CARRIERS[: None if term.stems else 2]:
                yield _Example(number, carrier.format(text), found=True, made=True)


def _made(term: Term) -> list[str]:
    """Texts made from a term's own words: each alternative of a phrase once, a lemma with and without article."""
    if term.stems:
        word = term.text.removeprefix("ال") if term.article else term.text
        shapes = ("{}", "ي{}", "{}ت") if term.inflection == "verb" else _MADE_FROM_LEMMAS[:3]
        return [shape.format(word) for shape in shapes]
    if term.pattern is not None:
        return []
    choices = [word.rstrip("?").replace("=", "").split("|") for word in term.text.split()]
    return [" ".join(words[min(turn, len(words) - 1)] for words in choices) for turn in range(max(map(len, choices)))]


def _each_alone(terms: list[tuple[Frame, Term]]) -> Lexicon:
    """A lexicon in which each term is a frame of its own, as written (`n_…`) and without conditions (`m_…`)."""
    frames = []
    for number, (_, term) in enumerate(terms):
        core = replace(term, tier="core")
        free = replace(
            core, pos=(), requires=(), forbids=(), keeps=(), next=None, unless_next=None, near=None,
            inflection="noun" if term.inflection == "none" else term.inflection,
        )  # fmt: skip
        frames.append(Frame(f"n_{number}", "", "", "#000000", (core,)))
        frames.append(Frame(f"m_{number}", "", "", "#000000", (free,)))
    return Lexicon("each alone", tuple(frames))


def _never_found(
    terms: list[tuple[Frame, Term]], examples: list[_Example], place: Mapping[str, str], found: set[tuple[str, str]]
) -> Iterator[Fault]:
    """Terms that can never be found, and examples that say otherwise than the term does."""
    alive = {
        example.term for example in examples if example.found and (place[example.text], f"m_{example.term}") in found
    }
    for number, (frame, term) in enumerate(terms):
        given = [example for example in examples if example.term == number and not example.made]
        if number not in alive and term.pattern is None:
            detail = "can never be found: no text made of its words has it; look how its words are written and parted."
            yield Fault(frame.id, term.tier, term.text, "fault", detail)
        for example in given:
            if ((place[example.text], f"n_{number}") in found) != example.found:
                but = "is not found in its example" if example.found else "is found in what must not be one"
                yield Fault(frame.id, term.tier, term.text, "fault", f"{but}: {example.text}")


def _overruled(
    terms: list[tuple[Frame, Term]], examples: list[_Example], place: Mapping[str, str], alone: set[tuple[str, str]],
    hits: pd.DataFrame,
) -> Iterator[Fault]:  # fmt: skip
    """Terms that are found alone, but whose place another term of the frame takes in each of their examples."""
    winners: dict[tuple[str, str], set[tuple[str, str]]] = {}
    columns = [hits[name].astype(str).tolist() for name in ("doc_id", "frame", "tier", "term")]
    for doc_id, in_frame, tier, text in zip(*columns, strict=True):
        winners.setdefault((doc_id, in_frame), set()).add((tier, text))
    for number, (frame, term) in enumerate(terms):
        own = [
            place[example.text] for example in examples
            if example.term == number and example.found and (place[example.text], f"n_{number}") in alone
        ]  # fmt: skip
        won = [winners.get((doc_id, frame.id), set()) for doc_id in own]
        # A noun and an adjective of one spelling (أمن, آمن) are two terms, of which either may be what is hit.
        twins = {
            (one.tier, one.text) for one in frame.terms if one.tier == term.tier and set(one.stems) & set(term.stems)
        }
        counts = any((term.tier, term.text) in some or some & twins for some in won)
        if own and not counts and all(won):
            others = sorted({text for some in won for _, text in some})
            detail = f"never counts: {others[0]!r} takes its place in all its examples; delete one of the two."
            yield Fault(frame.id, term.tier, term.text, "warning", detail)
