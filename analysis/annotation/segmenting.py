"""From paragraphs to sentences of tokens and their syntactic words, by Stanza's tokeniser and expander.

The networks are Stanza's, and so are their answers; around them each character's features and each multi-word token's
expansion are worked out once, and paragraphs of like length are read together.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS, WHITESPACE_RE, TokenizationDataset
from stanza.models.tokenization.utils import predict
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor

from analysis.annotation.tokens import Token

BATCH_PARAGRAPHS = 256  # read at once, if none is longer than Stanza's window
WINDOW = TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT
MAX_TYPES = 500_000  # remembered expansions; beyond this they are forgotten, so that memory stays bounded
SENTENCE_END, MULTI_WORD = (2, 4), (3, 4)


class Segmenter:
    """Splits paragraphs into sentences, tokens and syntactic words."""

    def __init__(self, tokenizer: Any, expander: Any) -> None:
        self._tokenizer, self._expander = tokenizer, expander
        self._characters: dict[str, tuple[int, list[float]]] = {}
        self._expansions: dict[str, tuple[str, ...]] = {}

    def segment(self, paragraphs: Sequence[str]) -> list[list[list[Token]]]:
        """For each paragraph (a text without line breaks) its sentences, for each its tokens."""
        found = list(self._cut(paragraphs))
        self._learn_expansions(text for cut in found for *_, text, multiple in cut if multiple)
        return [list(self._sentences(cut)) for cut in found]

    def _cut(self, paragraphs: Sequence[str]) -> Iterator[list[tuple[int, int, bool, str, bool]]]:
        """For each paragraph its tokens as (start, end, ends a sentence, text, is a multi-word token)."""
        cleaned = [_one_space(paragraph) for paragraph in paragraphs]
        labels: list[NDArray[np.integer]] = [np.empty(0, dtype=int)] * len(cleaned)
        for group in _alike([text for text, _ in cleaned]):
            data = _Characters(self._tokenizer, [cleaned[index][0] for index in group], self._characters)
            predicted, _ = predict(self._tokenizer.trainer, data, BATCH_PARAGRAPHS, WINDOW, True, 0)
            for index, labelled in zip(group, predicted, strict=True):
                labels[index] = labelled
        for (text, places), labelled in zip(cleaned, labels, strict=True):
            yield list(_tokens(text, places, labelled))

    def _sentences(self, cut: Iterable[tuple[int, int, bool, str, bool]]) -> Iterator[list[Token]]:
        sentence: list[Token] = []
        for start, end, last, text, multiple in cut:
            sentence.append(Token(start, end, text, self._expansions[text] if multiple else (text,)))
            if last:
                yield sentence
                sentence = []
        if sentence:
            yield sentence

    def _learn_expansions(self, tokens: Iterable[str]) -> None:
        asked = dict.fromkeys(tokens)
        if len(self._expansions) + len(asked) > MAX_TYPES:
            self._expansions.clear()
        unknown = [token for token in asked if token not in self._expansions]
        expansions = {token: self._dictionary(token) for token in unknown}
        if rest := sorted(token for token, expansion in expansions.items() if expansion is None):
            from stanza.models.common.doc import Document

            document = Document([[{"id": (1,), "text": token, "misc": "MWT=Yes"}] for token in rest])
            self._expander.process(document)
            for token, sentence in zip(rest, document.sentences, strict=True):
                expansions[token] = tuple(word.text for word in sentence.words)
        for token, forms in expansions.items():
            self._expansions[token] = forms if forms is not None and len(forms) > 1 else (token,)

    def _dictionary(self, token: str) -> tuple[str, ...] | None:
        """The expander's dictionary, which goes before its network, so that the network need not be asked."""
        if not (self._expander.config.get("ensemble_dict") or self._expander.config["dict_only"]):
            return None
        expansion = self._expander.trainer.dict_expansion(token)
        return None if expansion is None else tuple(expansion.split())


def _one_space(paragraph: str) -> tuple[str, NDArray[np.int64]]:
    """A paragraph as the tokeniser reads it: white space as single spaces, none at the end; and each one's place."""
    spaced = WHITESPACE_RE.sub(" ", paragraph.rstrip())
    places = [index for index, char in enumerate(spaced) if char != " " or index == 0 or spaced[index - 1] != " "]
    return "".join([spaced[index] for index in places]), np.array(places, dtype=np.int64)


def _alike(texts: Sequence[str]) -> list[list[int]]:
    """Positions of texts to be read together: those within Stanza's window, and apart from them the longer ones."""
    short = [index for index, text in enumerate(texts) if 0 < len(text) <= WINDOW]
    long = [index for index, text in enumerate(texts) if len(text) > WINDOW]
    return [group for group in (short, long) if group]


def _tokens(
    text: str, places: NDArray[np.int64], labels: NDArray[np.integer]
) -> Iterator[tuple[int, int, bool, str, bool]]:
    first = 0
    for last in np.flatnonzero(labels).tolist():
        token = text[first : last + 1].lstrip()
        first, begin = last + 1, last + 1 - len(token)
        if token:
            label = int(labels[last])
            shown = token if len(token) <= WINDOW else TOKEN_TOO_LONG_REPLACEMENT
            yield int(places[begin]), int(places[last]) + 1, label in SENTENCE_END, shown, label in MULTI_WORD


class _Characters(TokenizationDataset):  # type: ignore[misc]
    """Stanza's dataset, with each character's number and features looked up once."""

    def __init__(self, processor: Any, texts: Sequence[str], known: dict[str, tuple[int, list[float]]]) -> None:
        self.args, self.vocab, self.eval = processor.config, processor.vocab, True
        self.dictionary = processor.trainer.dictionary
        self._known = known
        places = ("end_of_para", "start_of_para")
        self._functions = [name for name in self.args["feat_funcs"] if name not in places]
        self._plain = not self.args["use_dictionary"] and all(name in PER_CHAR_FEAT_FUNCS for name in self._functions)
        self.data = list(texts) if self._plain else [[(char, 0) for char in text] for text in texts]

    def para_to_sentences(self, para: Any) -> Any:
        """Numbers, labels (none yet), features and characters of a paragraph, as one sentence."""
        if not self._plain:
            return super().para_to_sentences(para)
        for char in set(para) - self._known.keys():
            self._known[char] = (
                self.vocab.unit2id(char),
                [PER_CHAR_FEAT_FUNCS[name](char) for name in self._functions],
            )
        known = [self._known[char] for char in para]
        features = np.zeros((len(para), len(self.args["feat_funcs"])), dtype=np.float32)
        features[:, : len(self._functions)] = [values for _, values in known]
        column = len(self._functions)
        for name, index in (("end_of_para", -1), ("start_of_para", 0)):
            if name in self.args["feat_funcs"]:
                features[index, column] = 1
                column += 1
        numbers = np.array([number for number, _ in known])
        return [(numbers, np.zeros(len(para), dtype=np.int64), features, list(para))]
