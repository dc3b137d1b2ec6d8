"""Write runs: letters with their style, font, language and weight, by script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportgen.writers.docx.package import escape

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BY_SCRIPT = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u052f\u1e00-\u1eff"
_LETTERS = f"A-Za-z'’{_ACCENTED}-"
_FOREIGN = re.compile(f"([{_LETTERS}]*[{_ACCENTED}][{_LETTERS}]*(?: [{_LETTERS}]+)*)")     # words with accents


@dataclass(frozen=True, slots=True)
class Voice:
    """How a run looks and sounds. `style` is a character style, `script` "superscript", "subscript" or "".

    `points` is a size of its own, 0 that of its style.
    """

    lang: str
    document_lang: str
    style: str = ""
    bold: bool = False
    emphasis: bool = False
    script: str = ""
    linked: bool = False
    points: float = 0.0


def is_chinese(lang: str) -> bool:
    return lang.partition("-")[0] == "zh"


def word_lang(lang: str) -> str:
    """The tag Word's proofing knows for a BCP 47 tag: a region for the bare languages we print."""
    return {"en": "en-GB", "zh": "zh-CN", "zh-Hans": "zh-CN"}.get(lang, lang)


def han_lang(lang: str) -> str:
    """The language of Han characters in a document in `lang`, as Word's proofing knows it."""
    return escape(word_lang(lang)) if is_chinese(lang) else "zh-CN"


def run(text: str, voice: Voice) -> str:
    """`text` as one run, or as several where scripts part.

    In Chinese, words like “Đặng” or “Café” stand alone, without the hint that would set their letters in the Chinese
    font. Emphasised Han characters are never slanted: they change to the heading's typeface, as in HTML and PDF. (Word
    has dots for this, `w:em`, but LibreOffice leaves room for them and draws nothing.)
    """
    if text.isascii() or not is_chinese(voice.lang):
        return _spoken(text, voice)
    return "".join(_spoken(part, voice, hint=n % 2 == 0) for n, part in enumerate(_FOREIGN.split(text)))


def looks(voice: Voice) -> str:
    """The properties of a run that has no words: a part of a field, say."""
    properties = _properties(voice, False, "")
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _spoken(text: str, voice: Voice, hint: bool = False) -> str:
    if not voice.emphasis:
        return _run(text, voice, hint)
    return "".join(_run(part, voice, hint, "typeface" if _IS_HAN.match(part) else "slant")
                   for part in _BY_SCRIPT.findall(text))


def _run(text: str, voice: Voice, hint: bool, emphasis: Literal["", "slant", "typeface"] = "") -> str:
    properties = _properties(voice, hint, emphasis)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_characters(text)}</w:r>" if text else ""


def _characters(text: str) -> str:
    if "\t" not in text and "\n" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    parts = []
    for piece in re.split(r"([\t\n])", text):
        if piece in ("\t", "\n"):
            parts.append("<w:tab/>" if piece == "\t" else "<w:br/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(parts)


def _properties(voice: Voice, hint: bool, emphasis: Literal["", "slant", "typeface"]) -> str:
    """Run properties in the order the schema wants.

    The East Asian `hint` gives characters that both scripts use (“ ” — …) the Chinese font.
    """
    parts = [f'<w:rStyle w:val="{voice.style}"/>' if voice.style else ""]
    shared = ' w:hint="eastAsia"' if hint else ""
    face = ' w:eastAsiaTheme="majorEastAsia"' if emphasis == "typeface" else ""
    parts.append(f"<w:rFonts{shared}{face}/>" if shared or face else "")
    parts.append("<w:b/><w:bCs/>" if voice.bold else "")
    parts.append("<w:i/><w:iCs/>" if emphasis == "slant" else "")
    half = round(2 * voice.points)
    parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else "")
    parts.append(f'<w:vertAlign w:val="{voice.script}"/>' if voice.script else "")
    parts.append(_language(voice))
    return "".join(parts)


def _language(voice: Voice) -> str:
    if voice.lang == voice.document_lang:
        return ""
    tag = escape(word_lang(voice.lang))
    return f'<w:lang w:eastAsia="{tag}"/>' if is_chinese(voice.lang) else f'<w:lang w:val="{tag}" w:bidi="{tag}"/>'
