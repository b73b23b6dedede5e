"""Names of speakers: what is a title, what kind of voice a phrase names, and under which name it is counted."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from analysis.arabic.orthography import key, normal

Kind = Literal["person", "institution", "statement", "unnamed"]
_WORDS = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


def _keys(name: str) -> frozenset[str]:
    return frozenset(key(word) for word in _WORDS[name])


TITLES = _keys("titles")
INSTITUTIONS = _keys("institutions")
BODIES = INSTITUTIONS - _keys("bodies_only_as_voices")
STATEMENTS = _keys("statements")
UNNAMED = _keys("unnamed")
SAME = "نفس"
NAMING = _keys("naming")


def _bare(word: str, known: frozenset[str]) -> bool:
    """Look a key up as it stands, and without the article or a glued preposition."""
    return (
        word in known or (word.startswith("ال") and word[2:] in known) or (word.startswith("لل") and word[2:] in known)
    )


def is_title(word: str) -> bool:
    """Say whether a key is a title or office: الدكتور, وزير."""
    return _bare(word, TITLES)


def is_institution(word: str) -> bool:
    """Say whether a key heads the name of a body: جامعة, الوزارة."""
    return _bare(word, INSTITUTIONS)


def is_voice_word(word: str) -> bool:
    """Say whether a key names a kind of voice: a title, a body, a text, or people without a name."""
    return any(_bare(word, words) for words in (TITLES, INSTITUTIONS, STATEMENTS, UNNAMED))


@cache
def voice_kind(phrase: str) -> Kind:
    """Tell what kind of voice a phrase names, by its first word that tells.

    "person": a title or anything that looks like a name; "institution": a body, state or medium; "statement": a text
    that
    speaks; "unnamed": sources, officials, experts, participants without a name.
    """
    words = [key(word) for word in phrase.replace("،", " ").split()]
    if not words:
        return "unnamed"
    head = words[0].strip('()«»"“”')
    if _bare(head, STATEMENTS):
        return "statement"
    if _bare(head, INSTITUTIONS) or head.isascii():
        return "institution"
    if _bare(head, UNNAMED) and len([word for word in words if not _bare(word, UNNAMED)]) < 2:
        return "unnamed"
    return "person"


def speaker_name(phrase: str, tail: str = "") -> str:
    """Give the name under which a phrase's speaker is counted.

    Titles with the article go (المشير عاصم منير → عاصم منير), and so does the office in apposition (…، رئيس أركان
    الجيش). An office with a name at its end (`tail`, what the tagger takes for a name there) gives that name; an office
    alone keeps its words (وزير الخارجية).
    """
    text = re.sub(r"\s*\([^)]*\)", "", normal(phrase)).strip(' «»“”"()')
    parts = [part.strip() for part in text.replace(",", "،").split("،") if part.strip()]
    for part in parts:
        name = _without_titles(part)
        if name and not is_title(key(name.split()[0])) and (name != part or len(parts) > 1):
            return name
    if tail and parts and is_title(key(parts[0].split()[0])):
        return normal(tail)
    return parts[0] if parts else text


def _without_titles(part: str) -> str:
    words = part.split()
    while len(words) > 1 and key(words[0]).startswith("ال") and is_title(key(words[0])) and not _qualifies(words[1]):
        words = words[1:]
    return " ".join(words)


def _qualifies(word: str) -> bool:
    """Say whether a word after a title qualifies it instead of naming somebody: الرئيس المصري, المتحدث باسم."""
    bare = key(word)
    return bare.startswith(("ال", "لل", "باسم")) or bare in ("في", "من", "على", "علي", "عن", "الي")


def merge_names(names: Sequence[str]) -> list[str]:
    """Give each name of one document the fullest name that it can stand for.

    - A name whose words all occur in a longer name of the document stands for it (منير → عاصم منير); where several
    longer
      ones qualify, for the nearest before it, else the first after.
    - A sound plural in the oblique stands for its nominative, if that occurs (المشاركين → المشاركون).
    - A single definite noun stands for the nearest phrase before that begins with that noun (الوزارة → وزارة الداخلية).

    Returns a list as long as `names`.
    """
    words = [tuple(key(word) for word in name.split()) for name in names]
    places = _Places(words)
    return [_fullest(names, words, index, places) for index in range(len(names))]


class _Places:
    """Where each name of a document stands, and which names begin or end with a word: looked up, not searched."""

    def __init__(self, words: Sequence[tuple[str, ...]]) -> None:
        self.of: dict[tuple[str, ...], list[int]] = {}
        self.by_edge: dict[str, list[tuple[str, ...]]] = {}
        for index, name in enumerate(words):
            if name not in self.of:
                for edge in dict.fromkeys((name[:1], name[-1:])):
                    if edge:
                        self.by_edge.setdefault(edge[0], []).append(name)
            self.of.setdefault(name, []).append(index)

    def before(self, name: tuple[str, ...], index: int) -> int:
        """Give the last place of a name before an index, or -1."""
        place = bisect_left(self.of[name], index)
        return self.of[name][place - 1] if place else -1

    def longer(self, own: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Give the names that a shorter one is the beginning or end of."""
        near = dict.fromkeys([*self.by_edge.get(own[0], ()), *self.by_edge.get(own[-1], ())])
        return [name for name in near if len(name) > len(own) and _contains(name, own)]


def _fullest(names: Sequence[str], words: Sequence[tuple[str, ...]], index: int, places: _Places) -> str:
    own = words[index]
    if not own:
        return names[index]
    if len(own) == 1 and own[0].endswith("ين") and (nominative := (own[0][:-2] + "ون",)) in places.of:
        return names[places.of[nominative][0]]
    if len(own) == 1 and own[0].startswith("ال"):
        noun = own[0].removeprefix("ال")
        bodies = [name for name in places.by_edge.get(noun, ()) if len(name) > 1 and name[0] == noun]
        named = max((places.before(name, index) for name in bodies), default=-1)
        if named >= 0:
            return names[named]
    longer = places.longer(own)
    if not longer:
        return names[index]
    nearest = max(places.before(name, index) for name in longer)
    chosen = words[nearest] if nearest >= 0 else min(longer, key=lambda name: places.of[name][0])
    # A longer name may itself be short for a still longer one.
    fuller = [name for name in longer if name == chosen or (len(name) > len(chosen) and _contains(name, chosen))]
    return names[min(places.of[name][0] for name in fuller if len(name) == max(map(len, fuller)))]


def _contains(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Say whether a short name is the end or the beginning of a long one, as family and given names are."""
    return longer[-len(shorter) :] == shorter or (longer[: len(shorter)] == shorter and len(shorter[0]) > 2)


@dataclass(frozen=True)
class Named:
    """A speaker as named in one place: name, kind, titles (keys), paragraph; `named`: a person's own name."""

    name: str
    kind: str
    titles: frozenset[str]
    paragraph: int
    named: bool = False


def merge_speakers(speakers: Sequence[Named]) -> list[tuple[str, str]]:
    """Give each speaker of one document the name and kind of the fullest mention that it can stand for.

    - A person's short name stands for a longer one that ends with it (منير → عاصم منير), or that alone begins with it;
      of several, for the nearest before, else the first after. What only stands near a name never takes it: a group
      (بعض حلفاء فلان) and a person do not merge.
    - A title alone (الوزيرة) stands for the nearest person before with that title, else for the only other person of
      its paragraph; an office (وزير الداخلية) for the nearest person before who was said to hold it.
    - A noun alone with the article (الوزارة, البيان, المصدر) stands for the nearest body, text or source before that
      begins with it; المصدر also for whoever spoke last.

    Returns (name, kind) for each, in order. Time grows with the number of different names, not with its square.
    """
    merged: list[tuple[str, str]] = []
    by_end: dict[str, list[int]] = {}
    by_start: dict[str, list[int]] = {}
    words = [_words_of(speaker) for speaker in speakers]
    for index, (speaker, own) in enumerate(zip(speakers, words, strict=True)):
        if speaker.kind == "person" and len(own) > 1:
            for by_word, word in ((by_end, own[-1]), (by_start, own[0])):
                known = by_word.setdefault(word, [])
                if not known or words[known[-1]] != own:
                    known.append(index)
    bodies: dict[str, set[tuple[str, ...]]] = {}
    body_at: dict[tuple[str, ...], int] = {}
    for index, (speaker, own) in enumerate(zip(speakers, words, strict=True)):
        if speaker.kind == "institution" and len(own) > 1:
            bodies.setdefault(own[0], set()).add(own)
            body_at.setdefault(own, index)
    first_titled: dict[str, int] = {}
    for index in range(len(speakers) - 1, -1, -1):
        if speakers[index].named:
            first_titled |= dict.fromkeys(speakers[index].titles, index)
    last: int | None = None
    latest_titled: dict[str, int] = {}
    latest_body: dict[str, int] = {}
    for index, (speaker, own) in enumerate(zip(speakers, words, strict=True)):
        target: int | None = None
        title = own[0].removeprefix("ال") if own else ""
        if speaker.kind in ("institution", "unnamed") and own and len(own) <= 2 and own[-1] in by_end:
            # A family name in quotation marks, as some papers print it.
            target = _longer(words, own, by_end[own[-1]], (), index)
            target = target if target is not None and speakers[target].named else None
        elif speaker.kind == "person" and own:
            if len(own) == 1 and title in speaker.titles:
                target = latest_titled.get(title)
                if target is None and title in latest_body and speakers[latest_body[title]].kind == "unnamed":
                    target = latest_body[title]  # مسؤول تركي … المسؤول
                target = _only_other(speakers, index) if target is None else target
            elif not speaker.named and len(own) > 1 and " ".join(own) in first_titled:
                office = " ".join(own)
                target = latest_titled.get(office, first_titled[office])
            else:
                target = _longer(words, own, by_end.get(own[-1], ()), by_start.get(own[0], ()), index)
                if target is not None and not speakers[target].named:
                    target = None  # خادم الحرمين is not نائب خادم الحرمين
            if (target is None and len(own) > 1) or target is not None:
                for one in speaker.titles:
                    latest_titled[one] = index if target is None else target
        elif own:
            if len(own) == 1 and own[0].startswith("ال"):
                target = latest_body.get(title)
                if target is None and own == ("المصدر",):
                    target = last  # بحسب ذات المصدر
            elif len(own) > 1 or speaker.titles:
                for one in {title, *speaker.titles}:
                    latest_body[one] = index
        if (
            target is None
            and len(own) == 1
            and speaker.kind in ("person", "institution")
            and not title.startswith("ال")
        ):
            # لوكهيد after لوكهيد مارتن: the one body whose name begins so.
            longer = bodies.get(own[0], set()) if speaker.named or speaker.kind == "institution" else set()
            target = body_at[next(iter(longer))] if len(longer) == 1 else None
        chosen = speakers[index if target is None else target]
        if chosen.kind != "group":
            last = index if target is None else target
        merged.append((chosen.name, chosen.kind))
    return merged


def _words_of(speaker: Named) -> tuple[str, ...]:
    """The keys of a name's words, of نفس المصدر without what points back."""
    words = tuple(key(word) for word in speaker.name.split())
    return words[1:] if len(words) > 1 and words[0] == SAME and speaker.kind == "unnamed" else words


def _longer(
    words: Sequence[tuple[str, ...]], own: tuple[str, ...], ends: Sequence[int], starts: Sequence[int], index: int
) -> int | None:
    """The fullest longer name that a short one can stand for."""
    fitting = [i for i in ends if len(words[i]) > len(own) and words[i][-len(own) :] == own]
    if not fitting:
        fitting = [i for i in starts if len(words[i]) > len(own) and words[i][: len(own)] == own]
        if len({words[i] for i in fitting}) > 1:
            return None
    if not fitting:
        return None
    before = [i for i in fitting if i < index]
    chosen = before[-1] if before else fitting[0]
    same = [i for i in fitting if words[i][-len(words[chosen]) :] == words[chosen]]
    return max(same, key=lambda i: len(words[i]))


def _only_other(speakers: Sequence[Named], index: int) -> int | None:
    """The only other person named in the paragraph of a title that stands alone."""
    own = speakers[index]
    near = range(max(0, index - 4), min(len(speakers), index + 5))
    others = {
        speakers[i].name: i
        for i in near
        if i != index and speakers[i].paragraph == own.paragraph and speakers[i].kind == "person"
        and speakers[i].name != own.name and speakers[i].named
    }  # fmt: skip
    return next(iter(others.values())) if len(others) == 1 else None
