"""Write inline nodes as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import assert_never

from reportgen.document.nodes import (
    Citation, Emphasis, FactText, Inline, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript,
    Superscript, Text,
)
from reportgen.document.walk import plain

NoteWriter = Callable[[Note], str]
SHORT = 14                        # letters of a word or a figure that is held to the source mark after it
LAST_WORD = re.compile(r"(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]{1,14}) ?$")        # a Han character is a word


def attributes(**values: str | int | None) -> str:
    """` name="value"` for each value that is neither empty nor None; `class_` is written `class`."""
    given = ((name.rstrip("_").replace("_", "-"), value) for name, value in values.items())
    return "".join(f' {name}="{escape(str(value))}"' for name, value in given if value not in (None, ""))


def inline(content: Inlines, note: NoteWriter) -> str:
    """The markup of `content`; `note` writes a footnote, which the screen and the page do differently."""
    pieces: list[str] = []
    for before, node in zip((None, *content), content, strict=False):
        written = _one(node, note)
        held = _last_word(before, pieces[-1]) if before and isinstance(node, Citation) else None
        if held:                              # the last word stays with the source mark, which so begins no line alone
            rest, word = held
            pieces[-1] = f'{rest}<span class="bound">{word}{written}</span>'
        else:
            pieces.append(written)
    return "".join(pieces)


def _last_word(node: Inline, written: str) -> tuple[str, str] | None:
    """The markup `written` of a node parted before its last word; None where it has none that may be held to a mark."""
    match node:
        case Text(text) if found := LAST_WORD.search(text):
            return escape(text[:found.start()], quote=False), escape(found.group(), quote=False)
        case FactText(_, text) if len(text) <= SHORT:
            return "", written
        case _:
            return None


def _one(node: Inline, note: NoteWriter) -> str:
    match node:
        case Text(text):
            return escape(text, quote=False)
        case Emphasis(inner):
            return f"<em>{inline(inner, note)}</em>"
        case Strong(inner):
            return f"<strong>{inline(inner, note)}</strong>"
        case Superscript(inner):
            return f"<sup>{inline(inner, note)}</sup>"
        case Subscript(inner):
            return f"<sub>{inline(inner, note)}</sub>"
        case Language(inner, lang):
            return f"<span{attributes(lang=lang)}>{inline(inner, note)}</span>"
        case Link(inner) if not plain(inner).strip():      # nothing to be seen of it, nor clicked or spoken
            return inline(_unlinked(inner), note)
        case Link(inner, url):
            return f"<a{attributes(class_='out', href=url)}>{inline(_unlinked(inner), note)}</a>"
        case FactText(_, text, mark, target):
            return _anchor(text, "fact", target, mark)
        case Citation(_, text, target):
            return f'<sup class="cite">{_anchor(text, "", target)}</sup>' if text else ""
        case Reference(target, text):
            return _anchor(text, "ref", target)
        case Note():
            return note(node)
        case LineBreak():
            return "<br>"
        case _:
            assert_never(node)


def _anchor(text: str, kind: str, target: str, mark: str = "") -> str:
    """A link inside the document, or the words alone where there is nothing to lead to."""
    tag = "a" if target else "span"
    href = f"#{target}" if target else ""
    return f"<{tag}{attributes(class_=kind, id=mark, href=href)}>{escape(text, quote=False)}</{tag}>"


def _unlinked(content: Inlines) -> Inlines:
    """`content` as it may stand inside a link, where HTML allows no other link: those become their words."""
    return tuple(inner for node in content for inner in _without_link(node))


def _without_link(node: Inline) -> Inlines:
    match node:
        case Emphasis(inner):
            return (Emphasis(_unlinked(inner)),)
        case Strong(inner):
            return (Strong(_unlinked(inner)),)
        case Superscript(inner):
            return (Superscript(_unlinked(inner)),)
        case Subscript(inner):
            return (Subscript(_unlinked(inner)),)
        case Language(inner, lang):
            return (Language(_unlinked(inner), lang),)
        case Link(inner):
            return _unlinked(inner)
        case FactText(fact, text, mark):
            return (FactText(fact, text, mark),)
        case Citation(cites, text):
            return (Citation(cites, text),)
        case Reference(_, text):
            return (Text(text),)
        case Text() | Note() | LineBreak():
            return (node,)
        case _:
            assert_never(node)
