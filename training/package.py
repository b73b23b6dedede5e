"""Pack trained parts into a model folder that plain Stanza loads offline, and write its manifest."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX
from stanza.models.lemma.trainer import _pack_pos_dict, _unpack_pos_dict

from analysis.parsing.model import KNOWN, NAMES
from training.data_prep.conllu import Sentence, read_conllu
from training.data_prep.names import CLITICS, glue, read_names

PACKAGE = "padt"
#: Processor → file the trainer saved.
TRAINED = {
    "tokenize": "ar_padt_tokenizer.pt",
    "mwt": "ar_padt_mwt_expander.pt",
    "pos": "ar_padt_tagger.pt",
    "lemma": "ar_padt_lemmatizer.pt",
    "depparse": "ar_padt_parser.pt",
}
#: Travels inside the lemmatiser.
CONTEXTUAL = "ar_padt_contextual.pt"
HALVED = {"pos", "lemma", "depparse"}
WORDS = 80_000
#: Names that are as often a clitic and a word (ل + حج, و + جدة): context must decide, so they are not protected.
AMBIGUOUS = {"لحج", "وجدة", "باجة", "فهد", "بشار", "بنين", "بون", "ولد", "كامل"}


def package(
    saved: Path, vectors: Path, treebank: Path, learnt: dict[str, str], lemmas: dict[str, dict[str, str]], out: Path
) -> None:
    """Write `out/ar/<processor>/padt.pt`, the vectors, `resources.json` and `MANIFEST.json`.

    `learnt` are entries for the expander's dictionary from news, `lemmas` for the lemmatiser's, by part of speech; what
    the treebank writes goes before them.
    """
    for said in (KNOWN, NAMES):  # by what earlier networks said
        (out / said).unlink(missing_ok=True)
    for processor, name in TRAINED.items():
        target = out / "ar" / processor / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        state = torch.load(saved / name, weights_only=True, map_location="cpu")
        _slim(state, halve=processor in HALVED)
        if processor == "mwt":
            sentences = read_conllu(treebank)
            written = {token.form for sentence in sentences for token in sentence.tokens if len(token.words) > 1}
            guessed = {token: words for token, words in learnt.items() if token not in written}
            state["dict"] = {**state["dict"], **guessed, **protected_tokens(sentences, read_names())}
        if processor == "lemma":
            state["dicts"] = with_entries(state["dicts"], lemmas)
            state["contextual"] = [torch.load(saved / CONTEXTUAL, weights_only=True)]
        _save(state, target)
    (out / "ar" / "pretrain").mkdir(exist_ok=True)
    _save(shortened(torch.load(vectors, weights_only=True), WORDS), out / "ar" / "pretrain" / f"{PACKAGE}.pt")
    (out / "resources.json").write_text(json.dumps(_resources(), indent=1) + "\n", encoding="utf-8")
    write_manifest(out)


def with_entries(dicts: bytes, lemmas: dict[str, dict[str, str]]) -> bytes:
    """The lemmatiser's dictionaries, as its file holds them, with further entries."""
    known = _unpack_pos_dict(dicts)
    return _pack_pos_dict(known | {upos: {**words, **known.get(upos, {})} for upos, words in lemmas.items()})


def assemble(saved: Path, processors: tuple[str, ...], out: Path, vectors: Path | None = None) -> Path:
    """Put some trained parts into a model folder as they are, to use them in a pipeline."""
    files = {processor: saved / TRAINED[processor] for processor in processors}
    for part, file in (files if vectors is None else {**files, "pretrain": vectors}).items():
        (out / "ar" / part).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, out / "ar" / part / f"{PACKAGE}.pt")
    (out / "resources.json").write_text(json.dumps(_resources(), indent=1) + "\n", encoding="utf-8")
    return out


def _slim(state: dict[str, Any], *, halve: bool) -> None:
    """Drop what only training needs, and store weights in half precision (they load as fp32)."""
    for key in ("optimizer_state_dict", "scheduler_state_dict"):
        state.pop(key, None)
    config = state["config"]
    for key in [key for key in config if key.endswith(("_file", "_dir", "save_name")) or key == "output_file"]:
        config[key] = None if not key.startswith("charlm") else config[key]
    if halve:
        state["model"] = {k: v.half() if v.is_floating_point() else v for k, v in state["model"].items()}


def shortened(pretrain: dict[str, Any], words: int) -> dict[str, Any]:
    """Keep the most frequent `words` vectors, rounded to half precision.

    They are stored as fp32, since Stanza uses them as they are stored; the zeros of the rounding compress well.
    """
    vocab, size = dict(pretrain["vocab"]), words + len(VOCAB_PREFIX)
    units = vocab["_id2unit"][:size]
    vocab["_id2unit"], vocab["_unit2id"] = units, {unit: row for row, unit in enumerate(units)}
    return {"vocab": vocab, "emb": pretrain["emb"][:size].half().float()}


def protected_tokens(sentences: list[Sentence], names: list[str]) -> dict[str, str]:
    """Entries for the expander's dictionary: tokens that stay whole, and names under a clitic.

    The expander has the last word on a token that the tokeniser takes for a multi-word one, and its dictionary
    comes before its network. An entry without a space keeps the token whole. Whole are names, and tokens that
    begin like a clitic, are one word in the treebank at least twice, and never several.
    """
    whole, split = Counter[str](), set[str]()
    for token in (token for sentence in sentences for token in sentence.tokens):
        if len(token.words) > 1:
            split.add(token.form)
        elif token.form.startswith(CLITICS) and len(token.form) > 2:
            whole[token.form] += 1
    sure = [name for name in names if name not in AMBIGUOUS]
    entries = {form: form for form, count in sorted(whole.items()) if count > 1 and form not in split}
    entries |= {name: name for name in sure}
    entries |= {glue(clitic, name): f"{clitic} {name}" for name in sure for clitic in CLITICS}
    return {token: words for token, words in entries.items() if token not in split or token in sure}


def _resources() -> dict[str, Any]:
    vectors = {"dependencies": [{"model": "pretrain", "package": PACKAGE}]}
    parts: dict[str, Any] = {processor: {PACKAGE: {}} for processor in TRAINED}
    for processor in ("pos", "lemma", "depparse"):
        parts[processor] = {PACKAGE: vectors}
    parts["pretrain"] = {PACKAGE: {}}
    defaults = dict.fromkeys(TRAINED, PACKAGE)
    arabic = {"lang_name": "Arabic", "default_processors": defaults, "packages": {"default": defaults}, **parts}
    return {"ar": arabic, "url": ""}


def _save(state: dict[str, Any], path: Path) -> None:
    """Write the state as torch does, but compressed, which `torch.load` reads as well: same model, same bytes."""
    # The newer format numbers the tensors where Stanza's older one writes addresses.
    plain = io.BytesIO()
    torch.save(state, plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            dated = zipfile.ZipInfo(entry.filename)  # 1980, whenever it is written
            dated.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(dated, source.read(entry))


def write_manifest(folder: Path) -> None:
    """Write the sha256 of every file that is loaded, as `analysis.parsing.model` checks it."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".pt", ".json", ".gz", ".npz"} and path.name != "MANIFEST.json"
    )
    sums = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    manifest = {"name": folder.name, "stanza": "1.15.0", "licence": "CC BY-NC-SA 3.0", "files": sums}
    (folder / "MANIFEST.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
