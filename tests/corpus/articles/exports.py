"""Files as press archives save them, of invented articles, and lines between articles as people set them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

PAPERS = ("الأفق", "البيان الجديد")


@dataclass(frozen=True)
class Told:
    """An invented article."""

    title: str
    source: str
    day: str  # 2015-08-06
    text: str

    @property
    def english_day(self) -> str:
        return f"August {int(self.day[8:])}, 2015"

    @property
    def day_first(self) -> str:
        return f"{int(self.day[8:])} August 2015"

    @property
    def code(self) -> str:
        return f"AFAQ0000{self.day.replace('-', '')}eb8600"

    @property
    def words(self) -> int:
        return len(self.text.split())


ARTICLES = (
    Told("القافلة تصل إلى المخيم", "الأفق", "2015-08-06",
         "وصلت القافلة إلى المخيم مساء الخميس بعد رحلة طويلة.\nوقال المشرف: الطريق كانت صعبة.\nوعادت الحافلات فارغة."),
    Told("إغلاق الطريق الساحلي", "البيان الجديد", "2015-08-07",
         "أعلنت البلدية إغلاق الطريق حتى إشعار آخر بسبب الأمطار.\nالمصدر: بيان صحفي وزع أمس.\nالمصدر: وكالات"),
    Told("ختام المؤتمر", "الأفق", "2015-08-09",
         "اختتم المؤتمر أعماله أمس بحضور وفود من الدول المشاركة.\n5 of 9 وفود غادرت.\nLength: كلمة في وسط النص."),
)  # fmt: skip


def _apart(text: str) -> str:
    return text.replace("\n", "\n\n")


def nexis_numbered(articles: Sequence[Told] = ARTICLES, of: int = 0) -> str:
    """The old interface: source and day in the middle of the line, the title below, labels in capitals."""
    return "\n\n".join(
        f"{' ' * 30}{number} of {of or len(articles)} DOCUMENTS\n\n\n{' ' * 25}{told.source}\n\n"
        f"{' ' * 20}{told.english_day} Thursday\n\n{told.title}\n\nBYLINE: س. كاتب\n\nSECTION: محليات; Pg. 4\n\n"
        f"LENGTH: {told.words} words\n\nDATELINE: المدينة\n\n{_apart(told.text)}\n\nLOAD-DATE: August 8, 2015\n\n"
        f"LANGUAGE: ARABIC; عربي\n\nSUBJECT: TALKS (90%); ROADS (80%);\nRAIN (75%)\n\nPUBLICATION-TYPE: Newspaper\n\n"
        f"{' ' * 20}Copyright 2015 {told.source}\n{' ' * 20}All Rights Reserved\n"
        for number, told in enumerate(articles, start=1)
    )


COVER = (
    "User Name: س\nDate and Time: Thursday, August 20, 2015 10:05:00 AM EDT\nJob Number: 1234567\nDocuments (3)\n"
    "1. القافلة تصل إلى المخيم\nClient/Matter: -None-\nSearch Terms: القافلة\nContent Type Narrowed by\nNews -None-\n"
)


def nexis_ended(articles: Sequence[Told] = ARTICLES, cover: str = COVER, gap: str = "\n") -> str:
    """The new interface, a paragraph a line: title, source, day, labels, Body, Classification, End of Document."""
    lines = []
    for told in articles:
        lines += [
            told.title, f"{told.source} (Arabic)", f"{told.english_day} Thursday",
            f"Copyright 2015 {told.source} All Rights Reserved", "Section: محليات; Pg. 3",
            f"Length: {told.words} words", "Byline: س. كاتب", "Body", *told.text.split("\n"), "Classification",
            "Language: ARABIC", "Publication-Type: Newspaper", "Journal Code: 11", "Load-Date: August 8, 2015",
            "End of Document",
        ]  # fmt: skip
    return cover + gap.join(lines) + "\n"


def factiva(articles: Sequence[Told] = ARTICLES, foot: bool = True) -> str:
    """“Full article”: title, number of words, day, source, its code, language, copyright, text, `Document …`."""
    text = "\n".join(
        f"محليات\n{told.title}\nBy س. كاتب\n{told.words} words\n{told.day_first}\n{told.source}\nAFAQ\nArabic\n"
        f"© 2015 {told.source}. All rights reserved.\n\n{_apart(told.text)}\n\nDocument {told.code}{n:02}p\n"
        for n, told in enumerate(articles)
    )
    return (
        text
        + "\nSearch Summary\nText القافلة\nDate In the last year\n© 2015 Factiva, Inc. All rights reserved.\n" * foot
    )


def factiva_coded(articles: Sequence[Told] = ARTICLES) -> str:
    """“Full article with indexing”: two letters before each field."""
    return "\n".join(
        f"SE   محليات\nHD   {told.title}\nBY   س. كاتب\nWC   {told.words} words\nPD   {told.day_first}\n"
        f"SN   {told.source}\nSC   AFAQ\nLA   Arabic\nCY   © 2015 {told.source}. All rights reserved.\n\n"
        f"LP   {first}\n\nTD   {_apart(rest)}\n\nNS   gcom : مجتمع\nRE   city : المدينة\nPUB  دار {told.source}\n"
        f"AN   Document {told.code}{n:02}p\n"
        for n, told in enumerate(articles)
        for first, _, rest in [told.text.partition("\n")]
    )


ENGLISH = ("Document {} of {}", "Author", "Publication info", "Abstract", "Full text", "Subject", "Publication title",
           "Publication date", "Language of publication", "ProQuest document ID", "Copyright")  # fmt: skip
ARABIC = ("مستند {} من {}", "المؤلف", "معلومات النشر", "الملخص", "النص الكامل", "الموضوع", "عنوان المطبوعة",
          "تاريخ النشر", "لغة النشر", "معرف مستند ProQuest", "حقوق النشر")  # fmt: skip
RULE = "_" * 60


def proquest(articles: Sequence[Told] = ARTICLES, words: Sequence[str] = ENGLISH, full: bool = True) -> str:
    """The text export, with the labels of one interface or the other."""
    mark, author, info, abstract, text, subject, source, date, language, own_id, rights = words
    parts = [
        f"{RULE}\nReport Information from ProQuest\nAugust 20 2015 10:05\n{RULE}\n\nTable of contents\n\n1. عنوان\n"
    ]
    for number, told in enumerate(articles, start=1):
        parts.append(
            f"{RULE}\n{mark.format(number, len(articles))}\n\n{told.title}\n\n{author}: كاتب، س.\n\n"
            f"{info}: {told.source} [المدينة] {told.english_day}.\n\nhttp://library.invalid\n\n{abstract}: None.\n\n"
            + (f"{text}: {_apart(told.text)}\n\n" if full else "")
            + f"{subject}: Roads; Rain;\n\n{source}: {told.source}; المدينة\n\n{date}: {told.english_day}\n\n"
            f"{language}: Arabic\n\n{own_id}: 17000000{number}\n\n{rights}: (c) 2015 {told.source}\n\n"
        )
    return "".join(parts) + f"{RULE}\n\nContact ProQuest\nCopyright © 2015 ProQuest LLC. All rights reserved.\n"


def labelled(articles: Sequence[Told] = ARTICLES, between: str = "\n==========\n") -> str:
    """Articles with lines of their own devising above them, between lines of signs."""
    return between.join(
        f"العنوان: {told.title}\nالمصدر: {told.source}\nالتاريخ: {told.day}\n\n{told.text}\n" for told in articles
    )


def as_page(text: str) -> str:
    """The lines of an export as the paragraphs of a page."""
    body = "".join(f"<p>{line.strip()}</p>" for line in text.split("\n") if line.strip())
    return f"<html><head><title>export</title></head><body>{body}</body></html>"


def as_word(text: str) -> bytes:
    """The lines of an export as the paragraphs of a Word document."""
    import docx

    document, stream = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def as_rich_text(text: str) -> str:
    """The lines of an export as the paragraphs of a rich text, its letters as Word writes them."""
    letters = "".join(
        "\\par\n" if sign == "\n" else sign if sign.isascii() and sign not in "\\{}" else f"\\u{ord(sign)}?"
        for sign in text
    )
    return "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}\\pard " + letters + "}"
