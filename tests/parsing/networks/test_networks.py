"""What is asked of Stanza's networks in another way gets the answers that Stanza's own pipeline gives.

The tagger and the parser compute in whole numbers, which answers a few words otherwise; here they compute in floats.
"""

from types import SimpleNamespace

import pytest
import stanza
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stanza.models.common.doc import Document

from analysis.parsing.analyzer import Reader
from analysis.parsing.loading import load_processors
from analysis.parsing.model import find_model
from analysis.parsing.networks import FastParser, FastTagger, ParserWord, highway, parser, recurrent
from analysis.parsing.networks.characters import Characters
from analysis.parsing.networks.classifier import FastClassifier
from analysis.parsing.networks.inputs import Rows, batches
from analysis.parsing.networks.integers import LARGEST
from analysis.parsing.segmenter import Segmenter

SENTENCES = [
    text.split()
    for text in (
        "و قال الأمير خالد الفيصل إن الأمن و التعاون شرط ل الاستقرار في المنطقة .",
        "نعم",
        "التقى الوزير نظيره التركي الوزير الإيراني الرئيس العراقي أمس و بحث الوزير الملف الملف الاتفاق",
        "هل وصل الوفد ؟!! لا أحد يدري !!!! ISPR كوفيد-19 3.5 % ﷺ 😀",
        "أكد المتحدث أن القوات سيطرت على المدينة و أن المدنيين غادروا ها ، " * 12,
    )
]


@pytest.fixture(scope="module")
def processors():
    pipeline = stanza.Pipeline("ar", dir=str(find_model().folder), download_method=None, verbose=False)
    return pipeline.processors


@pytest.fixture(scope="module")
def quickened():
    """The same processors as Khitab loads them."""
    return load_processors(find_model().folder)


class InFloats:
    """What `integers.Weights` is, without its rounding."""

    def __init__(self, weight: torch.Tensor) -> None:
        self.weight, self.size = weight, len(weight)
        self.scales, self.dtype = torch.ones(self.size), torch.float32

    def sums(self, rows):
        return rows @ self.weight.T

    def products(self, rows, bias=None):
        return torch.nn.functional.linear(rows, self.weight, bias)

    def scaled(self, rows, _, bias=None, out=None):
        found = self.products(rows, bias)
        return found if out is None else out.copy_(found)


@pytest.fixture
def in_floats(monkeypatch):
    for module in (highway, parser, recurrent):
        monkeypatch.setattr(module, "Weights", InFloats)
    monkeypatch.setattr(recurrent, "_whole", lambda halves: halves * (2 * LARGEST))
    for module in (highway, recurrent):
        monkeypatch.setattr(module, "in_bytes", lambda rows: (rows, rows.new_ones(len(rows), 1)))


def stanza_reads(processors, sentences) -> list:
    document = Document([[{"id": (n,), "text": form} for n, form in enumerate(forms, 1)] for forms in sentences])
    for name in ("pos", "lemma", "depparse"):
        processors[name].process(document)
    return [
        [(w.upos, w.xpos, w.feats or "", w.lemma, w.head, w.deprel) for w in sentence.words]
        for sentence in document.sentences
    ]


def read_without_names(reader, sentences):
    tokens = [[(form,) for form in sentence] for sentence in sentences]
    return [[tuple(reading[:-1]) for reading in sentence] for sentence in reader.read(tokens)]


@pytest.mark.usefixtures("in_floats")
def test_readings_are_those_of_the_pipeline(processors, quickened):
    reader = Reader(quickened, {})
    assert reader._fast is not None, "the bundled model has the shape that is sped up"
    with torch.inference_mode():
        found = read_without_names(reader, SENTENCES)
        again = read_without_names(reader, SENTENCES[::-1])
    assert found == stanza_reads(processors, SENTENCES)
    assert again == found[::-1], "neither the order nor what was remembered changes anything"


def test_the_networks_are_quickened(quickened):
    plain = [
        type(module)
        for name in ("tokenize", "mwt", "pos", "lemma", "depparse")
        for module in quickened[name].trainer.model.modules()
        if type(module) in (torch.nn.Linear, torch.nn.LSTM)
    ]
    assert plain == []
    (classifier,) = quickened["lemma"].trainer.contextual_lemmatizers
    assert not any(type(module) is torch.nn.Linear for module in classifier.modules())


@pytest.mark.usefixtures("in_floats")
def test_a_head_keeps_one_subject_where_stanza_says_so(processors, monkeypatch):
    """Sentences of a verb and too many nouns, some with two subjects or objects; with `resolve` Stanza mends those."""
    sentences = [
        [ParserWord(verb, "VERB", "VP-A-3MS--", verb), *[ParserWord(noun, "NOUN", tag, noun)] * number]
        for verb in ("زار", "قال", "بحث")
        for noun in ("الوزير", "الملف")
        for tag in ("N------S1D", "N------S4D")
        for number in (2, 4, 7)
    ]
    processor = processors["depparse"]
    trees = {}
    for resolve in (False, True):
        monkeypatch.setitem(processor._config, "resolve_head_constraints", resolve)
        with torch.inference_mode():
            trees[resolve] = FastParser(processor.trainer, processor.pretrain.vocab, resolve=resolve).parse(sentences)
        document = Document(
            [[{"id": (n,), "text": w.form, **w._asdict()} for n, w in enumerate(words, 1)] for words in sentences]
        )
        processor.process(document)
        expected = [[(w.head, w.deprel) for w in sentence.words] for sentence in document.sentences]
        assert [[tuple(arc) for arc in arcs] for arcs in trees[resolve]] == expected
    assert trees[False] != trees[True], "some need mending"


TOKENS = ["وبالتعاون", "الأمن", "قال", "لـISPR", "ال", "و", "x@y.com", "https://a.b/c", "1 000"]
PIECES = [*TOKENS, " ", "  ", "\t", "\u00a0", ".", "؟", "«", "»", "-", "👍"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


def words_of_pieces(sentences):
    """Tokens with their words; without them where pieces have met in one token (`ISPRلـISPRالأمن`).

    The expander spells such nonsense by letters that are nearly as likely as others, and which one wins hangs on
    the last bit of a float, which differs between processors.
    """
    return [[(text, words if text in PIECES else None) for text, words in sentence] for sentence in sentences]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3))
def test_tokens_are_those_of_the_pipeline(processors, quickened, paragraphs):
    expected = []
    for paragraph in paragraphs:  # on its own: beside longer ones Stanza pads it, and reads the padding
        document = processors["tokenize"].process(paragraph)
        processors["mwt"].process(document)
        expected += [
            [(token.text, tuple(word.text for word in token.words)) for token in sentence.tokens]
            for sentence in document.sentences
        ]
    with torch.inference_mode():
        segmented = Segmenter(quickened["tokenize"], quickened["mwt"], {}, by_rule=False).segment(paragraphs)
    found = [[(token.text, token.forms) for token in sentence] for sentences in segmented for sentence in sentences]
    assert words_of_pieces(found) == words_of_pieces(expected)
    for paragraph, sentences in zip(paragraphs, segmented, strict=True):
        tokens = [token for sentence in sentences for token in sentence]
        assert all(paragraph[token.start : token.end].split() == token.text.split() for token in tokens)
        assert "".join(token.text for token in tokens).replace(" ", "") == "".join(paragraph.split())


LONG = (
    "زار الوفد المدينة وبحث التعاون مع الوزير، ثم عاد. " * 60,
    "كلمة " * 700,
    "وفي عام 2012. قال المتحدث إن «الأمن» شرط للاستقرار؛ " * 25 + "x@y.com" + " ثم غادر الوفد" * 40,
)


@pytest.mark.slow
def test_a_paragraph_beyond_the_window_is_cut_as_in_the_pipeline_whatever_stands_beside_it(processors, quickened):
    segmenter = Segmenter(quickened["tokenize"], quickened["mwt"], {}, by_rule=False)
    with torch.inference_mode():
        together = segmenter.segment([*LONG, "نعم.", LONG[0] + LONG[2], "لا"])
    for paragraph, sentences in zip(LONG, together, strict=False):
        document = processors["tokenize"].process(paragraph)
        processors["mwt"].process(document)
        expected = [[tuple(w.text for w in token.words) for token in s.tokens] for s in document.sentences]
        assert [[token.forms for token in sentence] for sentence in sentences] == expected


def test_networks_of_another_shape_are_left_to_stanza(processors):
    for name, fits in (("pos", FastTagger.fits), ("depparse", FastParser.fits)):
        trainer = processors[name].trainer
        assert fits(trainer)
        model = SimpleNamespace(**{**vars(trainer.model), "args": {**trainer.model.args, "charlm": True}})
        assert not fits(SimpleNamespace(model=model, vocab=trainer.vocab))


def test_stanza_reads_what_does_not_fit(processors, quickened):
    reader = Reader(quickened, {})
    reader._fast = None
    assert read_without_names(reader, SENTENCES[:2]) == stanza_reads(processors, SENTENCES[:2])


def test_rows_are_made_once_and_forgotten_when_full():
    asked = []

    def make(keys):
        asked.extend(keys)
        return torch.tensor([[float(key)] for key in keys])

    rows = Rows(make, limit=3)
    assert rows.find([1, 2, 1]).tolist() == [[1.0], [2.0], [1.0]]
    assert rows.find([2, 3]).tolist() == [[2.0], [3.0]]
    assert asked == [1, 2, 3]
    assert rows.find([4, 1]).tolist() == [[4.0], [1.0]]
    assert asked == [1, 2, 3, 4, 1]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=40), st.integers(1, 120))
def test_batches_hold_every_sentence_once_and_keep_the_limit(lengths, limit):
    dealt = batches(lengths, limit)
    assert sorted(index for batch in dealt for index in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * lengths[batch[0]] <= limit for batch in dealt)
    longest_first = [lengths[index] for batch in dealt for index in batch]
    assert longest_first == sorted(lengths, reverse=True)


def test_a_word_has_the_same_characters_whatever_is_read_with_it(quickened):
    network = Characters(quickened["pos"].trainer.model.charmodel)
    words = [[5, 6, 7, 8, 9], [4], [7, 7], [9, 8, 7, 6, 5, 4, 3], [4, 5]]
    with torch.inference_mode():
        together = network.read(words)
        assert all(torch.equal(network.read([word])[0], row) for word, row in zip(words, together, strict=True))


def test_lemmas_in_context_are_those_of_stanza_whatever_stands_beside_a_sentence(quickened):
    (classifier,) = quickened["lemma"].trainer.contextual_lemmatizers
    assert FastClassifier.fits(classifier)
    sentences = [
        [("أعلن", "VERB"), ("الوزير", "NOUN"), ("أن", "SCONJ"), ("الملف", "NOUN"), ("انتهى", "VERB"), (".", "PUNCT")],
        [("نعم", "PART")],
        [("ان", "SCONJ"), ("الأمن", "NOUN"), ("أن", "SCONJ"), ("إن", "PART")] * 6,
    ]
    with torch.inference_mode():
        found = FastClassifier(classifier).lemmas(sentences)
        for sentence, lemmas in zip(sentences, found, strict=True):
            forms, tags = ([word[part] for word in sentence] for part in (0, 1))
            places = classifier.target_indices(forms, tags)
            expected = classifier.predict(places, [forms] * len(places), [tags] * len(places)) if places else []
            assert lemmas == dict(zip(places, expected, strict=True))
    assert [len(lemmas) > 0 for lemmas in found] == [True, False, True]


def test_expansions_are_those_of_the_wider_search_that_stanza_makes(processors, quickened):
    tokens = ["وبالتعاونات", "فللمستشفيين", "وبمقترحاتهن", "لاستشعارها", "وكالمتحدثين", "سيستحضرونها"]
    expanded = []
    for expander in (processors["mwt"], quickened["mwt"]):
        document = Document([[{"id": (1,), "text": token, "misc": "MWT=Yes"}] for token in sorted(tokens, key=len)])
        with torch.inference_mode():
            expander.process(document)
        expanded.append([[word.text for word in sentence.words] for sentence in document.sentences])
    assert expanded[0] == expanded[1]
    assert any(len(words) > 1 for words in expanded[0])


def test_a_form_has_the_same_vectors_whatever_is_read_with_it(quickened):
    """To the last bit: what is rounded to whole numbers afterwards would turn it into a step."""
    reader = Reader(quickened, {})
    assert reader._fast is not None
    forms = [
        f"{first}{last}" for first in ("ال", "وال", "ب", "كتا") for last in ("أمن", "تعاون", "سلام", "وزير", "ملف")
    ]
    forms += [form * 2 for form in forms] + [form * 3 for form in forms] + [f"{form}ات" for form in forms]
    for network in reader._fast:
        with torch.inference_mode():
            together = network._spellings.vectors(forms)
            alone = [network._spellings.vectors([form]) for form in forms]
        for name, rows in together.items():
            assert torch.equal(rows, torch.cat([vectors[name] for vectors in alone])), name
