"""Whom a speaker phrase names, on the bundled model: bare names, and kinds decided without a default."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.naming import Named, merge_speakers
from analysis.discourse.voices.find import find_voices

SPEAKERS = {
    "وقال وزير الصحة الدكتور سامي الزهري إن الوضع مطمئن.": ("سامي الزهري", "person"),
    "وقال سامي الزهري مدير المستشفى إن الوضع مطمئن.": ("سامي الزهري", "person"),
    "وأوضح مدير جامعة الملك فيصل يونس الجبلي أن القبول بدأ.": ("يونس الجبلي", "person"),
    "وأكد وزير الإسكان أن المشروع قريب.": ("وزير الإسكان", "person"),
    "وقال مصدر أمني إن التحقيق مستمر.": ("مصدر أمني", "unnamed"),
    "وأوضحت متحدثة باسم الوزارة أن التحقيق مستمر.": ("متحدثة باسم الوزارة", "unnamed"),
    "وقال خبراء إن الأسعار سترتفع.": ("خبراء", "group"),
    "وقال صناع السياسة إن الأسعار سترتفع.": ("صناع السياسة", "group"),
    "وقال بعض حلفاء الزهري إن الأسعار سترتفع.": ("بعض حلفاء الزهري", "group"),
    "وقال الجيش إن العملية انتهت.": ("الجيش", "institution"),
    "وذكرت العربية نت أن العملية انتهت.": ("العربية نت", "institution"),
    "وذكرت وسائل إعلام محلية أن العملية انتهت.": ("وسائل إعلام محلية", "institution"),
    "وأظهرت نتائج التحقيق أن الحادث عرضي.": ("نتائج التحقيق", "text"),
    "وأضاف البيان أن الحادث عرضي.": ("البيان", "text"),
    "وقال اللواء الطويل إن التحقيق مستمر.": ("الطويل", "person"),
    "وقال محامي سامي الزهري إن موكله بريء.": ("محامي سامي الزهري", "person"),
    "وقال وزير إسرائيلي إن الهجوم مسألة وقت.": ("وزير إسرائيلي", "unnamed"),
    "وأكد الأمين العام للاتحاد أن الاجتماع تأجل.": ("الأمين العام للاتحاد", "person"),
    "وأفاد مراسل «الجوهرة» أن الطريق مقطوع.": ("مراسل الجوهرة", "unnamed"),
    "وأكدت شركة «نقل الشمال» أن الرحلات عادت.": ("نقل الشمال", "institution"),
    "وقالت المصورة آلاء كتبي إن المعرض مفتوح.": ("آلاء كتبي", "person"),
    "وقالت مجموعة «باركليز» إن الأرباح زادت.": ("باركليز", "institution"),
    "وقال مسؤول تركي إن الهجوم انتهى.": ("مسؤول تركي", "unnamed"),
    "وأكدت بعض المصادر الأمنية أن التحقيق مستمر.": ("بعض المصادر الأمنية", "unnamed"),
    "وتؤكد بعض الدراسات الحديثة أن النوم مفيد.": ("بعض الدراسات الحديثة", "text"),
    "وقال رئيس الجمعية مونغ مونغ خين إن الفيضانات تراجعت.": ("مونغ مونغ خين", "person"),
    "وقال والد الشهيد حسين الهلالي إن الجنازة غدا.": ("والد الشهيد حسين الهلالي", "person"),
    "وقال عميد في الاستخبارات العسكرية إن التنظيم تراجع.": ("عميد", "unnamed"),
    "وذكرت سي إن إن أن الطائرة هبطت.": ("سي إن إن", "institution"),
    "وقال أوغلو لهيئة الإذاعة إن الاجتماع تأجل.": ("أوغلو", "person"),
    "وأعلن اتحاد الشغل أن الإضراب قائم.": ("اتحاد الشغل", "institution"),
    # After a body with the article a title begins its holder's name; without it the body is named after him.
    "وأوضح رئيس مجلس إدارة النادي الدكتور هاني بن سامي الزهري أن الأمسية غدا.": ("هاني بن سامي الزهري", "person"),
    "وأوضح الأمين العام للمركز الدكتور سامي بن هاني الزهري أن الندوة غدا.": ("سامي بن هاني الزهري", "person"),
    # First names that look like a preposition, or like one with a noun.
    "وقال علي الأحمدي الناطق باسم الفريق إن المباراة تأجلت.": ("علي الأحمدي", "person"),
    "وأكد بلقاسم الخلفاوي كاتب عام النقابة أن الإضراب قائم.": ("بلقاسم الخلفاوي", "person"),
    # What only tells whose or where a body with a name of its own is.
    "وأعلنت جامعة «برمنغهام» البريطانية أن الدراسة انتهت.": ("جامعة برمنغهام", "institution"),
    "وأكدت اللجنة الفنية بالنادي أن اللاعب سليم.": ("اللجنة الفنية", "institution"),
    "وأوضح مدير (كفيف) أن الورشة غدا.": ("مدير كفيف", "person"),
    "وقال وكيل أعمال اللاعب سامي الزهري إن العقد جاهز.": ("وكيل أعمال اللاعب سامي الزهري", "person"),
    "وأكد مسؤول الإعلام أن الحفل تأجل.": ("مسؤول الإعلام", "person"),
    # Of people without a name, and of texts, the noun with its genitive and adjectives: not where or to whom.
    "وقال مصدر في اللجنة المحلية إن التحقيق مستمر.": ("مصدر في اللجنة المحلية", "unnamed"),
    "وأكدت مصادر رسمية بوزارة النقل أن الخط سيعود.": ("مصادر رسمية", "unnamed"),
    "وقال مصدر عسكري آخر إن الجسر سليم.": ("مصدر عسكري", "unnamed"),
    "وأكد مصدر مقرب من الوزارة أن الخط سيعود.": ("مصدر مقرب", "unnamed"),
    "وقال محللون في سوق المال إن الأسعار سترتفع.": ("محللون", "group"),
    "وقال عدد من المحتجين إن الإضراب قائم.": ("عدد من المحتجين", "group"),
    "وقال وفد من جمعية الإغاثة إن الطريق مقطوع.": ("وفد", "group"),
    "وأضاف بلاغ للديوان الوطني أن الخط سيعود.": ("بلاغ", "text"),
    "وأظهرت إحصائيات جمعية المنتجين بالشمال أن الإنتاج تراجع.": ("إحصائيات جمعية المنتجين", "text"),
    "وأكدت التحريات أن الحادث عرضي.": ("التحريات", "text"),
    "وذكرت إحدى الصحف أن الحفل تأجل.": ("إحدى الصحف", "institution"),
    "وذكرت الصفحة الرسمية للوزارة أن الحفل تأجل.": ("الصفحة الرسمية للوزارة", "institution"),
    "وأعلنت مصالح الأمن أن الطريق مفتوح.": ("مصالح الأمن", "institution"),
    "وقال النظام السوري إن الطريق مفتوح.": ("النظام السوري", "institution"),
    # What only qualifies a body with a name of its own, and what it does, is no part of the name.
    "وذكرت صحيفة «بيلدر» الشعبية أن الحفل تأجل.": ("صحيفة بيلدر", "institution"),
    "وذكرت وكالة أنباء (تيسا) أن الحفل تأجل.": ("وكالة أنباء تيسا", "institution"),
    "ونفى تنظيم النور مسؤوليته عن الهجوم.": ("تنظيم النور", "institution"),
    # Names of persons: which word begins them, and which ends them.
    "وأكد المدير الطبي في العيادات الخاصة د. سامي الزهري أن الوضع مطمئن.": ("سامي الزهري", "person"),
    "وقال الدكتور سامي محمد ثاني أستاذ علم النبات المساعد إن الوضع مطمئن.": ("سامي محمد ثاني", "person"),
    "وأضاف الصافي سليم أن الوضع صعب.": ("الصافي سليم", "person"),
    "وأضاف قائد الجبلي أن الوثيقة جاهزة.": ("قائد الجبلي", "person"),
    "وأوضح المدير الجهوي للتجارة أن السوق مفتوح.": ("المدير الجهوي للتجارة", "person"),
    "وقال رئيس قسم الجراحة بمستشفى شارل نيكول هشام الجبلي إن الوضع مطمئن.": ("هشام الجبلي", "person"),
    "وقال سامي الزهري ابن عم الضحية إن الجنازة غدا.": ("سامي الزهري", "person"),
    "وأكد سامي الزهري ضيف برنامج الصباح أن الفيلم جاهز.": ("سامي الزهري", "person"),
    "ووصف المرشد الأعلى آية الله الجبلي الاتفاق بأنه هش.": ("الجبلي", "person"),
    "وأكد معاليه المجتمع الدولي مطالب بالتحرك.": ("معاليه", "person"),
    'وأفاد منسق العلاقات الخارجية بمنظمة "أنا حر" أن الوضع صعب.': ("منسق العلاقات الخارجية بمنظمة أنا حر", "person"),
    "وقال المتحدث محمد عبد السلام إن الوضع صعب.": ("محمد عبد السلام", "person"),
    "وقالت ملاك آل سالم الأخصائية النفسية إن الوضع صعب.": ("ملاك آل سالم", "person"),
    "وقالت نزيهة الجبلي والدة الشهيد رياض الجبلي إن الوضع صعب.": ("نزيهة الجبلي", "person"),
    "وأكد المدير العام للطاقة، رضا بزنادة أن الوضع صعب.": ("رضا بزنادة", "person"),
    "وقال الناطق باسم النقابة، المنتصر لله سالمي إن الوضع صعب.": ("المنتصر لله سالمي", "person"),
    "وقالت آمنة الجبلي المقررة الثانية إن الوضع صعب.": ("آمنة الجبلي", "person"),
    "وأضاف الزريبي بالمناسبة أن الحل قريب.": ("الزريبي", "person"),
    "وأفاد آمر غرفة عمليات السلاح الجوي محمد ساهور أن الطريق مفتوح.": ("محمد ساهور", "person"),
    "وقال السيناتور الأمريكي بن هارديني أكبر عضو في اللجنة إن الوضع صعب.": ("بن هارديني", "person"),
    "وقال أخصائي علم النفس إن الوضع صعب.": ("أخصائي علم النفس", "unnamed"),
    "وأعلن مانشستر سيتي وصيف البطل أن اللاعب جاهز.": ("مانشستر سيتي", "institution"),
    "وأكد اللاعب الأنقليزي أن الفريق جاهز.": ("اللاعب الأنقليزي", "person"),
    # A name ends where marks do, before a participle, and does not begin with a plural.
    'وقالت مها الجبلي "معلمة" إن الوضع صعب.': ("مها الجبلي", "person"),
    "وأكد المدير الإقليمي أن الوضع صعب.": ("المدير الإقليمي", "person"),
    "وأكد عبد الكريم صبرا أن الوضع صعب.": ("عبد الكريم صبرا", "person"),
    "وقالت وزيرة المالية لمياء الجبلي بوجناح إن الوضع صعب.": ("لمياء الجبلي بوجناح", "person"),
    # A paper or club without whose country it is; a construct keeps its own.
    "وذكرت صحيفة سبورت الرومانية أن الحفل تأجل.": ("صحيفة سبورت", "institution"),
    "وذكرت جريدة الشروق الجزائرية أن الحفل تأجل.": ("جريدة الشروق", "institution"),
    "وذكر موقع إحصاءات الدوري السعودي أن الحفل تأجل.": ("موقع إحصاءات الدوري السعودي", "institution"),
    "وأعلنت تايلاند أن الحدود مفتوحة.": ("تايلاند", "institution"),
    "وقال الناطق الرسمي باسم الموظفين منتصر بالله سالمي إن الوضع صعب.": ("منتصر بالله سالمي", "person"),
    "وقال المدير التنفيذي للحزب حافظ قائد الجبلي إن الوضع صعب.": ("حافظ قائد الجبلي", "person"),
    "وقال ذوو الضحايا إن التحقيق تأخر.": ("ذوو الضحايا", "group"),
    "وأعلن آفاق تونس أول حزب في الجهة أن الاجتماع غدا.": ("آفاق تونس", "institution"),
    "وذكرت صحيفة «لوفيل» في شمال البلاد أن الطريق مقطوع.": ("صحيفة لوفيل", "institution"),
    "وقال متحدث باسم الشركة المالكة للسفينة إن الطاقم سليم.": ("متحدث باسم الشركة", "unnamed"),
    "وقال الناطق باسم جبهة الساحل قائد نصر إن الطريق مفتوح.": ("قائد نصر", "person"),
    "وقال شقيقه إن الطريق مغلق.": ("شقيقه", "unnamed"),
    "وقال المتهم إن الطريق مغلق.": ("المتهم", "unnamed"),
    "وقال الدكتور المغربي إن الطريق مغلق.": ("المغربي", "person"),
    "وأعلنت شركة بوينغ أن الطائرة جاهزة.": ("بوينغ", "institution"),
    "وأعلنت شركة الهواتف العملاقة نوكيا أن الجهاز جاهز.": ("نوكيا", "institution"),
    "وقال مسؤولون محليون إن الطريق مغلق.": ("مسؤولون محليون", "unnamed"),
    "وأفادت الغارديان البريطانية أن الطريق مغلق.": ("الغارديان", "institution"),
    "وقالت أم سالم إن الطريق مغلق.": ("أم سالم", "person"),
    "وقالت والدة سالم الجبلي إن الطريق مغلق.": ("والدة سالم الجبلي", "person"),
    "وأعلن يوفنتوس بطل الدوري أن اللاعب جاهز.": ("يوفنتوس", "institution"),
    "وأفاد مصدر من الحماية المدنية أن الطريق مغلق.": ("مصدر من الحماية المدنية", "unnamed"),
}


@pytest.fixture(scope="module")
def found():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(SPEAKERS))
    table = find_voices(annotate(Corpus("speakers", documents), cache=False, progress=False))
    return {text: table[table["doc_id"] == str(number)] for number, text in enumerate(SPEAKERS)}


@pytest.mark.parametrize("text", SPEAKERS)
def test_name_and_kind_of_a_speaker(text, found):
    assert list(zip(found[text]["speaker_name"], found[text]["speaker_kind"], strict=True)) == [SPEAKERS[text]]


def person(name: str, *titles: str, named: bool = True, paragraph: int = 0) -> Named:
    return Named(name, "person", frozenset(titles), paragraph, named)


def test_a_family_name_stands_for_the_full_one():
    merged = merge_speakers([person("سامي الزهري"), person("الزهري")])
    assert merged == [("سامي الزهري", "person")] * 2


def test_a_group_never_takes_the_name_beside_it():
    group = Named("بعض حلفاء الزهري", "group", frozenset(), 0)
    assert merge_speakers([group, person("الزهري")]) == [("بعض حلفاء الزهري", "group"), ("الزهري", "person")]


def test_a_given_name_of_two_people_stands_for_neither():
    people = [person("سامي الزهري"), person("سامي الجبلي"), person("سامي")]
    assert merge_speakers(people)[2] == ("سامي", "person")


def test_the_first_word_of_a_body_stands_for_it():
    bodies = [Named(name, "institution", frozenset(), 0) for name in ("لوكهيد مارتن", "لوكهيد")]
    assert merge_speakers(bodies) == [("لوكهيد مارتن", "institution")] * 2


def test_a_title_alone_stands_for_the_person_who_bears_it():
    people = [person("سامي الزهري", "وزير"), person("الوزير", "وزير", named=False, paragraph=1)]
    assert merge_speakers(people)[1] == ("سامي الزهري", "person")


def test_an_official_stands_for_the_one_without_a_name_before():
    before = Named("مسؤول تركي", "unnamed", frozenset({"مسوول"}), 0)
    again = person("المسؤول", "مسوول", named=False, paragraph=1)
    assert merge_speakers([before, again])[1] == ("مسؤول تركي", "unnamed")


def test_a_body_in_marks_is_meant_by_its_noun_and_the_source_by_who_spoke_before():
    body = Named("نقل الشمال", "institution", frozenset({"شركه"}), 0)
    again = [Named(name, kind, frozenset(), 1) for name, kind in (("الشركة", "institution"), ("المصدر", "unnamed"))]
    assert merge_speakers([body, *again]) == [("نقل الشمال", "institution")] * 3


def test_an_office_stands_for_whom_the_text_says_holds_it():
    holder = person("سامي الزهري", "وزير", "وزير الداخليه")
    assert merge_speakers([person("وزير الداخلية", "وزير", named=False), holder])[0] == ("سامي الزهري", "person")


def test_an_office_is_not_that_of_the_deputy():
    deputy, king = (person(name, named=False) for name in ("نائب خادم الحرمين", "خادم الحرمين"))
    assert merge_speakers([deputy, king])[1] == ("خادم الحرمين", "person")


def test_a_family_name_in_marks_is_a_person_and_no_body():
    quoted = Named("الزهري", "institution", frozenset(), 1)
    assert merge_speakers([person("سامي الزهري"), quoted])[1] == ("سامي الزهري", "person")
