"""News for the teachers as arrays, and their labels as sentences: `python -m training.teachers.taught write|read …`.

The news comes from folders that `khitab annotate --into` made: their sentences, words and first tags are those of the
model that annotated them, with the characters that models know.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.arabic.orthography import normal
from analysis.parsing.networks.trees import is_tree
from analysis.parsing.paragraphs import KNOWN_TO_MODELS
from training.data_prep.augment import drop_final_stop, drop_hamza, egyptian_endings
from training.data_prep.conllu import Sentence, Token, Word, read_conllu, write_conllu
from training.data_prep.particles import as_read, token_as_read
from training.teachers.encoder import BREAK, SPECIAL
from training.teachers.teaching import UNREACHED

SHORTEST, LONGEST = 5, 80  #: words of a sentence that is labelled
SEED = 11
SENTENCES = "sentences.conllu"
COLUMNS = ["doc_id", "paragraph", "sentence", "token", "start", "end", "form", "lemma", "upos", "xpos", "feats"]
Article = tuple[Sentence, ...]


def stored_articles(folder: Path) -> Iterator[Article]:
    """Articles of a folder that `khitab annotate --into` made, in the order of their files."""
    for path in sorted(folder.glob("words-*.parquet")):
        words = pd.read_parquet(path, columns=COLUMNS)
        beside = path.with_name(path.name.replace("words-", "documents-"))
        documents = pd.read_parquet(beside, columns=["doc_id", "text"])
        texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
        known: dict[str, str] = {}
        for doc_id, own in words.groupby("doc_id", sort=False, observed=True):
            yield tuple(_sentences(own, texts[doc_id], known))


def _sentences(words: pd.DataFrame, text: str, known: dict[str, str]) -> Iterator[Sentence]:
    rows = zip(*(words[name].tolist() for name in COLUMNS[1:]), strict=True)
    for _, of_sentence in groupby(rows, key=lambda row: row[:2]):
        tokens = []
        for (_, start, end), of_token in groupby(of_sentence, key=lambda row: row[2:5]):
            glued = []
            for form, lemma, upos, xpos, feats in (row[5:] for row in of_token):
                if form not in known:
                    known[form] = _shown(form)
                glued.append(Word(known[form], lemma, upos, xpos, feats or "_", 0, "root"))
            tokens.append(_token(glued, text[start:end]))
        yield Sentence("", tuple(tokens))


def _shown(form: str) -> str:
    """A form with the characters that models know; one of tatweel alone is a dash."""
    return normal(form).translate(KNOWN_TO_MODELS) or "-"


def _token(words: list[Word], text: str) -> Token:
    if len(words) == 1:
        return Token(words[0].form, tuple(words))
    return token_as_read(Token(_shown(text), tuple(words)))


class Types:
    """Numbers of different forms, those that are most frequent first."""

    def __init__(self, counts: Counter[str]) -> None:
        self.forms = [form for form, _ in counts.most_common()]
        self._number = {form: len(SPECIAL) + i for i, form in enumerate(self.forms)}

    def of(self, sentences: Iterable[Sentence]) -> np.ndarray:
        """The numbers of all words, end to end."""
        return np.array([self._number[word.form] for s in sentences for word in s.words], dtype=np.uint32)


def starts_of(sentences: Sequence[Sentence]) -> np.ndarray:
    """Where each sentence begins among the words, and the end of the last."""
    return np.cumsum([0, *(len(sentence.words) for sentence in sentences)]).astype(np.int64)


def fields_of(tag: tuple[str, str, str]) -> dict[str, str]:
    """A tag's part of speech, the places of its XPOS and its features, each by a name."""
    upos, xpos, feats = tag
    found = {"upos": upos} | {f"xpos{i}": letter for i, letter in enumerate(xpos)}
    return found | dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


def field_table(tags: Sequence[tuple[str, str, str]]) -> np.ndarray:
    """The label of each tag in each field (tags, fields); 0 where it lacks the field."""
    split = [fields_of(tag) for tag in tags]
    table = np.zeros((len(tags), 0), dtype=np.int16)
    for name in sorted({name for fields in split for name in fields}):
        labels = {label: i + 1 for i, label in enumerate(sorted({f[name] for f in split if name in f}))}
        column = np.array([labels.get(fields.get(name, ""), 0) for fields in split], dtype=np.int16)
        table = np.column_stack([table, column])
    return table


def write(folders: Sequence[Path], train: Path, dev: Path, out: Path, label_words: int) -> None:
    """Write the arrays that the teachers learn from and label, and the sentences that they label as CoNLL-U."""
    articles = [article for folder in folders for article in stored_articles(folder)]
    parts = {"train": [as_read(s) for s in read_conllu(train)], "dev": [as_read(s) for s in read_conllu(dev)]}
    counts = Counter(w.form for article in articles for s in article for w in s.words)
    counts.update(word.form for sentences in parts.values() for s in sentences for word in s.words)
    types = Types(counts)
    out.mkdir(parents=True, exist_ok=True)

    def save(name: str, values: np.ndarray) -> None:
        np.save(out / f"{name}.npy", values)

    pause = np.array([BREAK], dtype=np.uint32)
    stream = [part for article in (*articles, parts["train"]) for part in (types.of(article), pause)]
    save("news", np.concatenate(stream))
    tags = sorted({(w.upos, w.xpos, w.feats) for s in parts["train"] for w in s.words})
    relations = ["root", *sorted({w.deprel for s in parts["train"] for w in s.words} - {"root"})]
    tag_number, relation_number = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(relations)}
    for part, sentences in parts.items():
        words = [word for sentence in sentences for word in sentence.words]
        save(f"{part}-starts", starts_of(sentences))
        save(f"{part}-types", types.of(sentences))
        save(f"{part}-heads", np.array([word.head for word in words], dtype=np.int64))
        # Tags and relations of the development part that the training part lacks count as wrong whatever is said.
        save(
            f"{part}-tags",
            np.array([tag_number.get((w.upos, w.xpos, w.feats), len(tags)) for w in words], dtype=np.int64),
        )
        save(f"{part}-relations", np.array([relation_number.get(word.deprel, 255) for word in words], dtype=np.int64))
    save("fields", field_table(tags))
    chosen = _chosen(articles, label_words)
    save("label-starts", starts_of(chosen))
    save("label-types", types.of(chosen))
    names = {"forms": types.forms, "tags": tags, "relations": relations}
    (out / "names.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
    write_conllu(chosen, out / SENTENCES)


def _chosen(articles: list[Article], words: int) -> list[Sentence]:
    """Different sentences of articles in a random order, until they hold so many words."""
    found: dict[tuple[str, ...], Sentence] = {}
    size = 0
    for article in random.Random(SEED).sample(articles, len(articles)):
        for sentence in article:
            forms = tuple(word.form for word in sentence.words)
            if SHORTEST <= len(forms) <= LONGEST and forms not in found and size < words:
                found[forms] = sentence
                size += len(forms)
    return list(found.values())


def labelled(arrays: Path, labels: Path, own_tags: bool) -> Iterator[Sentence]:
    """The sentences with the teachers' trees, and their tags or those of the model that annotated them.

    Sentences that the teachers did not reach, and those whose arcs are no tree, are left out.
    """
    names = json.loads((arrays / "names.json").read_text(encoding="utf-8"))
    found = {name: np.load(labels / f"{name}.npz")["arr_0"] for name in ("tags", "heads", "relations", "sure")}
    sentences = read_conllu(arrays / SENTENCES)
    starts = starts_of(sentences)
    for sentence, start, end in zip(sentences, starts, starts[1:], strict=False):
        heads = found["heads"][start:end].tolist()
        if (found["sure"][start:end] == UNREACHED).any() or not is_tree(np.array([0, *heads])):
            continue
        rows = zip(found["tags"][start:end], heads, found["relations"][start:end], strict=True)
        words = []
        for word, (tag, head, relation) in zip(sentence.words, rows, strict=True):
            deprel = names["relations"][relation] if head else "root"
            upos, xpos, feats = word[2:5] if own_tags else names["tags"][tag]
            words.append(Word(word.form, word.lemma, upos, xpos, feats, head, deprel))
        marked = iter(words)
        yield sentence.with_tokens(
            Token(token.form, tuple(islice(marked, len(token.words))), token.space_after) for token in sentence.tokens
        )


def respelt(
    sentences: Iterable[Sentence], bare: float, egyptian: float, stopless: float = 0, seed: int = SEED
) -> Iterator[Sentence]:
    """Shares of the sentences without hamzas, with final ي as ى, without final stop, under the labels that they had."""
    rng = random.Random(seed)
    rules = [(bare, drop_hamza), (egyptian, egyptian_endings), (stopless, drop_final_stop)]
    for number, sentence in enumerate(sentences):
        changed = sentence
        for share, rule in rules:
            changed = rule(changed, rng) if share and rng.random() < share else changed
        yield Sentence(f"news-{number}", as_read(changed).tokens)


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m training.teachers.taught", description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(required=True, dest="command")
    writer = commands.add_parser("write", help="arrays for `python -m training.teachers.teaching`")
    writer.add_argument("annotated", type=Path, nargs="+", help="folder that `khitab annotate --into` made")
    writer.add_argument("--train", type=Path, required=True, help="CoNLL-U file that the teachers learn")
    writer.add_argument("--dev", type=Path, required=True, help="CoNLL-U file that they are judged by")
    writer.add_argument("--out", type=Path, required=True, help="folder for the arrays")
    writer.add_argument("--words", type=int, default=5_000_000, help="of news to be labelled [%(default)s]")
    reader = commands.add_parser("read", help="CoNLL-U of the labels")
    reader.add_argument("arrays", type=Path)
    reader.add_argument("labels", type=Path, help="folder that `python -m training.teachers.teaching` made")
    reader.add_argument("out", type=Path, help="CoNLL-U file to write")
    reader.add_argument("--with", dest="gold", type=Path, help="CoNLL-U file to put before them")
    reader.add_argument("--sentences", type=int, default=60_000, help="of news [%(default)s]")
    reader.add_argument("--skip", type=int, default=0, help="sentences to leave out before them")
    reader.add_argument("--own-tags", action="store_true", help="keep the tags of the model that annotated the news")
    reader.add_argument("--bare", type=float, default=0.3, help="share of them without hamzas [%(default)s]")
    reader.add_argument("--egyptian", type=float, default=0.1, help="share with final ي as ى [%(default)s]")
    reader.add_argument("--stopless", type=float, default=0, help="share without final stop [%(default)s]")
    reader.add_argument("--seed", type=int, default=SEED, help="of the choice of these shares [%(default)s]")
    args = parser.parse_args()
    if args.command == "write":
        write(args.annotated, args.train, args.dev, args.out, args.words)
        return
    news = islice(labelled(args.arrays, args.labels, args.own_tags), args.skip, args.skip + args.sentences)
    gold = map(as_read, read_conllu(args.gold)) if args.gold else ()
    write_conllu([*gold, *respelt(news, args.bare, args.egyptian, args.stopless, args.seed)], args.out)


if __name__ == "__main__":
    main()
