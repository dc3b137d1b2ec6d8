"""Write inline nodes as runs: fonts and languages by script, facts in bookmarks, quiet links."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Citation, Emphasis, FactText, Inline, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript,
    Superscript, Text,
)
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.story import Story

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BY_SCRIPT = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")


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


def plain_voice(story: Story, bold: bool = False) -> Voice:
    """The plain voice of the document's own language."""
    return Voice(story.ledger.lang, story.ledger.lang, bold=bold)


def is_chinese(lang: str) -> bool:
    return lang.partition("-")[0] == "zh"


def word_lang(lang: str) -> str:
    """The tag Word's proofing knows for a BCP 47 tag: a region for the bare languages we print."""
    return {"en": "en-GB", "zh": "zh-CN", "zh-Hans": "zh-CN"}.get(lang, lang)


def run(text: str, voice: Voice) -> str:
    """`text` as one run, or as several where emphasis falls on Han and on other characters.

    Han characters are never slanted: they change to the heading's typeface, as in HTML and PDF. (Word has dots for
    this, `w:em`, but LibreOffice leaves room for them and draws nothing.)
    """
    if not voice.emphasis:
        return _run(text, voice)
    return "".join(_run(part, voice, "typeface" if _IS_HAN.match(part) else "slant")
                   for part in _BY_SCRIPT.findall(text))


def runs(content: Inlines, voice: Voice, story: Story) -> str:
    """`content` as the inside of a paragraph."""
    return "".join(_inline(node, voice, story) for node in content)


def _inline(node: Inline, voice: Voice, story: Story) -> str:
    match node:
        case Text(text):
            return run(text, voice)
        case Emphasis(inner):
            return runs(inner, replace(voice, emphasis=True), story)
        case Strong(inner):
            return runs(inner, replace(voice, bold=True), story)
        case Superscript(inner):
            return runs(inner, replace(voice, script="superscript"), story)
        case Subscript(inner):
            return runs(inner, replace(voice, script="subscript"), story)
        case Language(inner, lang):
            return runs(inner, replace(voice, lang=lang), story)
        case Link(inner, url):
            return _out(url, runs(inner, replace(voice, style="Hyperlink", linked=True), story), voice, story)
        case FactText(_, text, mark, target):
            return story.bookmark(mark, _inside(target, run(text, voice), voice, story, node))
        case Citation(_, text, target):
            on_one_line = text.replace(" ", "\u00a0")
            return _inside(target, run(on_one_line, replace(voice, style="Citation")), voice, story, node)
        case Reference(target, text):
            return _inside(target, run(text, replace(voice, style="CrossReference")), voice, story, node)
        case Note():
            return _note(node)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(node)


def _inside(target: str, content: str, voice: Voice, story: Story, node: FactText | Citation | Reference) -> str:
    if not target or voice.linked:
        return content
    return to_place(target, content, story, node.span)


def to_place(target: str, content: str, story: Story, span: Span) -> str:
    """Runs as a link to a place in the document."""
    return f'<w:hyperlink w:anchor="{story.anchor(target, span)}" w:history="1">{content}</w:hyperlink>'


def _out(url: str, content: str, voice: Voice, story: Story) -> str:
    if voice.linked:
        return content
    return f'<w:hyperlink r:id="{story.relations.to("hyperlink", url, True)}" w:history="1">{content}</w:hyperlink>'


def _note(node: Note) -> str:
    return ('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{node.number}"/></w:r>')


def _run(text: str, voice: Voice, emphasis: Literal["", "slant", "typeface"] = "") -> str:
    properties = _properties(text, voice, emphasis)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_characters(text)}</w:r>" if text else ""


def _characters(text: str) -> str:
    parts = []
    for piece in re.split(r"([\t\n])", text):
        if piece in ("\t", "\n"):
            parts.append("<w:tab/>" if piece == "\t" else "<w:br/>")
        elif piece:
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(parts)


def _properties(text: str, voice: Voice, emphasis: Literal["", "slant", "typeface"]) -> str:
    """Run properties in the order the schema wants.

    The East Asian hint gives characters that both scripts use (“ ” — …) the Chinese font, so it goes by the language
    of the run.
    """
    parts = [f'<w:rStyle w:val="{voice.style}"/>' if voice.style else ""]
    hint = ' w:hint="eastAsia"' if is_chinese(voice.lang) and not text.isascii() else ""
    face = ' w:eastAsiaTheme="majorEastAsia"' if emphasis == "typeface" else ""
    parts.append(f"<w:rFonts{hint}{face}/>" if hint or face else "")
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
