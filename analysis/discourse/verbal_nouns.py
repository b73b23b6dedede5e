"""Verbal nouns (masdars): nouns that name an action and can hide who does it."""

import re
import tomllib
from functools import cache
from pathlib import Path

from analysis.arabic.orthography import key

_DATA = tomllib.loads((Path(__file__).parent / "nouns.toml").read_text(encoding="utf-8"))
_SHAPES = [(table["name"], re.compile(table["shape"])) for table in _DATA["shape"]]
_INTRANSITIVE_SHAPES = ("V tafa''ul", "VI tafa'ul", "VII infi'al", "VIII ifti'al")


@cache
def _keys(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in _DATA[name])


@cache
def _through() -> frozenset[tuple[str, str]]:
    return frozenset((key(noun), key(preposition)) for noun, preposition in _DATA["through"])


@cache
def is_verbal_noun(lemma: str) -> bool:
    """Say whether a noun's lemma has the shape of a verbal noun of a derived verb, or is listed as one.

    Shapes are those of the derived forms II–X (Wright, *A Grammar of the Arabic Language*, §202 ff.); verbal nouns of
    simple verbs have no shape of their own, so the frequent ones are listed in `nouns.toml`.
    """
    return verbal_noun_shape(lemma) != ""


@cache
def verbal_noun_shape(lemma: str) -> str:
    """Give the name of the shape by which a lemma is a verbal noun, "listed", or nothing."""
    word = key(lemma)
    if word in _keys("refused"):
        return ""
    if word in _keys("listed"):
        return "listed"
    return next((name for name, shape in _SHAPES if shape.fullmatch(word)), "")


def _known(lemma: str, bare: str) -> str:
    """Give the lemma of a word if it is a verbal noun and the word no broken plural, or the word, where lemmas fail."""
    known = key(lemma)
    if is_verbal_noun(known) and bare.startswith(known.removesuffix("ه")):
        return known
    # أخطار has the shape of إخطار: of what may be a broken plural the shape proves nothing.
    return "" if verbal_noun_shape(bare) == "IV if'al" and known != bare else bare


@cache
def is_action(lemma: str, word: str) -> bool:
    """Say whether a noun can name an action: a verbal noun that is no thing, quality or field (الإرهاب, الاستقرار).

    Parameters
    ----------
    lemma : its lemma.
    word : as printed, which shows the plural: مفاوضات is an action, استثمارات are things, أبحاث too.
    """
    printed = key(word)
    bare = printed[2:] if printed.startswith("ال") and len(printed) > 4 else printed
    if bare.endswith("ات") and len(bare) > 4 and key(lemma) != bare:  # of إفلات, إثبات it is no ending
        return bare in _keys("plural_actions")
    known = _known(lemma, bare)
    if not is_verbal_noun(known):
        return False
    return known not in _keys("things") or known in _keys("things_unless_governing")


@cache
def is_event(lemma: str) -> bool:
    """Say whether a noun of action only happens and acts on nothing: وقوع, تعاون."""
    word = key(lemma)
    if word in _keys("events"):
        return True
    return verbal_noun_shape(word) in _INTRANSITIVE_SHAPES and word not in _keys("act_on")


@cache
def takes_object(lemma: str) -> bool:
    """Say whether a noun of action acts on what its genitive names: مكافحة الإرهاب, not وقوع الحرب."""
    return is_verbal_noun(lemma) and not is_event(lemma)


@cache
def acts_through(lemma: str, preposition: str) -> bool:
    """Say whether a noun of action acts on something through a preposition: القضاء على الإرهاب."""
    return (key(lemma), preposition) in _through()


@cache
def needs_complement(lemma: str) -> bool:
    """Say whether a noun names an action only with what it acts on: الدفاع عن الأرض, not وزارة الدفاع."""
    word = key(lemma)
    return word in _keys("need_complement") or word in _keys("things_unless_governing")


@cache
def heads_a_trade(lemma: str, before: str) -> bool:
    """Say whether a noun after another is the name of a trade or body: شركات التأمين, لجنة التنسيق."""
    head = before.removeprefix("ال")
    if before in _keys("ministries"):
        return True
    heads = _keys("trade_heads")
    return key(lemma) in _keys("trades") and (before in heads or head in heads)
