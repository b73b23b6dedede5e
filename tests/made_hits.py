"""Documents in which a frame's word stands a given number of times, and the hits found there."""

import numpy as np
import pandas as pd
from made import made_annotations


def made_documents(counts, *, size=50, dates=None, sources=None, word="تعاون"):
    """One document for each count, of ``size`` words, with the word evenly among them."""
    texts, metadata = {}, {}
    for number, count in enumerate(counts):
        words = np.full(size, "كلمة", dtype=object)
        words[np.linspace(0, size - 1, int(count)).astype(int)] = word
        doc_id = f"د{number:03}"
        texts[doc_id] = " ".join(words)
        metadata[doc_id] = {
            **({"date": pd.Timestamp(dates[number])} if dates is not None else {}),
            **({"source": sources[number]} if sources is not None else {}),
        }
    return made_annotations(texts, metadata)


def made_hits(annotations, word="تعاون", frame="cooperation"):
    """A hits table of every occurrence of the word."""
    words = annotations.words[annotations.words["form"] == word]
    hits = words[["doc_id", "paragraph", "sentence", "token", "word", "start", "end"]].reset_index(drop=True)
    hits = hits.assign(doc_id=hits["doc_id"].astype("str"), frame=frame, tier="core", term=word)
    hits.attrs = {"provenance": annotations.provenance, "frames": [frame]}
    return hits
