"""Names in sentences: persons, places, organisations and others, one label a surface token.

What is read of a token is what the words table tells of it (stem, clitics, tags, head), in folded spelling, so that a
hamza left off changes little. A model folder may hold such a network in `names.npz`; without it no names are found.
"""

import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.arabic.orthography import key, keys
from analysis.errors import KhitabError
from analysis.parsing.model import NAMES
from analysis.parsing.networks.inputs import Rows, laid_out
from analysis.parsing.networks.name_network import LABELS, NameNetwork, Sizes, best_labels
from analysis.parsing.networks.recurrent import BothWays
from analysis.parsing.tokens import Reading
from analysis.parsing.weights import undrawn

CLASSES = ("before", "after", "upos", "xpos", "feats", "deprel")
GLUED = {"CCONJ", "ADP", "PRON", "PART", "SCONJ", "DET", "AUX"}
FEATURES = {"Case", "Definite", "Gender", "Number", "Abbr", "Foreign"}
BATCH_WORDS = 12_000
MOST_PIECES = 20


class NameToken(NamedTuple):
    """What the network reads of a surface token; `word` is the place of its stem in the sentence's words."""

    surface: str
    stem: str
    before: str
    after: str
    upos: str
    xpos: str
    feats: str
    deprel: str
    head: str
    word: int


def name_tokens(tokens: Sequence[Sequence[str]], readings: Sequence[Reading]) -> list[NameToken]:
    """Describe the tokens of a sentence, given as the forms of their words, which have been read."""
    forms = [form for words in tokens for form in words]
    described, first = [], 0
    for words in tokens:
        place = first if len(words) == 1 else _stem(words, readings, first)
        read = readings[place]
        described.append(
            NameToken(
                surface="".join(words),
                stem=forms[place],
                before="+".join(forms[first:place]),
                after="+".join(forms[place + 1 : first + len(words)]),
                upos=read.upos,
                xpos=read.xpos,
                feats=some_features(read.feats),
                deprel=read.deprel,
                head=forms[read.head - 1] if read.head > 0 else "",
                word=place,
            )
        )
        first += len(words)
    return described


def _stem(words: Sequence[str], readings: Sequence[Reading], first: int) -> int:
    """The place of the word that is no clitic; of several, the longest."""
    places = range(first, first + len(words))
    return max(places, key=lambda place: (readings[place].upos not in GLUED, len(words[place - first])))


@lru_cache(maxsize=10_000)
def some_features(feats: str) -> str:
    """The features that tell names from other words."""
    return "|".join(feature for feature in feats.split("|") if feature.split("=")[0] in FEATURES)


@lru_cache(maxsize=100_000)
def pieces_of(stem: str, buckets: int = 1 << 14) -> tuple[int, ...]:
    """Buckets (from 1) of a stem's length, beginnings, ends and trigrams, hashed; 0 fills up to 20."""
    marked = f"<{stem}>"
    found = [f"#{min(len(stem), 10)}", *(f"<{stem[:n]}" for n in range(1, 5)), *(f"{stem[-n:]}>" for n in range(1, 5))]
    found += [marked[i : i + 3] for i in range(len(marked) - 2)]
    numbers = [1 + zlib.crc32(piece.encode()) % (buckets - 1) for piece in found[:MOST_PIECES]]
    return (*numbers, *[0] * (MOST_PIECES - len(numbers)))


class NameLists:
    """Lists of known names, each a set of rows of keys."""

    TOLD, LONGEST = 4, 4  # numbers told of a token for each list; tokens of a name

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        self._whole = [{tuple(name.split()) for name in names} for names in lists]
        self._parts = [{part for name in names for part in name if len(part) > 2} for names in self._whole]
        self._begin = [{name[0] for name in names if len(name) > 1} for names in self._whole]
        self.width = self.TOLD * len(lists)
        self._alone = lru_cache(maxsize=100_000)(self._of_type)

    def tell(self, keys: Sequence[str]) -> NDArray[np.float32]:
        """(n_tokens, 4 a list): is a name, is part of one, begins one of several tokens that are there, goes on it."""
        told = np.array([self._alone(one) for one in keys], dtype=np.float32).reshape(len(keys), -1)
        for number, (whole, begin) in enumerate(zip(self._whole, self._begin, strict=True)):
            for place, one in enumerate(keys):
                if one in begin:
                    rest = [tuple(keys[place : place + n]) for n in range(self.LONGEST, 1, -1)]
                    longest = max((len(name) for name in rest if name in whole), default=0)
                    if longest:
                        told[place, self.TOLD * number + 2] = 1
                        told[place + 1 : place + longest, self.TOLD * number + 3] = 1
        return told

    def _of_type(self, one: str) -> tuple[float, ...]:
        other = one[2:] if one.startswith("ال") else f"ال{one}"
        told = [
            (float((one,) in whole or (other,) in whole), float(one in parts), 0.0, 0.0)
            for whole, parts in zip(self._whole, self._parts, strict=True)
        ]
        return tuple(value for of_list in told for value in of_list)


@dataclass(frozen=True)
class NameInputs:
    """From tokens to the network's inputs: places of words in vectors, of classes in their lists, lists of names.

    `vectors` (n_words, 100) are the word vectors that come with the model, by spelling and, failing that, by key, in
    units of `unit`; `near` (n_keys, 64) tell which words stand before and after a token, in whole numbers of `step`.
    Row 0 of both is nothing.
    """

    vectors: torch.Tensor
    unit: torch.Tensor
    of_form: Mapping[str, int]
    of_key: Mapping[str, int]
    near: torch.Tensor
    step: float
    of_near: dict[str, int]
    classes: tuple[dict[str, int], ...]
    lists: NameLists

    def places(self, types: Sequence[tuple[str, str]]) -> torch.Tensor:
        """(n, 22) places of types of (surface token, stem) in vectors and in neighbours, and pieces of the stem."""
        rows = []
        for token, stem in types:
            spelling = key(stem)
            near = self.of_near.get(spelling) or self.of_near.get(key(token), 0)
            rows.append((self.of_word(stem), near, *pieces_of(spelling)))
        return torch.tensor(rows)

    def of_word(self, form: str) -> int:
        """The place of a word in the vectors."""
        place = self.of_form.get(form.lower())
        return self.of_key.get(key(form), 0) if place is None else place

    def looked_up(self, places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Vectors, vectors of neighbours, and pieces, of what `places` gives."""
        return self.of_words(places[:, 0]), self.near[places[:, 1]].float() * self.step, places[:, 2:]

    def of_words(self, places: torch.Tensor) -> torch.Tensor:
        """The vectors of words at these places."""
        return self.vectors[places] / self.unit

    def classed(self, tokens: Sequence[tuple[str, ...]]) -> torch.Tensor:
        """(n, n_classes) numbers of tokens' classes; 0 for values that are not listed."""
        return torch.tensor(
            [[of.get(value, 0) for of, value in zip(self.classes, token, strict=True)] for token in tokens]
        )


def places_by_key(units: Sequence[str]) -> dict[str, int]:
    """Places of words by key; of several with one key the first, which is the most frequent."""
    return dict(zip(reversed(keys(units)), reversed(range(len(units))), strict=True))


class NameFinder:
    """A network with its inputs, which remembers what types of tokens tell."""

    def __init__(self, network: NameNetwork, inputs: NameInputs) -> None:
        self._network, self._inputs = network.eval(), inputs
        zeros = torch.zeros(2, 1, network.sizes.hidden)
        self._lstm = BothWays(network.lstm, zeros, zeros)
        self._spelt = Rows(lambda types: network.spelt(*inputs.looked_up(inputs.places(types))))
        self._heads = Rows(
            lambda forms: network.of_head(inputs.of_words(torch.tensor([inputs.of_word(form) for form in forms])))
        )
        self._classes = Rows(lambda values: network.classed(inputs.classed(values)))
        after, first = network.transitions()
        self._row = tuple(scores.detach().numpy() for scores in (after, first, network.last))

    def find(self, sentences: Sequence[Sequence[NameToken]], states: Sequence[torch.Tensor]) -> list[list[str]]:
        """Label the tokens of sentences, given with the tagger's states of their words."""
        result: list[list[str]] = [[] for _ in sentences]
        lengths = [len(sentence) for sentence in sentences]
        for batch in laid_out(lengths, BATCH_WORDS):
            of_batch = [lengths[place] for place in batch]
            scores = self.scores([sentences[place] for place in batch], [states[place] for place in batch])
            labels = iter(best_labels(scores.numpy(), of_batch, *self._row).tolist())
            for place in batch:
                result[place] = [LABELS[next(labels)] for _ in range(lengths[place])]
        return result

    def scores(self, sentences: Sequence[Sequence[NameToken]], states: Sequence[torch.Tensor]) -> torch.Tensor:
        """Scores of labels of the tokens of sentences, longest first, laid end to end."""
        tokens = [token for sentence in sentences for token in sentence]
        lists = np.concatenate([self._inputs.lists.tell([key(token.stem) for token in some]) for some in sentences])
        of_words = [some[[token.word for token in sentence]] for some, sentence in zip(states, sentences, strict=True)]
        rows = (
            self._spelt.find([token[:2] for token in tokens]),
            self._classes.find([token[2:8] for token in tokens]),
            self._network.placed(
                self._heads.find([token.head for token in tokens]), torch.from_numpy(lists), torch.cat(of_words)
            ),
        )
        return self._network.scored(self._lstm.read(torch.cat(rows, 1), [len(sentence) for sentence in sentences]))


def read_names(folder: Path, units: Sequence[str], vectors: torch.Tensor) -> NameFinder | None:
    """Read the network of a model folder, which has these words with these vectors; None if it has no such file."""
    path = folder / NAMES
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return finder_of(dict(stored), units, vectors)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise KhitabError(f"{path}: the file is damaged; copy the model again from where it came.") from error


def finder_of(stored: dict[str, NDArray[Any]], units: Sequence[str], vectors: torch.Tensor) -> NameFinder:
    """Make a finder of the arrays of a file."""
    told = json.loads(stored["told"].tobytes())
    numbers: dict[str, Any] = told["sizes"]
    sizes = Sizes(**numbers | {name: tuple(numbers[name]) for name in ("classes", "widths")})
    with undrawn():
        network = NameNetwork(sizes)
    network.load_state_dict(
        {
            name[4:]: torch.from_numpy(array.astype(np.float32))
            for name, array in stored.items()
            if name.startswith("net.")
        }
    )
    network.requires_grad_(False)
    return NameFinder(network, inputs_of(told, stored["near"], float(stored["near_step"]), units, vectors))


def inputs_of(
    told: dict[str, Any], near: NDArray[np.int8], step: float, units: Sequence[str], vectors: torch.Tensor
) -> NameInputs:
    """Make inputs of what a file tells: `near` are whole numbers of `step`."""
    return NameInputs(
        vectors=vectors,
        unit=vectors.pow(2).mean().sqrt(),
        of_form=dict(zip(units, range(len(units)), strict=True)),
        of_key=places_by_key(units),
        near=torch.from_numpy(np.concatenate([np.zeros((1, near.shape[1]), near.dtype), near])),
        step=step,
        of_near={word: place for place, word in enumerate(told["near"], 1)},
        classes=tuple({value: place for place, value in enumerate(values, 1)} for values in told["classes"]),
        lists=NameLists(told["lists"]),
    )
