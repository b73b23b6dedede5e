"""From documents to a part: paragraphs of many documents share the engine's batches."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from analysis.parsing.engine import Engine, Word, load_engine
from analysis.parsing.model import ModelInfo
from analysis.parsing.paragraphs import SourceParagraph, split_paragraphs
from analysis.parsing.parts import Paragraph, Part, build_part

BATCH_CHARACTERS = 40_000  # bounds memory

Item = TypeVar("Item")


def parser(model: ModelInfo) -> Callable[[dict[str, str]], Part]:
    """Load the model and give the function that parses a group of texts here, with one thread."""
    engine = load_engine(model)

    def parse(texts: dict[str, str]) -> Part:
        with one_thread():
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
    for batch in by_size(sources, [len(paragraph.text) for _, paragraph in sources], BATCH_CHARACTERS):
        parsed = parse_paragraphs([paragraph for _, paragraph in batch], engine)
        for (key, paragraph), sentences in zip(batch, parsed, strict=True):
            finished[key].append(Paragraph(paragraph.number, sentences))
    return build_part(finished)


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
            moved += [
                replace(
                    word,
                    start=start,
                    end=end,
                    form=paragraph.form(word.form, *span),
                    lemma=paragraph.form(word.lemma, *span),
                )
                for word in members
            ]
        result.append(moved)
    return result


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
