"""Families of saying: each sentence is constructed, and stands for a way in which somebody is given the word."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.voices.find import find_voices

# What is found in each: cue, speaker, name, kind, content and type.
FOUND = {
    # A clause that is quoted whole is the speaker's own words; a pronoun outside the marks makes it a report.
    "وأضاف الزهري أن «الطريق طويل والسفر صعب».": [
        ("وأضاف", "الزهري", "الزهري", "person", "الطريق طويل والسفر صعب", "direct"),
    ],
    "وأضاف الزهري أنه «طويل وصعب جدا».": [("وأضاف", "الزهري", "الزهري", "person", "طويل وصعب جدا", "mixed")],
    "وذكر التقرير أن «الجسر بحاجة إلى إصلاح كبير»، كما كلف المدير بوضع خطة.": [
        ("وذكر", "التقرير", "التقرير", "text", "الجسر بحاجة إلى إصلاح كبير", "direct"),
    ],
    # What only says that words follow is the cue: with its verb it has one speaker.
    "وأضاف الزهري قائلا: «الطريق طويل».": [("قائلا", "الزهري", "الزهري", "person", "الطريق طويل", "direct")],
    "وتابعت الوزيرة قائلة إن الطريق طويل.": [("قائلة", "الوزيرة", "الوزيرة", "person", "الطريق طويل", "indirect")],
    "وبين الزهري بالقول: «الطريق طويل جدا».": [
        ("بالقول", "الزهري", "الزهري", "person", "الطريق طويل جدا", "direct"),
    ],
    "ونقلت الوكالة عن الزهري قوله في لقاء عقد أمس «الطريق طويل والسفر صعب».": [
        ("قوله", "الزهري", "الزهري", "person", "الطريق طويل والسفر صعب", "direct"),
    ],
    "وصدر تصريح لرئيس الهيئة أن الأشغال بدأت.": [
        ("تصريح", "رئيس الهيئة", "رئيس الهيئة", "person", "الأشغال بدأت", "indirect"),
    ],
    "ونقلت الوكالة عن الزهري القول إن الطريق مغلق.": [
        ("القول", "الزهري", "الزهري", "person", "الطريق مغلق", "indirect"),
    ],
    "وأضاف الزهري أنه «لا يجوز أن يغلق الطريق».": [
        ("وأضاف", "الزهري", "الزهري", "person", "لا يجوز أن يغلق الطريق", "direct"),
    ],
    "«السوق في حالة جيدة جدا» على حد تعبير الخبير سامي الزهري.": [
        ("تعبير", "الخبير سامي الزهري", "سامي الزهري", "person", "السوق في حالة جيدة جدا", "direct"),
    ],
    "ويذكر التقرير أن الطريق طويل.": [("ويذكر", "التقرير", "التقرير", "text", "الطريق طويل", "indirect")],
    "ووصل القطار في موعده، وفق نص البيان.": [
        ("وفق", "نص البيان", "نص البيان", "text", "ووصل القطار في موعده", "indirect"),
    ],
    # What is explained, told of, or called for.
    "وشرح الوزير أسباب القرار للحضور.": [
        ("وشرح", "الوزير", "الوزير", "person", "أسباب القرار للحضور", "indirect"),
    ],
    "وأورد المرصد حصيلة القتلى في الحادث.": [
        ("وأورد", "المرصد", "المرصد", "institution", "حصيلة القتلى في الحادث", "indirect"),
    ],
    "والإضراب الذي دعت إليه النقابة بدأ أمس.": [
        ("دعت", "النقابة", "النقابة", "institution", "والإضراب", "indirect"),
    ],
    # Asking: of whom, then what; whom one calls upon is no speaker.
    "وتساءل الزهري في حديثه عما إذا كانت الخطة جاهزة.": [
        ("وتساءل", "الزهري", "الزهري", "person", "عما إذا كانت الخطة جاهزة", "indirect"),
    ],
    "وطلب المدير من البلدية الإسراع في إصلاح الطريق.": [
        ("وطلب", "المدير", "المدير", "person", "الإسراع في إصلاح الطريق", "indirect"),
    ],
    "وطالب المدرب سامي الزهري من اللاعبين بمضاعفة الجهد.": [
        ("وطالب", "المدرب سامي الزهري", "سامي الزهري", "person", "بمضاعفة الجهد", "indirect"),
    ],
    "وطالبت الوزارة المواطنين «بالحذر الشديد في الطريق».": [
        ("وطالبت", "الوزارة", "الوزارة", "institution", "بالحذر الشديد في الطريق", "mixed"),
    ],
    "وأعلنت الجمعية وفاة رئيسها، داعية الله أن يرحمه.": [
        ("وأعلنت", "الجمعية", "الجمعية", "institution", "وفاة رئيسها", "indirect"),
        ("داعية", "الجمعية", "الجمعية", "institution", "يرحمه", "indirect"),
    ],
    "وقدم الوفد الزائر الهدايا، متمنين لهم التوفيق.": [
        ("متمنين", "الوفد الزائر", "الوفد الزائر", "group", "التوفيق", "indirect"),
    ],
    "ونفت الوزارة ما تردد حول إغلاق المصنع.": [
        ("ونفت", "الوزارة", "الوزارة", "institution", "ما تردد حول إغلاق المصنع", "indirect"),
    ],
    "واعترف حزب الله بمقتل اثنين من عناصره.": [
        ("واعترف", "حزب الله", "حزب الله", "institution", "بمقتل اثنين من عناصره", "indirect"),
    ],
    # Sources: all that is told before is what another source says; who speaks goes on after it.
    "وذكرت الشرطة أن الطريق مغلق، وفق ما أوردته وكالة «تيسا».": [
        ("وذكرت", "الشرطة", "الشرطة", "institution", "الطريق مغلق", "indirect"),
        ("أوردته", "وكالة «تيسا»", "تيسا", "institution", "وذكرت الشرطة أن الطريق مغلق", "indirect"),
    ],
    "وأغلق السكان الطريق أمس، حسب عدد من المشاركين في الوقفة.": [
        (
            "حسب", "عدد من المشاركين في الوقفة", "عدد من المشاركين في الوقفة", "group",
            "وأغلق السكان الطريق أمس", "indirect",
        ),
    ],
    "فقال الزهري: ماذا تريد؟ هل عاد أخوك؟": [
        ("فقال", "الزهري", "الزهري", "person", "ماذا تريد؟ هل عاد أخوك", "direct"),
    ],
    # Where the phrase of the speaker begins and ends.
    "وكان المدربون أعلنوا أكثر من مرة أن اللاعب جاهز.": [
        ("أعلنوا", "المدربون", "المدربون", "group", "اللاعب جاهز", "indirect"),
    ],
    "وكانت نقابة الحراس أعلنت الخميس الماضي أن الإضراب قريب.": [
        ("أعلنت", "نقابة الحراس", "نقابة الحراس", "institution", "الإضراب قريب", "indirect"),
    ],
    "ودعا الوزير في تصريح لمراسل الإذاعة على هامش اللقاء إلى إصلاح الطريق.": [
        ("ودعا", "الوزير", "الوزير", "person", "إصلاح الطريق", "indirect"),
    ],
    "ورأس الاجتماع رئيس الوفد سامي الزهري الذي أوضح أن العمل بدأ.": [
        ("أوضح", "رئيس الوفد سامي الزهري", "سامي الزهري", "person", "العمل بدأ", "indirect"),
    ],
    "وبيّن بالحاج أن الطريق مغلق.": [("وبيّن", "بالحاج", "بالحاج", "person", "الطريق مغلق", "indirect")],
    "وقال سعيد لاوسون إن الطريق مغلق.": [
        ("وقال", "سعيد لاوسون", "سعيد لاوسون", "person", "الطريق مغلق", "indirect"),
    ],
    "وقالت هيئة الإذاعة البريطانية «بي بي سي» إن الطريق مغلق.": [
        (
            "وقالت", "هيئة الإذاعة البريطانية «بي بي سي»", "هيئة الإذاعة البريطانية", "institution",
            "الطريق مغلق", "indirect",
        ),
    ],
}  # fmt: skip

NOT_SAID = (
    "ولفت نظري أن السوق هادئة.",
    "والزيارة فرصة للتأكيد على متانة العلاقات.",
    "ويسعى اللاعب للفوز بمكانه مجددا بعد أن تعافى.",
    "والمشفى يشكو من نقص كبير في الأسرة.",
    "أقل ما يمكن قوله إن الوضع صعب.",
    "وجدد المدرب عقده إضافة إلى أن النادي ضم لاعبا.",
    "واصطف الناس وفق جودة عالية وخيارات كثيرة.",
    "وهو ما دعاها إلى الاستعانة بالخبراء.",
    "وأتمنى لو أنني عدت من السفر.",
    "وأصر الزهري على أن يكون شاهدا.",
    "وصرح مدير المركز بخصوص الترقية.",
    "وأقر الوزراء وثيقة اللقاء التي قيل إنها مهمة.",
    "ونجا الفريق بعد أن كان مهددا بالهبوط.",
    "والبلاد لن تعلن قيام المنطقة.",
)


@pytest.fixture(scope="module")
def rows():
    texts = [*FOUND, *NOT_SAID]
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(texts))
    table = find_voices(annotate(Corpus("families", documents), cache=False, progress=False))
    columns = ["cue", "speaker", "speaker_name", "speaker_kind", "content", "type"]
    return {
        text: list(table.loc[table["doc_id"] == str(number), columns].itertuples(index=False, name=None))
        for number, text in enumerate(texts)
    }


@pytest.mark.parametrize("text", FOUND)
def test_a_saying_of_each_family_is_found(text, rows):
    assert rows[text] == FOUND[text]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_looks_like_a_family_and_is_none(text, rows):
    assert rows[text] == []


def test_texts_that_end_anywhere_break_nothing():
    texts = [*FOUND, *NOT_SAID]
    cut = [" ".join(text.split()[:size]) for text in texts for size in range(1, len(text.split()))]
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(cut))
    table = find_voices(annotate(Corpus("cut", documents), cache=False, progress=False))
    assert set(table["doc_id"]) <= {document.doc_id for document in documents}
