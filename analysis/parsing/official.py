"""Stanza's own Arabic models: downloaded once, when asked for, and used offline ever after."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import platformdirs

from analysis.errors import KhitabError

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
