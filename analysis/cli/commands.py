"""The commands in the order in which a scholar meets them, each with an example that can be typed."""

from typing import Any

import typer
from typer.core import TyperGroup

SECTIONS: dict[str, dict[str, str]] = {
    "Begin": {
        "check": "khitab check news.csv",
        "report": "khitab report news.csv --labels en",
        "new": "khitab new my-study --corpus news.csv --by source",
    },
    "How much": {
        "rates": "khitab rates news.csv --by source --frame security",
        "evidence": "khitab evidence news.csv --frame security --where source=okaz --limit 3",
        "frames": "khitab frames news.csv --frame terrorism --out terrorism.xlsx",
        "compare": "khitab compare news.csv --by month --side 2015-07 --side 2015-08",
        "event": "khitab event news.csv 2015-08-06 --frame terrorism --figure event.svg",
        "figures": "khitab figures news.csv --by source --over month --labels en --out figures",
    },
    "Which words": {
        "concordance": "khitab concordance news.csv 'مجلس الأمن' --out lines.xlsx",
        "keyness": "khitab keyness news.csv --where source=okaz --against source=alriyadh --stop function",
        "collocates": "khitab collocates news.csv الأمن --stop function",
        "word-sketch": "khitab word-sketch news.csv الأمن",
        "dispersion": "khitab dispersion news.csv الأمن التعاون",
    },
    "Who": {
        "voices": "khitab voices news.csv --out voices.xlsx",
        "frame-by-voice": "khitab frame-by-voice news.csv --by speaker_name --frame cooperation",
        "actors": "khitab actors news.csv --out actors.xlsx",
        "names": "khitab names news.csv --out names.xlsx",
    },
    "How right": {
        "sample": "khitab sample news.csv --n 40 --sheet sheet.xlsx --out sample.csv",
        "agreement": "khitab agreement news.csv mona.xlsx sami.xlsx --sample sample.csv",
        "score": "khitab score news.csv sheet.xlsx --sample sample.csv",
        "check-lexicon": "khitab check-lexicon my-frames.toml",
        "score-frames": "khitab score-frames coded.jsonl --lexicon my-frames.toml",
        "score-voices": "khitab score-voices coded.jsonl",
        "score-grammar": "khitab score-grammar coded.jsonl",
        "score-actors": "khitab score-actors coded.jsonl",
        "evaluate-model": "khitab evaluate-model --treebank dev.conllu",
    },
    "Larger corpora and other programs": {
        "annotate": "khitab annotate news.parquet --into news-annotated",
        "sql": 'khitab sql news.csv "select lemma, count(*) as n from words group by lemma order by n desc limit 9"',
        "export": "khitab export news.csv --conllu news.conllu",
    },
}
EXAMPLES = {name: example for section in SECTIONS.values() for name, example in section.items()}


class InSections(TyperGroup):
    """Lists the commands in their sections, with whole sentences."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the sections of the help text."""
        for section, names in SECTIONS.items():
            rows = [(name, _first_sentence(self.commands[name].help or "")) for name in names if name in self.commands]
            with formatter.section(section):
                formatter.write_dl(rows)


def with_examples(app: typer.Typer) -> None:
    """End the help text of each command with its example."""
    for info in app.registered_commands:
        name = info.name or getattr(info.callback, "__name__", "").replace("_", "-")
        if name in EXAMPLES:
            info.epilog = f"\b\nExample:\n  {EXAMPLES[name]}"


def _first_sentence(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())
