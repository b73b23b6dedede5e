"""Which phrases are mentions, how far they reach, whom they name and what they do; the parses are given."""

import pytest

from analysis.discourse.actors.find import find_actors


def found_in(sentence, parsed):
    table = find_actors(parsed(sentence))
    return list(zip(table["mention"], table["kind"], table["role"], strict=True))


# A quantity before "of" belongs to the people counted; what it is of does not act apart from it.
QUANTITIES = [
    ("أشاد عدد كبير من النجوم بالحفل.", [("عدد كبير من النجوم", "group", "agent")]),
    ("حضر العديد من الأسر المنتجة.", [("العديد من الأسر المنتجة", "group", "agent")]),
    ("يرغب 48 بالمئة فقط من المواطنين في العمل.", [("48 بالمئة فقط من المواطنين", "group", "agent")]),
    (
        "حضر الحفل كل من الممثلين: قسي الخولي، عبدالمنعم عمايري.",
        [
            ("كل من الممثلين", "group", "agent"),
            ("قسي الخولي", "person", "agent"),
            ("عبدالمنعم عمايري", "person", "agent"),
        ],
    ),
]
# Who acts and who is acted on where order, form or a noun of action tells, not the parse.
DOERS = [
    # a thing acted on may come before who acts
    (
        "تولى الحراسة كل من سالم الجبلي، وماجد الزهري.",
        [("كل من سالم الجبلي", "person", "agent"), ("ماجد الزهري", "person", "agent")],
    ),
    # a sixth form has no object
    ("تساوت الأندية في عدد النقاط.", [("الأندية", "institution", "agent")]),
    (
        "أدان الوزير صمت المجتمع الدولي عن الحرائق.",
        [("الوزير", "person", "agent"), ("المجتمع الدولي", "group", "agent")],
    ),
    ("أغضب الخبر الناس بعد إفلات اللصوص من العقاب.", [("الناس", "group", "patient"), ("اللصوص", "group", "agent")]),
    # who is chosen
    (
        "أعلنت الرئيسة عن اختيار الشاعر سالم الجبلي نائبا.",
        [("الرئيسة", "person", "agent"), ("الشاعر سالم الجبلي", "person", "patient")],
    ),
    # after the doer, whom it is done to
    (
        "بعد مطالبة الاتحاد الأوروبي الحكومة الليبية بوقف البناء رد الوزير.",
        [
            ("الاتحاد الأوروبي", "institution", "agent"),
            ("الحكومة الليبية", "country", "patient"),
            ("الوزير", "person", "agent"),
        ],
    ),
    (
        "شكر الوالي السكان لاستقبالهم عددا من النازحين.",
        [("الوالي", "person", "agent"), ("السكان", "group", "patient"), ("عددا من النازحين", "group", "patient")],
    ),
    # a clause of its own in the marks
    ("نشرت الصحيفة خبرا بعنوان «شاب ينقذ قطة».", [("الصحيفة", "institution", "agent"), ("شاب", "person", "agent")]),
    # a slash after a title
    ("حضر الحفل الأستاذ / سالم الجبلي.", [("الأستاذ / سالم الجبلي", "person", "agent")]),
    ("اجتمع الوفد مع الجانب التونسي أمس.", [("الوفد", "group", "agent"), ("الجانب التونسي", "country", "oblique")]),
    ("حضر ممثلين عن وزارة الصحة.", [("ممثلين عن وزارة الصحة", "group", "agent")]),
    (
        "أشاد الوالي بدعم سموه للجمعية.",
        [("الوالي", "person", "agent"), ("سموه", "person", "agent"), ("للجمعية", "institution", "oblique")],
    ),
    (
        "يتكون لواء «الفجر» من عشرين رجلا.",
        [("لواء «الفجر»", "institution", "agent"), ("عشرين رجلا", "group", "oblique")],
    ),
    ("سنكون ملتزمين بالقانون.", []),
    ("بنت الشركة مئة وحدات سكنية.", [("الشركة", "institution", "agent")]),
    # a light verb makes an action of what is else a thing
    ("قام السائق بإعلام الشرطة.", [("السائق", "person", "agent"), ("الشرطة", "institution", "patient")]),
    (
        "وصل الجنود إلى الأراضي الخاضعة لسيطرة الحوثيين.",
        [("الجنود", "group", "agent"), ("الحوثيين", "institution", "agent")],
    ),
    ("تراجع الدولار بعد تصريحات لنائب رئيس البنك.", [("نائب رئيس البنك", "person", "agent")]),
    # the main motive is no president
    ("الثقة هي الدافع الرئيس نحو النجاح.", []),
    ("احتج الباعة على القرار.", [("الباعة", "group", "agent")]),
]
# Names reach as far as the recogniser of names saw them, titles before them included.
NAMES = [
    ("مات الرئيس السابق زين العابدين بن علي.", [("الرئيس السابق زين العابدين بن علي", "person", "agent")]),
    ("قالت المواطنة ريم الصالح إن الطريق مغلق.", [("المواطنة ريم الصالح", "person", "agent")]),
    ("توج فريق مانشستر يونايتد بالكأس.", [("فريق مانشستر يونايتد", "institution", "agent")]),
    ("أصيل منزل تميم.", []),
    ("قاتلت قوات الرئيس بشار الأسد.", [("قوات الرئيس بشار الأسد", "institution", "agent")]),
    ("أفاد بذلك موقع إخباري.", [("موقع إخباري", "institution", "agent")]),
    (
        "كان أبرزهم رابح صقر وعبد الله الرويشد.",
        [("رابح صقر", "person", "other"), ("عبد الله الرويشد", "person", "other")],
    ),
    ("غادر فايز السعيد وسالم حايك.", [("فايز السعيد", "person", "agent"), ("سالم حايك", "person", "agent")]),
    (
        "قررت إدارة النادي إقالة التونسي كمال الزواغي.",
        [("إدارة النادي", "institution", "agent"), ("التونسي كمال الزواغي", "person", "patient")],
    ),
]
# A country where something is or goes is a place, and what is part of a cup's name nobody.
PLACES = [
    ("تدهور الوضع في العراق أمس.", []),
    ("وصل الوفد إلى تونس أمس.", [("الوفد", "group", "agent")]),
    ("انتشر الجيش في شمال البلاد.", [("الجيش", "institution", "agent")]),
    ("فاز الفريق في كأس أمم أوروبا.", [("الفريق", "institution", "agent")]),
]
# What somebody is said to be, or made, is no other person.
PREDICATES = [
    (
        "أكد المدير أنه أستاذ في الجامعة.",
        [("المدير", "person", "agent"), ("الجامعة", "institution", "oblique")],
    ),
    (
        "أعلن النادي تعيينه رئيسا للجنة.",
        [("النادي", "institution", "agent"), ("للجنة", "institution", "oblique")],
    ),
]
# A post is nobody; a noun with its owner's pronoun is told by the one after it; who is met does not meet.
OTHERS = [
    ("شغل خطة وزير دولة للفلاحة.", []),
    (
        "احتفلت الأسرة بزفاف ابنها الشاب عبدالله.",
        [
            ("الأسرة", "group", "agent"),
            ("ابنها الشاب عبدالله", "person", "possessor"),
        ],
    ),
    ("حاول العمال لقاء الوالي.", [("العمال", "group", "agent"), ("الوالي", "person", "patient")]),
    (
        "أدانت الوزارة العمليات التي استهدفت الأمنيين والعسكريين.",
        [("الوزارة", "institution", "agent"), ("الأمنيين", "group", "patient"), ("العسكريين", "group", "patient")],
    ),
]
# An adjective agrees with its noun in definiteness and follows no preposition: else it is a noun.
NOUNS = [
    ("تم إيقاف المتهم لدى الشرطة.", [("المتهم", "person", "patient"), ("الشرطة", "institution", "oblique")]),
    ("وصل ثلاثة مصابين إلى المستشفى.", [("ثلاثة مصابين", "group", "agent")]),
    ("لقي شخص مصرعه اليوم.", [("شخص", "person", "agent")]),
    ("أدى صلاتي الظهر والعصر.", []),
    ("تقدم اللاعب إلى الأمام.", [("اللاعب", "person", "agent")]),
    ("كانت البضاعة مجهولة المصدر.", []),
    ("تعطلت حركة المرور أمس.", []),
    ("وقع الحادث بمنطقة أولاد خليفة أمس.", []),
    ("رفعت قضية عدلية لإبطالها.", []),
    ("وقف الحاضرون على أطراف القاهرة.", [("الحاضرون", "group", "agent")]),
    ("سافر الوفد لقيادة مباراة الكأس.", [("الوفد", "group", "agent")]),
    ("أصيب ثلاثة من عناصر الشرطة.", [("ثلاثة من عناصر الشرطة", "group", "passive subject")]),
    ("قال أحدهما إن الأمر انتهى.", [("أحدهما", "person", "agent")]),
]
# Who acts by a noun of action, after a preposition that looks like another, beside a verb of being.
ROLES = [
    ("حصل المشروع على موافقة مبدئية من رئاسة الحكومة.", [("رئاسة الحكومة", "institution", "agent")]),
    ("انعقدت الجلسة بإشراف وزير الصحة.", [("وزير الصحة", "person", "agent")]),
    ("حارب الجندي تحت قيادة نابليون.", [("الجندي", "person", "agent"), ("نابليون", "person", "agent")]),
    (
        "وعبر المشاركون عن مساندتهم للمعتصمين.",
        [("المشاركون", "group", "agent"), ("للمعتصمين", "group", "oblique")],
    ),
    (
        "كان نداء تونس في مقدمة الأحزاب.",
        [("نداء تونس", "institution", "other"), ("الأحزاب", "institution", "possessor")],
    ),
    (
        "عقدت اليوم الجامعة التونسية لكرة القدم ندوة صحفية.",
        [("الجامعة التونسية لكرة القدم", "institution", "agent")],
    ),
    ("بهذه الجملة، عبر النحات سالم العنزي عن اعتزازه.", [("النحات سالم العنزي", "person", "agent")]),
    ("يغيب عن اللقاء حسين عبدالغني.", [("حسين عبدالغني", "person", "agent")]),
    ("كشف تقرير تحضير واشنطن لعملية واسعة.", [("واشنطن", "country", "agent")]),
]


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [*QUANTITIES, *DOERS, *NAMES, *PREDICATES, *PLACES, *OTHERS, *NOUNS, *ROLES],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_the_mentions_of_a_sentence(sentence, mentions, parsed):
    assert found_in(sentence, parsed) == mentions
