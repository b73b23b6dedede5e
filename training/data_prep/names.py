"""Proper names put into training sentences, so that the tokeniser leaves their first letters whole."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from training.data_prep.conllu import Sentence, Token, Word

#: Clitics that may take each other's place: (from, to, lemma of the latter, how often).
EXCHANGED = (("و", "ف", "فَ", 0.3), ("ب", "ك", "كَ", 0.15))
CLITICS = ("و", "ف", "ب", "ل", "ك")
DATA = Path(__file__).parents[1] / "data"
#: Free prepositions that may become a clitic on the name after them: في فرنسا → بفرنسا.
GLUED = {"في": ("ب", "بِ"), "الى": ("ل", "لِ"), "إلى": ("ل", "لِ"), "ب": ("ب", "بِ"), "ل": ("ل", "لِ"), "مثل": ("ك", "كَ")}


def read_names(path: Path = DATA / "names.txt") -> list[str]:
    """The names, in file order, each once."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(dict.fromkeys(name for line in lines for name in line.split()))


def place_names(sentences: list[Sentence], names: list[str]) -> set[str]:
    """Names of the list that the treebank itself holds: where they stand, others may stand."""
    forms = {word.form for sentence in sentences for word in sentence.words}
    return forms & set(names)


def name_copies(sentences: list[Sentence], names: list[str], copies: int, seed: int = 1) -> list[Sentence]:
    """`copies` sentences in which names stand in each other's place, some with a clitic glued on."""
    rng, known = random.Random(seed), place_names(sentences, names)
    hosts = [s for s in sentences if sum(_is_name(t, known) for t in s.tokens) >= 2]
    result: list[Sentence] = []
    for _ in range(copies):
        host = rng.choice(hosts)
        swapped = _swap(host, known, names, rng)
        result.append(replace(swapped, sent_id=f"{host.sent_id}-names-{len(result)}"))
    return result


def _is_name(token: Token, known: set[str]) -> bool:
    word = token.words[-1]
    plain = len(token.words) == 1 or (len(token.words) == 2 and token.words[0].upos in {"CCONJ", "ADP"})
    return plain and token.form.endswith(word.form) and (word.xpos[:1] == "X" or word.form in known)


def _swap(sentence: Sentence, known: set[str], names: list[str], rng: random.Random) -> Sentence:
    tokens: list[Token] = []
    for token in sentence.tokens:
        if not _is_name(token, known) or rng.random() < 0.1:
            tokens.append(token)
            continue
        new = _put_name(token, rng.choice(names), rng)
        before = tokens[-1] if tokens else None
        if before and before.space_after and len(new.words) == 1 and before.form in GLUED and rng.random() < 0.5:
            form, lemma = GLUED[before.form]
            clitic = before.words[0]._replace(
                form=form, lemma=lemma, upos="ADP", xpos="P---------", feats="AdpType=Prep"
            )
            new = Token(glue(form, new.form), (clitic, *new.words), new.space_after)
            tokens.pop()
        tokens.append(new)
    return sentence.with_tokens(tokens)


def _put_name(token: Token, name: str, rng: random.Random) -> Token:
    word = token.words[-1]
    clitics = tuple(_exchange(clitic, rng) for clitic in token.words[:-1])
    form = glue("".join(c.form for c in clitics), name)
    return replace(token, form=form, words=(*clitics, word._replace(form=name, lemma=name)))


def _exchange(clitic: Word, rng: random.Random) -> Word:
    for old, new, lemma, often in EXCHANGED:
        if clitic.form == old and rng.random() < often:
            return clitic._replace(form=new, lemma=lemma)
    return clitic


def glue(clitic: str, name: str) -> str:
    """ل swallows the article's alef: ل + العراق → للعراق."""
    return clitic + name[1:] if clitic.endswith("ل") and name.startswith("ال") else clitic + name
