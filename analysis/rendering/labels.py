"""What figures and pages say, in Arabic and in English, and how both stand in one line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.errors import KhitabError
from analysis.rendering.numerals import in_numerals
from analysis.wording import how_many

Labels = Literal["ar", "en"]

_ARABIC = re.compile(r"[\u0600-\u06ff]")
RIGHT_TO_LEFT_MARK = "\u200f"
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"
# Arabic alone, Latin from a first letter to a last letter or digit, or a number with points.
_KEEPS_ORDER = re.compile(r"[\u0600-\u06FF ]+|[A-Za-z]([!-~ ]*[A-Za-z0-9])?|\d+(\.\d+)*")

_STORE = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
_NOUNS = _STORE.pop("counted")
_SECTIONS = tuple(_STORE)
Case = Literal["nominative", "oblique"]
"""The case of an Arabic noun: oblique after a preposition, as the second part of a construct, and as an object."""


def check_labels(labels: str) -> None:
    """Refuse any other language than the two that figures speak."""
    if labels not in ("ar", "en"):
        raise KhitabError(f"labels={labels!r} is unknown; use 'ar' for Arabic or 'en' for English.")


def phrase(name: str, labels: Labels, **parts: object) -> str:
    """Give the fixed phrase of that name, as `phrases.toml` has it.

    Parameters
    ----------
    name : of the section `common`, or "section/name". A name without a phrase (an outlet, a column, a speaker) is
        given back without its section.
    parts : what the names in braces stand for.
    """
    section, slash, own = name.partition("/")
    if not slash or section not in _SECTIONS:
        section, own = "common", name
    found = _STORE[section].get(own)
    return in_numerals(str(found[labels]).format(**parts), labels) if found else own


def phrases_of(section: str, labels: Labels) -> dict[str, str]:
    """All phrases of a section, by their names, for a page that fills in the gaps itself."""
    return {name: in_numerals(str(pair[labels]), labels) for name, pair in _STORE[section].items()}


def isolating(name: str, labels: Labels, **parts: object) -> str:
    """Give a phrase in which Latin names and numbers within Arabic keep their own order."""
    shown = {key: part if _ARABIC.search(str(part)) else isolated(part, labels) for key, part in parts.items()}
    return phrase(name, labels, **shown)


def plural_category(number: int) -> str:
    """Which form Arabic gives a noun beside this number, by the names of Unicode's CLDR.

    The last two digits decide, as they are what is said last: 107 and 19,107 take the plural that 7 takes.
    """
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    tail = number % 100
    return "few" if 3 <= tail <= 10 else "many" if tail >= 11 else "other"


def counted(number: int, noun: str, labels: Labels, case: Case = "nominative") -> str:
    """A number with its noun in the right form: `وثيقتان`, `7 وثائق`, `24 وثيقة`, `24 documents`.

    `case` is that of the two that are written with different letters: `وثيقتان`, but `في وثيقتين`.
    """
    arabic, (one, many) = _NOUNS[noun]["ar"], _NOUNS[noun]["en"]
    if labels == "en":
        return how_many(number, one, many)
    category = plural_category(number)
    forms = dict(zip(("one", "two", "few", "many", "other"), arabic, strict=True))
    if category == "zero":
        return f"لا {forms['few']}"
    if category == "two" and case == "oblique":
        return re.sub(r"ان\b", "ين", re.sub(r"ا\b(?= )", "ي", forms["two"]))
    if category in ("one", "two"):
        return str(forms[category])
    return in_numerals(f"{number:,} {forms[category]}", labels)


def per_units(per: float, denominator: str, labels: Labels) -> str:
    """What rates are counted by: `per 1,000 words`; `denominator` is "words" or "tokens"."""
    noun = denominator.removesuffix("s")
    if noun in _NOUNS:
        return phrase("per", labels, counted=counted(round(per), noun, labels, "oblique"))
    return phrase("per", labels, counted=in_numerals(f"{round(per):,} {phrase(denominator, labels)}", labels))


def isolated(value: object, labels: Labels) -> str:
    """A name, hash or date that keeps its own order within an Arabic line; marks stand only where it would break."""
    text = str(value)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if labels == "ar" and not _KEEPS_ORDER.fullmatch(text) else text


def isolated_lines(lines: Iterable[str]) -> list[str]:
    """The lines of one broken text, in which a name that runs over a line's end keeps its own order on both lines."""
    whole: list[str] = []
    within = False
    for line in lines:
        begun = f"{_ISOLATE}{line}" if within else line
        within = begun.count(_ISOLATE) > begun.count(_END_ISOLATE)
        whole.append(f"{begun}{_END_ISOLATE}" if within else begun)
    return whole


def line_start(labels: Labels) -> str:
    """The mark that makes a line run from right to left even where it begins with a number."""
    return RIGHT_TO_LEFT_MARK if labels == "ar" else ""


def provenance_parts(provenance: Mapping[str, object], labels: Labels) -> list[str]:
    """The pieces of a provenance line: invented or not, all there or not, how much text, from what and by what.

    Pieces that begin with a number come first: after a Latin name a number would be drawn into its direction.
    """
    parts = [phrase("constructed", labels)] if provenance.get("constructed") else []
    parts += [] if provenance.get("complete", True) else [phrase("incomplete", labels)]
    parts += [
        counted(int(str(provenance[name + "s"])), name, labels)
        for name in ("document", "word")
        if name + "s" in provenance
    ]
    if "corpus" in provenance:
        parts.append(f"{phrase('corpus', labels)} {isolated(provenance['corpus'], labels)}")
    for name, hash_name in (("lexicon", "lexicon_hash"), ("model", "model_fingerprint")):
        if name in provenance:
            mark = f"{provenance[name]} {str(provenance.get(hash_name, ''))[:8]}".strip()
            parts.append(f"{phrase(name, labels)} {isolated(mark, labels)}")
    if "accuracy_sample" in provenance:
        sample = provenance["accuracy_sample"]
        if labels == "ar":
            sample = provenance.get("accuracy_sample_ar", sample)
        measured = {name: isolated(provenance[f"accuracy_{name}"], labels) for name in ("precision", "recall")}
        measured["sample"] = str(sample) if _ARABIC.search(str(sample)) else isolated(sample, labels)
        seen = provenance["accuracy_seen"]
        parts.append(phrase("accuracy seen", labels, **measured) if seen else phrase("accuracy", labels, **measured))
    if provenance.get("accuracy_low"):
        parts.append(phrase("accuracy low", labels))
    if provenance.get("accuracy_unscored"):
        frames = provenance["accuracy_unscored_ar" if labels == "ar" else "accuracy_unscored"]
        parts.append(phrase("accuracy unscored", labels, frames=frames))
    if left_out := int(str(provenance.get("left_out_by_hand", 0))):
        parts.append(phrase("left out", labels, n=f"{left_out:,}"))
    if "version" in provenance:
        parts.append(f"{phrase('khitab', labels)} {isolated(provenance['version'], labels)}")
    return parts


def with_count(name: str, count: int) -> str:
    """A name and its number; the mark keeps the number beside an Arabic name that ends in Latin letters."""
    mark = RIGHT_TO_LEFT_MARK if _ARABIC.search(name) else ""
    shown = in_numerals(f"{count:,}", "ar" if mark else "en")
    return f"{mark}{name}{mark} ({shown})"


def percent(table: pd.DataFrame) -> str:
    """The confidence of a table's intervals, in per cent."""
    return f"{100 * float(table.attrs.get('confidence', 0.95)):g}"


def small_p(p: float) -> str:
    """A p-value as papers print it."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
