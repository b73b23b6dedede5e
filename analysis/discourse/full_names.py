"""Full names of persons in a document, for speakers who are named in full only where they do not speak."""

from collections.abc import Mapping, Sequence

from analysis.arabic.orthography import key, normal
from analysis.discourse.parsed import Reading
from analysis.discourse.people import GIVEN, NAME_HEADS, can_speak

LONGEST = 5
CLITICS = ("ADP", "CCONJ")


def persons_named(reading: Reading) -> dict[str, list[str]]:
    """The names of two words and more that the recogniser takes for a person's, as printed, by their last word's key.

    What begins with a clitic, is very long or holds an office is left out: where it begins or ends is not certain.
    """
    found: dict[str, list[str]] = {}
    position = 0
    while position < len(reading):
        last = reading.next_token(position)
        if reading.ner[position] != "B-PER":
            position = last
            continue
        words = [reading.text[reading.starts[position] : reading.ends[position]]]
        whole = reading.token_start(position) == position and reading.upos[position] not in CLITICS
        while last < len(reading) and reading.ner[last] == "I-PER":
            words.append(reading.text[reading.starts[last] : reading.ends[last]])
            last = reading.next_token(last)
        keys = [key(word) for word in words]
        if 1 < len(words) <= LONGEST and whole and not any(can_speak(k) and not _is_given(k) for k in keys):
            same = found.setdefault(keys[-1], [])
            if (name := normal(" ".join(words))) not in same:
                same.append(name)
        position = last
    return found


def _is_given(word: str) -> bool:
    """العطية is made of a first name."""
    return word.removeprefix("ال") in GIVEN or word in GIVEN


def in_full(name: str, persons: Mapping[str, Sequence[str]]) -> str:
    """Give the one full name of a document that ends with this family name, or the name as it is: الجبلي, بن سالم.

    A first name alone stands for nobody, nor does a family name that two persons share.
    """
    own = [key(word) for word in name.split()]
    if (len(own) == 1 and own[0] in GIVEN) or (len(own) > 1 and own[0] not in NAME_HEADS):
        return name
    fitting = [person for person in persons.get(own[-1], ()) if _keys(person)[-len(own) :] == own]
    fullest = max(fitting, key=lambda person: len(person.split()), default=name)
    words = _keys(fullest)
    one = all(words[-len(person.split()) :] == _keys(person) for person in fitting)
    return fullest if one else name


def _keys(name: str) -> list[str]:
    return [key(word) for word in name.split()]
