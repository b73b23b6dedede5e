"""Printed words: how many tokens with a letter or digit a text has, before any parser has read it."""

import re

# As the parser cuts: at blanks and punctuation, but not within numbers, nor within Latin abbreviations and addresses.
# A tatweel alone is a dash.
_TOKEN = re.compile(
    r"""[^\W_\u0640](?:[\w\u064b-\u0652\u0670]
    |(?<=\d)[.,:\u066b\u066c](?=\d)
    |(?<=[A-Za-z])[.&'\u2019\-@_/:](?=[A-Za-z]))*""",
    re.VERBOSE,
)


def printed_words(text: str) -> int:
    """Count them.

    Examples
    --------
    >>> printed_words("وبالتعاون، في 3.5 أيام («NATO»)!")
    5
    """
    return len(_TOKEN.findall(text))
