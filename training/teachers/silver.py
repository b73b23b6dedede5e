"""News with tags by several taggers: `python -m training.teachers.silver NEWS MODEL OUT TAGGER [TAGGER …]`.

The mean of several taggers' probabilities is righter than any one of them; one that learns from it comes near to it
(Hinton et al. 2015, distillation). A share of the sentences is shown without hamzas under the tags that they have with
them, so that the spelling matters less.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer
from stanza.utils.conll import CoNLL

from analysis.parsing.engine import Engine, load_engine
from analysis.parsing.model import find_model
from analysis.parsing.paragraphs import split_paragraphs
from training.data_prep.augment import drop_hamza
from training.data_prep.conllu import Sentence, Token, Word, conllu_text, read_conllu, write_conllu
from training.data_prep.particles import as_read
from training.data_prep.segment import news_texts
from training.trainers.mix import with_tags

SEED, SENTENCES, BARE = 4, 8_000, 0.35
SHORTEST, LONGEST = 5, 80  # words of a sentence
Tags = tuple[str, str, str]  # UPOS, XPOS, features


def news_sentences(texts: Sequence[str], engine: Engine, number: int) -> list[Sentence]:
    """The first sentences of 5 to 80 words of texts, as the model cuts and reads them."""
    found: list[Sentence] = []
    for text in texts:
        paragraphs = [paragraph.text for paragraph in split_paragraphs(text)]
        for paragraph, sentences in zip(paragraphs, engine.parse(paragraphs), strict=True):
            for words in sentences:
                if SHORTEST <= len(words) <= LONGEST and len(found) < number:
                    found.append(Sentence(f"news-{len(found)}", tuple(_tokens(words, paragraph))))
        if len(found) == number:
            break
    return found


def drawn_sentences(news: Path, model: Path, number: int, seed: int) -> list[Sentence]:
    """Such sentences of articles drawn from a folder of news, by the model of a folder."""
    texts = news_texts(news)
    random.Random(seed).shuffle(texts)
    return news_sentences(texts, load_engine(find_model(model)), number)


def _tokens(words: Sequence[Any], paragraph: str) -> Iterator[Token]:
    for _, members in groupby(words, key=lambda word: word.token):
        glued = list(members)
        inside = [Word(w.form, w.lemma, w.upos, w.xpos, w.feats or "_", w.head + 1, w.deprel) for w in glued]
        yield Token(paragraph[glued[0].start : glued[0].end], tuple(inside))


class Taggers:
    """Taggers asked together; their tags are those of the first."""

    def __init__(self, paths: Sequence[Path], vectors: Path) -> None:
        self._vectors = Pretrain(str(vectors))
        self._trainers = [Trainer(pretrain=self._vectors, model_file=str(path), device="cpu") for path in paths]
        labels = [_labels(trainer) for trainer in self._trainers]
        for path, own in zip(paths, labels, strict=True):
            if list(own) != list(labels[0]):
                raise ValueError(f"{path}: has other fields of tags than {paths[0]}")
        self._places = [[_places(labels[0][field], own[field]) for field in own] for own in labels]

    def tag(self, sentences: Sequence[Sentence]) -> list[list[Tags]]:
        """Tags of each word by the mean of the taggers' probabilities."""
        document = CoNLL.conll2doc(input_str=conllu_text(sentences))
        asked = [
            list(self._probabilities(trainer, places, document))
            for trainer, places in zip(self._trainers, self._places, strict=True)
        ]
        return [
            list(self._best([sum(heads) for heads in zip(*each, strict=True)])) for each in zip(*asked, strict=True)
        ]

    def _probabilities(
        self, trainer: Any, places: Sequence[torch.Tensor], document: Any
    ) -> Iterator[list[torch.Tensor]]:
        """For each sentence the probabilities (words, the first tagger's labels) of each classifier."""
        heard: list[torch.Tensor] = []
        heads = [trainer.model.upos_clf, *(head for name in ("xpos", "feats") for head in trainer.model.tag_clf[name])]
        hooks = [head.register_forward_hook(lambda _, __, scores: heard.append(scores.detach())) for head in heads]
        data = Dataset(document, trainer.args, self._vectors, trainer.vocab, evaluation=True)
        with torch.no_grad():
            for batch, sentence in zip(data.to_loader(batch_size=1), document.sentences, strict=True):
                heard.clear()
                trainer.predict(batch)
                scores = (some.reshape(-1, some.shape[-1])[: len(sentence.words)] for some in heard)
                yield [_placed(torch.softmax(some.float(), -1), at) for some, at in zip(scores, places, strict=True)]
        for hook in hooks:
            hook.remove()

    def _best(self, heads: Sequence[torch.Tensor]) -> Iterator[Tags]:
        vocab = self._trainers[0].vocab
        after = 1 + len(vocab["xpos"])
        for upos, *rest in zip(*(head.argmax(-1).tolist() for head in heads), strict=True):
            (part,), (tag,) = vocab["upos"].unmap([upos]), vocab["xpos"].unmap([rest[: after - 1]])
            (features,) = vocab["feats"].unmap([rest[after - 1 :]])
            yield part, tag, features


def _labels(trainer: Any) -> dict[tuple[str, Any], list[str]]:
    """(Kind of tag, its field) → labels, in the order of the classifiers."""
    vocab = trainer.vocab
    fields = {(name, field): list(u) for name in ("xpos", "feats") for field, u in vocab[name]._id2unit.items()}
    return {("upos", None): list(vocab["upos"]._id2unit), **fields}


def _places(labels: Sequence[str], others: Sequence[str]) -> torch.Tensor:
    """Where each label stands among the others; -1 for one that is not there."""
    found = {label: place for place, label in enumerate(others)}
    return torch.tensor([found.get(label, -1) for label in labels])


def _placed(probabilities: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    return probabilities[:, places.clamp(min=0)] * (places >= 0)


def retagged(sentences: Sequence[Sentence], tags: Sequence[Sequence[Tags]], bare: float) -> list[Sentence]:
    """The sentences as they are read in use, with these tags, a share of them without hamzas."""
    rng, changed = random.Random(SEED), []
    for sentence, some in zip(sentences, tags, strict=True):
        tagged = with_tags(sentence, some)
        changed.append(as_read(drop_hamza(tagged, rng) if rng.random() < bare else tagged))
    return changed


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.teachers.silver", description=__doc__.split("\n", 1)[0])
    parser.add_argument("news", type=Path, help="folder of Parquet files with a `text` column")
    parser.add_argument("model", type=Path, help="model folder whose sentences, words and vectors are taken")
    parser.add_argument("out", type=Path, help="CoNLL-U file to write")
    parser.add_argument("taggers", type=Path, nargs="+", help="files of Stanza's tagger")
    parser.add_argument("--with", dest="gold", type=Path, help="CoNLL-U file to put before them")
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("--bare", type=float, default=BARE, help="share of them without hamzas [%(default)s]")
    args = parser.parse_args()
    sentences = drawn_sentences(args.news, args.model, args.sentences, SEED)
    taggers = Taggers(args.taggers, args.model / "ar" / "pretrain" / "padt.pt")
    silver = retagged(sentences, taggers.tag(sentences), args.bare)
    write_conllu([*(read_conllu(args.gold) if args.gold else ()), *silver], args.out)


if __name__ == "__main__":
    main()
