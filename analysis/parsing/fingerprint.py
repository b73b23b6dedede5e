"""What words are made by: the code between a text and its words, and Stanza's version, as one hash.

Annotations carry it, so that words made by other code are never mixed with these. Every file of `analysis/parsing` and
`analysis/arabic` counts, data files included: no list could be forgotten.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOMS = ("arabic", "parsing")
_PACKAGE = Path(__file__).parents[1]


def producer_files() -> list[Path]:
    """List the files that turn a text and a model into words, in the order in which they are hashed."""
    return sorted(
        path
        for room in ROOMS
        for path in (_PACKAGE / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    )


@cache
def producers() -> str:
    """Name the code and the Stanza version that make words: 16 hexadecimal digits."""
    digest = hashlib.sha256(version("stanza").encode())
    for path in producer_files():
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
