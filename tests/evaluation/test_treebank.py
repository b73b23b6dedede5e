"""Evaluation on a treebank: the running text, the scores' shape, and errors with a mend."""

import gzip
from pathlib import Path

import pytest

from analysis.errors import KhitabError
from analysis.evaluation.treebank import (
    METRICS,
    Treebank,
    _conllu,
    evaluate_model,
    parse_treebank,
    read_treebank,
    score,
)
from analysis.parsing.engine import Word, load_engine
from analysis.parsing.model import find_model

GOLD = """\
# newpar
# text = وصل الوفد، وغادر.
1	وصل	وَصَل	VERB	_	_	0	root	_	_
2	الوفد	وَفد	NOUN	_	_	1	nsubj	_	SpaceAfter=No
3	،	،	PUNCT	_	_	5	punct	_	_
4-5	وغادر	_	_	_	_	_	_	_	SpaceAfter=No
4	و	وَ	CCONJ	_	_	5	cc	_	_
5	غادر	غَادَر	VERB	_	_	1	conj	_	_
6	.	.	PUNCT	_	_	1	punct	_	_

# newpar
# text = عاد الوفد
1	عاد	عَاد	VERB	_	_	0	root	_	_
2	الوفد	وَفد	NOUN	_	_	1	nsubj	_	_
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    return path


def test_running_text_keeps_spacing_and_paragraphs(treebank: Path):
    assert read_treebank(treebank).paragraphs == ("وصل الوفد، وغادر.", "عاد الوفد")


def test_gzip_reads_like_plain(treebank: Path, tmp_path: Path):
    packed = tmp_path / "gold.conllu.gz"
    packed.write_bytes(gzip.compress(treebank.read_bytes()))
    assert read_treebank(packed) == read_treebank(treebank)


def test_a_treebank_scores_full_marks_against_itself(treebank: Path):
    gold = read_treebank(treebank).conllu
    table = score(gold, gold, treebank)
    assert list(table["metric"]) == list(METRICS)
    assert (table[["precision", "recall", "f1"]] == 100).all(axis=None)


def test_a_wrong_head_costs_attachment_alone(treebank: Path):
    gold = read_treebank(treebank).conllu
    wrong = gold.replace("3\t،\t،\tPUNCT\t_\t_\t5", "3\t،\t،\tPUNCT\t_\t_\t1")
    f1 = score(gold, wrong, treebank).set_index("metric")["f1"]
    assert f1["UAS"] == pytest.approx(100 * 7 / 8)
    assert f1["UPOS"] == 100


def test_an_uncut_token_costs_recall(treebank: Path):
    """One word where the gold has two: 7 system words, 6 of them right, against 8."""
    gold = read_treebank(treebank).conllu
    whole = gold.replace("4-5\tوغادر" + "\t_" * 7 + "\tSpaceAfter=No\n", "")
    whole = whole.replace("4\tو\tوَ\tCCONJ\t_\t_\t5\tcc\t_\t_\n", "")
    whole = whole.replace(
        "5\tغادر\tغَادَر\tVERB\t_\t_\t1\tconj\t_\t_", "4\tوغادر\tغَادَر\tVERB\t_\t_\t1\tconj\t_\tSpaceAfter=No"
    )
    whole = whole.replace("6\t.\t.", "5\t.\t.").replace("_\t_\t5\tpunct", "_\t_\t4\tpunct")
    words = score(gold, whole, treebank).set_index("metric").loc["Words"]
    assert (words["precision"], words["recall"]) == (pytest.approx(100 * 6 / 7), pytest.approx(100 * 6 / 8))


def test_words_are_written_back_as_conllu():
    """Two words of one token get a range line with the token as the paragraph writes it."""
    words = [
        Word(0, 0, 5, "و", "وَ", "CCONJ", "", "", 1, "cc"),
        Word(0, 0, 5, "غادر", "غَادَر", "VERB", "", "", -1, "root"),
    ]
    lines = _conllu([words], "وغادر").strip().split("\n")
    assert lines[0].split("\t")[:2] == ["1-2", "وغادر"]
    assert lines[2].split("\t") == ["2", "غادر", "غَادَر", "VERB", "_", "_", "0", "root", "_", "_"]


def test_every_visible_character_is_in_a_token():
    """لـISPR, which `annotate` cuts at the tatweel, is one token of two words, as in a treebank."""
    words = [
        Word(0, 0, 4, "قال", "قَال", "VERB", "", "", -1, "root"),
        Word(1, 5, 6, "ل", "لِ", "ADP", "", "", 2, "case"),
        Word(2, 7, 11, "ISPR", "ISPR", "X", "", "", 0, "obl"),
    ]
    lines = _conllu([words], "قالَ لـISPR").strip().split("\n")
    assert [line.split("\t")[:2] for line in lines] == [
        ["1", "قالَ"],
        ["2-3", "لـISPR"],
        ["2", "ل"],
        ["3", "ISPR"],
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("صلى النبي محمد ﷺ في المسجد .", ["صلى", "النبي", "محمد", "ﷺ", "في", "المسجد", "."]),
        ("قال لـ«الشرق» إن الوفد عاد .", ["قال", "لـ", "«", "الشرق", "»", "إن", "الوفد", "عاد", "."]),
        ("قال لـ\u200fISPR إنه عاد .", ["قال", "لـ\u200fISPR", "إنه", "عاد", "."]),
        ("بين ٢٢ـ٢٨ دولارا .", ["بين", "٢٢", "ـ", "٢٨", "دولارا", "."]),
        ("\u200f", []),
    ],
)
def test_tokens_are_the_text_character_by_character(text: str, tokens: list[str]):
    written = parse_treebank(Treebank("", (text,)), load_engine(find_model()))
    rows = [line.split("\t") for line in written.split("\n") if line]
    inside: set[str] = set()
    surfaces = []
    for number, form, *_ in rows:
        first, _, last = number.partition("-")
        inside |= {str(n) for n in range(int(first), int(last) + 1)} if last else set()
        surfaces += [form] if last or number not in inside else []
    assert surfaces == tokens


VOWELLED = {"وصل": "وَصَلَ", "الوفد": "الوَفْدُ", "عاد": "عَادَ", "وغادر": "وَغَادَرَ"}


def test_text_is_read_as_annotate_reads_it_unless_told_otherwise(treebank: Path, tmp_path: Path):
    """Diacritics and a semicolon of the text cost nothing, though the model alone may stumble over them."""
    other = tmp_path / "vowelled.conllu"
    rows = [line.split("\t") for line in GOLD.replace("،", "؛").split("\n")]
    for row in rows:
        # The words inside a token have no diacritics in the treebank.
        if len(row) > 1 and row[0] not in {"4", "5"}:
            row[1] = VOWELLED.get(row[1], row[1])
    other.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    columns = ["precision", "recall", "f1"]
    bare, vowelled = (evaluate_model(path).set_index("metric")[columns] for path in (treebank, other))
    assert vowelled.equals(bare)
    plain = evaluate_model(other, plain=True)
    assert plain.attrs["provenance"]["plain"]
    assert not plain.set_index("metric")[columns].equals(bare)


def test_bundled_model_is_scored_from_raw_text(treebank: Path):
    table = evaluate_model(treebank)
    assert table.set_index("metric").loc["Tokens", "f1"] == 100
    assert table["f1"].between(0, 100).all()
    assert table.attrs["provenance"]["paragraphs"] == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [("", "holds no sentences"), ("1\tوصل\tx\n", "columns"), ("\n\n# only a comment\n", "holds no sentences")],
)
def test_other_files_are_refused(tmp_path: Path, content: str, reason: str):
    path = tmp_path / "bad.conllu"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KhitabError, match=reason):
        read_treebank(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(KhitabError, match=r"nowhere\.conllu"):
        evaluate_model(tmp_path / "nowhere.conllu")


@pytest.mark.slow
def test_bundled_model_reaches_its_floor_on_the_development_part(shared_dir: Path):
    """The figures on the model card are the floor of every later model."""
    f1 = evaluate_model(shared_dir / "treebank" / "ar_padt-dev.conllu.gz").set_index("metric")["f1"]
    assert f1["Words"] >= 98.1
    assert f1["UPOS"] >= 93.0
    assert f1["LAS"] >= 74.8
