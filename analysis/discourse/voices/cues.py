"""The vocabulary of saying: `cues.toml` as a `CueBook`, with every spelling that its verbs and participles may take."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.arabic.orthography import key
from analysis.errors import KhitabError

CUES = Path(__file__).parent / "cues.toml"
_VERB_FIELDS = {
    "lemma",
    "present",
    "participle",
    "spellings",
    "class",
    "takes",
    "place",
    "ambiguous",
    "except",
    "texts",
}
_NOUN_FIELDS = {"lemma", "spellings", "class", "takes"}
OWN_WORDS = ("that", "quote", "object", "as")
PREPOSITIONS = ("إلى", "عن", "على", "من", "ب", "في", "ل")


TABLES = {"classes", "verb", "noun", "source"}


@dataclass(frozen=True)
class Cue:
    """One entry: `takes` holds what may follow as the thing said ("that", "quote", "object", "as", prepositions as
    keys).

    `ambiguous` spellings are other words too (بين "between"), so the tagger must agree. `place` is the preposition
    before the speaker, for verbs such as جاء في; `texts` says that only a text or a body says by it.
    """

    lemma: str
    cue_class: str
    takes: frozenset[str]
    kind: str
    ambiguous: bool = False
    place: str = ""
    texts: bool = False


@dataclass(frozen=True)
class CueBook:
    """All cues by spelling (keys), and the words that prepositions of source refuse.

    Examples
    --------
    >>> isinstance(read_cues(), CueBook)
    True
    """

    verbs: Mapping[str, Cue]
    past_verbs: frozenset[str]
    participles: Mapping[str, Cue]
    feminine_participles: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    sources: Mapping[str, str]
    source_class: str
    norms: frozenset[str]


def read_cues(path: str | Path = CUES) -> CueBook:
    """Read a cue vocabulary.

    Raises KhitabError naming the entry if a field is missing, unknown or wrong.

    Examples
    --------
    >>> type(read_cues()).__name__
    'CueBook'
    """
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise KhitabError(f"{path}: there is no such file of cues; give the path of a .toml file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KhitabError(f"{path}: is not valid TOML: {error}; mend that line.") from None
    if strangers := sorted(set(data) - TABLES):
        raise KhitabError(f"{path}: unknown table {strangers[0]!r}; use {', '.join(sorted(TABLES))}.")
    classes = frozenset(data.get("classes", {}))
    verbs: dict[str, Cue] = {}
    past: set[str] = set()
    participles: dict[str, Cue] = {}
    feminine: dict[str, Cue] = {}
    for number, entry in enumerate(data.get("verb", []), start=1):
        cue = _cue(f"{path}, verb {number}", "verb", entry, classes, _VERB_FIELDS)
        past_forms = {prefix + form for form in _past_forms(entry["lemma"]) for prefix in ("", "و", "ف")}
        past |= past_forms
        unwanted = {prefix + key(form) for form in entry.get("except", []) for prefix in ("", "و", "ف")}
        for form in _verb_forms(entry["lemma"], entry["present"]):
            # أعد "he prepared" is not "I count": first persons of ambiguous verbs are left out.
            first_person = cue.ambiguous and form in _first_persons(entry["present"]) - past_forms
            if form not in unwanted and not first_person:
                verbs.setdefault(form, cue)
        participle = Cue(cue.lemma, cue.cue_class, cue.takes, "participle", cue.ambiguous, cue.place)
        for stem in filter(None, [entry.get("participle")]):
            plural = key(stem).removesuffix("ي")  # داعين, of داعي
            for form in (key(stem) + "ا", key(stem) + "ان", plural + "ين", plural + "ون"):
                participles.setdefault(form, participle)
            if key(stem) + "ه" not in unwanted:  # in the plural they are nouns of things: لافتات, مقترحات
                feminine.setdefault(key(stem) + "ه", participle)
        for form in entry.get("spellings", []):
            participles.setdefault(key(form), participle)
    nouns = dict(_nouns(path, data.get("noun", []), classes))
    source = data.get("source", {})
    after = {key(word): key(preposition) for word, preposition in source.get("after", {}).items()}
    sources = {key(word): after.get(key(word), "") for word in source.get("words", [])}
    norms = frozenset(key(word) for word in source.get("norms", []))
    return CueBook(verbs, frozenset(past), participles, feminine, nouns, sources, source.get("class", "say"), norms)


@cache
def default_cues() -> CueBook:
    """The vocabulary that comes with Khitab."""
    return read_cues()


def _nouns(path: Path, entries: list[dict[str, Any]], classes: frozenset[str]) -> Iterator[tuple[str, Cue]]:
    for number, entry in enumerate(entries, start=1):
        cue = _cue(f"{path}, noun {number}", "noun", {"takes": ["that", "quote"], **entry}, classes, _NOUN_FIELDS)
        for form in entry.get("spellings", [entry["lemma"]]):
            yield key(form), cue
            if key(form)[-1] not in "هاتيء":
                yield key(form) + "ا", cue  # تصريحا لرئيس الهيئة أن
            if not form.startswith("ال"):
                # للمطالبة بـ: with the article a noun of saying is an aim (`conditions.clause_belongs`).
                yield "ال" + key(form), cue


def _cue(place: str, kind: str, entry: Mapping[str, Any], classes: frozenset[str], fields: set[str]) -> Cue:
    for field in ("lemma", "class", "takes", *(["present"] if kind == "verb" else [])):
        if field not in entry:
            raise KhitabError(f"{place}: {field} is missing; add it.")
    if unknown := sorted(set(entry) - fields):
        raise KhitabError(f"{place} ({entry['lemma']}): unknown field {unknown[0]!r}; use {', '.join(sorted(fields))}.")
    if entry["class"] not in classes:
        raise KhitabError(f"{place} ({entry['lemma']}): class {entry['class']!r} is not under [classes]; add it there.")
    allowed = {*OWN_WORDS, *PREPOSITIONS}
    if wrong := sorted(set(entry["takes"]) - allowed):
        raise KhitabError(f"{place} ({entry['lemma']}): takes {wrong[0]!r}; use {', '.join(sorted(allowed))}.")
    takes = frozenset(item if item in OWN_WORDS else key(item) for item in entry["takes"])
    return Cue(
        entry["lemma"], entry["class"], takes, kind,
        entry.get("ambiguous", False), key(entry.get("place", "")), entry.get("texts", False),
    )  # fmt: skip


def _past_forms(past: str) -> list[str]:
    past = key(past)
    weak = past[-1] in "اي"
    stem = past[:-1] if weak else past
    forms = [past, stem + "ت", stem + "وا", *([] if weak else [past + "ا", past + "تا", past + "نا"])]
    if len(past) >= 3 and past[-2] == "ا":
        # A hollow verb shortens before the endings of the first person: قلت، قلنا; أفدت، أفدنا.
        forms += [past[:-2] + past[-1] + ending for ending in ("ت", "نا")]
    return forms


def _first_persons(present: str) -> set[str]:
    return {prefix + person + key(present)[1:] for prefix in ("", "و", "ف") for person in "ان"}


def _verb_forms(past: str, present: str) -> Iterator[str]:
    """List the third-person forms (and I, we in the present), as keys, alone and with و or ف glued on."""
    present = key(present)
    weak_present = present[-1] in "اوي"
    forms = _past_forms(past)
    short = present[1:-1] if weak_present else present[1:]
    forms += [person + present[1:] for person in "يتنا"]
    forms += [person + short + ending for person in "يت" for ending in ("ون", "وا")]
    if not weak_present:
        forms += [person + present[1:] + "ان" for person in "يت"]
    # سألني, أخبرتني: the pronoun is sometimes left on.
    forms.append(forms[2].removesuffix("ا"))  # سألوه: before a pronoun the plural loses its alef
    forms += [form + "ني" for form in (key(past), key(past) + "ت", *(person + present[1:] for person in "يت"))]
    # The expander of clitics sometimes leaves a conjunction on.
    for form in forms:
        yield form
        if len(form) > 2:
            yield "و" + form
            yield "ف" + form
