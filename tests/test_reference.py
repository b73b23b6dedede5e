"""Every public name has an example that runs, and the reference says what the docstrings say."""

import doctest
import importlib.util
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.comparison import split_by
from analysis.discourse import find_actors, find_grammar, find_voices
from analysis.frames.cooccurrence import frame_cooccurrence
from analysis.frames.find import find_frames
from analysis.frames.rates import frame_rates
from analysis.validation import draw_sample, read_codings, write_judgements
from analysis.validation.judgements import judgements_table

PROJECT = Path(__file__).parents[1]
CODINGS = PROJECT / "corpus" / "codings"
PASSES = [CODINGS / f"constructed-frames-pass{number}.csv" for number in (1, 2)]
_SPEC = importlib.util.spec_from_file_location("build_reference", PROJECT / "docs" / "build_reference.py")
reference = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference)

NAMES = {
    f"{value.__module__}.{name}": value
    for package in reference.PAGES
    for name, value in reference.public_names(package)
}
WITHOUT_EXAMPLE = {"cluster"}  # starts processes

MINE = """
[frames.water]
label_ar = "المياه"
label_en = "Water"
color = "#0072B2"
core = ["مياه"]
"""


@pytest.fixture(scope="module")
def at_hand(constructed, ispr, tmp_path_factory) -> dict[str, object]:
    """What the examples take as given: the constructed corpus, and what most of its tables are made from."""
    folder = tmp_path_factory.mktemp("examples")
    hits = find_frames(constructed)
    voices = find_voices(constructed)
    stored = analysis.annotate_into(PROJECT / "corpus" / "constructed", folder / "stored", workers=1, progress=False)
    given: dict[str, object] = {
        "annotations": constructed, "report": ispr, "hits": hits, "folder": folder, "stored": stored, "mine": MINE,
        "rates": frame_rates(hits, constructed, frames=["security"]), "voices": voices,
        "pairs": frame_cooccurrence(hits, constructed), "actors": find_actors(constructed),
        "grammar": find_grammar(hits, constructed), "sample": draw_sample(hits, constructed, ["security"], 10),
        "codings": read_codings(CODINGS / "constructed-frames.csv", constructed),
        "two_coders": read_codings(PASSES, constructed, complete=True), "judgements": _judged(hits),
    }  # fmt: skip
    given["target"], given["reference"] = split_by(constructed, "source", "anwa")
    given["pd"] = pd
    for package in reference.PAGES:
        given = (
            dict(reference.public_names(package)) | given
        )  # `report` is the conference report, but in its own example
    return given


def _judged(hits):
    """One hit, found wrong."""
    hit = hits[hits["frame"] == "cooperation"].iloc[0]
    row = {name: hit[name] for name in ("doc_id", "paragraph", "start", "end", "frame")}
    return judgements_table(
        [{**row, "token": hit["surface"], "right": False, "reason": "x", "coder": "SM", "time": ""}]
    )


class AnyWhereNoneIsShown(doctest.OutputChecker):
    """An example without a result shows a call whose result is long: it must run, whatever it gives."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return not want or super().check_output(want, got, optionflags)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_example_of_every_public_name_runs(name, at_hand, monkeypatch):
    monkeypatch.chdir(PROJECT)
    value = NAMES[name]
    package = ".".join(name.split(".")[:2])
    own = dict(reference.public_names(package)) if package == "analysis.reporting" else {}
    finder = doctest.DocTestFinder(recurse=False)
    runner = doctest.DocTestRunner(AnyWhereNoneIsShown(), optionflags=doctest.NORMALIZE_WHITESPACE)
    module = sys.modules[value.__module__]
    (test,) = finder.find(value, name, module=module, globs=at_hand | own)
    if name.rpartition(".")[2] in WITHOUT_EXAMPLE:
        return
    assert test.examples, f"{name} has no example"
    failures = []
    runner.run(test, out=failures.append)
    assert not runner.failures, "".join(failures)


@pytest.mark.parametrize("package", list(reference.PAGES))
def test_the_reference_is_made_from_the_docstrings(package):
    written = PROJECT / "docs" / "reference" / f"{package}.md"
    assert written.read_text("utf-8") == reference.page(package), "run python docs/build_reference.py"


@pytest.mark.slow
def test_the_recipes_run(tmp_path, monkeypatch, at_hand):
    (tmp_path / "corpus").symlink_to(PROJECT / "corpus")
    kept = ("judgements", "hits", "annotations")
    write_judgements(*(at_hand[name] for name in kept), tmp_path / "judged-hits.csv")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (PROJECT / "docs" / "recipes.md").read_text("utf-8"), flags=re.DOTALL)
    assert len(blocks) > 5
    exec("\n".join(blocks), {})
    assert (tmp_path / "security.png").stat().st_size > 10_000


@pytest.mark.slow
@pytest.mark.parametrize("page", ["tutorial.md", "gallery.md", "ar/index.md"])
def test_the_pages_that_are_run_run(page):
    spec = importlib.util.spec_from_file_location("run_pages", PROJECT / "docs" / "run_pages.py")
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    text = (PROJECT / "docs" / page).read_text("utf-8")
    assert text.startswith("---\nrun: true\n---")
    names, results = {}, []
    for block in pages.BLOCK.findall(text):
        results.append(pages.run(block, names))
    assert sum(result is not None for result in results) >= 2


def test_every_page_of_the_documentation_is_in_the_menu():
    menu = (PROJECT / "mkdocs.yml").read_text("utf-8").partition("nav:")[2]
    pages = {path.relative_to(PROJECT / "docs").as_posix() for path in (PROJECT / "docs").rglob("*.md")}
    assert pages == set(re.findall(r"[\w./]+\.md", menu))
