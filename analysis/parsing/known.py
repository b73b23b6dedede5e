"""What a model says of frequent types, worked out once for all when it was packed.

How a multi-word token is expanded, and (but for the few words of `lemma_classifier`) what a word's lemma is, depends on
the type alone. A folder may hold the answers of its own networks for frequent types in `known.json.gz`, so that they
need not spell them out again in each process. Answers are the same with the file and without it.
"""

import gzip
import json
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import KhitabError

KNOWN = "known.json.gz"


@dataclass(frozen=True)
class KnownTypes:
    """Multi-word token → its words; (form, part of speech) → lemma."""

    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)


def read_known(folder: Path) -> KnownTypes:
    """Read the types that a model folder knows; none if it has no such file."""
    path = folder / KNOWN
    if not path.exists():
        return KnownTypes()
    try:
        stored = json.loads(gzip.decompress(path.read_bytes()))
        return KnownTypes(
            {token: tuple(words.split()) for token, words in stored["expansions"].items()},
            {(form, upos): lemma for upos, lemmas in stored["lemmas"].items() for form, lemma in lemmas.items()},
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KhitabError(f"{path}: the file is damaged; copy the model again from where it came.") from error


def write_known(folder: Path, known: KnownTypes) -> None:
    """Write the types into a model folder: the same bytes for the same types."""
    lemmas: dict[str, dict[str, str]] = {}
    for (form, upos), lemma in sorted(known.lemmas.items()):
        lemmas.setdefault(upos, {})[form] = lemma
    expansions = {token: " ".join(words) for token, words in sorted(known.expansions.items())}
    text = json.dumps({"expansions": expansions, "lemmas": lemmas}, ensure_ascii=False, separators=(",", ":"))
    (folder / KNOWN).write_bytes(gzip.compress(text.encode(), mtime=0))
