"""Faster sums are the same sums, and the run around a trainer keeps its promises."""

import copy
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from stanza.models.common.biaffine import DeepBiaffineScorer
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root
from stanza.models.common.pretrain import Pretrain
from stanza.models.common.vocab import VOCAB_PREFIX
from stanza.models.depparse.trainer import Trainer as ParserTrainer
from stanza.models.pos.trainer import Trainer
from torch.nn.utils.rnn import pack_padded_sequence

from analysis.parsing.model import BUNDLED
from training.trainers import fast
from training.trainers.launch import FLOOR, Plan, Run, rate
from training.trainers.transfer import transfer


@pytest.fixture(autouse=True)
def _seed() -> None:
    torch.manual_seed(1)


def test_bilinear_equals_torch():
    layer, left, right = torch.nn.Bilinear(5, 7, 3), torch.randn(11, 5), torch.randn(11, 7)
    assert torch.allclose(fast.bilinear(layer, left, right), layer(left, right), atol=1e-6)


def test_gold_head_scores_are_rows_of_all_scores():
    scorer = DeepBiaffineScorer(6, 6, 4, 3).eval()
    for weight in scorer.parameters():
        torch.nn.init.normal_(weight)
    states, head = torch.randn(2, 5, 6), torch.tensor([[0, 1, 1, 3], [2, 0, 2, 2]])
    every = scorer(states, states)[:, 1:]
    expected = every.gather(2, head[:, :, None, None].expand(-1, -1, 1, 3)).view(-1, 3)
    assert torch.allclose(fast.gold_head_scores(scorer, states, states, head), expected, atol=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_best_tree_equals_the_full_search(words: int, seed: int):
    # Log probabilities: the full search takes the lowest score for a negative one.
    scores = -np.random.default_rng(seed).exponential(size=(words + 1, words + 1))
    np.fill_diagonal(scores, -np.inf)
    assert fast.best_tree(scores).tolist() == chuliu_edmonds_one_root(scores).tolist()


def test_dropout_drops_the_share_and_keeps_the_mean():
    layer, rows = torch.nn.Dropout(0.33), torch.ones(400, 501)
    dropped = fast.drop(layer, rows)
    assert abs(float((dropped == 0).float().mean()) - 0.33) < 0.005
    assert abs(float(dropped.mean()) - 1) < 0.01
    assert torch.equal(fast.drop(layer.eval(), rows), rows)


def test_rate_rises_holds_and_falls():
    assert rate(0.0) < rate(0.01) < rate(0.02) == rate(0.4) == 1.0
    assert rate(0.75) == pytest.approx(0.5)
    assert rate(1.0) == FLOOR


def test_average_is_shown_and_taken_back():
    model, run = torch.nn.Linear(2, 2), Run(Plan(steps=10, average=0.5))
    first = model.weight.detach().clone()
    run.follow(model)
    with torch.no_grad():
        model.weight.add_(1.0)
    run.step = 100
    run.follow(model)
    run.show(model, averaged=True)
    assert torch.allclose(model.weight, first + 0.5)
    run.show(model, averaged=False)
    assert torch.allclose(model.weight, first + 1.0)


class Network(torch.nn.Module):
    """A vocabulary table and a layer over words (3) and, in the new model, vectors (2)."""

    def __init__(self, entries: int, inputs: int) -> None:
        super().__init__()
        self.word_emb = torch.nn.Embedding(entries, 3)
        self.layer = torch.nn.Linear(inputs, 4)
        self.args = {"word_emb_dim": 3, "transformed_dim": 2}
        self.taggerlstm = None


def test_transfer_goes_by_entry_and_keeps_old_columns(tmp_path):
    old, new = Network(3, 3), Network(4, 5)
    vocab = {"word": {"_unit2id": {"<PAD>": 0, "ثقة": 1, "سلام": 2}}}
    torch.save({"model": old.state_dict(), "vocab": vocab}, tmp_path / "old.pt")
    state = {"word": {"_unit2id": {"<PAD>": 0, "سلام": 1, "أمن": 2, "ثقة": 3}}}
    before = new.word_emb.weight[2].clone()
    transfer(tmp_path / "old.pt", new, SimpleNamespace(state_dict=lambda: state))
    assert torch.equal(new.word_emb.weight[1], old.word_emb.weight[2])
    assert torch.equal(new.word_emb.weight[3], old.word_emb.weight[1])
    assert torch.equal(new.word_emb.weight[2], before)
    assert torch.equal(new.layer.weight[:, :3], old.layer.weight)


def test_labels_are_found_by_name_where_other_data_gave_them_another_order(tmp_path):
    """Relations, parts of speech and fields of tags: the order in the vocabulary goes by how frequent they are."""
    path = BUNDLED / "ar/depparse/padt.pt"
    trainer = ParserTrainer.load(str(path), Pretrain(str(BUNDLED / "ar/pretrain/padt.pt")), device="cpu")
    before = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    state = copy.deepcopy(torch.load(path, weights_only=True)["vocab"])
    old = copy.deepcopy(state)

    def swap(units, one, other):
        units[one], units[other] = units[other], units[one]

    swap(state["deprel"]["_unit2id"], "nsubj", "obj")
    swap(state["upos"]["_unit2id"], "NOUN", "VERB")
    swap(state["xpos"]["_unit2id"][0], "N", "V")
    lacking = state["deprel"]["_unit2id"].pop("iobj")
    state["deprel"]["_unit2id"]["new"] = lacking
    transfer(path, trainer.model, SimpleNamespace(state_dict=lambda: state))
    after = trainer.model.state_dict()
    first = len(VOCAB_PREFIX)
    for name, part, axis in (("upos_emb.weight", "upos", 0), ("deprel.scorer.W_bilin.weight", "deprel", -1)):
        offset = first if part == "deprel" else 0
        for unit, place in state[part]["_unit2id"].items():
            if place >= offset:
                new = after[name].select(axis, place - offset)
                was = old[part]["_unit2id"].get(unit)
                assert torch.equal(
                    new, torch.zeros_like(new) if was is None else before[name].select(axis, was - offset)
                )
    fields = state["xpos"]["_unit2id"][0], old["xpos"]["_unit2id"][0]
    for unit, place in fields[0].items():
        assert torch.equal(after["xpos_emb.0.weight"][place], before["xpos_emb.0.weight"][fields[1][unit]])


def test_fields_of_tags_are_found_by_name_and_those_that_are_new_stay_as_they_are(tmp_path):
    path = BUNDLED / "ar/pos/padt.pt"
    trainer = Trainer(pretrain=Pretrain(str(BUNDLED / "ar/pretrain/padt.pt")), model_file=str(path), device="cpu")
    before = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    saved = torch.load(path, weights_only=True)
    new = copy.deepcopy(saved["vocab"])
    fields = list(saved["vocab"]["feats"]["_unit2id"])
    absent, last = fields[0], len(fields) - 1
    # The old model has one field fewer, so that all others stand a place further on in the new one.
    del saved["vocab"]["feats"]["_unit2id"][absent]
    for kind in ("weight", "bias"):
        for place in range(last):
            here, there = (f"tag_clf.feats.{number}.W_bilin.{kind}" for number in (place, place + 1))
            saved["model"][here] = saved["model"][there]
        del saved["model"][f"tag_clf.feats.{last}.W_bilin.{kind}"]
    units = new["upos"]["_unit2id"]
    units["NOUN"], units["VERB"] = units["VERB"], units["NOUN"]
    torch.save(saved, tmp_path / "old.pt")
    with torch.no_grad():
        for value in trainer.model.parameters():
            value.fill_(7)
    transfer(tmp_path / "old.pt", trainer.model, SimpleNamespace(state_dict=lambda: new))
    after = trainer.model.state_dict()
    for kind in ("weight", "bias"):
        assert (after[f"tag_clf.feats.0.W_bilin.{kind}"] == 7).all()
        for place in range(1, len(fields)):
            name = f"tag_clf.feats.{place}.W_bilin.{kind}"
            assert torch.equal(after[name], before[name])
        noun, verb = units["NOUN"], units["VERB"]
        assert torch.equal(after[f"upos_clf.{kind}"][[noun, verb]], before[f"upos_clf.{kind}"][[verb, noun]])


def test_a_wider_tagger_begins_with_the_narrow_ones_answers(tmp_path):
    """After Net2Net: old units keep their weights and hear nothing of the new ones, in states, gates and both ways."""
    pretrain = Pretrain(str(BUNDLED / "ar/pretrain/padt.pt"))
    path = BUNDLED / "ar/pos/padt.pt"
    narrow = Trainer(pretrain=pretrain, model_file=str(path), device="cpu")
    hidden, composite = narrow.args["hidden_dim"], narrow.args["composite_deep_biaff_hidden_dim"]
    args = {**narrow.args, "hidden_dim": hidden + 30, "composite_deep_biaff_hidden_dim": composite + 10}
    wide = Trainer(args=args, vocab=narrow.vocab, pretrain=pretrain, device="cpu")
    transfer(path, wide.model, narrow.vocab)
    rows = torch.randn(3, 6, narrow.model.drop_replacement.shape[0], generator=torch.Generator().manual_seed(1))
    parents = torch.randn(18, narrow.model.upos_emb.weight.shape[1], generator=torch.Generator().manual_seed(2))
    found = []
    for model in (narrow.model.eval(), wide.model.eval()):
        start = tuple(torch.zeros(4, 3, model.args["hidden_dim"]) for _ in "hc")
        packed = pack_padded_sequence(rows, [6, 6, 6], batch_first=True)
        with torch.no_grad():
            states = model.taggerlstm(packed, [6, 6, 6], hx=start)[0].data
            hidden_states = model.tag_hid["feats"](states)
            found.append([model.upos_hid(states), *(clf(hidden_states, parents) for clf in model.tag_clf["feats"])])
    for one, other in zip(*found, strict=True):
        assert torch.allclose(one, other, atol=1e-4)
