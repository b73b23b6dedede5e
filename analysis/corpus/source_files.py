"""Where the bytes of a corpus lie: files, folders of folders, and archives opened with a bound on their size."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from analysis.errors import KhitabError
from analysis.wording import how_many

MOST_BYTES = 4 << 30
"""What an archive may unpack to, all files together."""
MOST_TIMES = 200
"""A packed file may unpack to so many times its size, beyond the first 64 MB: more is a bomb, not a text."""
FREE = 64 << 20
MOST_FILES = 2_000_000
HIDDEN = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")
ABOUT = ("readme", "license", "licence", "citation")  # how files begin that tell of a corpus


@dataclass(frozen=True)
class SourceFile:
    """A file that can be read whole: `place` names it in errors, `name` is its path inside the corpus."""

    place: str
    name: str
    read: Callable[[], bytes]
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters; that of what is packed, for .gz."""
        return PurePosixPath(self.name.removesuffix(".gz").removesuffix(".GZ")).suffix.lower()

    @property
    def label(self) -> str:
        """Its name in notes."""
        return PurePosixPath(self.name).name

    @property
    def stem(self) -> str:
        """Its path inside the corpus without the end."""
        inner = self.name.removesuffix(".gz").removesuffix(".GZ")
        return inner.removesuffix(PurePosixPath(inner).suffix)

    @property
    def folder(self) -> str:
        """The folder that it lies in inside the corpus; "" for none."""
        parent = str(PurePosixPath(self.name).parent)
        return "" if parent == "." else parent


def source_file(path: Path) -> SourceFile:
    """A file of its own, unpacked if its name ends in .gz."""
    return SourceFile(str(path), shown_name(path.name), _reader(path), path)


def shown_name(name: str) -> str:
    r"""A file's name as text: bytes that are no UTF-8 become \ufffd."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def files_below(folder: Path) -> list[SourceFile]:
    """All files in a folder and its subfolders, in the order of their paths; hidden files and READMEs apart."""
    found = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if _is_hidden(inner) or (path.is_dir() and not path.is_symlink()):
            continue  # a link to a folder is no way into it, and is named among what is left out
        found.append(SourceFile(str(path), shown_name(inner.as_posix()), _reader(path), path))
    return found


def _is_hidden(inner: PurePath) -> bool:
    return any(part.startswith(HIDDEN) for part in inner.parts) or inner.name.casefold().startswith(ABOUT)


def files_in_zip(path: Path) -> list[SourceFile]:
    """All files in a zip archive, in the order of their names; nothing is written to the disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise KhitabError(f"{path}: not a readable zip archive ({error}); fetch or pack it again.") from error
    members = [m for m in members if not _is_hidden(PurePosixPath(_inner_name(m)))]
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES or len(members) > MOST_FILES:
        raise KhitabError(
            f"{path}: the archive unpacks to {total:,} bytes in {how_many(len(members), 'file')}; "
            "unpack it into a folder first."
        )
    if encrypted := next((member for member in members if member.flag_bits & 1), None):
        raise KhitabError(f"{path}: {encrypted.filename} is locked by a password; unpack the archive first.")
    return [
        SourceFile(f"{path}/{_inner_name(m)}", _inner_name(m), _member_reader(path, m))
        for m in sorted(members, key=lambda m: m.filename)
    ]


def _inner_name(member: zipfile.ZipInfo) -> str:
    """A name in an archive, which old Windows programs wrote in their own code page, kept inside the corpus."""
    name = member.filename
    if not member.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = max((raw.decode(page, "replace") for page in ("cp720", "cp1256")), key=_arabic_letters)
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def _arabic_letters(name: str) -> int:
    return sum("\u0621" <= letter <= "\u064a" for letter in name) - sum("\u2500" <= sign <= "\u259f" for sign in name)


def _member_reader(path: Path, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        bound = max(FREE, MOST_TIMES * member.compress_size)
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as file:
                raw = _bounded(file, bound, f"{path}/{member.filename}")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise KhitabError(f"{path}/{member.filename}: cannot be unpacked ({error}); pack it again.") from error
        return unpacked(raw, f"{path}/{member.filename}") if member.filename.lower().endswith(".gz") else raw

    return read


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        raw = path.read_bytes()
        return unpacked(raw, str(path)) if path.name.lower().endswith(".gz") else raw

    return read


def unpacked(raw: bytes, place: str) -> bytes:
    """Unpack gzip, within bounds."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            return _bounded(file, max(FREE, MOST_TIMES * len(raw)), place)
    except (OSError, EOFError, zlib.error) as error:
        raise KhitabError(f"{place}: cannot be unpacked ({error}); fetch or pack it again.") from error


def _bounded(file: IO[bytes] | gzip.GzipFile, bound: int, place: str) -> bytes:
    bound = min(bound, MOST_BYTES)
    raw = file.read(bound + 1)
    if len(raw) > bound:
        raise KhitabError(f"{place}: unpacks to more than {bound:,} bytes; unpack it by hand if that is right.")
    return raw
