"""Conditions on the company of a word: by the parse, by what stands beside it, and in real sentences."""

from pathlib import Path

import pandas as pd
import pytest
from made import made_annotations

from analysis.frames.find import find_excluded, find_frames
from analysis.lexicon import RELATIONS, default_lexicon, parse_lexicon


def lexicon_of(body, head=""):
    frame = '[frames.topic]\nlabel_en = "topic"\nlabel_ar = "موضوع"\n'
    return parse_lexicon(f"{head}\n{frame}{body}\n", Path("made.toml"))


def core(text, term, head=""):
    hits = find_frames(made_annotations({"text": text}), lexicon_of(f"core = [{term}]", head))
    return list(hits["surface"])


# The parse is told word by word: form/tag/relation/head, heads counted in the sentence from 1.
PARSES = {
    "within": ("منظمة/NOUN/root/0 دول/NOUN/nmod/1 ل/ADP/case/4 السلام/NOUN/nmod/2", "منظمة"),
    "head": ("ناقشوا/VERB/root/0 مسألة/NOUN/obj/1 السلام/NOUN/nmod/2", "مسألة"),
    "verb": ("ناقشوا/VERB/root/0 أمس/ADV/advmod/1 السلام/NOUN/obj/1", "ناقشوا"),
    "subject_of": ("عاد/VERB/root/0 أخيرا/ADV/advmod/1 السلام/NOUN/nsubj/1", "عاد"),
    "object_of": ("حققوا/VERB/root/0 أخيرا/ADV/advmod/1 السلام/NOUN/obj/1", "حققوا"),
    "dependent": ("السلام/NOUN/root/0 الدائم/ADJ/amod/1 في/ADP/case/4 البلد/NOUN/nmod/1", "بلد"),
    "subject": ("السلام/NOUN/root/0 هدفه/NOUN/nsubj/1", "هدفه"),
    "object": ("السلام/NOUN/root/0 أمس/ADV/advmod/1 اتفاقا/NOUN/obj/1", "اتفاقا"),
    "adjective": ("السلام/NOUN/root/0 في/ADP/case/3 البلد/NOUN/nmod/1 الدائم/ADJ/amod/1", "دائم"),
    "genitive": ("سلام/NOUN/root/0 شامل/ADJ/amod/1 الشعب/NOUN/nmod/1", "شعب"),
    "construct": ("مسار/NOUN/root/0 طويل/ADJ/amod/1 السلام/NOUN/nmod/1", "مسار"),
    "preposition": ("على/ADP/case/2 السلام/NOUN/root/0", "على"),
    "complement": ("السلام/NOUN/root/0 على/ADP/case/3 الناس/NOUN/nmod/1", "على"),
    "previous": ("طريق/NOUN/root/0 السلام/NOUN/nmod/1", "طريق"),
    "next": ("السلام/NOUN/root/0 العادل/ADJ/amod/1", "عادل"),
    "around": ("السلام/NOUN/root/0 أ ب ج د الشعب/NOUN/dep/1", "شعب"),
    "paragraph": ("السلام/NOUN/root/0 " + "أ " * 15 + "الشعب/NOUN/dep/1", "شعب"),
}


@pytest.mark.parametrize("relation", PARSES)
def test_each_relation_finds_the_word_that_stands_in_it_and_no_other(relation):
    text, word = PARSES[relation]
    term = '{{ lemma = "سلام", inflection = "none", {} = {{ {} = ["{}"] }} }}'
    found = ["سلام"] if text.startswith("سلام") else ["السلام"]
    assert core(text, term.format("requires", relation, word)) == found
    assert core(text, term.format("requires", relation, "كتاب")) == []
    assert core(text, term.format("forbids", relation, word)) == []
    assert core(text, term.format("forbids", relation, "كتاب")) == found


def test_the_noun_of_an_adjective_is_found_through_what_it_is_coordinated_with():
    term = '{ lemma = "إنساني", inflection = "adjective", requires = { noun = ["مساعدة"] } }'
    text = "المساعدات/NOUN/root/0 الطبية/ADJ/amod/1 و/CCONJ/cc/4 الإنسانية/ADJ/conj/2"
    assert core(text, term) == ["الإنسانية"]
    assert core("الحضارة/NOUN/root/0 الطبية/ADJ/amod/1 و/CCONJ/cc/4 الإنسانية/ADJ/conj/2", term) == []


def test_the_noun_of_an_adjective_behind_other_than_is_the_noun_that_is_denied_it():
    term = '{ lemma = "مستقر", inflection = "adjective", requires = { noun = ["بلد"] } }'
    assert core("بلد/NOUN/root/0 غير/NOUN/nmod/1 مستقر/ADJ/amod/2", term) == ["مستقر"]
    assert core("مريض/NOUN/root/0 غير/NOUN/nmod/1 مستقر/ADJ/amod/2", term) == []


def test_adjectives_are_found_through_those_they_are_coordinated_with():
    term = '{ lemma = "استقرار", requires = { adjective = ["سياسي"] } }'
    text = "استقرار/NOUN/root/0 البلد/NOUN/nmod/1 الاقتصادي/ADJ/amod/1 و/CCONJ/cc/5 {}/ADJ/conj/3"
    assert core(text.format("السياسي"), term) == ["استقرار"]
    assert core(text.format("المالي"), term) == []


def test_a_name_of_a_kind_is_told_by_the_label_of_its_words():
    term = '{ lemma = "سلام", inflection = "none", forbids = { name = ["organisation"] } }'
    annotations = made_annotations({"text": "منظمة السلام تدعو إلى السلام"})  # two words of five are a name
    annotations.words["ner"] = pd.Categorical(["B-ORG", "I-ORG", "O", "O", "O"])
    assert list(find_frames(annotations, lexicon_of(f"core = [{term}]"))["token"]) == [4]


def test_every_relation_is_tried():
    assert set(PARSES) | {"noun", "name"} == set(RELATIONS)


def test_keeps_outweighs_what_is_forbidden():
    term = '{ lemma = "سلام", forbids = { around = ["لاعب"] }, keeps = { next = ["العالمي"] } }'
    assert core("السلام قال لاعب", term) == []
    assert core("السلام العالمي قال لاعب", term) == ["السلام"]


def test_a_star_asks_for_any_word():
    term = '{ phrase = "الخارجية", forbids = { noun = ["*"] } }'
    assert core("السياسة/NOUN/root/0 الخارجية/ADJ/amod/1", term) == []
    assert core("حذرت/VERB/root/0 الخارجية/NOUN/nsubj/1", term) == ["الخارجية"]


def test_an_exact_form_is_no_other_form_of_its_lemma():
    term = '{ lemma = "إغاثة", forbids = { construct = ["=منظمة"] } }'
    assert core("منظمة/NOUN/root/0 الإغاثة/NOUN/nmod/1", term) == []
    assert core("منظمات/NOUN/root/0 الإغاثة/NOUN/nmod/1", term) == ["الإغاثة"]


def test_conditions_hold_for_phrases_and_excludes_too():
    lexicon = lexicon_of('core = ["سلام"]\nexclude = [{ phrase = "عملية السلام", requires = { previous = ["فيلم"] } }]')
    text = {"a": "فيلم عملية السلام", "b": "بدأت عملية السلام"}
    assert list(find_frames(made_annotations(text), lexicon)["doc_id"]) == ["b"]
    assert list(find_excluded(made_annotations(text), lexicon)["doc_id"]) == ["a"]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("قال طارق/X حرب/NOUN أمس", True),
        ("الشاعر عبدالرحمن/PROPN السلمي/X", True),
        ("رأى/VERB سلام/X خياط/X ذلك", True),
        ("ابن الحرب كتب", True),
        ("على/ADP الحرب أن تنتهي", False),
        ("اندلعت الحرب في بغداد/X", False),
        ("حاجز/NOUN/root/0 بشرى/ADJ/amod/1 سلمي/ADJ/amod/1", False),
    ],
)
def test_words_in_names_count_only_where_the_lexicon_says_so(text, is_name):
    terms = 'core = ["حرب", "سلام", { lemma = "سلمي", inflection = "adjective" }]'
    annotations = made_annotations({"text": text})
    assert len(find_frames(annotations, lexicon_of(terms))) == 1
    assert len(find_frames(annotations, lexicon_of(terms, "names = false"))) == (0 if is_name else 1)


def test_what_the_model_takes_for_a_persons_name_is_one():
    annotations = made_annotations({"text": "ترأس سلام الجلسة"})
    lexicon = lexicon_of('core = ["سلام"]', "names = false")
    assert len(find_frames(annotations, lexicon)) == 1
    annotations.words["ner"] = pd.Categorical(["O", "B-PER", "O"])
    assert len(find_frames(annotations, lexicon)) == 0
    annotations.words["ner"] = pd.Categorical(["O", "B-ORG", "O"])
    assert len(find_frames(annotations, lexicon)) == 1


SENTENCES = [
    ("peace", "دعا المشاركون إلى إحلال السلام والاستقرار في المنطقة.", ["السلام", "والاستقرار"]),
    ("peace", "أعلن الطرفان وقف إطلاق النار ليومين.", ["وقف إطلاق النار"]),
    ("peace", "وصف ما جرى بأنه تهديد السلم في القارة كلها.", ["السلم"]),
    ("peace", "صعد العامل درجات السلم الكهربائي.", []),
    ("peace", "بدأت مشاورات حول التسوية السورية في جنيف.", ["التسوية"]),
    ("peace", "وصفت حالته الصحية بالمستقرة في المستشفى.", []),
    ("peace", "قال عيسى عليه السلام لقومه.", []),
    ("peace", "رد عليهم قائلا السلام عليكم ورحمة الله.", []),
    ("security", "ساءت الخدمات سواء كانت الأمنية أو الصحية.", ["الأمنية"]),
    ("security", "كانت أمنية حياته أن يزور البيت.", []),
    ("humanitarian", "وصلت المساعدات الإغاثية والإنسانية إلى الميناء.", ["المساعدات"]),
    ("humanitarian", "تدهور الوضع الإنساني في المخيمات.", ["الإنساني"]),
    ("humanitarian", "تدرس الكلية تاريخ الفكر الإنساني.", []),
    ("humanitarian", "قرر الموظف اللجوء إلى القضاء.", []),
    ("humanitarian", "قدم الشاب طلب اللجوء في ألمانيا.", ["اللجوء"]),
    ("diplomacy", "حذرت الخارجية البريطانية رعاياها من السفر.", ["الخارجية"]),
    ("diplomacy", "تغيرت السياسة الخارجية للبلاد كثيرا.", []),
    ("diplomacy", "التقى كاتب الدولة للشؤون الخارجية الوفد.", ["للشؤون الخارجية"]),
    ("diplomacy", "بدأ النادي مفاوضات مع اللاعب البرازيلي.", []),
    ("threat", "نفذ التنظيم هجمات في العاصمة.", ["هجمات"]),
    ("threat", "شن الفريق هجمات مرتدة في المباراة.", []),
    ("military", "قصفت مقاتلات تركية مواقع التنظيم.", ["مقاتلات"]),
    ("military", "دخل المنتخب معسكرا إعداديا في النمسا.", []),
    ("economy", "افتتح وزير الصناعة والتجارة المعرض.", []),
    ("economy", "تراجعت التجارة بين البلدين.", ["التجارة"]),
    ("economy", "فاز حزب العدالة والتنمية بالانتخابات.", []),
    ("security", "وصلت القوات لتأمين الحدود.", ["لتأمين"]),
    ("security", "يسعى السكان إلى تأمين المياه.", []),
    ("cooperation", "استقبل وزير التعاون الدولي السفير.", []),
    # Two nouns share a genitive.
    ("security", "وصلت القوات لتأمين وتطبيع الأوضاع في المدينة.", ["لتأمين"]),
    ("humanitarian", "أعلنت وكالة غوث وتشغيل اللاجئين برنامجها.", []),
    # Names of bodies, however far above the word their noun stands.
    ("economy", "صرح وزير تكنولوجيات الاتصال والاقتصاد الرقمي أمس.", []),
    ("economy", "اجتمعت منظمة الدول المصدرة للنفط في فيينا.", []),
    ("economy", "أوضح المدير الجهوي للتجارة أسباب القرار.", []),
    ("diplomacy", "صرح وزير الخارجية أمام مركز الدراسات الإستراتيجية والدبلوماسية.", ["وزير الخارجية"]),
    ("humanitarian", "أعلنت المفوضية السامية لشؤون اللاجئين عن برنامجها.", []),
    ("humanitarian", "قال متخصصون في شؤون اللاجئين إن عددهم ارتفع.", ["اللاجئين"]),
    # Bargaining of unions and clubs, of which the paragraph tells.
    ("diplomacy", "قالت النقابة إن الخلاف حول الترقيات قائم وإن الاتحاد رحل الموضوع، وستنطلق المفاوضات غدا.", []),
    ("diplomacy", "استقبل الرئيس الوفد في القصر. وقال قادة الدول في ختام القمة إنهم اتفقوا.", ["القمة"]),
    ("diplomacy", "صرح مصدر بخارجية المملكة أمس.", ["بخارجية"]),
    ("military", "سيعمل المدرب على سد الثغرات الدفاعية قبل المباراة.", []),
    ("military", "فاز الزمالك على طلائع الجيش أمس.", []),
    ("military", "تمكن الجيش من استعادة المدينة.", ["الجيش"]),
    ("military", "قال إن جيشا من المتطوعين يساعد السكان.", []),
    ("peace", "قال إن الدولة تصالح جيرانها وتعمل من أجل التنمية والسلم.", ["تصالح", "والسلم"]),
    ("peace", "حطت الطائرة بسلام في المطار.", []),
    ("cooperation", "أوقفت الشرطة المتهم وشريكه في السرقة.", []),
    ("threat", "نحن في مناخ جاف اعتدنا عليه.", []),
    # A noun behind a given name that is also a word is no surname.
    ("peace", "خرقت مليشيات الحوثي وصالح الهدنة أمس.", ["الهدنة"]),
    # What is glued before a word shows that no name goes on.
    ("terrorism", "ظهر الشاب في باريس كإرهابي خطط لقتل الناس.", ["كإرهابي"]),
    # Nor is a noun that rules a genitive.
    ("cooperation", "ثمنت الوزارة حسن تعاون الأطراف المسؤولة.", ["تعاون"]),
    # Bodies with an adjective of the economy; exporters; what grows in a child.
    ("economy", "عقد مجلس الشؤون الاقتصادية والتنمية اجتماعا أمس.", []),
    ("economy", "قدم البنك تسهيلات لدعم المصدرين بعد تراجع المبيعات والمنتجات.", ["المصدرين"]),
    ("economy", "يسهم اللعب في تنمية الذكاء لدى الأطفال.", []),
    ("diplomacy", "شملت الدورة مهارات الاتصال والتفاوض والإقناع.", []),
    ("diplomacy", "ستنعقد القمة صباح اليوم بحضور قادة الدول.", ["القمة"]),
    ("peace", "تسعى السجون إلى توفير الاستقرار للسجين.", []),
    ("peace", "تتجه الأوضاع المناخية نحو الاستقرار وترتفع درجات الحرارة.", []),
    ("military", "اجتمعت اللجنة القطرية للدفاع عن الأراضي في الناصرة.", []),
    ("threat", "قدم الكاتب شهادة لا يعتد بها.", []),
    ("threat", "تبين أن المعتدي فر من المكان.", ["المعتدي"]),
    ("humanitarian", "تتلقى الأسرة معونة من الضمان الاجتماعي.", []),
]

RELATED_SENTENCES = [
    ("humanitarian", "نقلت فرق الهلال الأحمر مصابي الحادث إلى المستشفى.", []),
    ("humanitarian", "وزع الهلال الأحمر الغذاء على اللاجئين في المخيم.", ["الهلال الأحمر", "المخيم"]),
    ("humanitarian", "عثر على حطام الطائرة المنكوبة في البحر.", []),
    ("humanitarian", "دعا المستشفى إلى التبرع بالدم.", []),
    ("peace", "تمنى لشعب البلاد اطراد التقدم والازدهار.", []),
    ("peace", "يحتاج ازدهار المنطقة إلى الأمن والسلام.", []),
    ("peace", "دعا الخطيب إلى الاعتدال ونبذ التطرف.", ["الاعتدال"]),
    ("peace", "لوحظ الاعتدال في الإنفاق هذا العام.", []),
    ("economy", "قال مدير في الشركة إن الحافلة تأخرت.", []),
    ("security", "أعلن الحرس الثوري عن مسابقة.", []),
    ("peace", "حكمت الهيئة الابتدائية لتسوية الخلافات العمالية للموظف.", []),
    ("military", "انطلق سباق الدبابات البحرية أمس.", []),
    ("diplomacy", "كشفت دراسة أجرتها الأمم المتحدة عن عدد السكان.", []),
    ("economy", "طالب اللاعب النادي بمستحقاته المالية قبل المباراة.", []),
]


@pytest.mark.parametrize(("tier", "sentences"), [("core", SENTENCES), ("related", RELATED_SENTENCES)])
def test_the_default_lexicon_in_made_sentences(annotate_text, tier, sentences):
    annotations = annotate_text("\n".join(sentence for _, sentence, _ in sentences))
    hits = find_frames(annotations, default_lexicon())
    hits = hits[hits["tier"] == tier]
    found = [
        (frame, sentence, list(hits.loc[(hits["frame"] == frame) & (hits["paragraph"] == number), "surface"]))
        for number, (frame, sentence, _) in enumerate(sentences)
    ]
    assert found == sentences


def test_hits_know_how_right_their_frames_are():
    lexicon = default_lexicon()
    assert lexicon.accuracy is not None
    assert set(lexicon.accuracy.frames) == set(lexicon.frame_ids)
    hits = find_frames(made_annotations({"a": "الأمن والسلام"}), lexicon)
    assert hits.attrs["accuracy"]["security"] == (
        lexicon.accuracy.frames["security"].precision,
        lexicon.accuracy.frames["security"].recall,
    )
    (sample,) = lexicon.accuracy.samples_in("en")
    assert hits.attrs["provenance"]["accuracy_sample"] == sample
    assert isinstance(hits, pd.DataFrame)
