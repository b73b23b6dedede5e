"""Methods text: a paragraph for a paper, written from the tables themselves, in Arabic or English.

Only what the tables say is said: without scores nothing is claimed about precision, without several coders nothing
about agreement.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.errors import KhitabError
from analysis.lexicon import Lexicon, default_lexicon
from analysis.rendering.labels import Labels, check_labels, counted, isolated

_DESIGNS = {
    "stratified": ("عيّنة عشوائية طبقية", "a stratified random sample"),
    "random": ("عيّنة عشوائية بسيطة", "a simple random sample"),
    "whole corpus": ("المدونة كلها", "the whole corpus"),
}


def methods_paragraph(
    rates: pd.DataFrame,
    *,
    scores: pd.DataFrame | None = None,
    agreement: pd.DataFrame | None = None,
    labels: Labels = "en",
    lexicon: Lexicon | None = None,
) -> str:
    """Write how the numbers were made: what was counted, with which model and lexicon, and how it was validated.

    Parameters
    ----------
    rates : of `frame_rates` or `correct_rates`.
    scores : of `score_codings`, on the same hits.
    agreement : of `agreement`, by coders who read independently of each other; not for one coder who read twice.
    lexicon : gives the frames' names; the default lexicon if omitted.

    Errors: KhitabError if a table has lost its provenance, or scores are of another lexicon or model.

    Examples
    --------
    >>> methods_paragraph(rates).split()[:3]
    ['The', 'vocabulary', 'of']
    """
    check_labels(labels)
    known = rates.attrs.get("provenance")
    if not known:
        raise KhitabError("methods_paragraph: the rates have no provenance; pass the table as the library returned it.")
    if scores is not None:
        _check_same(known, scores.attrs.get("provenance", {}))
    names = {frame.id: frame.label(labels) for frame in (lexicon or default_lexicon()).frames}
    parts = [_counting(rates, known, labels, names)]
    if scores is not None:
        parts.append(_validation(scores, labels, names))
    if agreement is not None:
        parts.append(_agreement(agreement, labels, names))
    parts.append(_correction(rates, labels) if "raw" in rates else _interval(rates, labels))
    if known.get("constructed"):
        parts.append(
            ("النصوص مصنوعة للتدريس والاختبار.", "The texts are constructed, for teaching and testing.")[labels == "en"]
        )
    return " ".join(part for part in parts if part)


def _check_same(rates: Mapping[str, object], scores: Mapping[str, object]) -> None:
    for name, what in (("lexicon_hash", "lexicon"), ("model_fingerprint", "model")):
        if name in rates and name in scores and rates[name] != scores[name]:
            raise KhitabError(
                f"methods_paragraph: rates and scores were made with different versions of the {what}; score again."
            )


def _counting(rates: pd.DataFrame, known: Mapping[str, object], labels: Labels, names: Mapping[str, str]) -> str:
    frames = _listed([names.get(frame, frame) for frame in dict.fromkeys(rates["frame"])], labels)
    documents = counted(int(str(known["documents"])), "document", labels, "oblique")
    words = counted(int(str(known["words"])), "word", labels)
    lexicon = isolated(f"{known.get('lexicon', '')} ({str(known.get('lexicon_hash', ''))[:8]})", labels)
    model = isolated(f"{known['model']} ({str(known.get('model_fingerprint', ''))[:8]})", labels)
    per = f"{rates.attrs.get('per', 1000):,}"
    in_words = str(rates["denominator_name"].iloc[0]) == "words"
    if labels == "ar":
        unit = "كلمة نحوية" if in_words else "وحدة كتابية"
        return (
            f"عُدّت مفردات الأطر ({frames}) في {documents} ({words}) بأداة «خطاب» {known['version']}: "
            f"حُلِّلت النصوص نحويًّا بنموذج Stanza العربي {model}، وطوبقت بالمعجم {lexicon}؛ والمعدلات لكل {per} {unit}."
        )
    unit = "syntactic words" if in_words else "tokens"
    return (
        f"The vocabulary of the frames {frames} was counted in {documents} ({words}) with Khitab {known['version']}: "
        f"the texts were parsed with the Arabic Stanza model {model} and matched with the lexicon {lexicon}; "
        f"rates are per {per} {unit}."
    )


def _validation(scores: pd.DataFrame, labels: Labels, names: Mapping[str, str]) -> str:
    known = scores.attrs.get("provenance", {})
    paragraphs = counted(int(scores["paragraphs"].iloc[0]), "paragraph", labels)
    documents = counted(int(scores["documents"].iloc[0]), "document", labels, "oblique")
    design = _DESIGNS.get(str(known.get("design", "")), ("", ""))[labels == "en"]
    design = f" ({design})" if design else ""
    figures = _listed(
        [
            f"{names.get(row['frame'], row['frame'])}: "
            + ("، " if labels == "ar" else ", ").join(
                f"{word} {_figure(row, measure, labels)}"
                for measure, word in zip(("precision", "recall"), _WORDS[labels], strict=True)
            )
            for row in scores.to_dict("records")
        ],
        labels,
        "؛ " if labels == "ar" else "; ",
    )
    if labels == "ar":
        return (
            f"وللتحقق قُرئت {paragraphs} من {documents}{design} ووُسمت ألفاظها يدويًّا؛ "
            f"وبترجيح كل فقرة باحتمال سحبها كانت النتائج: {figures}.{_score_intervals(scores, labels)}"
        )
    return (
        f"For validation, {paragraphs} of {documents}{design} were coded by hand; weighted by the "
        f"probability of each paragraph's selection, scores were: {figures}.{_score_intervals(scores, labels)}"
    )


def _score_intervals(scores: pd.DataFrame, labels: Labels) -> str:
    """How the intervals of precision and recall were made; exact ones stand where resampling knows no doubt."""
    measures = ("precision", "recall")
    known = pd.concat([scores.loc[scores[f"{name}_low"].notna(), name] for name in measures])
    if known.empty:
        return ""
    method = isolated(scores["interval"].iloc[0], labels)
    exact = known.isin([0, 1])
    of_all = ("وفترات الثقة فيها", "Their intervals")
    parts = []
    if not exact.all():
        parts.append((f": {method}", f": {method}"))
    if exact.any():
        parts.append(
            (
                f"{'؛ وحيث النتيجة 0 أو 1' if parts else ''}: الفترة الدقيقة على الوثائق (Clopper & Pearson 1934)",
                f"{'; where a score is 0 or 1' if parts else ''}: exact, over documents (Clopper & Pearson 1934)",
            )
        )
    arabic = labels == "ar"
    return f" {of_all[not arabic]}{''.join(part[not arabic] for part in parts)}."


_WORDS: dict[str, tuple[str, str]] = {"ar": ("الدقة", "الاستدعاء"), "en": ("precision", "recall")}


def _agreement(agreement: pd.DataFrame, labels: Labels, names: Mapping[str, str]) -> str:
    tokens = agreement[(agreement["unit"] == "token") & (agreement["frame"] != "all")]
    coders = int(agreement["coders"].iloc[0])
    figures = _listed(
        [
            f"{names.get(row['frame'], row['frame'])} {_figure(row, 'alpha', labels, '')}"
            for row in tokens.to_dict("records")
        ],
        labels,
    )
    if labels == "ar":
        return f"وكان اتفاق المرمّزين ({coders}) بمعامل ألفا لكريبندورف على مستوى الألفاظ: {figures}."
    return f"Agreement of the {coders} coders on single tokens, as Krippendorff's alpha, was: {figures}."


def _correction(rates: pd.DataFrame, labels: Labels) -> str:
    if rates["low"].isna().all():
        if labels == "ar":
            return "ولم تُصحَّح المعدلات لقلة الفقرات المرمّزة."
        return "The rates were not corrected, since too few paragraphs were coded."
    if labels == "ar":
        return (
            "وصُحِّحت المعدلات من أخطاء المعجم بالاستدلال المدعوم بالتنبؤ "
            "(Angelopoulos et al. 2023; Egami et al. 2023)؛ "
            "وفترات الثقة تشمل خطأ معاينة الفقرات المرمّزة واعتماد كلمات الوثيقة الواحدة بعضها على بعض."
        )
    return (
        "Rates were corrected for the lexicon's errors by prediction-powered, design-based inference "
        "(Angelopoulos et al. 2023; Egami et al. 2023); "
        "intervals carry the sampling of coded paragraphs and the clustering of words in documents."
    )


def _interval(rates: pd.DataFrame, labels: Labels) -> str:
    if rates["low"].isna().all():
        return ""
    if labels == "ar":
        return "وفترات الثقة في المعدلات بإعادة معاينة الوثائق."
    return f"Intervals of the rates: {rates['interval'].iloc[0]}."


def _figure(row: Mapping[Any, Any], name: str, labels: Labels, prefix: str | None = None) -> str:
    """`0.93 [0.88, 0.97]`, or what there is of it."""
    stem = f"{name}_" if prefix is None else prefix
    value, low, high = row[name], row[f"{stem}low"], row[f"{stem}high"]
    if pd.isna(value):
        return "–"
    # Kept in one piece, so that brackets do not turn around within Arabic.
    return isolated(f"{value:.2f}" if pd.isna(low) else f"{value:.2f} [{low:.2f}, {high:.2f}]", labels)


def _listed(items: list[str], labels: Labels, joint: str = "") -> str:
    return (joint or ("، " if labels == "ar" else ", ")).join(items)
