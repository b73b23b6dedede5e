"""`annotate`: what is in the cache is read, what is not is parsed, part by part."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from analysis.annotation.cache import RESULTS, PartsBeingRead, Store, cache_folder, open_store, text_hash
from analysis.annotation.notes import notes_on
from analysis.annotation.progress import Progress
from analysis.annotation.words import Annotations, join_parts
from analysis.corpus import Corpus, read_corpus
from analysis.parsing.model import ModelInfo, find_model
from analysis.parsing.parts import Part, by_size
from analysis.parsing.workers import parse_groups, possible_workers, suitable_workers

PART_CHARACTERS = 40_000  # about 7,000 words: what a process parses at a time, and loses if it is interrupted


def annotate(
    corpus: Corpus | str | Path,
    model: str | Path = "bundled",
    *,
    cache: Path | str | Literal[False] | None = None,
    workers: int | None = None,
    progress: bool = True,
) -> Annotations:
    """Annotate a corpus: tokens, syntactic words, lemmas, parts of speech, features, dependencies.

    Parameters
    ----------
    corpus : from `read_corpus`, or the path of a file or folder that it reads.
    model : "bundled" (offline, the default), "official" (Stanza's own, downloaded once), or a folder in Stanza's
        layout.
    cache : folder of finished annotations; by default $KHITAB_CACHE or the user's cache folder. Only documents
        whose text is not there yet are parsed, and what is finished stays if the run is interrupted. False: none.
    workers : processes to parse with, of one thread each; by default one a core for longer corpora, as memory allows,
        and this process alone for short ones. More than cores, memory or documents allow are not started. The words
        are the same.
    progress : show a bar with documents and words a second.

    Returns
    -------
    Annotations. A paragraph is a non-blank line, and no sentence crosses its end; sentences of more than 1,000 words
    are cut (see `analysis.parsing.sentences`). `start` and `end` slice the source text. A paragraph that the model
    cannot parse has no words and stops nothing; `.corpus.notes` names its document, and those with sentences cut.

    Raises KhitabError if a file of the model is missing or damaged, or the cache cannot be written.

    Examples
    --------
    >>> report = annotate("corpus/ispr", progress=False)
    >>> report
    <Annotations 'ispr': 1 documents, 419 words, 345 tokens; model bundled>
    >>> report.words[["form", "lemma", "upos", "deprel"]].head(3)
         form   lemma  upos deprel
    0     قال    قَال  VERB   root
    1  المشير  مُشِير  NOUN  nsubj
    2    عاصم  عَاصِم     X   nmod
    """
    if not isinstance(corpus, Corpus):
        corpus = read_corpus(corpus)
    info = find_model(model)
    keys = [text_hash(document.text) for document in corpus.documents]
    store = None if cache is False else open_store(cache, info)
    texts = {key: document.text for key, document in zip(keys, corpus.documents, strict=True)}
    parts: list[Part] = []
    if store is not None:
        with PartsBeingRead(store, keys) as cached:
            missing = {key: text for key, text in texts.items() if key not in cached.keys}
            parts += _parse(missing, info, store, workers, progress)
            parts += cached.parts()
    # All documents without a cache; with one, those of parts that turned out to be damaged.
    held = {key for part in parts for key in part.rows}
    parts += _parse({key: text for key, text in texts.items() if key not in held}, info, store, workers, progress)
    doc_ids = [document.doc_id for document in corpus.documents]
    words = join_parts(parts, keys, doc_ids)
    notes = notes_on((part.notes for part in parts), keys, doc_ids)
    kept_in = None if store is None else cache_folder(cache or None) / RESULTS
    return Annotations(words, replace(corpus, notes=(*corpus.notes, *notes)), info, kept_in=kept_in)


def _parse(
    texts: dict[str, str], model: ModelInfo, store: Store | None, workers: int | None, progress: bool
) -> Iterator[Part]:
    if not texts:
        return
    sizes = [len(text) for text in texts.values()]
    grouped = list(by_size(list(texts), sizes, PART_CHARACTERS))
    groups = ({key: texts[key] for key in keys} for keys in grouped)
    workers = suitable_workers(sum(sizes)) if workers is None else possible_workers(workers, len(grouped))
    with Progress(len(texts), shown=progress) as bar:
        for part in parse_groups(groups, model, workers=workers):
            if store is not None:
                store.write(part)
            bar.update(len(part.rows), part.table.num_rows)
            yield part
