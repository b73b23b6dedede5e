"""First and second persons of verbs whose third person is attested, and the words that are spelt like them.

The models learnt from newswire, where one word in a thousand is a verb in the first or second person, and from a
treebank that leaves two of three of these as unknown (X); they took نريد for an unknown word and وجدتم for و + جدتم.
More of the same text teaches the same. But a verb's paradigm is regular: from يريد follow نريد, أردنا and أردتم
(`analysis.arabic.conjugation`). Where a token can hardly be anything else, the paradigm has the last word on what it is
divided into (`person_tokens`) and, before the parser reads them, on its tags (`person_tags`). Forms that are other
words as well (نهر, أحمد) are left to the models unless the word before calls for a verb.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from analysis.arabic.conjugation import conjugate, unvocalised
from analysis.errors import KhitabError
from analysis.parsing.model import PERSONS

#: Forms of ليس, which has no imperfect.
IS_NOT, NEGATED = "لَيس", {"لست": "1S", "لسنا": "1P", "لستم": "2P"}
#: How much rarer a verb may be than another that is spelt the same, and still be meant: قلت is of قال, not of قلّ.
RARER = 5


class Verb(NamedTuple):
    """A verb: vocalised lemma, printed imperfect of he, and how frequent it is."""

    lemma: str
    imperfect: str
    weight: int


class Reading(NamedTuple):
    """What a form may be: aspect and person as `conjugate` names them, of which verb."""

    aspect: str
    person: str
    lemma: str
    weight: int


@dataclass(frozen=True)
class PersonTypes:
    """Attested verbs; forms of theirs that are rather other words; tokens that look like such forms and are none."""

    verbs: tuple[Verb, ...] = ()
    otherwise: frozenset[str] = field(default_factory=frozenset)
    apart: frozenset[str] = field(default_factory=frozenset)


class PersonForms:
    """The forms of attested verbs: what each may be, and those of third persons that are spelt like others."""

    def __init__(self, types: PersonTypes) -> None:
        self.otherwise, self.apart = types.otherwise, types.apart
        self.readings: dict[str, list[Reading]] = {}
        for lemma, imperfect, weight in types.verbs:
            for form, aspect, person in dict.fromkeys(conjugate(lemma, imperfect)):
                self.readings.setdefault(form, []).append(Reading(aspect, person, lemma, weight + 1))
        if types.verbs:
            self.readings |= {form: [Reading("P", person, IS_NOT, 1)] for form, person in NEGATED.items()}
        self.lemmas = frozenset(verb.lemma for verb in types.verbs)
        self.perfects = Counter[str]()
        self.imperfects: dict[str, list[Verb]] = {}
        for verb in types.verbs:
            self.perfects[unvocalised(verb.lemma)] += verb.weight + 1
            self.imperfects.setdefault(verb.imperfect[1:], []).append(verb)
        self.he = set(self.perfects)
        self.he |= {glued + verb.imperfect[1:] for verb in types.verbs for glued in "يت"}
        # Passives like أصيب are spelt like the first person.
        fourth = [verb for verb in types.verbs if verb.lemma[0] == "أ"]
        self.passives = {"أ" + v.imperfect[1:] for v in fourth if "ي" in v.imperfect[-2:]}  # and ألغي
        self.he |= self.passives

    def weight(self, form: str, kinds: Iterable[tuple[str, str]]) -> int:
        """How frequent the verbs are whose form of some aspects and persons this is."""
        wanted = set(kinds)
        return sum(r.weight for r in self.readings.get(form, ()) if (r.aspect, r.person) in wanted)


def read_persons(folder: Path) -> PersonForms:
    """Read what a model folder knows of verbs; nothing is recognised if it has no such file."""
    path = folder / PERSONS
    if not path.exists():
        return PersonForms(PersonTypes())
    try:
        stored = json.loads(gzip.decompress(path.read_bytes()))
        return PersonForms(
            PersonTypes(
                tuple(Verb(*verb) for verb in stored["verbs"]),
                frozenset(stored["otherwise"]),
                frozenset(stored["apart"]),
            )
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KhitabError(f"{path}: the file is damaged; copy the model again from where it came.") from error


def write_persons(folder: Path, types: PersonTypes) -> None:
    """Write the types into a model folder: the same bytes for the same types."""
    stored = {"verbs": sorted(types.verbs), "otherwise": sorted(types.otherwise), "apart": sorted(types.apart)}
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    (folder / PERSONS).write_bytes(gzip.compress(text.encode(), mtime=0))
