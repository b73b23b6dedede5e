"""Annotating news beside stock Stanza with the same models, and beside UDPipe, in one run; and how many words differ.
The tables were taken with tagger and parser in floats: the gain of eight bits, and the words that they change, are
under `precision`.

Every row parses the same articles from raw text, the model loaded beforehand: stock Stanza one document a call and as
`bulk_process`, Khitab's engine in this process alone and with a process for each further core, whose start is part of
the time. Khitab begins with the types that come with the model, which were taken from other articles, though of the
same newspapers perhaps, and with nothing else in memory. Rounds take turns; times are medians. The words of stock
Stanza, paragraph by paragraph, are then compared with Khitab's. The shares of time are taken once, over a quarter of
the articles; there, Khitab without its known types as well, and with torch's layers in place of its own.

    KHITAB_NEWS=FILE.parquet KHITAB_UDPIPE=MODEL.udpipe python -m benchmarks annotation_speed
"""

import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import torch

from analysis import Corpus
from analysis.annotation.annotating import PART_CHARACTERS
from analysis.parsing.engine import ARABIC, Engine, load_engine
from analysis.parsing.model import KnownTypes, find_model
from analysis.parsing.paragraphs import split_paragraphs
from analysis.parsing.particles import as_written, of_written
from analysis.parsing.parts import BATCH_CHARACTERS, by_size, one_thread
from analysis.parsing.tokens import Token
from analysis.parsing.workers import parse_groups, suitable_workers
from benchmarks._layers import with_and_without
from benchmarks._news import articles

ARTICLES, ROUNDS = 200, 5
HERE = Path(__file__)
UDPIPE = "KHITAB_UDPIPE"
Texts = list[list[str]]  # the paragraphs of each article, as the parser is shown them


def shown(corpus: Corpus) -> Texts:
    """The paragraphs of each document, spelt as the parser reads them."""
    return [[paragraph.text for paragraph in split_paragraphs(document.text)] for document in corpus.documents]


def stock(pipeline: Any, texts: Texts) -> list[Any]:
    """Stock Stanza, a call for each document."""
    return [pipeline("\n\n".join(paragraphs)) for paragraphs in texts]


def stock_bulk(pipeline: Any, texts: Texts) -> list[Any]:
    """Stock Stanza, one call for all."""
    from stanza import Document

    result: list[Any] = pipeline.bulk_process([Document([], text="\n\n".join(paragraphs)) for paragraphs in texts])
    return result


def engine(folder: Path, texts: Texts) -> tuple[float, list[Any]]:
    """Khitab in this process: seconds, and words by paragraph."""
    fresh = Engine(folder)
    paragraphs = [paragraph for article in texts for paragraph in article]
    start = time.perf_counter()
    with one_thread():
        parsed = [
            sentences
            for group in by_size(paragraphs, [len(text) for text in paragraphs], BATCH_CHARACTERS)
            for sentences in fresh.parse(group)
        ]
    return time.perf_counter() - start, parsed


def spread(corpus: Corpus) -> float:
    """Khitab here and on a process for each further core: seconds, with the start of those."""
    load_engine.cache_clear()
    load_engine(find_model())
    texts = {document.doc_id: document.text for document in corpus.documents}
    keys = by_size(list(texts), [len(text) for text in texts.values()], PART_CHARACTERS)
    groups = ({key: texts[key] for key in group} for group in keys)
    return seconds(
        lambda: list(parse_groups(groups, find_model(), workers=suitable_workers(sum(map(len, texts.values())))))
    )


def udpipe(model: Any, texts: Texts) -> None:
    """UDPipe 1, a call for each document."""
    from ufal.udpipe import Pipeline

    pipeline = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    for paragraphs in texts:
        pipeline.process("\n\n".join(paragraphs))


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def differences(documents: list[Any], parsed: list[Any]) -> pd.DataFrame:
    """How many words differ in each column between stock documents and the engine's paragraphs.

    Sentences that both do not cut alike, and those whose particles Khitab reads otherwise on purpose (`particles`), are
    left aside, and their words counted.
    """
    columns = ["form", "lemma", "upos", "xpos", "feats", "head", "deprel"]
    ours = [
        [(w.form, w.lemma, w.upos, w.xpos, w.feats, w.head + 1, w.deprel) for w in sentence]
        for sentences in parsed
        for sentence in sentences
    ]
    stock_sentences = [sentence for document in documents for sentence in document.sentences]
    theirs = [
        # Words without an Arabic letter are their own lemma in Khitab.
        [
            (w.text, (w.lemma if ARABIC.search(w.text) else w.text), w.upos, w.xpos, w.feats or "", w.head, w.deprel)
            for w in sentence.words
        ]
        for sentence in stock_sentences
    ]
    shapes = [[tuple(row[0] for row in sentence) for sentence in rows] for rows in (ours, theirs)]
    blocks = SequenceMatcher(None, *shapes, autojunk=False).get_matching_blocks()
    pairs = [(a + k, b + k) for a, b, size in blocks for k in range(size)]
    alike = [(a, b) for a, b in pairs if not reads_particles(stock_sentences[b])]
    one = pd.DataFrame([row for a, _ in alike for row in ours[a]], columns=columns)
    other = pd.DataFrame([row for _, b in alike for row in theirs[b]], columns=columns)
    unlike = one != other
    counts = pd.concat([unlike.sum(), pd.Series({"any": int(unlike.any(axis=1).sum())})])
    return (
        counts.rename_axis("column")
        .rename("words_differing")
        .reset_index()
        .assign(
            share_identical=lambda t: 1 - t.words_differing / len(one),
            words_compared=len(one),
            words_left_aside=sum(map(len, ours)) - len(one),
        )
    )


def reads_particles(sentence: Any) -> bool:
    """Does Khitab read a word of the sentence otherwise than Stanza's expander and classifier give it, on purpose?"""
    tokens = [Token(0, 0, token.text, tuple(word.text for word in token.words)) for token in sentence.tokens]
    return any(as_written(token) != token for token in tokens) or any(
        of_written(word.text, word.lemma) != word.lemma for word in sentence.words
    )


@contextmanager
def timed(objects: dict[str, tuple[Any, str]], totals: dict[str, float]) -> Any:
    """Add up the seconds spent in methods: share name → (object, method)."""
    saved = {share: getattr(owner, method) for share, (owner, method) in objects.items()}

    def wrap(share: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            try:
                return saved[share](*args, **kwargs)
            finally:
                totals[share] = totals.get(share, 0.0) + time.perf_counter() - start

        return call

    for share, (owner, method) in objects.items():
        setattr(owner, method, wrap(share))
    try:
        yield
    finally:
        for share, (owner, method) in objects.items():
            setattr(owner, method, saved[share])


def shares(pipeline: Any, folder: Path, texts: Texts) -> pd.DataFrame:
    """Seconds by processor, stock and Khitab's engine with the types it knows and without."""
    before: dict[str, float] = {}
    with timed({name: (processor, "process") for name, processor in pipeline.processors.items()}, before):
        stock(pipeline, texts)
    columns = {
        "stock": before,
        "khitab": _shares(Engine(folder), texts),
        "khitab_without_known_types": _shares(Engine(folder, known=KnownTypes()), texts),
    }
    table = pd.DataFrame(columns).rename_axis("processor").reset_index()
    return table.assign(stock_share=table.stock / table.stock.sum(), khitab_share=table.khitab / table.khitab.sum())


def _shares(fresh: Engine, texts: Texts) -> dict[str, float]:
    segmenter, reader, taken = fresh._segmenter, fresh._reader, dict[str, float]()
    assert reader._fast is not None
    tagger, parser = reader._fast
    stages = {
        "segment": (segmenter, "segment"),
        "mwt": (segmenter, "_learn_expansions"),
        "pos": (tagger, "tag"),
        "lemma": (reader, "_lemmatize"),
        "depparse": (parser, "parse"),
    }
    with timed(stages, taken), one_thread():
        for paragraphs in by_size([p for a in texts for p in a], [len(p) for a in texts for p in a], BATCH_CHARACTERS):
            fresh.parse(paragraphs)
    taken["tokenize"] = taken.pop("segment") - taken["mwt"]
    return taken


def main() -> None:
    """Run all and write the tables."""
    import stanza

    corpus, folder = articles(int(os.environ.get("KHITAB_ARTICLES", ARTICLES))), find_model().folder
    texts = shown(corpus)
    pipeline = stanza.Pipeline("ar", dir=str(folder), download_method=None, verbose=False)
    # A paragraph a call: in a call of several, stock Stanza lets a long one's sentences depend on those beside it.
    documents, (_, parsed) = stock(pipeline, [[p] for article in texts for p in article]), engine(folder, texts)
    words = sum(len(sentence) for sentences in parsed for sentence in sentences)
    differing = differences(documents, parsed)
    tasks: dict[str, Callable[[], float]] = {
        "stock Stanza, a document a call": lambda: seconds(lambda: stock(pipeline, texts)),
        "stock Stanza, bulk_process": lambda: seconds(lambda: stock_bulk(pipeline, texts)),
        "Khitab, one process of one thread": lambda: engine(folder, texts)[0],
        "Khitab, a process a core": lambda: spread(corpus),
    }
    if path := os.environ.get(UDPIPE):
        from ufal.udpipe import Model

        model = Model.load(path)
        tasks["UDPipe 1.4, a document a call"] = lambda: seconds(lambda: udpipe(model, texts))
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            times[name].append(task())
            print(f"{name}: {times[name][-1]:.1f} s", flush=True)
    table = pd.DataFrame(
        {"what": name, "articles": len(texts), "words": words, "seconds": median(taken)}
        for name, taken in times.items()
    ).assign(words_per_second=lambda t: t.words / t.seconds)
    table["times_stock"] = table.words_per_second / table.words_per_second.iloc[0]
    table["times_bulk"] = table.words_per_second / table.words_per_second.iloc[1]
    for name, result in {
        "": table,
        "_shares": shares(pipeline, folder, texts[: len(texts) // 4]),
        "_layers": with_and_without(folder, texts[: len(texts) // 4]),
        "_differences": differing,
    }.items():
        print(result.round(4).to_string(index=False))
        result.round(4).to_csv(HERE.with_name(f"annotation_speed{name}.csv"), index=False)
    print(f"threads of stock Stanza: {torch.get_num_threads()}")


if __name__ == "__main__":
    main()
