"""A study of one's own: a folder with the corpus, a lexicon to edit, a notebook, a codebook and a Makefile."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path

from analysis import lexicon as lexicons
from analysis.annotation.stored.annotations import is_stored, open_annotations
from analysis.corpus.reading import read_corpus
from analysis.errors import KhitabError
from analysis.files import write_text
from analysis.lexicon import Lexicon, Term, as_lexicon
from analysis.lexicon.accuracy import accuracy_path
from analysis.rendering.labels import Labels, check_labels
from analysis.reporting.choices import course, grouping

_TEMPLATES = Path(__file__).parent / "study"
_TERMS = 12


def new_study(
    folder: str | Path,
    *,
    corpus: str | Path | None = None,
    by: str | None = None,
    over: str | None = None,
    lexicon: str | Path | None = None,
    labels: Labels = "ar",
) -> Path:
    """Make the folder of a study, from which `make report` runs.

    Parameters
    ----------
    folder : to be made; it must be absent or empty.
    corpus : a file or folder that is copied into the study, or a folder of annotations (`annotate_into`), which stays
        where it is; without it the study has an empty folder to fill.
    by, over : as for `report`; what suits the corpus if omitted.
    lexicon : the file to start from; the default lexicon if omitted.

    Returns
    -------
    The folder: corpus/, lexicon.toml, codebook.md, notebooks/frames.ipynb, Makefile, README.md.

    Errors: KhitabError for a folder that holds something, a corpus that cannot be read, or a column that it has not.

    Examples
    --------
    >>> sorted(path.name for path in new_study(folder / "study", corpus="corpus/constructed").iterdir())
    ['Makefile', 'README.md', 'codebook.md', 'corpus', 'lexicon.accuracy.toml', 'lexicon.toml', 'notebooks']
    """
    check_labels(labels)
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise KhitabError(f"{target}: is there and holds something; name a folder that is not there yet.")
    source = Path(lexicon) if lexicon is not None else Path(lexicons.__file__).parent / "frames.toml"
    vocabulary = as_lexicon(source)
    chosen_by, chosen_over = _chosen(corpus, by, over)
    place = _copied(corpus, target)
    shutil.copyfile(source, target / "lexicon.toml")
    if accuracy_path(source).is_file():
        shutil.copyfile(accuracy_path(source), accuracy_path(target / "lexicon.toml"))
    options = "".join(f" --{name} {shlex.quote(value)}" for name, value in (("by", by), ("over", over)) if value)
    parts = {
        "name": target.resolve().name, "corpus": shlex.quote(place), "labels": labels, "options": options,
        "python": sys.executable, "frames": _frames(vocabulary),
    }  # fmt: skip
    for name in ("Makefile", "README.md", "codebook.md"):
        write_text(target / name, _filled(name, parts))
    notebook = _notebook({"corpus": f"../{place}", "by": chosen_by, "over": chosen_over, "labels": labels})
    write_text(target / "notebooks" / "frames.ipynb", notebook)
    return target


def _chosen(corpus: str | Path | None, by: str | None, over: str | None) -> tuple[str, str]:
    """The grouping and the period of the notebook: those asked for, which the corpus must have, or what suits it."""
    if corpus is None:
        return by or "source", over or "month"
    documents = open_annotations(corpus).documents if is_stored(corpus) else read_corpus(corpus).metadata
    suits = grouping(documents, by), course(documents, over)  # which also see that what was asked for is there
    return by or suits[0].column or "source", over or suits[1].column or "month"


def _copied(corpus: str | Path | None, target: Path) -> str:
    """Copy the corpus into the study; gives its place, seen from there."""
    if corpus is not None and is_stored(corpus):
        target.mkdir(parents=True, exist_ok=True)
        return Path(os.path.relpath(corpus, target)).as_posix()
    (target / "corpus").mkdir(parents=True, exist_ok=True)
    if corpus is None:
        return "corpus"
    given = Path(corpus)
    if given.is_dir():
        shutil.copytree(given, target / "corpus", dirs_exist_ok=True)
        return "corpus"
    shutil.copyfile(given, target / "corpus" / given.name)
    return f"corpus/{given.name}"


def _filled(name: str, parts: dict[str, str]) -> str:
    """A template with its gaps filled."""
    text = (_TEMPLATES / name).read_text("utf-8")
    for gap, value in parts.items():
        text = text.replace(f"{{{gap}}}", value)
    return text


def _frames(vocabulary: Lexicon) -> str:
    """Each frame with some of its terms, what is close to it, and what is none of it."""
    parts = []
    for frame in vocabulary.frames:
        lines = [f"### {frame.label_ar} · {frame.label_en} (`{frame.id}`)", ""]
        for tier, what in (("core", "Mark"), ("related", "Close to it"), ("exclude", "Not")):
            terms = _told_apart([term for term in frame.terms if term.tier == tier])
            more = " …" if len(terms) > _TERMS else ""
            lines += [f"- {what}: {'، '.join(terms[:_TERMS])}{more}"] if terms else []
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _told_apart(terms: list[Term]) -> list[str]:
    """Terms as coders read them: a verb is named as one where a noun is spelt alike (تعاون)."""
    spelt = Counter(term.text for term in terms)
    named = [f"{term.text} (فعل)" if spelt[term.text] > 1 and "VERB" in term.pos else term.text for term in terms]
    return list(dict.fromkeys(named))


def _notebook(parameters: dict[str, str]) -> str:
    """The notebook with the parameters of this study in its first code cell."""
    notebook = json.loads((_TEMPLATES / "frames.ipynb").read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    lines = []
    for line in cell["source"]:
        name, equals, rest = line.partition(" = ")
        comment = rest[rest.index("  #") :] if "  #" in rest else "\n"
        lines.append(
            f"{name}{equals}{json.dumps(parameters[name], ensure_ascii=False)}{comment}" if name in parameters else line
        )
    cell["source"] = lines
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
