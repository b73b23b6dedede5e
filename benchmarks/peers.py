"""Keyness and collocates beside Conc and NLTK: the same tokens, the same run, values and time.

Two made corpora of 2.5 million words each (a Zipf–Mandelbrot vocabulary of 200,000 types, seeded; bursty, so that
documents differ), written as text for Conc and as a words table for Khitab. Conc counts words while it builds its
corpus, Khitab each time it is asked; so Conc's building is timed apart, and what is compared is the question asked of
what is there. Times are of wall clock and of the processor, the median of several runs.

    python benchmarks/peers.py                 writes peers_values.csv and peers_times.csv beside this file
    (needs the packages conc and nltk)
"""

import csv
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from analysis import Annotations, Corpus, Document
from analysis.annotation import ModelInfo
from analysis.comparison.keyness import keyness
from analysis.context.collocates import collocates
from analysis.measures import collocation
from analysis.measures import keyness as measures

HERE = Path(__file__).parent
TYPES, DOCUMENTS, LENGTH, SEED, RUNS = 200_000, 10_000, 250, 20_260_102, 5
LETTERS = np.array(list("ابتثجحدذرزسشصضطظعغفقكلمنهوي"))
WINDOW, NODE_RANK, MINIMUM = 5, 300, 5


def vocabulary(rng: np.random.Generator) -> np.ndarray:
    """Words of Arabic letters, each once, shorter for the more frequent."""
    words: dict[str, None] = {}
    while len(words) < TYPES:
        length = 2 + int(np.log(len(words) + 1) / 2) + int(rng.integers(0, 3))
        words["".join(rng.choice(LETTERS, length))] = None
    return np.array(list(words))


def sample(rng: np.random.Generator, tilt: float) -> np.ndarray:
    """(documents, length) types by rank; ``tilt`` moves probability between even and odd ranks, so groups differ."""
    weights = 1 / (np.arange(TYPES) + 2.7) ** 1.05
    weights[::2] *= 1 + tilt
    drawn = rng.choice(TYPES, size=(DOCUMENTS, LENGTH), p=weights / weights.sum())
    repeated = rng.integers(0, LETTERS.size * 4, size=(DOCUMENTS, LENGTH)) == 0  # a word said again: burstiness
    drawn[:, 1:][repeated[:, 1:]] = drawn[:, :-1][repeated[:, 1:]]
    return drawn


def as_annotations(types: np.ndarray, words: np.ndarray, name: str) -> Annotations:
    """A words table of these tokens: one paragraph a document, a flat tree."""
    documents, length = types.shape
    ids = [f"{name}{k:05}" for k in range(documents)]
    order = np.argsort(words)
    codes = np.argsort(order)[types.ravel()]
    form = pd.Categorical.from_codes(codes, pd.Index(words[order], dtype="str"))
    place = np.tile(np.arange(length, dtype=np.int32), documents)
    zero = np.zeros(len(place), dtype=np.int32)
    same = {value: pd.Categorical.from_codes(zero.astype(np.int8), [value]) for value in ("NOUN", "", "dep")}
    table = pd.DataFrame(
        {
            "doc_id": pd.Categorical.from_codes(np.repeat(np.arange(documents), length), pd.Index(ids, dtype="str")),
            "paragraph": zero, "sentence": zero, "token": place, "word": place, "form": form, "lemma": form,
            "key": form, "upos": same["NOUN"], "xpos": same[""], "feats": same[""], "deprel": same["dep"],
            "head": zero - 1, "start": zero, "end": zero,
        }
    )  # fmt: skip
    texts = (Document(doc_id, " ".join(words[row]), {}) for doc_id, row in zip(ids, types, strict=True))
    return Annotations(table, Corpus(name, tuple(texts)), ModelInfo("made", "0" * 64, Path()))


def as_conc(annotations: Annotations, folder: Path) -> object:
    """The same texts as a Conc corpus, split at blanks alone."""
    import spacy
    from conc.corpus import Corpus as ConcCorpus
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

    model = folder / "blanks"
    if not model.exists():
        nlp = spacy.blank("xx")
        nlp.tokenizer = Tokenizer(nlp.vocab)
        Language.component("does_nothing", func=lambda doc: doc)
        for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
            nlp.add_pipe("does_nothing", name=name)  # Conc insists on switching these off
        nlp.to_disk(model)
    source = folder / f"{annotations.corpus.name}.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([document.text] for document in annotations.corpus.documents)
    corpus = ConcCorpus(annotations.corpus.name, "made")
    return corpus.build_from_csv(str(source), str(folder), model=str(model))


def timed(work: Mapping[str, Callable[[], object]], runs: int = RUNS) -> tuple[dict[str, object], list[tuple]]:
    """Each tool's last result, and its median seconds of wall clock and of the processor; the tools take turns."""
    taken: dict[str, list[tuple[float, float]]] = {tool: [] for tool in work}
    results: dict[str, object] = {}
    for _ in range(runs):
        for tool, call in work.items():
            wall, processor = time.perf_counter(), time.process_time()
            results[tool] = call()
            taken[tool].append((time.perf_counter() - wall, time.process_time() - processor))
    return results, [(tool, *(median(column) for column in zip(*taken[tool], strict=True))) for tool in work]


def main() -> None:
    """Build, ask, compare, write."""
    rng = np.random.default_rng(SEED)
    words = vocabulary(rng)
    target, reference = (
        as_annotations(sample(rng, tilt), words, name) for tilt, name in ((0.4, "one"), (0.0, "other"))
    )
    node = str(words[NODE_RANK])
    times, values = [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made, rows = timed({"Conc": lambda: [as_conc(part, folder) for part in (target, reference)]}, 1)
        times += [("build both corpora from text", *row) for row in rows]
        built = made["Conc"]
        values += keyness_beside_conc(target, reference, built, times)
        values += collocates_beside_conc(target, node, built[0], times)
    values += collocates_beside_nltk(target, node, times)
    pd.DataFrame(values, columns=["figure", "peer", "rows", "largest difference", "note"]).to_csv(
        HERE / "peers_values.csv", index=False
    )
    table = pd.DataFrame(times, columns=["work", "tool", "seconds", "processor seconds"]).round(3)
    table.to_csv(HERE / "peers_times.csv", index=False)


def keyness_beside_conc(target: Annotations, reference: Annotations, built: object, times: list) -> list[tuple]:
    """Keywords of 5 million words."""
    from conc.keyness import Keyness

    options = {"page_size": 0, "exclude_negative_keywords": False, "show_document_frequency": True}
    results, rows = timed(
        {
            "Conc": lambda: Keyness(*built).keywords(**options).to_frame(),
            "Khitab": lambda: keyness(target, reference, unit="form", by_document=False),
            "Khitab, with tests over documents": lambda: keyness(target, reference, unit="form"),
        }
    )
    times += [("keyness, 5 million words", *row) for row in rows]
    theirs, ours = results["Conc"], results["Khitab"]
    both = ours.merge(theirs.to_pandas(), left_on="item", right_on="token", suffixes=("", "_conc"))
    counts = both["n_target"], both["n_reference"]
    sizes = ours.attrs["provenance"]["words"], ours.attrs["provenance"]["reference_words"]
    two = measures.log_likelihood_two_terms(*counts, *sizes)
    ratio = (both["log_likelihood"] / both["log_likelihood_conc"]).max()
    return [
        row("log ratio", "Conc", both["log_ratio"] - both["log_ratio_conc"], "same formula"),
        row("two-term log-likelihood", "Conc", two - both["log_likelihood_conc"], "same formula"),
        row("documents", "Conc", both["documents_target"].astype(float) - both["document_frequency"], "same count"),
        row(
            "four-term log-likelihood", "Conc", both["log_likelihood"] - both["log_likelihood_conc"],
            f"another formula: Conc gives the two-term variant; up to {ratio:.2f} times as large here",
        ),
    ]  # fmt: skip


def collocates_beside_conc(annotations: Annotations, node: str, built: object, times: list) -> list[tuple]:
    """Collocates of one word in 2.5 million words."""
    from conc.collocates import Collocates

    ask = Collocates(built)
    options = {"context_length": WINDOW, "min_collocate_frequency": MINIMUM, "page_size": 0}
    results, rows = timed(
        {
            "Conc": lambda: ask.collocates(node, **options).to_frame(),
            "Khitab": lambda: collocates(annotations, node, window=WINDOW, unit="form", min_frequency=MINIMUM),
        },
        3 * RUNS,
    )
    times += [("collocates, 2.5 million words", *row) for row in rows]
    theirs, ours = results["Conc"], results["Khitab"]
    mutual = ask.collocates(node, effect_size_measure="mutual_information", **options).to_frame().to_pandas()
    both = ours.merge(theirs.to_pandas(), left_on="collocate", right_on="token")
    same = both[both["n"] == both["collocate_frequency"]]
    apart = len(both) - len(same)
    node_count, total = int(ours["n_node"].iloc[0]), len(annotations.words)
    on_theirs = collocation.mi(mutual["collocate_frequency"], node_count, mutual["frequency"], total)
    span = both.merge(mutual[["token", "mutual_information"]], on="token").dropna(subset="mi")
    return [
        row("logDice", "Conc", same["log_dice"] - same["logdice"], "same formula, where the counts are the same"),
        row("MI on Conc's own counts", "Conc", on_theirs - mutual["mutual_information"], "same formula"),
        row(
            "joint occurrences", "Conc", both["n"] - both["collocate_frequency"],
            f"{apart} of {len(both)} differ: Conc counts a word once for each node near it, Khitab once",
        ),
        row(
            "MI", "Conc", span["mi"] - span["mutual_information"],
            "another expectation: Khitab's allows for the width of the window (Evert 2008), Conc's does not",
        ),
    ]  # fmt: skip


def collocates_beside_nltk(annotations: Annotations, node: str, times: list) -> list[tuple]:
    """NLTK's scores of Khitab's own counts; and the time to count and score adjacent pairs."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    ours = collocates(annotations, node, window=WINDOW, unit="form", min_frequency=MINIMUM)
    counted = collocates(annotations, node, window=WINDOW, unit="form", min_frequency=1)
    chances, total = int(counted["n"].sum()), len(annotations.words) - int(ours["n_node"].iloc[0])
    pairs = list(zip(ours["n"].tolist(), ours["n_collocate"].tolist(), strict=True))
    rows = []
    for name, score in (("mi", "pmi"), ("t_score", "student_t"), ("log_likelihood", "likelihood_ratio")):
        measure = getattr(BigramAssocMeasures, score)
        theirs = pd.Series([measure(o, (chances, c), total) for o, c in pairs])
        rows.append(row(name, "NLTK", (ours[name] - theirs).dropna(), f"same formula ({score})"))
    forms = annotations.words["form"].astype("str").tolist()
    _, taken = timed({"NLTK": lambda: BigramCollocationFinder.from_words(forms)}, 1)
    times += [("count adjacent pairs, 2.5 million words", *row) for row in taken]
    return rows


def row(figure: str, peer: str, difference: pd.Series, note: str) -> tuple:
    """One line of the table of values."""
    return figure, peer, len(difference), float(np.abs(difference).max()), note


if __name__ == "__main__":
    main()
