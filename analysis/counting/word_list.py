"""Word lists: which rows of the words table a list of words counts, and under which item, in which spelling.

The parser cuts وبالتعاون into three words, and gives جانفي the lemma of a word that nobody prints. A list for people
has one item for a token, not its clitics, and no lemma that the texts do not show. Nor does it show a word that is
printed glued alone: the name بالمر is cut as if المر were in it, and that stands nowhere by itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.arabic.orthography import key, keys, normal
from analysis.counting.token_index import Places
from analysis.parsing.model import BUNDLED, read_known

if TYPE_CHECKING:
    from analysis.annotation import Annotations
    from analysis.annotation.source import AnnotationSource

Bools = NDArray[np.bool_]

CLITICS = ("و", "ف", "ب", "ك", "ل", "س", "أ", "ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "كم", "كن")
"""Words that are glued to others; as parts of a token they are no items of a list."""

FUNCTION_POS = ("ADP", "CCONJ", "SCONJ", "PRON", "DET", "PART", "AUX", "INTJ")
NAME_POS = ("PROPN", "X")
NAME_KINDS = ("PER", "LOC", "ORG")

_JOINERS = ("و", "ف")  # before any word whatever, so that what follows them is a word of its own
_OPENERS = ("", "ب", "ك", "ل", "س")
_GLUED = 3 / 4  # the share of the places of a form from which the token that it is cut from is the item
_OFTEN_GLUED = 3  # times; what is rarer tells nothing
_OF_PRINT = "\x1f"  # between a key and the token or the plural that it may be counted under instead

_ENDING = re.compile("(?:ان|ين|ون|ات|ي|ا|ه|ت)$")
_MOSTLY_NAME = 2 / 3  # the share of its places inside names from which an item is a name
_RARELY = 0.1  # the share of its own forms below which a key is not what its word is called
_SHORTEST_WITH_ARTICLE = 5  # الله and الآن are no الـ before a word


def listed(piece: Annotations, *, numbers: bool = False) -> Bools:
    """(words,) which words of a piece a list counts: no clitics, no single letters, and numbers only if asked for."""
    words, places = piece.words, Places.of(piece)
    form = words["form"].cat
    texts, codes = form.categories.tolist(), form.codes.to_numpy()
    glued = np.isin(np.array(texts, dtype=object), CLITICS)[codes]
    parts = np.diff(places.borders)[places.token]
    kept: Bools = are_listed(texts, numbers=numbers)[codes] & ~(glued & (parts > 1))
    return kept


def are_listed(forms: Sequence[str], *, numbers: bool = False) -> Bools:
    """(forms,) which forms can be items: those of two letters or more, and numbers if asked for."""
    texts = map(normal, forms)
    return np.array(
        [sum(map(str.isalpha, text)) > 1 or (numbers and any(map(str.isdigit, text))) for text in texts], dtype=bool
    )


def list_names(piece: Annotations, unit: str = "key") -> tuple[NDArray[np.int64], pd.Index]:
    """Under what each word of a piece may be listed: (words,) codes, and the names; `Items.of` settles which it is.

    Of a word that is glued to one of ب ك ل س the token goes with the name, since only all texts together show whether
    the word stands by itself, too; of a plural such as الرياضيات the plural, a noun where the lemma is an adjective.
    """
    column = piece.words[unit].cat
    codes, names = column.codes.to_numpy().astype(np.int64), column.categories
    if unit != "key":
        return codes, names
    form, places = piece.words["form"].cat, Places.of(piece)
    form_codes, forms = form.codes.to_numpy().astype(np.int64), form.categories
    last = places.borders[1:] - 1
    parts = np.diff(places.borders)
    joined = np.isin(np.array(forms, dtype=object), _JOINERS)[form_codes[places.borders[:-1]]] & (parts == 3)
    cut = last[(parts == 2) | joined]
    of_forms = pd.Index(_OPENERS[1:]).get_indexer(forms) + 1
    opener = np.zeros(len(codes), dtype=np.int64)
    opener[cut] = of_forms[form_codes[cut - 1]]
    of_plurals = np.array([normal(text).endswith("يات") for text in forms], dtype=bool)[form_codes]
    plural = of_plurals & np.array([str(name).endswith("ي") for name in names], dtype=bool)[codes]
    rows = np.flatnonzero(((opener > 0) | plural) & (codes >= 0))
    pairs = (codes[rows] * len(forms) + form_codes[rows]) * len(_OPENERS) + opener[rows]
    numbers = pd.factorize(pairs)[0]
    examples = rows[np.unique(numbers, return_index=True)[1]]
    new = []
    for row in examples.tolist():
        text = normal(forms[form_codes[row]])
        own = _without_articles([text])[0] if plural[row] else _glued(_OPENERS[opener[row]], text)
        new.append(f"{names[codes[row]]}{_OF_PRINT}{own}")
    codes[rows] = len(names) + numbers
    listed_names: pd.Index = pd.Index([*names, *new], dtype="str")
    return codes, listed_names


def _glued(opener: str, text: str) -> str:
    """Both as they are printed together: ل with an article is لل."""
    return f"لل{text[2:]}" if opener == "ل" and text.startswith("ال") else opener + text


def list_types(annotations: AnnotationSource) -> pd.DataFrame:
    """How often each key comes in each form and part of speech, among what lists count: key, form, upos, n.

    Keys are those of `list_names`. in_name and labelled are how many of these stand in the name of a person, place or
    organisation, and in a text where the model looked for names at all.
    """
    if annotations not in _TYPES:
        columns = ["key", "form", "upos"]
        counted = []
        for piece in annotations.pieces(("doc_id", "paragraph", "token", *columns, "ner")):
            kept = listed(piece, numbers=True)
            ner = piece.words["ner"].cat
            is_name = np.array([label[2:] in NAME_KINDS for label in ner.categories] + [False])
            is_label = np.array([label != "" for label in ner.categories] + [False])
            codes = ner.codes.to_numpy()[kept]
            of_words, names = list_names(piece)
            place, unlike = pd.factorize(names)
            named = pd.Categorical.from_codes(place[of_words[kept]], dtype=pd.CategoricalDtype(unlike))
            rows = piece.words.loc[kept, columns].assign(
                key=named, n=1, in_name=is_name[codes].astype(int), labelled=is_label[codes].astype(int)
            )
            sizes = rows.groupby(columns, observed=True, sort=False)[list(_COUNTS)].sum()
            counted.append(sizes.reset_index().astype(dict.fromkeys(columns, "str")))
        together = pd.concat(counted, ignore_index=True)
        _TYPES[annotations] = together.groupby(columns, sort=True)[list(_COUNTS)].sum().reset_index()
    return _TYPES[annotations]


_COUNTS = ("n", "in_name", "labelled")
_TYPES: WeakKeyDictionary[AnnotationSource, pd.DataFrame] = WeakKeyDictionary()


class Items:
    """The items of a list over two corpora: what each is counted under, how it is spelt, which part of speech it is.

    Of keys and forms alone more is known than their names: items of other units are what they are.
    """

    def __init__(self, sources: Sequence[AnnotationSource], unit: str) -> None:
        types = pd.concat([list_types(source) for source in sources], ignore_index=True)
        types = types[types[unit] != ""].reset_index(drop=True)
        if unit == "key":
            types["text"] = pd.array([normal(form).strip("_") for form in types["form"]], dtype="str")
            types["bare"] = pd.array(_without_articles(types["text"]), dtype="str")
            types = _as_printed(types)
            self._key_of = dict(zip(types["name"], types["key"], strict=True))
            self._item_of = _items_of(types)
            self._types = types.assign(item=types["key"].map(self._item_of))
        else:
            self._item_of, self._key_of = {}, {}
            self._types = types.assign(item=types["form"])
        self._by_key = unit == "key"

    def of(self, names: pd.Index) -> pd.Index:
        """The item under which each is counted: its key, unless the texts do not show that."""
        found = [self._key_of.get(name, name.partition(_OF_PRINT)[0]) for name in names]
        items: pd.Index = pd.Index([self._item_of.get(name, name) for name in found], dtype="str")
        return items

    def spellings(self, items: Iterable[str]) -> list[str]:
        """Each key's most frequent printed form, one that is not the spelling of another item where there is one."""
        return [self._spelt.get(item, item) for item in items]

    @cached_property
    def _spelt(self) -> dict[str, str]:
        if not self._by_key:
            return {}
        forms: pd.DataFrame = self._types.groupby(["item", "text", "bare"])["n"].sum().reset_index()
        forms = forms[forms["text"] != ""]
        owned = forms["bare"].isin(set(forms["item"])) & (forms["bare"] != forms["item"])
        order = forms.assign(owned=owned).sort_values(["owned", "n", "text"], ascending=[True, False, True])
        first = order.drop_duplicates("item")
        return dict(zip(first["item"], first["text"], strict=True))

    def with_pos(self, pos: Sequence[str]) -> set[str]:
        """Items whose commonest part of speech is one of these."""
        counts = self._types.groupby(["item", "upos"])["n"].sum().reset_index()
        commonest = counts.sort_values("n", kind="stable").drop_duplicates("item", keep="last")
        return set(commonest.loc[commonest["upos"].isin(list(pos)), "item"])

    def names(self) -> set[str]:
        """Items that are names: by the model's labels, or by the part of speech where it gives none."""
        if not self._types["labelled"].any():
            return self.with_pos(NAME_POS)
        counts = self._types.groupby("item")[["in_name", "labelled"]].sum()
        return set(counts.index[counts["in_name"] > counts["labelled"] * _MOSTLY_NAME])


class PlainItems(Items):
    """Items of a unit of which no more is known than their names."""

    def __init__(self) -> None:
        self._item_of, self._key_of, self._by_key = {}, {}, False
        self._types = pd.DataFrame({"item": [], "upos": [], **{count: [] for count in _COUNTS}})


def items_of(target: AnnotationSource, reference: AnnotationSource, unit: str) -> Items:
    """The items of a comparison; they are kept as long as both corpora are."""
    if unit not in ("key", "form"):
        return PlainItems()
    known = _ITEMS.setdefault(target, WeakKeyDictionary()).setdefault(reference, {})
    if unit not in known:
        known[unit] = Items([target] if target is reference else [target, reference], unit)
    return known[unit]


_ITEMS: WeakKeyDictionary[AnnotationSource, WeakKeyDictionary[AnnotationSource, dict[str, Items]]] = WeakKeyDictionary()


def _as_printed(types: pd.DataFrame) -> pd.DataFrame:
    """Give each row its key, or that of what is printed where the key would show another word: name, key, text …"""
    split = types["key"].str.partition(_OF_PRINT)
    rows = types.assign(name=types["key"], key=split[0].astype("str"), token=split[2].astype("str"))
    tokens = pd.Series(pd.array(keys(rows["token"].tolist()), dtype="str"), index=rows.index)
    plural = (rows["token"] != "") & (rows["token"] == rows["bare"])
    # الرياضيات is no الرياضي; مستويات is a plural of مستوى.
    others = rows[~plural].groupby(["key", "upos"])["n"].sum().reset_index().sort_values("n", kind="stable")
    pos_of = others.drop_duplicates("key", keep="last").set_index("key")["upos"]
    noun = plural & (rows["key"].map(pos_of) == "ADJ")
    of_forms = rows.groupby("bare")["n"].transform("sum")
    of_tokens = rows.assign(token=tokens).groupby(["token", "bare"])["n"].transform("sum")
    grammar = rows["upos"].isin(FUNCTION_POS) | rows["key"].isin(function_words()) | rows["bare"].isin(function_words())
    glued = (rows["token"] != "") & ~plural & ~grammar
    glued &= (of_tokens >= _OFTEN_GLUED) & (of_tokens >= of_forms * _GLUED)
    # One answer for a name, whatever part of speech it has here and there.
    glued = glued.groupby(rows["name"]).transform("any")
    rows["key"] = rows["key"].where(~(glued | noun), tokens)
    rows["text"] = rows["text"].where(~glued, rows["token"])
    rows["bare"] = rows["bare"].where(~glued, rows["key"])
    return rows


def _items_of(types: pd.DataFrame) -> dict[str, str]:
    """Find the keys that are not shown by their own forms, and what they are counted under instead."""
    forms: pd.DataFrame = types.groupby(["key", "bare"])["n"].sum().reset_index()
    shown = (types["bare"] == types["key"]) | (np.array(keys(types["text"].tolist()), object) == types["key"])
    own, total = (some.groupby("key")["n"].sum() for some in (types[shown], types))
    shares = (own.reindex(total.index, fill_value=0) / total).to_dict()
    top = forms.sort_values(["n", "bare"], ascending=[True, False]).drop_duplicates("key", keep="last")
    attested = set(types["bare"]) | _known_words()
    item_of = {}
    for name, bare in zip(top["key"], top["bare"], strict=True):
        # جانف is in no text; حرمان is, but الحرمين is no plural of it.
        unseen = not shares[name] and name not in attested
        beside = shares[name] < _RARELY and _stem(name) == _stem(bare)
        item_of[name] = bare if bare and (unseen or beside) else name
    # A name keeps its article in its lemma (المهدية); where the same word is there without, they are one item.
    printed_with = set(types.loc[types["text"].str.startswith("ال"), "key"])
    items = set(item_of.values())
    for name in printed_with & item_of.keys():
        (rest,) = _without_articles([item_of[name]])
        item_of[name] = rest if rest in items else item_of[name]
    return item_of


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 3 else word


def _without_articles(texts: Iterable[str]) -> list[str]:
    """The keys of forms without their article; إلهام and ألحان have none."""
    return keys([text[2:] if text.startswith("ال") and len(text) >= _SHORTEST_WITH_ARTICLE else text for text in texts])


@cache
def _known_words() -> frozenset[str]:
    """Forms and lemmas that are frequent in the news, or in the treebank."""
    known = read_known(BUNDLED).lemmas
    return frozenset(_without_articles({form for form, _ in known}))


@cache
def function_words() -> frozenset[str]:
    """The keys of the function words, from `function_words.toml`."""
    read = tomllib.loads(Path(__file__).with_name("function_words.toml").read_text(encoding="utf-8"))
    return frozenset(key(form) for entry in read["words"] for form in entry["forms"].split())
