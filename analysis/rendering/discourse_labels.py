"""What the figures of discourse say, in Arabic and in English."""

from analysis.rendering.labels import RIGHT_TO_LEFT_MARK, Labels

_PHRASES: dict[str, tuple[str, str]] = {
    "frame by voice": ("من يتكلم بأي إطار", "Who speaks in which frame"),
    "colour": ("اللون: المعدل لكل {per} كلمة من كلام الصوت", "colour: rate per {per} words of the voice"),
    "colour bar": ("المعدل لكل {per} كلمة", "rate per {per} words"),
    "voice cells": (
        "في كل خانة عدد المواضع؛ وإلى جانب الاسم عدد كلمات الصوت",
        "in each cell, hits; beside each name, the voice's words",
    ),
    "voices left out": ("لم تُرسم الأصوات الأقل كلامًا: {n}", "voices with fewer words not drawn: {n}"),
    "narrator": ("الصحيفة نفسها", "the newspaper itself"),
    "unknown": ("متكلم غير مذكور", "speaker not named"),
    "person": ("أشخاص", "people"),
    "institution": ("مؤسسات", "institutions"),
    "group": ("جماعات بلا أسماء", "groups without names"),
    "text": ("نصوص وبيانات", "texts and statements"),
    "unnamed": ("مصادر بلا اسم", "unnamed sources"),
    "direct": ("كلام مباشر", "direct speech"),
    "indirect": ("كلام منقول", "reported speech"),
    "mixed": ("منقول فيه اقتباس", "reported with quotation"),
    "actor network": ("الفاعلون والأطر في جملة واحدة", "Actors and frames in one sentence"),
    "edges": ("سُمك الخط: عدد الجمل التي تجمعهما", "width: sentences that hold both"),
    "numbers": ("والعدد عند الاسم: مجموعها", "at each name: their sum"),
    "actors left out": ("لم يُرسم من الفاعلين: {n}", "actors not drawn: {n}"),
    "grammar": ("نحو الأطر: النفي والمجهول والمصدر", "The grammar around frames"),
    "share of hits": ("نسبة من مواضع الإطار (%)", "share of the frame's hits (%)"),
    "first fits": (
        "يُحسب كل موضع مرة، تحت أول ما ينطبق عليه من الوسيلة؛ والعدد عند الطرف: المواضع",
        "each hit counts once, under the first of the key that fits; number at the end: hits",
    ),
    "negated": ("منفي", "negated"),
    "passive": ("مبني للمجهول", "passive"),
    "nominalised, no agent": ("مصدر بلا فاعل", "verbal noun, no agent"),
    "nominalised, agent named": ("مصدر وفاعله مذكور", "verbal noun, agent named"),
    "modal, future or conditional": ("موجَّه أو مستقبل أو شرط", "modal, future or conditional"),
    "plain": ("مُثبت صريح", "plain"),
    "no intervals": ("بلا فترات؛ وهي في الجدول", "no intervals here; the table has them"),
}


def with_count(name: str, count: int) -> str:
    """A name and its number; the mark keeps the number beside an Arabic name that ends in Latin letters."""
    mark = RIGHT_TO_LEFT_MARK if any("\u0600" <= letter <= "\u06ff" for letter in name) else ""
    return f"{mark}{name}{mark} ({count:,})"


def say(name: str, labels: Labels, **values: object) -> str:
    """Give a phrase in the language of the labels; a name without a phrase is given back."""
    pair = _PHRASES.get(name)
    if pair is None:
        return name
    return (pair[0] if labels == "ar" else pair[1]).format(**values)
