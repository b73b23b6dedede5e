"""Where what somebody says ends because another saying, or the main clause, begins beside it."""

import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.voices.find import find_voices

# The content of the first saying of each text.
FIRST = {
    # The verb after a subordinate clause is the main one.
    "وفيما أشارت مصادر طبية إلى أن العدد ارتفع، قال الوزير إن الوضع تحت السيطرة.": "العدد ارتفع",
    "وحينما نقول إن السوق بعيدة فإننا نعرف الطريق إليها.": "السوق بعيدة",
    # Who stands before the verb after a contrast speaks beside the other.
    "وأكد الناطق أن الملعب جاهز، إلا أن مصدرا أمنيا أعلن تأجيل المباراة.": "الملعب جاهز",
    "وقال المدير إن المصنع ربح كثيرا، لكن السعر لم يرتفع.": "المصنع ربح كثيرا، لكن السعر لم يرتفع",
    # A narrator who goes on to ask says two things.
    "ونقول إن الحديقة صغيرة، ولذا نطالب بتوسيعها.": "الحديقة صغيرة",
    # A circumstance joined to the report turns to another thing said.
    "وأوضح الزهري أن السوق نشطة وعن الأسعار قال إنها ثابتة.": "السوق نشطة",
    "وأكد الزهري أن السوق نشطة، ومن جهته قال المدير إن الأسعار ثابتة.": "السوق نشطة",
    # وذلك tells of the saying only with an occasion of speech.
    "وأعلنت الوزارة أن المخزون زاد، وذلك بعد بناء مستودع جديد.": "المخزون زاد، وذلك بعد بناء مستودع جديد",
    "وأعلنت الوزارة أن المخزون زاد، وذلك خلال مؤتمر صحفي.": "المخزون زاد",
}


@pytest.fixture(scope="module")
def contents():
    documents = tuple(Document(str(number), text, {}) for number, text in enumerate(FIRST))
    table = find_voices(annotate(Corpus("ends", documents), cache=False, progress=False))
    return table.drop_duplicates("doc_id").set_index("doc_id")["content"]


@pytest.mark.parametrize("number", range(len(FIRST)))
def test_where_the_first_saying_ends(contents, number):
    assert contents[str(number)] == list(FIRST.values())[number]
