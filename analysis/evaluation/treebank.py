"""How good is a model? The CoNLL 2018 shared task's measures, from raw text, on a treebank of one's own."""

import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis.arabic.orthography import TATWEEL
from analysis.errors import KhitabError
from analysis.parsing.engine import Engine, Word, load_engine
from analysis.parsing.model import find_model
from analysis.parsing.paragraphs import split_paragraphs
from analysis.parsing.parts import parse_paragraphs

METRICS = (
    *("Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "AllTags"),
    *("Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX"),
)


@dataclass(frozen=True)
class Treebank:
    """A gold treebank: its CoNLL-U text, and the running text of each of its paragraphs."""

    conllu: str
    paragraphs: tuple[str, ...]


def evaluate_model(treebank_path: str | Path, model: str | Path = "bundled", *, plain: bool = False) -> pd.DataFrame:
    """Parse a treebank's raw text with a model, as `annotate` does, and score the result against the treebank.

    Parameters
    ----------
    treebank_path : a CoNLL-U file, plain or gzipped. Its text is given to the model paragraph by paragraph
        (`# newpar`, `# newdoc`); a file without such marks is one paragraph, whose sentences the model must find.
    model : "bundled", "official" or a folder in Stanza's layout.
    plain : give the model the text as it is, with the diacritics, quotation marks and digits that `annotate` spells
        as models know them: what the model can do alone.

    Returns
    -------
    DataFrame with a row for each metric (Tokens, Sentences, Words, UPOS, XPOS, UFeats, AllTags, Lemmas, UAS, LAS,
    CLAS, MLAS, BLEX) and columns `metric`, `precision`, `recall`, `f1`, in per cent.

    Errors: KhitabError for a file that is not there or no CoNLL-U, or a model that cannot be found.

    Source: Zeman et al. (2018), "CoNLL 2018 Shared Task", doi:10.18653/v1/K18-2001; their evaluator, as kept in
    Universal Dependencies' udtools, does the scoring.
    """
    path = Path(treebank_path)
    treebank = read_treebank(path)
    info = find_model(model)
    table = score(treebank.conllu, parse_treebank(treebank, load_engine(info), plain=plain), path)
    table.attrs["provenance"] = {
        "treebank": path.name,
        "paragraphs": len(treebank.paragraphs),
        "plain": plain,
        "model": info.name,
        "model_fingerprint": info.fingerprint,
    }
    return table


def parse_treebank(treebank: Treebank, engine: Engine, *, plain: bool = False) -> str:
    """Parse a treebank's running text, as CoNLL-U."""
    texts = treebank.paragraphs
    if plain:
        parsed = engine.parse(texts)
    else:
        lines = [list(split_paragraphs(text)) for text in texts]
        found = iter(parse_paragraphs([line for some in lines for line in some], engine))
        parsed = [[sentence for _ in some for sentence in next(found)] for some in lines]
    return "".join(_conllu(sentences, text) for text, sentences in zip(texts, parsed, strict=True))


def score(gold: str, system: str, path: Path) -> pd.DataFrame:
    """Score one CoNLL-U text against another; `path` is only named in errors."""
    from stanza.models.common.utils import UDError, ud_scores

    try:
        scores = ud_scores(io.StringIO(gold), io.StringIO(system))
    except UDError as error:
        raise KhitabError(f"{path}: not valid CoNLL-U ({str(error).splitlines()[0]}); correct the file.") from error
    rows = [
        {"metric": name, **{part: 100.0 * getattr(scores[name], part) for part in ("precision", "recall", "f1")}}
        for name in METRICS
    ]
    return pd.DataFrame(rows)


def read_treebank(path: Path) -> Treebank:
    """Read a CoNLL-U file and put its running text together again."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except OSError as error:
        raise KhitabError(f"{path}: cannot be read ({error.strerror or error}); check the path.") from error
    except (UnicodeDecodeError, EOFError, zlib.error) as error:
        raise KhitabError(f"{path}: not UTF-8 text (or a damaged .gz); save it as UTF-8.") from error
    text = "\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n\n"
    paragraphs = tuple(_paragraphs(text, path))
    if not paragraphs:
        raise KhitabError(f"{path}: holds no sentences; give a CoNLL-U file.")
    return Treebank(text, paragraphs)


def _paragraphs(text: str, path: Path) -> Iterator[str]:
    running = ""
    for block in text.strip().split("\n\n"):
        lines = block.strip().split("\n")
        if running.strip() and any(line.startswith(("# newpar", "# newdoc")) for line in lines):
            yield running.strip()
            running = ""
        running += "".join(_surface([line.split("\t") for line in lines if line and line[0] != "#"], path))
    if running.strip():
        yield running.strip()


def _surface(rows: Sequence[Sequence[str]], path: Path) -> Iterator[str]:
    """Yield each surface token of a sentence with the space after it, if any."""
    inside = 0
    for row in rows:
        if len(row) != 10:
            raise KhitabError(f"{path}: a line has {len(row)} columns, not the 10 of CoNLL-U; correct the file.")
        first, _, last = row[0].partition("-")
        if "." in first or (not last and first.isdigit() and int(first) <= inside):
            continue
        if last:
            inside = int(last)
        yield row[1] + ("" if "SpaceAfter=No" in row[9].split("|") else " ")


def _conllu(sentences: Sequence[Sequence[Word]], paragraph: str) -> str:
    """Write the parsed sentences of a paragraph as CoNLL-U."""
    blocks = []
    for tokens in _surface_tokens(sentences, paragraph):
        lines: list[str] = []
        first = 1
        for surface, words in tokens:
            if len(words) > 1:
                lines.append(f"{first}-{first + len(words) - 1}\t{surface}" + "\t_" * 8)
            for position, word in enumerate(words, first):
                fields = (word.form if len(words) > 1 else surface, word.lemma, word.upos, word.xpos, word.feats)
                tree = f"{word.head + 1}\t{word.deprel}\t_\t_"
                lines.append("\t".join([str(position), *(field or "_" for field in fields), tree]))
            first += len(words)
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def _surface_tokens(sentences: Sequence[Sequence[Word]], paragraph: str) -> list[list[tuple[str, list[Word]]]]:
    """The tokens of each sentence as the paragraph writes them, so that all that it shows is in one of them.

    What `annotate` cuts and a treebank does not is one token: at the tatweel of لـISPR, and in ﷺ, one character.
    """
    tokens = [
        (number, list(members))
        for number, sentence in enumerate(sentences)
        for _, members in groupby(sentence, key=lambda word: word.token)
    ]
    starts = [words[0].start for _, words in tokens]
    found: list[list[tuple[str, list[Word]]]] = [[] for _ in sentences]
    start, joined = 0, False
    for (number, words), end in zip(tokens, [*starts[1:], len(paragraph)][: len(tokens)], strict=True):
        surface = paragraph[start:end].strip()
        before, others = found[number].pop() if joined and found[number] else ("", [])
        found[number].append((before + surface, others + words))
        start, joined = end, not surface or _is_cut_by_tatweel(paragraph, words[-1].end, end)
    return found


def _is_cut_by_tatweel(paragraph: str, end: int, start: int) -> bool:
    """Is a tatweel all that stands between a token and the word after it?"""
    visible = [char for char in paragraph[end:start] if unicodedata.category(char) != "Cf"]
    return visible == [TATWEEL] and paragraph[start : start + 1].isalnum()
