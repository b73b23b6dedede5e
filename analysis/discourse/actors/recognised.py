"""Names as the recogniser found them: how far one reaches, and what stands in another's."""

from analysis.arabic.orthography import key
from analysis.discourse.actor_kinds import is_given_name
from analysis.discourse.parsed import Reading

ACTORS = {"PER": "person", "ORG": "institution"}


def name_class(reading: Reading, position: int) -> str:
    """Give the class of the name that a word is part of: "PER", "ORG", "LOC", "MISC", or nothing."""
    return reading.ner[position][2:]


def goes_on(reading: Reading, position: int) -> bool:
    """Say whether a word goes on with the name that the word before it is part of."""
    label = reading.ner[position]
    if position == 0 or len(label) < 3 or name_class(reading, position - 1) != label[2:]:
        return False
    if label == "I-PER" and reading.token_start(position) == position and _joins_another(reading, position):
        return False
    return label.startswith("I-") or reading.tokens[position] == reading.tokens[position - 1]


def _joins_another(reading: Reading, position: int) -> bool:
    """رابح صقر | ودينا حايك: a token that begins with "and" begins another person's name; وليد alone does not."""
    token = key(reading.text[reading.starts[position] : reading.ends[position]])
    if not token.startswith("و") or is_given_name(token):
        return False
    return reading.upos[position] == "CCONJ" or is_given_name(token[1:])


def name_end(reading: Reading, position: int) -> int:
    """Give where the name that a word is part of ends; the word itself where it is part of none."""
    end = position + 1
    while end < len(reading) and goes_on(reading, end):
        end += 1
    return end


def name_start(reading: Reading, position: int) -> int:
    """Give where the name that a word is part of begins, clitics before its first word left out."""
    start = position
    while start > 0 and goes_on(reading, start):
        start -= 1
    while (
        start < position
        and reading.upos[start] in ("CCONJ", "ADP")
        and reading.tokens[start] == reading.tokens[start + 1]
    ):
        start += 1
    return start


def inside_other_name(reading: Reading, first: int, last: int) -> bool:
    """Say whether words stand in a longer name that is none of a place: كوبا in كوبا كوكا كولا, تونس in نداء تونس."""
    if name_class(reading, first) not in ("PER", "ORG", "MISC"):
        return False
    return name_start(reading, first) < first or name_end(reading, first) > last
