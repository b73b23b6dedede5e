"""What the models say of segmented sentences: tags, lemmas and arcs, one `Reading` a word.

Taggers and parsers of the bundled model's shape run through `analysis.parsing.networks`; others (with a character
language model, say) run as Stanza runs them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from analysis.parsing.networks import FastParser, FastTagger, ParserWord
from analysis.parsing.networks.trees import find_trees_here
from analysis.parsing.particles import BARE, of_written

MAX_TYPES = 500_000  # remembered lemmas; beyond this they are forgotten, so that memory stays bounded


class Reading(NamedTuple):
    """Annotation of a word; `head` counts words of the sentence from 1 (0 = root)."""

    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    deprel: str


class Reader:
    """Tagger, lemmatiser and parser."""

    def __init__(self, processors: dict[str, Any], known: Mapping[tuple[str, str], str]) -> None:
        self._processors = processors
        tagger, parser, lemmatizer = (processors[name] for name in ("pos", "depparse", "lemma"))
        self._known, self._lemmas = known, dict(known)
        contextual = [] if lemmatizer.use_identity else lemmatizer.trainer.contextual_lemmatizers or []
        self._in_context = {word for classifier in contextual for word in classifier.target_words}
        self._fast: tuple[FastTagger, FastParser] | None = None
        if not lemmatizer.use_identity and FastTagger.fits(tagger.trainer) and FastParser.fits(parser.trainer):
            resolve = parser.config.get("resolve_head_constraints", True)
            self._fast = (
                FastTagger(tagger.trainer, tagger.pretrain.vocab if tagger.pretrain else None),
                FastParser(parser.trainer, parser.pretrain.vocab if parser.pretrain else None, resolve=resolve),
            )
        else:
            find_trees_here(parser)

    @property
    def tells_particles(self) -> bool:
        """Does the lemma of ان depend on its sentence?"""
        return BARE in self._in_context

    def read(self, sentences: Sequence[Sequence[str]]) -> list[list[Reading]]:
        """Annotate sentences of forms."""
        return self._read_as_stanza(sentences) if self._fast is None else self._read(sentences, *self._fast)

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

    def _read(self, sentences: Sequence[Sequence[str]], tagger: FastTagger, parser: FastParser) -> list[list[Reading]]:
        tagged = tagger.tag(sentences)
        pairs = [list(zip(forms, tags, strict=True)) for forms, tags in zip(sentences, tagged, strict=True)]
        lemmas = self._lemmatize([[(form, tags.upos) for form, tags in sentence] for sentence in pairs])
        words = [
            [ParserWord(form, tags.upos, tags.xpos, lemma) for (form, tags), lemma in zip(sentence, found, strict=True)]
            for sentence, found in zip(pairs, lemmas, strict=True)
        ]
        return [
            [Reading(*tags, word.lemma, *arc) for tags, word, arc in zip(*sentence, strict=True)]
            for sentence in zip(tagged, words, parser.parse(words), strict=True)
        ]

    def _lemmatize(self, sentences: Sequence[Sequence[tuple[str, str]]]) -> list[list[str]]:
        """Lemmas of words given with their parts of speech: by type, and by context for the few types that need it."""
        self._learn_lemmas(word for sentence in sentences for word in sentence)
        lemmas = [[self._lemmas[word] for word in sentence] for sentence in sentences]
        # Sentences of one length at a time: Stanza's classifier reads the padding of shorter ones as words.
        alike: dict[int, list[int]] = {}
        for index, sentence in enumerate(sentences):
            if not self._in_context.isdisjoint(form.lower() for form, _ in sentence):
                alike.setdefault(len(sentence), []).append(index)
        for group in alike.values():
            forms, tags = ([[word[part] for word in sentences[index]] for index in group] for part in (0, 1))
            mended = self._processors["lemma"].trainer.predict_contextual(
                forms, tags, [lemmas[index] for index in group]
            )
            for index, words, found in zip(group, forms, mended, strict=True):
                lemmas[index] = [of_written(*word) for word in zip(words, found, strict=True)]
        return lemmas

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


def _document(sentences: list[list[dict[str, Any]]]) -> Any:
    from stanza.models.common.doc import Document

    return Document(sentences)
