"""Annotations written as CoNLL-U, the form of Universal Dependencies."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from analysis.annotation.conllu import ESCAPED
from analysis.annotation.exported import ExportedSentence, ExportedToken, exported
from analysis.annotation.imported import SENT_IDS
from analysis.annotation.source import AnnotationSource
from analysis.files import write_pieces

WRITTEN = {character: f"\\{letter}" for letter, character in ESCAPED.items()}


def to_conllu(annotations: AnnotationSource) -> str:
    """Write annotations as CoNLL-U, which the validator of Universal Dependencies accepts at level 2.

    A document is opened by `# newdoc id = …` and its metadata (`# meta::source = …`), a paragraph by `# newpar`.
    Sentences keep the names that they were read with, if any. `SpacesAfter=` in the last column says what stands
    between tokens where that is neither one space nor nothing, so that `read_conllu` gives the same text and the same
    offsets; `NER=` has the names. Characters are composed (Unicode's NFC), as the validator demands. Documents without
    words have no place in the form, and are left out.

    Examples
    --------
    >>> print(to_conllu(report).splitlines()[0])
    # newdoc id = ispr-conference
    """
    return "".join(_written(annotations))


def write_conllu(annotations: AnnotationSource, path: str | Path) -> Path:
    """Write annotations to a file, as `to_conllu` does, document by document.

    Raises KhitabError where it cannot be written.

    Examples
    --------
    >>> write_conllu(report, folder / "report.conllu").name
    'report.conllu'
    """
    return write_pieces(path, _written(annotations))


def _written(annotations: AnnotationSource) -> Iterator[str]:
    for document in exported(annotations):
        names = document.metadata.get(SENT_IDS, "").split()
        if len(set(names)) != len(document.sentences) or "_" in names:
            names = [f"{_name(document.doc_id)}-s{n}" for n in range(1, len(document.sentences) + 1)]
        lines: list[str] = []
        for number, (sentence, name) in enumerate(zip(document.sentences, names, strict=True)):
            before = document.sentences[number - 1] if number else None
            following = document.sentences[number + 1] if number + 1 < len(document.sentences) else None
            if before is None:
                lines.append(f"# newdoc id = {_one_line(document.doc_id)}")
                lines += [f"# meta::{_key(k)} = {_one_line(v)}" for k, v in document.metadata.items() if k != SENT_IDS]
            elif before.paragraph != sentence.paragraph:
                lines.append("# newpar")
            lines += [f"# sent_id = {name}", f"# text = {_running_text(sentence)}"]
            ends = "" if following is None else "\n" if following.paragraph != sentence.paragraph else " "
            for token in sentence.tokens:
                last = token is sentence.tokens[-1]
                opens = document.before if before is None and token is sentence.tokens[0] else ""
                lines += _token_lines(token, sentence, ends if last else " ", opens)
            lines.append("")
        if lines:
            yield "\n".join(lines) + "\n"


def _name(doc_id: str) -> str:
    """An id as names of sentences may have it: without spaces, and without slashes, which the form reserves."""
    return re.sub(r"[\s/%]", lambda match: f"%{ord(match[0]):02X}", unicodedata.normalize("NFC", doc_id))


def _key(name: str) -> str:
    return _one_line(name).replace("=", "-") or "unnamed"


def _one_line(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _form(text: str) -> str:
    return unicodedata.normalize("NFC", text) or "_"


def _cell(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.split())) or "_"


def _running_text(sentence: ExportedSentence) -> str:
    gaps = ["" if _joined(token) else " " for token in sentence.tokens[:-1]]
    return "".join(_form(token.surface) + gap for token, gap in zip(sentence.tokens, [*gaps, ""], strict=True))


def _joined(token: ExportedToken) -> bool:
    return not any(character.isspace() for character in token.after)


def _token_lines(token: ExportedToken, sentence: ExportedSentence, usual: str, opens: str) -> Iterator[str]:
    first = token.first + 1
    misc = []
    if token.ner not in ("", "O"):
        misc.append(f"NER={token.ner}")
    if usual == " " and _joined(token):
        misc.append("SpaceAfter=No")
    if token.after not in ({"", usual} if "SpaceAfter=No" in misc else {usual}):
        misc.append(f"SpacesAfter={_escaped(token.after)}")
    if opens:
        misc.append(f"SpacesBefore={_escaped(opens)}")
    told = "|".join(misc) or "_"
    if len(token.words) > 1:
        yield "\t".join([f"{first}-{first + len(token.words) - 1}", _form(token.surface), *"_______", told])
    for place, word in enumerate(token.words, start=first):
        form = _form(token.surface) if len(token.words) == 1 else _cell(word["form"])
        head = "0" if word["head"] < 0 else str(int(word["head"]) - sentence.first_word + 1)
        feats = "|".join(sorted(word["feats"].split("|"), key=str.casefold))  # as the form has them
        cells = [form, *(_cell(value) for value in (word["lemma"], word["upos"], word["xpos"], feats))]
        yield "\t".join(
            [
                str(place),
                *cells,
                head if word["deprel"] else "_",
                _cell(word["deprel"]),
                "_",
                told if len(token.words) == 1 else "_",
            ]
        )


def _escaped(text: str) -> str:
    return "".join(
        WRITTEN.get(c) or (c if c.isprintable() and not c.isspace() else rf"\u{{{ord(c):04x}}}") for c in text
    )
