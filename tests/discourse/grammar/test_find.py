"""What is denied, passive, modal, nominal, and whose action it is; the parses are given."""

import pandas as pd
import pytest
from grammar_examples import grammar_of

from analysis.discourse.grammar.find import find_clauses, find_grammar
from analysis.errors import KhitabError


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("لم يتم إجراء 【حوار】.", True),
        ("المدرسة غير 【آمنة】.", True),
        ("دون 【تنسيق】 مع الوزارة.", True),
        ("لن 【يتعاون】 الطرفان.", True),
        ("لا يدعم الحزب 【الإرهاب】.", False),  # the party does not support it; it is there
        ("لا أمن إلا 【بالتعاون】.", False),  # except takes the negation back
        ("هذا ما 【يهدد】 البلاد.", False),  # relative ما
        ("لا يمكن أن تمثل الجيوب 【خطرا】.", True),  # denied through a modal verb
        ("【الهجوم】 لم يحدث أمس.", True),  # the subject before its verb
        ("قال الوزير إن 【التعاون】 غير موجود.", True),
        ("إن 【التنسيق】 لم يتم بين الوزارتين.", True),
        ("الأندية 【التجارية】 لا تحصل على مخصصات.", False),  # the clubs are commercial
        ("مكافحة 【الإرهاب】 لم تتم بعد.", False),  # the fight is not, terrorism is
        ("لم تشهد المدينة أي 【هجوم】.", True),
        ("لم تسجل 【الشرطة】 أي اعتداء.", False),  # the police registers, and is there
        ("لم تسجل الشرطة أي 【اعتداء】.", True),
        ("لا يتمتع السكان 【بالأمن】.", True),
        ("لا مجال 【للتعاون】 مع العدو.", True),
        ("قال الحاضرون: لا 【للإرهاب】.", True),
        ("ما من 【أمن】 في البلاد.", True),
        ("ليس لديهم الخبرة في آليات 【السوق】.", False),
        ("لا يوجد شغل أو 【تنمية】 في القرية.", True),  # goes on from a denied noun
        ("ندد الأهالي بعدم وجود قوات 【أمنية】 في القرية.", True),  # qualifies a denied noun
        ("لا يشكل الحريق عامل 【خطر】 على الغابة.", True),  # a factor of danger is danger
        ("كانت الفرقة غير قادرة على 【الهجوم】.", True),
        ("لم يكن الحاكم ليشن 【حربا】 على جاره.", True),
        ("تخدم الخطة مصالح الجار لا 【القتال】 ضد العدو.", True),  # set against what is so
        ("طالب الأهالي بإجراءات لعدم تكرار مثل هذا 【الاعتداء】.", True),
        ("لن تقام 【المخيمات】 في القرية.", True),
        ("تحل الدولتان الخلاف بالحوار وليس 【بالقتال】.", True),  # set against what is so, after a preposition
        ("يحمي الحراس المسيرة لا 【بالاعتداء】 على الناس.", True),
        ("الحل هو الحل السياسي، وليس العمل 【العسكري】.", True),
        ("لا ينطوي العقد على 【مخاطر】 للبلدة.", True),  # what is not contained is not there
        ("لا تعطل الدول 【تصدير】 القمح.", False),  # what is not hindered is there
        ("اشتكى العمال من عدم تعرضهم 【للخطر】.", True),
        ("لم يكن «【يتعاون】» مع أحد.", True),  # over quotation marks
        ("قال الوزير إن 【الاستثمار】 لا يتحقق دون ثقة.", False),  # on a condition it does
        ("لن تتمكن العصابات من خلال هذه 【الهجمات】 من كسر المدينة.", False),  # by means that are there
        ("لم توقع الفصائل على 【اتفاق】 السلام.", False),  # a definite thing that is there
        ("لن يضيع المصرف فرصة 【استثمارية】 جيدة.", False),  # what is not lost is there
        ("ذكر الطبيب أن الحالة لا تكتسي 【خطورة】.", True),  # an indefinite object
        ("لا يؤكد الخبر 【نجاحا】 ولا فشلا.", False),  # verbs of saying deny their own saying
        ("أسف الوزير على عدم التوصل إلى 【تسوية】 عادلة.", True),  # what is not reached
        ("لم يحظ اللاعب بكلمة طيبة أو لفتة 【إنسانية】.", True),  # goes on over adjectives
        ("لا وجود لهذه 【الهجمات】 في القرية.", True),  # over a demonstrative
        ("لا يمكن أن يكون الوضع 【آمنا】 في الليل.", True),  # the predicate of a denied possibility
        ("لا يخوض الحزب أي 【حرب】 على جاره.", True),
    ],
)
def test_only_what_the_text_denies_is_negated(sentence, negated, parsed):
    assert grammar_of(sentence, parsed)["negated"] == negated


@pytest.mark.parametrize(
    ("sentence", "kind", "agent"),
    [
        ("قام الجيش 【بتأمين】 الحدود.", "itself", "named"),  # the subject of the light verb does it
        ("تسعى الدولة إلى تحقيق 【الأمن】.", "object", "named"),
        ("رحب الوزير 【بالتعاون】 بين البلدين.", "itself", "named"),  # between the two
        ("أدى 【الهجوم】 إلى خسائر كبيرة.", "itself", "deleted"),  # the attack is subject; who attacked is not said
        ("نفذت الشرطة 【بالتعاون】 مع البلدية حملة.", "itself", "named"),  # an adverbial with the other party
        ("لم تصمد أمام 【الاعتداءات】 من الأعداء.", "itself", "named"),  # من tells by whom
        ("يمكن لتونس 【اللجوء】 إلى المجلس.", "itself", "named"),  # who is able does it
        ("وقفوا صفا واحدا 【دفاعا】 عن الوطن.", "itself", "named"),  # a motive is the subject's
        ("طالب الوزير الهيئات المسؤولة عن تقديم 【الإغاثة】.", "object", "named"),  # who is charged does it
        ("كشفت مصادر عن تزايد الفرص لتحقيق 【تسوية】 سلمية.", "itself", "deleted"),  # a chance is nobody's yet
        ("تفطن الجيش إلى 【تسلل】 3 أشخاص.", "itself", "named"),
        ("أعرب المجلس عن إدانته لاستهداف 【الأطفال】.", "object", "deleted"),  # who condemns does not do it
        ("دعا الخطيب إلى محاسبة 【الإرهابيين】.", "object", "deleted"),  # whom he calls on is not said
        ("أصيب رجل بعد إطلاق 【مسلحين】 مجهولين النار على سيارة.", "", "deleted"),  # they shoot, and are not shot
        ("شن الطيران سلسلة 【غارات】 على المدينة.", "itself", "named"),
        ("تعرض المطعم 【لهجوم】 أمس.", "itself", "deleted"),  # who undergoes it does not do it
        ("كان هدفهم إعادة 【التفاوض】 مع البنك.", "itself", "named"),  # an aim is its owner's
        ("تدرب البلدية فرقها العاملة على حفظ 【الأمن】.", "object", "named"),  # who works at it does it
        ("وضعت الوزارة خطة واضحة لمكافحة 【التطرف】.", "object", "named"),  # a plan is its maker's
        ("وعد الوزير بدعم الدولة وتمكينها من تحقيق 【الاستقرار】.", "object", "named"),  # who is enabled does it
        ("ذكر التقرير 【لجوء】 «الفجر» إلى القوة.", "itself", "named"),  # in quotation marks
        ("يتم استخدام 9 【مقاتلات】 في العملية.", "object", "deleted"),  # over a number
        ("ارتبكت الأسواق بسبب تعديل 【المستثمرين】 ميزان حساباتهم.", "", ""),  # they adjust, and are not adjusted
        ("ذكر التقرير 【لجوء】 عدد من الشباب إلى القوة.", "itself", "named"),  # who is counted does it
        ("عقد المدير 【محادثات】 طويلة مع النادي.", "itself", "named"),  # with مع the other side is named
        ("حذر الخبير مما يشكله من 【تهديد】 للقرى.", "itself", "named"),  # من explains the object of the verb after ما
        ("بحث المدير عن المواقع الجاذبة 【للاستثمار】.", "itself", "deleted"),  # only fit for it
        ("كتب الشاعر داعيا إلى 【قتال】 الغزاة.", "itself", "deleted"),  # whom he calls on is not said
        ("أجبرت الفيضانات السكان على 【اللجوء】 إلى الجبل.", "itself", "named"),  # who is made to do it does it
        ("هنأ الخطيب الأبطال على شجاعتهم في مواجهة 【أعدائهم】.", "object", "named"),  # courage is its owner's
        ("أكد الأمين التزام الجامعة بمكافحة 【التطرف】.", "object", "named"),  # a pledge is its maker's
        ("أعلنت الجماعة مسؤوليتها عن 【الهجوم】.", "itself", "named"),
        ("اجتمع الوفدان للوصول إلى 【المصالحة】.", "itself", "named"),  # who means to come to it
        ("وصف الرئيس 【التعاون】 الاقتصادي التونسي الإيطالي بأنه كبير.", "itself", "named"),  # adjectives of countries
        ("رأى الرحالة ساحات 【القتال】 الرومانية.", "itself", "deleted"),  # the adjective is of the grounds
        ("هرب الرجل بعد تلقيه عدة 【تهديدات】 بالقتل.", "itself", "deleted"),  # who gets threats does not threaten
        ("شارك الفريق في مراكز 【التسويق】.", "", ""),
        ("وصلت بعثة نادي 【التعاون】 إلى المدينة.", "", ""),  # a club's name
        ("انتقد القاضي تعاطي 【الأمن】 مع الأحداث.", "", ""),  # who deals with something is not acted on
        ("يهدف البرنامج إلى 【تنمية】 مواهب الطلاب، ورعايتها.", "itself", "named"),  # before the comma
        ("تحدث عن مرحلة 【تجارب】 طويلة.", "", ""),  # a broken plural of a thing
        ("استنكر الأطباء 【اعتداء】 رجل على طبيبة.", "itself", "named"),  # with على the genitive attacks
        ("وقع 【اعتداء】 حلب على الطريق.", "itself", "deleted"),  # a place does not
        ("تحدى السكان 【تهديدات】 المسلحين.", "itself", "named"),  # of a plural the genitive is who did it
        ("اشتهرت القرية 【بدفاعها】 عن أرضها.", "itself", "named"),
        ("مهامه 【الدفاع】 عن العمال.", "itself", "named"),  # a task is its owner's
        ("تراجع قطاع «【التأمين】» أمس.", "", ""),  # a trade, over quotation marks
        ("يدخل في نظام 【التأمين】 الصحي.", "", ""),
        ("يعمل في شركة 【تأمين】.", "", ""),  # a trade
        ("وزير 【التنمية】 والاستثمار.", "", ""),  # a ministry's name
        ("دخلت البلاد في حالة 【حرب】.", "", ""),
    ],
)
def test_an_action_and_its_doer(sentence, kind, agent, parsed):
    row = grammar_of(sentence, parsed)
    assert (row["nominalisation"], row["agent"]) == (kind, agent)


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("ونقل 16 شخصا إلى المستشفى في حالة 【خطرة】.", "morphological"),
        ("أوقفت قوات 【الأمن】 سمير نصر في المدينة.", ""),  # a person's name after the forces is the object
        ("أصبح الممثل يُمثل 【الأمن】 في الفيلم.", ""),
        ("استهدف دورية 【أمنية】 في المدينة.", ""),  # a feminine noun after a masculine verb is its object
        ("ندد الوزير بما يجري من أحداث 【إرهابية】.", ""),  # what goes on is not done by anybody
        ("جرت أمس احتجاجا على توجيه عبارات مسيئة 【للدين】.", ""),  # an accusative is no subject
        ("ستتم عملية قيد الناخبين في مراكز 【الأمن】.", "periphrastic"),
        ("تم نقلها إلى العيادة 【الخارجية】.", "periphrastic"),  # a pronoun, and no accusative
        ("وهو ما يُشكل 【خطرا】 على الناس.", ""),  # an indefinite accusative is the object
        ("وأكد المدير أنه تم أيضا بالتنسيق مع الدوائر 【الأمنية】 بالمدينة سحب كميات من السلاح.", "periphrastic"),
    ],
)
def test_the_passive_of_a_hit_s_clause(sentence, passive, parsed):
    assert grammar_of(sentence, parsed)["passive"] == passive


def test_an_event_that_befalls_is_no_passive(parsed):
    assert grammar_of("وقع 【هجوم】 على المدينة.", parsed)["passive"] == ""


@pytest.mark.parametrize(
    ("sentence", "conditional"),
    [
        ("قال الوزير إن 【الأمن】 سيعود في حال توقف القتال.", True),  # consequence before its condition
        ("إذا عاد الأمن عاد 【الاستقرار】.", True),
        ("لن يصدر التصريح إلا إذا رأت المؤسسة أن 【استيراد】 الأسود لن يضر.", True),  # what its verb says
        ("يجب أن نتعاون وإلا سيبقى 【الإرهاب】.", True),
        ("دخلت البلاد في حالة 【حرب】.", False),
    ],
)
def test_a_condition_takes_in_its_consequence(sentence, conditional, parsed):
    assert grammar_of(sentence, parsed)["conditional"] == conditional


def test_what_may_be_said_after_the_subject(parsed):
    assert grammar_of("السياسات الواقعية قد تثمر 【تعاونا】 صادقا.", parsed)["modality"] == "possibility"


def test_clauses_have_the_passive_of_their_verbs(parsed):
    assert list(find_clauses(parsed("قُتل الجنود."))["passive"]) == ["morphological"]
    assert list(find_clauses(parsed("تم توقيع اتفاق التعاون."))["passive"]) == ["periphrastic"]


def test_a_hit_on_a_clitic_is_described_by_its_word(parsed):
    annotations = parsed("رحب الوزير بالتعاون بين البلدين.")
    words = annotations.words
    clitic = int(words.loc[words["form"] == "ب", "word"].iloc[0])
    hits = pd.DataFrame({"doc_id": ["example"] * 2, "word": [clitic, clitic + 1]})
    first, second = find_grammar(hits, annotations).to_dict("records")
    assert first == {**second, "word": clitic}


def test_hits_without_words_are_refused():
    with pytest.raises(KhitabError, match="no column 'word'"):
        find_grammar(pd.DataFrame({"doc_id": ["a"]}), None)  # type: ignore[arg-type]
