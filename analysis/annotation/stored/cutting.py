"""Where a stored corpus is cut into parts: mostly at the same documents, when others come or go."""

from collections.abc import Iterable, Iterator

from analysis.annotation.cache import text_hash
from analysis.corpus import Corpus, Document

# A part ends at a document once it has SHORTEST characters, with a chance that makes it SPREAD longer on average: about
# 300,000 words.
SHORTEST, SPREAD, LONGEST = 1_000_000, 500_000, 2_500_000


def cut(corpora: Iterable[Corpus]) -> Iterator[list[Document]]:
    """Cut a corpus into parts of consecutive documents.

    A document ends a part by chance, and the dice are the hash of its text.
    """
    part: list[Document] = []
    size = 0
    for corpus in corpora:
        for document in corpus.documents:
            part.append(document)
            size += len(document.text)
            dice = int(text_hash(document.text)[:8], 16) / 2**32
            if size >= LONGEST or (size >= SHORTEST and dice < len(document.text) / SPREAD):
                yield part
                part, size = [], 0
    if part:
        yield part
