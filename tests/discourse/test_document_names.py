"""Whom a noun or an office alone stands for: what the document names with it where nobody speaks."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.document_names import is_definite_office, may_hold
from analysis.discourse.identity import Identity
from analysis.discourse.voices.find import find_voices

# The names of the speakers in order.
TEXTS = {
    # The one body that the text names with the noun before.
    "فتحت عمادة القبول والتسجيل باب التحويل. وبينت العمادة أن التحويل مجاني.": ["عمادة القبول والتسجيل"],
    "زار الوفد مقر الاتحاد الوطني للفلاحين. وندد الاتحاد بالهجوم.": ["الاتحاد الوطني للفلاحين"],
    # Of two bodies with the same noun, neither.
    "التقى وفد وزارة النقل وفد وزارة المالية. وأكدت الوزارة أن الاتفاق قريب.": ["الوزارة"],
    # A body that every country has keeps its noun, and so does one that is named only afterwards.
    "زارت الحكومة المجرية القرية. وأكدت الحكومة أن الجسر آمن.": ["الحكومة"],
    "وأكدت اللجنة أن الجسر آمن. وزار الناس لجنة التحقيق.": ["اللجنة"],
    # The only one whose office begins like it, before his name or after it.
    "استقبل وزير النقل سامي الزهري الوفد. وأكد وزير النقل أن الجسر آمن.": ["سامي الزهري"],
    "حضر الحفل يونس الجبلي، رئيس لجنة التحكيم. وأكد رئيس لجنة التحكيم أن الفائز معروف.": ["يونس الجبلي"],
    "التقى وزير النقل سامي الزهري وزير النقل يونس الجبلي. وأكد وزير النقل أن الجسر آمن.": ["وزير النقل"],
    "استقبل الوزير سامي الزهري الوفد. وأكد الوزير أن الجسر آمن.": ["سامي الزهري"],
    # The one person who speaks by name in the paragraph, called by his office; not a reporter, not whoever owns.
    "وأضاف يونس الجبلي أن الوضع صعب. وقال رئيس الجمهورية إن الدستور واضح.": ["يونس الجبلي"] * 2,
    "وأضاف يونس الجبلي أن الوضع صعب. وقال مراسلنا بالكاف إن الطريق مقطوع.": ["يونس الجبلي", "مراسلنا"],
    "وأضاف قائد الجبلي أن الوضع صعب. وقال رئيس الجمهورية إن الدستور واضح.": ["قائد الجبلي"] * 2,
    # Not one who holds another office.
    "وأضاف الرئيس يونس الجبلي أن الوضع صعب. وقال وزير النقل إن الجسر آمن.": ["يونس الجبلي", "وزير النقل"],
    "حضر يونس الجبلي المتحدث باسم الهيئة. وقال الرئيس سامي الزهري إن الوضع صعب. وأكد المتحدث المصري أن الحل قريب.": [
        "سامي الزهري",
        "يونس الجبلي",
    ],
    "وصل الرئيس سامي الزهري إلى القرية. وقال الزهري إن الوضع صعب. وأكد زعيم المجلس أن الحل قريب.": [
        "سامي الزهري",
        "زعيم المجلس",
    ],
    "استقبل الوزير سالم بن تيشي. وقال بن تيشي إن الحل قريب.": ["سالم بن تيشي"],
    "وأكد الدكتور سامي العطية أن الوضع صعب. وأضاف العطية أن الحل قريب.": ["سامي العطية"] * 2,
}


@pytest.fixture(scope="module")
def found():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(TEXTS))
    table = find_voices(annotate(Corpus("names", documents), cache=False, progress=False))
    return {text: list(table.loc[table["doc_id"] == str(n), "speaker_name"]) for n, text in enumerate(TEXTS)}


@pytest.mark.parametrize("text", TEXTS)
def test_names_in_a_document(text, found):
    assert found[text] == TEXTS[text]


@pytest.mark.parametrize(
    ("titles", "may"),
    [({"دكتور"}, True), ({"رييس"}, False), ({"وزير", "رييس"}, True), ({"عميد"}, True), ({"وزير النقل"}, True)],
)
def test_whoever_holds_another_office_holds_not_this_one(titles, may):
    assert may_hold("وزير المالية", titles) == may


@pytest.mark.parametrize(
    ("name", "definite"),
    [
        ("رئيس الجمهورية", True),
        ("المتحدث باسم الجيش", True),
        ("وزير إسرائيلي", False),
        ("صاحب مال", False),
        ("الوزير", False),
    ],
)
def test_office_that_one_person_holds(name, definite):
    assert is_definite_office(Identity(name, "person")) == definite
