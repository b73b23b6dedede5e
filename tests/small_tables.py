"""Small hand-made tables with exactly the columns that the library's own functions give."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from filelock import FileLock

PROJECT = Path(__file__).parents[1]

PROVENANCE = {
    "corpus": "sample",
    "documents": 3,
    "words": 36,
    "tokens": 36,
    "constructed": True,
    "model": "bundled",
    "model_fingerprint": "3fa9c2d1ee00",
    "lexicon": "frames",
    "lexicon_hash": "7a01bc991230",
    "version": "0.1.0",
}

FRAMES = {
    "cooperation": ("التعاون", "Cooperation", "#0072B2"),
    "security": ("الأمن", "Security", "#D55E00"),
    "terrorism": ("الإرهاب", "Terrorism", "#009E73"),
}

TEXTS = {
    "a": "بحث الوفدان التعاون الأمني بين البلدين.\nوأكدا أن الأمن مسؤولية مشتركة في وجه الإرهاب.",
    "b": "لا صلة لهذا الخبر <بأي> شيء & غيره.\nالتعاون مستمر.",
    "c": "دعا الوزير إلى التعاون في مكافحة الإرهاب، وإلى حماية الحدود.",
}


@dataclass(frozen=True)
class SmallAnnotations:
    """What figures and evidence read of annotations."""

    words: pd.DataFrame
    documents: pd.DataFrame
    texts: dict[str, str]

    @property
    def provenance(self) -> dict[str, object]:
        return {key: value for key, value in PROVENANCE.items() if not key.startswith("lexicon")}

    def text(self, doc_id: str) -> str:
        return self.texts[doc_id]

    def select(self, doc_ids: list[str]) -> "SmallAnnotations":
        return replace(
            self,
            words=self.words[self.words.doc_id.isin(doc_ids)],
            documents=self.documents[self.documents.doc_id.isin(doc_ids)],
        )

    def pieces(self, columns: Sequence[str] | None = None) -> "Iterator[SmallAnnotations]":
        yield self


def words_of(texts: dict[str, str]) -> pd.DataFrame:
    """One word for each token, tokens split at blanks, one sentence a paragraph, each word under the first."""
    rows = []
    for doc_id, text in texts.items():
        at, token = 0, 0
        for paragraph, line in enumerate(text.split("\n")):
            first = token
            for form in line.split(" "):
                head = -1 if token == first else first
                rows.append((doc_id, paragraph, paragraph, token, token, form, head, at, at + len(form)))
                at, token = at + len(form) + 1, token + 1
    names = ["doc_id", "paragraph", "sentence", "token", "word", "form", "head", "start", "end"]
    words = pd.DataFrame(rows, columns=names)
    words["doc_id"] = words["doc_id"].astype("category")
    return words.assign(lemma=words.form, key=words.form, upos="NOUN", xpos="", feats="", deprel="nmod", ner="")


@pytest.fixture
def lexicon() -> SimpleNamespace:
    frames = [
        SimpleNamespace(id=name, label_ar=arabic, label_en=english, color=colour)
        for name, (arabic, english, colour) in FRAMES.items()
    ]
    return SimpleNamespace(name="frames", hash="7a01bc991230", frames=tuple(frames), accuracy=None)


@pytest.fixture
def annotations() -> SmallAnnotations:
    words = words_of(TEXTS)
    documents = pd.DataFrame(
        {
            "doc_id": list(TEXTS),
            "title": ["", "", ""],
            "date": pd.to_datetime(["2024-01-05", "2024-01-20", "2024-02-11"]),
            "source": ["الأفق", "المدى", "الأفق"],
            "n_words": words.groupby("doc_id").size().to_numpy(),
            "n_tokens": words.groupby("doc_id").size().to_numpy(),
        }
    )
    return SmallAnnotations(words, documents, dict(TEXTS))


@pytest.fixture
def hits(annotations) -> pd.DataFrame:
    found = {"التعاون": "cooperation", "الأمني": "security", "الأمن": "security", "الإرهاب": "terrorism"}
    words = annotations.words.assign(surface=annotations.words.form.str.strip(".،"))
    related = words.surface.isin(["مشتركة", "حماية"])
    frames = words.surface.map(found).where(~related, "cooperation")
    rows = words.assign(frame=frames, tier=np.where(related, "related", "core")).dropna(subset=["frame"])
    rows = rows.assign(
        term=rows.surface, rule="lemma", clitics="", match=rows.surface, end=rows.start + rows.surface.str.len()
    )
    names = [
        "doc_id",
        "frame",
        "tier",
        "term",
        "rule",
        "surface",
        "clitics",
        "match",
        "start",
        "end",
        "paragraph",
        "sentence",
        "token",
        "word",
    ]
    table = rows[names].reset_index(drop=True)
    table.attrs["provenance"] = dict(PROVENANCE)
    return table


def rates_table(by: str | None = None, groups: tuple[str, ...] = ("",), tier: str = "core", few: bool = False):
    """Made-up rates of every frame, in every group where there is one; the third frame never has an interval."""
    rows = []
    for g, group in enumerate(groups):
        for f, frame in enumerate(FRAMES):
            n, size = 3 + 4 * f + g, 4000 + 100 * g
            rate = n / size * 1000
            missing = few or f == 2
            rows.append(
                {
                    **({by: group} if by else {}),
                    "frame": frame,
                    "tier": tier,
                    "n": n,
                    "denominator": size,
                    "denominator_name": "words",
                    "documents": 3 if few else 12 + g,
                    "documents_with": 2,
                    "rate": rate,
                    "low": np.nan if missing else rate * 0.6,
                    "high": np.nan if missing else rate * 1.5,
                    "interval": "document bootstrap, percentile, 95 %, 2,000 resamples, seed 1",
                    "note": "3 documents with words; an interval needs at least 8" if missing else "",
                }
            )
    table = pd.DataFrame(rows)
    table.attrs["provenance"] = dict(PROVENANCE)
    return table


@pytest.fixture(scope="session")
def builds(tmp_path_factory) -> tuple[Path, Path]:
    """The whole site built twice, side by side, each time in a process of its own, whose notebooks run in
    kernels of their own.

    Processes that run tests beside each other share the two: who comes second waits, while both cores build.
    """
    root = tmp_path_factory.getbasetemp()
    place = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "site"
    folders = (place / "first" / "build", place / "second" / "build")
    with FileLock(f"{place}.lock"):
        if not (place / "complete").exists():
            with ThreadPoolExecutor(len(folders)) as workers:
                list(workers.map(_build_site, folders))
            (place / "complete").touch()
    return folders


def _build_site(folder: Path) -> None:
    notebooks = sorted(str(path) for path in (PROJECT / "notebooks").glob("0[12]_*.ipynb"))
    commands = [*(["page", notebook] for notebook in notebooks), ["index", *notebooks]]
    asked = [[*command, "--build", str(folder)] for command in commands]
    code = f"import sys\nfrom analysis.site.build import main\nsys.exit(max(map(main, {asked!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
