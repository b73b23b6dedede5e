"""The page of the coding widget: what it is shown, and what it sends back."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from markdown_it import MarkdownIt

from analysis.errors import KhitabError
from analysis.lexicon import Lexicon
from analysis.rendering.frame_style import frame_look
from analysis.rendering.labels import Labels
from analysis.rendering.typeface import GREY, font_data_uri
from analysis.validation.session import UNSURE, CodingSession, Item

_HERE = Path(__file__).parent
_WORDS: dict[Labels, dict[str, str]] = {
    "ar": {
        "coder": "المرمّز",
        "saved": "حُفظ",
        "not saved": "لم يُحفظ: النواة لا تجيب. شغّل الخلية من جديد ثم أعد هذه الفقرة.",
        "saving": "يُحفظ…",
        "done": "اكتملت العيّنة. يمكنك العودة إلى أي فقرة بمفتاح Page Up.",
        "note": "ملاحظة",
        "codebook": "دليل الترميز",
        "unsure": "غير متيقن",
        "move": "الكلمة التالية والسابقة",
        "line": "السطر",
        "mark": "وسم الكلمة أو رفع الوسم",
        "next": "حفظ والفقرة التالية",
        "back": "فقرة إلى الوراء وإلى الأمام",
        "focus": "انقر هنا لتبدأ بلوحة المفاتيح",
    },
    "en": {
        "coder": "coder",
        "saved": "saved",
        "not saved": "Not saved: the kernel does not answer. Run the cell again, then code this paragraph again.",
        "saving": "saving…",
        "done": "The sample is complete. Page Up takes you back to any paragraph.",
        "note": "note",
        "codebook": "Codebook",
        "unsure": "unsure",
        "move": "next and previous word",
        "line": "line",
        "mark": "mark the word, or take the mark away",
        "next": "save, next paragraph",
        "back": "one paragraph back or forth",
        "focus": "click here to begin with the keyboard",
    },
}


class CodingView(anywidget.AnyWidget):
    """One coder's paragraphs on screen; made by `coding_widget`."""

    _esm = _HERE / "coding.js"
    _css = _HERE / "coding.css"
    setup = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    @classmethod
    def of(
        cls, session: CodingSession, codebook: str, labels: Labels, lexicon: Lexicon, *, remote_images: bool = False
    ) -> "CodingView":
        """Show a session from its first paragraph without an answer."""
        look = frame_look(session.frames, lexicon, labels)
        frames = [{"id": frame, "name": look.names[frame], "colour": look.colours[frame]} for frame in session.frames]
        words = _WORDS[labels]
        setup = {
            "frames": [*frames, {"id": UNSURE, "name": words["unsure"], "colour": GREY}],
            "coder": session.coder,
            "total": len(session.items),
            "words": words,
            "direction": "rtl" if labels == "ar" else "ltr",
            "codebook": codebook_html(codebook, remote_images),
            "font": font_data_uri(),
        }
        view = cls(setup=setup, state=_state(session, session.next_position))
        view._session = session
        view.on_msg(view._receive)
        return view

    def _receive(self, _: object, content: Mapping[str, Any], __: object) -> None:
        """Keep an answer, or only go elsewhere; either way tell the page what to show."""
        position, error = int(content["position"]), ""
        try:
            if content["kind"] == "answer":
                marks = {int(token): list(labels) for token, labels in content["marks"].items()}
                self._session.answer(position, marks, str(content["note"]))
        except (KhitabError, OSError) as problem:
            error = str(problem)
        goal = position if error else int(content["goal"])
        # The count makes every reply a change, so that the page hears of it even where nothing else differs.
        self.state = {**_state(self._session, goal), "error": error, "reply": self.state.get("reply", 0) + 1}


def codebook_html(codebook: str, remote_images: bool = False) -> str:
    """Render a codebook; images of other places are named and not fetched, unless they are asked for."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    rules: dict[str, Any] = vars(markdown.renderer)["rules"]
    fetch = rules["image"]

    def image(tokens: Sequence[Any], place: int, options: Any, env: Any) -> str:
        address = str(tokens[place].attrs.get("src", ""))
        if remote_images or address.startswith("data:image/"):
            return str(fetch(tokens, place, options, env))
        return f"[{escape(tokens[place].content)}: {escape(address)}]"

    rules["image"] = image
    return str(markdown.render(codebook))


def _state(session: CodingSession, position: int) -> dict[str, Any]:
    total = len(session.items)
    position = min(max(position, 0), total)
    shown: dict[str, Any] = {"position": position, "done": len(session.answers), "pieces": [], "marks": {}}
    shown |= {"note": "", "saved": "", "error": "", "reply": 0, "next": session.next_position}
    if position == total:
        return shown
    answer = session.answers.get(position)
    if answer:
        shown |= {"note": answer.note, "saved": answer.time}
    shown["marks"] = {str(token): list(labels) for token, labels in session.marks_at(position).items()}
    return shown | {"pieces": _pieces(session.items[position])}


def _pieces(item: Item) -> list[dict[str, Any]]:
    """The text in pieces, each with the number of its token, or none for what stands between tokens."""
    pieces: list[dict[str, Any]] = []
    last = 0
    for number, (start, end) in enumerate(item.tokens):
        if start > last:
            pieces.append({"text": item.text[last:start], "token": None})
        pieces.append({"text": item.text[start:end], "token": number})
        last = end
    if last < len(item.text):
        pieces.append({"text": item.text[last:], "token": None})
    return pieces
