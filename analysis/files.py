"""Files that are there whole or not at all, however a run ends, and lines added to files."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from analysis.errors import KhitabError

WRITING = ".writing-"  # how the names of files begin that are being written
_NO_NAME = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is complete, and on the disk before what comes after it.

    Raises KhitabError where it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=WRITING, delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())  # a power cut must not leave a manifest that names what was never written
                file.close()
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except BaseException:
                with suppress(OSError):  # a full disk refuses what is still to be written as well
                    file.close()
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise _not_written(path, error) from error


def write_bytes(path: str | Path, content: bytes) -> Path:
    """Write a file, whole or not at all, and make its folder where that is absent.

    Raises KhitabError where it cannot be written.
    """
    return _write(path, [content])


def write_pieces(path: str | Path, pieces: Iterable[str]) -> Path:
    """Write a file of text piece by piece, whole or not at all, and make its folder where that is absent."""
    return _write(path, (piece.encode("utf-8", "replace") for piece in pieces))


def _write(path: str | Path, chunks: Iterable[bytes]) -> Path:
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(target, error) from error
    with whole_file(target) as file:
        for chunk in chunks:
            file.write(chunk)
    return target


def write_text(path: str | Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a file of text, whole or not at all; half a character (a lone surrogate) becomes a question mark."""
    return write_bytes(path, text.encode(encoding, "replace"))


def write_whole(path: str | Path, write: Callable[[Path], object]) -> Path:
    """Let `write` make a file of another name, and give it its own when it is complete."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=WRITING, suffix=target.suffix)
        os.close(handle)
        try:
            write(Path(name))
            os.chmod(name, 0o644)
            os.replace(name, target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(target, error) from error
    return target


def inside(folder: str | Path, name: str) -> Path:
    """Give the path of a file in a folder; a name that leads out of it, or is none, is an error.

    Names come from corpora and lexicons as well as from scripts.
    """
    if not name.strip(". ") or len(name.encode("utf-8", "replace")) > 200 or _NO_NAME.search(name):
        raise KhitabError(
            f"{folder}: {name!r} cannot name a file there; use letters, digits, hyphens and spaces, no slashes."
        )
    return Path(folder) / name


def append_to(path: Path, content: bytes) -> None:
    """Write at the end of a file that is there, on the disk before what comes after it.

    An interruption may leave the first bytes of `content` only. Raises KhitabError where it cannot be written.
    """
    try:
        with path.open("r+b") as file:
            file.seek(0, os.SEEK_END)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> KhitabError:
    return KhitabError(
        f"{path}: the file cannot be written ({error.strerror or error}); make room there or name another place, and "
        "run the same again, which keeps what is finished."
    )
