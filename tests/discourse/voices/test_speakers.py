"""Who says it, and under what name, in constructed sentences of the kinds that news is made of."""

import pandas as pd
import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.voices.find import find_voices

# The cue, then its speaker, name and kind; None where the paragraph names nobody.
SPEAKERS = {
    # Whom it is said to, and for whom somebody is called upon, is no speaker.
    "لقد تمنى لي التوفيق في حياتي الجديدة.": ("تمنى", None, None, None),
    "وأضاف قوله إن المهرجان نجح.": ("وأضاف", None, None, None),
    "ووفقا لكل ما ذكرناه نقول إن الاتفاق قريب.": ("نقول", None, None, None),
    # Where the phrase that names the speaker ends: what is stressed, where it is taken from, a clause beside.
    "وشددت وكالة الأنباء الوطنية على ضرورة الكف عن هذه التصريحات.": (
        "وشددت", "وكالة الأنباء الوطنية", "وكالة الأنباء الوطنية", "institution",
    ),
    "وقالت منظمة الدفاع عن المستهلك إن الأسعار ارتفعت.": (
        "وقالت", "منظمة الدفاع عن المستهلك", "منظمة الدفاع عن المستهلك", "institution",
    ),
    "ونفت الهيئة من جهة أخرى أن الملف أغلق.": ("ونفت", "الهيئة", "الهيئة", "institution"),
    # Who opens a sentence by name after the last thing said goes on to speak.
    "أكد الوزير سامي الزهري أن الخطة جاهزة. ودان رئيس الحزب يونس الجبلي الهجوم. وقال إن هذا الهجوم ما كان ليقع.": (
        "وقال", "رئيس الحزب يونس الجبلي", "يونس الجبلي", "person",
    ),
    "وأضاف في تصريح لمراسلة «الإذاعة»، سلمى الجبلي، على هامش الاجتماع، أنه تم التأجيل.": ("وأضاف", None, None, None),
    "ودعا المنشآت إلى المسارعة برفع الملفات.": ("ودعا", None, None, None),
    "وسألت الهيئة العامة لكبار القضاة الله تعالى أن يحفظ البلاد.": (
        "وسألت", "الهيئة العامة لكبار القضاة", "الهيئة العامة لكبار القضاة", "institution",
    ),
    # A verbal noun after the verb is what is announced; the body before it announces.
    "ورغم أن المصرف أعلن تحقيق أرباح مالية كبيرة، فإن السوق تراجعت.": ("أعلن", "المصرف", "المصرف", "institution"),
    "فعلى سبيل المثال، بعضهم يرى أن الفكرة ناجحة.": ("يرى", "بعضهم", "بعضهم", "group"),
    # A preposition glued to a noun is no part of the phrase; with the article its letters are the noun's too.
    "ووصل القطار في موعده، وفقا لدراسة حديثة.": ("وفقا", "دراسة حديثة", "دراسة حديثة", "text"),
    "ووصل القطار في موعده، وفقا للدراسة.": ("وفقا", "للدراسة", "الدراسة", "text"),
    # A subject after the object, the holder of a speech, the maker of a text, a topic, verbs joined by or.
    "ووافقتها الرأي أم سالم -معلمة- مؤكدة أن المسرح مفيد.": ("مؤكدة", "أم سالم -معلمة", "أم سالم", "person"),
    "ولم تشر إلى خطاب المرشد سالم الجبلي في 18 يوليو الذي قال فيه إن الطريق ما زال طويلا.": (
        "قال", "المرشد سالم الجبلي", "سالم الجبلي", "person",
    ),
    "وتأتي تصريحات الجبلي في الوقت الذي طالب فيه النواب بالمزيد من المعلومات.": (
        "طالب", "النواب", "النواب", "group",
    ),
    "وقرأ الجميع بيان الوزارة الذي قال فيه المتحدث إن الطريق مغلق.": ("قال", "المتحدث", "المتحدث", "person"),
    "وفي بيان أصدرته الوزارة أكدت أن السوق مستقر.": ("أكدت", "الوزارة", "الوزارة", "institution"),
    "وتراجع السوق حسب المصدر. وفي بيان نشره سالم الجبلي عميد الكلية، التي درس فيها الطالب قال «هذا طالب مجتهد».": (
        "قال", "سالم الجبلي عميد الكلية", "سالم الجبلي", "person",
    ),
    "أما الصحفي سالم الجبلي، فقد علق على الخطاب قائلا: «هذا كلام قديم».": (
        "قائلا", "الصحفي سالم الجبلي", "سالم الجبلي", "person",
    ),
    "معظم الشركات تدرك، أو يقولون إنها تفهم، أهمية السوق.": (
        "يقولون", "معظم الشركات", "معظم الشركات", "institution",
    ),
    "وأضاف أن السوق مستقر. وبعد أن نشر الجبلي رابطا للمقال وأشار إلى أنها أغفلت الخطاب.": (
        "وأشار", "الجبلي", "الجبلي", "person",
    ),
    "وكانت الـ«الشرق الأوسط» أشارت قبل أيام إلى خلاف المدرب واللاعب.": (
        "أشارت", "الـ«الشرق الأوسط", "الشرق الأوسط", "institution",
    ),
    "«أهذا كل ما رأيت؟»، رد عليَّ سامر، وشرح قائلا: «لقد نقلت ناحيتين».": ("قائلا", "سامر", "سامر", "person"),
    "ووصفت مصادر إخبارية روسية الحالة بالحرجة.": (
        "ووصفت", "مصادر إخبارية روسية", "مصادر إخبارية روسية", "unnamed",
    ),
    "وأشاد المبعوث الصيني بالأوضاع السياسية في البلاد، وبدورها الرائد.": (
        "وأشاد", "المبعوث الصيني", "المبعوث الصيني", "person",
    ),
    # An elided subject is the nearest person named before, where no verb's subject agrees.
    "والتقت «الصحيفة» بأحد الزوار صالح بن أحمد البالغ من العمر 54 عاما، وقال: إنني أتردد على هذه العين.": (
        "وقال", "صالح بن أحمد", "صالح بن أحمد", "person",
    ),
    # A phrase ends before another source, and before the complementiser.
    "وأفادت مصادر أمنية نقلا عن الموقوفين بأن بعض عناصر الخلية تدربت.": (
        "وأفادت", "مصادر أمنية", "مصادر أمنية", "unnamed",
    ),
    # Offices qualified at length before the name.
    "وكان الناطق الرسمي باسم المحكمة الابتدائية سفيان الجبلي قد صرح للصحيفة أن الحكم صدر.": (
        "صرح", "الناطق الرسمي باسم المحكمة الابتدائية سفيان الجبلي", "سفيان الجبلي", "person",
    ),
    "وأوضح نائب المتحدث الرسمي لصحة بيشة حمدان الغامدي أن الطلقة أصابته.": (
        "وأوضح", "نائب المتحدث الرسمي لصحة بيشة حمدان الغامدي", "حمدان الغامدي", "person",
    ),
    "وقال القائم بالأعمال في سفارة المملكة في فيينا عبد الله الجبلي إن الحادث عرضي.": (
        "وقال", "القائم بالأعمال في سفارة المملكة في فيينا عبد الله الجبلي", "عبد الله الجبلي", "person",
    ),
    "وأكد م. المقبل أن هذا العمل مرفوض.": ("وأكد", "م. المقبل", "المقبل", "person"),
    # Neither "that" nor the one whom I addressed speaks.
    "تلا ذلك كلمة مختصرة من الوكيل أكد فيها أنه يدرك حجم المسؤولية.": ("أكد", None, None, None),
    "كنت قد اقترحت على صديقي الكاتب المعروف أن نتشارك في إنشاء مركز.": ("اقترحت", None, None, None),
    "وقال معاليه إن المشروع قريب.": ("وقال", "معاليه", "معاليه", "person"),
    'أكد لـ"الصحيفة" مصدر عسكري في وزارة الدفاع أن التحقيق مستمر.': (
        "أكد", "مصدر عسكري في وزارة الدفاع", "مصدر عسكري", "unnamed",
    ),
    # What names nobody is no subject that goes on to speak.
    "ويبلغ الإنتاج أعلى مستوياته في الصيف، لافتا إلى أن الطلب تراجع.": ("لافتا", None, None, None),
    "ودخلت معلومات إلى القاعة عن أن المهاجرين لم يحملوا وثائق، وصرحوا بأنهم أبحروا فجرا.": (
        "وصرحوا", "المهاجرين", "المهاجرون", "group",
    ),
    # Of a body right before the verb that opens the sentence, what follows is the object.
    "«المنظمة الخيرية» تدعو تونس إلى تخفيف القيود.": ("تدعو", "المنظمة الخيرية", "المنظمة الخيرية", "institution"),
    "ومن هؤلاء النائب سامي الزهري الذي أوضح أنه يرفض الاتفاق.": (
        "أوضح", "النائب سامي الزهري", "سامي الزهري", "person",
    ),
    # Whom a verb of asking addresses is no part of its subject.
    "وطالبت النقابة وزير الداخلية بفتح تحقيق في الحادث.": ("وطالبت", "النقابة", "النقابة", "institution"),
    "ووصفت مصادر إخبارية الحالة الصحية للطفل بأنها مستقرة.": (
        "ووصفت", "مصادر إخبارية", "مصادر إخبارية", "unnamed",
    ),
    "وجاء ذلك وفقا للمصدر ذاته.": ("وفقا", "للمصدر ذاته", "المصدر", "unnamed"),
    "وكشف الاستطلاع أن 17% من الموظفين اعترفوا بتجاهلهم للتقرير.": (
        "اعترفوا", "17% من الموظفين", "17% من الموظفين", "group",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(SPEAKERS))
    table = find_voices(annotate(Corpus("sentences", documents), cache=False, progress=False))
    return {text: table[table["doc_id"] == str(number)] for number, text in enumerate(SPEAKERS)}


@pytest.mark.parametrize("text", SPEAKERS)
def test_speaker_name_and_kind(text, found):
    cue, *expected = SPEAKERS[text]
    row = found[text].set_index("cue").loc[cue]
    got = [row[name] for name in ("speaker", "speaker_name", "speaker_kind")]
    assert [None if pd.isna(value) else value for value in got] == expected
