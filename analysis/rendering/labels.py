"""What figures and pages say, in Arabic and in English, and how both stand in one line."""

import re
from collections.abc import Mapping
from typing import Literal

from analysis.errors import KhitabError

Labels = Literal["ar", "en"]

RIGHT_TO_LEFT_MARK = "\u200f"
_ISOLATE, _END_ISOLATE = "\u2066", "\u2069"
# Arabic alone, Latin from a first letter to a last letter or digit, or a number with points.
_KEEPS_ORDER = re.compile(r"[\u0600-\u06FF ]+|[A-Za-z]([!-~ ]*[A-Za-z0-9])?|\d+(\.\d+)*")

_PHRASES: dict[str, tuple[str, str]] = {
    "constructed": ("نصوص مصنوعة", "constructed texts"),
    "incomplete": ("مدونة لم يكتمل تحليلها", "corpus not annotated to its end"),
    "corpus": ("المدونة", "corpus"),
    "lexicon": ("المعجم", "lexicon"),
    "model": ("النموذج", "model"),
    "accuracy": (
        "دقة الأطر {precision} واستيعابها {recall} على {sample}",
        "precision of the frames {precision}, recall {recall}, on {sample}",
    ),
    "accuracy seen": (
        "دقة الأطر {precision} واستيعابها {recall} على عينة قُرئت عند وضع المعجم ({sample})",
        "precision of the frames {precision}, recall {recall}, on a sample read when the lexicon was made ({sample})",
    ),
    "accuracy low": ("* إطار دقته أو استيعابه دون 0.90", "* a frame whose precision or recall is below 0.90"),
    "khitab": ("خطاب", "Khitab"),
    "core": ("المفردات الأساسية", "core terms"),
    "related": ("المفردات المجاورة", "related terms"),
    "all": ("كل المفردات", "all terms"),
    "words": ("كلمة", "words"),
    "tokens": ("وحدة كتابية", "tokens"),
    "per": ("لكل {per} {unit}", "per {per} {unit}"),
    "rates": ("معدل ورود الأطر", "Rates of the frames"),
    "rates by": ("معدل ورود الأطر بحسب {by}", "Rates of the frames by {by}"),
    "rates over": ("معدل ورود الأطر عبر الزمن", "Rates of the frames over time"),
    "positions": ("مواضع الأطر في النص", "Where in the text each frame is spoken of"),
    "positions many": (
        "مواضع الأطر في النصوص: العدد في كل عُشر من النص",
        "Where in the texts each frame is spoken of: hits in each tenth",
    ),
    "start": ("أول النص", "start of the text"),
    "end": ("آخر النص", "end of the text"),
    "paragraph": ("الفقرة", "paragraph"),
    "paragraphs": ("الفقرات", "paragraphs"),
    "cooccurrence": ("الأطر المجتمعة في فقرة واحدة", "Frames that share a paragraph"),
    "share": (
        "اللون: نسبتها من فقرات الإطار المكتوب عند الصف؛ والرمادي: فقرات الإطار نفسه",
        "colour: their share of the paragraphs of the frame named at the row; grey: the frame's own paragraphs",
    ),
    "no interval": ("لا فترات: أعداد فحسب", "counts only, no intervals"),
    "some missing": (
        "علامة بلا خط: لا فترة لها لقلة الوثائق",
        "a mark without a line has no interval: too few documents",
    ),
    "all missing": (
        "لا فترات: عدد الوثائق ({documents}) أقل من أن تُحسب له",
        "no intervals: too few documents ({documents})",
    ),
    "rough": (
        "خط متقطع: فترة تقريبية، فالإطار لا يرد إلا في وثيقة أو وثيقتين",
        "dashed line: a rough interval, as the frame occurs in only one or two documents",
    ),
    "documents resampled": (
        "فترات الثقة {confidence} %: بإعادة معاينة الوثائق ({resamples} مرة)",
        "{confidence} % intervals: documents resampled ({resamples} times)",
    ),
    "other method": ("الفترات: {method}", "intervals: {method}"),
    "documents of a period": ("n: عدد وثائق الفترة الزمنية", "n: documents of the period"),
    "tall and short": (
        "العلامة الطويلة: مفردة أساسية، والقصيرة: مفردة مجاورة",
        "tall mark: core term, short mark: related term",
    ),
    "filled and hatched": (
        "الممتلئ: مفردات أساسية، والمخطط: مفردات مجاورة",
        "filled: core terms, hatched: related terms",
    ),
    "comma": ("،", ","),
    "cells": (
        "في كل خانة عدد الفقرات التي يرد فيها الإطاران معًا، من {total}",
        "in each cell, the paragraphs in which both frames are found, of {total}",
    ),
    "hits": ("العدد عند طرف كل علامة: المواضع المعدودة", "the number at each mark: hits counted"),
    "source": ("المصدر", "source"),
    "source_ar": ("الوسيلة", "outlet"),
    "topic": ("الموضوع", "topic"),
    "reading": ("النص", "The text"),
    "title": ("العنوان", "title"),
    "year": ("السنة", "year"),
    "quarter": ("الربع", "quarter"),
    "month": ("الشهر", "month"),
    "week": ("الأسبوع", "week"),
    "document": ("الوثيقة", "document"),
    "evidence": ("الشواهد", "Evidence"),
    "sample": (
        "{shown} من {total}، عيّنة عشوائية (البذرة {seed})",
        "{shown} of {total}, drawn at random (seed {seed})",
    ),
    "first": ("أول {shown} من {total}", "the first {shown} of {total}"),
    "nothing found": ("لا شواهد: العدد صفر", "no evidence: the number is nought"),
}

# Arabic counted nouns take one form each for one, two, three to ten, eleven and more, and whole hundreds.
_NOUNS: dict[str, tuple[tuple[str, str, str, str, str], tuple[str, str]]] = {
    "document": (("وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة", "وثيقة"), ("document", "documents")),
    "word": (("كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة"), ("word", "words")),
    "paragraph": (("فقرة واحدة", "فقرتان", "فقرات", "فقرة", "فقرة"), ("paragraph", "paragraphs")),
    "hit": (("موضع واحد", "موضعان", "مواضع", "موضعًا", "موضع"), ("hit", "hits")),
}


def check_labels(labels: str) -> None:
    """Refuse any other language than the two that figures speak."""
    if labels not in ("ar", "en"):
        raise KhitabError(f"labels={labels!r} is unknown; use 'ar' for Arabic or 'en' for English.")


def phrase(name: str, labels: Labels, **parts: object) -> str:
    """The fixed phrase of that name; a name without a phrase (an outlet, a column) is given back as it is."""
    if name not in _PHRASES:
        return name
    return _PHRASES[name][labels == "en"].format(**parts)


def counted(number: int, noun: str, labels: Labels) -> str:
    """A number with its noun in the right form: `وثيقتان`, `7 وثائق`, `24 وثيقة`, `24 documents`."""
    arabic, (one, many) = _NOUNS[noun]
    if labels == "en":
        return f"{number:,} {one if number == 1 else many}"
    if number in (1, 2):
        return arabic[number - 1]
    tail = number % 100
    return f"{number:,} {arabic[2 if 3 <= tail <= 10 else 3 if tail >= 11 else 4]}"


def isolated(value: object, labels: Labels) -> str:
    """A name, hash or date that keeps its own order within an Arabic line.

    Isolating marks are set only where the order would break without them, as matplotlib's PDFs leave a gap for each.
    """
    text = str(value)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if labels == "ar" and not _KEEPS_ORDER.fullmatch(text) else text


def line_start(labels: Labels) -> str:
    """The mark that makes a line run from right to left even where it begins with a number."""
    return RIGHT_TO_LEFT_MARK if labels == "ar" else ""


def provenance_parts(provenance: Mapping[str, object], labels: Labels) -> list[str]:
    """The pieces of a provenance line: invented or not, all there or not, how much text, from what and by what.

    Pieces that begin with a number come first: after a Latin name a number would be drawn into its direction.
    """
    parts = [phrase("constructed", labels)] if provenance.get("constructed") else []
    parts += [] if provenance.get("complete", True) else [phrase("incomplete", labels)]
    parts += [
        counted(int(str(provenance[name + "s"])), name, labels)
        for name in ("document", "word")
        if name + "s" in provenance
    ]
    if "corpus" in provenance:
        parts.append(f"{phrase('corpus', labels)} {isolated(provenance['corpus'], labels)}")
    for name, hash_name in (("lexicon", "lexicon_hash"), ("model", "model_fingerprint")):
        if name in provenance:
            mark = f"{provenance[name]} {str(provenance.get(hash_name, ''))[:8]}".strip()
            parts.append(f"{phrase(name, labels)} {isolated(mark, labels)}")
    if "accuracy_sample" in provenance:
        parts.append(
            phrase(
                "accuracy seen" if provenance["accuracy_seen"] else "accuracy",
                labels,
                precision=isolated(provenance["accuracy_precision"], labels),
                recall=isolated(provenance["accuracy_recall"], labels),
                sample=isolated(provenance["accuracy_sample"], labels),
            )
        )
    if provenance.get("accuracy_low"):
        parts.append(phrase("accuracy low", labels))
    if "version" in provenance:
        parts.append(f"{phrase('khitab', labels)} {isolated(provenance['version'], labels)}")
    return parts
