"""`annotate`: what is in the cache is read, what is not is parsed, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeVar

from analysis.annotation.engine import Engine, Word, load_engine
from analysis.annotation.model import ModelInfo, find_model
from analysis.annotation.paragraphs import SourceParagraph, split_paragraphs
from analysis.annotation.parts import Paragraph, Part, build_part
from analysis.annotation.progress import Progress
from analysis.annotation.store import Store, open_store, parts_holding, text_hash
from analysis.annotation.table import Annotations, join_parts
from analysis.corpus import Corpus

# A part is what an interruption can lose, about a minute's work; a batch bounds memory.
PART_CHARACTERS = 200_000
BATCH_CHARACTERS = 40_000

Item = TypeVar("Item")


def annotate(
    corpus: Corpus,
    model: str | Path = "bundled",
    *,
    cache: Path | str | Literal[False] | None = None,
    progress: bool = True,
) -> Annotations:
    """Annotate a corpus: tokens, syntactic words, lemmas, parts of speech, features, dependencies.

    Parameters
    ----------
    corpus : from `read_corpus`.
    model : "bundled" (offline, the default), "official" (Stanza's own, downloaded once), or a folder in Stanza's
        layout.
    cache : folder of finished annotations; by default $KHITAB_CACHE or the user's cache folder. Only documents
        whose text is not there yet are parsed, and what is finished stays if the run is interrupted. False: none.
    progress : show a bar with documents and words a second.

    Returns
    -------
    Annotations. A paragraph is a non-blank line, and no sentence crosses its end; sentences of more than 1,000 words
    are cut (see `analysis.annotation.sentences`). `start` and `end` slice the source text.

    Raises KhitabError if a file of the model is missing or damaged, or the cache cannot be written.
    """
    info = find_model(model)
    keys = [text_hash(document.text) for document in corpus.documents]
    store = None if cache is False else open_store(cache, info)
    parts = [] if store is None else parts_holding(store, set(keys))
    known = {key for part in parts for key in part.rows}
    texts = {key: document.text for key, document in zip(keys, corpus.documents, strict=True) if key not in known}
    parts += _parse(texts, info, store, progress)
    words = join_parts(parts, keys, [document.doc_id for document in corpus.documents])
    return Annotations(words, corpus, info)


def _parse(texts: dict[str, str], model: ModelInfo, store: Store | None, progress: bool) -> Iterator[Part]:
    if not texts:
        return
    engine = load_engine(model)
    with Progress(len(texts), shown=progress) as bar:
        for keys in _by_size(list(texts), [len(text) for text in texts.values()], PART_CHARACTERS):
            part = parse_part({key: texts[key] for key in keys}, engine)
            if store is not None:
                store.write(part)
            bar.update(len(keys), part.table.num_rows)
            yield part


def parse_part(texts: dict[str, str], engine: Engine) -> Part:
    """Parse documents, batching the paragraphs of all of them."""
    sources = [(key, paragraph) for key, text in texts.items() for paragraph in split_paragraphs(text)]
    finished: dict[str, list[Paragraph]] = {key: [] for key in texts}
    for batch in _by_size(sources, [len(paragraph.text) for _, paragraph in sources], BATCH_CHARACTERS):
        parsed = engine.parse([paragraph.text for _, paragraph in batch])
        for (key, paragraph), sentences in zip(batch, parsed, strict=True):
            finished[key].append(Paragraph(paragraph.number, _in_source(sentences, paragraph)))
    return build_part(finished)


def _in_source(sentences: Sequence[Sequence[Word]], paragraph: SourceParagraph) -> list[list[Word]]:
    result = []
    for words in sentences:
        moved = []
        for _, token in groupby(words, key=lambda word: word.token):
            members = list(token)
            span = members[0].start, members[0].end
            start, end = paragraph.source_span(*span)
            moved += [replace(word, start=start, end=end, form=paragraph.form(word.form, *span)) for word in members]
        result.append(moved)
    return result


def _by_size(items: Sequence[Item], sizes: Sequence[int], limit: int) -> Iterator[list[Item]]:
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
