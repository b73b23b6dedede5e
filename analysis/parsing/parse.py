"""From documents to a part: paragraphs of many documents share the engine's batches.

A paragraph that the models cannot parse has no words, and its document a note; it stops none of the others.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import TypeVar

from analysis.errors import KhitabError
from analysis.memory import is_memory, told_as_memory
from analysis.parsing.engine import Engine, Word, load_engine
from analysis.parsing.model import ModelInfo
from analysis.parsing.paragraphs import SourceParagraph, split_paragraphs
from analysis.parsing.parts import Paragraph, Part, build_part
from analysis.parsing.sentences import MAX_WORDS, STRONG
from analysis.parsing.settled import per_cent

BATCH_CHARACTERS = 40_000  # bounds memory
UNPARSED, CUT = "unparsed", "cut"  # notes on documents: paragraphs without words, sentences cut for their length

Item = TypeVar("Item")


def parser(model: ModelInfo) -> Callable[[dict[str, str]], Part]:
    """Load the model and give the function that parses a group of texts here, with one thread."""
    with told_as_memory():
        engine = load_engine(model)

    def parse(texts: dict[str, str]) -> Part:
        with told_as_memory(), one_thread():
            return parse_part(texts, engine)

    return parse


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch compute with one thread."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def parse_part(texts: dict[str, str], engine: Engine) -> Part:
    """Parse documents, batching the paragraphs of all of them."""
    sources = [(key, paragraph) for key, text in texts.items() for paragraph in split_paragraphs(text)]
    finished: dict[str, list[Paragraph]] = {key: [] for key in texts}
    notes: dict[str, Counter[str]] = {}
    for batch in by_size(sources, [len(paragraph.text) for _, paragraph in sources], BATCH_CHARACTERS):
        parsed = _as_far_as_possible([paragraph for _, paragraph in batch], engine)
        for (key, paragraph), sentences in zip(batch, parsed, strict=True):
            if sentences is None:
                notes.setdefault(key, Counter())[UNPARSED] += 1
                continue
            finished[key].append(Paragraph(paragraph.number, sentences))
            if cut := _cuts(sentences):
                notes.setdefault(key, Counter())[CUT] += cut
    return build_part(finished, notes)


def _as_far_as_possible(paragraphs: Sequence[SourceParagraph], engine: Engine) -> list[list[list[Word]] | None]:
    """Parse paragraphs; None for one that no model can parse."""
    try:
        return list(parse_paragraphs(paragraphs, engine))
    except (KhitabError, MemoryError):
        raise
    except Exception as error:  # whatever it is, it is the paragraph's, unless memory lacks
        if is_memory(error):
            raise
        if len(paragraphs) == 1:
            return [None]
    half = len(paragraphs) // 2
    return [*_as_far_as_possible(paragraphs[:half], engine), *_as_far_as_possible(paragraphs[half:], engine)]


def _cuts(sentences: Sequence[Sequence[Word]]) -> int:
    """How many sentences of a paragraph end where `split_long` cut them."""
    return sum(len(words) > MAX_WORDS // 2 and words[-1].form not in STRONG for words in sentences[:-1])


def parse_paragraphs(paragraphs: Sequence[SourceParagraph], engine: Engine) -> list[list[list[Word]]]:
    """Parse paragraphs as the parser is shown them; forms and spans are those of the source."""
    parsed = engine.parse([paragraph.text for paragraph in paragraphs])
    return [_in_source(sentences, paragraph) for paragraph, sentences in zip(paragraphs, parsed, strict=True)]


def _in_source(sentences: Sequence[Sequence[Word]], paragraph: SourceParagraph) -> list[list[Word]]:
    result = []
    for words in sentences:
        moved = []
        for _, token in groupby(words, key=lambda word: word.token):
            members = list(token)
            span = members[0].start, members[0].end
            start, end = paragraph.source_span(*span)
            for word, own in zip(members, _own_spans(members, paragraph.text), strict=True):
                form, lemma = (paragraph.form(spelt, *own) for spelt in (word.form, word.lemma))
                moved.append(replace(word, start=start, end=end, form=form, lemma=lemma))
        result.append(moved)
    return result


def _own_spans(members: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Where each word of a token stands: the parts of a percentage each in its place, others all over the token."""
    start, end = members[0].start, members[0].end
    if len(members) == 1 or per_cent(text[start:end]) is None:
        return [(start, end)] * len(members)
    ends = list(accumulate((len(word.form) for word in members), initial=start))
    return list(pairwise(ends))


def by_size(items: Sequence[Item], sizes: Sequence[int], limit: int) -> Iterator[list[Item]]:
    """Group items in order, each group as large as `limit` allows but never empty."""
    group: list[Item] = []
    total = 0
    for item, size in zip(items, sizes, strict=True):
        if group and total + size > limit:
            yield group
            group, total = [], 0
        group.append(item)
        total += size
    if group:
        yield group
