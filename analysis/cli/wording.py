"""Advice in the words of the command line: what notes and errors give as arguments of Python, as options."""

import re
from collections.abc import Iterable

_TRUTHS = {
    "dayfirst=True": "--day-first",
    "dayfirst=False": "--month-first",
    "dayfirst=": "--day-first",
    "calendar=": "--calendar",
    "header=False": "--no-header",
    "complete=True": "--complete",
}
_OPTIONS = {
    "repair": "repair", "duplicates": "duplicates", "clusters": "clusters", "calendar": "calendar", "text": "text",
    "doc_id": "id", "encoding": "encoding", "model": "model", "by": "by", "over": "over",
    "articles": "articles",
}  # fmt: skip
_ARGUMENT = re.compile(rf"\b({'|'.join(_OPTIONS)})=(['\"])(.*?)\2")


def in_shell(text: str) -> str:
    """The text with `repair="markup"` as `--repair markup`, and the like.

    Examples
    --------
    >>> in_shell("repair='markup' mends it")
    '--repair markup mends it'
    """
    text = _ARGUMENT.sub(lambda found: f"--{_OPTIONS[found[1]]} {_quoted(found[3])}", text)
    for argument, option in _TRUTHS.items():
        text = re.sub(rf"\b{re.escape(argument)}(?!\w)", option, text)
    return text.replace("look at boilerplate(corpus), then", "look at them below, then")


def options_in(mends: Iterable[str]) -> str:
    """The options that are advised, each kind of mend by its first: what may follow a command."""
    first = (re.search(r"--(?:repair|duplicates|articles) \S+", in_shell(mend)) for mend in mends)
    return " ".join(dict.fromkeys(found[0].rstrip(",") for found in first if found))


def _quoted(value: str) -> str:
    return f"'{value}'" if " " in value else value
