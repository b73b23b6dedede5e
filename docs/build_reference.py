"""Write the reference from the docstrings: `python docs/build_reference.py` makes docs/reference/*.md anew.

A test holds the pages to the docstrings, and runs the example of every name on them.
"""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

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
}
HERE = Path(__file__).parent
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_ENTRY = re.compile(r"^(\w[\w, *.]*?) : ", re.MULTILINE)


def public_names(package: str) -> Iterator[tuple[str, object]]:
    """Go through the functions and classes of a package's face."""
    module = import_module(package)
    for name in sorted(module.__all__, key=str.lower):
        value = getattr(module, name)
        if not isinstance(value, ModuleType) and callable(value):
            yield name, value


def page(package: str) -> str:
    """The page of one package, as Markdown."""
    parts = [f"# {PAGES[package]}: `{package}`", inspect.cleandoc(import_module(package).__doc__ or "").split("\n\n")[0]]
    for name, value in public_names(package):
        parts += [f"## `{name}`", f"```python\n{signature(name, value)}\n```", prose(inspect.getdoc(value) or "")]
    return "\n\n".join(parts) + "\n"


def signature(name: str, value: object) -> str:
    """How a name is called, a parameter a line where there are many; types as they are written in the code."""
    try:
        found = inspect.signature(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return name
    shown = [str(part).replace("'", "") for part in found.parameters.values()]
    shown = [re.sub(r"(?:[a-z_]+\.)+(?=[A-Z])", "", part) for part in shown]
    for kind, mark in ((inspect.Parameter.KEYWORD_ONLY, "*"),):
        first = [k for k, part in enumerate(found.parameters.values()) if part.kind is kind]
        if first:
            shown.insert(first[0], mark)
    line = f"{name}({', '.join(shown)})"
    return line if len(line) <= 100 else f"{name}(\n    " + ",\n    ".join(shown) + ",\n)"


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
