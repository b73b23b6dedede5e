"""Reading a lexicon file, with an error for each mistake that says where it is and how to mend it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from analysis.arabic.inflection import INFLECTIONS
from analysis.arabic.orthography import fold, key
from analysis.errors import KhitabError
from analysis.lexicon.accuracy import read_accuracy
from analysis.lexicon.conditions import Fields, read_conditions, read_fields
from analysis.lexicon.patterns import takes_for_ever
from analysis.lexicon.terms import TIERS, Element, Frame, Lexicon, Term, Tier

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

# Words whose first letters are no article: verbal nouns of roots in lam, and God.
_BEGIN_LIKE_THE_ARTICLE = (
    "الله", "التزام", "التقاء", "التماس", "التفاف", "التهاب", "التحاق", "التباس", "التيام", "التحام", "التقاط",
    "التواء", "التهام", "التجاء", "التفات", "التصاق", "الغاء", "القاء", "الحاق", "الزام", "الهام", "الصاق", "الحاح",
)  # fmt: skip

_FRAME_FIELDS = {"label_en", "label_ar", "color", "note", "forbids", *TIERS}
_KINDS = ("lemma", "phrase", "pattern")
_CONTEXT_FIELDS = ("next", "unless_next", "near")
_CONDITION_FIELDS = ("requires", "forbids", "keeps")
_EXAMPLE_FIELDS = ("examples", "not_examples")
_ANY_TERM = {"note", *_CONTEXT_FIELDS, *_CONDITION_FIELDS, *_EXAMPLE_FIELDS}
_TERM_FIELDS = {
    "lemma": {"lemma", "forms", "inflection", "pos", *_ANY_TERM},
    "phrase": {"phrase", *_ANY_TERM},
    "pattern": {"pattern", "pos", *_ANY_TERM},
}


def read_lexicon(path: str | Path) -> Lexicon:
    """Read a lexicon from a TOML file, and how right it is from the figures beside it, where there are any.

    Raises
    ------
    KhitabError : the file is missing or not TOML, or an entry is wrong; the message names file, frame, tier, entry and
        field, and what is expected there.

    Examples
    --------
    >>> _ = (folder / "mine.toml").write_text(mine, encoding="utf-8")
    >>> read_lexicon(folder / "mine.toml").frame_ids
    ['water']
    """
    path = Path(path)
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KhitabError(f"{path}: there is no such lexicon file; give the path of a .toml file.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KhitabError(f"{path}: cannot be read as UTF-8 text ({error}); save it as a UTF-8 TOML file.") from None
    lexicon = parse_lexicon(content, path)
    return replace(lexicon, accuracy=read_accuracy(path, lexicon.frame_hashes))


def parse_lexicon(content: str, path: Path) -> Lexicon:
    """Make a lexicon from TOML text; `path` is named in errors and gives the default name.

    Examples
    --------
    >>> parse_lexicon(mine, folder / "mine.toml").frame("water").label_en
    'Water'
    """
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise KhitabError(f"{path}: is not valid TOML: {error}; {_hint(content, error)}") from None
    except RecursionError:
        raise KhitabError(
            f"{path}: is nested too deeply; a lexicon has tables of frames, and lists of terms."
        ) from None
    frames = data.get("frames")
    if not isinstance(frames, dict) or not frames:
        raise KhitabError(f"{path}: has no frames; write at least one table such as [frames.security].")
    if unknown := sorted(set(data) - {"name", "note", "names", "fields", "frames"}):
        raise KhitabError(f"{path}: unknown field {unknown[0]!r}; use name, note, names, [fields] and [frames.…].")
    names = data.get("names", True)
    if not isinstance(names, bool):
        raise KhitabError(f"{path}: names must be true (words in persons' names count) or false (they do not).")
    fields = read_fields(str(path), data.get("fields", {}))
    return Lexicon(
        str(data.get("name", path.stem)),
        tuple(_frame(str(path), frame_id, table, fields) for frame_id, table in frames.items()),
        path,
        names,
        fields,
    )


def _hint(content: str, error: tomllib.TOMLDecodeError) -> str:
    """Say what an editor for Arabic may have put where TOML wants something else."""
    place = re.search(r"line (\d+)", str(error))
    lines = content.splitlines()
    number = int(place[1]) if place else len(lines)
    # An error shows at the mark that is missed, which may stand in the line after it.
    shown = "".join(lines[max(0, number - 2) : number])
    outside = re.sub(r'"[^"\n]*"', "", shown)
    if "،" in outside or "؛" in outside:
        return "there is an Arabic comma (،), where TOML wants a Latin one (,)."
    if re.search("[“”„«»‘’]", outside):
        return 'there are curly quotes (“ ”), where TOML wants straight ones (").'
    return "a comma, bracket or quote may be missing."


def _frame(path: str, frame_id: str, table: Any, fields: Fields) -> Frame:
    place = f'{path}, frame "{frame_id}"'
    if not frame_id.isidentifier():
        raise KhitabError(f"{place}: the id must be one word of letters, digits and _; rename the table.")
    if not isinstance(table, dict):
        raise KhitabError(f"{place}: must be a table; write [frames.{frame_id}].")
    _check_fields(place, table, _FRAME_FIELDS)
    for field in ("label_en", "label_ar"):
        if not isinstance(table.get(field), str) or not table[field].strip():
            raise KhitabError(f'{place}: {field} is missing; give the frame a label such as {field} = "…".')
    color = table.get("color", "#555555")
    if not isinstance(color, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        raise KhitabError(f'{place}: color {color!r} is not a colour; write it as "#rrggbb".')
    shared = read_conditions(f"{place}, forbids", table.get("forbids", {}), fields)
    terms = [
        replace(term, forbids=(*shared, *term.forbids)) if tier != "exclude" else term
        for tier in TIERS
        for term in _tier(place, tier, table.get(tier, []), fields)
    ]
    if not any(term.tier != "exclude" for term in terms):
        raise KhitabError(f"{place}: has no terms; list at least one under core or related.")
    return Frame(frame_id, table["label_en"], table["label_ar"], color, tuple(terms))


def _tier(place: str, tier: Tier, entries: Any, fields: Fields) -> list[Term]:
    if not isinstance(entries, list):
        raise KhitabError(f'{place}: {tier} must be a list of entries such as {{ lemma = "…" }}.')
    terms: list[Term] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for number, entry in enumerate(entries, start=1):
        term = _term(f"{place}, {tier}, term {number}", tier, entry, fields)
        if (term.text, term.pos) in seen:
            raise KhitabError(f"{place}, {tier}, term {number}: {term.text!r} stands twice; delete one of the two.")
        seen.add((term.text, term.pos))
        terms.append(term)
    return terms


def _term(place: str, tier: Tier, entry: Any, fields: Fields) -> Term:
    if isinstance(entry, str):
        entry = {"phrase" if len(entry.split()) > 1 else "lemma": entry}
    if not isinstance(entry, dict):
        raise KhitabError(f'{place}: must be a word in quotes or a table such as {{ lemma = "…" }}.')
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1:
        raise KhitabError(f"{place}: must have exactly one of lemma, phrase and pattern; it has {kinds or 'none'}.")
    kind = kinds[0]
    _check_fields(place, entry, _TERM_FIELDS[kind])
    if not isinstance(entry[kind], str) or not entry[kind].strip():
        raise KhitabError(f"{place}: {kind} must be a text that is not empty.")
    read = {"lemma": _lemma, "phrase": _phrase, "pattern": _pattern}[kind]
    following, unless_following, near = (_context(place, entry, field) for field in _CONTEXT_FIELDS)
    term = read(place, tier, entry)
    requires, forbids, keeps = (
        read_conditions(f"{place}, {name}", entry.get(name, {}), fields) for name in _CONDITION_FIELDS
    )
    examples, not_examples = (tuple(_texts(place, name, entry.get(name, []))) for name in _EXAMPLE_FIELDS)
    return replace(
        term,
        next=following,
        unless_next=unless_following,
        near=near,
        requires=requires,
        forbids=forbids,
        keeps=keeps,
        examples=examples,
        not_examples=not_examples,
        note=_note(place, entry),
    )


def _lemma(place: str, tier: Tier, entry: Mapping[str, Any]) -> Term:
    inflection = entry.get("inflection", "noun")
    if inflection not in INFLECTIONS:
        raise KhitabError(f"{place}: inflection {inflection!r} is unknown; use one of {', '.join(INFLECTIONS)}.")
    forms = _texts(place, "forms", entry.get("forms", []))
    bare = [_without_article(form) for form in (entry["lemma"], *forms)]
    stems = tuple(dict.fromkeys(key(form) for form in bare))
    article = bare != [entry["lemma"], *forms]
    if short := [form for form in (entry["lemma"], *forms) if len(key(form)) < 2 or " " in form.strip()]:
        raise KhitabError(
            f"{place}: {short[0]!r} is not one word of two letters or more; use phrase for several words."
        )
    return Term(entry["lemma"], tier, stems, inflection, _pos(place, entry), article=article)


def _without_article(word: str) -> str:
    """A lemma has no article: الإرهاب would otherwise count الإرهابي too, as the noun with "my"."""
    word = word.strip()
    bare = word.removeprefix("ال")
    begins_so = key(word).startswith(_BEGIN_LIKE_THE_ARTICLE)
    return word if len(key(bare)) < 3 or begins_so else bare


def _phrase(place: str, tier: Tier, entry: Mapping[str, Any]) -> Term:
    text = entry["phrase"]
    words = text.split()
    choices = [
        (Element.parse(word.rstrip("?"), glued=place > 0), word.endswith("?")) for place, word in enumerate(words)
    ]
    if any(not alternative.stem for element, _ in choices for alternative in element.alternatives):
        raise KhitabError(f"{place}: {text!r} has an empty alternative; write word|word without a bar at either end.")
    if sum(optional for _, optional in choices) > 4:
        raise KhitabError(f"{place}: {text!r} has too many optional words; use at most four.")
    variants = product(*(((element,), ()) if optional else ((element,),) for element, optional in choices))
    phrases = tuple(phrase for variant in variants if (phrase := tuple(e for part in variant for e in part)))
    return Term(text, tier, phrases=phrases)


def _context(place: str, entry: Mapping[str, Any], field: str) -> Element | None:
    if field not in entry:
        return None
    words = _texts(place, field, entry[field])
    if not words:
        raise KhitabError(f"{place}: {field} is empty; list at least one word, or leave {field} out.")
    if several := [word for word in words if len(word.split()) > 1]:
        raise KhitabError(f"{place}: {field} has {several[0]!r}, which is several words; write a phrase term instead.")
    return Element.parse("|".join(words), glued=field == "next")


def _pattern(place: str, tier: Tier, entry: Mapping[str, Any]) -> Term:
    written = entry["pattern"]
    try:
        # Keys have no capitals: the letters of classes such as \\S keep theirs.
        pattern = re.compile(re.sub(r"(?<!\\)[A-Z]", lambda letter: letter[0].lower(), fold(written)))
    except re.error as error:
        raise KhitabError(f"{place}: pattern {written!r} is not a regular expression: {error}.") from None
    if word := takes_for_ever(pattern):
        raise KhitabError(
            f"{place}: pattern {written!r} takes for ever on words such as {word!r}; write it without a "
            "repetition inside a repetition."
        )
    return Term(written, tier, pos=_pos(place, entry), pattern=pattern.pattern)


def _pos(place: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    given = entry.get("pos", [])
    tags = _texts(place, "pos", [given] if isinstance(given, str) else given)
    for tag in tags:
        if tag not in UPOS:
            raise KhitabError(f"{place}: part of speech {tag!r} is unknown; use one of {', '.join(UPOS)}.")
    return tuple(tags)


def _texts(place: str, field: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise KhitabError(f'{place}: {field} must be a list of words such as ["…", "…"].')
    return value


def _note(place: str, entry: Mapping[str, Any]) -> str:
    note = entry.get("note", "")
    if not isinstance(note, str):
        raise KhitabError(f"{place}: note must be a text.")
    return note


def _check_fields(place: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise KhitabError(f"{place}: unknown field {unknown[0]!r}; use one of {', '.join(sorted(allowed))}.")
