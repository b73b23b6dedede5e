"""The manifest of a run that is under way: a line for what it began with, then a line for each part.

So a part costs the same however many there are. The file appears whole with its first part, and each later line is on
the disk before the run goes on; where a run ends within a line, that line does not count and its part is made again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.annotation.stored.manifest import Manifest, StoredPart, manifest_of, readable, sealed, unsealed
from analysis.files import append_to, whole_file

UNFINISHED = "manifest-unfinished.jsonl"


class UnfinishedManifest:
    """Parts told one by one; `began` names those that were there before as its `spare`."""

    def __init__(self, folder: Path, began: Manifest) -> None:
        self.path = folder / UNFINISHED
        self.began = began
        self.is_begun = False  # until the first part, what an earlier run left stays to be read

    def add(self, parts: Mapping[int, StoredPart]) -> None:
        """Tell of parts by their numbers in the order of the corpus."""
        lines = [{"number": number, **asdict(part)} for number, part in parts.items()]
        if self.is_begun:
            append_to(self.path, _spelt(lines))
            return
        with whole_file(self.path) as file:
            file.write(_spelt([asdict(self.began), *lines]))
        self.is_begun = True

    def remove(self) -> None:
        """Forget the run, because it is finished."""
        self.path.unlink(missing_ok=True)


def read_unfinished(folder: Path) -> Manifest | None:
    """Read what a run has made so far, in the order of the corpus, or None where there is no such run."""
    path = folder / UNFINISHED
    if not path.exists():
        return None
    with readable(path):
        first, *rest = path.read_bytes().rstrip(b"\n").split(b"\n")
        began = manifest_of(unsealed(json.loads(first), path), path)
        numbered = {line.pop("number"): StoredPart(**line) for line in _whole_lines(rest, path)}
        made = [numbered[number] for number in sorted(numbered)]
        ids = {part.id for part in made}
        return began.with_parts(made, spare=[part for part in began.spare if part.id not in ids])


def _spelt(lines: Sequence[dict[str, Any]]) -> bytes:
    plain = json.loads(json.dumps(lines))  # as it will be read again, to be hashed
    return "".join(json.dumps(sealed(line)) + "\n" for line in plain).encode()


def _whole_lines(lines: Sequence[bytes], path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
        except ValueError:
            if number < len(lines):
                raise
        else:
            yield unsealed(value, path)
