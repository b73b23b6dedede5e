"""What the models say of segmented sentences: tags, lemmas, arcs and names, one `Reading` a word.

Taggers and parsers of the bundled model's shape run through `analysis.parsing.networks`; others (with a character
language model, say) run as Stanza runs them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from analysis.parsing.names import NameFinder, NameToken, name_tokens, read_names
from analysis.parsing.networks import FastParser, FastTagger, ParserWord
from analysis.parsing.networks.classifier import FastClassifier
from analysis.parsing.networks.trees import find_trees_here
from analysis.parsing.particles import BARE, of_written
from analysis.parsing.person_tags import Told, tell
from analysis.parsing.persons import PersonForms, PersonTypes
from analysis.parsing.tokens import Reading

MAX_TYPES = 500_000  # remembered lemmas; beyond this they are forgotten, so that memory stays bounded


class Reader:
    """Tagger, lemmatiser, parser and, if the model has one, finder of names."""

    def __init__(
        self,
        processors: dict[str, Any],
        known: Mapping[tuple[str, str], str],
        names: Path | None = None,
        persons: PersonForms | None = None,
    ) -> None:
        """`names` is the model folder, which may hold a network that finds names."""
        self._processors, self._persons = processors, persons or PersonForms(PersonTypes())
        tagger, parser, lemmatizer = (processors[name] for name in ("pos", "depparse", "lemma"))
        self._known, self._lemmas = known, dict(known)
        contextual = [] if lemmatizer.use_identity else lemmatizer.trainer.contextual_lemmatizers or []
        self._in_context = {word for classifier in contextual for word in classifier.target_words}
        self._classifiers: list[FastClassifier] | None = None
        if all(FastClassifier.fits(classifier) for classifier in contextual):
            self._classifiers = [FastClassifier(classifier) for classifier in reversed(contextual)]  # the first decides
        self._fast: tuple[FastTagger, FastParser] | None = None
        self._names: NameFinder | None = None
        if not lemmatizer.use_identity and FastTagger.fits(tagger.trainer) and FastParser.fits(parser.trainer):
            resolve = parser.config.get("resolve_head_constraints", True)
            self._fast = (
                FastTagger(tagger.trainer, tagger.pretrain.vocab if tagger.pretrain else None),
                FastParser(parser.trainer, parser.pretrain.vocab if parser.pretrain else None, resolve=resolve),
            )
            if names is not None and tagger.pretrain:
                self._names = read_names(names, tagger.pretrain.vocab._id2unit, torch.as_tensor(tagger.pretrain.emb))
        else:
            find_trees_here(parser)

    @property
    def tells_particles(self) -> bool:
        """Does the lemma of ان depend on its sentence?"""
        return BARE in self._in_context

    def read(self, sentences: Sequence[Sequence[Sequence[str]]]) -> list[list[Reading]]:
        """Annotate sentences of tokens, given as the forms of their words."""
        forms = [[form for words in sentence for form in words] for sentence in sentences]
        if self._fast is None:
            return self._read_as_stanza(forms)
        readings, states = self._read(forms, *self._fast)
        if self._names is None:
            return readings
        labels = self._names.find(
            [name_tokens(*sentence) for sentence in zip(sentences, readings, strict=True)], states
        )
        return [list(_named(*sentence)) for sentence in zip(sentences, readings, labels, strict=True)]

    def describe(self, sentences: Sequence[Sequence[Sequence[str]]]) -> list[tuple[list[NameToken], torch.Tensor]]:
        """What a network that finds names learns from: tokens of sentences, and the tagger's states of their words."""
        if self._fast is None:
            raise NotImplementedError("names are found with taggers of the bundled model's shape only")
        readings, states = self._read(
            [[form for words in sentence for form in words] for sentence in sentences], *self._fast
        )
        return [
            (name_tokens(tokens, read), some) for tokens, read, some in zip(sentences, readings, states, strict=True)
        ]

    def types(self, sentences: Sequence[Sequence[str]]) -> list[tuple[str, str, str]]:
        """Form, part of speech and lemma of each word, the lemma as its type alone tells it."""
        if self._fast is None:
            raise NotImplementedError("types are found with taggers of the bundled model's shape only")
        tagged = self._fast[0].tag(sentences)
        words = [
            (form, tags.upos)
            for sentence, found in zip(sentences, tagged, strict=True)
            for form, tags in zip(sentence, found, strict=True)
        ]
        self._learn_lemmas(words)
        return [(*word, self._lemmas[word]) for word in words]

    def _read(
        self, sentences: Sequence[Sequence[str]], tagger: FastTagger, parser: FastParser
    ) -> tuple[list[list[Reading]], list[torch.Tensor]]:
        tagged, states = tagger.read(sentences)
        told = [tell(self._persons, forms, tags) for forms, tags in zip(sentences, tagged, strict=True)]
        lemmas = self._lemmatize([[(word.asked, word.tags.upos) for word in sentence] for sentence in told])
        words = [
            [
                ParserWord(form, word.tags.upos, word.tags.xpos, _one_of(word, lemma))
                for form, word, lemma in zip(*sentence, strict=True)
            ]
            for sentence in zip(sentences, told, lemmas, strict=True)
        ]
        readings = [
            [Reading(*word.tags, read.lemma, *arc) for word, read, arc in zip(*sentence, strict=True)]
            for sentence in zip(told, words, parser.parse(words), strict=True)
        ]
        return readings, states

    def _lemmatize(self, sentences: Sequence[Sequence[tuple[str, str]]]) -> list[list[str]]:
        """Lemmas of words given with their parts of speech: by type, and by context for the few types that need it."""
        self._learn_lemmas(word for sentence in sentences for word in sentence)
        lemmas = [[self._lemmas[word] for word in sentence] for sentence in sentences]
        chosen = [
            index
            for index, sentence in enumerate(sentences)
            if not self._in_context.isdisjoint(form.lower() for form, _ in sentence)
        ]
        if self._classifiers is None:
            self._lemmatize_as_stanza(sentences, lemmas, chosen)
        else:
            some = [sentences[index] for index in chosen]
            for classifier in self._classifiers:
                for index, found in zip(chosen, classifier.lemmas(some), strict=True):
                    for place, lemma in found.items():
                        lemmas[index][place] = lemma
        for index in chosen:
            forms = (form for form, _ in sentences[index])
            lemmas[index] = [of_written(*word) for word in zip(forms, lemmas[index], strict=True)]
        return lemmas

    def _lemmatize_as_stanza(
        self, sentences: Sequence[Sequence[tuple[str, str]]], lemmas: list[list[str]], chosen: Sequence[int]
    ) -> None:
        """Ask Stanza for the lemmas that depend on context."""
        # Sentences of one length at a time: Stanza's classifier reads the padding of shorter ones as words.
        alike: dict[int, list[int]] = {}
        for index in chosen:
            alike.setdefault(len(sentences[index]), []).append(index)
        for group in alike.values():
            forms, tags = ([[word[part] for word in sentences[index]] for index in group] for part in (0, 1))
            mended = self._processors["lemma"].trainer.predict_contextual(
                forms, tags, [lemmas[index] for index in group]
            )
            for index, found in zip(group, mended, strict=True):
                lemmas[index] = found

    def _learn_lemmas(self, words: Iterable[tuple[str, str]]) -> None:
        asked = dict.fromkeys(words)
        if len(self._lemmas) + len(asked) > MAX_TYPES:
            self._lemmas = dict(self._known)
        # Words of one length together, so that no batch spells on for one long word.
        unknown = sorted((word for word in asked if word not in self._lemmas), key=lambda word: (len(word[0]), word))
        if unknown:
            document = _document([[{"id": (1,), "text": form, "upos": upos}] for form, upos in unknown])
            self._processors["lemma"].process(document)
            # Stanza takes a lone underscore for a lemma that is left out.
            lemmas = (sentence.words[0].lemma or sentence.words[0].text for sentence in document.sentences)
            self._lemmas.update(zip(unknown, lemmas, strict=True))

    def _read_as_stanza(self, sentences: Sequence[Sequence[str]]) -> list[list[Reading]]:
        document = _document([[{"id": (n,), "text": form} for n, form in enumerate(forms, 1)] for forms in sentences])
        for name in ("pos", "lemma", "depparse"):
            self._processors[name].process(document)
        return [
            [
                Reading(w.upos or "", w.xpos or "", w.feats or "", w.lemma or "", w.head, w.deprel or "")
                for w in sentence.words
            ]
            for sentence in document.sentences
        ]


def _named(tokens: Sequence[Sequence[str]], readings: Sequence[Reading], labels: Sequence[str]) -> Iterator[Reading]:
    """The readings of a sentence's words, with the labels of their tokens."""
    words = iter(readings)
    for token, label in zip(tokens, labels, strict=True):
        for _ in token:
            yield Reading(*next(words)[:-1], label)


def _one_of(word: Told, found: str) -> str:
    """The lemma that was found if it is one of those that the word may have, else their first."""
    return found if not word.lemmas or found in word.lemmas or found in word.or_of else word.lemmas[0]


def _document(sentences: list[list[dict[str, Any]]]) -> Any:
    from stanza.models.common.doc import Document

    return Document(sentences)
