"""Spelling of real news, which the treebank lacks, as rules that turn one sentence into another.

Each rule keeps trees, tags and word boundaries true: what changes on the surface token changes on the
syntactic words under it. `perturb` applies one rule wherever it can (the perturbed dev sets);
`augmented_copies` makes the minority share that is added to the training data.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from training.data_prep.conllu import Sentence, Token, Word
from training.data_prep.names import CLITICS, DATA, read_names
from training.data_prep.vocalise import vocalise_token

Rule = Callable[[Sentence, random.Random], Sentence]

HAMZA = str.maketrans("أإآٱ", "اااا")
PERSIAN = str.maketrans("يىكه", "ییکہ")
FARSI_KEYS = str.maketrans("يىك", "ییک")
FOREIGN_LETTERS = {"ب": "پ", "ج": "چ", "ف": "ڤ", "غ": "گ", "ك": "گ"}
ARABIC_DIGITS = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٬٫", "0123456789,.")
QUOTE_PAIRS = ("«»", "“”", "”“", "‘’")
FINAL = {".", "!", "؟", "?", "..", "..."}
LATIN = tuple(read_names(DATA / "latin.txt"))


def respell(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    """Apply a letter-by-letter change to surface tokens.

    A word that is a token of its own changes with it. Words of a multi-word token do not: the treebank gives them
    in standard spelling (واضاف is و + أضاف), so that is what the expander must learn.
    """
    return sentence.with_tokens(respelt_token(token, change(token.form)) for token in sentence.tokens)


def respelt_token(token: Token, form: str) -> Token:
    """The token spelt so, and its word with it, unless it holds several."""
    words = token.words if len(token.words) > 1 else (token.words[0]._replace(form=form),)
    return replace(token, form=form, words=words)


def misspelt_token(token: Token, form: str) -> Token:
    """The token spelt so; a lemma that is the word as written, as names have it (احمد and أحمد), is so still."""
    changed = respelt_token(token, form)
    if len(token.words) > 1 or token.words[0].lemma != token.words[0].form:
        return changed
    return replace(changed, words=(changed.words[0]._replace(lemma=form),))


def drop_hamza(sentence: Sentence, _: random.Random) -> Sentence:
    """Write every hamza-carrying alef as a bare alef."""
    return sentence.with_tokens(misspelt_token(token, token.form.translate(HAMZA)) for token in sentence.tokens)


def confuse_endings(sentence: Sentence, _: random.Random) -> Sentence:
    """Write final ة as ه and final ى as ي, as hurried keyboards do."""
    return _respell_endings(sentence, {"ة": "ه", "ى": "ي"})


def egyptian_endings(sentence: Sentence, _: random.Random) -> Sentence:
    """Write final ي as ى, the Egyptian newspapers' habit."""
    return _respell_endings(sentence, {"ي": "ى"})


def _respell_endings(sentence: Sentence, endings: dict[str, str]) -> Sentence:
    def change(token: Token) -> Token:
        last = token.words[-1].form[-1:]
        if len(token.form) < 2 or token.form[-1] not in endings or last != token.form[-1]:
            return token
        return misspelt_token(token, token.form[:-1] + endings[token.form[-1]])

    return sentence.with_tokens(change(t) for t in sentence.tokens)


def persian_letters(sentence: Sentence, rng: random.Random) -> Sentence:
    """Write ی and ک (sometimes ہ) for ي and ك, and پ چ ڤ گ inside foreign names."""
    table = PERSIAN if rng.random() < 0.15 else FARSI_KEYS
    return respell(_foreign_letters(sentence, rng), lambda form: form.translate(table))


def _foreign_letters(sentence: Sentence, rng: random.Random) -> Sentence:
    def change(token: Token) -> Token:
        word = token.words[-1]
        letters = [c for c in FOREIGN_LETTERS if c in word.form]
        if word.xpos[:1] != "X" or not letters or not token.form.endswith(word.form):
            return token
        old = rng.choice(letters)
        form = word.form.replace(old, FOREIGN_LETTERS[old])
        return respelt_token(token, token.form[: len(token.form) - len(word.form)] + form)

    return sentence.with_tokens(change(t) for t in sentence.tokens)


def curl_quotes(sentence: Sentence, rng: random.Random) -> Sentence:
    """Write straight quotation marks as guillemets or curly quotes, opening and closing."""
    pair, seen = rng.choice(QUOTE_PAIRS), 0
    tokens = []
    for token in sentence.tokens:
        form = token.form
        if form in {'"', "«", "»"} and len(token.words) == 1:
            form = pair[seen % 2] if form == '"' else pair[form == "»"]
            seen += 1
            token = replace(token, form=form, words=(token.words[0]._replace(form=form, lemma=form),))
        tokens.append(token)
    return sentence.with_tokens(tokens)


def change_digits(sentence: Sentence, _: random.Random) -> Sentence:
    """Swap European for Arabic-Indic digits in numbers, or back."""

    def change(token: Token) -> Token:
        if not any(c.isdigit() for c in token.form):
            return token
        table = ARABIC_DIGITS if any("0" <= c <= "9" for c in token.form) else ASCII_DIGITS
        words = tuple(w._replace(form=w.form.translate(table), lemma=w.lemma.translate(table)) for w in token.words)
        return replace(token, form=token.form.translate(table), words=words)

    return sentence.with_tokens(change(t) for t in sentence.tokens)


def drop_final_stop(sentence: Sentence, _: random.Random) -> Sentence:
    """Make a headline of the sentence: no final stop, and a paragraph break after it."""
    words, last = sentence.words, sentence.tokens[-1]
    governs = any(w.head == len(words) for w in words)
    if len(sentence.tokens) < 4 or last.form not in FINAL or last.words[0].upos != "PUNCT" or governs:
        return replace(sentence, ends_paragraph=True)
    return replace(sentence, tokens=sentence.tokens[:-1], ends_paragraph=True)


def latin_names(sentence: Sentence, rng: random.Random) -> Sentence:
    """Put Latin names where names stand; after a clitic, with the joining tatweel: لـISPR."""

    def change(token: Token) -> Token:
        word, name = token.words[-1], rng.choice(LATIN)
        latin = Word(name, name, "X", "X---------", "Foreign=Yes", word.head, word.deprel)
        clitic = token.words[0]
        if len(token.words) == 2 and clitic.form in CLITICS and word.upos in {"NOUN", "X"} and word.form[:2] != "ال":
            return replace(token, form=f"{clitic.form}ـ{name}", words=(clitic, latin))
        if len(token.words) == 1 and word.upos == "X" and word.xpos[:1] != "Y":
            return replace(token, form=name, words=(latin,))
        return token

    return sentence.with_tokens(change(t) if rng.random() < 0.6 else t for t in sentence.tokens)


def add_diacritics(sentence: Sentence, _: random.Random) -> Sentence:
    """Vocalise what the lemmas allow; the rest stays bare, as in half-vocalised news."""
    return sentence.with_tokens(vocalise_token(t) for t in sentence.tokens)


def strip_diacritics(sentence: Sentence, _: random.Random) -> Sentence:
    """Write no diacritics at all."""
    return respell(sentence, lambda form: "".join(c for c in form if not "\u064b" <= c <= "\u0652") or form)


RULES: dict[str, Rule] = {
    "diacritics": add_diacritics,
    "bare": strip_diacritics,
    "hamza": drop_hamza,
    "endings": confuse_endings,
    "egyptian": egyptian_endings,
    "persian": persian_letters,
    "quotes": curl_quotes,
    "latin": latin_names,
    "digits": change_digits,
    "nostop": drop_final_stop,
}


def perturb(sentences: Iterable[Sentence], rule: str, seed: int = 1) -> list[Sentence]:
    """Apply one rule to every sentence wherever it can apply."""
    rng = random.Random(f"{rule}-{seed}")
    return [RULES[rule](sentence, rng) for sentence in sentences]


def augmented_copies(sentences: list[Sentence], share: float, seed: int = 1) -> list[Sentence]:
    """Changed copies of a random `share` of the sentences, one to three rules each; the originals stay outside."""
    rng = random.Random(seed)
    copies = []
    for sentence in rng.sample(sentences, round(share * len(sentences))):
        names = rng.sample(list(RULES), rng.choice((1, 1, 2, 3)))
        changed = sentence
        for name in sorted(names, key=list(RULES).index):
            changed = RULES[name](changed, rng)
        if changed != sentence:
            copies.append(replace(changed, sent_id=f"{sentence.sent_id}-{'-'.join(names)}"))
    return copies
