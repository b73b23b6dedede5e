"""Each module has a test file in its mirrored place, or stands in the table of docs/architecture.md beside one that
reaches it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs" / "architecture.md"
NO_MODULES = {"__init__.py", "__main__.py", "build_font.py"}  # the faces of packages, and a script that nothing imports
MODULES = sorted(path for path in (PROJECT / "analysis").rglob("*.py") if path.name not in NO_MODULES)
ROW = re.compile(r"^\| `(\S+/test_\w+\.py|test_\w+\.py)` \| (.+) \|$", re.MULTILINE)


def short(module: Path) -> str:
    return module.relative_to(PROJECT / "analysis").as_posix()


def own_test(module: Path) -> Path:
    place = module.relative_to(PROJECT / "analysis").parent
    return PROJECT / "tests" / place / f"test_{module.stem}.py"


@cache
def listed() -> dict[str, str]:
    """The test file of each module in the table."""
    rows = ROW.findall(DOCS.read_text("utf-8"))
    pairs = [(module, test) for test, modules in rows for module in re.findall(r"`(\S+\.py)`", modules)]
    assert len(pairs) == len(dict(pairs)), "a module stands in the table once"
    return dict(pairs)


def dotted_names(source: Path) -> Iterator[str]:
    """What a file imports, in code or in a string that holds code, and the places that a string names."""
    package = ".".join(source.relative_to(PROJECT).parts[:-1])
    trees, strings = [ast.parse(source.read_text("utf-8"))], []
    strings += [n.value for n in ast.walk(trees[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    for node in ast.walk(trees[0]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(filter(None, (package if node.level else "", node.module)))
            yield from (f"{base}.{alias.name}" for alias in node.names)
    for text in strings:
        yield from re.findall(r"\banalysis(?:\.\w+)+", text)
        yield from (f"{base}.{name}" for base, name in re.findall(r"from (analysis[.\w]*) import (\w+)", text))


@cache
def files_of(name: str) -> frozenset[Path]:
    """The file of a dotted name; of one that a package hands on, that in which it stands."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        place = PROJECT.joinpath(*parts[:end])
        if place.with_suffix(".py").is_file():
            return frozenset({place.with_suffix(".py")})
        if (place / "__init__.py").is_file():
            handed_on = [place / "__init__.py", *place.glob("__init__.pyi")]
            wanted = [n for path in handed_on for n in dotted_names(path) if n.split(".")[-1] == (*parts, "")[end]]
            found = {place / "__init__.py"}.union(*(files_of(n) for n in wanted if n != name))
            return frozenset(found)
    helper = PROJECT / "tests" / f"{parts[0]}.py"
    return frozenset({helper} if helper.is_file() else ())


@cache
def named_in(path: Path) -> frozenset[Path]:
    """The files of `analysis`, and the helpers of tests, that a file names."""
    return frozenset[Path]().union(*map(files_of, dotted_names(path)))


def reached_from(test: Path, room: str) -> set[Path]:
    """What a test and its helpers name, what those modules name, and so on through the modules of one room."""
    seen, waiting = {test}, [(test, 0)]
    while waiting:
        path, steps = waiting.pop()
        helper = not path.is_relative_to(PROJECT / "analysis")
        if helper or steps == 1 or short(path).split("/")[0] == room:
            new = named_in(path) - seen
            seen |= new
            waiting += [(found, int(found.is_relative_to(PROJECT / "analysis")) + steps) for found in new]
    return seen


def test_each_module_is_tested_in_its_mirrored_place_or_where_the_table_says():
    without = {short(module) for module in MODULES if not own_test(module).is_file()}
    assert without - set(listed()) == set(), "write test files for these, or list them in docs/architecture.md"
    assert set(listed()) - without == set(), "these have test files of their own, or are gone"


@pytest.mark.parametrize("test", sorted(set(listed().values())))
def test_the_file_that_the_table_names_reaches_its_modules(test):
    path = PROJECT / "tests" / test
    assert path.is_file()
    modules = {module for module, tested_in in listed().items() if tested_in == test}
    reached = {}
    for room in {module.split("/")[0] for module in modules}:
        reached[room] = {short(p) for p in reached_from(path, room) if p.is_relative_to(PROJECT / "analysis")}
    assert sorted(module for module in modules if module not in reached[module.split("/")[0]]) == []
