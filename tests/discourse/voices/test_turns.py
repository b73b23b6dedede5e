"""Speech without a word of saying: headlines, turns, speeches."""

import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.placing import voice_of_hits
from analysis.discourse.voices.find import find_voices
from analysis.passages.evidence import evidence

HEADLINES = {
    "وزير الإسكان: مبادرات جديدة تخدم الجميع": "وزير الإسكان",
    "علماء: النوم يحسن الذاكرة": "علماء",
    "دراسة: تراجع الثقة بالأسواق": "دراسة",
    "سامي الزهري: لن نتردد في الرد": "سامي الزهري",
    "«التجارة»: تأسيس 16 شركة مساهمة": "التجارة",
    "وزير الخارجية لـ«عكاظ»: أمن المنطقة مسؤوليتنا": "وزير الخارجية",
    "الشركة الوطنية للأنشطة البترولية : الإنتاج تراجع": "الشركة الوطنية للأنشطة البترولية",
    "الزهري لوزارة التربية : جربوا المساس بمدير واحد": "الزهري",
    "كيري ردا على تصريحات الأمير بندر: أختلف معك في الرأي": "كيري",
    "بسمة الخلفاوي : مستعدة للمثول أمام القاضي": "بسمة الخلفاوي",
    "إعلامي ليبي : القوات وراء الاختطاف": "إعلامي ليبي",
    "فان غال: المهاجم ليس جاهزا": "فان غال",
    "رئيس ريفر بليت: لن نوقّع العقد": "رئيس ريفر بليت",
    "د. الزهري: الهدف تحسين مستوى الخدمات": "الزهري",
    "ترامب : سنبني جسرا جديدا": "ترامب",
    "إعلان القاهرة: إنشاء سوق مشتركة للكهرباء": "إعلان القاهرة",
    "فرنسا : على الأطراف الالتزام بالهدنة": "فرنسا",
    "على خلفية شكوى الأساتذة : اضراب مفتوح بالكلية": None,
    "حراكي جنوبي: الأزمة اقتربت من النهاية": "حراكي جنوبي",
    "سوسة : حجز 7 آلاف علبة": None,
    "رسميا : النتائج يوم الأحد القادم": None,
    "بسبب الأمطار : انقطاع الكهرباء في المدينة": None,
    "كأس العالم : برنامج مباريات اليوم": None,
    "الجزائر : القضاء على حريق في الغابات": None,
}


def table_of(*documents: Document) -> pd.DataFrame:
    return find_voices(annotate(Corpus("turns", documents), cache=False, progress=False))


@pytest.fixture(scope="module")
def headlines():
    return table_of(*(Document(str(number), text, {}) for number, text in enumerate(HEADLINES)))


@pytest.mark.parametrize("title", HEADLINES)
def test_a_headline_gives_the_word_to_who_can_speak(title, headlines):
    rows = headlines[headlines["doc_id"] == str(list(HEADLINES).index(title))]
    expected = HEADLINES[title]
    assert list(rows["speaker_name"]) == ([] if expected is None else [expected])
    assert set(rows["rule"]) <= {"headline"}
    assert rows["cue_start"].isna().all()
    assert set(rows["type"]) <= {"direct"}


def test_the_content_of_a_headline_is_what_follows_the_colon(headlines):
    assert headlines["content"].iloc[0] == "مبادرات جديدة تخدم الجميع"


VERBS = {
    "المحامون يدعون للتحقيق في التعذيب": ("المحامون", "للتحقيق في التعذيب"),
    "الكويت تنفي منع توزيع الصحيفة": ("الكويت", "منع توزيع الصحيفة"),
    "«إعداد القادة» يؤكد اهتمام الوزير بالشباب": ("إعداد القادة", "اهتمام الوزير بالشباب"),
    "مصر والأردن تؤكدان أهمية التعاون": ("مصر والأردن", "أهمية التعاون"),
    "مقتل عون أمن بطلق ناري : الداخلية توضّح": ("الداخلية", None),
}


def test_a_headline_with_a_verb_after_its_subject():
    table = table_of(*(Document(str(number), text, {}) for number, text in enumerate(VERBS)))
    got = {row.doc_id: (row.speaker_name, None if pd.isna(row.content) else row.content) for row in table.itertuples()}
    assert got == {str(number): expected for number, expected in enumerate(VERBS.values())}


INTERVIEW = (
    "حوار عن السوق\n\nس: هل تراجعت السوق هذا العام؟\n\nج: نعم، تراجعت قليلا بعد الصيف.\n\nولن تعود قبل عام.\n\n"
    "س: وما الحل في رأيك؟\n\nج: لا حل سوى الصبر والعمل."
)


def test_questions_and_answers_are_turns():
    turns = table_of(Document("a", INTERVIEW, {}))
    turns = turns[turns["rule"] == "turn"]
    assert len(turns) == 4
    assert turns["content"].iloc[1].endswith("ولن تعود قبل عام")


def test_a_list_of_facts_is_no_conversation():
    text = "نشاطات الأسبوع\n\nالمكان: قاعة المدينة الكبرى\n\nالزمان: مساء يوم الخميس المقبل"
    assert table_of(Document("a", text, {})).empty


SPEECH = "أيها السادة، الطريق طويل. قلت من قبل إن السلام ممكن. وقال وزير العدل: «القانون فوق الجميع والعدل أساسه»."


def test_in_a_speech_the_orator_speaks_unless_somebody_is_quoted():
    voices = table_of(Document("a", SPEECH, {"speaker": "سامي الزهري"}))
    assert voices["rule"].iloc[0] == "speech"
    assert set(voices["speaker_name"]) == {"سامي الزهري", "وزير العدل"}
    places = [(SPEECH.index("الطريق"), "سامي الزهري"), (SPEECH.index("القانون"), "وزير العدل")]
    hits = pd.DataFrame({"doc_id": "a", "start": [p for p, _ in places], "end": [p + 5 for p, _ in places]})
    assert list(voice_of_hits(hits, voices)["voice"]) == [name for _, name in places]


def test_a_voice_without_cue_opens_into_its_speaker_or_its_words():
    documents = (Document("h", "وزير الإسكان: مبادرات جديدة تخدم الجميع", {}), Document("q", INTERVIEW, {}))
    annotations = annotate(Corpus("turns", documents), cache=False, progress=False)
    voices = find_voices(annotations)
    passages = evidence(voices, annotations)
    assert len(passages) == len(voices) == 5
