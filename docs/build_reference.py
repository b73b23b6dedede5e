"""Write the reference from the docstrings: `python docs/build_reference.py` makes docs/reference/*.md anew.

A test holds the pages to the docstrings, and runs the example of every name on them.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

PAGES = {
    "analysis": "What most notebooks need",
    "analysis.corpus": "Reading corpora",
    "analysis.annotation": "Annotating them",
    "analysis.lexicon": "Lexicons",
    "analysis.discourse": "Voices, actors, grammar",
    "analysis.comparison": "Comparison",
    "analysis.context": "Words in context",
    "analysis.validation": "Validation",
    "analysis.plots": "Figures",
    "analysis.widgets": "In the notebook",
    "analysis.reporting": "Reports",
}
_WIDTH = 100
HERE = Path(__file__).parent
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_ENTRY = re.compile(r"^(\w[\w, *.]*?) : ", re.MULTILINE)


def public_names(package: str) -> Iterator[tuple[str, object]]:
    """Go through the functions and classes of a package's face."""
    module = import_module(package)
    for name in sorted(module.__all__, key=str.lower):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isfunction(inspect.unwrap(value)):  # type: ignore[arg-type]
            yield name, value


def page(package: str) -> str:
    """The page of one package, as Markdown."""
    parts = [
        f"# {PAGES[package]}: `{package}`",
        inspect.cleandoc(import_module(package).__doc__ or "").split("\n\n")[0],
    ]
    for name, value in public_names(package):
        parts += [f"## `{name}`", f"```python\n{signature(name, value)}\n```", prose(inspect.getdoc(value) or "")]
    return "\n\n".join(parts) + "\n"


def signature(name: str, value: object) -> str:
    """How a name is called, as the code writes it; a parameter a line where there are many."""
    source = inspect.unwrap(value)  # type: ignore[arg-type]
    if inspect.isclass(value):
        return f"class {name}"
    function = ast.parse(textwrap.dedent(inspect.getsource(source))).body[0]
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    first = len(given.args) - len(given.defaults)
    shown = [_parameter(part, given.defaults[k - first] if k >= first else None) for k, part in enumerate(given.args)]
    if given.kwonlyargs:
        pairs = zip(given.kwonlyargs, given.kw_defaults, strict=True)
        shown += ["*", *(_parameter(part, default) for part, default in pairs)]
    line = f"{name}({', '.join(shown)})"
    return line if len(line) <= _WIDTH else f"{name}(\n    " + ",\n    ".join(shown) + ",\n)"


def _parameter(part: ast.arg, default: ast.expr | None) -> str:
    kind = "" if part.annotation is None else ": " + ast.unparse(part.annotation).strip("'")
    return f"{part.arg}{kind}" + ("" if default is None else f" = {ast.unparse(default)}")


def prose(docstring: str) -> str:
    """A numpydoc docstring as Markdown."""
    pieces = _SECTION.split(docstring)
    text = [pieces[0].strip()]
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if heading == "Examples":
            text += ["**Example**", f"```python\n{body.strip()}\n```"]
        else:
            text += [f"**{heading}**", _ENTRY.sub(r"- `\1`: ", body.strip())]
    return "\n\n".join(part for part in text if part)


def main() -> None:
    """Write every page."""
    (HERE / "reference").mkdir(exist_ok=True)
    for package in PAGES:
        (HERE / "reference" / f"{package}.md").write_text(page(package), encoding="utf-8")


if __name__ == "__main__":
    main()
