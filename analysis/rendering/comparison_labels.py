"""What the figures of comparison say, in Arabic and in English."""

import re

import pandas as pd

from analysis.rendering.labels import Labels, isolated

_ARABIC = re.compile(r"[\u0600-\u06ff]")

_PHRASES: dict[str, tuple[str, str]] = {
    "keyness": ("الكلمات المفتاحية", "Keywords"),
    "log ratio": ("لوغاريتم النسبة (+1 = ضعف الورود)", "log ratio (+1 = twice as frequent)"),
    "target": ("الهدف ({size} كلمة، {documents} وثيقة)", "target ({size} words, {documents} documents)"),
    "reference": ("المرجع: {corpus} ({size} كلمة)", "reference: {corpus} ({size} words)"),
    "keyness counts": (
        "عند كل علامة: العدد في الهدف : العدد في المرجع؛ الترتيب بحسب LRC (Evert 2022) ثم G²",
        "at each mark: count in the target : in the reference; ranked by LRC (Evert 2022), then G²",
    ),
    "hollow few": ("علامة مفرغة: الكلمة في أقل من ثلاث وثائق", "hollow: the word is found in fewer than 3 documents"),
    "over documents": ("الخط: فترة ثقة {confidence} % بحسب الوثائق", "line: {confidence} % interval over documents"),
    "no documents": ("المرجع قائمة بلا وثائق: لا فترات", "the reference is a list without documents: no intervals"),
    "network": ("شبكة المتلازمات", "Collocation network"),
    "network notes": (
        "سُمك الخط: logDice (Rychlý 2008)؛ حجم النقطة: عدد مرات التلازم؛ {relation}",
        "line width: logDice (Rychlý 2008); size of a dot: joint occurrences; {relation}",
    ),
    "window of": ("نافذة من {n} كلمات في كل جهة", "window of {n} words to each side"),
    "sketch": ("رسم الكلمة: {node}", "Word sketch: {node}"),
    "sketch notes": (
        "طول الشريط: logDice (Rychlý 2008)؛ الرقم: عدد مرات الورود معًا",
        "length of a bar: logDice (Rychlý 2008); number: joint occurrences",
    ),
    "dispersion": ("انتشار الورود في المدونة", "Dispersion over the corpus"),
    "dispersion notes": (
        "كل خط قائم ورود واحد؛ الأشرطة المتعاقبة وثائق. DPnorm: 0 انتشار مستو، 1 كله في موضع واحد (Gries)",
        "each upright line is one occurrence, the alternating bands are documents; "
        "DPnorm: 0 = even, 1 = all in one place (Gries)",
    ),
    "range": ("{n} في {with_it} من {documents}", "{n} in {with_it} of {documents}"),
    "first document": ("أول المدونة", "first document"),
    "last document": ("آخر المدونة", "last document"),
    "change": ("تغيّر معدل الورود عبر الزمن: {frame}", "Change over time: {frame}"),
    "documents": ("الوثائق", "documents"),
    "smoothed": ("الخط المتقطع: {how}", "dashed line: {how}"),
    "rate over": ("المعدل عبر {n} فترات متجاورة", "rate over {n} neighbouring periods"),
    "new level": (
        "الخط القائم: بداية مستوى جديد (p = {p}، تبديل الوثائق، مصححًا بعدد الأطر)",
        "upright line: a new level begins (p = {p}, permutation of documents, corrected for the frames)",
    ),
    "no new level": (
        "لا تغير يدعمه الاختبار (p = {p}، تبديل الوثائق)",
        "no change that the test supports (p = {p}, permutation of documents)",
    ),
    "not tested": ("لا اختبار للتغير: الوثائق قليلة", "no test of change: too few documents"),
    "comparison": ("الفروق في معدل ورود الأطر", "Differences in the rates of the frames"),
    "difference": ("الفرق في المعدل، {scale}", "difference in rate, {scale}"),
    "rest": ("سائر الوثائق", "all other documents"),
    "p value": ("p = {p}", "p = {p}"),
    "comparison notes": (
        "الخط: فترة ثقة {confidence} % بإعادة معاينة الوثائق؛ p: تبديل الوثائق بين المجموعات، مصححًا بعدد المقارنات",
        "line: {confidence} % interval, documents resampled; p: documents dealt anew, corrected for the comparisons",
    ),
    "some missing": ("علامة مفرغة: لا فترة لقلة الوثائق", "hollow: no interval, too few documents"),
}


def say(name: str, labels: Labels, **parts: object) -> str:
    """The phrase of that name; Latin names and numbers within Arabic keep their own order."""
    shown = {key: part if _ARABIC.search(str(part)) else isolated(part, labels) for key, part in parts.items()}
    return _PHRASES[name][labels == "en"].format(**shown)


def percent(table: pd.DataFrame) -> str:
    """The confidence of a table's intervals, in per cent."""
    return f"{100 * float(table.attrs.get('confidence', 0.95)):g}"


def small_p(p: float) -> str:
    """A p-value as papers print it."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
