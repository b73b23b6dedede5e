"""False clitic cuts: are frequent names left whole, and are real clitics on them found?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import stanza

from training.data_prep.names import DATA, glue, read_names


@dataclass(frozen=True)
class Contexts:
    """Sentences with a slot `{}`: where the name is bare, and (clitic, sentence) where a clitic is glued on."""

    bare: tuple[str, ...]
    glued: tuple[tuple[str, str], ...]


def read_contexts(path: Path = DATA / "name-contexts.txt") -> Contexts:
    """Read the contexts' file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#="]
    glued = tuple((line[1], line[3:]) for line in lines if line[0] == "+")
    return Contexts(tuple(line for line in lines if line[0] != "+"), glued)


def frequent_names(texts: list[str], count: int = 200, names: list[str] | None = None) -> list[str]:
    """The names of the list that news texts hold most often, most frequent first."""
    known = set(names or read_names())
    found = Counter(word for text in texts for word in re.findall(r"[\u0621-\u064a]+", text) if word in known)
    return [name for name, _ in found.most_common(count)]


def cut_names(model: Path, names: list[str], contexts: Contexts | None = None) -> pd.DataFrame:
    """One row a name and context: `name`, `clitic` (empty: the name stands bare), `context`, `right`."""
    contexts = contexts or read_contexts()
    slots = [("", text) for text in contexts.bare] + list(contexts.glued)
    cases = [(n, clitic, i, text.format(glue(clitic, n))) for n in names for i, (clitic, text) in enumerate(slots)]
    pipe = stanza.Pipeline(
        "ar", dir=str(model), processors="tokenize,mwt", download_method=None, logging_level="ERROR", use_gpu=False
    )
    documents = pipe.bulk_process([case[3] for case in cases])
    rows = []
    for (name, clitic, context, _), document in zip(cases, documents, strict=True):
        tokens = [[word.text for word in token.words] for s in document.sentences for token in s.tokens]
        right = [clitic, name] in tokens if clitic else [name] in tokens
        rows.append({"name": name, "clitic": clitic, "context": context, "right": right})
    return pd.DataFrame(rows)
