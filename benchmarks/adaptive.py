"""How many codings does it save to choose what to code next? A simulation with a known truth, seeded.

300 documents of 6 paragraphs of 20 words, in which a frame's words follow the documents' bent (gamma, shape 1). The
dictionary has a good term (97 % right), a doubtful one (50 %) and a bad one (10 %), and misses a quarter of the true
words. 200 paragraphs are coded: drawn at random, stratified by what was found (`draw_sample`), or 80 of either and 120
chosen by `next_sample`. All rates come from `correct_rates`, all samples from the functions that users call. Random and
stratified samples are also drawn larger, to find with how many codings they reach the width of the chosen ones.

    python -m benchmarks.adaptive        writes adaptive.csv beside this file
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.annotation import Annotations, ModelInfo
from analysis.corpus import Corpus, Document
from analysis.validation import correct_rates, draw_sample, join_samples, next_sample
from analysis.validation.codings import Codings, make_codings

HERE = Path(__file__).parent
DRAWS, SEED, CODED, FIRST = 150, 20_250_401, 200, 80
LARGER = (300, 450)
DOCUMENTS, PARAGRAPHS, WORDS = 300, 6, 20
RATE, SHAPE = 0.010, 1.0
FORMS = np.array(["كلمة", "أمان", "حماة", "دفاع", "أمان", "حماة", "أمين"])
"""Plain words; true ones found by the good and the doubtful term, and missed; false ones of the three terms."""
TRUE, FOUND = (1, 2, 3), (1, 2, 4, 5, 6)
STRINGS = ("form", "lemma", "key", "upos", "xpos", "feats", "deprel", "ner")
FORMED = ("form", "lemma", "key")
MODEL = ModelInfo("simulated", "0" * 64, Path())


def draw_corpus(rng: np.random.Generator) -> tuple[Annotations, pd.DataFrame, Codings]:
    """A corpus, the hits in it, and the truth about all of it."""
    true, good, doubtful = RATE, 0.60, 0.15
    chances = np.array([true * good, true * doubtful, true * 0.25])
    false = np.array([true * good * 0.03 / 0.97, true * doubtful, true * 0.25])
    bent = rng.gamma(SHAPE, 1 / SHAPE, (2, DOCUMENTS, 1))
    each = np.hstack([chances * bent[0], false * bent[1]])
    each = np.hstack([1 - each.sum(axis=1, keepdims=True), each])
    per_document = PARAGRAPHS * WORDS
    kind = (rng.random((DOCUMENTS, per_document, 1)) > each.cumsum(axis=1)[:, None, :]).sum(axis=2).clip(0, 6)
    ids = [f"d{k:03}" for k in range(DOCUMENTS)]
    place = np.tile(np.arange(per_document), DOCUMENTS)
    form = FORMS[kind.ravel()]
    words = pd.DataFrame(
        {
            "doc_id": pd.Categorical(np.repeat(ids, per_document), categories=pd.Index(ids, dtype="str")),
            "paragraph": place // WORDS, "sentence": place // WORDS, "token": place, "word": place,
            **{name: pd.Categorical(form if name in FORMED else np.full(len(form), "")) for name in STRINGS},
            "head": -1, "start": 5 * place, "end": 5 * place + 4,
        }
    )  # fmt: skip
    numbers = ["paragraph", "sentence", "token", "word", "head", "start", "end"]
    words = words.astype(dict.fromkeys(numbers, "int32"))
    texts = ["\n".join(" ".join(line) for line in FORMS[row].reshape(PARAGRAPHS, WORDS)) for row in kind]
    corpus = Corpus("simulated", tuple(Document(i, text, {}) for i, text in zip(ids, texts, strict=True)))
    annotations = Annotations(words, corpus, MODEL)
    rows = words.assign(doc_id=words["doc_id"].astype("str"), frame="security", tier="core", term=form)
    hits = rows[np.isin(kind.ravel(), FOUND)].reset_index(drop=True)
    hits.attrs = {"provenance": annotations.provenance, "frames": ["security"]}
    right = rows[np.isin(kind.ravel(), TRUE)].to_dict("records")
    marks = [(r["doc_id"], r["paragraph"], r["start"], r["end"], r["form"], "security", False, "a", "") for r in right]
    read = [(i, paragraph, "a", "", "") for i in ids for paragraph in range(PARAGRAPHS)]
    return annotations, hits, make_codings(read, marks, ["security"])


def estimates(seed: int) -> list[tuple[str, int, float, float, float]]:
    """One draw: design, codings, rate, low, high."""
    annotations, hits, truth = draw_corpus(np.random.default_rng([SEED, seed]))
    samples = {}
    for design in ("random", "stratified"):
        for n in (CODED, *LARGER):
            samples[design, n] = draw_sample(hits, annotations, ["security"], n, design=design, seed=seed)
        first = draw_sample(hits, annotations, ["security"], FIRST, design=design, seed=seed)
        more = next_sample(hits, annotations, truth.within(first), CODED - FIRST, seed=seed)
        samples[f"{design}, then chosen", CODED] = join_samples(first, more)
    found = []
    for (design, n), sample in samples.items():
        row = correct_rates(hits, annotations, truth.within(sample), n_resamples=2).iloc[0]
        found.append((design, n, row["rate"], row["low"], row["high"]))
    return found


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Mean, coverage and width of each design, and the codings that the others need to be as narrow."""
    truth = 1000 * RATE
    found = found.assign(covers=(found["low"] <= truth) & (truth <= found["high"]), width=found["high"] - found["low"])
    table = found.groupby(["design", "codings"], sort=False).agg(
        mean=("rate", "mean"), sd=("rate", "std"), coverage=("covers", "mean"), width=("width", "mean")
    )
    table = table.reset_index().assign(truth=truth, draws=found.groupby("design").size().min())
    for design in ("random", "stratified"):
        plain = table[table["design"] == design]
        for chosen in table.index[table["design"].str.contains("chosen")]:
            # Width falls with codings; read the number off the line between those that were drawn.
            number = np.interp(table.loc[chosen, "width"], plain["width"][::-1], plain["codings"][::-1])
            table.loc[chosen, f"saved_against_{design}"] = 1 - CODED / number
    return table


def main() -> None:
    """Run the simulation and write its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    options = parser.parse_args()
    rows = [row for seed in range(options.draws) for row in estimates(seed)]
    found = pd.DataFrame(rows, columns=["design", "codings", "rate", "low", "high"])
    summary(found).to_csv(HERE / "adaptive.csv", index=False, float_format="%.4f")


if __name__ == "__main__":
    main()
