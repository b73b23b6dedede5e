"""What is said of a printed word when a reader asks: its parts, and of each the lemma, features and head."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.rendering.html import arabic, latin
from analysis.rendering.labels import Labels, phrase

_NOT_SAID = ("_", "")
_SAID_BY_THE_TAG = ("AdpType", "VerbForm", "NumValue")


def word_notes(words: pd.DataFrame, labels: Labels) -> dict[int, str]:
    """The note on each token of one document, as HTML.

    Parameters
    ----------
    words : the document's rows of the words table.
    labels : "ar" or "en", the language in which tags and relations are named.
    """
    columns = ("token", "word", "form", "lemma", "upos", "feats", "deprel", "head")
    rows = list(zip(*(words[name].tolist() for name in columns), strict=True))
    forms = {word: form for _, word, form, *_ in rows}
    notes: dict[int, list[str]] = {}
    for token, _, form, lemma, upos, feats, deprel, head in rows:
        notes.setdefault(token, []).append(_part(form, lemma, upos, feats, deprel, forms.get(head, ""), labels))
    return {token: "".join(parts) for token, parts in notes.items()}


def _part(form: str, lemma: str, upos: str, feats: str, deprel: str, head: str, labels: Labels) -> str:
    """One syntactic word: its form, lemma, tag and features, and on which word it depends as what."""
    said = [arabic("b", escape(form))]
    if lemma not in _NOT_SAID:
        said.append(f"{_named('lemma', labels)} {arabic('span', escape(lemma))}")
    said.append(_tag(upos, labels))
    features = [feature for feature in feats.split("|") if feature not in _NOT_SAID]
    said += [_tag(feature, labels) for feature in features if not feature.startswith(_SAID_BY_THE_TAG)]
    relation = _tag(deprel, labels)
    said.append(f"{relation} ← {arabic('span', escape(head))}" if head else relation)
    return f'<span class="part">{" · ".join(said)}</span>'


def _named(name: str, labels: Labels) -> str:
    return escape(phrase(f"reading/{name}", labels))


def _tag(tag: str, labels: Labels) -> str:
    """A tag of Universal Dependencies by its name; one without a name as it is written."""
    said = phrase(f"reading/{tag}", labels)
    if said == tag and ":" in tag:
        said = phrase(f"reading/{tag.partition(':')[0]}", labels)
        said = said if said != tag.partition(":")[0] else tag
    return latin(escape(tag)) if said == tag else escape(said)
