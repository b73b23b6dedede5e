"""News goes to the teachers as models read it, and comes back under their tags and trees."""

import json
from itertools import pairwise

import numpy as np
import pytest

from analysis.annotation.stored.annotate_into import annotate_into
from training.data_prep.conllu import read_conllu, write_conllu
from training.teachers.taught import SENTENCES, fields_of, labelled, respelt, stored_articles, write

TEXT = (
    "أكد الوزير أن الأمن والتعاون شرط «للاستقرار» في المنطقة.\nوأعلن المتحدث انه سيزور إيران ـ وأفغانستان في ٢٠ مايو."
)


@pytest.fixture(scope="module")
def annotated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("news")
    (folder / "texts").mkdir()
    for number in range(2):
        (folder / "texts" / f"{number}.txt").write_text(
            TEXT + f"\nالعدد {number} من الصحيفة في هذا اليوم.", encoding="utf-8"
        )
    annotate_into(folder / "texts", folder / "annotated", progress=False)
    return folder / "annotated"


def test_articles_are_as_models_read_them(annotated):
    first, second = stored_articles(annotated)
    assert [len(first), len(second)] == [3, 3]
    words = [word.form for word in first[0].words]
    assert words[5:11] == ["التعاون", "شرط", "«", "ل", "الاستقرار", "»"]
    shown = {token.form: [word.form for word in token.words] for token in first[1].tokens}
    assert shown["انه"] == ["ان", "ه"], "a particle is read as it is written"
    assert "20" in shown
    assert "-" in shown, "a tatweel that stands alone is a dash"
    assert {word.upos for word in first[0].words} >= {"VERB", "NOUN", "ADP"}


def test_what_is_written_is_read_back_with_the_teachers_labels(annotated, tmp_path):
    gold = tmp_path / "gold.conllu"
    write_conllu([sentence for article in stored_articles(annotated) for sentence in article], gold)
    arrays, labels = tmp_path / "arrays", tmp_path / "labels"
    write([annotated], gold, gold, arrays, 1000)
    names, sentences = json.loads((arrays / "names.json").read_text(encoding="utf-8")), read_conllu(arrays / SENTENCES)
    assert len(sentences) == 4, "sentences that occur twice are taken once"
    starts, types = np.load(arrays / "label-starts.npy"), np.load(arrays / "label-types.npy")
    forms = ["<pad>", "<mask>", "<break>", *names["forms"]]
    assert [forms[i] for i in types[starts[1] : starts[2]]] == [word.form for word in sentences[1].words]
    news = [forms[i] for i in np.load(arrays / "news.npy")]
    assert news.count("<break>") == 3, "two articles and the treebank"
    size = len(types)
    found = {"tags": np.zeros(size), "relations": np.zeros(size), "sure": np.full(size, 90), "heads": np.zeros(size)}
    for start, end in pairwise(starts):
        found["heads"][start:end] = np.arange(end - start)  # each word under the one before it
    found["sure"][starts[2]] = 255
    found["heads"][starts[3] : starts[3] + 2] = [2, 1]
    labels.mkdir()
    for name, values in found.items():
        np.savez_compressed(labels / f"{name}.npz", values.astype(np.uint8))
    theirs, ours = list(labelled(arrays, labels, own_tags=False)), list(labelled(arrays, labels, own_tags=True))
    assert len(theirs) == 2, "one was not reached, one is no tree"
    assert {word[2:5] for word in theirs[0].words} == {tuple(names["tags"][0])}
    assert [word[:5] for word in ours[0].words] == [word[:5] for word in sentences[0].words]
    assert [word.head for word in ours[0].words] == list(range(len(ours[0].words)))


def test_respelling_keeps_labels(annotated):
    first = next(iter(stored_articles(annotated)))
    changed = list(respelt(first, bare=1, egyptian=1))
    assert [[word[2:] for word in sentence.words] for sentence in changed] == [
        [word[2:] for word in sentence.words] for sentence in first
    ]
    assert changed[0].tokens[0].form == "اكد"
    assert changed[2].tokens[-4].form == "فى"


def test_a_share_loses_its_final_stop(annotated):
    first = next(iter(stored_articles(annotated)))
    ends = [sentence.tokens[-1].form for sentence in respelt(first, bare=0, egyptian=0, stopless=1)]
    assert "." in {sentence.tokens[-1].form for sentence in first}
    assert "." not in ends


def test_the_choice_goes_by_the_seed_and_not_by_shares_of_nothing(annotated):
    first = next(iter(stored_articles(annotated))) * 10
    chosen = list(respelt(first, bare=0.5, egyptian=0.5))
    assert chosen == list(respelt(first, bare=0.5, egyptian=0.5, stopless=0))
    assert chosen != list(respelt(first, bare=0.5, egyptian=0.5, seed=12))


def test_fields_of_a_tag():
    assert fields_of(("NOUN", "N-S", "Case=Nom|Number=Sing")) == {
        "upos": "NOUN", "xpos0": "N", "xpos1": "-", "xpos2": "S", "Case": "Nom", "Number": "Sing",
    }  # fmt: skip
