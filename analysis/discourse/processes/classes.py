"""Verbs by the type of process that they name, as data: `processes.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from analysis.arabic.orthography import key

FILE = Path(__file__).parent / "processes.toml"
PROCESSES = ("material", "verbal", "mental", "relational", "behavioural", "existential")
UNCLASSIFIED = "unclassified"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def verbs_by_process() -> Mapping[str, str]:
    """Map the key of a verb's lemma to its process; a verb marked _ stands in that class as a second sense, unused."""
    found: dict[str, str] = {}
    for process in PROCESSES:
        for verb in _data()["process"][process]["verbs"].split():
            if not verb.endswith("_"):
                found[key(verb)] = process
    return found


def examples() -> Mapping[str, str]:
    """Map each process to a sentence whose verb names one."""
    return {process: _data()["process"][process]["example"] for process in PROCESSES}


@cache
def light_verbs() -> frozenset[str]:
    """The lemmas of verbs after which a noun of action tells the process."""
    return frozenset(_data()["light"]["verbs"])


@cache
def auxiliaries() -> frozenset[str]:
    """The lemmas of verbs that modulate the verb after them."""
    return frozenset(_data()["auxiliary"]["verbs"])


def process_of_noun(lemma: str) -> str:
    """Give the process that a noun of action names after a light verb: verbal and mental ones are listed."""
    for process in ("verbal", "mental"):
        if lemma in _data()["light"][process]:
            return process
    return "material"


def belongs(verb: str, following: list[str]) -> bool:
    """Say whether a verb of coming only tells where a thing belongs: جاء ذلك في إطار."""
    data = _data()["belonging"]
    return verb in data["verbs"] and any(word in data["before"] for word in following)


def process_with(verb: str, preposition: str) -> str:
    """Give the process that a verb names with its preposition where that is another one: وجه بـ, رمى إلى."""
    table = _data()["with_preposition"]
    return next((process for process in table if [verb, preposition] in table[process]), "")
