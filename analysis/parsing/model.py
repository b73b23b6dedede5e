"""Models: where their files lie, whether they are whole, and the fingerprint that tells them apart."""

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from analysis.errors import KhitabError

BUNDLED = Path(__file__).parents[1] / "models" / "ar-bundled"
MANIFEST = "MANIFEST.json"
NAMES, PERSONS = "names.npz", "persons.json.gz"


@dataclass(frozen=True)
class ModelInfo:
    """A model on this machine: its name, the sha256 fingerprint of the files used, and their folder.

    Examples
    --------
    >>> annotations.model.name
    'bundled'
    """

    name: str
    fingerprint: str
    folder: Path


def find_model(model: str | Path = "bundled") -> ModelInfo:
    """Locate a model and check that its files are there and, where it has a manifest, unchanged.

    `model` is "bundled", "official" (Stanza's own, downloaded the first time it is asked for), or a folder in
    Stanza's layout: `resources.json` and `ar/<processor>/<package>.pt`. Stanza itself is not imported here.
    """
    if not str(model).strip():
        raise KhitabError("model '': no model is named; use 'bundled', 'official' or a folder in Stanza's layout.")
    if model == "bundled":
        return describe_model("bundled", BUNDLED)
    if model == "official":
        return describe_model("official", official_folder())
    folder = Path(model)
    if not folder.is_dir():
        raise KhitabError(
            f"{folder}: there is no such model folder; use 'bundled', 'official' or a folder in Stanza's layout."
        )
    return describe_model(folder.resolve().name, folder.resolve())


def describe_model(name: str, folder: Path) -> ModelInfo:
    """Check a model folder's files and fingerprint them."""
    files = model_files(folder)
    for file in files:
        if not (folder / file).is_file():
            raise KhitabError(f"{folder / file}: this file of the model is missing; {_mend(name)}.")
    sums = {file: _sha256(folder / file, (folder / file).stat().st_mtime_ns) for file in files}
    manifest = folder / MANIFEST
    if manifest.exists():
        _check_manifest(manifest, sums, name)
    lines = "".join(f"{digest}  {file}\n" for file, digest in sorted(sums.items()))
    return ModelInfo(name, hashlib.sha256(lines.encode()).hexdigest(), folder)


def model_files(folder: Path) -> list[str]:
    """List the files that are read of a model, relative to `folder`: processors, vectors, and further files if any."""
    resources = folder / "resources.json"
    try:
        arabic: dict[str, Any] = json.loads(resources.read_text(encoding="utf-8"))["ar"]
        packages = arabic["packages"]["default"]
        files = [f"ar/{processor}/{packages[processor]}.pt" for processor in PROCESSORS]
        for processor in PROCESSORS:
            # An entry may be a list or mapping without dependencies.
            entry = arabic.get(processor, {}).get(packages[processor], {})
            files += [f"ar/{need['model']}/{need['package']}.pt" for need in entry.get("dependencies", [])]
        files += [name for name in (KNOWN, NAMES, PERSONS) if (folder / name).exists()]
    except FileNotFoundError as error:
        raise KhitabError(
            f"{resources}: this file of the model is missing; name a folder in Stanza's layout."
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KhitabError(
            f"{resources}: it does not name the five Arabic packages ({', '.join(PROCESSORS)}); "
            "copy the file that came with the model."
        ) from error
    return sorted(set(files))


def _check_manifest(manifest: Path, sums: dict[str, str], name: str) -> None:
    try:
        stated = {str(name): str(digest) for name, digest in json.loads(manifest.read_text("utf-8"))["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KhitabError(f"{manifest}: the manifest is unreadable; {_mend(name)}.") from error
    for file in sorted(sums.keys() | stated.keys()):
        path = manifest.parent / file
        if not path.is_file() or stated.get(file) != _sha256(path, path.stat().st_mtime_ns):
            raise KhitabError(f"{path}: the file is not the one in {MANIFEST}; {_mend(name)}.")


def _mend(name: str) -> str:
    if name == "bundled":
        return "install Khitab anew"
    if name == "official":
        return "delete its folder and call annotate(…, model='official') while connected"
    return "copy it again from where the model came"


@lru_cache(maxsize=256)
def _sha256(path: Path, mtime_ns: int) -> str:  # noqa: ARG001 (a changed file must not be served from the cache)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


KNOWN = "known.json.gz"


@dataclass(frozen=True)
class KnownTypes:
    """Multi-word token → its words; (form, part of speech) → lemma."""

    expansions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)


def read_known(folder: Path) -> KnownTypes:
    """Read the types that a model folder knows; none if it has no such file."""
    path = folder / KNOWN
    return _read_known(path, path.stat().st_mtime_ns) if path.exists() else KnownTypes()


@lru_cache(maxsize=2)
def _read_known(path: Path, mtime_ns: int) -> KnownTypes:  # noqa: ARG001 (a changed file must not be served from the cache)
    try:
        stored = json.loads(gzip.decompress(path.read_bytes()))
        return KnownTypes(
            {token: tuple(words.split()) for token, words in stored["expansions"].items()},
            {(form, upos): lemma for upos, lemmas in stored["lemmas"].items() for form, lemma in lemmas.items()},
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KhitabError(f"{path}: the file is damaged; copy the model again from where it came.") from error


def write_known(folder: Path, known: KnownTypes) -> None:
    """Write the types into a model folder: the same bytes for the same types."""
    lemmas: dict[str, dict[str, str]] = {}
    for (form, upos), lemma in sorted(known.lemmas.items()):
        lemmas.setdefault(upos, {})[form] = lemma
    expansions = {token: " ".join(words) for token, words in sorted(known.expansions.items())}
    text = json.dumps({"expansions": expansions, "lemmas": lemmas}, ensure_ascii=False, separators=(",", ":"))
    (folder / KNOWN).write_bytes(gzip.compress(text.encode(), mtime=0))


COMPLETE = ".complete"
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")


def official_folder() -> Path:
    """Give the folder of the official models, downloading them if they are not on this machine yet."""
    folder = Path(platformdirs.user_data_dir("khitab")) / "models" / "ar-official"
    if not (folder / COMPLETE).exists():
        download_official(folder, os.environ.get("STANZA_RESOURCES_URL"))
    return folder


def download_official(folder: Path, server: str | None = None) -> None:
    """Download Stanza's default Arabic package into `folder`, which appears only once it is whole.

    `server` is the address of `resources_<version>.json`'s folder, Stanza's own if not given.
    """
    import stanza

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        target = Path(scratch) / folder.name
        try:
            options = {} if server is None else {"resources_url": server}
            stanza.download("ar", str(target), processors=",".join(PROCESSORS), verbose=False, **options)
        except Exception as error:  # whatever the network library raises, the user's mend is the same
            raise KhitabError(
                f"model 'official': the download failed ({type(error).__name__}); "
                "connect to the internet once, or use model='bundled'."
            ) from error
        (target / COMPLETE).touch()
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder)
        target.rename(folder)
