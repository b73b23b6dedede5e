"""The tokeniser's files with news, and with the treebank once more without its hamzas."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.parsing.model import find_model
from training.data_prep.conllu import read_conllu
from training.teachers.silver_tokens import main, respelt, without_hamzas

TREEBANK = """\
# newpar
# sent_id = one
1-2	وأكد	_	_	_	_	_	_	_	_
1	و	وَ	CCONJ	_	_	2	cc	_	_
2	أكد	أَكَّد	VERB	_	_	0	root	_	_
3	الوزير	وَزِير	NOUN	_	_	2	nsubj	_	_
4	.	.	PUNCT	_	_	2	punct	_	_

# newpar
# sent_id = two
1	عاد	عَاد	VERB	_	_	0	root	_	_
2	الوفد	وَفد	NOUN	_	_	1	nsubj	_	_

"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("train", "train-all"):
        (tmp_path / f"{name}.conllu").write_text(TREEBANK, encoding="utf-8")
    return tmp_path


def test_only_sentences_with_a_hamza_come_again_without_it(data: Path):
    (bare,) = without_hamzas(read_conllu(data / "train.conllu"))
    assert bare.text == "واكد الوزير ."
    assert [word.form for word in bare.words] == ["و", "أكد", "الوزير", "."]


def test_shares_of_the_news_are_respelt_and_the_words_inside_tokens_stay(data: Path):
    first, _ = read_conllu(data / "train.conllu")
    changed = respelt([first] * 400)
    assert {"".join(word.form for word in sentence.words) for sentence in changed} == {"وأكدالوزير."}
    assert sum(sentence.text.startswith("واكد") for sentence in changed) == pytest.approx(220, abs=40)
    assert sum(sentence.ends_paragraph for sentence in changed) == pytest.approx(120, abs=40)


def test_the_files_hold_treebank_and_news(data: Path, tmp_path: Path):
    news = tmp_path / "news"
    news.mkdir()
    texts = [f"أكد الوزير أن التعاون شرط للاستقرار في {place}." for place in ("المنطقة", "البلاد", "العالم")]
    pd.DataFrame({"text": texts}).to_parquet(news / "a.parquet")
    main([str(news), str(find_model().folder), str(data), "--sentences", "2"])
    text = (data / "tok-train.txt").read_text(encoding="utf-8")
    assert text.count("التعاون") == 2
    assert "عاد الوفد" in text
    labels = (data / "tok-train.toklabels").read_text(encoding="utf-8")
    assert len(labels.replace("\n", "")) == len(text.replace("\n", ""))


def test_without_news_the_treebank_alone(data: Path):
    main(["nowhere", "nowhere", str(data), "--sentences", "0"])
    text = (data / "tok-train.txt").read_text(encoding="utf-8")
    assert (text.count("وأكد"), text.count("واكد"), text.count("عاد")) == (1, 1, 1)
