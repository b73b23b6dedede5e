"""From paragraphs to sentences of tokens and their syntactic words, by Stanza's tokeniser and expander.

The networks are Stanza's, and so are their answers; around them each character's features and each multi-word token's
expansion are worked out once, and paragraphs of like length are read together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from stanza.models.tokenization.data import PER_CHAR_FEAT_FUNCS, WHITESPACE_RE, TokenizationDataset
from stanza.models.tokenization.utils import predict, update_pred_regex
from stanza.pipeline.tokenize_processor import TOKEN_TOO_LONG_REPLACEMENT, TokenizeProcessor
from torch.nn.utils.rnn import pad_sequence

from analysis.parsing.networks.tokenizer import FastTokenizer
from analysis.parsing.person_tokens import divided
from analysis.parsing.persons import PersonForms
from analysis.parsing.settled import per_cent, settle
from analysis.parsing.tokens import Token

BATCH_PARAGRAPHS, BATCH_WINDOWS = 256, 256  # read at once: paragraphs within Stanza's window, windows of longer ones
WINDOW = TokenizeProcessor.MAX_SEQ_LENGTH_DEFAULT
MAX_TYPES = 500_000  # remembered expansions; beyond this they are forgotten, so that memory stays bounded
MARGIN = 100  # characters at a window's end that are read again in the next
SENTENCE_END, MULTI_WORD = (2, 4), (3, 4)


class Segmenter:
    """Splits paragraphs into sentences, tokens and syntactic words."""

    def __init__(
        self,
        tokenizer: Any,
        expander: Any,
        known: Mapping[str, tuple[str, ...]],
        persons: PersonForms | None = None,
        *,
        by_rule: bool = True,
    ) -> None:
        """Take Stanza's processors; without rules (`settled`) and `persons` tokens are those of its networks alone."""
        self._tokenizer, self._expander, self._by_rule = tokenizer, expander, by_rule
        self._characters: dict[str, tuple[int, list[float]]] = {}
        self._fast = FastTokenizer(tokenizer.trainer) if FastTokenizer.fits(tokenizer.trainer) else None
        self._known, self._expansions = known, dict(known)
        self._persons, self._certain = persons, dict[tuple[str, bool], tuple[str, ...] | None]()

    def segment(self, paragraphs: Sequence[str]) -> list[list[list[Token]]]:
        """For each paragraph (a text without line breaks) its sentences, for each its tokens."""
        found = list(self._cut(paragraphs))
        self._learn_expansions(text for cut in found for *_, text, multiple in cut if multiple)
        return [list(self._sentences(cut)) for cut in found]

    def _cut(self, paragraphs: Sequence[str]) -> Iterator[list[tuple[int, int, bool, str, bool]]]:
        """For each paragraph its tokens as (start, end, ends a sentence, text, is a multi-word token)."""
        cleaned = [_one_space(paragraph) for paragraph in paragraphs]
        labels: list[NDArray[np.integer]] = [np.empty(0, dtype=int)] * len(cleaned)
        short = [index for index, (text, _) in enumerate(cleaned) if 0 < len(text) <= WINDOW]
        long = [index for index, (text, _) in enumerate(cleaned) if len(text) > WINDOW]
        for group, label in ((short, self._label), (long, self._label_by_windows)):
            if group:
                data = _Characters(self._tokenizer, [cleaned[index][0] for index in group], self._characters)
                for index, labelled in zip(group, label(data), strict=True):
                    labels[index] = labelled
        for (text, places), labelled in zip(cleaned, labels, strict=True):
            yield list(_tokens(text, places, settle(text, labelled) if self._by_rule else labelled))

    def _label(self, data: "_Characters") -> list[NDArray[np.integer]]:
        if self._fast is not None:
            return self._label_alone(data, self._fast)
        labelled, _ = predict(self._tokenizer.trainer, data, BATCH_PARAGRAPHS, WINDOW, True, 0)
        return list(labelled)

    def _label_alone(self, data: "_Characters", network: FastTokenizer) -> list[NDArray[np.integer]]:
        """Do as `predict` does for a paragraph on its own, whose network then reads one character of padding."""
        read = [data.para_to_sentences(paragraph)[0] for paragraph in data.data]
        order = sorted(range(len(read)), key=lambda index: -len(read[index][0]))
        found = network.labels(
            [np.append(read[index][0], 0) for index in order],
            [np.pad(read[index][2], ((0, 1), (0, 0))) for index in order],
        )
        labels = dict(zip(order, found, strict=True))
        return [_ended(labels[index][:-1], characters) for index, (*_, characters) in enumerate(read)]

    def _label_by_windows(self, data: "_Characters") -> list[NDArray[np.integer]]:
        """Do as `predict` does for a paragraph on its own, but for many at once.

        Stanza pads the windows of a batch to one length and lets the network read the padding, so that its answers for
        a long paragraph depend on those beside it; here they do not.
        """
        read = [data.para_to_sentences(paragraph)[0] for paragraph in data.data]
        places, found = [0] * len(read), [np.zeros(len(numbers), dtype=np.int64) for numbers, *_ in read]
        while left := [index for index, (numbers, *_) in enumerate(read) if places[index] < len(numbers)]:
            left.sort(key=lambda index: places[index] - len(read[index][0]))
            for first in range(0, len(left), BATCH_WINDOWS):
                group = left[first : first + BATCH_WINDOWS]
                windows = [[values[places[i] : places[i] + WINDOW] for values in read[i]] for i in group]
                for index, window, predicted in zip(group, windows, self._predict(windows), strict=True):
                    start, length, whole = places[index], len(window[0]), len(read[index][0])
                    ends = np.flatnonzero(np.isin(predicted[:length], SENTENCE_END))
                    advance = length if start >= whole - WINDOW else _advance(predicted[:length], ends)
                    found[index][start : start + advance] = predicted[:advance]
                    places[index] += advance
        return [_ended(labels, characters) for labels, (*_, characters) in zip(found, read, strict=True)]

    def _predict(self, windows: Sequence[Sequence[Any]]) -> Sequence[NDArray[np.integer]]:
        """Labels of the characters of windows, longest first; where Stanza is asked, of their padding, too."""
        if self._fast is not None:
            return self._fast.labels([window[0] for window in windows], [window[2] for window in windows])
        numbers, features = (
            pad_sequence([torch.from_numpy(window[part]) for window in windows], batch_first=True) for part in (0, 2)
        )
        scores = self._tokenizer.trainer.predict((numbers, None, features, [window[3] for window in windows]))
        return list(np.argmax(scores, axis=2))

    def _sentences(self, cut: Iterable[tuple[int, int, bool, str, bool]]) -> Iterator[list[Token]]:
        sentence: list[Token] = []
        for start, end, last, text, multiple in cut:
            forms = self._by_paradigm(text, multiple) or (self._expansions[text] if multiple else (text,))
            sentence.append(Token(start, end, text, forms))
            if last:
                yield sentence
                sentence = []
        if sentence:
            yield sentence

    def _by_paradigm(self, token: str, multiple: bool) -> tuple[str, ...] | None:
        """The words of a token that holds a first or second person for certain, whatever the tokeniser says of it."""
        if self._persons is None:
            return None
        if (token, multiple) not in self._certain:
            if len(self._certain) > MAX_TYPES:
                self._certain = {}
            self._certain[token, multiple] = divided(self._persons, token, multiple=multiple)
        return self._certain[token, multiple]

    def _learn_expansions(self, tokens: Iterable[str]) -> None:
        asked = dict.fromkeys(tokens)
        if len(self._expansions) + len(asked) > MAX_TYPES:
            self._expansions = dict(self._known)
        unknown = [token for token in asked if token not in self._expansions]
        expansions = {token: (self._by_rule and per_cent(token)) or self._dictionary(token) for token in unknown}
        if rest := sorted((t for t, expansion in expansions.items() if expansion is None), key=lambda t: (len(t), t)):
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


def _ended(labels: NDArray[np.integer], characters: list[str]) -> NDArray[np.integer]:
    """The labels of a paragraph, whose end is a sentence's, and in which links and addresses are whole."""
    labels[-1] = max(labels[-1], 2) if labels[-1] < 3 else 4
    update_pred_regex(characters, labels)
    return labels


def _advance(labels: NDArray[np.integer], ends: NDArray[np.int64]) -> int:
    """How much of a window to take: up to its last sentence's end, else to a token's end well within it.

    The last characters of a window are read without what follows them: a token cut there would be misread.
    """
    if len(ends):
        return int(ends[-1]) + 1
    borders = np.flatnonzero(labels[:-MARGIN])
    return int(borders[-1]) + 1 if len(borders) else len(labels)


def _one_space(paragraph: str) -> tuple[str, NDArray[np.int64]]:
    """A paragraph as the tokeniser reads it: white space as single spaces, none at the end; and each one's place."""
    spaced = WHITESPACE_RE.sub(" ", paragraph.rstrip())
    places = [index for index, char in enumerate(spaced) if char != " " or index == 0 or spaced[index - 1] != " "]
    return "".join([spaced[index] for index in places]), np.array(places, dtype=np.int64)


def _tokens(
    text: str, places: NDArray[np.int64], labels: NDArray[np.integer]
) -> Iterator[tuple[int, int, bool, str, bool]]:
    first = 0
    ends = labels != 0
    ends[:-1] |= np.array([character == " " for character in text[1:]], dtype=bool)  # no token holds white space
    for last in np.flatnonzero(ends).tolist():
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
