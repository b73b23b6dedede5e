"""Entries for the lemmatiser's dictionary: where it makes up a lemma, the treebank's that the word is spelt like.

The lemmatiser writes the vowels of a word that it has not seen letter by letter: it makes قَدِيس of قديسين, and مَفَّة of
المفتي. Where no word of the treebank has such a lemma, and one has a lemma of the same part of speech whose letters the
word shows once article and endings are off, the latter is taken.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import stanza
from stanza.models.common.doc import Document

from training.data_prep.conllu import Sentence, read_conllu
from training.data_prep.segment import MARKS, news_texts, segmented

#: Pairs of word and part of speech → lemmas.
Lemmatiser = Callable[[Sequence[tuple[str, str]]], list[str]]
TANWIN = "\u064b"
#: Endings that inflect a word and make no other of it: a feminine noun is a word of its own, and so is a nisba.
ENDINGS = {
    "NOUN": ("", "ا", "ات", "ين", "ون", "ان", "تين", "تان", "و"),
    "ADJ": ("", "ا", "ة", "ات", "ين", "ون", "ان", "تين", "تان", "و"),
    "VERB": ("", "ت", "وا", "نا", "ا", "تا"),
}
#: Endings of nouns in place of ta marbuta; the dual keeps its ta.
INSTEAD_OF_TA, TA_KEPT = {"ات", "تين", "تان"}, {"تين", "تان"}
SHORTEST = 3


class TreebankLemmas:
    """The lemmas of a treebank, by their letters and part of speech."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        words = [word for sentence in sentences for word in sentence.words]
        self._seen = {(word.form, word.upos) for word in words}
        self._lemmas = Counter((word.lemma, word.upos) for word in words)
        self._by_letters: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for (lemma, upos), count in self._lemmas.items():
            self._by_letters[_letters(lemma), upos][lemma] += count

    def likely(self, form: str, upos: str) -> str | None:
        """The most frequent lemma that an unseen word is spelt like, with the least taken off; None without one."""
        if upos not in ENDINGS or (form, upos) in self._seen or MARKS.search(form.replace(TANWIN, "")):
            return None
        for stem in _stems(_letters(form), upos):
            if found := self._by_letters.get((stem, upos)):
                return found.most_common(1)[0][0]
        return None

    def made_up(self, lemma: str, upos: str) -> bool:
        """Whether no word of the treebank has such a lemma."""
        return (lemma, upos) not in self._lemmas


def _letters(text: str) -> str:
    return MARKS.sub("", text).replace("ٱ", "ا")


def _stems(word: str, upos: str) -> Iterator[str]:
    """What is left of a word without article and endings, in the order in which they are taken off."""
    bare = [word[2:]] if word.startswith("ال") and upos != "VERB" else []
    for rest in [*bare, word]:
        for ending in ENDINGS[upos]:
            stem = rest[: len(rest) - len(ending)]
            if rest.endswith(ending) and len(stem) >= SHORTEST:
                if upos == "NOUN" and ending in INSTEAD_OF_TA:
                    yield stem + "ة"
                if upos != "NOUN" or ending not in TA_KEPT:
                    yield stem


def likely_lemmas(words: Iterable[str], lemmas: TreebankLemmas, lemmatise: Lemmatiser) -> dict[str, dict[str, str]]:
    """Part of speech → word → a likelier lemma than the lemmatiser's."""
    asked = {(word, upos): lemmas.likely(word, upos) for word in dict.fromkeys(words) for upos in ENDINGS}
    likely = {pair: lemma for pair, lemma in asked.items() if lemma is not None}
    entries: dict[str, dict[str, str]] = {upos: {} for upos in ENDINGS}
    for ((word, upos), lemma), own in zip(likely.items(), lemmatise(list(likely)), strict=True):
        if lemma != own and lemmas.made_up(own, upos):
            entries[upos][word] = lemma
    return entries


def write_likely(news: Path, segments: Path, treebank: Path, model: Path, out: Path) -> None:
    """Ask the model's lemmatiser about the words of the news, and write the entries as JSON."""
    pipe = stanza.Pipeline(
        "ar", dir=str(model), processors="tokenize,mwt,pos,lemma", download_method=None, logging_level="ERROR"
    )

    def lemmatise(pairs: Sequence[tuple[str, str]]) -> list[str]:
        document = Document([[{"id": (1,), "text": form, "upos": upos}] for form, upos in pairs])
        return [word.lemma for s in pipe.processors["lemma"].process(document).sentences for word in s.words]

    table = json.loads(segments.read_text(encoding="utf-8"))
    words = sorted({word for line in segmented(news_texts(news), table) for word in line})
    entries = likely_lemmas(words, TreebankLemmas(read_conllu(treebank)), lemmatise)
    out.write_text(json.dumps(entries, ensure_ascii=False, indent=0), encoding="utf-8")
