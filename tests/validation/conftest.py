"""A small corpus whose every word is known: 24 documents of two outlets, a dictionary that errs, and the truth."""

import numpy as np
import pandas as pd
import pytest
from made import made_annotations
from made_codings import FRAMES, TRUE, coded_as

from analysis.validation.codings import Codings
from analysis.validation.correction import correct_rates
from analysis.validation.sampling import draw_sample

FOUND = {"تعاون": "cooperation", "أمن": "security", "أمين": "security"}
"""What the dictionary counts; it is wrong about أمين, and misses شراكة."""


@pytest.fixture(scope="session")
def annotations():
    rng = np.random.default_rng(1)
    texts, metadata = {}, {}
    words = ["كلمة", "تعاون", "أمن", "أمين", "شراكة"]
    for i in range(24):
        lines = [" ".join(rng.choice(words, 12, p=[0.92, 0.025, 0.025, 0.015, 0.015])) + " ." for _ in range(6)]
        texts[f"d{i:02}"] = "\n".join(lines)
        metadata[f"d{i:02}"] = {"source": "الأفق" if i % 2 else "المدى", "constructed": True}
    return made_annotations(texts, metadata)


@pytest.fixture(scope="session")
def hits(annotations) -> pd.DataFrame:
    """What the dictionary finds, as `find_frames` gives it."""
    words = annotations.words
    rows = words[words["form"].isin(FOUND)].reset_index(drop=True)
    table = pd.DataFrame(
        {
            **{name: rows[name].astype("str") for name in ("doc_id",)},
            "frame": rows["form"].astype("str").map(FOUND),
            "tier": "core",
            "term": rows["form"].astype("str"),
            "rule": "lemma",
            "surface": rows["form"].astype("str"),
            "clitics": "",
            "match": rows["form"].astype("str"),
            **{name: rows[name] for name in ("start", "end", "paragraph", "sentence", "token", "word")},
        }
    )
    lexicon = {"lexicon": "test", "lexicon_hash": "a" * 64}
    table.attrs = {"provenance": {**annotations.provenance, **lexicon}, "frames": list(FRAMES)}
    return table


@pytest.fixture(scope="session")
def truth(annotations) -> Codings:
    """Every paragraph, rightly coded."""
    return coded_as(annotations, TRUE)


@pytest.fixture(scope="session")
def sample(annotations, hits):
    return draw_sample(hits, annotations, FRAMES, 80, by="source")


@pytest.fixture(scope="session")
def codings(truth, sample):
    return truth.within(sample)


@pytest.fixture(scope="session")
def corrected(annotations, hits, codings):
    return correct_rates(hits, annotations, codings, by="source", n_resamples=200)
