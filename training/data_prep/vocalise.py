"""Diacritics for a form, as far as its vocalised lemma and its case tell them."""

from __future__ import annotations

from dataclasses import replace

from training.data_prep.conllu import Token, Word

MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")
FOLD = str.maketrans("أإآٱىة", "ااااي" + "ت")
CASE_VOWELS = {"Nom": ("\u064f", "\u064c"), "Gen": ("\u0650", "\u064d"), "Acc": ("\u064e", "\u064b")}
NO_CASE_VOWEL = frozenset("اىيوء")


def vocalise_word(word: Word) -> str:
    """The word's form with the marks of its lemma, and its case vowel where the whole stem was matched."""
    form = word.form
    if any(c in MARKS for c in form) or not any(c in MARKS for c in word.lemma):
        return form
    prefix = "ال" if form.startswith("ال") and not _bare(word.lemma).startswith("ال") else ""
    stem, matched = _project(form[len(prefix) :], word.lemma)
    if matched < 2 and len(form) > 1:
        return form
    return prefix + stem + _case_vowel(word, stem)


def vocalise_token(token: Token) -> Token:
    """Vocalise a token; untouched where it is not the plain sum of its words.

    Words of a multi-word token stay bare, as the treebank gives them: ويُعتقد is و + يعتقد.
    """
    forms = [vocalise_word(word) for word in token.words]
    if any(c in MARKS for c in token.form):
        return token
    if "".join(w.form for w in token.words).translate(FOLD) != token.form.translate(FOLD):
        return token
    letters = iter(token.form)
    # The token keeps its own letters (ت for ة before a pronoun) and takes the words' marks.
    marked = "".join(c if c in MARKS else next(letters) for form in forms for c in form)
    words = token.words if len(token.words) > 1 else (token.words[0]._replace(form=marked),)
    return replace(token, form=marked, words=words)


def _bare(form: str) -> str:
    return "".join(c for c in form if c not in MARKS)


def _project(form: str, lemma: str) -> tuple[str, int]:
    """Copy the lemma's marks letter by letter until the letters differ; also how many letters agreed."""
    pairs: list[tuple[str, str]] = []
    for char in lemma:
        if char in MARKS and pairs:
            pairs[-1] = (pairs[-1][0], pairs[-1][1] + char)
        else:
            pairs.append((char, ""))
    result, matched = "", 0
    for index, char in enumerate(form):
        if index == matched and index < len(pairs) and pairs[index][0].translate(FOLD) == char.translate(FOLD):
            result, matched = result + char + pairs[index][1], matched + 1
        else:
            result += char
    return result, matched


def _case_vowel(word: Word, stem: str) -> str:
    feats = dict(f.split("=") for f in word.feats.split("|") if "=" in f)
    vowels = CASE_VOWELS.get(feats.get("Case", ""))
    if not vowels or word.upos not in {"NOUN", "ADJ"} or feats.get("Number") != "Sing" or stem[-1] in NO_CASE_VOWEL:
        return ""
    return "" if stem[-1] in MARKS else vowels[feats.get("Definite") == "Ind"]
