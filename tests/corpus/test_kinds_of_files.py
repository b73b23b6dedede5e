"""Each kind of file that people have is read, noted or refused, and the page on reliability lists them."""

import os
import re
from pathlib import Path

import pytest
from corpus.kinds_of_files import KINDS, Kind, table

from analysis.corpus import check_corpus, read_corpus
from analysis.errors import KhitabError

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
TESTS = Path(__file__).parents[1]
BEGIN, END = "<!-- kinds -->\n", "<!-- end of kinds -->\n"


@pytest.mark.parametrize("kind", KINDS, ids=[kind.what for kind in KINDS])
def test_it_is_read_noted_or_refused(kind: Kind, tmp_path):
    path = tmp_path / kind.name
    if callable(kind.content):
        kind.content(path)
    else:
        path.write_bytes(kind.content if isinstance(kind.content, bytes) else kind.content.encode())
    if kind.error:
        with pytest.raises(KhitabError) as refused:
            read_corpus(path, **kind.options)
        said = str(refused.value)
        assert kind.error in said
        assert kind.name in said
        assert "\n" not in said
        return
    corpus = read_corpus(path, **kind.options)
    if kind.texts is not None:
        assert tuple(document.text for document in corpus.documents) == kind.texts
    if kind.ids is not None:
        assert tuple(document.doc_id for document in corpus.documents) == kind.ids
    assert not kind.note or any(kind.note in note for note in corpus.notes), corpus.notes
    for name, values in kind.metadata.items():
        assert list(corpus.metadata[name]) == values
    assert str(check_corpus(path))


def test_the_page_lists_the_kinds():
    text = PAGE.read_text()
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    if os.environ.get("KHITAB_WRITE_DOCS"):
        PAGE.write_text(text[:start] + table() + text[end:])
    assert PAGE.read_text()[start:].startswith(table()), "KHITAB_WRITE_DOCS=1 writes the list anew"


def _named(section: str) -> list[tuple[str, str]]:
    """File and words of a test's name in the last cell of each row of a part of the page."""
    part = PAGE.read_text().split(f"## {section}\n")[1].split("\n## ")[0].split(BEGIN)[0]
    found, file = [], ""
    for row in part.splitlines():
        if not row.startswith("|") or row.startswith(("|---", "| input", "| #")):
            continue
        cell = row.rstrip("| ").rsplit(" | ", 1)[1].replace("`", "")
        for words in re.split(r"[,;] ", cell):
            name, colon, rest = words.partition(": ")
            if colon or "/" in words:
                file, words = (name if colon else words), rest
            found.append((file, "" if words in ("as above", "the same") else words))
    return found


@pytest.mark.parametrize("section", ["Reading", "Faults"])
def test_each_test_that_the_page_names_exists(section):
    named = _named(section)
    assert len(named) >= 25
    for file, words in named:
        path = TESTS / (file if file.endswith(".py") else f"{file}.py")
        path = path if path.exists() else TESTS.parent / file
        assert path.is_file(), file
        assert not words or re.search(rf"def test_\w*{words}", path.read_text()), (file, words)


def test_there_are_as_many_inputs_and_faults_as_the_page_says():
    reading = PAGE.read_text().split("## Reading\n")[1].split("\n## ")[0]
    inputs = [row for row in reading.splitlines() if row.startswith("| ") and not row.startswith("| input")]
    assert len(inputs) >= 120
    assert len([row for row in PAGE.read_text().splitlines() if re.match(r"\| \d+ \|", row)]) >= 25
