"""Voices on the bundled model: the conference report by heart, the hand-coded news by measure."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.voices.find import COLUMNS, find_voices
from analysis.evaluation.evaluate_voices import evaluate_voices

GOLDEN = Path(__file__).parents[2] / "golden" / "ispr-voices.csv"
SPANS = ["cue_start", "cue_end", "speaker_start", "speaker_end", "content_start", "content_end"]


@pytest.fixture(scope="module")
def voices(ispr):
    return find_voices(ispr)


def test_every_attribution_of_the_report_is_found(voices):
    golden = pd.read_csv(GOLDEN)
    assert list(voices["cue"]) == list(golden["cue"])
    for name in SPANS:
        assert list(voices[name].astype("Int64").fillna(-1)) == list(golden[name].astype("Int64").fillna(-1)), name


def test_classes_kinds_and_types_of_the_report(voices):
    golden = pd.read_csv(GOLDEN)
    for name in ("type", "cue_class", "speaker_kind"):
        assert list(voices[name]) == list(golden[name]), name
    assert list(voices["inferred"]) == list(golden["found"] == "inferred")


def test_one_name_for_the_army_chief(voices):
    assert set(voices.loc[voices["speaker"].str.contains("منير"), "speaker_name"]) == {"عاصم منير"}


def test_spans_slice_the_source(ispr, voices):
    text = ispr.text("ispr-conference")
    for row in voices.to_dict("records"):
        assert text[row["cue_start"] : row["cue_end"]] == row["cue"]
        if not pd.isna(row["content_start"]):
            assert text[row["content_start"] : row["content_end"]] == row["content"]


def test_a_text_without_words_has_no_voices():
    empty = annotate(Corpus("empty", (Document("a", "", {}),)), cache=False, progress=False)
    assert list(find_voices(empty).columns) == list(COLUMNS)


@pytest.mark.slow
def test_the_bars_hold_on_hand_coded_news(shared_dir):
    score = evaluate_voices(shared_dir / "gold" / "voices-dev.jsonl").rules.summary()
    assert score["cue"]["f1"] >= 0.85
    assert score["speaker"]["accuracy"] >= 0.80
    assert score["content"]["f1"] >= 0.80
    assert score["type"]["accuracy"] >= 0.85


@pytest.mark.slow
def test_the_parse_beats_the_baseline(shared_dir):
    table = evaluate_voices(shared_dir / "gold" / "voices-dev.jsonl").table.set_index(["part", "measure"])
    for row in (("cue", "f1"), ("speaker", "accuracy"), ("content", "f1")):
        assert table.loc[row, "value"] > table.loc[row, "baseline"] + 0.1


ODD_TEXTS = (
    "قال:", "«", "قال «", "وأضاف أن", "...", "قال الوزير:\n\n", "بحسب", "وفقا ل", "حسب ما", "على حد قول", "مؤكدا",
    "قال الوزير إن", "“”", "أما", "كما قال", "ما قاله", "وصف بأنه", "وقال إن «النص\nو«آخر", "نقل عن", "جاء في", "123",
)  # fmt: skip


def test_unfinished_texts_break_nothing():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(ODD_TEXTS))
    annotations = annotate(Corpus("odd", documents), cache=False, progress=False)
    for row in find_voices(annotations).to_dict("records"):
        text = annotations.text(row["doc_id"])
        assert text[row["cue_start"] : row["cue_end"]] == row["cue"]


NO_VOICES = (
    "قال تعالى: «وتعاونوا على البر والتقوى».",
    "والحقائق تؤكد أن الوضع تغير.",
    "ارتفعت الأسعار، مما يؤكد أن السوق نشطة.",
    "يُعد المسجد من أقدم المباني.",
    "صدرت بحقه مذكرة منع من السفر.",
    "لم يعد الوزير المسؤول الوحيد عن ذلك، بل إن آخرين يشاركونه.",
    "وأراد لهم أن يروا الطريق، فالعلم نور.",
    "وهي ثروة من القيم التي يجب أن يعرفها الجيل، ولا تجيب عن أسئلة يجب أن تدرس.",
    "ورفعوا لافتة كبيرة كتب أحدهم عليها شعارا.",
    "وتعهدت فرقة الأبحاث بالبحث في القضية.",
    "ورحب الوزير بالوفد في المطار.",
    "ورسم لافتات المطاعم سنين، إلى أن حصل على عمل في المصنع.",
    "وستكون النتائج معلنة عن طريق البريد.",
    "وقرأ فحوى الرسالة أمام الحضور.",
    "وجاء إقرار الخطة من شأنها أن تحسن الطريق.",
    "وتعود الكتابة إلى عصر قديم، والمخطوطة «قد تكون من أقدم ما نعرف».",
    "ولن يسمحوا بتهديد سلامة الأطفال بإغلاق الطريق.",
    "وهم يرونها، ما يكشف التأثير الواضح للإعلان على الطفل.",
    "فاز بالكأس والدوري، مضيفا هذين اللقبين إلى سجله.",
)


@pytest.mark.parametrize("text", NO_VOICES)
def test_what_nobody_says_is_no_voice(text):
    assert find_voices(annotate(Corpus("none", (Document("a", text, {}),)), cache=False, progress=False)).empty


SAYINGS = {
    "ووصل الوفد، لكن دبلوماسيًا في العاصمة قال إن اللقاء تأجل.": ("دبلوماسيًا في العاصمة", "اللقاء تأجل"),
    "وكانت الوزيرة التي زارت البلدة أمس، قد أكدت أن الأشغال انتهت.": ("الوزيرة", "الأشغال انتهت"),
    "حسب دراسة حديثة : الآباء يختارون معظم المشتريات": ("دراسة حديثة", "الآباء يختارون معظم المشتريات"),
    "ووجه الأمير بتشكيل لجنة في المنطقة.": ("الأمير", "بتشكيل لجنة في المنطقة"),
    "ووصلت الوزيرة أمس وأكدت حرصها على الحوار.": ("الوزيرة", "حرصها على الحوار"),
    "وكان الزهري قال أمس السبت (18 يوليو) إن الاتفاق قريب.": ("الزهري", "الاتفاق قريب"),
    "وأكد الزهري العمل على تحسين الخدمات.": ("الزهري", "العمل على تحسين الخدمات"),
    "وقال مراسلنا إن الأسباب غير معلومة.": ("مراسلنا", "الأسباب غير معلومة"),
    "وقال الوزير لرويترز إن الاتفاق قريب.": ("الوزير", "الاتفاق قريب"),
    "وقال الوزير: إن الاتفاق قريب.": ("الوزير", "الاتفاق قريب"),
    "وصل الوفد أمس، وفق ما أكده مصدر أمني لمراسل الإذاعة.": ("مصدر أمني", "وصل الوفد أمس"),
    "وتظاهر العمال أمس للمطالبة بزيادة الأجور.": ("العمال", "بزيادة الأجور"),
    "وأكد الوزير أن العدد ارتفع، لكنه لم يذكر تفاصيل.": ("الوزير", "العدد ارتفع"),
    "وقال الزهري مخاطبا الحضور إن الموسم انتهى.": ("الزهري", "الموسم انتهى"),
    "وأعلنت الوزارة مطلع الأسبوع الجاري أنها خصصت عشرة ملايين للطريق.": ("الوزارة", "خصصت عشرة ملايين للطريق"),
    "ووفقا لتصريحات الزهري، وصل القطار في موعده.": ("الزهري", "وصل القطار في موعده"),
    "وبحسب متخصصين في الزراعة فإن الموسم جيد.": ("متخصصين في الزراعة", "الموسم جيد"),
    "وأغلق المصنع أمس، وبحسب ما ذكرت وكالة الأنباء، فقد خرج العمال قبل الموعد.": (
        "وكالة الأنباء",
        "فقد خرج العمال قبل الموعد",
    ),
    "وتمثل هذه الزيارة، وفق بلاغ الوزارة، مناسبة للحوار بين البلدين في الزراعة.": (
        "بلاغ الوزارة",
        "وتمثل هذه الزيارة، وفق بلاغ الوزارة، مناسبة للحوار بين البلدين في الزراعة",
    ),
    "واختفى القارب عند الصخور حسب ما أظهره شريط مصور.": ("شريط مصور", "واختفى القارب عند الصخور"),
    "وسلمت الشابة بلاغا للشرطة يفيد بأن السيارة سرقت.": ("بلاغا للشرطة", "السيارة سرقت"),
    'ودعا الزهري إلى "إصلاح الطريق كله" خلال المؤتمر.': ("الزهري", "إصلاح الطريق كله"),
    "وقال الزهري من الصعب إصلاح الطريق هذا العام.": ("الزهري", "من الصعب إصلاح الطريق هذا العام"),
    "وأعلن ما يسمى تنظيم الجبل مسؤوليته عن الحريق.": ("ما يسمى تنظيم الجبل", "مسؤوليته عن الحريق"),
    "ووصف الناقد الرواية بالمملة.": ("الناقد", "الرواية بالمملة"),
    "ووصف المندوب الجهوي بصفاقس، سامي الزهري، هذه الدورة بالممتازة.": (
        "المندوب الجهوي بصفاقس، سامي الزهري",
        "هذه الدورة بالممتازة",
    ),
    "وقال مدير المركز، ومدير عام الصندوق إن العمل بدأ.": ("مدير المركز، ومدير عام الصندوق", "العمل بدأ"),
    "وتراجع الإنتاج قليلا، لكن مصدرا بالشركة قال لرويترز إن العدد أقل.": ("مصدرا بالشركة", "العدد أقل"),
    "وقال نائب زين بن علي يقول المدافعون عن البيئة إن النهر كان نظيفا.": (
        "المدافعون عن البيئة",
        "النهر كان نظيفا",
    ),
    "بينما يرى الخبراء أن السعر مناسب.": ("الخبراء", "السعر مناسب"),
    "وشدد عوض الله على أن المصنع جاهز.": ("عوض الله", "المصنع جاهز"),
    "ورحبت الوزيرة بافتتاح المتحف الجديد.": ("الوزيرة", "بافتتاح المتحف الجديد"),
    "وأفاد المحامي سامي الزهري، الجوهرة أف أم، أن الملف أغلق.": ("المحامي سامي الزهري", "الملف أغلق"),
    "وأكد مصدر أمني لجوهرة أف أم أنه تم العثور على السيارة.": ("مصدر أمني", "تم العثور على السيارة"),
    "وأكد الزهري لقناة بي ان سبورت ان العقد قريب.": ("الزهري", "العقد قريب"),
    "«لا نخشى المنافسة في السوق أبدا»، قال المدير": ("المدير", "لا نخشى المنافسة في السوق أبدا"),
}


@pytest.mark.parametrize("text", SAYINGS)
def test_speaker_and_content(text):
    voices = find_voices(annotate(Corpus("one", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(zip(voices["speaker"], voices["content"], strict=True)) == [SAYINGS[text]]


ENDS = {
    "وأوضح المدرب أن الظروف لم تساعد على ذلك.": "الظروف لم تساعد على ذلك",
    "وأوضحت المصادر التي كانت تتحدث إلى «الأفق» أن «القوات تمكنت من تحرير موقعين».": ("القوات تمكنت من تحرير موقعين"),
    "وجاء نائب الرئيس، سامي الزهري، ليؤكد في حديثه أن البلاد خسرت كثيرا.": "البلاد خسرت كثيرا",
    "وأعلنت الوزارة أن الفريق نسق مع الخلية وذلك في أفق تأسيس كتيبة.": "الفريق نسق مع الخلية وذلك في أفق تأسيس كتيبة",
    "وأضاف الوزير أن الإنفاق مهم حيث أثبتت الدراسات أن الطلب زاد.": "الإنفاق مهم حيث أثبتت الدراسات أن الطلب زاد",
    "وأضاف الزهري أن المركز أعد دراسة بعنوان «كيف يؤثر الاتفاق؟»، وهي قصيرة.": (
        "المركز أعد دراسة بعنوان «كيف يؤثر الاتفاق؟»، وهي قصيرة"
    ),
    "وأوضح النائب أنه يميل إلى الرفض؛ لكنه قال إن الوقت مبكر.": "يميل إلى الرفض",
    "وجاء في البلاغ أن المهاجرين لم يحملوا وثائق وصرحوا بأنهم أبحروا فجرا.": (
        "المهاجرين لم يحملوا وثائق وصرحوا بأنهم أبحروا فجرا"
    ),
    "ودعت «نقل الشمال» إلى مزيد من الحذر في المحطات.": "مزيد من الحذر في المحطات",
    "وأكد سموه خلال لقائه مع الأعضاء عزم الرئاسة التعاون لفرض الضوابط على الأندية.": (
        "عزم الرئاسة التعاون لفرض الضوابط على الأندية"
    ),
    "وأوضح الزهري أن البلدة «ليست آمنة. كان العلم يرفرف فوقها».": "البلدة «ليست آمنة. كان العلم يرفرف فوقها»",
    "وأكد الزهري في تصريح لمراسل \"الأفق أف أم' على هامش اللقاء إن الموقف واضح.": "الموقف واضح",
    "ويقول الكاتب (حينما لا ترى الذات عيوبها فإنها تنكر على غيرها حقه).": (
        "حينما لا ترى الذات عيوبها فإنها تنكر على غيرها حقه"
    ),
    "ووضع الكأس في يده. وأعلن الحكم إلغاء الهدف، ما تسبب في احتجاج كبير.": "إلغاء الهدف",
    "وسألني المدير كم عمره.": "كم عمره",
    "وأشاد الوزير بعمل المركز، وما وصل إليه من نجاح.": "بعمل المركز، وما وصل إليه من نجاح",
    "وسأل الخطيب ربه، سائلا المولى عز وجل أن يحفظ البلاد.": "يحفظ البلاد",
    "وقال إن المشكلة قديمة إذ إن الطريق قديم.": "المشكلة قديمة إذ إن الطريق قديم",
    'وأضاف الزهري "ان الطريق آمن ولا خوف على الناس".': "الطريق آمن ولا خوف على الناس",
    "وقالت الشرطة إن الوزير وزوجته كانا قد تعهدا بدفع المبلغ كله.": ("الوزير وزوجته كانا قد تعهدا بدفع المبلغ كله"),
    "وأكد الزهري حرصه على الحوار الذي من شأنه أن يخدم البلدين.": "حرصه على الحوار الذي من شأنه أن يخدم البلدين",
    "وأظهرت الدراسة الحاجة إلى مرافق صحية.": "الحاجة إلى مرافق صحية",
}


def test_where_what_is_said_ends():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(ENDS))
    table = find_voices(annotate(Corpus("ends", documents), cache=False, progress=False))
    first = table.drop_duplicates("doc_id").set_index("doc_id")["content"]
    assert [first[str(number)] for number in range(len(ENDS))] == list(ENDS.values())


def test_denial_glued_to_the_complementiser_is_said():
    text = "وأكد الوزير ألا يسافر أحد دون إذن."
    voices = find_voices(annotate(Corpus("x", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(voices["content"]) == ["ألا يسافر أحد دون إذن"]


def test_a_saying_of_after_a_report_says_what_the_report_says():
    text = "وقال الزهري إن الطريق آمن، على حد قوله."
    voices = find_voices(annotate(Corpus("x", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(voices["content"]) == ["الطريق آمن", "الطريق آمن"]
    assert list(voices["speaker"]) == ["الزهري", "الزهري"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وقال الزهري إن اللقاء كان «مثمرا».", "mixed"),
        ("وقال الزهري إن اللقاء كان مع «السبيل».", "indirect"),
    ],
)
def test_one_word_in_marks_is_the_speakers_if_it_describes(text, kind):
    voices = find_voices(annotate(Corpus("x", (Document("a", text, {}),)), cache=False, progress=False))
    assert list(voices["type"]) == [kind]
