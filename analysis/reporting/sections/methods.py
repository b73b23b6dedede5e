"""Methods: a paragraph for a paper, the sources of the measures, and what the numbers were made from."""

from __future__ import annotations

from html import escape

from analysis.rendering.numerals import in_numerals
from analysis.reporting.story import Section, Story, paragraph
from analysis.validation.methods import methods_paragraph


def methods(story: Story, command: str) -> Section:
    """The section on methods; `command` makes the report again."""
    teller, found = story.teller, story.found
    tables = found.tables
    rates = tables["rates"]
    core = rates[rates["tier"] == "core"]
    core.attrs = dict(rates.attrs)
    said = methods_paragraph(core, labels=teller.labels, lexicon=found.lexicon)
    quoted = f'<blockquote class="provenance-prose">{escape(in_numerals(said, teller.labels))}</blockquote>'
    named = ["intervals"] if rates["low"].notna().any() else []
    named += [name for name in ("differences", "changes", "keywords") if name in tables]
    named += ["voices"] if len(tables["attributions"]) else []
    measures = paragraph(*(teller.say(f"methods/{name}") for name in named))
    body = paragraph(teller.say("methods/paragraph")) + quoted + measures + _origin(story, command)
    return Section("methods", teller.say("methods/heading"), body)


def _origin(story: Story, command: str) -> str:
    """Corpus, lexicon, model and version, and the command."""
    teller, known = story.teller, story.found.tables["rates"].attrs["provenance"]
    rows = [
        (teller.phrase("corpus"), known["corpus"]), (teller.phrase("lexicon"), known["lexicon"]),
        (teller.say("methods/hash"), str(known["lexicon_hash"])[:12]), (teller.phrase("model"), known["model"]),
        (teller.say("methods/fingerprint"), str(known["model_fingerprint"])[:12]),
        (teller.say("methods/version"), known["version"]),
    ]  # fmt: skip
    cells = "".join(f'<dt>{term}</dt><dd><bdi dir="auto">{escape(str(value))}</bdi></dd>' for term, value in rows)
    again = (
        f'<dt>{teller.say("methods/again")}</dt><dd><code dir="ltr">{escape(command)}</code></dd>' if command else ""
    )
    return f'<h3>{teller.say("methods/caption")}</h3><dl class="origin">{cells}{again}</dl>'
