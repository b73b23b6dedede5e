"""What the models say of segmented sentences: tags, lemmas and arcs, one `Reading` a word.

Taggers and parsers of the bundled model's shape run through `analysis.annotation.networks`; others (with a character
language model, say) run as Stanza runs them.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.annotation.networks import FastParser, FastTagger, ParserWord
from analysis.annotation.trees import find_trees_here

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

    def __init__(self, processors: dict[str, Any]) -> None:
        self._processors = processors
        self._lemmas: dict[tuple[str, str], str] = {}
        tagger, parser, lemmatizer = (processors[name] for name in ("pos", "depparse", "lemma"))
        self._fast: tuple[FastTagger, FastParser] | None = None
        by_type = not (lemmatizer.use_identity or lemmatizer.trainer.has_contextual_lemmatizers())
        if by_type and FastTagger.fits(tagger.trainer) and FastParser.fits(parser.trainer):
            resolve = parser.config.get("resolve_head_constraints", True)
            self._fast = (
                FastTagger(tagger.trainer, tagger.pretrain.vocab if tagger.pretrain else None),
                FastParser(parser.trainer, parser.pretrain.vocab if parser.pretrain else None, resolve=resolve),
            )
        else:
            find_trees_here(parser)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[list[Reading]]:
        """Annotate sentences of forms."""
        return self._read_as_stanza(sentences) if self._fast is None else self._read(sentences, *self._fast)

    def _read(self, sentences: Sequence[Sequence[str]], tagger: FastTagger, parser: FastParser) -> list[list[Reading]]:
        tagged = tagger.tag(sentences)
        self._learn_lemmas(
            (form, tags.upos)
            for forms, of in zip(sentences, tagged, strict=True)
            for form, tags in zip(forms, of, strict=True)
        )
        words = [
            [
                ParserWord(form, tags.upos, tags.xpos, self._lemmas[form, tags.upos])
                for form, tags in zip(forms, of, strict=True)
            ]
            for forms, of in zip(sentences, tagged, strict=True)
        ]
        return [
            [Reading(*tags, word.lemma, *arc) for tags, word, arc in zip(*sentence, strict=True)]
            for sentence in zip(tagged, words, parser.parse(words), strict=True)
        ]

    def _learn_lemmas(self, words: Any) -> None:
        asked = dict.fromkeys(words)
        if len(self._lemmas) + len(asked) > MAX_TYPES:
            self._lemmas.clear()
        unknown = sorted(word for word in asked if word not in self._lemmas)
        if unknown:
            document = _document([[{"id": (1,), "text": form, "upos": upos}] for form, upos in unknown])
            self._processors["lemma"].process(document)
            lemmas = (sentence.words[0].lemma for sentence in document.sentences)
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
